"""The record follows the hall: a result declared without the program, or corrected afterwards.

Once declared, a result cannot be counted again or changed but by a court (Electoral Commission,
breach of official duty; RPA 1983 s. 48). What is corrected here is the record of it, by a signed
record of its own from a closed list of reasons; the earlier figures stay beside the new ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.checks import check_declaration
from countroom.domain.declaration import CorrectionReason, Declaration, Lot
from countroom.domain.figures import is_moment, unsound_papers
from countroom.domain.lots import lot_needed
from countroom.domain.openness import contest_with_poll, why_closed
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.state import changed

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.declaration import Reading, Totals, TotalsState
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import Clearance, ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal

_NEW_WINNERS: Final[frozenset[CorrectionReason]] = frozenset({"court_order"})
"""Reasons that may name others as elected: the hall's own words never change."""


def declare_on_paper(count: Count, command: do.DeclareOnPaper) -> Decision:
    """Take down what was declared from a sheet written by hand, keyed alike by two officers.

    It is the result whatever the checks say; those it fails are named in it. Papers still on the
    tables or under seal change nothing any more.
    """
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    closed = why_closed(changed(state, sealed=None))
    if closed is not None:
        return closed
    if not state.proven:
        return refuse("contest_not_proven", contest=command.contest)
    read = command.read
    if not is_moment(read.spoken_at):
        return refuse("moment_unreadable", text=read.spoken_at[:40])
    unsound = _unsound(state, read.totals, read.elected)
    if unsound is not None:
        return unsound
    if read != command.again:
        return refuse("readings_differ", contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (
        ev.DeclaredOnPaper(
            command.contest,
            declared_by_hand(state, read),
            state.prints + 1,
            read.spoken_at,
            command.reason,
        ),
    )


def correct_declaration(count: Count, command: do.CorrectDeclaration) -> Decision:
    """Sign a corrected record; nobody else is elected by it unless a court said so."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.declared is None or state.cleared is None:
        return refuse("not_declared", contest=command.contest)
    unsound = _unsound(state, command.totals, command.elected)
    if unsound is not None:
        return unsound
    last = state.cleared.event.declaration
    if (command.totals, command.elected) == (last.totals, last.elected):
        return refuse("nothing_corrected", contest=command.contest)
    if set(command.elected) != set(last.elected) and command.reason not in _NEW_WINNERS:
        return refuse("only_a_court", contest=command.contest)
    if not command.note.strip():
        return refuse("reason_missing")
    declaration = corrected_record(state, state.cleared, command.totals, command.elected)
    return (
        ev.DeclarationCorrected(
            command.contest,
            declaration,
            state.prints + 1,
            command.reason,
            command.note,
        ),
    )


def _unsound(
    state: ContestState, totals: Totals, elected: tuple[CandidateId, ...]
) -> Refusal | None:
    """Refuse figures for others than those who stand, or that no count holds."""
    standing = {candidate.id for candidate in state.contest.candidates}
    for candidate in (*(standing ^ set(totals.votes)), *(set(elected) - standing)):
        return refuse("candidate_unknown", candidate=candidate)
    if len(elected) != state.contest.seats or len(set(elected)) != len(elected):
        return refuse("not_so_many_elected", contest=state.contest.id, seats=state.contest.seats)
    if not set(totals.rejected) <= set(state.rules.heads):
        return refuse("head_unknown", contest=state.contest.id)
    second = totals.second
    figures = [totals.verified, totals.papers, totals.rejected_in_part, totals.unused_votes]
    figures += [*totals.votes.values(), *totals.rejected.values()]
    if second is not None:
        if not set(second.votes) <= standing or not set(second.rejected) <= set(
            state.rules.second_heads
        ):
            return refuse("head_unknown", contest=state.contest.id)
        figures += [second.papers, second.elsewhere]
        figures += [*second.votes.values(), *second.rejected.values()]
    return unsound_papers(*figures)


def declared_by_hand(state: ContestState, read: Reading) -> Declaration:
    """Give the declaration that a result written by hand makes, with the checks it fails."""
    contest = state.contest
    made = Declaration(
        contest=contest.id,
        revision=1,
        supersedes=None,
        rule_set=contest.rule_set,
        seats=contest.seats,
        electorate=contest.electorate,
        totals=read.totals,
        totals_state="reconciled",
        elected=read.elected,
        lots=_lots(state, read),
        findings=(),
        verification_version=state.verifications,
        provisional_version=state.provisionals,
        on_paper=True,
    )
    return _with_findings(state, made, set())


def corrected_record(
    state: ContestState, signed: Clearance, totals: Totals, elected: tuple[CandidateId, ...]
) -> Declaration:
    """Give the next record after a signed one, with the checks it fails and those of the room."""
    last = signed.event.declaration
    corrected = replace(
        last,
        revision=last.revision + 1,
        supersedes=signed.id,
        totals=totals,
        elected=elected,
        lots=_lots_kept(state, totals, last.lots),
    )
    return _with_findings(state, corrected, set(last.findings) - _failed(state, last))


def _lots(state: ContestState, read: Reading) -> tuple[Lot, ...]:
    """Give the lots for seats that the hall must have drawn, as far as the elected show them."""
    lots: list[Lot] = []
    while True:
        needed = lot_needed(state.rules.system, state.contest, read.totals, lots)
        if needed is None or needed.term:
            return tuple(lots)
        drawn = next((one for one in needed.tied if one in read.elected), None)
        if drawn is None:
            return tuple(lots)
        lots.append(Lot(needed.tied, drawn, "", ()))


def _lots_kept(state: ContestState, totals: Totals, lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
    """Give the lots that the corrected votes need as well; without the rest nothing is untrue."""
    kept: list[Lot] = []
    for lot in lots:
        needed = lot_needed(state.rules.system, state.contest, totals, kept)
        if needed is None or (lot.tied, lot.term) != (needed.tied, needed.term):
            break
        kept.append(lot)
    return tuple(kept)


def _failed(state: ContestState, declaration: Declaration) -> set[str]:
    found = check_declaration(state.rules.system, state.contest, declaration)
    return {finding.code for finding in found}


def _with_findings(state: ContestState, declaration: Declaration, others: set[str]) -> Declaration:
    """Name the checks it fails beside ``others``; a result with any is not reconciled."""
    codes = tuple(sorted(_failed(state, declaration) | others))
    totals_state: TotalsState = "not_reconciled" if codes else "reconciled"
    return replace(declaration, findings=codes, totals_state=totals_state)
