"""What comes through the door before a contest can be verified, as the receipt team writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.post import NO_POST, put_into
from countroom.domain import commands as do
from countroom.domain.hall import BoxReceipt, Packets, PostalSession

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from countroom.app.rehearsal.post import Post
    from countroom.domain.identifiers import BoxId, FieldId, PersonId
    from countroom.domain.state import ContestState, Count


def boxes_due(count: Count, state: ContestState) -> tuple[BoxId, ...]:
    """List the station boxes of a contest that have not come in."""
    stations = (box.id for box in state.contest.boxes if box.kind == "station")
    return tuple(box for box in stations if box not in count.received)


def arrival(
    count: Count,
    state: ContestState,
    by: PersonId,
    accounts: Mapping[BoxId, Mapping[FieldId, int]],
    post: Post = NO_POST,
) -> Iterator[do.Command]:
    """Give what the receipt team does for a contest: boxes, packets, openings, the ledger closed.

    ``accounts`` are the true figures of its boxes; without ``post`` no packet was handed in and
    each postal box was filled at one opening.
    """
    contest, ledger = state.contest, state.postal
    due = boxes_due(count, state)
    if due:
        yield do.ReceiveBoxes(by, tuple(BoxReceipt(box, sealed=True) for box in due))
    postal = [box.id for box in contest.boxes if box.kind == "postal"]
    if not postal or ledger.closed:
        return
    silent = [b.id for b in contest.boxes if b.stands_alone and b.id not in ledger.packets]
    if silent:
        nil = Packets(0, 0)
        packets = {box: post.packets.get(box, nil) for box in silent}
        yield do.RecordPackets(by, contest.id, packets)
    for box in postal:
        if ledger.papers_into(box) is None:
            papers = put_into(accounts[box])
            one = (PostalSession(papers, papers, {}, box, papers),)
            for session in tuple(s for s in post.sessions if s.box == box) or one:
                yield do.HoldPostalSession(by, contest.id, session)
    yield do.ClosePostal(by, contest.id)
