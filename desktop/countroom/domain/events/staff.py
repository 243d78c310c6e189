"""Events of the crew: who is here, which powers they hold, and exceptions when hands run short."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.people import Appointment, Role


@dataclass(frozen=True, slots=True)
class AppointmentsChanged:
    """A person got other roles or powers than they were enrolled with."""

    person: PersonId
    roles: tuple[Role, ...]
    appointments: tuple[Appointment, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """A person went home or on a break: nobody counts on them to key or settle."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class PersonReturned:
    """A person who had left is back."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class ExceptionRecorded:
    """An officer let a person settle a contest's sheets though they are, or were, its keyer.

    They settle with an officer at the screen, who signs too.
    """

    contest: ContestId
    person: PersonId
    reason: str
