"""The rules of the domain on every contest of the real elections, against what was published."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from countroom.domain.counting.plurality import elect
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.data


CONTESTS = {
    "2016": 2_159,
    "2017": 3_108,
    "2018": 2_705,
    "2019": 5_247,
    "2021": 3_812,
    "2023": 217,
    "2024": 1_851,
    "2025": 1_401,
    "2026-london": 345,
    "trafford-lga": 152,
}
"""Contests with candidates of each source; of 4,765 in 2023 only those of 16 councils have them."""
CAUSES = {
    "tie settled by lot": 9,
    "tie, the lot's winner not marked": 1,
    "one more marked elected than seats": 17,
    "no candidates in the source": 1,
}
DISAGREEMENTS = Path(__file__).parent.parent / "data" / "ward-disagreements.csv"
"""Every contest whose elected flags are not simply the most votes: source, contest, cause."""


class Published(NamedTuple):
    """A contest as its source has it; ``seats`` as given or, where not, those marked elected."""

    row: dict[str, str]
    seats: int
    votes: dict[CandidateId, int]
    elected: frozenset[CandidateId]


def published(folder: Path, source: str) -> Iterator[Published]:
    """Read a source's contests with their candidates; of 2023 those that have any."""
    standing: dict[str, list[dict[str, str]]] = defaultdict(list)
    partial = "-partial" if source == "2023" else ""
    for row in rows(folder / "results" / f"{source}-candidates{partial}.csv"):
        standing[row["contest_id"]].append(row)
    for row in rows(folder / "results" / f"{source}-contests.csv"):
        numbered = {
            CandidateId(str(i)): candidate
            for i, candidate in enumerate(standing[row["contest_id"]])
        }
        if not numbered and partial:
            continue
        yield Published(
            row,
            int(row["seats"] if "seats" in row else row["elected"]),
            {name: int(candidate["votes"]) for name, candidate in numbered.items()},
            frozenset(name for name, c in numbered.items() if c["elected"] == "1"),
        )


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Read a CSV file."""
    with file.open(encoding="utf-8", newline="") as content:
        yield from csv.DictReader(content)


def cause(one: Published) -> str:
    """Say why those marked elected are not simply those with most votes; empty when they are."""
    result = elect(one.votes, one.seats)
    if result.equality is not None:
        marked = [c for c in result.equality.tied if c in one.elected]
        drawn = elect(one.votes, one.seats, marked)
        if not marked and one.elected == set(result.elected):
            return "tie, the lot's winner not marked"
        settled = drawn.equality is None and one.elected == set(drawn.elected)
        return "tie settled by lot" if settled else "unexplained"
    if one.elected == set(result.elected) and len(one.elected) == one.seats:
        return ""
    if not one.votes:
        return "no candidates in the source"
    more = len(one.elected) == one.seats + 1 and one.elected > set(result.elected)
    return "one more marked elected than seats" if more else "unexplained"


def test_those_returned_are_those_with_most_votes_but_for_the_contests_listed(
    data_folder: Path,
) -> None:
    """Seats are independent of the flags from 2021 on, but for 68 blanks of 2021 and Trafford."""
    found, seen = [], Counter[str]()
    for source in CONTESTS:
        for one in published(data_folder, source):
            seen[source] += 1
            if why := cause(one):
                found.append((source, one.row["contest_id"], why))
    listed = [(r["source"], r["contest_id"], r["cause"]) for r in rows(DISAGREEMENTS)]
    assert found == listed
    assert Counter(why for _, _, why in found) == CAUSES
    assert seen == CONTESTS
    assert sum(seen.values()) == 20_997


def test_a_second_source_for_one_council_agrees_but_for_three_slips(data_folder: Path) -> None:
    """Trafford publishes its own results; three votes of 2016 differ, no winner and no seats do.

    Four wards of 2024 are named with "and" in one source only, and are not found.
    """
    own = {one.row["contest_id"]: one for one in published(data_folder, "trafford-lga")}
    slips, both = {}, Counter[str]()
    for source in CONTESTS:
        if source == "trafford-lga":
            continue
        for one in published(data_folder, source):
            twin = own.get(one.row["contest_id"])
            if twin is None:
                continue
            both[source] += 1
            assert twin.seats == one.seats
            theirs, ours = Counter(one.votes.values()), Counter(twin.votes.values())
            if theirs != ours:
                slips[one.row["ward"]] = (*(theirs - ours), *(ours - theirs))
    assert both == {"2016": 21, "2017": 1, "2018": 21, "2019": 21, "2021": 21, "2023": 21} | {
        "2024": 17
    }
    assert slips == {
        "Bucklow-St Martins": (296, 290),
        "Hale Central": (684, 683),
        "Urmston": (1_800, 1_830),
    }
