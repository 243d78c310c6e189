"""Seats that are asked for, and lots: who may be drawn, when, and under which name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from countroom.app.tally import LotGiven, LotRow, Tallied
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import Refusal, refuse
from fuzz.readers import (
    BALLOTS,
    LISTS,
    NO_CONSTITUENCIES,
    PLAIN,
    SHEET,
    SUPPLEMENTARY,
    Input,
    ask,
    record,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

THREE_TIED = record("plurality", {"votes": {"Ann": 9, "Bob": 5, "Cat": 5, "Dan": 5}, "seats": 3})
LISTS_TIED = record(
    "senedd-2024",
    {"list_seats": 2, "parties": [{"party": name, "votes": 50} for name in ("A", "B", "C")]},
)
SECONDS_TIED = record(
    "supplementary-vote",
    {
        **SUPPLEMENTARY,
        "second_count": [{"name": "Ann Ash", "total": 45}, {"name": "Bob Birch", "total": 45}],
    },
)
BALLOTS_TIED = Input(
    "scotland-council-2011",
    b'3 1\n4 1 2 0\n3 2 1 0\n3 3 1 0\n0\n"Ann Ash"\n"Bo"\n"Ann Ash"\n"Ward"\n',
)
"""Two called Ann Ash; Bo and the second of them have the fewest votes."""


def lots(*given: tuple[int, str]) -> list[LotGiven]:
    return [LotGiven(stage, name) for stage, name in given]


def tallied(one: Input, *given: tuple[int, str], seats: int | None = None) -> Tallied:
    result = ask(one, seats, *lots(*given))
    assert isinstance(result, Tallied)
    return result


def refused(one: Input, *given: tuple[int, str], seats: int | None = None) -> Refusal:
    result = ask(one, seats, *lots(*given))
    assert isinstance(result, Refusal)
    return result


def names(result: Tallied) -> list[str]:
    return [one.name for one in result.elected]


@pytest.mark.parametrize(
    ("asked", "recorded", "filled"), [(None, 1, 1), (None, 2, 2), (3, 2, 3), (3, None, 3)]
)
def test_seats_are_those_asked_for_or_recorded(
    asked: int | None, recorded: int | None, filled: int
) -> None:
    votes = {"votes": {"Ann": 4, "Bob": 3, "Cat": 2}}
    record_of = {**votes, "seats": recorded} if recorded else votes
    result = tallied(record("plurality", record_of), seats=asked)
    assert (result.seats, len(result.elected)) == (filled, filled)


@pytest.mark.parametrize("rules", ["plurality", "england-principal-2006"])
def test_seats_that_nothing_says_are_not_guessed(rules: str) -> None:
    one = record(rules, {"votes": {"Ann": 4, "Bob": 3}})
    with pytest.raises(Malformed) as caught:
        ask(one)
    assert (caught.value.line, caught.value.expected) == (1, "json_missing")
    assert caught.value.details == {"name": "seats"}
    assert tallied(one, seats=1).seats == 1


@pytest.mark.parametrize(
    ("one", "seats"),
    [
        (record("scottish-parliament-1998", LISTS), 2),
        (record("ni-assembly-2001", SHEET), 3),
        (Input("scotland-council-2011", BALLOTS.encode()), 1),
        (Input("ni-council", BALLOTS.encode()), 3),
    ],
)
def test_seats_asked_for_go_before_those_of_the_input(one: Input, seats: int) -> None:
    assert tallied(one, seats=seats).seats == seats


def test_what_the_rules_fill_stands_in_where_a_region_does_not_say() -> None:
    value: dict[str, Any] = {**NO_CONSTITUENCIES, "list_seats": None}
    seats = {
        rules: tallied(record(rules, value)).seats
        for rules in ("scottish-parliament-1998", "senedd-2006", "senedd-2024")
    }
    assert seats == {"scottish-parliament-1998": 7, "senedd-2006": 4, "senedd-2024": 6}


@pytest.mark.parametrize("rules", ["supplementary-vote", "pcc-2023-fptp"])
def test_more_seats_than_the_law_has_are_refused(rules: str) -> None:
    one = record(rules, {"votes": {"Ann": 4, "Bob": 3, "Cat": 1}})
    assert refused(one, seats=2) == refuse("seats_fixed", rules=rules, seats=1)
    assert tallied(one, seats=1) == tallied(one)


@pytest.mark.parametrize(
    ("rules", "value"),
    [
        ("pcc-2023-fptp", {"votes": {"Ann": 4, "Bob": 3, "Cat": 1}}),
        ("pcc-2012-sv", {"votes": {"Ann": 4, "Bob": 3, "Cat": 0}}),
        ("supplementary-vote", SUPPLEMENTARY),
    ],
)
def test_a_record_cannot_give_a_mayor_three_seats(rules: str, value: dict[str, Any]) -> None:
    one = record(rules, {**value, "seats": 3})
    assert refused(one) == refuse("seats_fixed", rules=rules, seats=1)
    assert tallied(one, seats=1) == tallied(record(rules, value))
    assert tallied(record(rules, {**value, "seats": 1})).seats == 1


@pytest.mark.parametrize(
    ("given", "elected", "waiting"),
    [
        ((), ["Ann"], ("Bob", "Cat", "Dan")),
        (("Cat",), ["Ann", "Cat"], ("Bob", "Dan")),
        (("Cat", "Bob"), ["Ann", "Cat", "Bob"], None),
        (("4", "Bob"), ["Ann", "Dan", "Bob"], None),
        (("  cat ", "BOB"), ["Ann", "Cat", "Bob"], None),
    ],
)
def test_several_lots_are_drawn_at_one_stage_in_the_order_given(
    given: Sequence[str], elected: list[str], waiting: tuple[str, ...] | None
) -> None:
    result = tallied(THREE_TIED, *((1, name) for name in given))
    assert names(result) == elected
    open_lot = LotRow(1, "seat", waiting, "") if waiting else None
    assert result.waits_for == open_lot
    assert result.complete is (waiting is None)
    assert len(result.lots) == len(given) + (waiting is not None)
    assert [lot.drawn for lot in result.lots if lot.drawn] == [
        one for one in elected if one != "Ann"
    ]


def test_printed_votes_never_change_by_a_lot() -> None:
    assert tallied(THREE_TIED, (1, "Cat"), (1, "Bob")).stages == tallied(THREE_TIED).stages


def test_a_lot_for_a_list_seat_is_drawn_at_the_stage_of_that_seat() -> None:
    assert tallied(LISTS_TIED).waits_for == LotRow(1, "seat", ("A", "B", "C"), "")
    result = tallied(LISTS_TIED, (1, "B"))
    assert result.waits_for == LotRow(2, "seat", ("A", "C"), "")
    result = tallied(LISTS_TIED, (2, "C"), (1, "B"))
    assert result.seats_by_party == {"B": 1, "C": 1}
    assert [lot.drawn for lot in result.lots] == ["B", "C"]


def test_a_lot_of_a_second_count_is_drawn_at_stage_2() -> None:
    waiting = tallied(SECONDS_TIED)
    assert waiting.waits_for == LotRow(2, "seat", ("Ann Ash", "Bob Birch"), "")
    assert (waiting.remaining, waiting.elected) == ((), ())
    assert names(tallied(SECONDS_TIED, (2, "Bob Birch"))) == ["Bob Birch"]


def test_two_candidates_of_a_supplementary_vote_draw_at_stage_1() -> None:
    one = record("supplementary-vote", {"votes": {"Ann": 4, "Bob": 4}})
    assert tallied(one).waits_for == LotRow(1, "seat", ("Ann", "Bob"), "")
    assert names(tallied(one, (1, "Bob"))) == ["Bob"]


def test_a_lot_of_ballots_may_exclude_by_the_place_on_the_ballot_paper() -> None:
    waiting = tallied(BALLOTS_TIED)
    assert waiting.waits_for == LotRow(1, "exclusion", ("Bo", "3"), "")
    assert waiting.complete is False
    drawn = tallied(BALLOTS_TIED, (1, "3"))
    assert drawn.lots == (LotRow(1, "exclusion", ("Bo", "3"), "3"),)
    assert drawn.stages[1].moved == (3,)
    assert tallied(BALLOTS_TIED, (1, "Bo")).stages[1].moved == (2,)


def test_a_name_that_two_have_is_refused_with_their_places() -> None:
    for name in ("Ann Ash", " ann  ASH "):
        refusal = refused(BALLOTS_TIED, (1, name))
        assert refusal == refuse("lot_name_shared", name=name, numbers="1, 3")


@pytest.mark.parametrize("name", ["Eve", "0", "5", "-1", "1.0", "Ann and Bob", "٢"])
@pytest.mark.parametrize("one", [THREE_TIED, LISTS_TIED, SECONDS_TIED, BALLOTS_TIED])
def test_a_lot_for_somebody_who_does_not_stand_is_refused(one: Input, name: str) -> None:
    assert refused(one, (1, name)) == refuse("lot_for_a_stranger", name=name)


@pytest.mark.parametrize(
    ("one", "stage", "name"),
    [
        (record("plurality", {**PLAIN, "seats": 1}), 1, "Ann Ash"),
        (THREE_TIED, 2, "Bob"),
        (THREE_TIED, 0, "Bob"),
        (THREE_TIED, 1, "Ann"),
        (LISTS_TIED, 2, "B"),
        (SECONDS_TIED, 1, "Ann Ash"),
        (SECONDS_TIED, 2, "Cat Cole"),
        (BALLOTS_TIED, 2, "Bo"),
        (BALLOTS_TIED, 1, "1"),
        (record("ni-assembly-2001", SHEET), 1, "Ann Ash"),
        (record("supplementary-vote", SUPPLEMENTARY), 2, "Ann Ash"),
    ],
)
def test_a_lot_where_nobody_is_tied_is_refused(one: Input, stage: int, name: str) -> None:
    refusal = refused(one, (stage, name))
    assert refusal == refuse("lot_not_asked_for", stage=stage, name=name)


def test_one_lot_too_many_is_refused() -> None:
    given = [(1, "Cat"), (1, "Bob")]
    assert tallied(THREE_TIED, *given).complete
    assert refused(THREE_TIED, *given, (1, "Dan")).code == "lot_not_asked_for"
    assert refused(THREE_TIED, *given, (2, "Dan")).code == "lot_not_asked_for"


def test_whom_a_sheet_moved_counts_as_drawn() -> None:
    """Bob and Cat are equal; the sheet excluded Cat, so the lot fell on Cat."""
    totals = [["40.00", "30.00", "30.00"], ["60.00", "40.00", "0.00"]]
    value = {
        "seats": 1,
        "valid_poll": 100,
        "candidates": [{"id": n, "surname": name} for n, name in enumerate(("Ann", "Bob", "Cat"))],
        "stages": [
            {"action": "first preferences", "totals": totals[0]},
            {"action": "exclusion", "source": [2], "totals": totals[1]},
        ],
    }
    result = tallied(record("ni-assembly-2001", value))
    assert result.lots == (LotRow(1, "exclusion", ("Bob", "Cat"), "Cat"),)
    assert (names(result), result.complete) == (["Ann"], True)
