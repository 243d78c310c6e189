"""What comes in: boxes by the register, postal packets by station, sessions, the ledger's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.figures import unsound_papers
from countroom.domain.openness import open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import account_of

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.hall import PostalSession
    from countroom.domain.identifiers import BoxId
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
        return refuse("box_twice", contest=command.contest)
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


def record_packets(count: Count, command: do.RecordPackets) -> Decision:
    """Register what stations handed in, or nil; said again, the later figure stands."""
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    stations = {box.id for box in state.contest.boxes if box.kind == "station"}
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
    return _unsound(command.session) or (ev.PostalSessionHeld(command.contest, command.session),)


def take_back_session(count: Count, command: do.TakeBackSession) -> Decision:
    """Take a session back that was written down wrongly, while the ledger is open."""
    state = _open_ledger(count, command)
    if isinstance(state, Refusal):
        return state
    if not 0 < command.number <= len(state.postal.sessions):
        return refuse("session_unknown", number=command.number)
    if not command.reason.strip():
        return refuse("reason_missing")
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
        if box.kind == "station" and box.id not in state.postal.packets:
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


def _unsound(session: PostalSession) -> Refusal | None:
    rejected = tuple(session.rejected.values())
    unsound = unsound_papers(session.envelopes, session.accepted, session.papers, *rejected)
    if unsound is not None:
        return unsound
    judged = session.accepted + sum(rejected)
    if judged != session.envelopes:
        return refuse("envelopes_not_judged", envelopes=session.envelopes, judged=judged)
    return None
