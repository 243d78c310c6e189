"""Control of a council, when it is certain, and what changed (domain.md section 5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.council import (
    NOC,
    add,
    certain_control,
    change,
    control,
    outcome,
    picture,
)
from countroom.domain.election import Composition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HARLOW_2024 = Composition(
    seats_total=33,
    seats_before=33,
    before={"CON": 21, "LAB": 12},
    continuing={},
    last_fought=None,
    last_fought_unknown="new boundaries",
    as_of="2024-05-01",
    source="Harlow Council",
)
"""All 33 seats were up; the Conservatives held on with 17 (issue 2)."""
THIRDS = Composition(
    seats_total=9,
    seats_before=9,
    before={"LAB": 5, "CON": 4},
    continuing={"LAB": 3, "CON": 3},
    last_fought={"LAB": 1, "CON": 2},
    last_fought_unknown="",
    as_of="2024-05-01",
    source="made up",
)


def test_control_is_more_than_half_of_all_seats() -> None:
    assert control({"LAB": 31, "CON": 29}, 60) == "LAB"
    assert control({"CON": 1}, 1) == "CON"


def test_walsall_2018_with_30_of_60_is_no_overall_control() -> None:
    assert control({"CON": 30, "LAB": 26, "LD": 2, "IND": 2}, 60) == NOC


def test_half_of_the_seats_filled_is_not_half_of_all_seats() -> None:
    assert control({"CON": 30, "LAB": 20}, 60) == NOC


def test_an_empty_council_is_under_nobodys_control() -> None:
    assert control({}, 33) == NOC


def _ways_to_fill(
    seats: Mapping[str, int], outstanding: int, *, vacancies: bool
) -> Iterator[dict[str, int]]:
    parties = [*seats, "NEW", "NEWER", *(["VACANT"] if vacancies else [])]
    for won in combinations_with_replacement(parties, outstanding):
        filled = dict(seats)
        for party in won:
            if party != "VACANT":
                filled[party] = filled.get(party, 0) + 1
        yield filled


@given(
    st.dictionaries(st.sampled_from(["CON", "LAB", "LD"]), st.integers(0, 6)),
    st.integers(0, 5),
    st.integers(0, 3),
    st.booleans(),
)
def test_control_is_certain_exactly_when_no_way_to_fill_the_other_seats_changes_it(
    seats: dict[str, int], outstanding: int, spare: int, vacancies: bool
) -> None:
    total = sum(seats.values()) + outstanding + spare
    ends = {control(f, total) for f in _ways_to_fill(seats, outstanding, vacancies=vacancies)}
    expected = ends.pop() if len(ends) == 1 else None
    assert certain_control(seats, total, outstanding) == expected


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("LAB", "LAB", "hold"),
        (NOC, "LAB", "gain"),
        ("CON", "LAB", "gain"),
        ("CON", NOC, "loss"),
        (NOC, NOC, "no_change"),
        (None, "LAB", "new"),
        (None, NOC, "new"),
    ],
)
def test_an_outcome_relates_control_after_to_control_before(
    before: str | None, after: str, word: str
) -> None:
    assert outcome(before, after) == word


def test_change_leaves_out_who_neither_won_nor_lost() -> None:
    before, after = {"CON": 4, "LAB": 3, "LD": 2}, {"CON": 5, "LAB": 1, "LD": 2, "GRN": 1}
    assert change(before, after) == {"CON": 1, "GRN": 1, "LAB": -2}


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)),
)
def test_what_changed_added_to_what_was_gives_what_is(
    before: dict[str, int], after: dict[str, int]
) -> None:
    together = add(before, change(before, after))
    assert {p: n for p, n in together.items() if n} == {p: n for p, n in after.items() if n}


def test_harlow_2024_is_a_conservative_hold_with_17_of_33() -> None:
    seen = picture(HARLOW_2024, {"CON": 17, "LAB": 16}, 33, 33)
    assert (seen.control_before, seen.control_after, seen.outcome) == ("CON", "CON", "hold")
    assert seen.change == {"CON": -4, "LAB": 4}
    assert seen.change_last_fought is None
    assert seen.lost_by == ""


def test_harlow_2024_is_not_called_a_ward_too_early() -> None:
    seen = picture(HARLOW_2024, {"CON": 16, "LAB": 14}, 33, 30)
    assert seen.control_after is None
    assert seen.outcome is None
    assert seen.lost_by == ""
    assert seen.change is None


def test_control_is_called_with_the_seat_that_makes_it_certain() -> None:
    seen = picture(HARLOW_2024, {"CON": 17, "LAB": 13}, 33, 30)
    assert (seen.control_after, seen.outcome) == ("CON", "hold")
    assert seen.change is None  # three seats are still to come


def test_both_baselines_are_given_and_differ_after_a_by_election() -> None:
    seen = picture(THIRDS, {"LAB": 3}, 3, 3)
    assert seen.seats == {"LAB": 6, "CON": 3}
    assert seen.change == {"CON": -1, "LAB": 1}
    assert seen.change_last_fought == {"CON": -2, "LAB": 2}


def test_only_a_council_lost_to_nobody_names_who_lost_it() -> None:
    lost = picture(THIRDS, {"CON": 1, "LD": 2}, 3, 3)
    assert (lost.control_after, lost.outcome, lost.lost_by) == (NOC, "loss", "LAB")
    taken = picture(THIRDS, {"CON": 3}, 3, 3)
    assert (taken.control_after, taken.outcome, taken.lost_by) == ("CON", "gain", "")


def test_a_gain_from_no_overall_control_was_lost_by_nobody() -> None:
    hung = replace(THIRDS, before={"LAB": 4, "CON": 4})
    seen = picture(hung, {"CON": 3}, 3, 3)
    assert (seen.control_before, seen.outcome, seen.lost_by) == (NOC, "gain", "")


def test_a_new_council_has_no_control_before_and_no_change() -> None:
    seen = picture(replace(HARLOW_2024, before={}), {"CON": 17, "LAB": 16}, 33, 33)
    assert (seen.control_before, seen.control_after, seen.outcome) == (None, "CON", "new")
    assert seen.change is None


def test_a_seat_that_stays_empty_counts_against_every_majority() -> None:
    seen = picture(HARLOW_2024, {"CON": 16, "LAB": 15}, 33, 33)
    assert (seen.control_after, seen.outcome, seen.lost_by) == (NOC, "loss", "CON")
    assert (seen.seats_vacant, seen.seats_undeclared) == (2, 0)


def test_vacant_seats_and_those_to_come_are_told_apart() -> None:
    # The roster lacks one of the six seats not up, and one of the three up is postponed.
    short = replace(THIRDS, continuing={"LAB": 3, "CON": 2})
    seen = picture(short, {"LAB": 1, "CON": 1}, 3, 2)
    assert (seen.seats_vacant, seen.seats_undeclared) == (1, 1)
    full = picture(THIRDS, {"LAB": 3}, 3, 3)
    assert (full.seats_vacant, full.seats_undeclared) == (0, 0)


def test_more_councillors_than_seats_leave_none_vacant() -> None:
    over = replace(THIRDS, continuing={"LAB": 3, "CON": 4})
    assert picture(over, {"LAB": 3}, 3, 3).seats_vacant == 0


PARTIES = ("CON", "LAB", "LD")
NAMES = st.permutations(["A", "B", "C"]).map(lambda names: dict(zip(PARTIES, names, strict=True)))
SEATS = st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 9))


@given(SEATS, SEATS, SEATS, st.integers(0, 5), NAMES)
def test_renaming_the_parties_renames_control_and_change_and_alters_nothing_else(
    before: dict[str, int],
    continuing: dict[str, int],
    elected: dict[str, int],
    to_come: int,
    names: dict[str, str],
) -> None:
    def renamed(seats: Mapping[str, int]) -> dict[str, int]:
        return {names[party]: held for party, held in seats.items()}

    def called(control_: str | None) -> str | None:
        return names.get(control_, control_) if control_ else control_

    up = sum(elected.values()) + to_come
    total = sum(continuing.values()) + up
    plain = replace(
        THIRDS,
        seats_total=total,
        seats_before=sum(before.values()),
        before=before,
        continuing=continuing,
        last_fought=before,
    )
    other = replace(
        plain,
        before=renamed(before),
        continuing=renamed(continuing),
        last_fought=renamed(before),
    )
    seen = picture(plain, elected, up, up - to_come)
    also = picture(other, renamed(elected), up, up - to_come)
    assert also.control_before == called(seen.control_before)
    assert also.control_after == called(seen.control_after)
    assert (also.outcome, also.lost_by) == (seen.outcome, called(seen.lost_by))
    assert also.change == (None if seen.change is None else renamed(seen.change))
    fought = seen.change_last_fought
    assert also.change_last_fought == (None if fought is None else renamed(fought))
