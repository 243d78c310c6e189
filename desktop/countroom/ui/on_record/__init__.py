"""Results of the hall's own words: taken down from paper, or corrected on the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.on_record.correction import CorrectionPage
from countroom.ui.on_record.page import OnPaperPage

if TYPE_CHECKING:
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

__all__ = ["CorrectionPage", "OnPaperPage", "on_record_page"]


def on_record_page(desk: Desk, place: Place) -> OnPaperPage | CorrectionPage:
    """Make the page that takes a result down, or corrects the record of a declared one."""
    if place.contest is None:
        raise ValueError("the record is of a contest")
    state = desk.contest(place.contest)
    declared = state.declared is not None and state.cleared is not None
    return CorrectionPage(desk, place) if declared else OnPaperPage(desk, place)
