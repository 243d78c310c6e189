"""A figure copied from paper: whole, not negative, blank until it is typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.identifiers import FieldId

LARGEST_FIGURE = 9_999_999
"""More than the papers of any count in one hall; anything above is a slip of the finger."""

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]{1,6})?Z"
)
_FIGURE: Final = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")


def read_figure(text: str) -> int | Refusal:
    """Read what a keyer typed: ASCII digits, with or without thousands commas."""
    typed = text.strip()
    if not typed:
        return refuse("figure_blank")
    if not _FIGURE.fullmatch(typed):
        return refuse("figure_not_a_number", text=text[:40])
    bare = typed.replace(",", "")
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


def is_moment(text: str) -> bool:
    """Say whether a text is a moment as the log writes it: UTC in RFC 3339."""
    return _MOMENT.fullmatch(text) is not None


def unsound_papers(*numbers: int, least: int = 0) -> Refusal | None:
    """Refuse a number of papers, packets or envelopes below the least or out of range."""
    for number in numbers:
        if number < least or number > LARGEST_FIGURE:
            return refuse("papers_out_of_range", papers=number, least=least)
    return None
