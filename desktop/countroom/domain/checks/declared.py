"""Checks on a declaration by itself, as the feed makes them before it accepts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.identities import identities
from countroom.domain.electing import outcome, seats_drawn
from countroom.domain.lots import lot_needed

if TYPE_CHECKING:
    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Contest
    from countroom.domain.rule_set import CountingSystem


def check_declaration(
    system: CountingSystem, contest: Contest, declaration: Declaration
) -> tuple[Finding, ...]:
    """Check the identities and that those elected are so by its law with the recorded lots.

    A lot for a term may be lacking, as where a result was declared on paper.
    """
    totals = declaration.totals
    found = list(identities(contest, totals))
    if not _elected_rightly(system, contest, declaration):
        numbers = {"elected": len(declaration.elected), "seats": contest.seats}
        found.append(Finding("V13", contest.id, numbers))
    return tuple(found)


def _elected_rightly(system: CountingSystem, contest: Contest, declaration: Declaration) -> bool:
    totals = declaration.totals
    if set(totals.votes) != {candidate.id for candidate in contest.candidates}:
        return False
    for at, lot in enumerate(declaration.lots):
        needed = lot_needed(system, contest, totals, declaration.lots[:at])
        if needed is None or (lot.tied, lot.term) != (needed.tied, needed.term):
            return False
        if lot.drawn not in lot.tied:
            return False
    result = outcome(system, contest.seats, totals, seats_drawn(declaration.lots))
    settled = result.equality is None and not result.remaining
    return settled and result.elected == declaration.elected
