"""A source of real elections: places in the tidy form, read as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from countroom.app.sources.cited import Cited, read_cited
from countroom.app.sources.earlier import Earlier
from countroom.app.sources.mayors import days_of_mayors
from countroom.app.sources.offices import Offices, offices_in
from countroom.app.sources.party_seats import PartySeats, read_first_parties, read_party_seats
from countroom.app.sources.places import find_places
from countroom.app.sources.records import Day, SourceCandidate, SourceContest
from countroom.app.sources.registers import read_councils, read_parties
from countroom.app.sources.rosters import Roster
from countroom.app.sources.tables import SourceFault
from countroom.app.sources.tidy import Book, read_book
from countroom.app.sources.winners import winners

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.app.sources.mayors import Mayoral
    from countroom.domain.election import Council, Party
    from countroom.domain.identifiers import ContestId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Register(Generic[T]):
    """What the files of one kind say by id, and what is wrong with them."""

    found: Mapping[str, T]
    faults: tuple[SourceFault, ...]


class Source:
    """One or more places that together hold elections; each file is read once and kept.

    A place is a folder with ``results/`` and, where known, ``councils/``, ``parties/``,
    ``rosters/`` and ``composition/``; or one file of contests or candidates, which stands for its
    pair; or the folder of the two files of mayors. Every method raises Fault when the disk fails.
    """

    def __init__(self, places: Sequence[Path]) -> None:
        """Look at the places. Raises Fault when one does not exist."""
        self._places = find_places(places)
        self._books: dict[int, list[Book]] = {}
        self._days: dict[str, Day] = {}
        self._offices: dict[str, Offices] = {}
        self._past: dict[int, Earlier] = {}
        self._rosters: dict[int, Roster] = {}
        self._cited: dict[str, _Register[Cited]] = {}
        self._party_seats: dict[str, _Register[PartySeats]] = {}
        self._first_parties: dict[str, _Register[Party]] = {}
        self._roster_files = self._places.rosters()

    def day(self, date: str) -> Day:
        """Give all contests of an ISO day with all that is wrong in their files."""
        if date not in self._days:
            self._days[date] = _day(date, self._books_of(int(date[:4])))
        return self._days[date]

    @cached_property
    def years(self) -> list[int]:
        """List the years with files of their own, the latest first; 0 for a file of none."""
        of_mayors = {int(day[:4]) for day in self._days_of_mayors}
        return sorted({*self._places.years(), *of_mayors}, reverse=True)

    def days_in(self, year: int) -> list[str]:
        """List the polling days (ISO) in the files of a year."""
        of_mayors = {day for day in self._days_of_mayors if int(day[:4]) == year}
        return sorted(of_mayors | {c.date for book in self._books_of(year) for c in book.contests})

    def offices(self, date: str) -> Mapping[str, Mayoral]:
        """Give the mayors elected on an ISO day by slug (``mayor-mansfield``)."""
        return self._offices_on(date).kept

    def polls(self, council: str, year: int) -> tuple[tuple[SourceContest, ...], ...]:
        """Give the polls of a council (slug) in a year, by day."""
        return self._earlier(year).polls(council)

    def candidates_of(self, contest: SourceContest) -> tuple[SourceCandidate, ...]:
        """Give the candidates of a contest that ``polls`` gave."""
        return self._earlier(int(contest.date[:4])).candidates_in(contest)

    def winners_of(self, contest: SourceContest) -> tuple[SourceCandidate, ...] | None:
        """Give the elected of a contest that ``polls`` gave; None when the source cannot say."""
        return winners(contest, self.candidates_of(contest)).elected

    def roster_before(self, year: int) -> Roster | None:
        """Give the latest roster of an earlier year; None when the source has none."""
        found = max((known for known in self._roster_files if known < year), default=None)
        return None if found is None else self.roster_of(found)

    def roster_of(self, year: int) -> Roster | None:
        """Give the roster made after the polls of a year; None when the source has none."""
        if year not in self._rosters and year in self._roster_files:
            file = self._roster_files[year]
            nations = {id_: council.nation for id_, council in self.councils.items()}
            self._rosters[year] = Roster(file, year, self.parties, nations)
        return self._rosters.get(year)

    def cited(self, date: str) -> Mapping[str, Cited]:
        """Give the compositions before a polling day that are cited as facts, by council id."""
        return self._cited_on(date).found

    def party_seats(self, date: str) -> Mapping[str, PartySeats]:
        """Give the seats won by party on an ISO day, by the council's slug, where it has them."""
        return self._party_seats_on(date).found

    def first_party(self, contest: SourceContest) -> Party | None:
        """Give the party whose best candidate came first, where the source has such figures."""
        return self._first_parties_in(contest.date[:4]).found.get(contest.id)

    @property
    def councils(self) -> Mapping[str, Council]:
        """Give the councils by three-letter id."""
        return self._councils.found

    @property
    def parties(self) -> Mapping[str, Party]:
        """Give the registered parties by id."""
        return self._parties.found

    def faults(self, date: str, council: str) -> tuple[SourceFault, ...]:
        """Give all that is wrong for one council or office (slug) on a day.

        The registers and the roster are included.
        """
        roster = self.roster_before(int(date[:4]))
        return (
            *self.day(date).faults_of(council),
            *self._councils.faults,
            *self._parties.faults,
            *self._cited_on(date).faults,
            *(f for f in self._by_party(date) if f.council in ("", council)),
            *(roster.faults if roster else ()),
            *(f for f in self._offices_on(date).faults if f.council in ("", council)),
        )

    def left_out(self, date: str) -> tuple[SourceFault, ...]:
        """Give what keeps offices of that day out, whichever they are."""
        return tuple(fault for fault in self._offices_on(date).faults if fault.council)

    @cached_property
    def _councils(self) -> _Register[Council]:
        return _joined([read_councils(f) for f in self._places.beside("councils/councils.csv")])

    @cached_property
    def _parties(self) -> _Register[Party]:
        return _joined([read_parties(f) for f in self._places.beside("parties/parties.csv")])

    @cached_property
    def _days_of_mayors(self) -> set[str]:
        return {day for folder in self._places.mayors for day in days_of_mayors(folder)}

    def _offices_on(self, date: str) -> Offices:
        if date not in self._offices:
            self._offices[date] = offices_in(self._places.mayors, date)
        return self._offices[date]

    def _cited_on(self, date: str) -> _Register[Cited]:
        if date not in self._cited:
            files = self._places.beside(f"composition/{date}.csv")
            self._cited[date] = _joined([read_cited(file, self.parties) for file in files])
        return self._cited[date]

    def _party_seats_on(self, date: str) -> _Register[PartySeats]:
        if date not in self._party_seats:
            files = self._places.beside(f"results/{date[:4]}-council-party-seats.csv")
            read = [read_party_seats(file, date, self.parties) for file in files]
            self._party_seats[date] = _joined(read)
        return self._party_seats[date]

    def _first_parties_in(self, year: str) -> _Register[Party]:
        if year not in self._first_parties:
            files = self._places.beside(f"results/{year}-ward-party-votes.csv")
            read = [read_first_parties(file, self.parties) for file in files]
            self._first_parties[year] = _joined(read)
        return self._first_parties[year]

    def _by_party(self, date: str) -> tuple[SourceFault, ...]:
        return (*self._party_seats_on(date).faults, *self._first_parties_in(date[:4]).faults)

    def _earlier(self, year: int) -> Earlier:
        if year not in self._past:
            self._past[year] = Earlier(year, self._places.pairs(year), self.parties)
        return self._past[year]

    def _books_of(self, year: int) -> list[Book]:
        if year not in self._books:
            pairs = self._places.pairs(year)
            self._books[year] = [
                read_book(pair.contests, pair.candidates, self.parties) for pair in pairs
            ]
        return self._books[year]


def _joined(parts: list[tuple[dict[str, T], list[SourceFault]]]) -> _Register[T]:
    """Join what several files say; a later place wins."""
    found = {key: value for register, _ in parts for key, value in register.items()}
    return _Register(found, tuple(fault for _, faults in parts for fault in faults))


def _day(date: str, books: Sequence[Book]) -> Day:
    """Put the contests of one day together; no contest may stand in two files."""
    contests: dict[str, list[SourceContest]] = {}
    candidates: dict[ContestId, tuple[SourceCandidate, ...]] = {}
    faults: list[SourceFault] = []
    for book in books:
        faults += book.faults
        for contest in book.contests:
            if contest.date != date:
                continue
            if contest.id in candidates:
                faults.append(book.fault(contest, "contest_in_two_files", "contest_id"))
                continue
            contests.setdefault(contest.council, []).append(contest)
            candidates[contest.id] = book.candidates.get(contest.id, ())
    by_council = {slug: tuple(contests[slug]) for slug in sorted(contests)}
    return Day(date, by_council, candidates, tuple(faults))
