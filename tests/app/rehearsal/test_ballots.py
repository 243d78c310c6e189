"""Published votes become ballot papers: any ward's votes, exactly, and no impossible paper."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import countroom
from app.rehearsal.wards import a_ward, keyed, one_sheet, piles_of
from countroom.app.rehearsal.ballots import ballots_of
from countroom.app.rehearsal.paper import make_paper
from countroom.app.rehearsal.source import published_night
from countroom.app.sources import Source
from countroom.domain.checks import check_count_sheet
from countroom.domain.sheets import PAPERS, candidate_of, slates
from countroom.domain.totals import add_sheets
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.election import Contest

SAMPLE = Path(countroom.__file__).parents[2] / "resources" / "sample"
PARTIES = ("CON", "LAB", "LD", "GRN", "IND")


@st.composite
def wards(draw: st.DrawFn) -> tuple[Contest, dict[str, int], int]:
    """A ward with votes that can be real, its papers as on one sheet, and a seed."""
    seats = draw(st.integers(1, 3))
    parties = draw(st.lists(st.sampled_from(PARTIES), min_size=seats + 1, max_size=9))
    votes = draw(st.lists(st.integers(0, 400), min_size=len(parties), max_size=len(parties)))
    least = max(*votes, -(-sum(votes) // seats))
    papers = draw(st.integers(least, max(least, sum(votes))))
    rejected, in_part = draw(st.integers(0, 60)), draw(st.integers(0, min(papers, 4)))
    ward = a_ward(seats, parties, unused=draw(st.booleans()))
    count = one_sheet(ward, papers, votes, rejected, in_part)
    return ward, {str(field): n for field, n in count.items()}, draw(st.integers(0, 9))


@given(wards())
def test_papers_have_the_published_votes_and_none_more_than_there_are_seats(
    made: tuple[Contest, dict, int],  # type: ignore[type-arg]
) -> None:
    ward, count, seed = made
    papers, _ = ballots_of(ward, count, Random(seed))
    votes = Counter(candidate for paper in papers for candidate in paper.votes)
    assert {c.id: votes[c.id] for c in ward.candidates} == {
        candidate: n for field, n in count.items() if (candidate := candidate_of(field))
    }
    valid = [paper for paper in papers if paper.head is None]
    assert len(valid) == count[PAPERS]
    assert all(1 <= len(paper.votes) == len(set(paper.votes)) <= ward.seats for paper in valid)
    assert all(not paper.votes for paper in papers if paper.head is not None)
    lists = {slate.id: slate.candidates for slate in slates(ward)}
    assert all(paper.votes == lists[paper.slate] for paper in valid if paper.slate is not None)


@given(wards(), st.sampled_from(("totals", "team_summary", "every_sheet")), st.integers(1, 3))
def test_sheets_add_up_to_the_ward_at_every_depth_and_each_stands_by_itself(
    made: tuple[Contest, dict, int],  # type: ignore[type-arg]
    depth: str,
    tables: int,
) -> None:
    ward, count, seed = made
    total = add_sheets(ward, [count])
    papers = total.papers + total.rejected_total
    sizes = [(papers + n) // tables for n in range(tables)]
    piles = piles_of(ward, count, sizes, seed)
    assert [pile.papers for pile in piles] == sizes
    sheets = [one for pile in piles for one in keyed(ward, pile, depth)]  # type: ignore[arg-type]
    for sheet, figures in sheets:
        assert tuple(figures) == sheet.fields
        assert not check_count_sheet(ward, sheet, figures)
        assert sheet.kind != "mixed" or figures[PAPERS] <= 25
    assert add_sheets(ward, [figures for _, figures in sheets]) == total


def test_no_paper_is_straight_where_everybody_had_a_single_vote_and_that_is_told() -> None:
    ward = a_ward(2, ("CON", "CON", "LAB", "LAB"))
    papers, expected = ballots_of(ward, one_sheet(ward, 400, (100, 100, 100, 100)), Random(1))
    assert expected > 100
    assert not any(paper.slate for paper in papers)


def test_a_list_of_which_nobody_knows_one_name_is_not_missed() -> None:
    ward = a_ward(2, ("CON", "CON", "LAB"))
    _, expected = ballots_of(ward, one_sheet(ward, 120, (100, 3, 17)), Random(1))
    assert expected == 0


def test_for_one_seat_every_paper_lies_in_a_bundle() -> None:
    ward = a_ward(1, ("CON", "LAB", "IND"))
    papers, expected = ballots_of(ward, one_sheet(ward, 60, (30, 20, 10), rejected=2), Random(1))
    assert (len(papers), expected) == (62, 0)
    assert all(paper.slate or paper.head for paper in papers)


def test_in_harlow_about_half_of_the_papers_are_straight() -> None:
    night = published_night(Source([SAMPLE]), "harlow", "2024-05-02")
    straight = papers = 0
    for published in night.contests:
        rules = load_rule_sets()[published.contest.rule_set]
        paper, _ = make_paper(published, rules, Random(3))
        made, expected = ballots_of(published.contest, paper.count, Random(3))
        assert expected == 0
        straight += sum(one.slate is not None for one in made)
        papers += len(made)
    assert 35 <= 100 * straight // papers <= 65


def test_papers_that_were_never_verified_are_not_dealt_out() -> None:
    ward = a_ward(1, ("CON", "LAB"))
    with pytest.raises(ValueError, match="60 papers, 59 verified"):
        piles_of(ward, one_sheet(ward, 60, (30, 30)), [30, 29], 1)


def test_a_list_is_lowered_no_further_than_the_votes_ask_for() -> None:
    """Of 440 papers with 500 votes no more than 60 can bear two."""
    ward = a_ward(2, ("CON", "CON", "LAB", "IND"))
    papers, expected = ballots_of(ward, one_sheet(ward, 440, (200, 150, 100, 50)), Random(1))
    assert expected == 0
    assert 50 <= sum(paper.slate is not None for paper in papers) <= 60
