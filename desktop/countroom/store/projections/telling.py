"""Rows of what is told: the disclosure tables' changes, and announcements that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _disclosure(db: Rows, event: ev.DisclosureSet, recorded: ev.Recorded, _c: Count) -> None:
    cell = (event.election, event.outlet, event.fact, int(event.shown))
    row = (*cell, event.reason, recorded.people[0], recorded.at)
    db.execute("INSERT INTO disclosure_change VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _read(db: Rows, event: ev.AnnouncementRead, recorded: ev.Recorded, _c: Count) -> None:
    said = event.announcement
    row = (event.contest, said.kind, said.number, said.moment, recorded.people[0], recorded.at)
    db.execute("INSERT INTO announcement VALUES (?, ?, ?, ?, ?, ?)", row)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.DisclosureSet: _disclosure,
    ev.AnnouncementRead: _read,
}
