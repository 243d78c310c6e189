"""The rules of the domain on every contest of the real elections, against what was published."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

import scenarios as sc
from countroom.domain.checks.identities import likelihoods
from countroom.domain.counting.plurality import elect
from countroom.domain.declaration import Totals
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.data


class Published(NamedTuple):
    """A contest as its source has it."""

    row: dict[str, str]
    votes: dict[CandidateId, int]
    elected: frozenset[CandidateId]


def published(folder: Path, year: int) -> Iterator[Published]:
    """Read a year's contests with their candidates."""
    standing: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "results" / f"{year}-candidates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            standing[row["contest_id"]].append(row)
    with (folder / "results" / f"{year}-contests.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbered = {
                CandidateId(str(i)): candidate
                for i, candidate in enumerate(standing[row["contest_id"]])
            }
            yield Published(
                row,
                {name: int(candidate["votes"]) for name, candidate in numbered.items()},
                frozenset(name for name, c in numbered.items() if c["elected"] == "1"),
            )


@pytest.mark.parametrize(
    ("year", "contests", "ties"),
    [
        (2016, 2159, 0),
        (2017, 3108, 1),
        (2018, 2705, 1),  # Sutton, Nonsuch
        (2019, 5247, 5),
        (2021, 3812, 1),
        (2024, 1851, 1),
    ],
)
def test_those_returned_are_those_with_most_votes_and_ties_are_where_they_were(
    data_folder: Path, year: int, contests: int, ties: int
) -> None:
    seen = tied = 0
    for one in published(data_folder, year):
        seats = int(one.row["seats"])
        result = elect(one.votes, seats)
        if result.equality is not None:
            tied += 1
            drawn = [c for c in result.equality.tied if c in one.elected]
            result = elect(one.votes, seats, drawn)
        assert frozenset(result.elected) == one.elected, one.row["contest_id"]
        assert result.equality is None
        seen += 1
    assert (seen, tied) == (contests, ties)


def test_warnings_fire_on_fewer_than_two_in_a_hundred_wards(data_folder: Path) -> None:
    """Design section 5, on the wards of May 2024 that give turnout and electorate."""
    wards = warned = 0
    for one in published(data_folder, 2024):
        electorate, seats = int(one.row["electorate"] or 0), int(one.row["seats"])
        papers = round(electorate * float(one.row["turnout_pct"] or 0) / 100)
        most = max(sum(one.votes.values()) if seats == 1 else 0, *one.votes.values(), papers)
        contest = replace(sc.one_seat(), seats=seats, electorate=electorate)
        totals = Totals(most, most, one.votes, {}, 0, 0)
        wards += 1
        warned += any(True for _ in likelihoods(contest, totals))
    assert wards > 1_800
    assert 0 < warned < 0.02 * wards
