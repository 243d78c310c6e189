"""From the settled sheets to the spoken word: provisional, consulted, cleared, declared.

Two kinds of stop: impossible figures never pass; totals not reconciled pass with two officers,
a reason and every step of the guidance taken, and say so. Clearing can be taken back, speaking
cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.checks import check_contest, stopping, unanswered
from countroom.domain.consulting import voices
from countroom.domain.declaration import Declaration, Lot
from countroom.domain.electing import outcome_of
from countroom.domain.figures import is_moment
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.lots import lot_now
from countroom.domain.openness import open_contest
from countroom.domain.reconciling import steps_open, unreconciled
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.totals import totals_of

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import CandidateId, ContestId
    from countroom.domain.state import Clearance, ContestState, Count, Provisional

Decision = tuple[ev.Event, ...] | Refusal


def reach_provisional_result(count: Count, command: do.ReachProvisionalResult) -> Decision:
    """Draw the result from settled sheets when nothing impossible stands and all is answered.

    Papers that are not conserved hold it back until an officer has recorded why they stay so,
    and doubtful papers until whoever may rule on them has signed their batch.
    """
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.verification is None:
        return refuse("not_verified", contest=command.contest)
    if not state.proven:
        return refuse("contest_not_proven", contest=command.contest)
    if state.provisional is not None:
        return refuse("provisional_already", contest=command.contest)
    if state.to_confirm:
        return refuse("recount_open", sheet=state.to_confirm[0], sheets=len(state.to_confirm))
    findings = check_contest(count, state)
    impossible = [f for f in findings if f.severity == "impossible" and f.code != "V16"]
    if impossible:
        return refuse("finding_stands", code=impossible[0].code, contest=command.contest)
    unsigned = unsigned_batches(state)
    if unsigned:
        sheet = unsigned[0].sheet.id
        return refuse("adjudication_unsigned", sheet=sheet, batches=len(unsigned))
    waiting = unanswered(state, findings)
    if waiting:
        return refuse("warning_unanswered", code=waiting[0].code, contest=command.contest)
    totals = totals_of(state)
    result = outcome_of(state, totals)
    tied = result.equality.tied if result.equality else ()
    return (
        ev.ProvisionalResultReached(
            command.contest,
            state.provisionals + 1,
            totals,
            result.elected,
            tied,
            result.remaining,
        ),
    )


def close_consultation(count: Count, command: do.CloseConsultation) -> Decision:
    """Close the consultation; the officer decides and nobody's silence blocks."""
    found = _provisional(count, command.contest)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    other = _not_as_seen(command, provisional)
    if other is not None:
        return other
    if state.consultation_closed == provisional.version:
        return refuse("consultation_closed_already", contest=command.contest)
    heard = voices(state)
    strangers = [voice for voice in command.present if voice not in heard]
    if strangers:
        return refuse("candidate_unknown", candidate=strangers[0].candidate or "")
    present = tuple(voice for voice in heard if voice in command.present)
    return (ev.ConsultationClosed(command.contest, provisional.version, command.outcome, present),)


def draw_lot(count: Count, command: do.DrawLot) -> Decision:
    """Record the lot that is needed now, after the consultation (SI 2006/3304 r. 49)."""
    found = _consulted(count, command.contest)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    other = _not_as_seen(command, provisional)
    if other is not None:
        return other
    if command.nth not in (None, len(state.lots) + 1):
        return refuse("lot_drawn_already", contest=command.contest)
    needed = lot_now(state)
    if needed is None:
        return refuse("no_lot_needed", contest=command.contest)
    if command.drawn not in needed.tied:
        return refuse("not_among_tied", candidate=command.drawn, contest=command.contest)
    if not command.method.strip() or not command.witnesses:
        return refuse("lot_without_witness", contest=command.contest)
    lot = Lot(needed.tied, command.drawn, command.method, command.witnesses, needed.term)
    return (ev.LotDrawn(command.contest, provisional.version, lot),)


def clear_result(count: Count, command: do.ClearResult) -> Decision:
    """Sign the complete declaration for the platform."""
    found = _consulted(count, command.contest)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    other = _not_as_seen(command, provisional)
    if other is not None:
        return other
    declaration = as_signed(count, command.contest)
    if isinstance(declaration, Refusal):
        return declaration
    agrees = not declaration.findings
    unready = None if agrees else _not_ready_unreconciled(state, command, declaration.findings)
    if unready is not None:
        return unready
    return (
        ev.ResultCleared(
            command.contest,
            declaration,
            state.prints + 1,
            "" if agrees else command.reason,
            () if agrees else GUIDANCE_STEPS,
        ),
    )


def as_signed(count: Count, contest: ContestId) -> Declaration | Refusal:
    """Give the declaration that clearing signs now, whoever signs it, or what stands against it."""
    found = _consulted(count, contest)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    impossible = [f for f in stopping(check_contest(count, state)) if f.severity == "impossible"]
    if impossible:
        return refuse("finding_stands", code=impossible[0].code, contest=contest)
    result = outcome_of(state, provisional.totals)
    if result.remaining:
        return refuse("second_count_needed", contest=contest)
    needed = lot_now(state)
    if needed is not None and needed.term:
        return refuse("term_lot_needed", contest=contest)
    if needed is not None:
        return refuse("lot_needed", contest=contest)
    codes = unreconciled(count, state, provisional.totals)
    return _declaration(state, provisional, result.elected, codes)


def withdraw_clearance(count: Count, command: do.WithdrawClearance) -> Decision:
    """Take a cleared result back with a reason."""
    cleared = clearance_of(count, command.contest)
    if isinstance(cleared, Refusal):
        return cleared
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.ClearanceWithdrawn(command.contest, cleared.id, command.reason),)


def speak_result(count: Count, command: do.SpeakResult) -> Decision:
    """Make the contest declared, one way: the words were said from the cleared sheet."""
    cleared = clearance_of(count, command.contest)
    if isinstance(cleared, Refusal):
        return cleared
    if not is_moment(command.spoken_at):
        return refuse("moment_unreadable", text=command.spoken_at[:40])
    return (ev.ResultSpoken(command.contest, cleared.id, command.spoken_at, command.note),)


def record_receipt(count: Count, command: do.RecordReceipt) -> Decision:
    """Keep the feed's answer once for each record of a declaration, corrected ones too."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if command.declared not in (*state.earlier, state.declared):
        return refuse("not_declared", contest=command.contest)
    if command.declared in state.receipts:
        return refuse("receipted_already", contest=command.contest)
    return (
        ev.DeclarationReceipted(command.contest, command.declared, command.index, command.receipt),
    )


def clearance_of(count: Count, contest: ContestId) -> Clearance | Refusal:
    """Find the clearance that a contest waits for the platform with."""
    state = count.contests.get(contest)
    if state is None:
        return refuse("contest_unknown", contest=contest)
    if state.declared is not None:
        return refuse("declared_already", contest=contest)
    if state.cleared is None:
        return refuse("not_cleared", contest=contest)
    return state.cleared


def _provisional(count: Count, contest: ContestId) -> tuple[ContestState, Provisional] | Refusal:
    state = open_contest(count, contest)
    if isinstance(state, Refusal):
        return state
    if state.provisional is None:
        return refuse("not_provisional", contest=contest)
    return state, state.provisional


def _consulted(count: Count, contest: ContestId) -> tuple[ContestState, Provisional] | Refusal:
    found = _provisional(count, contest)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    if state.consultation_closed != provisional.version:
        return refuse("consultation_open", contest=contest)
    return found


def _not_as_seen(
    command: do.CloseConsultation | do.DrawLot | do.ClearResult, provisional: Provisional
) -> Refusal | None:
    """Refuse to conclude anything from a version that somebody has replaced meanwhile."""
    seen, now = command.version, provisional.version
    if seen is None or seen == now:
        return None
    return refuse("provisional_changed", contest=command.contest, seen=seen, now=now)


def _not_ready_unreconciled(
    state: ContestState, command: do.ClearResult, codes: tuple[str, ...]
) -> Refusal | None:
    if command.second is None:
        return refuse("second_officer_missing", code=codes[0], contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    missing = steps_open(state)
    if missing:
        return refuse("step_missing", step=missing[0], contest=command.contest)
    return None


def _declaration(
    state: ContestState,
    provisional: Provisional,
    elected: tuple[CandidateId, ...],
    findings: tuple[str, ...],
) -> Declaration:
    contest = state.contest
    return Declaration(
        contest=contest.id,
        revision=1,
        supersedes=None,
        rule_set=contest.rule_set,
        seats=contest.seats,
        electorate=contest.electorate,
        totals=provisional.totals,
        totals_state="not_reconciled" if findings else "reconciled",
        elected=elected,
        lots=state.lots,
        findings=findings,
        verification_version=state.verifications,
        provisional_version=provisional.version,
    )
