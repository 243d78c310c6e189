"""Who works in the count, what each may do, and the powers their letters of appointment give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from countroom.domain.identifiers import DeviceId, ElectionId, KeyId, PersonId

Role = Literal["administrator", "keyer", "supervisor", "officer", "observer"]
Power = Literal["adjudicate", "verify", "recount", "lot", "clear", "disclose"]

ALL_POWERS: Final[tuple[Power, ...]] = get_args(Power)


@dataclass(frozen=True, slots=True)
class Appointment:
    """Powers given in writing for one poll, or for every poll of the hall where it is None.

    ``title`` is printed at the signature. Source: RPA 1983 s. 35(4), deputies for all or any of
    the functions.
    """

    election: ElectionId | None
    powers: tuple[Power, ...]
    title: str

    def covers(self, election: ElectionId) -> bool:
        """Say whether the letter is for this poll."""
        return self.election in (None, election)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff by pseudonym; ``title`` is printed beside an officer's signature.

    An officer without ``appointments`` is the returning officer, who holds every power.
    """

    id: PersonId
    roles: tuple[Role, ...]
    title: str
    key: KeyId
    appointments: tuple[Appointment, ...] = ()

    def may(self, power: Power, election: ElectionId) -> bool:
        """Say whether an officer holds a power in one poll."""
        if "officer" not in self.roles:
            return False
        if not self.appointments:
            return True
        return any(power in one.powers for one in self.appointments if one.covers(election))

    def title_in(self, election: ElectionId) -> str:
        """Give the title to print in one poll."""
        own = [one.title for one in self.appointments if one.covers(election)]
        return own[0] if own else self.title


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop enrolled for this count."""

    id: DeviceId
    key: KeyId
