"""Declared results to the feed: queued while offline, sent when it can be, receipts kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from countroom.domain.commands import RecordReceipt
from countroom.domain.faults import Fault
from countroom.sync.outbox import Outbox
from countroom.wire.problem import Problem
from countroom.wire.receipt import read_receipt
from countroom.wire.trust import trust_in, write_trust

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.count import OpenCount
    from countroom.sync.client import FeedClient, Origin
    from countroom.sync.outbox import Answer, Outgoing
    from countroom.wire.trust import Trust

T = TypeVar("T")

_LARGEST_RECEIPT: Final = 8_192
"""Characters; a receipt goes into an event of the count's own log."""


class Use(Protocol):
    """How the open count is borrowed for a moment: directly, or on its own thread."""

    def __call__(self, job: Callable[[OpenCount], T], /) -> T:
        """Do a job with the count and give what it gives."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a delivery went: declarations published now and still waiting, and what hindered it."""

    published: int
    waiting: int
    fault: Fault | None


class Publication:
    """The way of one count's declarations to one feed.

    States are queued, sent and receipted; nothing is called failed without a signed refusal.
    The count is borrowed for each step and never while the network is waited for.
    """

    def __init__(self, use: Use, client: FeedClient) -> None:
        self._use = use
        self._client = client
        self._origin: Origin | None = None
        self._outbox = Outbox()
        self._position = 0

    @property
    def refused(self) -> tuple[Answer, ...]:
        """List what the feed will not have."""
        return tuple(self._outbox.refused.values())

    def deliver(self) -> Delivery:
        """Send all that waits; a silent feed leaves it waiting."""
        self._collect()
        published = 0
        try:
            while batch := self._outbox.batch():
                published += self._deliver_batch(batch)
        except Fault as fault:
            if not fault.code.startswith("feed_"):
                raise
            return Delivery(published, self._outbox.waiting, fault)
        return Delivery(published, self._outbox.waiting, None)

    def _deliver_batch(self, batch: list[Outgoing]) -> int:
        origin = self._origin or self._introduce()
        answers = self._client.send([one.envelope for one in batch])
        if {answer.id for answer in answers} != {one.id for one in batch}:
            raise Fault("feed_nonsense", url=self._client.url)
        receipts = {answer.id: self._receipt(answer, origin) for answer in answers}
        published = self._outbox.answered(answers)
        for contest, answer in published:
            index = receipts[answer.id]
            self._keep(RecordReceipt(contest, answer.id, index, answer.receipt))
        return len(published)

    def _keep(self, receipt: RecordReceipt) -> None:
        self._use(lambda count: count.do(receipt))

    def _introduce(self) -> Origin:
        trust = self._use(_trust)
        self._origin = self._client.enrol(write_trust(trust))
        return self._origin

    def _receipt(self, answer: Answer, origin: Origin) -> int:
        """Check the feed's signature under an answer before anything is believed."""
        if answer.refused:
            return -1
        receipt = read_receipt(answer.receipt, origin.key)
        if len(answer.receipt) > _LARGEST_RECEIPT or isinstance(receipt, Problem):
            raise Fault("feed_nonsense", url=self._client.url)
        if receipt.event != answer.id:
            raise Fault("feed_nonsense", url=self._client.url)
        return receipt.index

    def _collect(self) -> None:
        self._use(self._take_in)

    def _take_in(self, count: OpenCount) -> None:
        for stored in count.store.since(self._position):
            self._outbox.add(count.store.read(stored), stored.envelope)
            self._position = stored.position


def _trust(count: OpenCount) -> Trust:
    return trust_in(count.count, count.environment)
