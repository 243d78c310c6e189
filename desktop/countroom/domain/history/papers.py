"""Fold papers out and back: parcels, mini-counts, sheets added and withdrawn, the pause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history.sheet import with_sheets
from countroom.domain.pausing import last_codes
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.identifiers import MiniCountId
    from countroom.domain.state import ContestState, Count


def _issued(
    _count: Count, state: ContestState, event: ev.PapersIssued, _recorded: ev.Recorded
) -> ContestState:
    return _moved(state, event.mini_count, event.papers)


def _returned(
    _count: Count, state: ContestState, event: ev.PapersReturned, _recorded: ev.Recorded
) -> ContestState:
    return _moved(state, event.mini_count, -event.papers)


def _moved(state: ContestState, mini_count: MiniCountId, papers: int) -> ContestState:
    issued = {**state.issued, mini_count: state.issued.get(mini_count, 0) + papers}
    return changed(state, issued=issued, provisional=None, lots=())


def _mini_count(
    _count: Count, state: ContestState, event: ev.MiniCountAdded, _recorded: ev.Recorded
) -> ContestState:
    mini_counts = (*state.contest.counted_in, event.mini_count)
    contest = replace(state.contest, mini_counts=mini_counts)
    return changed(with_sheets(state, event.sheets), contest=contest)


def _mini_count_closed(
    _count: Count, state: ContestState, event: ev.MiniCountClosed, _recorded: ev.Recorded
) -> ContestState:
    withdrawn = with_sheets(state, (), event.withdrawn, event.reason)
    return changed(withdrawn, closed=state.closed | {event.mini_count})


def _depth(
    _count: Count, state: ContestState, event: ev.DepthChanged, _recorded: ev.Recorded
) -> ContestState:
    mini_counts = tuple(
        replace(one, depth=event.depth, sheets=event.printed) if one.id == event.mini_count else one
        for one in state.contest.counted_in
    )
    contest = replace(state.contest, mini_counts=mini_counts)
    renewed = with_sheets(state, event.sheets, event.withdrawn, event.reason)
    return changed(renewed, contest=contest)


def _added(
    _count: Count, state: ContestState, event: ev.SheetAdded, _recorded: ev.Recorded
) -> ContestState:
    added = with_sheets(state, (event.sheet,))
    return changed(added, verification=None) if event.sheet.box is not None else added


def _withdrawn(
    _count: Count, state: ContestState, event: ev.SheetsWithdrawn, _recorded: ev.Recorded
) -> ContestState:
    return with_sheets(state, (), event.sheets, event.reason)


def _sealed(
    count: Count, state: ContestState, event: ev.PapersSealed, _recorded: ev.Recorded
) -> ContestState:
    # Not the heads that the event says: whoever changed the log may have left those as they were.
    return changed(state, sealed=event, closing=last_codes(count), pauses=(*state.pauses, event))


def _opened(
    _count: Count, state: ContestState, _event: ev.SealsOpened, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, sealed=None, closing={})


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.PapersIssued: _issued,
    ev.PapersReturned: _returned,
    ev.MiniCountAdded: _mini_count,
    ev.MiniCountClosed: _mini_count_closed,
    ev.DepthChanged: _depth,
    ev.SheetAdded: _added,
    ev.SheetsWithdrawn: _withdrawn,
    ev.PapersSealed: _sealed,
    ev.SealsOpened: _opened,
}
