"""The rules of the count in the words of the field: pure data and functions.

Nothing here reads a clock, a file or chance; what depends on them is passed in.
"""
