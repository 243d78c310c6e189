"""Rows of double entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from countroom.domain import events as ev
from countroom.store.projections.rows import nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.identifiers import ContestId, FieldId, SheetId
    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _entered(db: Rows, event: ev.SheetEntered, recorded: ev.Recorded, _c: Count) -> None:
    db.execute(
        "INSERT INTO entry (sheet, entry, person, at, figures) VALUES (?, ?, ?, ?, ?)",
        (event.sheet, event.entry, recorded.people[0], recorded.at, _figures(event.figures)),
    )


def _agreed(db: Rows, event: ev.EntriesAgreed, _r: ev.Recorded, count: Count) -> None:
    _settle(db, event.contest, event.sheet, count)


def _corrected(db: Rows, event: ev.EntryCorrected, recorded: ev.Recorded, count: Count) -> None:
    entry = count.contests[event.contest].sheets[event.sheet].entry(event.entry)
    figures = entry.figures if entry else event.figures
    db.execute(
        "UPDATE entry SET person = ?, at = ?, corrected = 1, figures = ?"
        " WHERE sheet = ? AND entry = ?",
        (recorded.people[0], recorded.at, _figures(figures), event.sheet, event.entry),
    )


def _settled(db: Rows, event: ev.SheetSettled, _r: ev.Recorded, count: Count) -> None:
    _settle(db, event.contest, event.sheet, count)


def _reopened(db: Rows, event: ev.SheetReopened, _r: ev.Recorded, _c: Count) -> None:
    db.execute("DELETE FROM entry WHERE sheet = ?", (event.sheet,))
    db.execute("DELETE FROM figure WHERE sheet = ?", (event.sheet,))
    db.execute("DELETE FROM adjudication WHERE sheet = ?", (event.sheet,))
    # There are votes only after a provisional result; writing every candidate anew takes long.
    db.execute(
        "UPDATE candidate SET votes = NULL WHERE contest = ? AND votes IS NOT NULL",
        (event.contest,),
    )


def _adjudicated(db: Rows, event: ev.AdjudicationSigned, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.sheet, event.contest, recorded.people[0], recorded.at)
    db.execute("INSERT INTO adjudication VALUES (?, ?, ?, ?)", row)


def _settle(db: Rows, contest: ContestId, sheet: SheetId, count: Count) -> None:
    settled = count.contests[contest].sheets[sheet].settled or {}
    rows = [(sheet, field, figure) for field, figure in settled.items()]
    db.executemany("INSERT INTO figure VALUES (?, ?, ?)", rows)


def _figures(figures: Mapping[FieldId, int]) -> str:
    return msgspec.json.encode(figures, order="deterministic").decode()


STEPS: Mapping[type, Callable[..., None]] = {
    ev.SheetEntered: _entered,
    ev.EntriesAgreed: _agreed,
    ev.EntriesDiffered: nothing,
    ev.SheetSentBack: nothing,
    ev.EntryCorrected: _corrected,
    ev.SheetSettled: _settled,
    ev.SheetReopened: _reopened,
    ev.AdjudicationSigned: _adjudicated,
}
