"""Every form of input is tallied as its law has it, and nothing it gives as an answer is read."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from countroom.app.tally import Chosen, LotGiven, Note, StageRow, Tallied
from fuzz.readers import (
    BALLOTS,
    LISTS,
    LOCAL,
    PLAIN,
    SHEET,
    SMALL,
    SUPPLEMENTARY,
    TRANSFERS,
    Input,
    ask,
    real,
    record,
)

if TYPE_CHECKING:
    from pathlib import Path

    Value = dict[str, Any]

GIVEN = {
    *("elected", "outcome", "at_stage", "quota", "defects", "threshold_percent"),
    *("decided_at_count", "published_final_percent", "nontransferable_cumulative"),
}
"""Names under which a source gives an answer, or what only the rules may say."""
GIVEN_AS = ("official_", "implied_", "reference_")
NONSENSE: tuple[Any, ...] = (None, "no such thing", -1, [], {"a": [1]}, True, 10**40, [[["x"]]])


def tallied(rules: str, value: Value | list[Value], seats: int | None = None) -> Tallied:
    result = ask(record(rules, value), seats)
    assert isinstance(result, Tallied)
    return result


def names(result: Tallied) -> list[str]:
    return [one.name for one in result.elected]


def codes(result: Tallied) -> list[str]:
    return [note.code for note in result.findings]


def totals(result: Tallied) -> list[tuple[str, ...]]:
    return [stage.totals for stage in result.stages]


def test_votes_by_name_elect_those_with_most() -> None:
    votes = {"Ann Ash": 120, "Bob Birch": 90, "Siân Cole": 91, "Dan Dow": 7}
    result = tallied("england-principal-2006", {**PLAIN, "votes": votes})
    assert result.elected == (
        Chosen(1, "Ann Ash", "Green"),
        Chosen(3, "Siân Cole", "Plaid Cymru"),
    )
    assert (result.seats, result.valid, result.rejected, result.quota) == (2, 160, 3, None)
    assert result.stages == (StageRow(1, "votes", (), None, ("120", "90", "91", "7"), "0"),)
    assert (result.findings, result.lots, result.complete) == ((), (), True)
    assert result.seats_by_party is None


def test_valid_papers_are_votes_only_where_each_paper_has_one() -> None:
    votes: Value = {"votes": {"Ann": 5, "Bob": 3}, "seats": 1}
    assert tallied("plurality", votes).valid == 8
    assert tallied("plurality", {**votes, "seats": 2}).valid is None
    assert tallied("plurality", {**votes, "rejected": 4}).rejected == 4
    assert tallied("plurality", votes).rejected is None


@pytest.mark.parametrize(
    ("valid", "seats", "note"),
    [
        (8, 1, None),
        (5, 2, None),
        (4, 2, Note("votes_above_papers", 1, 1, "5", "4")),
        (7, 1, Note("votes_above_papers", 1, None, "8", "7")),
        (9, 1, Note("votes_below_papers", 1, None, "8", "9")),
    ],
)
def test_votes_and_valid_papers_are_compared(valid: int, seats: int, note: Note | None) -> None:
    value = {"votes": {"Ann": 5, "Bob": 3}, "valid": valid, "seats": seats}
    assert tallied("plurality", value).findings == ((note,) if note else ())


def test_local_counts_are_added_by_name_in_the_order_of_the_first() -> None:
    result = tallied("plurality", {**LOCAL, "seats": 1})
    assert result.names == ("Ann Ash", "Bob Birch", "Cat Cole")
    assert totals(result) == [("25", "21", "13")]
    assert names(result) == ["Ann Ash"]


def test_first_preferences_alone_elect_with_more_than_half() -> None:
    value = {"votes": {"Ann": 51, "Bob": 25, "Cat": 25}, "parties": {"Ann": "Green"}}
    result = tallied("supplementary-vote", value)
    assert result.elected == (Chosen(1, "Ann", "Green"),)
    assert (len(result.stages), result.valid) == (1, 101)


def test_a_second_count_adds_what_transfers_say() -> None:
    value = {**SUPPLEMENTARY, "second_count": None, "transfers": TRANSFERS}
    result = tallied("supplementary-vote", value)
    assert totals(result) == [("40", "35", "20", "5"), ("44", "47", "0", "0")]
    assert result.stages[1] == StageRow(
        2, "second preferences", (3, 4), None, ("44", "47", "0", "0"), "9"
    )
    assert names(result) == ["Bob Birch"]
    assert (result.remaining, result.findings, result.rejected) == ((), (), 3)


def test_transfers_go_before_a_second_count_that_is_given_too() -> None:
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "transfers": TRANSFERS})
    assert totals(result)[1] == ("44", "47", "0", "0")
    low = {"Cat Cole": {"none": 20}, "Dan Dow": {"none": 5}}
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "transfers": low})
    assert totals(result)[1] == ("40", "35", "0", "0")


def test_transfers_that_do_not_account_for_all_papers_are_found() -> None:
    short = {"Cat Cole": {"Ann Ash": 3}}
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "transfers": short})
    assert result.findings == (
        Note("second_preferences_do_not_close", 2, 3, "3", "20"),
        Note("second_preferences_do_not_close", 2, 4, None, "5"),
        Note("second_total_wrong", 2, 1, "44", "43"),
        Note("second_total_wrong", 2, 2, "47", "35"),
    )


def test_a_second_count_beside_transfers_is_held_against_them() -> None:
    second = [
        {"name": "Ann Ash", "second_preferences_added": 5},
        {"name": "Bob Birch", "second_preferences_added": 12, "total": 46},
    ]
    value = {**SUPPLEMENTARY, "second_count": second, "transfers": TRANSFERS}
    result = tallied("supplementary-vote", value)
    assert result.findings == (
        Note("second_total_wrong", 2, 1, "45", "44"),
        Note("second_total_wrong", 2, 2, "46", "47"),
    )
    value["second_count"] = SUPPLEMENTARY["second_count"]
    assert tallied("supplementary-vote", value).findings == ()


def test_transfers_with_nothing_in_them_are_none() -> None:
    value = {**SUPPLEMENTARY, "transfers": {}}
    assert totals(tallied("supplementary-vote", value))[1] == ("44", "47", "0", "0")
    value["second_count"] = None
    assert tallied("supplementary-vote", value).remaining == ("Ann Ash", "Bob Birch")


def test_where_all_three_remain_the_first_count_decides() -> None:
    """No paper has a first preference for one who is eliminated, so no second can count."""
    value: Value = {"votes": {"A": 40, "B": 30, "C": 30}}
    result = tallied("supplementary-vote", value)
    assert (names(result), result.complete, result.findings) == (["A"], True, ())
    assert totals(result) == [("40", "30", "30"), ("40", "30", "30")]
    assert (result.stages[1].moved, result.stages[1].non_transferable) == ((), "0")
    assert result.elected[0].stage == 2
    value["second_count"] = [{"name": "B", "second_preferences_added": 11}]
    result = tallied("supplementary-vote", value)
    assert result.findings == (Note("second_preferences_exceed", 2, 2, "11", "0"),)


def test_where_the_eliminated_have_no_papers_two_equal_halves_need_a_lot() -> None:
    value: Value = {"votes": {"A": 50, "B": 50, "C": 0}}
    result = tallied("supplementary-vote", value)
    assert result.waits_for is not None
    assert (result.waits_for.stage, result.waits_for.tied) == (2, ("A", "B"))
    assert (result.remaining, result.elected) == ((), ())


def test_where_the_first_count_is_not_complete_seconds_may_be_out_there() -> None:
    value = {"votes": {"A": 40, "B": 30, "C": 30}, "first_count_complete": False}
    result = tallied("supplementary-vote", value)
    assert (result.remaining, result.complete) == (("A", "B", "C"), False)
    assert codes(result) == ["threshold_not_testable"]


@pytest.mark.parametrize("form", ["candidates", "votes"])
def test_one_figure_for_all_other_papers_closes_the_second_count(form: str) -> None:
    """25 papers of the eliminated; 16 counted, so 9 gave a second to nobody remaining, or none."""
    value: Value = SUPPLEMENTARY
    if form == "votes":
        votes = {one["name"]: one["first_preferences"] for one in SUPPLEMENTARY["candidates"]}
        value = {"votes": votes, "second_count": SUPPLEMENTARY["second_count"]}
    assert tallied("supplementary-vote", {**value, "second_count_uncounted": 9}).findings == ()
    result = tallied("supplementary-vote", {**value, "second_count_uncounted": 8})
    expected = Note("second_preferences_do_not_close", 2, None, "24", "25")
    assert result.findings == (expected,)
    with_rows = {**value, "transfers": TRANSFERS, "second_count_uncounted": 8}
    assert tallied("supplementary-vote", with_rows).findings == (expected,)
    incomplete = {**value, "first_count_complete": False, "second_count_uncounted": 8}
    assert codes(tallied("supplementary-vote", incomplete)) == ["threshold_not_testable"]


def test_a_valid_poll_that_is_not_the_first_preferences_is_found() -> None:
    assert tallied("supplementary-vote", {**SUPPLEMENTARY, "valid": 100}).findings == ()
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "valid": 101})
    assert result.findings == (Note("valid_poll_wrong", None, None, "101", "100"),)
    assert result.valid == 100
    value = {**SUPPLEMENTARY, "first_count_complete": False}
    assert tallied("supplementary-vote", value).valid is None
    result = tallied("supplementary-vote", {**value, "valid": 101})
    assert (result.valid, codes(result)) == (101, ["threshold_not_testable"])
    result = tallied("supplementary-vote", {**value, "valid": 99})
    assert codes(result) == ["threshold_not_testable", "valid_poll_wrong"]


def test_a_second_count_for_one_who_does_not_remain_is_found() -> None:
    second = [*SUPPLEMENTARY["second_count"], {"name": "Cat Cole", "total": 21}]
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "second_count": second})
    assert result.findings == (Note("second_count_for_eliminated", 2, 3, "21", None),)
    second[-1] = {"name": "Cat Cole"}
    assert tallied("supplementary-vote", {**SUPPLEMENTARY, "second_count": second}).findings == ()
    votes = {"votes": {"Ann": 60, "Bob": 30, "Cat": 10}}
    second = [{"name": "Bob", "second_preferences_added": 5}]
    result = tallied("supplementary-vote", {**votes, "second_count": second})
    assert result.findings == (Note("second_count_for_eliminated", 2, 2, "35", None),)
    assert names(result) == ["Ann"]


def test_plain_votes_may_carry_transfers_and_a_second_count_too() -> None:
    votes = {one["name"]: one["first_preferences"] for one in SUPPLEMENTARY["candidates"]}
    for more in ({"transfers": TRANSFERS}, {"second_count": SUPPLEMENTARY["second_count"]}):
        result = tallied("supplementary-vote", {"votes": votes, **more})
        assert totals(result)[1] == ("44", "47", "0", "0")


@pytest.mark.parametrize("kept", ["second_preferences_added", "total"])
def test_a_second_count_needs_only_what_was_added_or_only_the_totals(kept: str) -> None:
    second = [
        {"name": "Bob Birch", "second_preferences_added": 12, "total": 47},
        {"name": "Ann Ash", "second_preferences_added": 4, "total": 44},
    ]
    value = {
        **SUPPLEMENTARY,
        "second_count": [{"name": one["name"], kept: one[kept]} for one in second],
    }
    result = tallied("supplementary-vote", value)
    assert totals(result)[1] == ("44", "47", "0", "0")
    assert names(result) == ["Bob Birch"]
    assert result.findings == ()


@pytest.mark.parametrize(
    "second",
    [
        None,
        [],
        [{"name": "Ann Ash", "total": 44}],
        [{"name": "Ann Ash", "total": 44}, {"name": "Bob Birch"}],
        [{"name": "Ann Ash", "total": 44}, {"name": "Cat Cole", "total": 44}],
    ],
)
def test_without_the_seconds_of_all_who_remain_the_tally_names_these(second: object) -> None:
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "second_count": second})
    assert result.remaining == ("Ann Ash", "Bob Birch")
    assert (result.elected, result.complete, result.waits_for) == ((), False, None)
    assert len(result.stages) == 1


def test_totals_of_a_second_count_are_held_against_what_was_added() -> None:
    second = [
        {"name": "Ann Ash", "second_preferences_added": 4, "total": 45},
        {"name": "Bob Birch", "total": 30},
    ]
    result = tallied("supplementary-vote", {**SUPPLEMENTARY, "second_count": second})
    assert result.findings == (
        Note("second_total_wrong", 2, 1, "45", "44"),
        Note("second_total_wrong", 2, 2, "30", "35"),
    )
    assert totals(result)[1] == ("44", "35", "0", "0")


def test_seconds_are_held_against_the_papers_only_where_the_first_count_is_complete() -> None:
    second = [
        {"name": "Ann Ash", "second_preferences_added": 26},
        {"name": "Bob Birch", "second_preferences_added": 1},
    ]
    value = {**SUPPLEMENTARY, "second_count": second}
    assert codes(tallied("supplementary-vote", value)) == ["second_preferences_exceed"]
    value["first_count_complete"] = False
    result = tallied("supplementary-vote", value)
    assert result.findings == (Note("threshold_not_testable", 1, None, "100", None),)


def test_list_seats_go_to_the_highest_figures_with_constituency_seats_in_the_divisor() -> None:
    """800, 500 (individual), 400, 333.33: 1000 votes and two constituency seats make 333.33."""
    result = tallied("scottish-parliament-1998", LISTS)
    assert result.elected == (
        Chosen(2, "Bob Birch", "Green", 1),
        Chosen(3, "Cat Cole", "", 2),
        Chosen(1, "", "Labour", 3),
        Chosen(1, "", "Labour", 4),
    )
    assert {stage.action for stage in result.stages} == {"seat"}
    assert (result.votes, result.parties, result.vacant) == ((1000, 800, 500, 100), (), 0)
    assert [stage.totals[0] for stage in result.stages] == ["333.33", "333.33", "333.33", "250.00"]
    assert result.seats_by_party == {"Labour": 2, "Green": 1, "Cat Cole": 1}
    assert (result.seats, result.valid, result.rejected) == (4, 2400, 12)
    assert result.findings == ()


def test_the_threshold_is_that_of_the_rules() -> None:
    votes = {"A": 9_500, "B": 500}
    value: Value = {
        "list_seats": 11,
        "threshold_percent": 90,
        "parties": [{"party": party, "votes": n} for party, n in votes.items()],
    }
    assert tallied("london-assembly-1999", value).seats_by_party == {"A": 11}
    value["parties"][1]["votes"] = 501
    assert tallied("london-assembly-1999", value).seats_by_party == {"A": 11}
    value["list_seats"] = 19
    assert tallied("london-assembly-1999", value).seats_by_party == {"A": 18, "B": 1}
    assert tallied("senedd-2024", value).seats_by_party == {"A": 18, "B": 1}


def test_whoever_is_not_above_the_threshold_is_named() -> None:
    votes = {"A": 9_500, "B": 500}
    parties = [{"party": party, "votes": n} for party, n in votes.items()]
    assert tallied("london-assembly-1999", {"parties": parties}).below_threshold == ("B",)
    assert tallied("senedd-2024", {"parties": parties}).below_threshold == ()


def test_a_stage_says_what_decided_a_seat_of_equal_figures() -> None:
    """The Act's own comparison: 60000 / 3 and 40000 / 2 are equal, 40001 / 2 is the higher."""
    parties = [
        {"party": "A", "votes": 60_000, "constituency_seats": 2},
        {"party": "B", "votes": 40_000, "constituency_seats": 1},
    ]
    result = tallied("senedd-2006", {"list_seats": 1, "parties": parties})
    assert [stage.action for stage in result.stages] == ["seat (added vote)"]
    assert totals(result) == [("20000.00", "20000.00")]
    assert result.seats_by_party == {"B": 1}


def test_a_stage_says_that_a_lot_decided_a_seat() -> None:
    one = record(
        "senedd-2024", {"list_seats": 1, "parties": [{"party": p, "votes": 5} for p in "AB"]}
    )
    result = ask(one, None, LotGiven(1, "B"))
    assert isinstance(result, Tallied)
    assert [stage.action for stage in result.stages] == ["seat (lot)"]
    assert result.seats_by_party == {"B": 1}


def test_seats_that_nobody_is_left_to_take_stay_vacant() -> None:
    parties = [
        {"party": "A", "votes": 50, "candidates": ["Ann", "Abe"]},
        {"party": "B", "votes": 40, "individual": True},
    ]
    result = tallied("senedd-2024", {"parties": parties})
    assert (result.seats, len(result.elected), result.vacant) == (6, 3, 3)
    assert result.complete


@pytest.mark.parametrize("rules", ["senedd-2006", "scottish-parliament-1998"])
def test_constituency_seats_count_where_the_law_has_some(rules: str) -> None:
    assert tallied(rules, LISTS).stages[0].totals[0] == "333.33"


def test_votes_that_are_not_all_there_are_told() -> None:
    value = {**LISTS, "votes_complete": False, "total_valid_votes": None}
    result = tallied("london-assembly-1999", value)
    assert result.findings == (Note("threshold_not_testable", None, None, "2400", None),)
    assert result.valid is None
    assert tallied("scottish-parliament-1998", value).findings == ()
    value = {**LISTS, "total_valid_votes": 2399}
    result = tallied("scottish-parliament-1998", value)
    assert result.findings == (Note("total_votes_contradicted", None, None, "2400", "2399"),)
    assert result.valid == 2399


def test_a_sound_stage_sheet_elects_whom_its_totals_elect() -> None:
    result = tallied("ni-assembly-2001", SHEET)
    assert result.elected == (Chosen(1, "Ann Ash", "Green"), Chosen(2, "Bob Birch", "DUP", 3))
    assert result.names == ("Ann Ash", "Bob Birch", "Cole", "Dan Dow")
    assert (result.quota, result.valid, result.rejected) == (101, 300, 5)
    assert (result.findings, result.departures) == ((), ())
    assert result.stages[1] == StageRow(
        2, "surplus", (1,), "0.23", ("101.00", "97.57", "64.20", "37.13"), "0.10"
    )


def test_where_transfers_are_not_printed_the_totals_say_what_moved() -> None:
    value = deepcopy(SHEET)
    for stage in value["stages"]:
        stage["transfers"] = None
    assert tallied("ni-assembly-2001", value) == tallied("ni-assembly-2001", SHEET)


def test_a_total_poll_that_does_not_add_up_is_found_where_all_three_are_printed() -> None:
    result = tallied("ni-assembly-2001", {**SHEET, "total_poll": 306})
    assert result.findings == (Note("poll_does_not_add_up", None, None, "306", "305"),)
    for gone in ("total_poll", "spoiled"):
        value = {**SHEET, "total_poll": 306, gone: None}
        assert tallied("ni-assembly-2001", value).findings == ()
    result = tallied("ni-assembly-2001", {**SHEET, "total_poll": 306, "valid_poll": None})
    assert codes(result) == ["valid_poll_missing"]


def test_departures_from_the_law_are_advice_and_no_findings() -> None:
    value = deepcopy(SHEET)
    first, second, _ = value["stages"]
    second.update(action="exclusion", source=[4], transfers=["0.00", "14.00", "16.00", "-30.00"])
    second.update(totals=["131.00", "98.00", "71.00", "0.00"], nontransferable_published="0.00")
    value["stages"] = [first, second]
    result = tallied("ni-assembly-2001", value)
    assert codes(result) == ["count_not_finished"]
    [advice] = result.departures
    assert (advice.stage, advice.asked, advice.asked_of) == (2, "surplus", (1,))
    assert (advice.done, advice.done_to) == ("exclusion", (4,))


@pytest.mark.parametrize(
    ("rules", "quota", "places"), [("scotland-council-2011", 18, 5), ("ni-council", 18, 2)]
)
def test_ballots_are_counted_by_either_law(rules: str, quota: int, places: int) -> None:
    """52 valid papers, two seats: 52 // 3 + 1 = 18. Ann has 29, Bob 12, Cat 11 after Dan."""
    result = ask(Input(rules, BALLOTS.encode()))
    assert isinstance(result, Tallied)
    assert (result.quota, result.valid, result.rejected, result.seats) == (quota, 52, 5, 2)
    bob = Chosen(2, 'Bob "The Cat" Birch', "", 2)
    assert result.elected == (Chosen(1, "Ann Ash", "Green"), bob)
    assert result.stages[0].totals == tuple(f"{n}.{'0' * places}" for n in (29, 12, 11, 0))
    assert result.stages[1].transfer_value == {5: "0.37931", 2: "0.55"}[places]


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.rules)
def test_how_a_file_is_written_does_not_matter(one: Input) -> None:
    expected = ask(one)
    for content in (
        b"\xef\xbb\xbf" + one.content,
        one.content.replace(b"\n", b"\r\n"),
        one.content.replace(b"\n", b"\r"),
        b"\n\n " + one.content + b"\n\n",
    ):
        assert ask(one._replace(content=content)) == expected
    if one.content[:1] != b"[" and one.content[:1] == b"{":
        assert ask(one._replace(content=b"[" + one.content + b"]")) == expected
        compact = json.dumps(json.loads(one.content)).encode()
        assert ask(one._replace(content=compact)) == expected


def answers(value: Any) -> list[tuple[Any, str]]:  # noqa: ANN401 - JSON
    """Find every place of a record where something is given as an answer."""
    found: list[tuple[Any, str]] = []
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            found += answers(member)
    if isinstance(value, dict):
        found += [(value, name) for name in value if name in GIVEN or name.startswith(GIVEN_AS)]
    return found


def unread(one: Input, value: Any) -> None:  # noqa: ANN401 - JSON
    """Hold that a record gives the same with its answers gone, and with nonsense for them."""
    expected = ask(one)
    for number, odd in enumerate(NONSENSE):
        changed = deepcopy(value)
        for at, (holder, name) in enumerate(answers(changed)):
            if number:
                holder[name] = NONSENSE[(number + at) % len(NONSENSE)]
            else:
                del holder[name]
        assert ask(record(one.rules, changed)) == expected, odd


@pytest.mark.parametrize("one", SMALL[:9], ids=lambda one: one.rules)
def test_what_a_record_gives_as_the_answer_is_never_read(one: Input) -> None:
    value = json.loads(one.content)
    rows = [value if isinstance(value, dict) else value[0]]
    for row in rows:
        for name in ("candidates", "parties", "stages", "second_count"):
            members = row.get(name)
            rows += [m for m in members if isinstance(m, dict)] if isinstance(members, list) else []
    for row in rows:
        row.update(dict.fromkeys(GIVEN) | {f"{prefix}x": 1 for prefix in GIVEN_AS})
    assert len(answers(value)) >= len(GIVEN)
    assert ask(record(one.rules, value)) == ask(one)
    unread(record(one.rules, value), value)


@pytest.mark.data
def test_what_real_records_give_as_the_answer_is_never_read(data_folder: Path) -> None:
    """Every record of ams, sv and stv-ni: 16, 5 and 36."""
    records = [one for one in real(data_folder) if one.rules != "scotland-council-2011"]
    assert len(records) == 57
    for one in records:
        value = json.loads(one.content)
        assert answers(value)
        unread(one, value)


@pytest.mark.data
def test_what_the_rules_fix_does_not_come_from_the_record(data_folder: Path) -> None:
    london = next(one for one in real(data_folder) if one.rules == "london-assembly-1999")
    value = json.loads(london.content)
    seats = value.pop("list_seats")
    result = ask(record(london.rules, value))
    assert isinstance(result, Tallied)
    assert (seats, result.seats) == (11, 11)
    with_seats = ask(london)
    assert isinstance(with_seats, Tallied)
    assert replace(result, seats=11) == with_seats
