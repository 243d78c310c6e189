"""Fold the running order, calls to the platform, and how names are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history.printing import regroup
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countroom.domain.identifiers import ContestId, EventId
    from countroom.domain.state import ContestState, Count


def _order(count: Count, event: ev.RunningOrderSet) -> Count:
    groups = tuple(_clearances(count, one) for one in event.groups)
    return regroup(changed(count, running_order=groups))


def _called(count: Count, event: ev.CalledToPlatform) -> Count:
    called = (*count.called, _clearances(count, event.contests))
    return regroup(changed(count, called=called))


def _taken_back(count: Count, event: ev.TakenFromPlatform) -> Count:
    taken = _clearances(count, event.contests)
    rest = (tuple(one for one in group if one not in taken) for group in count.running_order)
    called = (tuple(one for one in group if one not in taken) for group in count.called)
    return regroup(changed(count, called=tuple(called), running_order=(taken, *rest)))


def _clearances(count: Count, contests: Iterable[ContestId]) -> tuple[EventId, ...]:
    cleared = (count.contests[contest].cleared for contest in contests)
    return tuple(clearance.id for clearance in cleared if clearance is not None)


def _how_said(
    _count: Count, state: ContestState, event: ev.HowSaidNoted, _recorded: ev.Recorded
) -> ContestState:
    others = {one: said for one, said in state.how_said.items() if one != event.candidate}
    noted = {event.candidate: event.said} if event.said else {}
    return changed(state, how_said={**others, **noted})


WHOLE: dict[type, Callable[..., Count]] = {
    ev.RunningOrderSet: _order,
    ev.CalledToPlatform: _called,
    ev.TakenFromPlatform: _taken_back,
}
STEPS: dict[type, Callable[..., ContestState]] = {ev.HowSaidNoted: _how_said}
