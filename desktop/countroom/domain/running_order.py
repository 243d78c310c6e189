"""The running order: cleared contests wait for the platform, are grouped, called and spoken.

It rules over nothing but order. A result may be spoken that nobody called, and a clearance that
is taken back drops out of order and call by itself: both name clearances, not contests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.declaring import clearance_of
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId, EventId
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal
Group = tuple["ContestState", ...]


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """Where the cleared contests are: groups ``called`` to the platform, and groups in the queue.

    ``spoken`` are contests declared at this count, in the order in which they were spoken.
    """

    called: tuple[Group, ...]
    queue: tuple[Group, ...]
    spoken: Group

    @property
    def next(self) -> ContestState | None:
        """Give the contest to be read next: of those called, else of the queue."""
        for group in (*self.called, *self.queue):
            return group[0]
        return None


def running_order(count: Count) -> RunningOrder:
    """Say at any moment who is called, who waits in which order, and who was spoken."""
    waiting = {
        state.cleared.id: state
        for state in count.contests.values()
        if state.cleared is not None and state.declared is None
    }
    called = _groups(count.called, waiting)
    in_order = _groups(count.running_order, _without(waiting, called))
    late = sorted(_without(waiting, (*called, *in_order)).values(), key=_place)
    spoken = (s for s in count.contests.values() if s.spoken_at)
    return RunningOrder(
        called,
        (*in_order, *((state,) for state in late)),
        tuple(sorted(spoken, key=lambda state: (state.spoken_at, _place(state)))),
    )


def set_running_order(count: Count, command: do.SetRunningOrder) -> Decision:
    """Put cleared contests into order and groups; who is called is out of the queue."""
    groups = tuple(group for group in command.groups if group)
    wrong = _not_queued(count, [contest for group in groups for contest in group])
    return wrong or (ev.RunningOrderSet(groups),)


def call_to_platform(count: Count, command: do.CallToPlatform) -> Decision:
    """Call contests of the queue to the platform, as one group."""
    wrong = _not_queued(count, command.contests)
    if wrong is None and not command.contests:
        wrong = refuse("nobody_to_call")
    return wrong or (ev.CalledToPlatform(command.contests),)


def take_from_platform(count: Count, command: do.TakeFromPlatform) -> Decision:
    """Take called contests back into the queue, in front of all others."""
    called = _ids(running_order(count).called)
    strange = [contest for contest in command.contests if contest not in called]
    if strange or not command.contests or _twice(command.contests):
        return refuse("not_called", contest=strange[0] if strange else "")
    return (ev.TakenFromPlatform(command.contests),)


def note_how_said(count: Count, command: do.NoteHowSaid) -> Decision:
    """Keep how a candidate's name is said, at any time, one note in place of another."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if command.candidate not in {candidate.id for candidate in state.contest.candidates}:
        return refuse("candidate_unknown", candidate=command.candidate)
    return (ev.HowSaidNoted(command.contest, command.candidate, command.said.strip()),)


def _not_queued(count: Count, contests: Iterable[ContestId]) -> Refusal | None:
    """Refuse what is not cleared, called already, or named twice."""
    asked = tuple(contests)
    called = _ids(running_order(count).called)
    for contest in asked:
        cleared = clearance_of(count, contest)
        if isinstance(cleared, Refusal):
            return cleared
        if contest in called:
            return refuse("called_already", contest=contest)
    twice = _twice(asked)
    return refuse("queued_twice", contest=twice[0]) if twice else None


def _groups(
    groups: Iterable[tuple[EventId, ...]], waiting: Mapping[EventId, ContestState]
) -> tuple[Group, ...]:
    """Keep of each group what still waits, and the groups that are left."""
    found = (tuple(waiting[id_] for id_ in group if id_ in waiting) for group in groups)
    return tuple(group for group in found if group)


def _ids(groups: Iterable[Group]) -> set[ContestId]:
    return {state.contest.id for group in groups for state in group}


def _twice(contests: tuple[ContestId, ...]) -> list[ContestId]:
    return [contest for place, contest in enumerate(contests) if contest in contests[:place]]


def _without(
    waiting: Mapping[EventId, ContestState], groups: Iterable[Group]
) -> dict[EventId, ContestState]:
    placed = _ids(groups)
    return {id_: state for id_, state in waiting.items() if state.contest.id not in placed}


def _place(state: ContestState) -> int:
    return state.cleared.place if state.cleared else 0
