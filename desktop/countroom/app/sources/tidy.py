"""The tidy form of results: a file of contests and a file of candidates, read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.sources.candidate_rows import CANDIDATE_COLUMNS, Roll
from countroom.app.sources.contest_rows import CONTEST_COLUMNS, read_contests
from countroom.app.sources.records import SourceCandidate, SourceContest
from countroom.app.sources.tables import SourceFault, read_table
from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.election import Party


@dataclass(frozen=True, slots=True)
class Book:
    """A pair of files as read: contests and candidates of whichever days it holds."""

    file: str
    rows: Mapping[ContestId, int]
    contests: tuple[SourceContest, ...]
    candidates: Mapping[ContestId, tuple[SourceCandidate, ...]]
    faults: tuple[SourceFault, ...]

    def fault(self, contest: SourceContest, code: str, column: str) -> SourceFault:
        """Make a fault of a contest's row."""
        row, details = self.rows[contest.id], {"ward": contest.ward}
        return SourceFault(code, self.file, row, column, contest.council, details)


def read_book(
    contests_file: Path, candidates_file: Path | None, parties: Mapping[str, Party]
) -> Book:
    """Read a pair of files. All faults are found at once; raises Fault when the disk fails."""
    table = read_table(contests_file, CONTEST_COLUMNS)
    contests, rows = read_contests(table)
    if candidates_file is None:
        missing = SourceFault("candidates_missing", table.file, 0, "")
        return Book(table.file, rows, tuple(contests.values()), {}, (*table.faults, missing))
    known = rows if table.readable else None
    roll = Roll(read_table(candidates_file, CANDIDATE_COLUMNS), parties, known)
    candidates = roll.read()
    faults = [*table.faults, *roll.table.faults]
    if table.readable and roll.table.readable:
        faults += _mismatches(table.file, contests, rows, candidates)
    return Book(table.file, rows, tuple(contests.values()), candidates, tuple(faults))


def _mismatches(
    file: str,
    contests: Mapping[ContestId, SourceContest],
    rows: Mapping[ContestId, int],
    candidates: Mapping[ContestId, tuple[SourceCandidate, ...]],
) -> list[SourceFault]:
    """Find contests in which nobody stands, and more winners marked than there are seats."""
    faults = []
    winners = Counter(c.contest for several in candidates.values() for c in several if c.elected)
    for id_, contest in contests.items():
        row, council, seats, won = rows[id_], contest.council, contest.seats, winners[id_]
        if id_ not in candidates:
            code, details = "contest_without_candidates", {"ward": contest.ward}
            faults.append(SourceFault(code, file, row, "contest_id", council, details))
        elif won > seats:
            more: dict[str, str | int] = {"ward": contest.ward, "winners": won, "seats": seats}
            faults.append(SourceFault("winners_exceed_seats", file, row, "seats", council, more))
    return faults
