"""Keying one sheet from its paper, and taking the next from the pile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.entry.next_sheet import NextSheetPage
from countroom.ui.entry.page import EntryPage

if TYPE_CHECKING:
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

__all__ = ["EntryPage", "NextSheetPage", "entry_page"]


def entry_page(desk: Desk, place: Place) -> EntryPage | NextSheetPage:
    """Make the page of a sheet, or the one that asks for the next where no sheet is named."""
    return NextSheetPage(desk, place) if place.sheet is None else EntryPage(desk, place)
