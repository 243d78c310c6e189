"""Rows of the platform: running orders, calls and calls taken back, how names are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _order(db: Rows, event: ev.RunningOrderSet, recorded: ev.Recorded, _c: Count) -> None:
    contests = " / ".join(" ".join(group) for group in event.groups)
    _show(db, "ordered", (contests,), recorded)


def _called(db: Rows, event: ev.CalledToPlatform, recorded: ev.Recorded, _c: Count) -> None:
    _show(db, "called", event.contests, recorded)


def _taken_back(db: Rows, event: ev.TakenFromPlatform, recorded: ev.Recorded, _c: Count) -> None:
    _show(db, "taken_back", event.contests, recorded)


def _how_said(db: Rows, event: ev.HowSaidNoted, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.candidate, event.said, recorded.people[0], recorded.at)
    db.execute("INSERT INTO how_said VALUES (?, ?, ?, ?, ?)", row)


def _show(db: Rows, what: str, contests: Iterable[ContestId | str], recorded: ev.Recorded) -> None:
    row = (what, " ".join(contests), recorded.people[0], recorded.at)
    db.execute("INSERT INTO running_order VALUES (?, ?, ?, ?)", row)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.RunningOrderSet: _order,
    ev.CalledToPlatform: _called,
    ev.TakenFromPlatform: _taken_back,
    ev.HowSaidNoted: _how_said,
}
