"""Plurality and block vote: the N candidates with most votes (SI 2006/3304 Sch 2 rr. 15, 49)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Equality:
    """A tie that decides a seat: so many ``places`` for more ``tied`` candidates."""

    tied: tuple[CandidateId, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Elected:
    """Who is elected so far, by falling votes, and the equality that still needs a lot."""

    elected: tuple[CandidateId, ...]
    equality: Equality | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Who serves until which day so far, longest first, and the equality that needs a lot.

    The lot draws who serves longest of the ``tied``; ``places`` end on that day.
    """

    served: tuple[tuple[CandidateId, str], ...]
    equality: Equality | None


class OtherCandidatesError(ValueError):
    """A local count, ``number`` from 1, is not of the candidates of the first one."""

    def __init__(self, number: int, names: str) -> None:
        super().__init__(f"local count {number} has other candidates: {names}")
        self.number = number


def add_local_counts(counts: Iterable[Mapping[CandidateId, int]]) -> dict[CandidateId, int]:
    """Add the votes of several local counts of one election, candidate by candidate.

    For plurality, first preferences and added seconds alike. Every count has a figure for each
    candidate of the first, in whatever order; a stranger or a missing candidate raises
    OtherCandidatesError. Source: SI 2017/67 Sch 1 rr. 55 and 58.
    """
    totals: dict[CandidateId, int] | None = None
    for number, count in enumerate(counts, 1):
        if totals is None:
            totals = dict.fromkeys(count, 0)
        if set(count) != set(totals):
            raise OtherCandidatesError(number, ", ".join(sorted(set(count) ^ set(totals))))
        for candidate, votes in count.items():
            totals[candidate] += votes
    return totals or {}


def elect(
    votes: Mapping[CandidateId, int], seats: int, drawn: Sequence[CandidateId] = ()
) -> Elected:
    """Elect the ``seats`` candidates with most votes; ``drawn`` are the winners of lots, in order.

    Only a tie that crosses the last place needs a lot, and the votes stay as counted. Each lot
    draws one of the tied; the rest stay tied for the places left. Equals are listed by id, so
    that every replica lists alike. Raises ValueError when a drawn candidate is not among the tied.
    """
    ranking = sorted(votes, key=lambda candidate: (-votes[candidate], candidate))
    if len(ranking) <= seats:
        return Elected(tuple(ranking), None)
    last = votes[ranking[seats - 1]] if seats else None
    above = [c for c in ranking if last is not None and votes[c] > last]
    tied = [c for c in ranking if votes[c] == last]
    places = seats - len(above)
    if places == len(tied):
        return Elected((*above, *tied), None)
    for winner in drawn[:places]:
        if winner not in tied:
            raise ValueError(f"{winner} is not among the tied")
        tied.remove(winner)
        above.append(winner)
    if len(above) == seats:
        return Elected(tuple(above), None)
    return Elected(tuple(above), Equality(tuple(tied), seats - len(above)))


def terms(
    votes: Mapping[CandidateId, int],
    elected: Collection[CandidateId],
    days: Sequence[str],
    drawn: Sequence[CandidateId] = (),
) -> Terms:
    """Give each of the ``elected`` the day the seat ends, most votes longest.

    ``days`` are ISO days, longest first, one a seat, as in ``Contest.terms``; ``drawn`` are the
    winners of lots for the longer term, in order. Equal votes need a lot only where the days
    differ, each lot drawing one; the vote added by a lot for the seat itself decides no term.
    Fewer elected than seats take the longest terms. An uncontested contest draws no lot at the
    count: those elected again come first and the rest are drawn at the council's next meeting.
    Raises ValueError where a seat has no day, and when a drawn candidate is not among the tied.
    Source: Local Government Act 1972 s. 89(4), (5) and (7).
    """
    if len(elected) > len(days):
        raise ValueError(f"{len(elected)} elected for {len(days)} terms")
    ranking = sorted(elected, key=lambda candidate: (-votes[candidate], candidate))
    served: list[tuple[CandidateId, str]] = []
    equalities: list[Equality] = []
    ends, lots = iter(days), iter(drawn)
    for _, equals in groupby(ranking, key=votes.__getitem__):
        tied = list(equals)
        left = list(islice(ends, len(tied)))
        while left[0] != left[-1] and (winner := next(lots, None)) is not None:
            if winner not in tied:
                raise ValueError(f"{winner} is not among the tied")
            tied.remove(winner)
            served.append((winner, left.pop(0)))
        if left[0] == left[-1]:
            served.extend(zip(tied, left, strict=True))
        else:
            equalities.append(Equality(tuple(tied), left.count(left[0])))
    return Terms(tuple(served), equalities[0] if equalities else None)


def majority(votes: Mapping[CandidateId, int], seats: int) -> int | None:
    """Give the votes between the last elected and the first not elected; None without a loser."""
    ranking = sorted(votes.values(), reverse=True)
    return ranking[seats - 1] - ranking[seats] if 0 < seats < len(ranking) else None
