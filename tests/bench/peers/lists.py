"""The peers that allocate list seats by d'Hondt. The file is a list of regions, as `ams` has them.

Who may not take part is left out by the adapter: what is measured is the allocation.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.peers.protocol import Engine


def apportionment() -> Engine:
    """By largest quotient; it knows no seats that are held already."""
    from apportionment.methods import compute

    def read(path: str) -> list[tuple[list[str], list[int], int]]:
        return [
            (list(votes), list(votes.values()), seats) for votes, _, seats in read_regions(path)
        ]

    def count(regions: Any) -> list[dict[str, int]]:
        return [
            won(zip(names, compute("dhondt", votes, seats), strict=True))
            for names, votes, seats in regions
        ]

    return Engine(read, count)


def interregnum() -> Engine:
    """By its additional members over highest averages."""
    from interregnum.methods.compensatory.additional_member import AdditionalMemberAdapter
    from interregnum.methods.singlevote.highest_averages import HighestAveragesAllocator

    adapter = AdditionalMemberAdapter(HighestAveragesAllocator("dhondt"), skip_initial_seats=True)

    def read(path: str) -> list[tuple[list[Any], list[Any], int]]:
        return [
            (list(votes.items()), list(held.items()), seats)
            for votes, held, seats in read_regions(path)
        ]

    def count(regions: Any) -> list[dict[str, int]]:
        results = [
            adapter.calc(candidates=votes, initial_seats=held, seats=seats, random_seed=1)
            for votes, held, seats in regions
        ]
        return [won((one.name, one.seats) for one in result.allocation) for result in results]

    return Engine(read, count)


def votelib() -> Engine:
    """By exact fractions; its seats are those of the list and those held together."""
    from votelib.evaluate.proportional import HighestAverages

    evaluator = HighestAverages("d_hondt")

    def read(path: str) -> list[tuple[dict[str, int], dict[str, int], int]]:
        return [
            (votes, held, seats + sum(held.values())) for votes, held, seats in read_regions(path)
        ]

    def count(regions: Any) -> list[dict[str, int]]:
        return [
            won(evaluator.evaluate(votes, seats, prev_gains=held, max_seats={}).items())
            for votes, held, seats in regions
        ]

    return Engine(read, count)


def read_regions(path: str) -> list[tuple[dict[str, int], dict[str, int], int]]:
    """Read votes and constituency seats by party, and the list seats, of each region."""
    found = []
    for region in json.loads(Path(path).read_text(encoding="utf-8")):
        parties = region["parties"]
        least = (region["threshold_percent"] or 0) * sum(one["votes"] for one in parties)
        taking_part = [one for one in parties if 100 * one["votes"] > least]
        votes = {one["party"]: one["votes"] for one in taking_part}
        held = {one["party"]: one["constituency_seats"] for one in taking_part}
        found.append((votes, held, region["list_seats"]))
    return found


def won(seats: Any) -> dict[str, int]:
    """Keep who won a seat."""
    return {name: number for name, number in seats if number}
