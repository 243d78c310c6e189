"""An envelope as it comes in, read without the log: bytes, kind, whose keys, good signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.identifiers import EventId, KeyId
from countroom.domain.refusals import Refusal
from countroom.feed.fitness import unfit
from countroom.wire import payload as pl
from countroom.wire.admission import contest_of
from countroom.wire.envelope import check_signatures, open_envelope
from countroom.wire.problem import Problem
from countroom.wire.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.election import Environment
    from countroom.wire.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A count centre's keys, under the number by which the log knows it."""

    centre: int
    trust: Trust


@dataclass(frozen=True, slots=True)
class Read:
    """A well-formed public event, signed by exactly those it names."""

    envelope: bytes
    payload: pl.Payload
    recorded: ev.Recorded
    centre: int
    device_key: KeyId

    @property
    def id(self) -> EventId:
        """Give the event's id."""
        return self.recorded.id


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that is not taken, and why; ``id`` is empty where none could be read."""

    id: str
    reason: Problem | Refusal


class Reader:
    """Reads for one environment; ``enrolled`` finds a centre by the key of one of its devices.

    Reading changes nothing, so that many threads may read at once.
    """

    def __init__(self, environment: Environment, enrolled: Mapping[KeyId, Enrolled]) -> None:
        self._environment = environment
        self._enrolled = enrolled

    def read_all(self, lines: Sequence[bytes]) -> list[Read | Refused]:
        """Read the envelopes of one request."""
        return [self.read(line) for line in lines]

    def read(self, line: bytes) -> Read | Refused:
        """Read one envelope, or say what is wrong with it."""
        envelope = open_envelope(line)
        if isinstance(envelope, Problem):
            return Refused("", envelope)
        identity = pl.event_id(envelope.payload)
        found = pl.read(envelope.payload)
        if isinstance(found, Problem):
            return Refused(identity, found)
        payload, event = found
        problem = self._misplaced(envelope.payload_type, payload, event) or unfit(payload, event)
        if problem is not None:
            return Refused(identity, problem)
        signer = envelope.signatures[0].keyid if envelope.signatures else KeyId("")
        enrolled = self._enrolled.get(signer)
        if enrolled is None:
            return Refused(identity, Problem("device_not_enrolled", payload.device))
        problem = _not_signed(envelope, payload, enrolled.trust)
        if problem is not None:
            return Refused(identity, problem)
        recorded = pl.recorded(envelope.payload, payload, event)
        return Read(line, payload, recorded, enrolled.centre, signer)

    def _misplaced(self, kind: str, payload: pl.Payload, event: ev.Event) -> Problem | None:
        if not isinstance(event, ev.PublicEvent):
            return Problem("not_public", payload.type)
        if payload.environment != self._environment:
            return Problem("environment_wrong", payload.environment)
        if kind != pl.payload_type(payload.environment, payload.type, payload.version):
            return Problem("payload_type_wrong", kind[:80])
        return None if payload.contest == contest_of(event) else Problem("contest_wrong", kind)


def _not_signed(envelope: Envelope, payload: pl.Payload, trust: Trust) -> Problem | None:
    device = trust.devices.get(payload.device)
    if device is None:
        return Problem("signer_not_trusted", payload.device)
    stranger = next((person for person in payload.people if person not in trust.people), None)
    if stranger is not None:
        return Problem("signer_not_trusted", stranger)
    return check_signatures(
        envelope, [device, *(trust.people[person][1] for person in payload.people)]
    )
