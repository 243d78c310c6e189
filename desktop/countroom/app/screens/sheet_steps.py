"""The steps of single sheets: first and second entry, differences, lines that went back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.screens.step import Step
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from countroom.domain.election import BallotBox
    from countroom.domain.identifiers import KeyId
    from countroom.domain.people import Role
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState, SheetState

_KEYERS: Final[tuple[Role, ...]] = ("keyer", "supervisor")
_SUPERVISOR: Final[tuple[Role, ...]] = ("supervisor",)


def sheet_steps(state: ContestState, sheets: Iterable[SheetState]) -> Iterator[Step]:
    """Give what is to be done with each of these sheets that are not settled, in their order."""
    for sheet in sheets:
        if sheet.differing and not sheet.sent_back:
            yield _differing(sheet, _box(state, sheet))
        elif sheet.differing:
            yield from (
                _sent_back(sheet, entry, _box(state, sheet)) for entry in sorted(sheet.sent_back)
            )
        else:
            yield _entry(sheet, _box(state, sheet))


def _box(state: ContestState, sheet: SheetState) -> BallotBox | None:
    return next((box for box in state.contest.boxes if box.id == sheet.sheet.box), None)


def _differing(sheet: SheetState, box: BallotBox | None) -> Step:
    return Step(
        "difference",
        "differences",
        N_("Entries differ"),
        _SUPERVISOR,
        sheet.sheet.id,
        n=len(sheet.differing),
        box=box,
        not_by=_keys(sheet, 1, 2),
    )


def _sent_back(sheet: SheetState, entry: int, box: BallotBox | None) -> Step:
    return Step(
        "first" if entry == 1 else "second",
        "entry",
        N_("Key again what was sent back"),
        _KEYERS,
        sheet.sheet.id,
        entry,
        n=len(sheet.sent_back[entry]),
        box=box,
        not_by=_keys(sheet, 3 - entry),
    )


def _entry(sheet: SheetState, box: BallotBox | None) -> Step:
    first = sheet.first is None
    entry = 1 if first else 2
    if box is None:
        key, words = ("verified", _FIRST_OF[sheet.sheet.kind]) if first else _SECOND
    else:
        kind = "beside" if sheet.sheet.of_second_box else sheet.sheet.kind
        key, words = "boxes", _OF_BOX[kind, entry]
    return Step(
        key,
        "entry",
        words,
        _KEYERS,
        sheet.sheet.id,
        entry,
        box=box,
        not_by=() if first else _keys(sheet, 1),
        paper=first,
    )


_SECOND: Final = ("waiting-second", N_("Needs second entry"))
_FIRST_OF: Final[Mapping[SheetKind, str]] = {
    "count": N_("Key the count sheet"),
    "summary": N_("Key the team's summary"),
    "block": N_("Key the bundles"),
    "mixed": N_("Key the counting sheets"),
    "adjudication": N_("Key the doubtful papers"),
    "second": N_("Key the second preferences"),
}
_OF_BOX: Final[Mapping[tuple[str, int], str]] = {
    ("account", 1): N_("{box}: the account is expected"),
    ("account", 2): N_("{box}: the account needs its second entry"),
    ("beside", 1): N_("{box}: the papers counted are expected"),
    ("beside", 2): N_("{box}: the count needs its second entry"),
    ("recount", 1): N_("{box}: the figure of the new count is expected"),
    ("recount", 2): N_("{box}: the new count needs its second entry"),
}


def _keys(sheet: SheetState, *entries: int) -> tuple[KeyId, ...]:
    found = [sheet.entry(entry) for entry in entries]
    return tuple(key for entry in found if entry is not None for key in entry.keys)
