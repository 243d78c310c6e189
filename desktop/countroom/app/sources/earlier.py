"""The polls of an earlier year, read council by council as they are asked for.

What is wrong in the files of an earlier year stops nobody tonight: a row that cannot be used is
left out, and nothing is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.sources.candidate_rows import CANDIDATE_COLUMNS, Roll
from countroom.app.sources.contest_rows import CONTEST_COLUMNS, read_contests
from countroom.app.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.sources.places import Pair
    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.domain.election import Party
    from countroom.domain.identifiers import ContestId

    Poll = tuple[SourceContest, ...]


class Earlier:
    """One year's contests, sorted by council when first asked for. Methods raise Fault."""

    def __init__(self, year: int, pairs: Sequence[Pair], parties: Mapping[str, Party]) -> None:
        """Take the pairs of files that may hold polls of the year."""
        self._year = str(year)
        self._files = [_Files(pair, parties) for pair in pairs]
        self._polls: dict[str, tuple[Poll, ...]] = {}
        self._held_by: dict[ContestId, _Files] = {}

    def polls(self, council: str) -> tuple[Poll, ...]:
        """Give the polls of a council (slug) in this year, by day."""
        if council not in self._polls:
            by_day: dict[str, list[SourceContest]] = {}
            for files in self._files:
                for contest in files.contests(council):
                    if contest.date.startswith(self._year) and contest.id not in self._held_by:
                        by_day.setdefault(contest.date, []).append(contest)
                        self._held_by[contest.id] = files
            self._polls[council] = tuple(tuple(by_day[day]) for day in sorted(by_day))
        return self._polls[council]

    def candidates_in(self, contest: SourceContest) -> tuple[SourceCandidate, ...]:
        """Give the candidates of a contest that ``polls`` gave."""
        return self._held_by[contest.id].candidates(contest.id)


class _Files:
    """A pair of files, its rows sorted by council and by contest and made into records late."""

    def __init__(self, pair: Pair, parties: Mapping[str, Party]) -> None:
        self._contests = read_table(pair.contests, CONTEST_COLUMNS)
        self._by_council = self._contests.sorted_by("council_slug")
        self._roll: Roll | None = None
        self._by_contest: Mapping[str, list[Sequence[str]]] = {}
        if pair.candidates is not None:
            self._roll = Roll(read_table(pair.candidates, CANDIDATE_COLUMNS), parties, None)
            self._by_contest = self._roll.table.sorted_by("contest_id")

    def contests(self, council: str) -> list[SourceContest]:
        rows = self._by_council.get(council, ())
        return list(read_contests(self._contests.part(rows))[0].values())

    def candidates(self, contest: ContestId) -> tuple[SourceCandidate, ...]:
        rows = self._by_contest.get(contest, ())
        return self._roll.read(rows).get(contest, ()) if self._roll and rows else ()
