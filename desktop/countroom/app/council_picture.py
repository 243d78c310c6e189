"""A council as the source's own results leave it: control, outcome, change on both baselines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources import (
    Note,
    Source,
    composition_before,
    council_in,
    winners,
)
from countroom.domain.council import Picture, picture
from countroom.domain.election import Composition, Council

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.app.sources import Before, SourceCandidate, SourceFault

_HARMLESS_CODES: Final = frozenset({"contest_without_candidates", "winners_exceed_seats"})
_NEEDED_FIGURES: Final = frozenset({"seats", "votes", "seats_total"})


@dataclass(frozen=True, slots=True)
class CouncilPicture:
    """A council on a polling day; ``picture`` is None where its seats before are not known.

    ``elected`` are councillors by party key, ``parties`` the names of those keys, ``notes`` what
    cannot be known or had to be chosen.
    """

    council: Council
    date: str
    seats_up: int
    elected: Mapping[str, int]
    composition: Composition | None
    picture: Picture | None
    parties: Mapping[str, str]
    notes: tuple[Note, ...]


def council_picture(source: Source, slug: str, date: str) -> CouncilPicture:
    """Put a council together from its roster and the votes of an ISO day, nothing later used.

    Raises KeyError when the council has no poll that day, Fault when the disk fails.
    """
    council, day = council_in(source, slug, date), source.day(date)
    before = composition_before(source, slug, date)
    won: list[SourceCandidate] = []
    notes, declared = list(before.notes), 0
    for contest in day.contests[slug]:
        result = winners(contest, day.candidates_in(contest))
        notes += result.notes
        won += result.elected or ()
        declared += contest.seats if result.elected is not None else 0
    elected = dict(sorted(Counter(one.party.key for one in won).items()))
    seats_up = sum(contest.seats for contest in day.contests[slug])
    return CouncilPicture(
        council=council,
        date=date,
        seats_up=seats_up,
        elected=elected,
        composition=before.composition,
        picture=_picture(before, elected, seats_up, declared),
        parties=_names(source, won),
        notes=tuple(notes),
    )


def unusable(faults: Iterable[SourceFault]) -> list[SourceFault]:
    """Give the faults with which a council cannot be pictured: all but those of other figures."""
    return [
        fault
        for fault in faults
        if fault.code not in _HARMLESS_CODES
        and not (fault.code == "not_a_number" and fault.column not in _NEEDED_FIGURES)
    ]


def _picture(
    before: Before, elected: Mapping[str, int], seats_up: int, declared: int
) -> Picture | None:
    composition = before.composition
    return picture(composition, elected, seats_up, declared) if composition else None


def _names(source: Source, won: Iterable[SourceCandidate]) -> dict[str, str]:
    """Name the keys that stand for one party; groups have their own words in ``texts``."""
    names = {party.key: party.name for party in source.parties.values() if party.group == "OTH"}
    return names | {one.party.key: one.party.name for one in won}
