"""The central feed: takes signed declarations in, keeps them in a log, shows them to the world.

Needs no window and nothing of the count room: what it knows of a count is what was signed.
"""
