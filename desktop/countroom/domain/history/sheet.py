"""Put changed or new sheets into a contest; whatever was concluded from older figures is void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.sheets import OF_SECOND
from countroom.domain.state import SheetState, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countroom.domain.identifiers import SheetId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState

FIRST_COUNT_CHANGED: Final = "first_count_changed"
"""Why a sheet of second preferences is given up: who remains has to be seen anew."""


def with_sheet(
    state: ContestState, sheet: SheetId, change: Callable[[SheetState], SheetState]
) -> ContestState:
    """Change one sheet."""
    sheets = dict(state.sheets)
    sheets[sheet] = change(sheets[sheet])
    if state.rules.second_heads and sheets[sheet].sheet.kind not in OF_SECOND:
        _give_up_seconds(sheets)
    return changed(state, sheets=sheets, provisional=None, lots=())


def with_sheets(
    state: ContestState,
    added: Iterable[Sheet],
    withdrawn: Iterable[SheetId] = (),
    reason: str = "",
) -> ContestState:
    """Add sheets and withdraw others for a reason; none is removed."""
    sheets = dict(state.sheets)
    new = {sheet.id: SheetState(sheet) for sheet in added}
    if state.rules.second_heads and any(s.sheet.kind not in OF_SECOND for s in new.values()):
        _give_up_seconds(sheets)
    sheets |= new
    for id_ in withdrawn:
        sheets[id_] = changed(sheets[id_], withdrawn=reason)
    return changed(state, sheets=sheets, provisional=None, lots=())


def _give_up_seconds(sheets: dict[SheetId, SheetState]) -> None:
    for id_, one in sheets.items():
        if one.sheet.kind in OF_SECOND and not one.withdrawn:
            sheets[id_] = changed(one, withdrawn=FIRST_COUNT_CHANGED)
