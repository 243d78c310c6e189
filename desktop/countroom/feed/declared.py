"""Whether a result may be published: what the rules ask of a declaration by itself.

A cleared one is checked anew. One declared on paper, or corrected, is the hall's whatever the
checks say: it has to name those it fails, bear two officers' names and follow the last record.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.checks import check_declaration
from countroom.domain.decide import decide
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.retrace import command_behind
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain.checks import Finding
    from countroom.domain.state import ContestState, Count

_UNRECONCILED_SIGNERS: Final = 2
_STAYS_IN_THE_ROOM: Final = "not_provisional"
_OF_THE_ROOM: Final = ("verification_version", "provisional_version")


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


def why_not_on_record(
    count: Count, recorded: ev.Recorded, event: ev.DeclaredOnPaper | ev.DeclarationCorrected
) -> Problem | Refusal | None:
    """Say what speaks against a result declared on paper or a corrected record."""
    declaration = event.declaration
    state = count.contests.get(event.contest)
    last = state.cleared if state is not None else None
    follows = (last.event.declaration.revision + 1, last.id) if last else (1, None)
    if (declaration.revision, declaration.supersedes) != follows:
        return Problem("revision_wrong", str(declaration.revision))
    decision = decide(count, command_behind(recorded))
    if isinstance(decision, Refusal):
        return decision
    # What never left the room counts here as the event says it.
    versions = {name: getattr(declaration, name) for name in _OF_THE_ROOM}
    told = [
        replace(
            made,
            declaration=replace(made.declaration, **versions),
            print_number=event.print_number,
        )
        for made in decision
        if isinstance(made, ev.DeclaredOnPaper | ev.DeclarationCorrected)
    ]
    return None if told == [event] else Problem("not_as_decided", type(event).__name__)


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
