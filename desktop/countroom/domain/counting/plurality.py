"""Plurality and block vote: the N candidates with most votes (SI 2006/3304 Sch 2 rr. 15, 49)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


def majority(votes: Mapping[CandidateId, int], seats: int) -> int | None:
    """Give the votes between the last elected and the first not elected; None without a loser."""
    ranking = sorted(votes.values(), reverse=True)
    return ranking[seats - 1] - ranking[seats] if 0 < seats < len(ranking) else None
