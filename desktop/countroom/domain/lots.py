"""The lot that equal votes need now: for a seat first, then for the longer of two terms.

Lots are drawn one by one and never touch the votes. An equality that decides neither a seat nor a
term needs none. Sources: SI 2006/3304 Sch 2 r. 49; Local Government Act 1972 s. 89.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.counting.plurality import Terms, terms
from countroom.domain.electing import outcome, seats_drawn
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.declaration import Declaration, Lot, Totals
    from countroom.domain.election import Contest
    from countroom.domain.rule_set import CountingSystem
    from countroom.domain.state import ContestState


@dataclass(frozen=True, slots=True)
class Draw:
    """A lot to be drawn: one of the ``tied``, who are more than the ``places``.

    ``term`` is the last day of the longer term it decides, empty where it decides a seat.
    """

    tied: tuple[CandidateId, ...]
    places: int
    term: str = ""


def lot_needed(
    system: CountingSystem, contest: Contest, totals: Totals, lots: Sequence[Lot]
) -> Draw | None:
    """Give the next lot after ``lots``, None when there is none or a second count comes first."""
    result = outcome(system, contest.seats, totals, seats_drawn(lots))
    if result.equality is not None:
        return Draw(result.equality.tied, result.equality.places)
    elected, days = result.elected, contest.terms
    equality = _terms(totals.votes, elected, days, lots).equality
    if equality is None:
        return None
    least = totals.votes[equality.tied[0]]
    ahead = sum(totals.votes[one] >= least for one in elected if one not in equality.tied)
    return Draw(equality.tied, equality.places, days[ahead])


def lot_now(state: ContestState) -> Draw | None:
    """Give the lot that the provisional result waits for; None without one."""
    provisional = state.provisional
    if provisional is None:
        return None
    return lot_needed(state.rules.system, state.contest, provisional.totals, state.lots)


def terms_served(
    contest: Contest, declaration: Declaration
) -> tuple[tuple[CandidateId, str | None], ...]:
    """Give the elected by falling votes with the day each one's seat ends, where these differ.

    None where equal votes leave it to a lot that was not drawn, and for all where the contest
    does not say as many days as were elected.
    """
    elected = declaration.elected
    served = days_of(contest, declaration.totals, elected, declaration.lots)
    return tuple((candidate, served.get(candidate)) for candidate in elected)


def days_of(
    contest: Contest, totals: Totals, elected: Sequence[CandidateId], lots: Sequence[Lot]
) -> dict[CandidateId, str]:
    """Give the day the seat ends of each of the ``elected`` for whom it is certain."""
    return dict(_terms(totals.votes, elected, contest.terms, lots).served)


def terms_at_council(contest: Contest) -> bool:
    """Say whether the council draws by lot who serves longer: returned without a poll.

    It does so at its next meeting (Local Government Act 1972 s. 89(5) and (7)).
    """
    days = contest.terms[: len(contest.candidates)]
    return contest.uncontested and len(set(days)) > 1


def _terms(
    votes: Mapping[CandidateId, int],
    elected: Sequence[CandidateId],
    days: Sequence[str],
    lots: Sequence[Lot],
) -> Terms:
    """Apply the lots for terms, but none that was drawn on other votes than these."""
    if len(elected) > len(days):
        return Terms((), None)
    found, drawn = terms(votes, elected, days), list[CandidateId]()
    for lot in (one for one in lots if one.term):
        if found.equality is None or lot.drawn not in found.equality.tied:
            break
        drawn.append(lot.drawn)
        found = terms(votes, elected, days, drawn)
    return found
