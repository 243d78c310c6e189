"""What writes rows, and the rows that several steps of the night write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.election import BallotBox, MiniCount
    from countroom.domain.identifiers import ContestId, SheetId
    from countroom.domain.sheets import Sheet


class Rows(Protocol):
    """What writes rows: an open connection."""

    def execute(self, sql: str, row: Sequence[object] = ..., /) -> object:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> object:
        """Run one statement for many rows."""
        ...


def show_sheets(db: Rows, sheets: Iterable[Sheet]) -> None:
    """Show new sheets."""
    made = [(s.id, s.contest, s.kind, s.box, s.mini_count, "") for s in sheets]
    db.executemany("INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?)", made)


def withdraw_sheets(db: Rows, sheets: Iterable[SheetId], reason: str) -> None:
    """Show why nobody waits for some sheets any more."""
    rows = [(reason, sheet) for sheet in sheets]
    db.executemany("UPDATE sheet SET withdrawn = ? WHERE id = ?", rows)


def show_box(db: Rows, contest: ContestId, box: BallotBox) -> None:
    """Show a box of a contest."""
    figures = (box.electorate, box.entrusted, box.beside)
    row = (contest, box.id, box.kind, box.place, box.polling_place, *figures)
    db.execute("INSERT INTO box VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def show_mini_count(db: Rows, contest: ContestId, mini_count: MiniCount) -> None:
    """Show a mini-count as it is now."""
    boxes = " ".join(mini_count.boxes)
    row = (contest, mini_count.id, mini_count.table, boxes, mini_count.depth)
    db.execute("INSERT OR REPLACE INTO mini_count VALUES (?, ?, ?, ?, ?, 0)", row)


def nothing(_db: Rows, _event: object, _r: object, _c: object) -> None:
    """Leave the tables: the event shows elsewhere or moves a milestone only."""
