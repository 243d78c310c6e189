"""Totals that are not reconciled: the checks that say so, and the steps taken before clearing.

A step is an act of its own, logged when it was done, about the provisional version that stood
then: after a recount the steps are taken anew. One found wrong is taken once more; both stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.checks import check_contest
from countroom.domain.checks.identities import identities
from countroom.domain.consulting import told_result
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.declaration import Totals
    from countroom.domain.guidance import GuidanceStep, StepTaken
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def unreconciled(count: Count, state: ContestState, totals: Totals) -> tuple[str, ...]:
    """List the codes of the checks that totals are not reconciled by, none where they agree.

    What a reader of the declaration alone will find is among them: it sees no tables.
    """
    found = (*check_contest(count, state), *identities(state.contest, totals))
    return tuple(sorted({f.code for f in found if f.severity == "not_reconciled"}))


def steps_taken(state: ContestState) -> tuple[StepTaken, ...]:
    """List the steps taken on the last provisional version, in the order they were taken."""
    return tuple(one for one in state.steps if one.version == state.provisionals)


def steps_open(state: ContestState) -> tuple[GuidanceStep, ...]:
    """List the steps that nobody has taken yet on the last provisional version."""
    done = {one.step for one in steps_taken(state)}
    return tuple(step for step in GUIDANCE_STEPS if step not in done)


def take_step(count: Count, command: do.TakeStep) -> Decision:
    """Log that a step was taken on the version that stands and does not agree."""
    found = told_result(count, command.contest, command.version)
    if isinstance(found, Refusal):
        return found
    state, provisional = found
    if not unreconciled(count, state, provisional.totals):
        return refuse("totals_agree", contest=command.contest)
    taken = sum(one.step == command.step for one in steps_taken(state))
    if command.nth not in (None, taken + 1):
        return refuse("step_taken_already", step=command.step, contest=command.contest)
    return (ev.GuidanceStepTaken(command.contest, command.version, command.step),)
