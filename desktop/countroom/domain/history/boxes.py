"""Fold the boxes: the postal ledger, papers that wandered, the statement as to verification."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.hall import Moved, Sent
from countroom.domain.history.sheet import with_sheets
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.hall import PostalLedger, Transfer
    from countroom.domain.state import ContestState, Count


def _box(
    _count: Count, state: ContestState, event: ev.BoxAdded, _recorded: ev.Recorded
) -> ContestState:
    fed = tuple(
        replace(one, boxes=(*one.boxes, event.box.id)) if one.id == event.mini_count else one
        for one in state.contest.mini_counts
    )
    contest = replace(state.contest, boxes=(*state.contest.boxes, event.box), mini_counts=fed)
    return changed(with_sheets(state, event.sheets), contest=contest, verification=None)


def _packets(
    _count: Count, state: ContestState, event: ev.PacketsRecorded, _recorded: ev.Recorded
) -> ContestState:
    return _ledger(state, replace(state.postal, packets={**state.postal.packets, **event.packets}))


def _session(
    _count: Count, state: ContestState, event: ev.PostalSessionHeld, _recorded: ev.Recorded
) -> ContestState:
    sessions = (*state.postal.sessions, event.session)
    return _ledger(state, replace(state.postal, sessions=sessions))


def _session_taken_back(
    _count: Count, state: ContestState, event: ev.PostalSessionTakenBack, _recorded: ev.Recorded
) -> ContestState:
    at = event.number - 1
    sessions = (*state.postal.sessions[:at], *state.postal.sessions[at + 1 :])
    return _ledger(state, replace(state.postal, sessions=sessions))


def _postal_closed(
    _count: Count, state: ContestState, _event: ev.PostalClosed, _recorded: ev.Recorded
) -> ContestState:
    return _ledger(state, replace(state.postal, closed=True))


def _postal_reopened(
    _count: Count, state: ContestState, _event: ev.PostalReopened, _recorded: ev.Recorded
) -> ContestState:
    reopened = _ledger(state, replace(state.postal, closed=False))
    return changed(reopened, verification=None, provisional=None, lots=())


def _ledger(state: ContestState, postal: PostalLedger) -> ContestState:
    return changed(state, postal=postal)


def _sent(
    _count: Count, state: ContestState, event: ev.PapersSent, recorded: ev.Recorded
) -> ContestState:
    sent = Sent(event.transfer, event.reason, recorded.people, recorded.at)
    state = changed(state, sent=(*state.sent, sent))
    # Papers set aside before the box was counted change nothing of what was counted in it.
    return _moved(state, event.transfer) if event.transfer.counted else state


def _brought_in(
    _count: Count, state: ContestState, event: ev.PapersBroughtIn, _recorded: ev.Recorded
) -> ContestState:
    return _moved(state, event.transfer)


def _moved(state: ContestState, transfer: Transfer) -> ContestState:
    """Keep a transfer; a statement signed before it no longer stands."""
    sent = transfer.source == state.contest.id
    box = transfer.source_box if sent else transfer.target_box
    papers = -transfer.papers if sent else transfer.papers
    before = frozenset(s.sheet.id for s in state.sheets.values() if s.sheet.box == box and s.begun)
    return changed(
        state,
        transfers=(*state.transfers, transfer),
        moved=(*state.moved, Moved(box, papers, before)),
        verification=None,
        provisional=None,
        lots=(),
    )


def _found(
    _count: Count, state: ContestState, event: ev.PapersFound, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, found=(*state.found, event))


def _verified(
    _count: Count, state: ContestState, event: ev.VerificationSigned, _recorded: ev.Recorded
) -> ContestState:
    statements = (*state.statements, event)
    return changed(state, verification=event, statements=statements, provisional=None, lots=())


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.BoxAdded: _box,
    ev.PacketsRecorded: _packets,
    ev.PostalSessionHeld: _session,
    ev.PostalSessionTakenBack: _session_taken_back,
    ev.PostalClosed: _postal_closed,
    ev.PostalReopened: _postal_reopened,
    ev.PapersSent: _sent,
    ev.PapersBroughtIn: _brought_in,
    ev.PapersFound: _found,
    ev.VerificationSigned: _verified,
}
