"""A figure copied from paper: whole, not negative, blank until it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.identifiers import FieldId

LARGEST_FIGURE = 9_999_999
"""More than the papers of any count in one hall; anything above is a slip of the finger."""


def read_figure(text: str) -> int | Refusal:
    """Read what a keyer typed: ASCII digits, with or without thousands commas and blanks."""
    bare = text.strip().replace(",", "")
    if not bare:
        return refuse("figure_blank")
    if not (bare.isascii() and bare.isdigit()):
        return refuse("figure_not_a_number", text=text[:40])
    if len(bare.lstrip("0")) > len(str(LARGEST_FIGURE)):
        return refuse("figure_too_large", text=bare[:40], largest=LARGEST_FIGURE)
    return int(bare)


def unsound_figures(figures: Mapping[FieldId, int], fields: tuple[FieldId, ...]) -> Refusal | None:
    """Refuse figures that are not exactly those of the paper, or out of range."""
    missing = [field for field in fields if field not in figures]
    if missing:
        return refuse("field_missing", field=missing[0])
    strange = [field for field in figures if field not in fields]
    if strange:
        return refuse("field_unknown", field=strange[0])
    for field, figure in figures.items():
        if figure < 0 or figure > LARGEST_FIGURE:
            return refuse("figure_out_of_range", field=field, largest=LARGEST_FIGURE)
    return None
