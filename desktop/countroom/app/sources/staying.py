"""Which councillors stay when a poll fills seats: worked out ward by ward, without hindsight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from countroom.app.sources.names import last_word
from countroom.app.sources.records import Note
from countroom.app.sources.rosters import Seat, ward_key
from countroom.app.sources.same_ward import ALIKE
from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.tenure import Tenure

    TenureOf = Callable[[SourceContest], Tenure]


@dataclass(frozen=True, slots=True)
class Staying:
    """The seats a partial poll leaves alone, those each contest fills, and what was chosen."""

    seats: tuple[Seat, ...]
    filled: Mapping[ContestId, tuple[Seat, ...]]
    notes: tuple[Note, ...]


def is_all_out(contests: Sequence[SourceContest], seats: Sequence[Seat]) -> bool:
    """Say whether the whole council is elected, at its old size or another one.

    It is when two thirds of the seats or more are filled, or more than half where the roster has
    all of them due: halves with extra vacancies stay below the one, reviews that shrink a council
    do not reach down to the other.
    """
    filled = sum(contest.seats for contest in contests)
    year = int(contests[0].date[:4])
    all_due = all(seat.due <= year for seat in seats)
    return 3 * filled >= 2 * len(seats) or (all_due and 2 * filled > len(seats))


def staying(seats: Sequence[Seat], contests: Sequence[SourceContest], tenure: TenureOf) -> Staying:
    """Split a council's seats into those a partial poll leaves alone and those it fills.

    Where a ward fills more seats than are due, a councillor of that ward has gone since the
    roster; where it fills fewer, one who looked due is not.
    """
    year = int(contests[0].date[:4])
    wards = _by_ward(seats)
    filling = _filling(contests, wards, year)
    stay: list[Seat] = []
    filled: dict[ContestId, tuple[Seat, ...]] = {}
    notes: list[Note] = []
    for ward, holders in wards.items():
        polls = filling.get(ward)
        if polls is None:
            stay += holders
            continue
        ranked = _ranked(holders, polls[0], year, tenure)
        taken = 0
        for contest in polls:
            filled[contest.id] = tuple(r.seat for r in ranked[taken : taken + contest.seats])
            taken += contest.seats
        stay += [one.seat for one in ranked[taken:]]
        if _guessed(ranked, taken):
            notes.append(Note("who_left_unknown", {"ward": polls[0].ward}))
    return Staying(tuple(stay), filled, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A seat with how surely the poll fills it: smaller is surer, equal is not told apart."""

    seat: Seat
    certainty: tuple[bool, bool, int, int]


def _ranked(
    holders: Sequence[Seat], contest: SourceContest, year: int, tenure: TenureOf
) -> list[_Ranked]:
    """Rank a ward's seats by how surely a poll fills them.

    Those due come first, of them vacant ones. Where the roster tells no terms apart, who won a
    term ago comes before who won since; and after a poll for the whole council the one elected
    with fewest votes retires first, as electoral changes orders provide. Of the rest it is
    guessed that the one whose term ends first has gone: so it was in all three such wards of 2024.
    """
    one_term = len({seat.due for seat in holders}) == 1
    won = tenure(contest) if one_term and len(holders) > contest.seats else None

    def certainty(seat: Seat) -> tuple[bool, bool, int, int]:
        word = last_word(seat.surname) if won else ""
        turn = (word in won.since) - (word in won.term_ago) if won else 0
        votes = (seat.votes or 0) if one_term else 0
        return (seat.due > year, seat.party is not None, turn, votes)

    ranked = [_Ranked(seat, certainty(seat)) for seat in holders]
    return sorted(ranked, key=lambda one: (one.certainty, one.seat.due, one.seat.surname))


def _guessed(ranked: Sequence[_Ranked], taken: int) -> bool:
    """Say whether it was guessed who goes, and another guess would change seats."""
    if not 0 < taken < len(ranked) or ranked[taken - 1].certainty != ranked[taken].certainty:
        return False
    alike = [one.seat for one in ranked if one.certainty == ranked[taken].certainty]
    return len({seat.party.key for seat in alike if seat.party}) > 1


def _filling(
    contests: Sequence[SourceContest], wards: Mapping[str, Sequence[Seat]], year: int
) -> dict[str, list[SourceContest]]:
    """Lay contests to the roster's wards, spellings made to fit; ordinary ones come first.

    A ward that is not to be found is taken for one in which a seat is due and there is no poll.
    """
    filling: dict[str, list[SourceContest]] = {}
    free = set(wards) - {ward_key(contest.ward) for contest in contests}
    for contest in sorted(contests, key=lambda contest: contest.by_election):
        key = ward_key(contest.ward)
        if key not in wards:
            alike = get_close_matches(key, sorted(free), n=1, cutoff=ALIKE)
            due = sorted(ward for ward in free if any(seat.due <= year for seat in wards[ward]))
            key = next(iter((*alike, *due)), key)
            free.discard(key)
        filling.setdefault(key, []).append(contest)
    return filling


def _by_ward(seats: Sequence[Seat]) -> dict[str, list[Seat]]:
    wards: dict[str, list[Seat]] = {}
    for seat in seats:
        wards.setdefault(seat.ward, []).append(seat)
    return wards
