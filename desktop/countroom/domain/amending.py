"""What of a set-up may change with figures keyed: words, parties, times, what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.figures import is_moment, unsound_papers
from countroom.domain.openness import why_closed
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import slate_of, slates

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.election import Contest, Particulars
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def amend_set_up(count: Count, command: do.AmendSetUp) -> Decision:
    """Change what no line of a sheet rests on until the result is cleared; it is proven anew."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    closed = why_closed(state)
    if closed is not None:
        return closed
    if not command.reason.strip():
        return refuse("reason_missing")
    if not lines_stand(state, command.particulars.of(state.contest)):
        return refuse("lines_would_change", contest=command.contest)
    return _unsound(command.particulars) or (
        ev.SetUpAmended(command.contest, command.particulars, command.reason),
    )


def lines_stand(state: ContestState, new: Contest) -> bool:
    """Say whether every printed line means the same: candidates in their order, and bundles.

    Sheets withdrawn since count too, so that a reader of public events alone never knows better.
    """
    old = state.contest
    same = [(c.id, c.number) for c in new.candidates] == [(c.id, c.number) for c in old.candidates]
    if not same or slates(new) == slates(old):
        return same
    return not any(slate_of(line) for s in state.sheets.values() for line in s.sheet.fields)


def _unsound(particulars: Particulars) -> Refusal | None:
    if particulars.expected_at and not is_moment(particulars.expected_at):
        return refuse("moment_unreadable", text=particulars.expected_at[:40])
    previous = particulars.previous
    before = [] if previous is None else [*previous.seats.values(), *previous.votes.values()]
    return unsound_papers(particulars.postal_issued or 0, *before)
