"""A plain reader of BLT files for the peers that have none: whole numbers, split at blanks."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import NamedTuple


class Papers(NamedTuple):
    """A file's numbers: ``rankings`` in the order of its lines, each with its papers."""

    candidates: int
    seats: int
    papers: list[int]
    rankings: list[list[int]]


def read_plain(path: str) -> Papers:
    """Read a file that is as it should be; nothing is checked."""
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    candidates, seats = map(int, lines[0].split())
    papers, rankings = [], []
    for line in islice(lines, 1, None):
        if line == "0":
            break
        count, *ranking, _ = map(int, line.split())
        papers.append(count)
        rankings.append(ranking)
    return Papers(candidates, seats, papers, rankings)
