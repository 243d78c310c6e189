"""Counting systems: votes in, elected out, in whole numbers."""
