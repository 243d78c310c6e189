"""Turnout by its three definitions (domain.md section 2.7)."""

from __future__ import annotations

import pytest

from countroom.domain.ratio import Ratio
from countroom.domain.turnout import Turnout, turnouts


def test_each_turnout_says_which_papers_it_counts_over_which_electorate() -> None:
    # Abbey, Buckinghamshire 2025: 2,371 papers of 9,270 electors, 14 of them rejected.
    assert turnouts(9270, 2357, 14, 9) == (
        Turnout("valid_vote", Ratio(2357, 9270)),
        Turnout("ballot_box", Ratio(2371, 9270)),
        Turnout("total", Ratio(2380, 9270)),
    )
    shown = [one.share.scaled(1000) for one in turnouts(9270, 2357, 14, 9)]
    assert shown == [254, 256, 257]  # the House of Commons Library prints 25.6


def test_the_total_needs_the_postal_votes_rejected_before_the_count() -> None:
    found = turnouts(100, 30, 1)
    assert [one.basis for one in found] == ["valid_vote", "ballot_box"]
    assert turnouts(100, 30, 1, 0)[-1] == Turnout("total", Ratio(31, 100))


def test_votes_play_no_part_where_a_voter_has_several() -> None:
    # Abbey's voters cast 4,365 votes for two seats: 47 % of the electorate, which is no turnout.
    assert all(one.share.numerator <= 2371 for one in turnouts(9270, 2357, 14))


@pytest.mark.parametrize("electorate", [None, 0])
def test_without_an_electorate_there_is_no_turnout(electorate: int | None) -> None:
    assert turnouts(electorate, 30, 1, 2) == ()
