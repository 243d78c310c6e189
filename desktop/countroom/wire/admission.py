"""Read somebody's log as a stranger would: bytes, signatures, chain, and the rules again.

Nothing is believed. Each event must be what ``decide`` would have brought about, so a second
entry by the first keyer, or a result nobody cleared, is found on every replica.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.commands import signers
from countroom.domain.decide import decide
from countroom.domain.history import evolve
from countroom.domain.refusals import Refusal
from countroom.domain.retrace import command_behind
from countroom.wire import payload as pl
from countroom.wire.envelope import check_signatures, open_envelope
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import DeviceId, PersonId
    from countroom.domain.state import Count
    from countroom.wire.envelope import Envelope


class LogReader:
    """Folds envelopes one by one; ``count`` and ``environment`` are what has been admitted.

    ``heads`` give each (device, incarnation) its last sequence number and event id.
    """

    def __init__(self, count: Count) -> None:
        self.count = count
        self.environment: Environment | None = None
        self.heads: dict[tuple[DeviceId, str], tuple[int, str]] = {}
        self.events = 0
        self._due: tuple[ev.Event, ...] = ()
        self._decided: tuple[DeviceId, tuple[PersonId, ...]] | None = None

    @property
    def unfinished(self) -> Problem | None:
        """Say whether the log stops between an event and what the rules bring about with it."""
        return Problem("log_unfinished", type(self._due[0]).__name__) if self._due else None

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
            or self._misplaced(payload, event)
            or self._not_signed(envelope, payload, event)
        )
        if wrong is not None:
            return wrong
        record = pl.recorded(envelope.payload, payload, event)
        due = self._due_after(record)
        if isinstance(due, Problem):
            return due
        self._take(payload, record, due)
        return record

    def _take(self, payload: pl.Payload, record: ev.Recorded, due: tuple[ev.Event, ...]) -> None:
        self.count = evolve(self.count, record)
        self.environment = payload.environment
        self.heads[payload.device, payload.incarnation] = (payload.sequence, record.id)
        self.events += 1
        self._due, self._decided = due, (record.device, record.people)

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

    def _misplaced(self, payload: pl.Payload, event: ev.Event) -> Problem | None:
        if payload.contest != contest_of(event):
            return Problem("contest_wrong", payload.type)
        if payload.election != election_of(self.count, event):
            return Problem("election_wrong", payload.type)
        return None

    def _not_signed(
        self, envelope: Envelope, payload: pl.Payload, event: ev.Event
    ) -> Problem | None:
        device = self.count.devices.get(payload.device)
        if not self.count.devices and isinstance(event, ev.DeviceEnrolled):
            device = event.device  # the first laptop vouches for itself
        if device is None or device.id != payload.device:
            return Problem("device_unknown", payload.device)
        expected = [device.key]
        for person in payload.people:
            if person not in self.count.people:
                return Problem("person_unknown", person)
            expected.append(self.count.people[person].key)
        return check_signatures(envelope, expected)

    def _due_after(self, record: ev.Recorded) -> tuple[ev.Event, ...] | Problem:
        """Give what else the decision behind an event brings about, or why it is none."""
        due, kind = self._due, type(record.event).__name__
        if not due:
            command = command_behind(record)
            if record.people != signers(command):
                return Problem("signed_by_others", kind)
            decision = decide(self.count, command)
            if isinstance(decision, Refusal):
                return Problem("refused", decision.code)
            due = decision
        elif (record.device, record.people) != self._decided:
            return Problem("signed_by_others", kind)
        return due[1:] if due[0] == record.event else Problem("not_as_decided", kind)


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
    if isinstance(event, ev.ThresholdsChanged | ev.DisclosureSet):
        return event.election
    if isinstance(event, ev.CountEvent) or event.contest is None:
        return None
    state = count.contests.get(event.contest)
    return None if state is None else state.contest.election
