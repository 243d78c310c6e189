"""Keying one sheet from its paper."""

from countroom.ui.entry.page import EntryPage

__all__ = ["EntryPage"]
