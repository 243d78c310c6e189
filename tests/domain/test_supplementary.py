"""The supplementary vote (Local Government Act 2000 Sch 2; SI 2007/1024; SI 2017/67)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import Equality, add_local_counts
from countroom.domain.counting.supplementary import (
    NONE,
    OTHER,
    FirstCount,
    Seconds,
    add_transfers,
    check_seconds,
    first_count,
    papers_out,
    second_count,
)
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from random import Random

    from countroom.domain.counting.supplementary import Transfers

A, B, C, D, E = (CandidateId(letter) for letter in "abcde")
THREE_REMAIN = {A: 40, B: 30, C: 30, D: 10}
"""The worked example of domain.md 4.2: 110 valid first preferences, half of them 55."""
OPEN = {A: 45, B: 30, C: 15, D: 10}
"""A and B remain; C and D have 25 papers."""


def test_more_than_half_of_the_first_preferences_elects_at_once() -> None:
    assert first_count({A: 51, B: 30, C: 19}) == FirstCount(A, (), None)


def test_exactly_half_is_not_more_than_half() -> None:
    assert first_count({A: 50, B: 30, C: 20}) == FirstCount(None, (A, B), None)


def test_49_97_per_cent_elects_nobody() -> None:
    """As in Devon and Cornwall 2021 (data counting/sv/README.md)."""
    assert first_count({A: 4_997, B: 3_000, C: 2_003}).remaining == (A, B)


def test_half_of_an_odd_number_is_passed_by_the_next_whole_vote() -> None:
    assert first_count({A: 51, B: 30, C: 20}).elected == A
    assert first_count({A: 50, B: 31, C: 20}).elected is None


def test_all_tied_for_second_remain() -> None:
    assert first_count(THREE_REMAIN) == FirstCount(None, (A, B, C), None)


def test_two_tied_for_first_remain_alone() -> None:
    assert first_count({A: 40, B: 40, C: 30, D: 30}).remaining == (A, B)


def test_three_tied_for_first_all_remain() -> None:
    assert first_count({A: 30, B: 30, C: 30, D: 29}).remaining == (A, B, C)


def test_everybody_remains_where_nobody_has_a_vote() -> None:
    assert first_count({A: 0, B: 0, C: 0}).remaining == (A, B, C)


def test_only_papers_of_the_eliminated_have_a_second_preference_to_count() -> None:
    assert papers_out(THREE_REMAIN, (A, B, C)) == 10
    assert papers_out(OPEN, (A, B)) == 25
    assert papers_out({A: 50, B: 50, C: 0}, (A, B)) == 0


def test_where_the_eliminated_have_no_papers_the_first_preferences_decide() -> None:
    """All three remain and none is eliminated; and two equal halves with a third at nought."""
    all_remain = {A: 40, B: 30, C: 30}
    assert papers_out(all_remain, first_count(all_remain).remaining) == 0
    assert second_count(all_remain, (A, B, C), dict.fromkeys(all_remain, 0)).elected == A
    halves = {A: 50, B: 50, C: 0}
    assert first_count(halves).remaining == (A, B)
    assert second_count(halves, (A, B), {A: 0, B: 0}).equality == Equality((A, B), 1)


def test_only_the_seconds_of_the_eliminated_are_looked_at() -> None:
    """A, B and C remain: no second preference on their 100 papers counts, only D's 10."""
    transfers: Transfers = {
        A: {B: 40},
        B: {C: 30},
        C: {B: 29, NONE: 1},
        D: {C: 6, B: 2, NONE: 2},
    }
    added = add_transfers(THREE_REMAIN, (A, B, C), transfers)
    assert added == Seconds({A: 0, B: 2, C: 6}, ())
    result = second_count(THREE_REMAIN, (A, B, C), added.added)
    assert result.totals == {A: 40, B: 32, C: 36}
    assert (result.elected, result.equality) == (A, None)


def test_no_second_elimination_follows_and_no_half_is_needed() -> None:
    result = second_count(THREE_REMAIN, (A, B, C), {A: 0, B: 1, C: 0})
    assert result.elected == A
    assert 2 * result.totals[A] < sum(THREE_REMAIN.values())


def test_added_seconds_can_overtake() -> None:
    result = second_count(OPEN, (A, B), {A: 4, B: 20})
    assert (result.totals, result.elected) == ({A: 49, B: 50}, B)


def test_a_tie_after_the_second_count_needs_a_lot_and_the_votes_stay() -> None:
    before = second_count(OPEN, (A, B), {A: 2, B: 17})
    assert (before.elected, before.equality) == (None, Equality((A, B), 1))
    after = second_count(OPEN, (A, B), {A: 2, B: 17}, [B])
    assert (after.totals, after.elected, after.equality) == ({A: 47, B: 47}, B, None)


def test_two_candidates_are_a_simple_majority() -> None:
    assert first_count({A: 10, B: 11}) == FirstCount(B, (), None)


def test_two_candidates_tied_need_a_lot_and_no_second_count() -> None:
    assert first_count({A: 10, B: 10}) == FirstCount(None, (), Equality((A, B), 1))
    assert first_count({A: 10, B: 10}, [A]) == FirstCount(A, (), None)


def test_one_candidate_is_elected_without_a_poll() -> None:
    assert first_count({A: 0}) == FirstCount(A, (), None)


def test_nobody_standing_elects_nobody() -> None:
    assert first_count({}) == FirstCount(None, (), None)


def test_a_lot_that_drew_an_eliminated_candidate_is_an_error() -> None:
    with pytest.raises(ValueError, match="c is not among the tied"):
        second_count(OPEN, (A, B), {A: 2, B: 17}, [C])


@pytest.mark.parametrize("seconds", [{A: 1}, {A: 1, B: 1, C: 1}])
def test_seconds_for_others_than_those_who_remain_are_an_error(
    seconds: dict[CandidateId, int],
) -> None:
    with pytest.raises(ValueError, match=r"not for those who remain: [bc]"):
        second_count(OPEN, (A, B), seconds)
    with pytest.raises(ValueError, match=r"not for those who remain: [bc]"):
        check_seconds(OPEN, (A, B), seconds)


def test_rows_that_account_for_every_first_preference_close() -> None:
    rows = {C: {A: 3, B: 7, OTHER: 1, NONE: 4}, D: {A: 1, B: 2, OTHER: 3, NONE: 4}}
    assert add_transfers(OPEN, (A, B), rows) == Seconds({A: 4, B: 9}, ())


def test_the_other_candidates_of_a_row_may_be_named() -> None:
    rows = {C: {A: 3, B: 7, D: 1, NONE: 4}, D: {A: 1, B: 2, C: 3, D: 1, NONE: 3}}
    assert add_transfers(OPEN, (A, B), rows) == Seconds({A: 4, B: 9}, ())


def test_a_row_that_does_not_close_is_named_with_what_was_expected() -> None:
    rows = {C: {A: 3, B: 7, OTHER: 1, NONE: 5}, D: {A: 1, B: 2, OTHER: 3, NONE: 4}}
    assert add_transfers(OPEN, (A, B), rows).discrepancies == (
        Discrepancy("second_preferences_do_not_close", 2, 3, 16, 15),
    )


def test_a_missing_row_is_named_unless_nobody_gave_a_first_preference() -> None:
    rows = {D: {A: 1, B: 2, OTHER: 3, NONE: 4}}
    found = add_transfers(OPEN | {E: 0}, (A, B), rows)
    assert found.added == {A: 1, B: 2}
    assert found.discrepancies == (Discrepancy("second_preferences_do_not_close", 2, 3, None, 15),)


def test_rows_of_those_who_remain_need_not_close() -> None:
    rows: Transfers = {A: {B: 1}, C: {NONE: 15}, D: {NONE: 10}}
    assert add_transfers(OPEN, (A, B), rows) == Seconds({A: 0, B: 0}, ())


@pytest.mark.parametrize("rows", [{E: {A: 1}}, {C: {"e": 1}}, {A: {"e": 1}}])
def test_a_stranger_in_the_rows_is_an_error(rows: dict[CandidateId, dict[str, int]]) -> None:
    with pytest.raises(ValueError, match="not standing: e"):
        add_transfers(OPEN, (A, B), rows)


def test_seconds_within_the_papers_of_the_eliminated_pass() -> None:
    assert check_seconds(OPEN, (A, B), {A: 5, B: 20}) == ()


def test_one_figure_for_all_other_papers_closes_the_second_count() -> None:
    """Second preferences for nobody remaining and those rejected, added (domain.md 2.6 no. 7)."""
    assert check_seconds(OPEN, (A, B), {A: 5, B: 12}, uncounted=8) == ()
    assert check_seconds(OPEN, (A, B), {A: 5, B: 12}, uncounted=7) == (
        Discrepancy("second_preferences_do_not_close", 2, None, 24, 25),
    )
    assert check_seconds(OPEN, (A, B), {A: 5, B: 20}, uncounted=0) == ()


def test_a_candidate_cannot_gain_more_seconds_than_there_are_papers() -> None:
    assert check_seconds(OPEN, (A, B), {A: 0, B: 26}, uncounted=3) == (
        Discrepancy("second_preferences_exceed", 2, 2, 26, 25),
    )


def test_all_together_cannot_gain_more_seconds_than_there_are_papers() -> None:
    assert check_seconds(OPEN, (A, B), {A: 13, B: 13}, uncounted=3) == (
        Discrepancy("second_preferences_exceed", 2, None, 26, 25),
    )


def test_a_local_count_is_checked_with_those_who_remain_in_the_whole_area() -> None:
    """In this hall C leads and A is last, but A and B remain in the area."""
    here = {A: 5, B: 20, C: 40, D: 10}
    assert check_seconds(here, (A, B), {A: 30, B: 20}, uncounted=0) == ()
    assert add_transfers(here, (A, B), {C: {A: 40}, D: {B: 10}}).added == {A: 40, B: 10}


class Paper(NamedTuple):
    """A valid first preference with what stands in the second column."""

    first: CandidateId
    second: CandidateId | None


standing = (A, B, C, D, E)
papers = st.lists(
    st.builds(Paper, st.sampled_from(standing), st.sampled_from((*standing, None))), max_size=30
)


def first_preferences(pile: list[Paper]) -> dict[CandidateId, int]:
    """Count the first column."""
    return {candidate: sum(p.first == candidate for p in pile) for candidate in standing}


def rows_of(pile: list[Paper]) -> dict[CandidateId, dict[str, int]]:
    """Sort the papers by first preference, then by second."""
    rows: dict[CandidateId, dict[str, int]] = {candidate: Counter() for candidate in standing}
    for paper in pile:
        rows[paper.first][paper.second or NONE] += 1
    return rows


@given(papers)
def test_the_count_is_the_law_taken_paper_by_paper(pile: list[Paper]) -> None:
    first = first_preferences(pile)
    one = first_count(first)
    if one.elected is not None:
        assert sum(p.first == one.elected for p in pile) > len(pile) / 2
        return
    assert all(2 * votes <= len(pile) for votes in first.values())
    others = [c for c in standing if c not in one.remaining]
    assert len(one.remaining) >= 2
    for candidate in others:
        assert sum(first[c] > first[candidate] for c in standing) >= 2
    for candidate in one.remaining:
        assert sum(first[c] > first[candidate] for c in standing) < 2
    seconds = add_transfers(first, one.remaining, rows_of(pile))
    two = second_count(first, one.remaining, seconds.added)
    for candidate in one.remaining:
        for_them = [
            p for p in pile if p.first == candidate or (p.first in others and p.second == candidate)
        ]
        assert two.totals[candidate] == len(for_them)
    best = {c for c in one.remaining if two.totals[c] == max(two.totals.values())}
    assert best == ({two.elected} if two.equality is None else set(two.equality.tied))


@given(papers, st.integers(1, 40), st.data())
def test_true_figures_close_and_one_figure_more_never_does(
    pile: list[Paper], more: int, data: st.DataObject
) -> None:
    first = first_preferences(pile)
    remaining = tuple(data.draw(st.lists(st.sampled_from(standing), min_size=2, unique=True)))
    rows = rows_of(pile)
    seconds, open_rows = (found := add_transfers(first, remaining, rows)).added, found.discrepancies
    out = sum(votes for c, votes in first.items() if c not in remaining)
    uncounted = out - sum(seconds.values())
    assert open_rows == ()
    assert check_seconds(first, remaining, seconds, uncounted) == ()
    wrong = data.draw(st.sampled_from(remaining))
    raised = {c: n + more * (c == wrong) for c, n in seconds.items()}
    assert len(check_seconds(first, remaining, raised, uncounted)) == 1
    assert len(check_seconds(first, remaining, seconds, uncounted + more)) == 1
    eliminated = [c for c in standing if c not in remaining]
    if eliminated:
        loser = data.draw(st.sampled_from(eliminated))
        rows[loser][wrong] = rows[loser].get(wrong, 0) + more
        (found_row,) = add_transfers(first, remaining, rows).discrepancies
        assert found_row.candidate == standing.index(loser) + 1
        assert (found_row.figure, found_row.expected) == (first[loser] + more, first[loser])


@given(papers, papers)
def test_local_counts_that_close_close_together(here: list[Paper], there: list[Paper]) -> None:
    halls = [first_preferences(here), first_preferences(there)]
    area = add_local_counts(halls)
    assert area == first_preferences(here + there)
    remaining = first_count(area).remaining
    if remaining:
        local = [
            add_transfers(first, remaining, rows_of(pile)).added
            for first, pile in zip(halls, (here, there), strict=True)
        ]
        whole = add_transfers(area, remaining, rows_of(here + there)).added
        assert add_local_counts(local) == whole


@given(papers, st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_papers_does_not_matter(
    pile: list[Paper], chance: Random
) -> None:
    first = first_preferences(pile)
    names = list(standing)
    chance.shuffle(names)
    shuffled = {name: first[name] for name in names}
    one = first_count(shuffled)
    assert one == first_count(first)
    if one.remaining:
        seconds = add_transfers(shuffled, one.remaining, rows_of(pile)).added
        chance.shuffle(pile)
        assert add_transfers(first, one.remaining, rows_of(pile)).added == seconds
        assert second_count(shuffled, one.remaining, seconds) == second_count(
            first, one.remaining, seconds
        )
