"""What changed hands in a ward (domain.md section 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.ward_change import NO_COMPARISON, WardChange, ward_change

SEATS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))


def test_one_seat_is_a_hold_or_a_gain_from_whoever_had_it() -> None:
    assert ward_change({"CON": 1}, {"CON": 1}) == WardChange("hold", {}, {})
    assert ward_change({"CON": 1}, {"LAB": 1}) == WardChange("gain", {"LAB": 1}, {"CON": 1})


@pytest.mark.parametrize(
    ("before", "after", "gains", "losses"),
    [
        ({"CON": 2, "LAB": 1}, {"LAB": 3}, {"LAB": 2}, {"CON": 2}),
        ({"CON": 3}, {"CON": 1, "LAB": 1, "LD": 1}, {"LAB": 1, "LD": 1}, {"CON": 2}),
        ({"CON": 1, "LAB": 1}, {"GRN": 2}, {"GRN": 2}, {"CON": 1, "LAB": 1}),
        ({"CON": 1, "LAB": 2}, {"LAB": 2, "CON": 1, "LD": 0}, {}, {}),
    ],
)
def test_several_seats_count_the_positive_differences_of_their_parties(
    before: dict[str, int], after: dict[str, int], gains: dict[str, int], losses: dict[str, int]
) -> None:
    assert ward_change(before, after) == WardChange("gain" if gains else "hold", gains, losses)


@pytest.mark.parametrize("before", [None, {"CON": 2}, {}])
def test_new_boundaries_or_another_number_of_seats_are_no_comparison(
    before: dict[str, int] | None,
) -> None:
    assert ward_change(before, {"CON": 1}) == NO_COMPARISON


@given(SEATS, SEATS)
def test_what_is_gained_is_lost_by_others(before: dict[str, int], after: dict[str, int]) -> None:
    found = ward_change(before, after)
    assert sum(found.gains.values()) == sum(found.losses.values())
    assert not set(found.gains) & set(found.losses)
