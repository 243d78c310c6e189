"""Commands about the crew."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.people import Appointment, Role


@dataclass(frozen=True, slots=True)
class ChangeAppointments:
    """Give a person other roles or powers, by a letter of appointment."""

    by: PersonId
    person: PersonId
    roles: tuple[Role, ...]
    appointments: tuple[Appointment, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NotePersonLeft:
    """Note that a person went home or on a break."""

    by: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True)
class NotePersonReturned:
    """Note that a person is back."""

    by: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True)
class RecordException:
    """Let a person settle a contest's sheets beside an officer, for want of a supervisor."""

    by: PersonId
    contest: ContestId
    person: PersonId
    reason: str
