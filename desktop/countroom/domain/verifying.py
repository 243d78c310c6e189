"""Verification: boxes against their accounts, the signed statement, answers to warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.totals import counted_by_box, variances

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def sign_verification(count: Count, command: do.SignVerification) -> Decision:
    """Sign the statement when every box is in and every variance has its reason.

    The counted figure is the verified figure (SI 2006/3304 r. 45; Commission guidance).
    """
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not state.proven:
        return refuse("contest_not_proven", contest=command.contest)
    if state.verification is not None:
        return refuse("verified_already", contest=command.contest)
    outstanding = state.unsettled("account")
    if outstanding:
        return refuse("box_outstanding", sheet=outstanding[0].sheet.id, boxes=len(outstanding))
    impossible = [f for f in check_contest(count, state) if f.code == "V21"]
    if impossible:
        return refuse("finding_stands", code="V21", contest=command.contest)
    varying = variances(state)
    for box in varying:
        if not command.reasons.get(box, "").strip():
            return refuse("variance_without_reason", box=box, variance=varying[box])
    boxes = counted_by_box(state)
    reasons = {box: (variance, command.reasons[box]) for box, variance in varying.items()}
    return (
        ev.VerificationSigned(
            command.contest, state.verifications + 1, boxes, reasons, sum(boxes.values())
        ),
    )


def answer_finding(count: Count, command: do.AnswerFinding) -> Decision:
    """Keep the reason for what waits for one; only an officer lets totals stand unreconciled."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not command.reason.strip():
        return refuse("reason_missing")
    for finding in unanswered(state, check_contest(count, state)):
        if finding.code == command.code:
            officer = "officer" in count.people[command.by].roles
            if finding.severity == "not_reconciled" and not officer:
                return refuse("role_missing", person=command.by, roles="officer")
            numbers = finding.numbers
            return (ev.FindingAnswered(command.contest, command.code, numbers, command.reason),)
    return refuse("finding_not_open", code=command.code, contest=command.contest)


def open_contest(count: Count, contest: ContestId) -> ContestState | Refusal:
    """Find a contest with a poll that is neither cleared nor declared, or say why not."""
    state = count.contests.get(contest)
    if state is None:
        return refuse("contest_unknown", contest=contest)
    if state.contest.uncontested:
        return refuse("contest_without_poll", contest=contest)
    if state.declared is not None:
        return refuse("declared_already", contest=contest)
    if state.cleared is not None:
        return refuse("cleared_already", contest=contest)
    return state
