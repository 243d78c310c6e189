"""Write the next event of a device: stamped, chained to the one before, signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from countroom.domain import events as ev
from countroom.domain.identifiers import PersonId
from countroom.wire import payload as pl
from countroom.wire.admission import contest_of, election_of
from countroom.wire.envelope import Signer, seal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.election import Environment
    from countroom.domain.identifiers import DeviceId, EventId
    from countroom.domain.state import Count


class Clock(Protocol):
    """Where times come from; none of them orders anything."""

    def now(self) -> str:
        """Give UTC in RFC 3339 with milliseconds."""
        ...

    def ticks(self) -> int:
        """Give milliseconds since the device booted."""
        ...

    @property
    def boot(self) -> str:
        """Name this run of the device."""
        ...


@dataclass(frozen=True, slots=True)
class Signed:
    """An event ready to be stored: its envelope and what the domain folds."""

    recorded: ev.Recorded
    envelope: bytes
    payload: pl.Payload

    @property
    def id(self) -> EventId:
        """Give the event's id."""
        return self.recorded.id


@dataclass(frozen=True, slots=True)
class Hand:
    """A person at the keys: who signs beside the device."""

    person: PersonId
    signer: Signer


class Chain:
    """A device's chain of events in one incarnation of its disk."""

    def __init__(
        self,
        device: DeviceId,
        signer: Signer,
        environment: Environment,
        incarnation: str,
        clock: Clock,
        software: str,
    ) -> None:
        self.device = device
        self.environment = environment
        self.incarnation = incarnation
        self._signer = signer
        self._clock = clock
        self._software = software

    def now(self) -> str:
        """Give the time that an event written now would carry."""
        return self._clock.now()

    def write(
        self, count: Count, event: ev.Event, hands: Sequence[Hand], head: tuple[int, str]
    ) -> Signed:
        """Sign the next event after ``head`` (sequence number and id of the one before).

        Raises ValueError for an event larger than any can be.
        """
        event, body = pl.compose(event)
        sequence, previous = head
        payload = pl.Payload(
            at=self._clock.now(),
            body=body,
            boot=self._clock.boot,
            contest=contest_of(event),
            device=self.device,
            election=election_of(count, event),
            environment=self.environment,
            incarnation=self.incarnation,
            people=tuple(hand.person for hand in hands),
            previous=previous,
            sequence=sequence + 1,
            software=self._software,
            ticks=self._clock.ticks(),
            type=type(event).__name__,
            version=pl.version_of(event),
        )
        data = pl.encode(payload)
        kind = pl.payload_type(self.environment, payload.type, payload.version)
        envelope = seal(data, kind, [self._signer, *(hand.signer for hand in hands)])
        return Signed(pl.recorded(data, payload, event), envelope, payload)
