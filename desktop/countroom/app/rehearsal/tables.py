"""Counting tables: how a contest is laid out in mini-counts, and how its papers go to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.bill import sheets_to_print
from countroom.domain.election import Depth, MiniCount
from countroom.domain.identifiers import MiniCountId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.rehearsal.source import PublishedNight
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import BoxId

_LEAST_TABLES: Final = 2
"""Tables of a contest whose sheets are keyed in any depth: the papers of one stay apart."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How deep the paper is keyed, and at how many tables a contest is counted."""

    depth: Depth = "totals"
    tables: int = 1


def laid_out(night: PublishedNight, layout: Layout) -> PublishedNight:
    """Give every contest with a poll its mini-counts; at one table keyed in totals it needs none.

    A contest with one seat is keyed in totals unless every sheet is.
    """
    contests = [
        replace(one, contest=_with_tables(one.contest, layout))
        if not one.contest.uncontested
        else one
        for one in night.contests
    ]
    return replace(night, contests=contests)


def shares(mini_counts: Sequence[MiniCount], boxes: Mapping[BoxId, int]) -> dict[MiniCountId, int]:
    """Say how many papers come to each table: a box that feeds several is parted evenly."""
    found = {one.id: 0 for one in mini_counts}
    for box, papers in boxes.items():
        fed = [one.id for one in mini_counts if box in one.boxes] or [mini_counts[0].id]
        for n, mini_count in enumerate(fed):
            found[mini_count] += (papers + n) // len(fed)
    return found


def _with_tables(contest: Contest, layout: Layout) -> Contest:
    in_depth = layout.depth == "every_sheet" or contest.seats > 1
    depth: Depth = layout.depth if in_depth else "totals"
    least = 1 if depth == "totals" else _LEAST_TABLES
    tables = min(len(contest.boxes), max(least, layout.tables))
    if tables == 1 and depth == "totals":
        return contest
    printed = depth == "every_sheet" and contest.seats > 1  # for one seat all lies in bundles
    pad = _pad(contest, tables) if printed else 0
    mini_counts = tuple(
        MiniCount(
            MiniCountId(chr(ord("A") + n)),
            str(n + 1),
            _fed_by(contest, n, tables),
            depth,
            pad,
        )
        for n in range(tables)
    )
    return replace(contest, mini_counts=mini_counts)


def _fed_by(contest: Contest, table: int, tables: int) -> tuple[BoxId, ...]:
    """List the boxes of a table: its own, and a neighbour's where it would have one alone."""
    boxes = [box.id for box in contest.boxes]
    own = boxes[table::tables]
    if len(own) == 1:
        own.append(boxes[(boxes.index(own[0]) + 1) % len(boxes)])
    return tuple(own)


def _pad(contest: Contest, tables: int) -> int:
    """Say how many counting sheets are printed for a table; the night may need more of them."""
    return sheets_to_print(contest, tables)
