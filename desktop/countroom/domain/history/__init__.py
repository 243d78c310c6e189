"""Fold events into the state of a count. Trusts the log: ``decide`` let each event in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history import (
    boxes,
    consultation,
    entries,
    papers,
    platform,
    printing,
    result,
    set_up,
    telling,
)
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.domain.identifiers import DeviceId
    from countroom.domain.state import Count

_CONTEST = {
    **set_up.STEPS,
    **boxes.STEPS,
    **papers.STEPS,
    **entries.STEPS,
    **consultation.STEPS,
    **result.STEPS,
    **printing.STEPS,
    **telling.STEPS,
    **platform.STEPS,
}
_WHOLE = {**set_up.WHOLE, **telling.WHOLE, **platform.WHOLE}


def evolve(count: Count, recorded: ev.Recorded) -> Count:
    """Give the state after one more event. Raises KeyError for an event out of place."""
    event = recorded.event
    last = _last(dict(count.last), recorded)
    if isinstance(event, ev.CountEvent):
        return changed(_WHOLE[type(event)](count, event), last=last)
    if event.contest is None:  # papers of the hall
        printed: Count = printing.STEPS[type(event)](count, count, event, recorded)
        return changed(printed, last=last)
    contests = dict(count.contests)
    contests[event.contest] = _CONTEST[type(event)](count, contests[event.contest], event, recorded)
    return changed(count, contests=contests, last=last)


def unfold(count: Count, log: Iterable[ev.Recorded]) -> Iterator[tuple[ev.Recorded, Count]]:
    """Fold a whole log and give the state after each event, good until the next is asked for.

    The contests' table is copied once and not for every event, so a long night opens quickly.
    """
    contests, last = dict(count.contests), dict(count.last)
    count = changed(count, contests=contests, last=last)
    for recorded in log:
        event = recorded.event
        if isinstance(event, ev.CountEvent) or event.contest is None:
            count = evolve(count, recorded)
            contests, last = dict(count.contests), dict(count.last)
            count = changed(count, contests=contests, last=last)
        else:
            state = contests[event.contest]
            contests[event.contest] = _CONTEST[type(event)](count, state, event, recorded)
            _last(last, recorded)
        yield recorded, count


def _last(last: dict[DeviceId, ev.Recorded], recorded: ev.Recorded) -> dict[DeviceId, ev.Recorded]:
    # Contests sealed together stand on one closing sheet, so a sealing is no laptop's last event.
    if not isinstance(recorded.event, ev.PapersSealed):
        last[recorded.device] = recorded
    return last


def replay(count: Count, log: Iterable[ev.Recorded]) -> Count:
    """Fold a whole log."""
    for _, state in unfold(count, log):
        count = state
    return count
