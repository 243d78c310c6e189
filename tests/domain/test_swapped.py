"""Two figures exchanged: seen against the last election, and against a ward's other tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain.checks import check_contest
from countroom.domain.checks.swapped import swapped_since_last_time
from countroom.domain.declaration import Totals
from countroom.domain.election import MiniCount, PreviousResult
from countroom.domain.identifiers import MiniCountId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.checks import Finding
    from countroom.domain.election import Contest

LAST_TIME = PreviousResult(
    "2020-05-07", {"CON": 1}, {"CON": 800, "LAB": 300, "GRN": 200}, True, "", ""
)


def standing(previous: PreviousResult | None = LAST_TIME) -> Contest:
    contest = sc.one_seat()
    parties = [
        replace(one.party, group=group)
        for one, group in zip(contest.candidates, ("CON", "LAB", "GRN"), strict=True)
    ]
    candidates = tuple(
        replace(one, party=party) for one, party in zip(contest.candidates, parties, strict=True)
    )
    return replace(contest, candidates=candidates, previous=previous)


def warned(contest: Contest, votes: Sequence[int]) -> list[Finding]:
    papers = sum(votes)
    by_candidate = {c.id: n for c, n in zip(contest.candidates, votes, strict=True)}
    totals = Totals(papers, papers, by_candidate, {}, 0, 0)
    return list(swapped_since_last_time(contest, totals))


def test_two_parties_with_each_others_share_of_last_time_are_asked_about() -> None:
    (finding,) = warned(standing(), (310, 790, 190))
    assert (finding.code, finding.severity) == ("W07", "warning")
    assert dict(finding.numbers) == {"one": 310, "other": 790}
    assert finding.names == tuple(c.name for c in sc.one_seat().candidates[:2])
    assert finding.fields == tuple(f"candidate:{c.id}" for c in sc.one_seat().candidates[:2])


@pytest.mark.parametrize(
    "votes",
    [
        (790, 310, 190),  # as last time
        (500, 600, 190),  # a gain, and no swap
        (250, 640, 410),  # far from each other's shares
        (310, 790, 900),  # the whole is another
        (20, 49, 12),  # too few to say anything
        (0, 790, 190),
    ],
)
def test_a_gain_is_no_swap(votes: Sequence[int]) -> None:
    assert warned(standing(), votes) == []


@pytest.mark.parametrize(
    "previous",
    [
        None,
        replace(LAST_TIME, comparable=False),
        replace(LAST_TIME, votes={}),
        replace(LAST_TIME, votes={"CON": 800}),
    ],
)
def test_without_a_comparable_last_time_nobody_is_asked(previous: PreviousResult | None) -> None:
    assert warned(standing(previous), (310, 790, 190)) == []


def test_a_party_stands_for_its_best_placed_and_an_independent_for_nobody() -> None:
    contest = standing()
    twice = replace(contest.candidates[2], party=contest.candidates[1].party)
    contest = replace(contest, candidates=(*contest.candidates[:2], twice))
    assert [f.numbers["other"] for f in warned(contest, (310, 790, 20))] == [790]
    assert [f.numbers["other"] for f in warned(contest, (310, 20, 790))] == [790]
    alone = replace(contest.candidates[1], party=replace(contest.candidates[1].party, group="IND"))
    of_nobody = replace(contest, candidates=(contest.candidates[0], alone, contest.candidates[2]))
    assert warned(of_nobody, (310, 790, 20)) == []


def at_two_tables(first: Sequence[int], second: Sequence[int]) -> list[str]:
    """Count a ward at two tables and give the notices about swaps."""
    boxes = sc.split().boxes
    names = tuple(box.id for box in boxes)
    tables = (MiniCount(MiniCountId("A"), "Table 1", names), MiniCount(MiniCountId("B"), "", names))
    contest = replace(sc.split(), mini_counts=tables)
    papers = sum(first) + sum(second)
    night = sc.Night().set_up(contest).verify(sc.SPLIT, papers - 2, 1, 1)
    sheets = [s.sheet.id for s in night[sc.SPLIT].papers_out]
    for sheet, votes in zip(sheets, (first, second), strict=True):
        night.key(sheet, sc.count_sheet(contest, votes, papers=sum(votes)))
    findings = check_contest(night.count, night[sc.SPLIT])
    return [f.names[-1] for f in findings if f.code == "N07"]


def test_a_table_where_two_have_each_others_share_is_noticed_by_its_name() -> None:
    assert at_two_tables((400, 100, 90), (95, 410, 92)) == ["Table 1", "B"]


def test_tables_that_agree_or_merely_differ_are_left_alone() -> None:
    assert at_two_tables((400, 100, 90), (390, 110, 92)) == []
    assert at_two_tables((400, 100, 90), (200, 200, 92)) == []


def test_a_contest_counted_in_one_place_has_no_other_table() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    codes = {f.code for f in check_contest(night.count, night[sc.ONE])}
    assert "N07" not in codes
