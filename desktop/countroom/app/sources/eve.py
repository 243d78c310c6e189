"""The seats of a council on the eve of a poll: an earlier roster, brought forward poll by poll."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.sources.last_fought import tenure_of
from countroom.app.sources.records import Note
from countroom.app.sources.rosters import TERM, Seat, ward_key
from countroom.app.sources.staying import is_all_out, staying
from countroom.app.sources.winners import winners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.app.sources.source import Source
    from countroom.domain.election import Council


@dataclass(frozen=True, slots=True)
class Eve:
    """A council's seats before a poll, known as of a year or a later polling day."""

    seats: tuple[Seat, ...]
    as_of: str
    roster_year: int
    notes: tuple[Note, ...] = ()


def eve_of(source: Source, council: Council, slug: str, date: str) -> Eve | None:
    """Give the seats before a poll, none of them for a new council.

    None when the source has no roster of an earlier year. Raises Fault when the disk fails.
    """
    year = int(date[:4])
    roster = source.roster_before(year)
    if roster is None:
        return None
    eve = Eve(roster.seats.get(council.id, ()), str(roster.year), roster.year)
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
        seats = [seat for contest in contests for seat in _won(source, contest, [], term_end)]
        return replace(eve, seats=tuple(seats), as_of=day)
    left = staying(eve.seats, contests, lambda contest: tenure_of(source, contest, nation))
    seats = list(left.seats)
    for contest in contests:
        filled = left.filled.get(contest.id, ())
        early = [seat.due for seat in filled if seat.due > year]
        seats += _won(source, contest, early, term_end)
    return replace(eve, seats=tuple(seats), as_of=day, notes=(*eve.notes, *left.notes))


def _won(source: Source, contest: SourceContest, early: Sequence[int], term_end: int) -> list[Seat]:
    """Seat the winners; the last of them fill the seats of those who left ``early``."""
    elected = winners(contest, source.day(contest.date).candidates_in(contest)).elected or ()
    full = len(elected) - len(early)
    return [
        _seat(contest, one, term_end if place < full else early[place - full])
        for place, one in enumerate(elected)
    ]


def _seat(contest: SourceContest, candidate: SourceCandidate, due: int) -> Seat:
    ward = ward_key(contest.ward)
    return Seat(ward, candidate.surname, candidate.party, due, candidate.votes)
