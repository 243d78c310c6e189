"""Countroom: what a UK count centre runs on election night."""

__version__ = "0.1.0"
