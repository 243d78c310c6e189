"""Who is elected on a contest's totals, by the counting system of its law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.counting.plurality import Equality, elect
from countroom.domain.counting.supplementary import first_count, papers_out, second_count
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.declaration import Lot, Totals
    from countroom.domain.rule_set import CountingSystem
    from countroom.domain.state import ContestState


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who is elected, the equality that needs a lot, or who remains for a second count."""

    elected: tuple[CandidateId, ...]
    equality: Equality | None = None
    remaining: tuple[CandidateId, ...] = ()


def outcome(
    system: CountingSystem, seats: int, totals: Totals, drawn: Sequence[CandidateId] = ()
) -> Outcome:
    """Elect by plurality or by the supplementary vote; ``drawn`` are the winners of lots in order.

    A second count in the totals is used where the first one leaves somebody remaining, and only
    if it is of exactly those. Raises ValueError when a drawn candidate is not among the tied.
    """
    if system != "supplementary_vote":
        result = elect(totals.votes, seats, drawn)
        return Outcome(result.elected, result.equality)
    first = first_count(totals.votes, drawn if len(totals.votes) <= 2 else ())  # noqa: PLR2004
    if not first.remaining:
        return Outcome(_only(first.elected), first.equality)
    seconds = totals.second.votes if totals.second else {}
    if not papers_out(totals.votes, first.remaining):
        seconds = dict.fromkeys(first.remaining, 0)  # nobody's second preference can count
    if set(seconds) != set(first.remaining):
        return Outcome((), None, first.remaining)
    last = second_count(totals.votes, first.remaining, seconds, drawn)
    return Outcome(_only(last.elected), last.equality)


def outcome_of(state: ContestState, totals: Totals) -> Outcome:
    """Give the outcome of a contest's totals with the lots that were drawn in it."""
    return outcome(state.rules.system, state.contest.seats, totals, seats_drawn(state.lots))


def seats_drawn(lots: Iterable[Lot]) -> tuple[CandidateId, ...]:
    """List who was drawn for a seat, in order, and nobody who was drawn for a term."""
    return tuple(lot.drawn for lot in lots if not lot.term)


def contenders(totals: Totals) -> dict[CandidateId, int]:
    """Give the votes that decide, of those between whom they do: all, or who remained."""
    votes = final_votes(totals)
    remained = totals.second.votes if totals.second else votes
    return {one: votes[one] for one in remained}


def final_votes(totals: Totals) -> dict[CandidateId, int]:
    """Give what decides: votes, with the second preferences added for those who remained."""
    seconds = totals.second.votes if totals.second else {}
    return {one: votes + seconds.get(one, 0) for one, votes in totals.votes.items()}


def _only(candidate: CandidateId | None) -> tuple[CandidateId, ...]:
    return () if candidate is None else (candidate,)
