"""Verification: boxes against their accounts, the signed statement, answers to warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.openness import open_contest, proven_contest
from countroom.domain.receiving import gap_in_ledger
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.totals import (
    boxes_of_station,
    compensating,
    counted_by_box,
    counts_of,
    variances,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain import commands as do
    from countroom.domain.checks import Finding
    from countroom.domain.identifiers import BoxId, PersonId
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def sign_verification(count: Count, command: do.SignVerification) -> Decision:
    """Sign the statement when every box and the post are in and every variance has its reason.

    The counted figure is the verified figure (SI 2006/3304 r. 45; Commission guidance).
    """
    state = proven_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.verification is not None:
        return refuse("verified_already", contest=command.contest)
    refusal = _not_in(count, state) or _not_counted_out(state, command.reasons)
    if refusal is not None:
        return refusal
    boxes, varying = counted_by_box(state), variances(state)
    reasons = {box: (variance, command.reasons[box]) for box, variance in varying.items()}
    postal = sum(n for box, n in boxes.items() if _is_postal(state, box))
    return (
        ev.VerificationSigned(
            command.contest, state.verifications + 1, boxes, reasons, sum(boxes.values()), postal
        ),
    )


def boxes_not_received(count: Count, state: ContestState) -> tuple[BoxId, ...]:
    """List the station boxes of a contest that have not come through the door."""
    return tuple(
        s.sheet.box
        for s in state.sheets_of(frozenset({"account"}))
        if s.sheet.box is not None
        and s.sheet.box not in count.received
        and not _is_postal(state, s.sheet.box)
    )


def counted_once(state: ContestState) -> tuple[BoxId, ...]:
    """List the boxes that vary and were not counted twice with the same figure in a row.

    Boxes of one polling place whose variances cancel out need no recount; a station that varies
    has each of its boxes counted again.
    """
    explained = {box for pair in compensating(state) for box in pair}
    return tuple(
        one
        for box in variances(state)
        if box not in explained
        for one in boxes_of_station(state, box)
        if not _twice_the_same(counts_of(state, one))
    )


def variance_at(state: ContestState, box: BoxId) -> int:
    """Give how much the account varies that a box is in: its own, or the first box's."""
    found = state.contest.box(box)
    beside = found.beside if found is not None else None
    return variances(state).get(beside or box, 0)


def _not_in(count: Count, state: ContestState) -> Refusal | None:
    contest = state.contest.id
    missing = boxes_not_received(count, state)
    if missing:
        return refuse("box_not_received", box=missing[0], boxes=len(missing))
    outstanding = state.boxes_out
    if outstanding:
        return refuse("box_outstanding", sheet=outstanding[0].sheet.id, boxes=len(outstanding))
    if any(box.kind == "postal" for box in state.contest.boxes):
        if not state.postal.closed:
            return refuse("postal_open", contest=contest)
        gap = gap_in_ledger(state)
        if gap is not None:
            return gap
    impossible = [f for f in check_contest(count, state) if f.code == "V21"]
    return refuse("finding_stands", code="V21", contest=contest) if impossible else None


def _not_counted_out(state: ContestState, reasons: Mapping[BoxId, str]) -> Refusal | None:
    varying = variances(state)
    for box, papers in counted_by_box(state).items():
        if papers < 0:  # keyed anew with fewer than were moved out of it
            return refuse("fewer_than_moved", box=box, papers=-papers)
    for box in counted_once(state):
        return refuse("box_counted_once", box=box, variance=variance_at(state, box))
    for box in varying:
        if not reasons.get(box, "").strip():
            return refuse("variance_without_reason", box=box, variance=varying[box])
    return None


def _twice_the_same(counts: tuple[int, ...]) -> bool:
    return len(counts) > 1 and counts[-1] == counts[-2]


def _is_postal(state: ContestState, box: BoxId) -> bool:
    found = state.contest.box(box)
    return found is not None and found.kind == "postal"


def answer_finding(count: Count, command: do.AnswerFinding) -> Decision:
    """Keep the reason for what waits for one; only an officer lets totals stand unreconciled."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not command.reason.strip():
        return refuse("reason_missing")
    for finding in unanswered(state, check_contest(count, state)):
        if _meant(finding, command):
            refusal = _may_not_answer(count, state, finding, command.by)
            return refusal or (
                ev.FindingAnswered(
                    command.contest, command.code, finding.numbers, finding.names, command.reason
                ),
            )
    return refuse("finding_not_open", code=command.code, contest=command.contest)


def _meant(finding: Finding, command: do.AnswerFinding) -> bool:
    return (
        finding.code == command.code
        and command.numbers in (None, dict(finding.numbers))
        and command.names in (None, finding.names)
    )


def _may_not_answer(
    count: Count, state: ContestState, finding: Finding, by: PersonId
) -> Refusal | None:
    person = count.people[by]
    if finding.severity != "not_reconciled" or person.may("verify", state.contest.election):
        return None
    if "officer" in person.roles:
        return refuse("power_missing", person=by, power="verify")
    return refuse("role_missing", person=by, roles="officer")
