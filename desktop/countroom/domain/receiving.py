"""What comes in: boxes by the register, postal packets by station, sessions, the ledger's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.figures import unsound_papers
from countroom.domain.hall import PostalLedger
from countroom.domain.openness import open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import account_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from countroom.domain import commands as do
    from countroom.domain.election import BallotBox
    from countroom.domain.hall import PostalSession
    from countroom.domain.identifiers import BoxId, ContestId
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def receive_boxes(count: Count, command: do.ReceiveBoxes) -> Decision:
    """Register boxes once each; a broken seal needs a note."""
    if not command.receipts:
        return refuse("nothing_received")
    known = {box.id for state in count.contests.values() for box in state.contest.boxes}
    seen: set[BoxId] = set(count.received)
    for receipt in command.receipts:
        if receipt.box not in known:
            return refuse("box_unknown", box=receipt.box)
        if receipt.box in seen:
            return refuse("box_received_already", box=receipt.box)
        if not receipt.sealed and not receipt.note.strip():
            return refuse("seal_without_note", box=receipt.box)
        seen.add(receipt.box)
    return (ev.BoxesReceived(command.receipts),)


def take_back_receipt(count: Count, command: do.TakeBackReceipt) -> Decision:
    """Take a mistaken receipt back, until a statement rests on the box."""
    if command.box not in count.received:
        return refuse("box_not_in", box=command.box)
    for state in count.contests.values():
        if state.verification is not None and state.contest.box(command.box) is not None:
            return refuse("verified_already", contest=state.contest.id)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.ReceiptTakenBack(command.box, command.reason),)


def add_box(count: Count, command: do.AddBox) -> Decision:
    """Add a box with its account sheet; the statement, if signed, is to be signed anew."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.contest.box(command.box.id) is not None:
        return refuse("box_known", box=command.box.id, contest=command.contest)
    stray = unsound_second(command.contest, command.box, first_boxes(state))
    if stray is not None:
        return stray
    if command.mini_count not in {one.id for one in state.contest.counted_in}:
        return refuse("mini_count_unknown", mini_count=command.mini_count)
    if command.mini_count in state.closed:
        return refuse("mini_count_closed", mini_count=command.mini_count)
    if not command.reason.strip():
        return refuse("reason_missing")
    sheet = account_of(state.contest, command.box, state.number, len(state.sheets) + 1)
    return (
        ev.BoxAdded(command.contest, command.box, command.mini_count, (sheet,), command.reason),
    )


def first_boxes(state: ContestState) -> frozenset[BoxId]:
    """Give the boxes of stations that a second one can stand beside: their accounts are awaited."""
    awaited = {one.sheet.box for one in state.sheets_of(frozenset({"account"}))}
    return frozenset(b.id for b in state.contest.boxes if b.stands_alone and b.id in awaited)


def unsound_second(contest: ContestId, box: BallotBox, first: Collection[BoxId]) -> Refusal | None:
    """Refuse a second box that stands beside none of the ``first``, or has figures of its own."""
    if box.beside is None:
        return None
    if box.kind != "station" or box.beside not in first:
        return refuse("second_box_astray", box=box.id, beside=box.beside, contest=contest)
    if (box.entrusted, box.electorate) != (None, None):
        return refuse("second_box_with_figures", box=box.id, contest=contest)
    return None


def record_packets(count: Count, command: do.RecordPackets) -> Decision:
    """Register what stations handed in, or nil, each once however many boxes it filled.

    Said again, the later figure stands.
    """
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    stations = {box.id for box in state.contest.boxes if box.stands_alone}
    if not command.packets:
        return refuse("nothing_received")
    for box, packets in command.packets.items():
        if box not in stations:
            return refuse("box_unknown", box=box)
        unsound = unsound_papers(packets.accepted, packets.rejected)
        if unsound is not None:
            return unsound
    return (ev.PacketsRecorded(command.contest, command.packets),)


def hold_postal_session(count: Count, command: do.HoldPostalSession) -> Decision:
    """Register an opening: statements accepted and rejected are the envelopes opened."""
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    box = state.contest.box(command.session.box)
    if box is None or box.kind != "postal":
        return refuse("box_unknown", box=command.session.box)
    return _unsound(command.session, state.postal.waiting) or (
        ev.PostalSessionHeld(command.contest, command.session),
    )


def take_back_session(count: Count, command: do.TakeBackSession) -> Decision:
    """Take a session back that was written down wrongly, while the ledger is open."""
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    if not 0 < command.number <= len(state.postal.sessions):
        return refuse("session_unknown", number=command.number)
    if not command.reason.strip():
        return refuse("reason_missing")
    at = command.number - 1
    rest = (*state.postal.sessions[:at], *state.postal.sessions[at + 1 :])
    for n, later in enumerate(rest):
        if later.matched > PostalLedger(sessions=rest[:n]).waiting:
            return refuse("session_matched_since", number=command.number)
    return (ev.PostalSessionTakenBack(command.contest, command.number, command.reason),)


def close_postal(count: Count, command: do.ClosePostal) -> Decision:
    """End the ledger when every station's packets are said and every postal box has a session."""
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    return gap_in_ledger(state) or (ev.PostalClosed(command.contest),)


def reopen_postal(count: Count, command: do.ReopenPostal) -> Decision:
    """Open the ledger again, with a reason."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not state.postal.closed:
        return refuse("postal_open", contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PostalReopened(command.contest, command.reason),)


def gap_in_ledger(state: ContestState) -> Refusal | None:
    """Name the first box still to be in the postal ledger, of those whose accounts are awaited.

    A box added after the ledger was closed leaves one too.
    """
    contest = state.contest
    boxes = [s.sheet.box for s in state.sheets_of(frozenset({"account"}))]
    for box in contest.boxes:
        if box.id not in boxes:
            continue
        if box.stands_alone and box.id not in state.postal.packets:
            return refuse("packets_not_said", box=box.id, contest=contest.id)
        if box.kind == "postal" and state.postal.papers_into(box.id) is None:
            return refuse("postal_session_missing", box=box.id, contest=contest.id)
    return None


def _open_ledger(
    count: Count,
    command: do.RecordPackets | do.HoldPostalSession | do.TakeBackSession | do.ClosePostal,
) -> ContestState | Refusal:
    state = open_contest(count, command.contest)
    if not isinstance(state, Refusal) and state.postal.closed:
        return refuse("postal_closed_already", contest=command.contest)
    return state


def _unsound(session: PostalSession, waiting: int) -> Refusal | None:
    """Refuse what cannot be: each paper came with a statement that was accepted.

    Where the two came apart they are matched (SI 2001/341 reg. 88), never more than the covers
    ``waiting`` from sessions before.
    """
    rejected = tuple(session.rejected.values())
    papers = (session.papers, session.matched)
    unsound = unsound_papers(session.envelopes, session.accepted, *papers, *rejected)
    if unsound is not None:
        return unsound
    judged = session.accepted + sum(rejected)
    if judged != session.envelopes:
        return refuse("envelopes_not_judged", envelopes=session.envelopes, judged=judged)
    if session.matched > min(session.papers, waiting):
        most = min(session.papers, waiting)
        return refuse("more_matched_than_waiting", matched=session.matched, most=most)
    if session.own > session.accepted:
        return refuse("more_papers_than_accepted", papers=session.own, accepted=session.accepted)
    return None
