"""Put changed or new sheets into a contest; whatever was concluded from older figures is void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.state import SheetState, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countroom.domain.identifiers import SheetId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState


def with_sheet(
    state: ContestState, sheet: SheetId, change: Callable[[SheetState], SheetState]
) -> ContestState:
    """Change one sheet."""
    sheets = dict(state.sheets)
    sheets[sheet] = change(sheets[sheet])
    return changed(state, sheets=sheets, provisional=None, lots=())


def with_sheets(
    state: ContestState,
    added: Iterable[Sheet],
    withdrawn: Iterable[SheetId] = (),
    reason: str = "",
) -> ContestState:
    """Add sheets and withdraw others for a reason; none is removed."""
    sheets = dict(state.sheets)
    for sheet in added:
        sheets[sheet.id] = SheetState(sheet)
    for id_ in withdrawn:
        sheets[id_] = changed(sheets[id_], withdrawn=reason)
    return changed(state, sheets=sheets, provisional=None, lots=())
