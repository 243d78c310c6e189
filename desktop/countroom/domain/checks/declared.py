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
    drawn = [lot.drawn for lot in declaration.lots]
    tied = [lot.tied for lot in declaration.lots]
    if not _elected_rightly(contest, declaration, drawn, tied):
        numbers = {"elected": len(declaration.elected), "seats": contest.seats}
        found.append(Finding("V13", contest.id, numbers))
    return tuple(found)


def _elected_rightly(
    contest: Contest,
    declaration: Declaration,
    drawn: list[CandidateId],
    tied: list[tuple[CandidateId, ...]],
) -> bool:
    if any(winner not in among for winner, among in zip(drawn, tied, strict=True)):
        return False
    known = {candidate.id for candidate in contest.candidates}
    if set(declaration.totals.votes) != known:
        return False
    before_lots = elect(declaration.totals.votes, contest.seats)
    if before_lots.equality is None:
        return not drawn and set(before_lots.elected) == set(declaration.elected)
    if any(winner not in before_lots.equality.tied for winner in drawn):
        return False
    result = elect(declaration.totals.votes, contest.seats, drawn)
    return result.equality is None and result.elected == declaration.elected
