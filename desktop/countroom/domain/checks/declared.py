"""Checks on a declaration by itself, as the feed makes them before it accepts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.identities import identities
from countroom.domain.counting.plurality import elect

if TYPE_CHECKING:
    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import CandidateId


def check_declaration(contest: Contest, declaration: Declaration) -> tuple[Finding, ...]:
    """Check the identities and that those elected are the top N with the recorded lots."""
    totals = declaration.totals
    found = list(identities(contest, totals))
    if not _elected_rightly(contest, declaration):
        numbers = {"elected": len(declaration.elected), "seats": contest.seats}
        found.append(Finding("V13", contest.id, numbers))
    return tuple(found)


def _elected_rightly(contest: Contest, declaration: Declaration) -> bool:
    votes = declaration.totals.votes
    if set(votes) != {candidate.id for candidate in contest.candidates}:
        return False
    drawn: list[CandidateId] = []
    for lot in declaration.lots:
        equality = elect(votes, contest.seats, drawn).equality
        if equality is None or lot.tied != equality.tied or lot.drawn not in lot.tied:
            return False
        drawn.append(lot.drawn)
    result = elect(votes, contest.seats, drawn)
    return result.equality is None and result.elected == declaration.elected
