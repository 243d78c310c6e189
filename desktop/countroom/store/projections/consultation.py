"""Rows of the consultation: agents, recounts refused, granted and confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.sheets import sheets_in
from countroom.store.projections.rows import show_sheets, withdraw_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _agents(db: Rows, event: ev.AgentsAppointed, _r: ev.Recorded, _c: Count) -> None:
    db.execute("DELETE FROM agent WHERE contest = ?", (event.contest,))
    rows = [(event.contest, one.candidate, one.kind, one.name) for one in event.agents]
    db.executemany("INSERT INTO agent VALUES (?, ?, ?, ?)", rows)


def _refused(db: Rows, event: ev.RecountRefused, recorded: ev.Recorded, _c: Count) -> None:
    asked = event.asked_by
    row = (event.contest, None, event.version, asked.candidate, asked.capacity, "refused", "")
    _show(db, row, event.reason, recorded)


def _granted(db: Rows, event: ev.RecountGranted, recorded: ev.Recorded, _c: Count) -> None:
    asked = event.asked_by
    candidate, capacity = (asked.candidate, asked.capacity) if asked else (None, "")
    tables = " ".join(event.mini_counts)
    number, version, scope = event.number, event.version, event.scope
    row = (event.contest, number, version, candidate, capacity, scope, tables)
    _show(db, row, event.reason, recorded)
    db.execute("UPDATE candidate SET votes = NULL WHERE contest = ?", (event.contest,))
    if event.pads:
        withdraw_sheets(db, event.sheets, event.reason)
        show_sheets(db, sheets_in(event.pads))


def _unchanged(db: Rows, event: ev.SheetsUnchanged, recorded: ev.Recorded, _c: Count) -> None:
    people, at = recorded.people, recorded.at
    rows = [(event.contest, event.recount, one, *people, at) for one in event.sheets]
    db.executemany("INSERT INTO unchanged VALUES (?, ?, ?, ?, ?, ?)", rows)


def _second_count(db: Rows, event: ev.SecondCountOpened, _r: ev.Recorded, _c: Count) -> None:
    show_sheets(db, sheets_in(event.pads))


def _show(db: Rows, row: tuple[object, ...], reason: str, recorded: ev.Recorded) -> None:
    whole = (*row, reason, recorded.people[0], recorded.at)
    db.execute("INSERT INTO recount VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", whole)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.AgentsAppointed: _agents,
    ev.RecountRefused: _refused,
    ev.RecountGranted: _granted,
    ev.SheetsUnchanged: _unchanged,
    ev.SecondCountOpened: _second_count,
}
