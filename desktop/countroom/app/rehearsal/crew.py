"""The crew of a rehearsal: the usual people with keys from a seed, TEST only.

A deputy more is among them whose letter gives one function: to rule on doubtful papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from countroom.app.crew import TITLES, enrol_members, usual_members
from countroom.app.rehearsal.reasons import ADJUDICATOR
from countroom.app.staff import Enrolled, Member
from countroom.domain.identifiers import PersonId
from countroom.domain.people import Appointment
from countroom.wire.chain import Hand

if TYPE_CHECKING:
    from countroom.app.staff import Randomness

TEST_SECRET = "practise"  # noqa: S105 - everybody's secret in TEST, see decision 5

_ADJUDICATOR: Final = Member(
    ADJUDICATOR,
    ADJUDICATOR,
    ("officer",),
    TITLES[2],
    TEST_SECRET,
    (Appointment(None, ("adjudicate",), TITLES[2]),),
)


@dataclass(frozen=True, slots=True)
class Crew:
    """Who plays the night, with open keys."""

    enrolled: Sequence[Enrolled]
    hands: Mapping[PersonId, Hand]


def make_crew(seed: int) -> Crew:
    """Make the crew once for a whole rehearsal: sealing keys takes its time on purpose."""
    random = seeded_bytes(f"crew {seed}")
    members = [*usual_members(random, TEST_SECRET), _ADJUDICATOR]
    enrolled = enrol_members(members, random)
    return Crew(enrolled, {one.person.id: one.hand for one in enrolled})


def seeded_bytes(seed: str) -> Randomness:
    """Give bytes that are the same for the same seed: a rehearsal's keys, never a live count's."""
    return Random(seed).randbytes  # noqa: S311 - TEST keys are not secrets
