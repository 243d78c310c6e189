"""One CSV file, read strictly: each bad cell becomes a fault, and reading goes on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Final

from countroom.app.files import read_whole

if TYPE_CHECKING:
    from pathlib import Path

HEADER: Final = 1
"""The row of the column names, as a spreadsheet counts."""

_DIGITS: Final = re.compile(r"[0-9]{1,9}")
_BAD_BYTE: Final = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class SourceFault:
    """What is wrong with a source, and where: the sentence is kept by ``texts``.

    ``row`` is the spreadsheet's (the header is 1, 0 for the file as a whole), ``council`` the
    slug of the council concerned, empty where the fault concerns everybody.
    """

    code: str
    file: str
    row: int
    column: str
    council: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """One file as read so far: its rows are passed once, its faults add up.

    ``readable`` says whether the rows can be used at all.
    """

    file: str
    columns: Sequence[str]
    records: Sequence[Sequence[str]]
    faults: list[SourceFault]
    readable: bool

    def part(self, records: Sequence[Sequence[str]]) -> Table:
        """Give a table of some of the records, with faults of its own."""
        return Table(self.file, self.columns, records, [], self.readable)

    def sorted_by(self, column: str) -> dict[str, list[Sequence[str]]]:
        """Sort the records of a readable table by what they have in a column."""
        found: dict[str, list[Sequence[str]]] = {}
        place = self.columns.index(column) if self.readable else 0
        for cells in self.records if self.readable else ():
            if len(cells) > place:
                found.setdefault(cells[place].strip(), []).append(cells)
        return found

    def rows(self) -> Iterator[Row]:
        """Pass the rows, none of an unreadable file; cells too many or too few are a fault."""
        width = len(self.columns)
        for number, cells in enumerate(self.records if self.readable else (), HEADER + 1):
            named = dict(zip(self.columns, cells, strict=False))
            if len(cells) == width:
                yield Row(self, number, named)
            elif cells:
                Row(self, number, named).fault("row_uneven", cells=len(cells), columns=width)
                yield Row(self, number, named, shifted=True)


@dataclass(slots=True)  # not frozen, as that would double the time of making so many
class Row:
    """One row of a table, with the names of its columns; nobody changes it.

    In a ``shifted`` row cells may stand under the wrong name: its own fault is noted already, and
    what follows from that is not.
    """

    table: Table
    number: int
    cells: Mapping[str, str]
    shifted: bool = False

    def text(self, column: str) -> str:
        """Give a cell without outer blanks, empty where the column is not in the file."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Give a cell that must not be empty; note a fault if it is."""
        text = self.text(column)
        if not text:
            self.fault("cell_empty", column)
        return text

    def whole(self, column: str) -> int | None:
        """Give a whole figure, None for an empty cell or, with a fault, for anything else."""
        text = self.text(column)
        if not text:
            return None
        if not _DIGITS.fullmatch(text):
            self.fault("not_a_number", column, text=text[:40])
            return None
        return int(text)

    def flag(self, column: str) -> bool | None:
        """Give 1 or 0 as a truth, None for an empty cell or, with a fault, for anything else."""
        text = self.text(column)
        if text not in ("", "0", "1"):
            self.fault("not_a_flag", column, text=text[:40])
        return {"0": False, "1": True}.get(text)

    def fault(self, code: str, column: str = "", /, **details: str | int) -> None:
        """Note what is wrong with this row."""
        if self.shifted:
            return
        council = self.text("council_slug") or _council_in(self.text("contest_id"))
        fault = SourceFault(code, self.table.file, self.number, column, council, details)
        self.table.faults.append(fault)


def read_table(path: Path, needed: Sequence[str]) -> Table:
    """Read a file whose header must hold the ``needed`` columns.

    Raises Fault when the file is missing or the disk fails; all else is among the faults.
    """
    faults: list[SourceFault] = []
    text, sound = _decoded(read_whole(path))
    header, *records = _records(text, str(path), faults) or [[]]
    columns = [name.strip() for name in header]
    missing = [name for name in needed if name not in columns]
    faults += [SourceFault("column_missing", str(path), HEADER, name) for name in missing]
    table = Table(str(path), columns, records, faults, readable=not missing)
    if not sound:
        _mend_bad_bytes(table)
    return table


def _decoded(data: bytes) -> tuple[str, bool]:
    """Decode a file, bytes that are not UTF-8 kept as they are, and say whether all were."""
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "surrogateescape"), False


def _records(text: str, file: str, faults: list[SourceFault]) -> list[list[str]]:
    """Split a text into cells, as far as its quotes allow."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        details = {"reason": str(error)}
        faults.append(SourceFault("not_csv", file, len(records) + 1, "", details=details))
    return records


def _mend_bad_bytes(table: Table) -> None:
    """Note each cell that is not UTF-8; the sign U+FFFD takes the place of the bad bytes."""
    mended = [[_BAD_BYTE.sub("\ufffd", cell) for cell in cells] for cells in table.records]
    bad = [
        (number, column)
        for number, cells in enumerate(table.records, start=HEADER + 1)
        for column, cell in zip(table.columns, cells, strict=False)
        if _BAD_BYTE.search(cell)
    ]
    table.records = mended
    for number, column in bad:
        cells = dict(zip(table.columns, mended[number - HEADER - 1], strict=False))
        Row(table, number, cells).fault("not_utf8", column)


def _council_in(contest: str) -> str:
    """Give the slug of the council that a contest id in Democracy Club form names."""
    parts = contest.split(".")
    return parts[1] if len(parts) > 1 else ""
