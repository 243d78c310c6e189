"""What keying a night took: sheets, keystrokes and minutes, planned by the bill and as played."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from countroom.app.bill import USUAL, Bill, bill_of
from countroom.domain.sheets import ENTRUSTED, objector_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.rule_set import RuleSet
    from countroom.domain.sheets import Sheet, SheetKind

CREWS: Final = (2, 4)
"""Keyers for whom the minutes are told."""
_NUMBER: Final = len("007034") + 1
_FINISH: Final = 1


class Work:
    """Counts what is keyed, line by line as a keyer's fingers do it.

    A figure that the page offers (papers entrusted, the size of a bundle, an objection nobody
    made) takes Enter alone.
    """

    def __init__(self) -> None:
        self._sheets: dict[SheetId, SheetKind] = {}
        self._entries = 0
        self._keystrokes = 0

    def keyed(self, sheet: Sheet, figures: Mapping[FieldId, int]) -> None:
        """Add one entry of a sheet, or the lines of it that were keyed again."""
        self._sheets[sheet.id] = sheet.kind
        self._entries += 1
        lines = sum(_keys(field, figure) for field, figure in figures.items())
        self._keystrokes += _NUMBER + lines + _FINISH

    def bill(self) -> Bill:
        """Give what was played in the terms of the bill."""
        by_kind = dict(Counter[str](self._sheets.values()))
        keyer_ms = self._keystrokes * USUAL.key_ms + self._entries * USUAL.sheet_ms
        return Bill(len(self._sheets), self._keystrokes, by_kind, keyer_ms)


def planned(contests: Iterable[tuple[Contest, RuleSet]]) -> Bill:
    """Give the bill that the set-up shows for these contests."""
    return bill_of(contests)


def as_row(bill: Bill) -> dict[str, int]:
    """Give a bill's figures by name, as the summary keeps them."""
    row = {"sheets": bill.sheets, "keystrokes": bill.keystrokes}
    return row | {f"minutes_with_{keyers}": bill.minutes(keyers) for keyers in CREWS}


def _keys(field: FieldId, figure: int) -> int:
    offered = field == ENTRUSTED or field.startswith("bundle_size:")
    if offered or (figure == 0 and objector_of(field) is not None):
        return 1
    return len(str(figure)) + 1
