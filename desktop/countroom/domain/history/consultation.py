"""Fold the consultation: agents, recounts refused, granted and confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.consultation import Recount
from countroom.domain.history.sheet import with_sheets
from countroom.domain.sheets import sheets_in
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from countroom.domain.identifiers import SheetId
    from countroom.domain.state import ContestState, Count


def _agents(
    _count: Count, state: ContestState, event: ev.AgentsAppointed, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, agents=event.agents)


def _refused(
    _count: Count, state: ContestState, event: ev.RecountRefused, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, refused=(*state.refused, event))


def _granted(
    _count: Count, state: ContestState, event: ev.RecountGranted, _recorded: ev.Recorded
) -> ContestState:
    added = sheets_in(event.pads)
    renewed = with_sheets(state, added, event.sheets if added else (), event.reason)
    waiting = () if added else event.sheets
    return changed(
        renewed,
        recounts=event.number,
        granted=(*state.granted, event),
        recount=Recount(
            event.number,
            event.version,
            event.scope,
            event.mini_counts,
            waiting,
            event.asked_by,
            event.reason,
        ),
        closed=state.closed - {sheet.mini_count for sheet in added},
    )


def _unchanged(
    _count: Count, state: ContestState, event: ev.SheetsUnchanged, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, recount=without(state.recount, event.sheets))


def _second_count(
    _count: Count, state: ContestState, event: ev.SecondCountOpened, _recorded: ev.Recorded
) -> ContestState:
    return with_sheets(state, sheets_in(event.pads))


def without(recount: Recount | None, sheets: Collection[SheetId]) -> Recount | None:
    """Take sheets off a recount: it waits for them no longer."""
    if recount is None:
        return None
    return replace(recount, waiting=tuple(one for one in recount.waiting if one not in sheets))


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.AgentsAppointed: _agents,
    ev.RecountRefused: _refused,
    ev.RecountGranted: _granted,
    ev.SheetsUnchanged: _unchanged,
    ev.SecondCountOpened: _second_count,
}
