"""What the feed lacks: public events in log order, a cleared result only with its spoken word.

Pure: the log's events go in, batches come out, answers go in. Nothing is resent that was
answered, and nothing is given up without a refusal. A correction stands in the log, so in the
queue too, after the record that it supersedes, and each has its own receipt. A result that the
returning officer withholds from the feed waits, and other polls' results go past it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.identifiers import ContestId, ElectionId, EventId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.disclosure import Fact


LARGEST_BATCH: Final = 256
"""Events in one request."""

_SPOKEN: Final[tuple[Fact, ...]] = ("result", "local_totals")
"""What a declaration carries."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event to send: its exact envelope bytes; ``declares`` a contest, ``empowers`` a person."""

    id: EventId
    envelope: bytes
    declares: ContestId | None = None
    empowers: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the feed said of one event: its place and receipt, or a refusal with its sentence."""

    id: EventId
    index: int | None
    receipt: str
    refused: str
    text: str


class Outbox:
    """The queue of one count; ``refused`` keeps what the feed will not have, with its reason."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Outgoing, ...]] = deque()
        self._cleared: dict[EventId, Outgoing] = {}
        self._receipted: set[EventId] = set()
        self._polls: dict[ContestId, ElectionId] = {}
        self._withheld: set[tuple[ElectionId, Fact]] = set()
        self.refused: dict[EventId, Answer] = {}

    @property
    def waiting(self) -> int:
        """Count the declarations not answered yet."""
        return sum(1 for unit in self._waiting if unit[-1].declares is not None)

    @property
    def empty(self) -> bool:
        """Say whether everything was answered."""
        return not self._waiting

    def add(self, recorded: ev.Recorded, envelope: bytes) -> None:
        """Take the next event of the log; most are private and never leave."""
        event = recorded.event
        if isinstance(event, ev.DeclarationReceipted):
            self._receipted.add(event.declared)
            self._drop(event.declared)
        elif isinstance(event, ev.ResultCleared):
            self._cleared[recorded.id] = Outgoing(recorded.id, envelope)
        elif isinstance(event, ev.ResultSpoken):
            spoken = Outgoing(recorded.id, envelope, event.contest)
            self._waiting.append((self._cleared.pop(event.cleared), spoken))
        elif isinstance(event, ev.PublicEvent):
            self._note(event)
            declares = event.contest if isinstance(event, ev.DeclaringEvent) else None
            empowers = isinstance(event, ev.AppointmentsChanged)
            self._waiting.append((Outgoing(recorded.id, envelope, declares, empowers),))

    def batch(self) -> list[Outgoing]:
        """Give the next request's events, pairs kept whole, past what is withheld.

        Powers do not change at the feed while a result waits that was signed under the old ones.
        """
        chosen: list[Outgoing] = []
        passed = False
        for unit in self._waiting:
            if len(chosen) + len(unit) > LARGEST_BATCH or (passed and unit[0].empowers):
                break
            if self._is_withheld(unit):
                passed = True
            else:
                chosen += unit
        return chosen

    def answered(self, answers: Sequence[Answer]) -> list[tuple[ContestId, Answer]]:
        """Take the feed's answers; gives the declarations that now have a receipt."""
        by_id = {answer.id: answer for answer in answers}
        published: list[tuple[ContestId, Answer]] = []
        for unit in [one for one in self._waiting if all(each.id in by_id for each in one)]:
            self._waiting.remove(unit)
            last = by_id[unit[-1].id]
            refusal = next((by_id[one.id] for one in unit if by_id[one.id].refused), None)
            if refusal is not None:
                self.refused[refusal.id] = refusal
            elif unit[-1].declares is not None:
                published.append((unit[-1].declares, last))
        return published

    def _note(self, event: ev.Event) -> None:
        """Know each contest's poll, and what its returning officer withholds."""
        if isinstance(event, ev.ContestSetUp):
            self._polls[event.contest.id] = event.contest.election
        elif isinstance(event, ev.DisclosureSet) and event.outlet == "feed":
            change = self._withheld.discard if event.shown else self._withheld.add
            change((event.election, event.fact))

    def _is_withheld(self, unit: tuple[Outgoing, ...]) -> bool:
        contest = unit[-1].declares
        if contest is None or not self._withheld:
            return False
        return any((self._polls[contest], fact) in self._withheld for fact in _SPOKEN)

    def _drop(self, declared: EventId) -> None:
        self._waiting = deque(unit for unit in self._waiting if unit[-1].id != declared)
