"""A page of the night guide on paper, for the wall or the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.guide import guide
from countroom.app.plan_sheet import frame_of
from countroom.documents.guide import TEMPLATE, guide_sheet

if TYPE_CHECKING:
    from countroom.app.printing import Edition, Filled


def chapter_filled(edition: Edition, chapter: str) -> Filled:
    """Fill a page of the guide."""
    title, *sections = (one for one in guide(edition.texts.language) if one.chapter == chapter)
    parts = [("", 2, title.body), *((one.title, one.level, one.body) for one in sections)]
    return TEMPLATE, guide_sheet(frame_of(edition, title.title), parts)
