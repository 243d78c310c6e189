"""Rows of papers out and back, and of the pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.store.projections.rows import show_mini_count, show_sheets, withdraw_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _issued(db: Rows, event: ev.PapersIssued, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.mini_count, event.papers, "", recorded.at)
    db.execute("INSERT INTO parcel VALUES (?, ?, ?, ?, ?)", row)


def _returned(db: Rows, event: ev.PapersReturned, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.mini_count, -event.papers, event.reason, recorded.at)
    db.execute("INSERT INTO parcel VALUES (?, ?, ?, ?, ?)", row)


def _mini_count(db: Rows, event: ev.MiniCountAdded, _r: ev.Recorded, _c: Count) -> None:
    show_mini_count(db, event.contest, event.mini_count)
    show_sheets(db, event.sheets)


def _closed(db: Rows, event: ev.MiniCountClosed, _r: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE mini_count SET closed = 1 WHERE contest = ? AND id = ?",
        (event.contest, event.mini_count),
    )
    withdraw_sheets(db, event.withdrawn, event.reason)


def _depth(db: Rows, event: ev.DepthChanged, _r: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE mini_count SET depth = ? WHERE contest = ? AND id = ?",
        (event.depth, event.contest, event.mini_count),
    )
    withdraw_sheets(db, event.withdrawn, event.reason)
    show_sheets(db, event.sheets)


def _added(db: Rows, event: ev.SheetAdded, _r: ev.Recorded, _c: Count) -> None:
    show_sheets(db, (event.sheet,))


def _withdrawn(db: Rows, event: ev.SheetsWithdrawn, _r: ev.Recorded, _c: Count) -> None:
    withdraw_sheets(db, event.sheets, event.reason)


def _sealed(db: Rows, event: ev.PapersSealed, recorded: ev.Recorded, _c: Count) -> None:
    for one in event.containers:
        seals = " ".join((*one.seals, *one.agents_seals))
        row = (event.contest, one.name, seals, event.place, event.custodian, recorded.at)
        db.execute("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, NULL)", row)


def _opened(db: Rows, event: ev.SealsOpened, recorded: ev.Recorded, _c: Count) -> None:
    row = (recorded.at, event.contest)
    db.execute("UPDATE seal SET opened_at = ? WHERE contest = ? AND opened_at IS NULL", row)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.PapersIssued: _issued,
    ev.PapersReturned: _returned,
    ev.MiniCountAdded: _mini_count,
    ev.MiniCountClosed: _closed,
    ev.DepthChanged: _depth,
    ev.SheetAdded: _added,
    ev.SheetsWithdrawn: _withdrawn,
    ev.PapersSealed: _sealed,
    ev.SealsOpened: _opened,
}
