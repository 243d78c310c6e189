"""A ward of one seat whose papers two tables count, each all on one sheet or in bundles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.identifiers import MiniCountId
from countroom.domain.sheets import OF_PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.checks import Finding
    from countroom.domain.election import Depth
    from countroom.domain.identifiers import SheetId
    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState

A, B, C = (MiniCountId(name) for name in "ABC")
BOXES: Final = (300, 400, 300)


def verified(depth: Depth = "totals", sheets: int = 0) -> sc.Night:
    """Verify 1,000 papers of Green End, whose tables key so much of them."""
    contest = sc.split()
    tables = tuple(replace(one, depth=depth, sheets=sheets) for one in contest.mini_counts)
    night = sc.Night().set_up(replace(contest, mini_counts=tables))
    return night.verify(sc.SPLIT, *BOXES)


def issue(night: sc.Night, *papers: int) -> sc.Night:
    """Send the tables their papers."""
    return night.play(
        *(
            do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, table, n)
            for table, n in zip((A, B, C), papers, strict=False)
            if n
        )
    )


def sheets(state: ContestState, table: MiniCountId, *kinds: SheetKind) -> list[SheetId]:
    """List the ids of a table's sheets of papers that are not withdrawn."""
    return [sheet.id for sheet in sheets_of(state, table, *kinds)]


def sheets_of(state: ContestState, table: MiniCountId, *kinds: SheetKind) -> list[Sheet]:
    """List a table's sheets of papers that are not withdrawn."""
    every = state.sheets_of(frozenset(kinds or OF_PAPERS))
    return [s.sheet for s in every if s.sheet.mini_count == table]


def count(night: sc.Night, *papers: Sequence[int]) -> sc.Night:
    """Key each table's count sheet with these votes, nothing rejected."""
    for table, votes in zip((A, B), papers, strict=True):
        (sheet,) = sheets(night[sc.SPLIT], table, "count")
        night.key(sheet, sc.count_sheet(night[sc.SPLIT].contest, votes, papers=sum(votes)))
    return night


def named(findings: Sequence[Finding]) -> list[tuple[str, tuple[str, ...], dict[str, int]]]:
    """Give code, names and numbers."""
    return [(f.code, f.names, dict(f.numbers)) for f in findings]
