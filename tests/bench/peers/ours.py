"""Our own engines, each in a process of its own by the protocol of the peers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.protocol import Engine
from countroom.domain.counting.blt import read_blt
from countroom.domain.counting.party_list import ListEntry, allocate
from countroom.domain.counting.stv_scotland import count

if TYPE_CHECKING:
    from countroom.domain.counting.blt import BallotFile

Region = tuple[list[ListEntry], int, int | None]


def scotland() -> Engine:
    """Read a BLT file with every check, count it with every stage recorded."""
    return Engine(_read_ward, _count_ward)


def lists() -> Engine:
    """Allocate list seats one by one, threshold and equalities included."""
    return Engine(_read_regions, _allocate_regions)


def _read_ward(path: str) -> BallotFile:
    return read_blt(Path(path).read_bytes().decode("utf-8-sig"))


def _count_ward(file: BallotFile) -> list[int]:
    counted = count(file.ballots, len(file.candidates), file.seats, (), file.withdrawn)
    return list(counted.elected)


def _read_regions(path: str) -> list[Region]:
    regions = json.loads(Path(path).read_text(encoding="utf-8"))
    return [
        (
            [ListEntry(p["party"], p["votes"], p["constituency_seats"]) for p in one["parties"]],
            one["list_seats"],
            one["threshold_percent"],
        )
        for one in regions
    ]


def _allocate_regions(regions: list[Region]) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for entries, seats, percent in regions:
        won = allocate(entries, seats, threshold_percent=percent).won
        pairs = zip(entries, won, strict=True)
        found.append({entry.name: number for entry, number in pairs if number})
    return found
