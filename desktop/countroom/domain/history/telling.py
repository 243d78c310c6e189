"""Fold what is told: the disclosure tables, and announcements that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.disclosure import Told
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.state import ContestState, Count


def _disclosure(count: Count, event: ev.DisclosureSet) -> Count:
    own = {**count.disclosures.get(event.election, {}), (event.outlet, event.fact): event.shown}
    return changed(count, disclosures={**count.disclosures, event.election: own})


def _read(
    _count: Count, state: ContestState, event: ev.AnnouncementRead, recorded: ev.Recorded
) -> ContestState:
    told = Told(event.announcement, recorded.people[0], recorded.at)
    return changed(state, told=(*state.told, told))


WHOLE: dict[type, Callable[..., Count]] = {ev.DisclosureSet: _disclosure}
STEPS: dict[type, Callable[..., ContestState]] = {ev.AnnouncementRead: _read}
