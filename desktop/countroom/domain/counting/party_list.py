"""Party lists: d'Hondt with constituency seats in the divisor, in whole numbers.

Scotland Act 1998 ss. 7 and 8; Greater London Authority Act 1999 Sch 2 paras 6 to 8; Government of
Wales Act 2006 ss. 8 and 9, both as first passed (to 2021) and as the Senedd Cymru (Members and
Elections) Act 2024 s. 8 has them (from 2026, without constituency seats). A figure, votes over
seats so far and one, is never divided: figures are compared by multiplying crosswise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.domain.counting.discrepancy import Discrepancy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DecidedBy = Literal["figure", "added_vote", "lot"]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A party with its list, or an individual candidate, with the list votes of the whole area.

    ``constituency_seats``: members of the party returned for constituencies of the area, whoever
    of them was returned as Mayor too (GLA Act Sch 2 para 6(4)). ``candidates``: the names in list
    order, or how many of them can still be returned, or None where that is not known and the list
    is taken never to run out. An ``individual`` takes one seat at most, of whatever kind.
    """

    name: str
    votes: int
    constituency_seats: int = 0
    individual: bool = False
    candidates: tuple[str, ...] | int | None = None


@dataclass(frozen=True, slots=True)
class ListSeat:
    """One list seat: the place of its entry from 0 and the figure it won with, undivided.

    The figure is ``votes`` over ``divisor``, votes as counted. ``person`` fills the seat, empty
    where the names are not known.
    """

    entry: int
    votes: int
    divisor: int
    person: str
    decided_by: DecidedBy


@dataclass(frozen=True, slots=True)
class ListEquality:
    """Entries, by name, still tied after the added vote: so many ``places`` for more ``tied``."""

    tied: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """The list seats in the order they were filled, and what they come to.

    ``won`` has the list seats of each entry; ``excluded`` the places of the entries not above the
    threshold; ``vacant`` the seats nobody is left to take. ``equality`` needs a lot.
    """

    seats: tuple[ListSeat, ...]
    won: tuple[int, ...]
    excluded: tuple[int, ...]
    vacant: int
    equality: ListEquality | None
    discrepancies: tuple[Discrepancy, ...]


def allocate(
    entries: Sequence[ListEntry],
    seats: int,
    *,
    threshold_percent: int | None = None,
    total_votes: int | None = None,
    votes_complete: bool = True,
    returned: frozenset[str] = frozenset(),
    drawn: Sequence[str] = (),
) -> Allocation:
    """Allocate the list ``seats`` one by one, each to the highest figure of whole votes.

    Entries at or below the threshold get nothing: it must be exceeded. Its base is all list votes,
    ``total_votes``, or the votes listed; where these are not ``votes_complete`` and there is no
    total, ``threshold_not_testable`` says so. ``total_votes_contradicted``: the listed votes are
    more than the total, or complete and not the total. ``returned`` are people who hold another
    seat (constituency, Mayor), skipped in the lists even where that return is void.

    Equal figures each get a seat where enough are left; else one vote is added to each of the
    tied, with the same divisor, and the figures compared again; those still equal get a seat each
    where enough are left, else lots draw one seat at a time: ``drawn``, entries by name. The votes
    stay as counted. Raises ValueError when two entries share a name, or a drawn one is not tied.
    Source: Scotland Act s. 8(1) to (9); GLA Act Sch 2 paras 7 and 8; Government of Wales Act s. 9.
    """
    if len({entry.name for entry in entries}) < len(entries):
        raise ValueError("two entries share a name")
    listed = sum(entry.votes for entry in entries)
    base = listed if total_votes is None else total_votes
    excluded = _excluded(entries, threshold_percent, base)
    people = [
        [] if place in excluded else people_left(entry, returned, seats)
        for place, entry in enumerate(entries)
    ]
    table = _Table(entries, people, seats)
    equality = table.fill(drawn)
    doubts = _doubts(
        listed, total_votes, complete=votes_complete, threshold=threshold_percent is not None
    )
    return Allocation(
        tuple(table.seats),
        tuple(table.won),
        excluded,
        0 if equality else table.left,
        equality,
        tuple(doubts),
    )


def _excluded(entries: Sequence[ListEntry], percent: int | None, total: int) -> tuple[int, ...]:
    if percent is None:
        return ()
    return tuple(p for p, entry in enumerate(entries) if 100 * entry.votes <= percent * total)


def _doubts(
    listed: int, total: int | None, *, complete: bool, threshold: bool
) -> Iterator[Discrepancy]:
    if total is None:
        if threshold and not complete:
            yield Discrepancy("threshold_not_testable", None, None, listed, None)
    elif listed > total or (complete and listed != total):
        yield Discrepancy("total_votes_contradicted", None, None, listed, total)


def people_left(entry: ListEntry, returned: frozenset[str], seats: int) -> list[str]:
    """Give who of an entry can be returned for ``seats``, in order; "" for a name not known."""
    if entry.individual:
        return [] if entry.constituency_seats or entry.name in returned else [entry.name]
    if isinstance(entry.candidates, tuple):
        return [name for name in entry.candidates if name not in returned]
    return [""] * (seats if entry.candidates is None else min(seats, entry.candidates))


class _Table:
    """Seats filled and seats left, while the law's steps are taken."""

    def __init__(
        self, entries: Sequence[ListEntry], people: Sequence[Sequence[str]], seats: int
    ) -> None:
        self.left = seats
        self.seats: list[ListSeat] = []
        self.won = [0] * len(entries)
        self._entries = entries
        self._people = people

    def fill(self, drawn: Sequence[str]) -> ListEquality | None:
        while self.left and (leaders := self._highest(self._standing())):
            decided_by: DecidedBy = "figure"
            if len(leaders) > self.left:
                leaders, decided_by = self._highest(leaders, added=1), "added_vote"
            if len(leaders) > self.left:
                return self._draw(leaders, drawn)
            for place in leaders:
                self._take(place, decided_by)
        return None

    def _standing(self) -> list[int]:
        return [p for p, people in enumerate(self._people) if self.won[p] < len(people)]

    def _divisor(self, place: int) -> int:
        return 1 + self._entries[place].constituency_seats + self.won[place]

    def _highest(self, places: Sequence[int], added: int = 0) -> list[int]:
        leaders: list[int] = []
        most, over = -1, 1
        for place in places:
            votes, divisor = self._entries[place].votes + added, self._divisor(place)
            if votes * over > most * divisor:
                leaders, most, over = [place], votes, divisor
            elif votes * over == most * divisor:
                leaders.append(place)
        return leaders

    def _take(self, place: int, decided_by: DecidedBy) -> None:
        person = self._people[place][self.won[place]]
        votes = self._entries[place].votes
        self.seats.append(ListSeat(place, votes, self._divisor(place), person, decided_by))
        self.won[place] += 1
        self.left -= 1

    def _draw(self, leaders: Sequence[int], drawn: Sequence[str]) -> ListEquality | None:
        tied = {self._entries[place].name: place for place in leaders}
        for name in drawn[: self.left]:
            if name not in tied:
                raise ValueError(f"{name} is not among the tied")
            self._take(tied.pop(name), "lot")
        return ListEquality(tuple(tied), self.left) if self.left else None
