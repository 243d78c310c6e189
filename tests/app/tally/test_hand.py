"""A hand count as a record: tellers key a ward, and every part of the record is tallied."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from countroom.app.tally import Asked, Departed, LotGiven, Note, Tallied, tally
from countroom.app.tally.result import Awaiting, NextStep, Surplus
from countroom.domain.counting.blt import shortened
from countroom.domain.identifiers import RuleSetId
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import Refusal
from countroom.rules import load_rule_sets
from generated_wards import made_wards
from small_wards import Ward, wards
from tellers import Tellers, go_on, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Value = dict[str, Any]

WARD: Value = {
    "seats": 3,
    "candidates": [{"name": name} for name in ("Ann", "Bob", "Cat", "Dan", "Eve")],
    "first_preferences": [12, 8, 7, 7, 5],
    "stages": [
        {
            "action": "surplus",
            "from": [1],
            "sub_parcels": [{"papers": [0, 1, 0, 0, 3], "non_transferable": 8}],
        },
        {
            "action": "exclusion",
            "from": [5],
            "sub_parcels": [
                {"papers": [0, 1, 0, 0, 0], "non_transferable": 4},
                {"papers": [0, 3, 0, 0, 0], "non_transferable": 0},
            ],
        },
        {
            "action": "surplus",
            "from": [2],
            "sub_parcels": [{"papers": [0, 0, 2, 1, 0], "non_transferable": 0}],
        },
    ],
}
"""39 papers, quota 10. Ann's surplus of 2 goes at 0.50 on 4 papers, Eve is excluded in two
sub-parcels, Bob's surplus of 1.00 at 0.33 on 3 papers elects Cat."""
EQUAL: Value = {
    "seats": 1,
    "candidates": WARD["candidates"][:4],
    "first_preferences": [3, 2, 2, 4],
    "stages": [
        {
            "action": "exclusion",
            "from": [3],
            "sub_parcels": [{"papers": [0, 2, 0, 0], "non_transferable": 0}],
        }
    ],
}


def told(
    value: Value | str, *lots: LotGiven, seats: int | None = None, rules: str = "ni-council"
) -> Tallied | Refusal:
    """Tally a record, a value a line."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    return tally(text.encode(), Asked(load_rule_sets()[RuleSetId(rules)], seats, lots))


def tallied(value: Value | str, *lots: LotGiven, seats: int | None = None) -> Tallied:
    result = told(value, *lots, seats=seats)
    assert isinstance(result, Tallied), result
    return result


def refused(value: Value, *lots: LotGiven) -> tuple[str, dict[str, int | str]]:
    result = told(value, *lots)
    assert isinstance(result, Refusal)
    return result.code, dict(result.details)


def with_stages(*stages: Value, of: Value = WARD) -> Value:
    return {**of, "stages": list(stages)}


def keyed(ward: Ward) -> tuple[Value, tuple[LotGiven, ...]]:
    """Have a ward counted by tellers; give the record and the lots, by place."""
    tellers = Tellers(ward)
    tellers.to_the_end(lambda lot: Random(ward.seed + lot.stage).choice(lot.tied), go_on)
    lots = tuple(LotGiven(stage, str(place)) for stage, place in tellers.count.drawn)
    return record_of(tellers.count), lots


def ballots(ward: Ward, record: Value) -> str:
    """Write the papers of a ward as a BLT file, with the candidates of a record."""
    rows = [f"{many} {' '.join(map(str, ranking))} 0" for ranking, many in ward.ballots.items()]
    named = [f'"{one["name"]}" ({one["party"]})' for one in record["candidates"]]
    return "\n".join([f"{ward.candidates} {ward.seats}", *rows, "0", *named, '"A ward"', ""])


def prefixes(record: Value) -> Iterator[Value]:
    """Give the record as it was before each stage and before each sub-parcel."""
    for at, stage in enumerate(record["stages"]):
        before = record["stages"][:at]
        yield {**record, "stages": before}
        for sorted_ in range(len(stage["sub_parcels"])):
            part = {**stage, "sub_parcels": stage["sub_parcels"][:sorted_]}
            yield {**record, "stages": [*before, part]}


def same(hand: Tallied, papers: Tallied) -> None:
    """Hold that both are one count, but for what the hand count says of the next step."""
    assert replace(hand, next=None, title=papers.title) == replace(papers, next=None)


def generated(many: int) -> Iterator[Ward]:
    for made in made_wards(many):
        yield Ward(dict(Counter(made.papers)), made.candidates, made.seats, 7)


@settings(max_examples=100)
@given(ward=wards())
def test_a_whole_record_is_the_count_of_the_papers(ward: Ward) -> None:
    record, lots = keyed(ward)
    hand = tallied(record, *lots)
    same(hand, tallied(ballots(ward, record), *lots))
    assert (hand.next, hand.awaiting) == (NextStep("", ()), ())


def test_every_part_of_a_record_is_the_count_of_the_papers_as_far() -> None:
    """Its stages, and then what the tellers did next: a step, a sub-parcel, or a lot."""
    steps = sub_parcels = drawn = waiting = together = 0
    for ward in generated(150):
        record, lots = keyed(ward)
        whole = tallied(ballots(ward, record), *lots)
        for part in prefixes(record):
            begun = [*part["stages"]]
            under_way = bool(begun) and begun[-1] != record["stages"][len(begun) - 1]
            so_far = len(begun) + (0 if under_way else 1)
            known = [lot for lot in lots if lot.stage <= so_far]
            found = tallied(part, *known)
            assert found.stages == whole.stages[:so_far]
            assert set(found.elected) <= set(whole.elected)
            fills = so_far == len(record["stages"]) == len(whole.stages)  # a step without a stage
            elected = [one for one in whole.elected if one.stage <= so_far]
            assert fills or [one for one in found.elected if one.stage <= so_far] == elected
            assert found.lots == tuple(lot for lot in whole.lots if lot.stage <= so_far)
            if under_way:
                sorted_ = len(begun[-1]["sub_parcels"])
                then = record["stages"][len(begun) - 1]["sub_parcels"][sorted_:]
                papers = [sum(one["papers"]) + one["non_transferable"] for one in then]
                assert [one.papers for one in found.awaiting][: len(papers)] == papers
                assert found.next is None
                sub_parcels += 1
                continue
            then = record["stages"][len(begun)]
            assert fills or list(found.elected) == elected
            assert found.next is not None
            assert (found.next.action, list(found.next.of)) == (then["action"], then["from"])
            assert found.awaiting == ()
            steps += 1
            waiting += bool(found.next.waiting)
            together += len(found.next.of) > 1
            if any(lot.stage == so_far for lot in lots):
                undrawn = tallied(part, *(lot for lot in lots if lot.stage < so_far))
                assert undrawn.waits_for is not None
                assert (undrawn.next, undrawn.awaiting) == (None, ())
                drawn += 1
    assert min(steps, sub_parcels, drawn, waiting, together) > 10


def test_first_preferences_alone_tell_quota_and_first_step() -> None:
    found = tallied({key: value for key, value in WARD.items() if key != "stages"})
    assert (found.valid, found.quota, found.seats, found.rejected) == (39, 10, 3, None)
    assert [(one.name, one.stage) for one in found.elected] == [("Ann", 1)]
    assert found.next == NextStep("surplus", (1,), "2.00")
    assert found.votes == (12, 8, 7, 7, 5)
    assert found.complete


def test_a_record_may_end_between_two_sub_parcels() -> None:
    half = deepcopy(WARD)
    half["stages"] = half["stages"][:2]
    half["stages"][1]["sub_parcels"].pop()
    found = tallied(half)
    assert (found.next, found.awaiting) == (None, (Awaiting(3, "0.50"),))
    assert len(found.stages) == 2
    half["stages"][1]["sub_parcels"].pop()
    assert tallied(half).awaiting == (Awaiting(5, "1.00"), Awaiting(3, "0.50"))
    assert found.complete


def test_a_surplus_that_waits_is_told_with_its_votes() -> None:
    found = tallied({**WARD, "first_preferences": [12, 9, 9, 5, 2], "stages": []})
    assert found.next == NextStep("exclusion", (5,), "", (Surplus(1, "2.00"),))


def test_an_exclusion_that_only_fills_the_seats_makes_no_stage() -> None:
    """A 5, B 5, C 4, D 3 of 17, two seats, quota 6: D's papers are plumpers."""
    first = sorted_as({"action": "exclusion", "from": [4]}, ([0, 0, 0, 0], 3))
    value = {**EQUAL, "seats": 2, "first_preferences": [5, 5, 4, 3], "stages": [first]}
    assert tallied(value).next == NextStep("exclusion", (3,))
    found = tallied({**value, "stages": [first, {"action": "exclusion", "from": [3]}]})
    assert found.next == NextStep("", ())
    assert ([one.number for one in found.elected], len(found.stages)) == ([1, 2], 2)


def test_candidates_too_few_for_the_seats_are_all_elected() -> None:
    found = tallied({**WARD, "stages": []}, seats=7)
    assert (found.seats, len(found.elected), found.next) == (7, 5, NextStep("", ()))


def test_the_assembly_is_counted_so_too_and_a_sheet_stays_a_sheet() -> None:
    found = told(WARD, rules="ni-assembly-2001")
    assert isinstance(found, Tallied)
    assert found.stages == tallied(WARD).stages
    sheet = {**WARD, "candidates": [{"id": 1, "surname": "Ash"}]}
    del sheet["first_preferences"]
    with pytest.raises(Malformed) as caught:
        told(sheet)
    assert caught.value.details == {"name": "totals"}


# Lots.


def test_a_count_stops_at_a_lot_that_was_not_given_whatever_was_keyed_after_it() -> None:
    found = tallied(EQUAL)
    assert found.waits_for is not None
    assert (found.waits_for.stage, found.waits_for.tied) == (1, ("Bob", "Cat"))
    assert (len(found.stages), found.next, found.complete) == (1, None, False)


def test_a_lot_that_was_drawn_lets_the_count_go_on() -> None:
    found = tallied(EQUAL, LotGiven(1, "Cat"))
    assert found.lots[0].drawn == "Cat"
    assert len(found.stages) == 2
    assert found.complete


def test_a_lot_that_fell_on_another_than_who_was_excluded_needs_a_reason() -> None:
    code, details = refused(EQUAL, LotGiven(1, "Bob"))
    assert (code, details) == ("advice_declined_without_reason", {"at_stage": 2})


def test_a_lot_that_nothing_asks_for_is_refused() -> None:
    assert refused(WARD, LotGiven(1, "Bob")) == ("lot_not_asked_for", {"stage": 1, "name": "Bob"})


def test_a_lot_may_be_passed_over_with_a_reason() -> None:
    stage = {
        "action": "exclusion",
        "from": [1],
        "sub_parcels": [{"papers": [0, 0, 0, 0], "non_transferable": 3}],
        "declined": "Ann died",
    }
    found = tallied(with_stages(stage, of=EQUAL))
    asked = ("exclusion", (2, 3), True)
    assert found.departures == (Departed(2, *asked, "exclusion", (1,), "Ann died"),)
    assert (found.lots, found.next) == ((), NextStep("", ()))


# Advice declined.


def test_advice_is_declined_with_a_reason_that_is_told() -> None:
    stage: Value = {
        "action": "exclusion",
        "from": [5],
        "sub_parcels": [{"papers": [0, 1, 0, 0, 0], "non_transferable": 4}],
        "declined": "the surplus was overlooked",
    }
    found = tallied(with_stages(stage))
    asked = ("surplus", (1,), False)
    assert found.departures == (Departed(2, *asked, "exclusion", (5,), stage["declined"]),)
    assert found.stages[1].totals == ("12.00", "9.00", "7.00", "7.00", "0.00")
    assert found.next == NextStep("surplus", (1,), "2.00")


def test_a_reason_that_is_not_needed_is_none() -> None:
    value = deepcopy(WARD)
    value["stages"][0]["declined"] = "to be sure"
    assert tallied(value) == tallied(WARD)


# Refusals, with their place in the record.

SURPLUS: Value = WARD["stages"][0]
EXCLUSION: Value = WARD["stages"][1]


def sorted_as(stage: Value, *sub_parcels: tuple[list[int], int]) -> Value:
    parcels = [{"papers": papers, "non_transferable": n} for papers, n in sub_parcels]
    return {**stage, "sub_parcels": parcels}


@pytest.mark.parametrize(
    ("stages", "code", "details"),
    [
        (
            [sorted_as(SURPLUS, ([0, 1, 0, 0, 3], 7))],
            "papers_do_not_add_up",
            {"found": 11, "there": 12, "difference": -1, "at_stage": 2, "at_sub_parcel": 1},
        ),
        (
            [SURPLUS, sorted_as(EXCLUSION, ([0, 1, 0, 0, 0], 4), ([0, 3, 1, 0, 0], 0))],
            "papers_do_not_add_up",
            {"found": 4, "there": 3, "difference": 1, "at_stage": 3, "at_sub_parcel": 2},
        ),
        (
            [{**sorted_as(EXCLUSION, ([0, 1, 0, 0, 0], 5)), "declined": "tired"}],
            "papers_do_not_add_up",
            {"found": 6, "there": 5, "difference": 1, "at_stage": 2, "at_sub_parcel": 1},
        ),
        (
            [SURPLUS, sorted_as(EXCLUSION, ([1, 0, 0, 0, 0], 4))],
            "papers_to_not_continuing",
            {"at_stage": 3, "at_sub_parcel": 1},
        ),
        (
            [sorted_as(SURPLUS, ([0, 1, 0, 0, 3], 8), ([0, 1, 0, 0, 3], 8))],
            "no_stage_under_way",
            {"at_stage": 2, "at_sub_parcel": 2},
        ),
        ([sorted_as(SURPLUS), EXCLUSION], "stage_under_way", {"at_stage": 3}),
        ([EXCLUSION], "advice_declined_without_reason", {"at_stage": 2}),
        ([{**EXCLUSION, "declined": " "}], "advice_declined_without_reason", {"at_stage": 2}),
        ([SURPLUS, {**EXCLUSION, "from": [6]}], "not_continuing", {"at_stage": 3}),
        ([SURPLUS, {**EXCLUSION, "from": [0]}], "not_continuing", {"at_stage": 3}),
        ([SURPLUS, {**EXCLUSION, "from": []}], "not_continuing", {"at_stage": 3}),
        ([SURPLUS, SURPLUS], "no_such_surplus", {"at_stage": 3}),
        ([{**SURPLUS, "from": [1, 2]}], "no_such_surplus", {"at_stage": 2}),
        (
            [{**EXCLUSION, "from": [3, 4, 5], "declined": "quicker"}],
            "seats_would_stay_empty",
            {"vacancies": 2, "at_stage": 2},
        ),
        ([*WARD["stages"], EXCLUSION], "hand_count_finished", {"at_stage": 5}),
    ],
)
def test_what_could_not_be_keyed_is_refused_at_its_place(
    stages: list[Value], code: str, details: dict[str, int | str]
) -> None:
    assert refused(with_stages(*stages)) == (code, details)


# The tellers' own votes.


def with_votes(**votes: list[str]) -> Value:
    """Put the tellers' votes into the ward: of stage 2, and of both sub-parcels of stage 3."""
    value = deepcopy(WARD)
    places = {"surplus": (0, 0), "first": (1, 0), "second": (1, 1)}
    for name, figures in votes.items():
        stage, sub_parcel = places[name]
        value["stages"][stage]["sub_parcels"][sub_parcel]["votes"] = [*figures]
    return value


RIGHT = {
    "surplus": ["0.00", "0.50", "0.00", "0.00", "1.50"],
    "first": ["0.00", "1.00", "0.00", "0.00", "0.00"],
    "second": ["0.00", "1.50", "0.00", "0.00", "0.00"],
}


def test_votes_that_the_papers_make_are_no_finding() -> None:
    assert tallied(with_votes(**RIGHT)) == tallied(WARD)


def test_votes_that_the_papers_do_not_make_are_found_and_not_counted() -> None:
    wrong = {
        "surplus": ["0.00", "0.50", "0.00", "0.00", "1.53"],
        "first": ["1.00", "0.00", "0.00", "0.00", "0.00"],
        "second": ["0.00", "3.00", "0.00", "0.00", "0.00"],
    }
    found = tallied(with_votes(**wrong))
    assert found.findings == (
        Note("votes_of_stage_wrong", 2, 5, "1.53", "1.50"),
        Note("votes_of_stage_wrong", 3, 1, "1.00", "0.00"),
        Note("votes_of_stage_wrong", 3, 2, "0.00", "1.00"),
        Note("votes_of_stage_wrong", 3, 2, "3.00", "1.50"),
    )
    assert replace(found, findings=()) == tallied(WARD)
    assert found.complete


def test_votes_of_a_surplus_of_plumpers_are_none() -> None:
    stage = sorted_as(SURPLUS, ([0, 0, 0, 0, 0], 12))
    stage["sub_parcels"][0]["votes"] = ["0.00", "0.01", "0.00", "0.00", "0.00"]
    found = tallied(with_stages(stage))
    assert found.findings == (Note("votes_of_stage_wrong", 2, 2, "0.01", "0.00"),)
    assert (found.stages[1].transfer_value, found.stages[1].non_transferable) == ("0.00", "2.00")


def test_votes_of_a_surplus_too_small_for_its_papers_are_none() -> None:
    """A 153, quota 453 // 3 + 1 = 152: a vote over 153 papers is cut to 0.00."""
    parcel: Value = {"papers": [0, 153, 0, 0], "non_transferable": 0}
    stage: Value = {"action": "surplus", "from": [1], "sub_parcels": [parcel]}
    value = {**EQUAL, "seats": 2, "first_preferences": [153, 100, 100, 100], "stages": [stage]}
    assert tallied(value).stages[1].transfer_value == "0.00"
    parcel["votes"] = ["0.00", "0.00", "0.00", "0.00"]
    assert tallied(value).findings == ()


# Records that are not whole.


@pytest.mark.parametrize(
    ("path", "odd", "code", "name"),
    [
        (("seats",), 0, "json_figure", "seats"),
        (("candidates",), [], "json_list", "candidates"),
        (("candidates", 1, "name"), "", "json_text", "candidates[1].name"),
        (("candidates", 1, "party"), 3, "json_text", "candidates[1].party"),
        (("first_preferences",), {}, "json_list", "first_preferences"),
        (("first_preferences", 3), -1, "json_figure", "first_preferences[3]"),
        (("stages",), {}, "json_list", "stages"),
        (("stages", 1), [], "json_object", "stages[1]"),
        (("stages", 1, "action"), "election", "json_choice", "stages[1].action"),
        (("stages", 1, "from"), 5, "json_list", "stages[1].from"),
        (("stages", 1, "from", 0), "Eve", "json_figure", "stages[1].from[0]"),
        (("stages", 1, "declined"), True, "json_text", "stages[1].declined"),
        (("stages", 1, "sub_parcels", 1), 3, "json_object", "stages[1].sub_parcels[1]"),
        (
            ("stages", 1, "sub_parcels", 1, "papers", 2),
            0.5,
            "json_figure",
            "stages[1].sub_parcels[1].papers[2]",
        ),
        (
            ("stages", 1, "sub_parcels", 0, "non_transferable"),
            None,
            "json_figure",
            "stages[1].sub_parcels[0].non_transferable",
        ),
        (
            ("stages", 1, "sub_parcels", 0, "votes", 1),
            "1.0",
            "json_text",
            "stages[1].sub_parcels[0].votes[1]",
        ),
    ],
)
def test_a_value_of_another_kind_is_told_at_its_line(
    path: tuple[str | int, ...], odd: object, code: str, name: str
) -> None:
    value = with_votes(**RIGHT)
    put(value, path, "HERE")
    text = json.dumps(value, indent=1)
    line = next(at for at, row in enumerate(text.split("\n"), 1) if '"HERE"' in row)
    malformed = complaint(text.replace('"HERE"', json.dumps(odd)))
    assert (malformed.line, malformed.expected, malformed.details) == (
        *(line, code, {"name": shortened(name)}),
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("seats",), "seats"),
        (("candidates",), "candidates"),
        (("stages", 1, "action"), "action"),
        (("stages", 1, "from"), "from"),
        (("stages", 1, "sub_parcels", 1, "papers"), "papers"),
        (("stages", 1, "sub_parcels", 1, "non_transferable"), "non_transferable"),
    ],
)
def test_what_is_missing_is_named(path: tuple[str | int, ...], name: str) -> None:
    value = deepcopy(WARD)
    holder, last = reach(value, path)
    del holder[last]
    malformed = complaint(json.dumps(value, indent=1))
    assert (malformed.expected, malformed.details) == ("json_missing", {"name": name})


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        (("first_preferences",), 1),
        (("stages", 2, "sub_parcels", 0, "papers"), 4),
        (("stages", 1, "sub_parcels", 1, "votes"), 3),
    ],
)
@pytest.mark.parametrize("change", ["short", "long"])
def test_a_figure_for_each_candidate_is_expected(
    path: tuple[str | int, ...], rows: int, change: str
) -> None:
    """The line is that of the list, though its stage could not be reached."""
    value = with_votes(**RIGHT)
    value["first_preferences"][0] += 5
    holder, last = reach(value, path)
    figures = holder[last]
    holder[last] = figures[1:] if change == "short" else [*figures, figures[0]]
    text = json.dumps(value, indent=1)
    malformed = complaint(text)
    assert (malformed.expected, malformed.details) == ("json_candidate_missing", {"candidates": 5})
    row = text.split("\n")[malformed.line - 1]
    assert row.lstrip().startswith(f'"{path[-1]}": [')
    assert text.split("\n")[: malformed.line].count(row) == rows


def test_a_record_has_no_more_candidates_than_a_ballot_paper_may_have() -> None:
    many = {**WARD, "candidates": [{"name": str(n)} for n in range(1_000)]}
    malformed = complaint(json.dumps(many))
    assert malformed.expected == "json_too_many"


def complaint(text: str) -> Malformed:
    with pytest.raises(Malformed) as caught:
        told(text)
    return caught.value


def reach(value: Any, path: tuple[str | int, ...]) -> tuple[Any, Any]:  # noqa: ANN401 - JSON
    """Give what holds the value at a path, and where in it."""
    for step in path[:-1]:
        value = value[step]
    return value, path[-1]


def put(value: Value, path: tuple[str | int, ...], what: object) -> None:
    holder, last = reach(value, path)
    holder[last] = what


# A real count.

PAPERS_OF_LONG = [347, 12, 82, 38, 95, 15, 139, 0, 6_373, 13, 246, 50, 94, 68]
"""Belfast East 2017, stage 2: the printed transfers at 0.11 a paper; 38 went to nobody."""


@pytest.mark.data
def test_the_first_stages_of_belfast_east_2017_from_their_papers(data_folder: Path) -> None:
    file = data_folder / "counting" / "stv-ni" / "ni-assembly-2017-belfast-east.json"
    sheet = json.loads(file.read_text(encoding="utf-8"))
    first, second, third, *_ = sheet["stages"]
    parcel = {"papers": PAPERS_OF_LONG, "non_transferable": 38, "votes": second["transfers"]}
    parcel["votes"] = [one if one != "-883.00" else "0.00" for one in second["transfers"]]
    record: Value = {
        "seats": sheet["seats"],
        "candidates": [
            {"name": f"{one['first_name']} {one['surname']}", "party": one["party"]}
            for one in sheet["candidates"]
        ],
        "first_preferences": [int(total.removesuffix(".00")) for total in first["totals"]],
        "stages": [],
    }
    begun = told(record, rules="ni-assembly-2001")
    assert isinstance(begun, Tallied)
    assert (begun.valid, begun.quota) == (sheet["valid_poll"], sheet["quota"])
    assert begun.next == NextStep("surplus", (8,), "883.00")
    record["stages"].append({"action": "surplus", "from": [8], "sub_parcels": [parcel]})
    found = told(record, rules="ni-assembly-2001")
    assert isinstance(found, Tallied)
    assert found.findings == ()
    assert found.stages[1].transfer_value == "0.11"
    assert list(found.stages[1].totals) == second["totals"]
    assert found.stages[1].non_transferable == second["nontransferable_published"] == "50.08"
    ids = [one["id"] for one in sheet["candidates"]]
    assert found.next == NextStep("exclusion", tuple(ids.index(one) + 1 for one in third["source"]))
    record["stages"].append({"action": "exclusion", "from": [10]})
    under_way = told(record, rules="ni-assembly-2001")
    assert isinstance(under_way, Tallied)
    assert under_way.awaiting == (Awaiting(84, "1.00"), Awaiting(13, "0.11"))
