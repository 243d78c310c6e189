"""The seats of a council on the eve of a poll: an earlier roster, brought forward poll by poll."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.sources.labels import same_party
from countroom.app.sources.records import Note
from countroom.app.sources.rosters import TERM, Seat, ward_key
from countroom.app.sources.staying import is_all_out, staying
from countroom.app.sources.tenure import tenure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.source import Source
    from countroom.domain.election import Council, Party


@dataclass(frozen=True, slots=True)
class Eve:
    """A council's seats before a poll, known as of a year or a later polling day."""

    seats: tuple[Seat, ...]
    as_of: str
    roster_year: int
    notes: tuple[Note, ...] = ()

    @property
    def sitting(self) -> tuple[Party, ...]:
        """Give the parties of the councillors, one for each."""
        return tuple(seat.party for seat in self.seats if seat.party)


def eve_of(source: Source, council: Council, slug: str, date: str) -> Eve | None:
    """Give the seats before a poll, none of them for a new council.

    None when the source has no roster of an earlier year. Raises Fault when the disk fails.
    """
    year = int(date[:4])
    roster = source.roster_before(year)
    if roster is None:
        return None
    eve = Eve(roster.seats_of(council.id), str(roster.year), roster.year)
    for between in range(roster.year + 1, year):
        for contests in source.polls(slug, between):
            eve = _after(eve, source, contests, council.nation)
    return eve


def _after(eve: Eve, source: Source, contests: Sequence[SourceContest], nation: str) -> Eve:
    """Bring a council forward by one poll."""
    day = contests[0].date
    year = int(day[:4])
    term_end = year + TERM.get(nation, 4)
    if is_all_out(contests, eve.seats):
        seats = [seat for contest in contests for seat in _won(eve, source, contest, [], term_end)]
        return replace(eve, seats=tuple(seats), as_of=day)
    left = staying(eve.seats, contests, lambda contest: tenure_of(source, contest, nation))
    seats = list(left.seats)
    for contest in contests:
        filled = left.filled.get(contest.id, ())
        early = [seat.due for seat in filled if seat.due > year]
        seats += _won(eve, source, contest, early, term_end)
    return replace(eve, seats=tuple(seats), as_of=day, notes=(*eve.notes, *left.notes))


def _won(
    eve: Eve, source: Source, contest: SourceContest, early: Sequence[int], term_end: int
) -> list[Seat]:
    """Seat the winners; the last of them fill the seats of those who left ``early``."""
    elected = source.winners_of(contest) or ()
    full = len(elected) - len(early)
    ward, day = ward_key(contest.ward), contest.date
    return [
        Seat(
            ward=ward,
            surname=one.surname,
            party=same_party(one.party, eve.sitting),
            due=term_end if place < full else early[place - full],
            votes=one.votes,
            fought=day,
        )
        for place, one in enumerate(elected)
    ]
