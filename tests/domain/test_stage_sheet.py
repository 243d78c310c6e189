"""Published sheets of hand counts: what adds up, what does not, and where the law was left."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.stage_sheet import (
    Departure,
    SheetCheck,
    SheetStage,
    StageSheet,
    check_sheet,
)
from countroom.domain.counting.stv import Lot
from countroom.domain.counting.stv_northern_ireland import Step, count
from small_wards import Ward, as_sheet, count_to_the_end, papers, wards

if TYPE_CHECKING:
    from pathlib import Path

A, B, C, D, E = 1, 2, 3, 4, 5

WARD = {"AEBC": 2, "AEBD": 1, "AB": 1, "A": 8, "B": 8, "C": 7, "D": 7, "E": 4, "EB": 1}
"""39 papers, 3 seats, quota 39 // 4 + 1 = 10; see test_stv_law for the rules.

1. A 12, B 8, C 7, D 7, E 5.
2. A's surplus of 2 on the 4 papers that have a next preference, 0.50 each: B 8.50, E 6.50.
3. E is excluded: of the first preferences one to B and 4 to nobody; then the 3 papers at 0.50 to
   B, 11.00 in all.
4. B's surplus of 1.00 on these 3 papers, 0.33 each: C 7.66, D 7.33, 0.01 to nobody. C has no
   fewer than D, so all seats are filled.
"""
SOUND = as_sheet(count(papers(WARD), 5, 3), 3)


def changed(
    number: int,
    *,
    totals: dict[int, int] | None = None,
    transfers: dict[int, int] | None = None,
    nobody: int | None = None,
    onwards: dict[int, int] | None = None,
    sheet: StageSheet = SOUND,
) -> StageSheet:
    """Change figures of a later stage by so much; ``onwards`` changes the totals after it too."""
    later = list(sheet.later)
    for at in range(number - 2, len(later)):
        stage = later[at]
        here = at == number - 2
        by = dict(onwards or {}) | (totals or {} if here else {})
        later[at] = replace(
            stage,
            totals=added(stage.totals, by),
            transfers=added(stage.transfers, (transfers or {}) if here else {}),
            non_transferable=nobody if here and nobody is not None else stage.non_transferable,
        )
    return replace(sheet, later=tuple(later))


def added(figures: tuple[int, ...], by: dict[int, int]) -> tuple[int, ...]:
    return tuple(figure + by.get(place, 0) for place, figure in enumerate(figures, 1))


def found(sheet: StageSheet) -> list[Discrepancy]:
    return list(check_sheet(sheet).discrepancies)


def test_a_sound_sheet_says_what_its_count_says() -> None:
    assert check_sheet(SOUND) == SheetCheck(count(papers(WARD), 5, 3), (), ())
    assert [stage.transfer_value for stage in SOUND_CHECK.count.stages] == [None, 50, None, 33]
    assert SOUND_CHECK.count.elected == (A, B, C)


SOUND_CHECK = check_sheet(SOUND)


# What does not add up.


def test_a_valid_poll_that_is_missing() -> None:
    sheet = replace(SOUND, valid=None)
    assert found(sheet) == [Discrepancy("valid_poll_missing", None, None, None, 39)]


def test_a_valid_poll_that_is_not_the_first_preferences() -> None:
    sheet = replace(SOUND, valid=38)
    assert found(sheet) == [Discrepancy("valid_poll_wrong", None, None, 38, 39)]


def test_first_preferences_that_are_not_whole_papers() -> None:
    sheet = replace(SOUND, first_preferences=added(SOUND.first_preferences, {C: 50}))
    assert found(sheet) == [Discrepancy("not_whole_papers", 1, C, 750, 700)]


def test_a_total_that_is_not_what_was_carried_forward() -> None:
    assert found(changed(4, totals={D: 1})) == [Discrepancy("carry_error", 4, D, 734, 733)]


def test_a_misprinted_total_is_found_again_where_the_next_stage_goes_on_from_the_right_one() -> (
    None
):
    """Nothing is mended: what is printed is carried forward, so it must come back."""
    assert found(changed(2, totals={D: 30})) == [
        Discrepancy("carry_error", 2, D, 730, 700),
        Discrepancy("carry_error", 3, D, 700, 730),
    ]


def test_a_misprinted_total_that_is_carried_forward_is_found_once() -> None:
    assert found(changed(2, onwards={D: 30})) == [Discrepancy("carry_error", 2, D, 730, 700)]


def test_a_misprinted_transfer_of_an_exclusion() -> None:
    sheet = changed(3, transfers={B: 1})
    assert found(sheet) == [Discrepancy("carry_error", 3, B, 1_100, 1_101)]


def test_a_crumb_left_with_an_excluded_candidate() -> None:
    sheet = changed(3, transfers={E: 1}, onwards={E: 1}, nobody=399)
    assert found(sheet) == [Discrepancy("crumb_left", 3, E, 1, 0)]


def test_a_quota_not_kept_after_a_surplus() -> None:
    sheet = changed(2, transfers={A: -1}, onwards={A: -1}, nobody=1)
    assert found(sheet) == [Discrepancy("surplus_wrong", 2, A, 999, 1_000)]


def test_votes_for_a_candidate_who_was_elected_before() -> None:
    sheet = changed(3, transfers={A: 1}, onwards={A: 1}, nobody=399)
    assert found(sheet) == [Discrepancy("votes_to_not_continuing", 3, A, 1, 0)]


def test_votes_for_a_candidate_who_was_excluded_before() -> None:
    sheet = changed(4, transfers={E: 33, D: -33}, onwards={E: 33, D: -33})
    assert found(sheet) == [Discrepancy("votes_to_not_continuing", 4, E, 33, 0)]


def test_more_votes_given_than_were_taken_away() -> None:
    sheet = changed(3, transfers={D: 500}, onwards={D: 500})
    assert found(sheet)[0] == Discrepancy("votes_created", 3, None, 100, 0)


def test_votes_that_nobody_got_printed_wrongly() -> None:
    sheet = changed(3, nobody=401)
    assert found(sheet) == [Discrepancy("non_transferable_wrong", 3, None, 401, 400)]


def test_votes_that_nobody_got_need_not_be_printed() -> None:
    later = tuple(replace(stage, non_transferable=None) for stage in SOUND.later)
    assert check_sheet(replace(SOUND, later=later)) == SOUND_CHECK


def test_no_value_of_a_paper_explains_a_transfer() -> None:
    """0.20 and 0.13 are whole papers only of 0.01; 33 papers could have had 0.03 each."""
    by = {C: 20 - 66, D: 13 - 33}
    sheet = changed(4, transfers=by, onwards=by, nobody=67)
    assert found(sheet) == [Discrepancy("transfer_value_wrong", 4, B, 33, 100)]
    assert check_sheet(sheet).count.stages[3].transfer_value is None


def test_a_surplus_of_somebody_who_has_none() -> None:
    """B has 8.50 after the stage, and no quota to keep; A, who lost the votes, was not moved."""
    sheet = replace(SOUND, later=(replace(SOUND.later[0], moved=(B,)),))
    assert found(sheet)[:2] == [
        Discrepancy("votes_taken_unmoved", 2, A, 200, 0),
        Discrepancy("surplus_wrong", 2, B, 850, 1_000),
    ]


def test_votes_taken_from_a_candidate_whose_papers_did_not_move() -> None:
    """C loses a vote to nobody while E is excluded, and everything adds up all the same.

    Without it C is not elected where the sheet says, and so D is, to whom votes still go.
    """
    sheet = changed(3, transfers={C: -100}, onwards={C: -100}, nobody=500)
    assert found(sheet)[0] == Discrepancy("votes_taken_unmoved", 3, C, 100, 0)


def test_a_sheet_that_ends_too_early() -> None:
    for stages, seats in ((0, 1), (1, 1), (2, 2)):
        sheet = replace(SOUND, later=SOUND.later[:stages])
        assert found(sheet) == [Discrepancy("count_not_finished", stages + 1, None, seats, 3)]


def test_a_sheet_may_end_where_the_next_exclusion_fills_the_seats() -> None:
    """A 5, B 5, C 4, D 3 of 17, quota 6. D's papers go to nobody; C's exclusion leaves two."""
    result = count(papers({"A": 5, "B": 5, "C": 4, "D": 3}), 4, 2)
    sheet = as_sheet(result, 2)
    assert len(sheet.later) == 1
    assert check_sheet(sheet) == SheetCheck(result, (), ())
    assert result.elected == (A, B)


# One wrong figure is one finding.

OTHER_THAN_MOVED = [(2, E), (2, C), (4, C), (4, D)]


@pytest.mark.parametrize(("number", "candidate"), OTHER_THAN_MOVED)
def test_a_misprinted_transfer_of_a_surplus_silences_what_follows_from_it(
    number: int, candidate: int
) -> None:
    (one,) = found(changed(number, transfers={candidate: 533}))
    assert (one.code, one.stage, one.candidate) == ("carry_error", number, candidate)


def test_votes_created_by_a_misprint_are_not_said_twice() -> None:
    (one,) = found(changed(3, transfers={D: 500}))
    assert one == Discrepancy("carry_error", 3, D, 700, 1_200)


def test_a_misprint_says_nothing_of_what_nobody_got() -> None:
    """400 are printed, 399 are left by the misprinted transfers: one cause, one finding."""
    sheet = changed(3, transfers={B: 1})
    assert [one.code for one in found(sheet)] == ["carry_error"]


def test_a_value_that_two_explain_leaves_the_later_one_free() -> None:
    """17 papers, 3 seats, quota 5; A's surplus of 10 on 15 papers is 0.66 each, 9.90 to B.

    11 papers at 0.90 would also be lawful. B's surplus of 6.90 then moves 5 of 15 papers, at no
    more than the 0.66 they came at.
    """
    ward = Ward(papers({"AB": 10, "ABDC": 5, "BCDA": 2}), 4, 3, 0)
    result = count(ward.ballots, 4, 3)
    assert [stage.transfer_value for stage in result.stages[1:]] == [66, 66]
    assert found(as_sheet(result, 3)) == []


def test_no_value_is_above_the_one_at_which_the_papers_were_received() -> None:
    """26 papers, 4 seats, quota 6. A's surplus of 3 on 6 papers is 0.50 each: B has 5 + 2.00.

    B's surplus of 1.00 moves 2 of the 4 papers at 0.50; a paper at 1.00 there was none.
    """
    votes = {"ABD": 2, "AB": 2, "AC": 1, "AE": 1, "A": 3, "B": 5, "C": 4, "D": 4, "E": 4}
    sheet = as_sheet(count(papers(votes), 5, 4), 4)
    values = [stage.transfer_value for stage in check_sheet(sheet).count.stages]
    assert values[:3] == [None, 50, 50]


# What was done, beside what the law asks.


def test_a_surplus_moved_that_was_to_wait_is_a_departure_and_no_finding() -> None:
    """D and E have 6 together, A a surplus of 2, C 9: both are to be excluded (rule 51(12))."""
    sheet = StageSheet(
        3,
        36,
        (1_200, 900, 900, 200, 400),
        (SheetStage("surplus", (A,), (1_000, 900, 900, 200, 600), (-200, 0, 0, 0, 200), 0),),
    )
    asked = Step("exclusion", (D, E), (A,))
    check = check_sheet(sheet)
    assert check.departures == (Departure(2, asked, "surplus", (A,)),)
    assert check.discrepancies == ()
    assert check.count.elected == (A, B, C)  # the next exclusion, of both, fills the seats


def test_those_excluded_together_may_be_printed_in_any_order() -> None:
    """A 7, B 6, C 5, D 2, E 2 of 22, two seats, quota 8: D and E go, and give B their four."""
    sheet = as_sheet(count(papers({"A": 7, "B": 6, "C": 5, "DBC": 2, "EBC": 2}), 5, 2), 2)
    (stage,) = sheet.later
    assert stage.moved == (D, E)
    other = replace(sheet, later=(replace(stage, moved=(E, D)),))
    assert check_sheet(other).departures == check_sheet(sheet).departures == ()


def test_what_is_done_after_the_last_seat_is_filled_was_asked_by_nothing() -> None:
    after = SheetStage("exclusion", (D,), (1_000, 1_000, 766, 0, 0), (0, 0, 0, -733, 0), 733)
    check = check_sheet(replace(SOUND, later=(*SOUND.later, after)))
    assert check.departures == (Departure(5, None, "exclusion", (D,)),)
    assert check.count.elected == (A, B, C)
    assert check.discrepancies == ()


TIED = {"A": 5, "B": 5, "C": 5, "D": 3, "EA": 1, "EB": 1, "EC": 1}
"""20 papers, one seat: E is excluded after a lot with D, then D, then A, B and C are equal."""


def test_a_lot_counts_as_drawn_for_whoever_was_moved() -> None:
    drawn = {(1, E)}
    result, _ = count_to_the_end(count, Ward(papers(TIED), 5, 1, 0), lambda lot: max(lot.tied))
    assert result.lots[0] == Lot(1, "exclusion", (D, E), E)
    check = check_sheet(as_sheet(result, 1))
    assert check.departures == ()
    assert check.count.lots[0] == result.lots[0]
    assert count(papers(TIED), 5, 1, drawn).lots[0] == result.lots[0]


def test_to_move_somebody_else_than_the_tied_departs_from_the_lot() -> None:
    """A 6, B 4, C 4, D 4 of 18 for one seat: B, C and D are equal, and A is excluded."""
    moved = SheetStage("exclusion", (A,), (0, 400, 400, 400), (-600, 0, 0, 0), 600)
    check = check_sheet(StageSheet(1, 18, (600, 400, 400, 400), (moved,)))
    asked = Lot(1, "exclusion", (B, C, D), None)
    assert check.departures == (Departure(2, asked, "exclusion", (A,)),)
    assert [lot.stage for lot in check.count.lots] == [2]


def test_equal_surpluses_by_lot_on_a_sheet() -> None:
    """A and B have 7 of a quota of 5 (16 papers, 3 seats); whichever goes first, none departs."""
    votes = {"AC": 7, "BD": 7, "C": 1, "D": 1}
    for first in (A, B):
        result, _ = count_to_the_end(
            count,
            Ward(papers(votes), 4, 3, 0),
            lambda lot, first=first: first if first in lot.tied else lot.tied[0],  # type: ignore[misc]
        )
        check = check_sheet(as_sheet(result, 3))
        assert result.stages[1].moved == (first,)
        assert check.departures == ()
        assert check.count.lots[0] == Lot(1, "surplus", (A, B), first)


def test_a_sheet_that_ends_in_a_lot_waits_for_it() -> None:
    """Nothing is printed of an exclusion that only fills the seats, so nobody can tell whose."""
    check = check_sheet(StageSheet(1, 8, (400, 400), ()))
    assert check.count.waits_for == Lot(1, "exclusion", (A, B), None)
    assert check.count.elected == ()
    drawn = check_sheet(StageSheet(1, 8, (400, 400), ()), {(1, A)})
    assert (drawn.count.elected, drawn.discrepancies) == ((B,), ())


def test_a_sheet_that_ends_before_a_lot_waits_for_it_and_for_nothing_else() -> None:
    check = check_sheet(StageSheet(3, 16, (700, 700, 100, 100), ()))
    assert check.count.waits_for == Lot(1, "surplus", (A, B), None)
    assert check.discrepancies == ()


def test_figures_that_elect_too_many_are_told() -> None:
    """A 7, B 6, C 4, D 1 of 18 for two seats, quota 7: votes from nowhere lift B and C to it."""
    stage = SheetStage("exclusion", (D,), (700, 700, 900, 0), (0, 100, 500, -100), None)
    check = check_sheet(StageSheet(2, 18, (700, 600, 400, 100), (stage,)))
    assert Discrepancy("too_many_elected", 2, None, 3, 2) in check.discrepancies


def test_stages_of_another_length_are_our_own_mistake() -> None:
    stage = replace(SOUND.later[0], totals=SOUND.later[0].totals[:-1])
    with pytest.raises(ValueError, match=r"argument 2 is shorter|has not a figure"):
        check_sheet(replace(SOUND, later=(stage,)))


def test_a_surplus_of_two_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match=r"too many values|moved"):
        check_sheet(replace(SOUND, later=(replace(SOUND.later[0], moved=(A, B)),)))


@pytest.mark.parametrize("moved", [(), (6,), (0,)])
def test_nobody_or_a_stranger_moved_is_our_own_mistake(moved: tuple[int, ...]) -> None:
    stage = replace(SOUND.later[1], moved=moved)
    with pytest.raises(ValueError, match="moved"):
        check_sheet(replace(SOUND, later=(SOUND.later[0], stage)))


# Sheets written from counts.


@settings(max_examples=300)
@given(ward=wards())
def test_a_sheet_written_from_a_count_has_no_finding_and_elects_the_same(ward: Ward) -> None:
    result, _ = count_to_the_end(count, ward)
    check = check_sheet(as_sheet(result, ward.seats))
    assert check.departures == ()
    last = result.lots[-1] if result.lots else None
    if last and last.stage == len(result.stages):  # nothing of the last lot is on the sheet
        assert check.count.waits_for == replace(last, drawn=None)
        assert set(check.count.elected) < set(result.elected)
    else:
        assert check.discrepancies == ()
        assert (check.count.elected, check.count.lots) == (result.elected, result.lots)
    for own, counted in zip(check.count.stages, result.stages, strict=True):
        assert replace(own, transfer_value=counted.transfer_value) == counted
        if counted.transfer_value:
            assert own.transfer_value is None or own.transfer_value >= counted.transfer_value


@settings(max_examples=200)
@given(ward=wards(), data=st.data())
def test_one_figure_changed_in_an_exclusion_is_found_at_its_stage(
    ward: Ward, data: st.DataObject
) -> None:
    result, _ = count_to_the_end(count, ward)
    sheet = as_sheet(result, ward.seats)
    exclusions = [n for n, stage in enumerate(sheet.later, 2) if stage.action == "exclusion"]
    if not exclusions:
        return
    number = data.draw(st.sampled_from(exclusions))
    candidate = data.draw(st.integers(1, ward.candidates))
    by = data.draw(st.integers(-250, -1))
    wrong = found(changed(number, transfers={candidate: by}, sheet=sheet))
    at_once = [one for one in wrong if one.code != "count_not_finished"]
    expected = sheet.later[number - 2].totals[candidate - 1]
    assert at_once == [Discrepancy("carry_error", number, candidate, expected, expected + by)]


# The worked example of domain.md 4.6.


def belfast_east(folder: Path) -> tuple[dict[str, Any], StageSheet]:
    """Read the sheet of Belfast East 2017."""
    file = folder / "counting" / "stv-ni" / "ni-assembly-2017-belfast-east.json"
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    place = {one["id"]: number for number, one in enumerate(record["candidates"], 1)}

    def figures(texts: list[str]) -> tuple[int, ...]:
        return tuple(int(text.replace(".", "")) for text in texts)

    first, *later = record["stages"]
    stages = tuple(
        SheetStage(
            stage["action"],
            tuple(place[one] for one in stage["source"]),
            figures(stage["totals"]),
            figures(stage["transfers"]),
            figures([stage["nontransferable_published"]])[0],
        )
        for stage in later
    )
    return record, StageSheet(5, record["valid_poll"], figures(first["totals"]), stages)


@pytest.mark.data
def test_belfast_east_2017_figure_by_figure(data_folder: Path) -> None:
    record, sheet = belfast_east(data_folder)
    of = {one["surname"]: number for number, one in enumerate(record["candidates"], 1)}
    check = check_sheet(sheet)
    result = check.count
    assert (record["electorate"], record["total_poll"], record["spoiled"]) == (64_788, 40_828, 471)
    assert (result.valid, result.quota) == (40_357, 6_727)

    first, second = result.stages[:2]
    assert first.votes(of["Long"]) - 672_700 == 88_300
    assert (second.moved, second.transfer_value) == ((of["Long"],), 11)
    gained = sheet.later[0].transfers
    assert gained[of["Lyttle"] - 1] == 6_373 * 11 == 70_103
    assert gained[of["Allen"] - 1] == 347 * 11 == 3_817
    assert sum(one for one in gained if one > 0) == 83_292
    assert second.non_transferable == 88_300 - 83_292 == 5_008

    eighth, ninth = result.stages[7:9]
    assert eighth.votes(of["Lyttle"]) - 672_700 == 54_187
    kyle, douglas = eighth.votes(of["Kyle"]), eighth.votes(of["Douglas"])
    assert (kyle, douglas) == (314_879, 459_973)
    assert douglas - kyle > 54_187  # so Lyttle's surplus waits (rule 49(10))
    assert (ninth.action, ninth.moved) == ("exclusion", (of["Kyle"],))

    tenth, gained = result.stages[9], sheet.later[8].transfers
    assert (tenth.moved, tenth.transfer_value) == ((of["Lyttle"],), 100)
    assert sorted(one for one in gained if one > 0) == [6_500, 9_800]
    assert tenth.non_transferable - ninth.non_transferable == 54_187 - 163 * 100 == 37_887

    eleventh, gained = result.stages[10], sheet.later[9].transfers
    assert ninth.votes(of["Allen"]) - 672_700 == 53_062
    assert sheet.later[7].transfers[of["Allen"] - 1] == 120_900
    assert (eleventh.moved, eleventh.transfer_value) == ((of["Allen"],), 91)
    assert gained[of["Douglas"] - 1] == 31_759
    assert gained[of["Newton"] - 1] == 20_839
    assert (31_759 + 20_839) // 91 == 578
    newton = eleventh.votes(of["Newton"])
    assert newton == 554_165
    assert newton < 672_700

    elected = ["Long", "Lyttle", "Allen", "Bunting", "Newton"]
    assert result.elected == tuple(of[name] for name in elected)
    assert check.departures == ()
    assert check.discrepancies == (Discrepancy("carry_error", 8, of["Milne"], 0, 1),)
