"""A contest totalled from local counts: first preferences, the second count, papers."""

from __future__ import annotations

import csv
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from countroom.app.tally import Chosen, Note, StageRow, Tallied
from countroom.domain.malformed import Malformed
from fuzz.readers import AREAS, LOCAL, SUPPLEMENTARY, TRANSFERS, ask, record

if TYPE_CHECKING:
    from pathlib import Path

    Value = dict[str, Any]

NORTH, SOUTH = 0, 1
SECONDS = ("transfers", "second_count", "second_count_uncounted")


def tallied(value: Value, rules: str = "ca-mayor-2017-sv", seats: int | None = None) -> Tallied:
    result = ask(record(rules, value), seats)
    assert isinstance(result, Tallied)
    return result


def told(value: Value, rules: str = "ca-mayor-2017-sv") -> tuple[str, dict[str, Any], str]:
    """Give the complaint, and the line that it points at."""
    one = record(rules, value)
    with pytest.raises(Malformed) as caught:
        ask(one, 1 if rules == "plurality" else None)
    row = one.content.decode().split("\n")[caught.value.line - 1].strip()
    return caught.value.expected, dict(caught.value.details), row


def areas(*changes: tuple[int, Value], **more: Any) -> Value:  # noqa: ANN401 - JSON
    """Change local counts; what is changed to None is left out."""
    value = {**deepcopy(AREAS), **more}
    for place, changed in changes:
        local = {**value["local_counts"][place], **changed}
        value["local_counts"][place] = {k: v for k, v in local.items() if v is not None}
    return value


WITHOUT: Value = dict.fromkeys(SECONDS)


def test_the_second_counts_of_all_areas_are_added() -> None:
    """North adds 1 and 6 by second_count, South 3 and 6 by transfers."""
    result = tallied(areas())
    assert result.stages == (
        StageRow(1, "first preferences", (), None, ("40", "35", "20", "5"), "0"),
        StageRow(2, "second preferences", (3, 4), None, ("44", "47", "0", "0"), "9"),
    )
    assert result.elected == (Chosen(2, "Bob Birch", "", 2),)
    assert (result.valid, result.rejected, result.complete) == (100, 3, True)
    assert (result.findings, result.areas_missing, result.remaining) == ((), (), ())
    assert (result.parties, result.votes) == (("Green", "", "", ""), (40, 35, 20, 5))


def test_it_is_as_if_the_whole_had_been_counted_in_one_place() -> None:
    whole = tallied({**SUPPLEMENTARY, "transfers": TRANSFERS})
    parts = tallied(areas())
    assert (parts.stages, parts.elected[0].name) == (whole.stages, whole.elected[0].name)


@pytest.mark.parametrize("place", [NORTH, SOUTH])
def test_an_area_that_lacks_what_another_has_is_named_and_nothing_is_decided(place: int) -> None:
    result = tallied(areas((place, WITHOUT)))
    assert result.areas_missing == (("North", "South")[place],)
    assert result.remaining == ("Ann Ash", "Bob Birch")
    assert (result.elected, len(result.stages), result.complete) == ((), 1, False)
    assert result.findings == ()


def test_an_area_without_a_name_is_named_by_its_number() -> None:
    result = tallied(areas((SOUTH, {**WITHOUT, "area": None})))
    assert result.areas_missing == ("2",)


@pytest.mark.parametrize(
    "part",
    [
        {"transfers": {}},
        {"second_count": []},
        {"second_count": [{"name": "Ann Ash", "total": 13}]},
        {"second_count": [{"name": "Ann Ash", "total": 13}, {"name": "Bob Birch"}]},
        {"second_count_uncounted": 15},
        {"second_count_uncounted": 0},
    ],
)
def test_an_area_with_only_part_of_its_second_count_is_missing(part: Value) -> None:
    for other in (NORTH, SOUTH):
        result = tallied(areas((other, {**WITHOUT, **part})))
        assert result.areas_missing == (("North", "South")[other],)


def test_where_no_area_has_a_second_count_all_wait_together() -> None:
    result = tallied(areas((NORTH, WITHOUT), (SOUTH, WITHOUT)))
    assert (result.areas_missing, result.remaining) == ((), ("Ann Ash", "Bob Birch"))
    assert result.complete is False
    begun = areas((NORTH, {**WITHOUT, "second_count_uncounted": 0}), (SOUTH, WITHOUT))
    assert tallied(begun).areas_missing == ("North", "South")


def test_an_area_whose_eliminated_have_no_papers_needs_no_second_count() -> None:
    """Zeros are known there: 6 and 9 of the other area are all."""
    votes = {"Ann Ash": 10, "Bob Birch": 35, "Cat Cole": 0, "Dan Dow": 0}
    result = tallied(areas((SOUTH, {**WITHOUT, "votes": votes})))
    assert result.stages[1].totals == ("41", "56", "0", "0")
    assert (result.areas_missing, result.complete) == ((), True)
    unsure = areas((SOUTH, {**WITHOUT, "votes": votes}), first_count_complete=False)
    assert tallied(unsure).areas_missing == ("South",)


def test_one_second_count_of_the_whole_may_stand_beside_local_first_preferences() -> None:
    value = areas((NORTH, WITHOUT), (SOUTH, WITHOUT), transfers=TRANSFERS)
    assert tallied(value).stages[1].totals == ("44", "47", "0", "0")
    second = {"second_count": SUPPLEMENTARY["second_count"], "second_count_uncounted": 8}
    value = areas((NORTH, WITHOUT), (SOUTH, WITHOUT), **second)
    assert [note.code for note in tallied(value).findings] == ["second_preferences_do_not_close"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("transfers", TRANSFERS),
        ("second_count", SUPPLEMENTARY["second_count"]),
        ("second_count_uncounted", 9),
        ("second_count_uncounted", 0),
        ("valid", 100),
        ("rejected", 3),
        ("rejected", {"unmarked": 3}),
    ],
)
def test_what_the_whole_and_the_areas_have_both_is_told(name: str, given: object) -> None:
    code, details, row = told(areas(**{name: given}))
    assert (code, details) == ("json_beside_counts", {"name": name})
    assert row.startswith(f'"{name}"')


@pytest.mark.parametrize("name", ["valid", "rejected"])
@pytest.mark.parametrize("rules", ["ca-mayor-2017-sv", "plurality"])
def test_papers_are_given_by_all_areas_or_by_none(name: str, rules: str) -> None:
    code, details, row = told(areas((SOUTH, {name: None})), rules)
    assert (code, details, row) == ("json_missing", {"name": name}, "{")
    result = tallied(areas((NORTH, {name: None}), (SOUTH, {name: None})))
    assert result.rejected == (None if name == "rejected" else 3)


def test_one_figure_for_all_other_papers_closes_each_area() -> None:
    """North: 10 papers, 7 counted, 3 not. South: 15, 9 counted, 6 not."""
    assert tallied(areas((SOUTH, {"second_count_uncounted": 6}))).findings == ()
    result = tallied(areas((NORTH, {"second_count_uncounted": 4}), (SOUTH, {"area": None})))
    assert result.findings == (
        Note("second_preferences_do_not_close", 2, None, "11", "10", "North"),
    )
    result = tallied(areas((SOUTH, {"second_count_uncounted": 5, "area": None})))
    assert result.findings == (Note("second_preferences_do_not_close", 2, None, "14", "15", "2"),)


def test_a_row_that_does_not_close_silences_the_one_figure() -> None:
    transfers = {"Cat Cole": {"Ann Ash": 3, "Bob Birch": 6}, "Dan Dow": {"none": 3}}
    value = areas((SOUTH, {"transfers": transfers, "second_count_uncounted": 1}))
    assert tallied(value).findings == (
        Note("second_preferences_do_not_close", 2, 3, "9", "12", "South"),
    )


def test_every_area_is_held_against_its_own_papers() -> None:
    """16 more than the 10 of North could be among the 25 of both."""
    second = [
        {"name": "Ann Ash", "second_preferences_added": 16},
        {"name": "Bob Birch", "second_preferences_added": 0, "total": 16},
    ]
    result = tallied(areas((NORTH, {"second_count": second, "second_count_uncounted": None})))
    assert result.findings == (
        Note("second_total_wrong", 2, 2, "16", "15", "North"),
        Note("second_preferences_exceed", 2, 1, "16", "10", "North"),
    )


def test_an_area_that_took_the_wrong_candidates_on_is_found() -> None:
    """In the South Cat is second; in the whole Ann and Bob remain."""
    second = [
        {"name": "Bob Birch", "second_preferences_added": 4, "total": 24},
        {"name": "Cat Cole", "second_preferences_added": 5, "total": 17},
    ]
    result = tallied(areas((SOUTH, {**WITHOUT, "second_count": second})))
    assert result.findings == (Note("second_count_for_eliminated", 2, 3, "17", None, "South"),)
    assert result.areas_missing == ("South",)


def test_valid_papers_of_an_area_are_its_first_preferences() -> None:
    result = tallied(areas((SOUTH, {"valid": 46})))
    assert result.findings == (Note("valid_poll_wrong", None, None, "46", "45", "South"),)
    assert result.valid == 100
    assert tallied(areas((SOUTH, {"valid": 46}), first_count_complete=False)).valid == 101


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"second_count": [{"name": "Eve", "total": 1}]}, "{"),
        ({"transfers": {"Eve": {"none": 1}}}, '"transfers": {'),
        ({"transfers": {"Dan Dow": {"Eve": 1}}}, '"transfers": {'),
    ],
)
def test_a_stranger_in_an_area_is_told_at_its_line(changed: Value, path: str) -> None:
    code, details, row = told(areas((SOUTH, changed)))
    assert (code, details, row) == ("json_not_standing", {"name": "Eve"}, path)


def test_two_rows_of_one_name_in_an_area_are_told() -> None:
    second = [{"name": "Ann Ash", "total": 1}, {"name": "Ann Ash", "total": 2}]
    code, details, _ = told(areas((NORTH, {"second_count": second})))
    assert (code, details) == ("json_name_shared", {"name": "Ann Ash"})


def test_local_counts_beside_candidates_are_not_passed_over() -> None:
    code, _, row = told({**SUPPLEMENTARY, **LOCAL})
    assert (code, row) == ("json_votes_and_counts", '"candidates": [')


def test_votes_and_papers_of_each_area_are_compared_where_most_votes_win() -> None:
    value = deepcopy(LOCAL)
    for local, valid in zip(value["local_counts"], (36, 24), strict=True):
        local.update(valid=valid, rejected={"unmarked": 1, "uncertain": 1})
    result = tallied(value, "pcc-2023-fptp")
    assert result.findings == (Note("votes_below_papers", 1, None, "35", "36", "North"),)
    assert (result.valid, result.rejected, result.seats) == (59, 4, 1)
    result = tallied(value, "plurality", 2)
    assert result.findings == (Note("votes_below_papers", 1, None, "35", "36", "North"),)
    assert result.valid == 60
    assert (result.parties, result.votes) == (("", "", ""), (25, 21, 13))


REJECTED = ("official_mark", "voter_identified", "unmarked", "uncertain", "too_many")


@pytest.mark.data
def test_london_2016_is_totalled_from_its_663_wards(data_folder: Path) -> None:
    """The second column there has the seconds of all papers, not of those the law counts."""
    file = data_folder / "mayors-pcc" / "london-mayor-2016-wards.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    names = [key for key in rows[0] if key.startswith("first_") and key != "first_valid"]
    wards = [
        {
            "area": f"{row['borough']}, {row['ward_as_published']}",
            "votes": {name.removeprefix("first_"): int(row[name]) for name in names},
            "valid": int(row["first_valid"]),
            "rejected": {head: int(row[f"rej_{head}"]) for head in REJECTED},
        }
        for row in rows
    ]
    assert len(wards) == 663
    result = tallied({"local_counts": wards}, "london-mayor-2007-sv")
    assert result.remaining == ("zac_goldsmith", "sadiq_aman_khan")[::-1]
    assert dict(zip(result.names, result.votes, strict=True))["sadiq_aman_khan"] == 1_148_716
    assert (result.valid, result.rejected) == (
        2_596_961,
        sum(int(row["rej_total"]) for row in rows),
    )
    assert (result.areas_missing, result.findings, result.complete) == ((), (), False)
    added = {"sadiq_aman_khan": 161_427, "zac_goldsmith": 84_859}
    second = [{"name": name, "second_preferences_added": n} for name, n in added.items()]
    whole = tallied({"local_counts": wards, "second_count": second}, "london-mayor-2007-sv")
    assert [one.name for one in whole.elected] == ["sadiq_aman_khan"]
    assert sorted(map(int, whole.stages[1].totals))[-2:] == [994_614, 1_310_143]
    assert whole.findings == ()
    wards[7]["second_count"] = [{"name": name, "total": 2_000} for name in added]
    result = tallied({"local_counts": wards}, "london-mayor-2007-sv")
    assert len(result.areas_missing) == 662
    assert wards[7]["area"] not in result.areas_missing
