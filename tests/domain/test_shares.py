"""Vote shares by three bases, and swing (domain.md section 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.ratio import Ratio
from countroom.domain.shares import SHARE_BASES, ShareBasis, shares, swing

TREDEGAR = [
    *(("LAB", votes) for votes in (808, 740, 712, 691)),
    ("PC", 587),
    *(("PV", votes) for votes in (544, 516)),
    ("LD", 539),
]
"""Tredegar Central and West 2008, four seats."""

SLATES = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5_000)), max_size=12)
WHOLE = st.integers(0, 100)


def tenths(found: dict[str, Ratio]) -> dict[str, float]:
    return {party: share.scaled(1000) / 10 for party, share in found.items()}


@pytest.mark.parametrize(
    ("basis", "printed"),
    [
        ("all_votes", {"LAB": 57.4, "PC": 11.4, "PV": 20.6, "LD": 10.5}),
        ("average_per_candidate", {"LAB": 30.8, "PC": 24.5, "PV": 22.1, "LD": 22.5}),
        ("top_candidate", {"LAB": 32.6, "PC": 23.7, "PV": 22.0, "LD": 21.8}),
    ],
)
def test_tredegar_2008_has_three_shares_of_the_vote(
    basis: ShareBasis, printed: dict[str, float]
) -> None:
    assert tenths(shares(TREDEGAR, basis)) == printed


def test_a_share_is_exact_until_it_is_shown() -> None:
    assert shares(TREDEGAR, "all_votes")["PC"] == Ratio(587, 5137)
    # Means over a common denominator of 4 x 1 x 2: Labour's 2,951 / 4 weighs as 5,902 / 8.
    assert shares(TREDEGAR, "average_per_candidate")["LAB"] == Ratio(
        5902, 5902 + 4696 + 4240 + 4312
    )


def test_with_one_candidate_a_party_all_bases_agree() -> None:
    found = [shares([("LAB", 3), ("CON", 1)], basis) for basis in SHARE_BASES]
    assert found == [{"LAB": Ratio(3, 4), "CON": Ratio(1, 4)}] * 3


@pytest.mark.parametrize("basis", SHARE_BASES)
def test_without_a_vote_there_are_no_shares(basis: ShareBasis) -> None:
    assert shares([], basis) == {}
    assert shares([("LAB", 0), ("CON", 0)], basis) == {}


@given(SLATES, st.sampled_from(SHARE_BASES))
def test_shares_sum_to_the_whole_and_equal_plain_fractions(
    slates: list[tuple[str, int]], basis: ShareBasis
) -> None:
    found = {party: Fraction(*share) for party, share in shares(slates, basis).items()}
    assert sum(found.values()) == (1 if found else 0)
    parties = {party: [v for p, v in slates if p == party] for party, _ in slates}

    def weight(slate: list[int]) -> Fraction:
        if basis == "top_candidate":
            return Fraction(max(slate))
        return Fraction(sum(slate), 1 if basis == "all_votes" else len(slate))

    total = sum((weight(slate) for slate in parties.values()), Fraction(0))
    assert found == ({p: weight(slate) / total for p, slate in parties.items()} if total else {})


@pytest.mark.parametrize(
    ("ratio", "scale", "shown"),
    [
        (Ratio(1, 3), 1000, 333),
        (Ratio(1, 2000), 1000, 1),
        (Ratio(-1, 2000), 1000, -1),
        (Ratio(-1, 3), 100, -33),
        (Ratio(0, 7), 1000, 0),
    ],
)
def test_a_ratio_rounds_half_away_from_zero_where_it_is_shown(
    ratio: Ratio, scale: int, shown: int
) -> None:
    assert ratio.scaled(scale) == shown


def test_broxbourne_2005_to_2010_swung_six_point_four_from_labour() -> None:
    # Labour fell 7.9 points and the Conservatives rose 4.9: only the changes are given.
    before = {"LAB": Ratio(255, 1000), "CON": Ratio(539, 1000), "UKIP": Ratio(1, 10)}
    now = {"LAB": Ratio(176, 1000), "CON": Ratio(588, 1000), "GRN": Ratio(1, 10)}
    found = swing(before, now, "LAB", "CON")
    assert found is not None
    assert Fraction(*found) == Fraction(64, 1000)
    back = swing(before, now, "CON", "LAB")
    assert back is not None
    assert Fraction(*back) == Fraction(-64, 1000)
    assert (found.scaled(1000), back.scaled(1000)) == (64, -64)


@pytest.mark.parametrize(("loser", "winner"), [("UKIP", "CON"), ("LAB", "GRN"), ("X", "CON")])
def test_there_is_no_swing_where_either_did_not_stand_at_both(loser: str, winner: str) -> None:
    before = {"LAB": Ratio(1, 2), "CON": Ratio(1, 4), "UKIP": Ratio(1, 4)}
    now = {"LAB": Ratio(1, 4), "CON": Ratio(1, 2), "GRN": Ratio(1, 4)}
    assert swing(before, now, loser, winner) is None


def test_a_party_that_stood_without_winning_a_vote_did_stand() -> None:
    before = {"LAB": Ratio(4, 4), "CON": Ratio(0, 4)}
    now = {"LAB": Ratio(2, 3), "CON": Ratio(1, 3)}
    found = swing(before, now, "LAB", "CON")
    assert found is not None
    assert Fraction(*found) == Fraction(1, 3)


@given(WHOLE, WHOLE, WHOLE, WHOLE)
def test_a_swing_is_the_mean_of_a_fall_and_a_rise(a: int, b: int, c: int, d: int) -> None:
    before, now = {"A": Ratio(a, 100), "B": Ratio(b, 50)}, {"A": Ratio(c, 30), "B": Ratio(d, 70)}
    found = swing(before, now, "A", "B")
    assert found is not None
    fall, rise = Fraction(a, 100) - Fraction(c, 30), Fraction(d, 70) - Fraction(b, 50)
    assert Fraction(*found) == (fall + rise) / 2
