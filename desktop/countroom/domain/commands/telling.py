"""Commands of what is told: the disclosure table of a poll, and announcements to the hall."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.disclosure import Announcement, Fact, Outlet
from countroom.domain.identifiers import ContestId, ElectionId, PersonId


@dataclass(frozen=True, slots=True)
class SetDisclosure:
    """Have a fact of one poll shown at an outlet, or withheld."""

    by: PersonId
    election: ElectionId
    outlet: Outlet
    fact: Fact
    shown: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TickAnnouncement:
    """Tick an announcement as read to the hall."""

    by: PersonId
    contest: ContestId
    announcement: Announcement
