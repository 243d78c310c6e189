"""What may be known of a contest, where, and what the hall is told of it.

Source of the terms: Electoral Commission, Communication during the verification and count;
Checking and approving local totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from countroom.domain.identifiers import PersonId

Outlet = Literal["hall", "observers", "feed", "press"]
"""The hall's screen and announcements, the observers, the feed, the sheet for the press."""
Fact = Literal[
    "boxes_in",
    "verified_turnout",
    "counting",
    "provisional",
    "recount",
    "cleared",
    "stage_figures",
    "local_totals",
    "result",
]
"""In the order of the night. No choice brings stages, local totals or the result out early:
stages are there once announced, the others once spoken, local totals after the area officer's
authority."""

OUTLETS: Final[tuple[Outlet, ...]] = get_args(Outlet)
FACTS: Final[tuple[Fact, ...]] = get_args(Fact)
FIGURES: Final[frozenset[Fact]] = frozenset({"stage_figures", "local_totals", "result"})
"""The facts that have votes in them."""

AnnouncementKind = Literal[
    "boxes_in", "postal_in", "verified", "adjudication", "recount", "next_declared", "expected"
]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The facts that each outlet shows unless the returning officer decides otherwise."""

    hall: tuple[Fact, ...] = ()
    observers: tuple[Fact, ...] = ()
    feed: tuple[Fact, ...] = ()
    press: tuple[Fact, ...] = ()

    def shows(self, outlet: Outlet, fact: Fact) -> bool:
        """Say whether an outlet shows a fact."""
        shown: dict[Outlet, tuple[Fact, ...]] = {
            "hall": self.hall,
            "observers": self.observers,
            "feed": self.feed,
            "press": self.press,
        }
        return fact in shown[outlet]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the hall can be told of a contest.

    ``number`` tells versions apart, ``moment`` times (UTC in RFC 3339).
    """

    kind: AnnouncementKind
    number: int = 0
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An announcement that was read to the hall, by whom and when (UTC in RFC 3339)."""

    announcement: Announcement
    by: PersonId
    at: str


NOTHING_SHOWN: Final = Disclosure()
