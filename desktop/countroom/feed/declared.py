"""Whether a cleared result may be published: what the rules ask of a declaration by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.checks import check_declaration
from countroom.domain.decide import decide
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.retrace import command_behind
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain import events as ev
    from countroom.domain.checks import Finding
    from countroom.domain.state import ContestState, Count

_UNRECONCILED_SIGNERS: Final = 2
_STAYS_IN_THE_ROOM: Final = "not_provisional"


def why_not_publishable(
    count: Count, recorded: ev.Recorded, event: ev.ResultCleared
) -> Problem | Refusal | None:
    """Say what speaks against a cleared result on a count that holds only public events.

    The rules are asked as in the room; where they go on to what never leaves it, the
    declaration itself is checked instead.
    """
    decision = decide(count, command_behind(recorded))
    if not isinstance(decision, Refusal):
        return Problem("not_as_decided", "ResultCleared")
    if decision.code != _STAYS_IN_THE_ROOM:
        return decision
    state = count.contests[event.contest]
    if not state.proven:
        return refuse("contest_not_proven", contest=event.contest)
    return _not_as_set_up(state, event) or _figures_wrong(state, recorded, event)


def _not_as_set_up(state: ContestState, event: ev.ResultCleared) -> Problem | None:
    contest, declaration = state.contest, event.declaration
    if declaration.contest != contest.id:
        return Problem("not_as_set_up", "contest")
    if declaration.seats != contest.seats:
        return Problem("not_as_set_up", "seats")
    if declaration.electorate != contest.electorate:
        return Problem("not_as_set_up", "electorate")
    if declaration.rule_set != contest.rule_set:
        return Problem("not_as_set_up", "rule_set")
    if not set(declaration.totals.rejected) <= set(state.rules.heads):
        return Problem("not_as_set_up", "rejected")
    second = declaration.totals.second
    if second and not set(second.rejected) <= set(state.rules.second_heads):
        return Problem("not_as_set_up", "second")
    if (declaration.revision, declaration.supersedes) != (1, None):
        return Problem("revision_wrong", str(declaration.revision))
    return None


def _figures_wrong(
    state: ContestState, recorded: ev.Recorded, event: ev.ResultCleared
) -> Problem | Refusal | None:
    contest, declaration = state.contest, event.declaration
    findings = check_declaration(state.rules.system, contest, declaration)
    impossible = _first(findings, "impossible")
    if impossible is not None:
        return refuse("finding_stands", code=impossible.code, contest=contest.id)
    unlisted = [f.code for f in findings if f.code not in declaration.findings]
    if unlisted:
        return Problem("finding_not_listed", unlisted[0])
    if (declaration.totals_state == "not_reconciled") != bool(declaration.findings):
        return Problem("totals_state_wrong", declaration.totals_state)
    if declaration.findings and len(recorded.people) < _UNRECONCILED_SIGNERS:
        code = declaration.findings[0]
        return refuse("second_officer_missing", code=code, contest=contest.id)
    if declaration.findings and not event.reason.strip():
        return refuse("reason_missing")
    return None


def _first(findings: tuple[Finding, ...], severity: str) -> Finding | None:
    return next((finding for finding in findings if finding.severity == severity), None)
