"""Read somebody's log as a stranger would: bytes, signatures, chain, and the rules again.

Nothing is believed. Each event must be what ``decide`` would have brought about, so a second
entry by the first keyer, or a result nobody cleared, is found on every replica.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.history import evolve
from countroom.domain.identifiers import KeyId
from countroom.domain.refusals import Refusal
from countroom.domain.retrace import command_behind
from countroom.wire import payload as pl
from countroom.wire.envelope import check_signatures, open_envelope
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import DeviceId
    from countroom.domain.state import Count


class LogReader:
    """Folds envelopes one by one; ``count`` and ``environment`` are what has been admitted.

    ``heads`` give each (device, incarnation) its last sequence number and event id.
    """

    def __init__(self, count: Count) -> None:
        self.count = count
        self.environment: Environment | None = None
        self.heads: dict[tuple[DeviceId, str], tuple[int, str]] = {}
        self.events = 0
        self._due: deque[ev.Event] = deque()

    def admit(self, data: bytes) -> ev.Recorded | Problem:
        """Admit the next envelope of the log, or say what is wrong and change nothing."""
        envelope = open_envelope(data)
        if isinstance(envelope, Problem):
            return envelope
        found = pl.read(envelope.payload)
        if isinstance(found, Problem):
            return found
        payload, event = found
        wrong = (
            self._wrong_kind(envelope.payload_type, payload)
            or self._broken_chain(payload)
            or self._not_signed(envelope.payload_type, payload, event)
        )
        if wrong is None:
            expected = self._keys(payload, event)
            wrong = check_signatures(envelope, expected)
        record = pl.recorded(envelope.payload, payload, event)
        wrong = wrong or self._unlawful(record)
        if wrong is not None:
            return wrong
        self._take(payload, record)
        return record

    def _take(self, payload: pl.Payload, record: ev.Recorded) -> None:
        self.count = evolve(self.count, record)
        self.environment = payload.environment
        self.heads[payload.device, payload.incarnation] = (payload.sequence, record.id)
        self.events += 1

    def _wrong_kind(self, kind: str, payload: pl.Payload) -> Problem | None:
        if kind != pl.payload_type(payload.environment, payload.type, payload.version):
            return Problem("payload_type_wrong", kind)
        if self.environment not in (None, payload.environment):
            return Problem("environment_mixed", payload.environment)
        return None

    def _broken_chain(self, payload: pl.Payload) -> Problem | None:
        sequence, head = self.heads.get((payload.device, payload.incarnation), (0, pl.FIRST))
        where = f"{payload.device} {payload.sequence}"
        if payload.sequence != sequence + 1:
            return Problem("sequence_broken", where)
        return None if payload.previous == head else Problem("chain_broken", where)

    def _not_signed(self, kind: str, payload: pl.Payload, event: ev.Event) -> Problem | None:
        if payload.contest != contest_of(event):
            return Problem("contest_wrong", kind)
        if payload.election != self._election(event):
            return Problem("election_wrong", kind)
        enrols_itself = isinstance(event, ev.DeviceEnrolled) and not self.count.devices
        if payload.device not in self.count.devices and not enrols_itself:
            return Problem("device_unknown", payload.device)
        stranger = next((p for p in payload.people if p not in self.count.people), None)
        return None if stranger is None else Problem("person_unknown", stranger)

    def _keys(self, payload: pl.Payload, event: ev.Event) -> list[KeyId]:
        device = self.count.devices.get(payload.device)
        if device is None and isinstance(event, ev.DeviceEnrolled):
            device = event.device
        people = [self.count.people[person].key for person in payload.people]
        return [device.key if device else KeyId(""), *people]

    def _election(self, event: ev.Event) -> str | None:
        return election_of(self.count, event)

    def _unlawful(self, record: ev.Recorded) -> Problem | None:
        if not self._due:
            decision = decide(self.count, command_behind(record))
            if isinstance(decision, Refusal):
                return Problem("refused", decision.code)
            self._due.extend(decision)
        if self._due[0] != record.event:
            self._due.clear()
            return Problem("not_as_decided", type(record.event).__name__)
        self._due.popleft()
        return None


def contest_of(event: ev.Event) -> str | None:
    """Name the contest an event belongs to, None for the whole count."""
    if isinstance(event, ev.ContestSetUp):
        return event.contest.id
    return None if isinstance(event, ev.CountEvent) else event.contest


def election_of(count: Count, event: ev.Event) -> str | None:
    """Name the election an event belongs to, None for people and devices."""
    if isinstance(event, ev.ElectionSetUp):
        return event.election.id
    if isinstance(event, ev.ContestSetUp):
        return event.contest.election
    if isinstance(event, ev.CountEvent):
        return None
    state = count.contests.get(event.contest)
    return None if state is None else state.contest.election
