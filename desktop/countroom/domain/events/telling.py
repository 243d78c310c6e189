"""Events of what is told: the disclosure table of a poll, and announcements that were read."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.disclosure import Announcement, Fact, Outlet
from countroom.domain.identifiers import ContestId, ElectionId


@dataclass(frozen=True, slots=True)
class DisclosureSet:
    """The returning officer had a fact of one poll shown at an outlet, or withheld."""

    election: ElectionId
    outlet: Outlet
    fact: Fact
    shown: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AnnouncementRead:
    """An announcement of a contest was read to the hall, by who signs this."""

    contest: ContestId
    announcement: Announcement
