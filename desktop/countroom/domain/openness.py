"""Whether a contest or a sheet can still change: asked before every step of the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import OF_PAPERS

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId, SheetId
    from countroom.domain.state import ContestState, Count, SheetState


def open_contest(count: Count, contest: ContestId) -> ContestState | Refusal:
    """Find a contest with a poll that is neither cleared, declared nor under seal."""
    state = contest_with_poll(count, contest)
    if isinstance(state, Refusal):
        return state
    return why_closed(state) or state


def proven_contest(count: Count, contest: ContestId) -> ContestState | Refusal:
    """Find an open contest whose set-up is proven."""
    state = open_contest(count, contest)
    if isinstance(state, Refusal) or state.proven:
        return state
    return refuse("contest_not_proven", contest=contest)


def contest_with_poll(count: Count, contest: ContestId) -> ContestState | Refusal:
    """Find a contest that has a poll, whatever became of it."""
    state = count.contests.get(contest)
    if state is None:
        return refuse("contest_unknown", contest=contest)
    if state.contest.uncontested:
        return refuse("contest_without_poll", contest=contest)
    return state


def open_sheet(count: Count, sheet: SheetId) -> tuple[ContestState, SheetState] | Refusal:
    """Find a sheet whose figures may still change, or say why they may not.

    Votes wait for the signed statement, unless the returning officer chose at a stand-alone poll
    to count before verification is complete.
    """
    state = count.contest_of(sheet)
    if state is None:
        return refuse("sheet_unknown", sheet=sheet)
    if not state.proven:
        return refuse("contest_not_proven", contest=state.contest.id)
    closed = why_closed(state)
    if closed is not None:
        return closed
    found = state.sheets[sheet]
    if found.withdrawn:
        return refuse("sheet_withdrawn", sheet=sheet)
    early = count.elections[state.contest.election].count_before_verification
    if found.sheet.kind in OF_PAPERS and state.verification is None and not early:
        return refuse("not_verified", contest=state.contest.id)
    return state, found


def why_closed(state: ContestState) -> Refusal | None:
    """Say why nothing about a contest may change now, None where it may."""
    contest = state.contest.id
    if state.called_off is not None:
        return refuse("poll_called_off", contest=contest)
    if state.declared is not None:
        return refuse("declared_already", contest=contest)
    if state.cleared is not None:
        return refuse("cleared_already", contest=contest)
    return refuse("papers_sealed", contest=contest) if state.sealed is not None else None
