"""The bill of keying: sheets, keystrokes of both entries, and when the last sheet is in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.arranging import Arrangement, arranged
from countroom.app.bill import Bill, Pace, added, bill_of, bills_of, expected_papers, mixed_sheets
from countroom.app.sources import Source, contests_for
from countroom.rules import load_rule_sets
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.election import Contest, Depth
    from countroom.domain.identifiers import ContestId

RULES = load_rule_sets()
SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
DAY = "2024-05-02"
HARLOW_PAPERS = 18_370
"""Verified in the eleven wards, by night.md."""


def bill(*contests: Contest, papers: int | None = None, pace: Pace | None = None) -> Bill:
    known = None if papers is None else dict.fromkeys([one.id for one in contests], papers)
    return bill_of([(one, RULES[one.rule_set]) for one in contests], known, pace or Pace())


def harlow(depth: Depth, mixed: int = 45) -> Bill:
    source = Source([SAMPLE])
    wards = contests_for(source, "harlow", DAY)
    electors = sum(one.electorate or 0 for one in wards)
    papers: dict[ContestId, int] = {
        one.id: (one.electorate or 0) * HARLOW_PAPERS // electors for one in wards
    }
    made = [arranged(one, Arrangement(depth=depth), Texts()) for one in wards]
    pairs = [(one, RULES[one.rule_set]) for one in made]
    return bill_of(pairs, papers, Pace(mixed=mixed))


def test_one_sheet_of_totals_key_by_key() -> None:
    ward = replace(hall.make_contest(1, seats=1, candidates=2), boxes=())
    one = bill(ward, papers=2_000)
    # Number and Enter 7; papers 4 + 1; two candidates 4 + 1; four heads 1 + 1; finish 1.
    heads = len(RULES[ward.rule_set].heads)
    keys = 7 + 5 + 2 * 5 + 2 * heads + 1
    assert (one.sheets, one.keystrokes) == (1, 2 * keys)
    assert one.keyer_ms == 2 * keys * 350 + 2 * 6_000
    assert one.keyer_minutes == -(-one.keyer_ms // 60_000)


def test_the_bill_of_all_is_that_of_each_contest_added_up() -> None:
    wards = [
        hall.make_contest(1),
        hall.make_contest(2, seats=1),
        hall.make_contest(3, candidates=3),
    ]
    pairs = [(one, RULES[one.rule_set]) for one in wards]
    each = bills_of(pairs)
    assert list(each) == [wards[0].id, wards[1].id], "the third has no poll"
    assert [each[one.id] for one in wards[:2]] == [bill(one) for one in wards[:2]]
    whole = bill(*wards)
    assert whole == added(each.values())
    assert whole.keystrokes == sum(one.keystrokes for one in each.values())
    assert whole.by_kind == {"account": 4, "count": 2}


def test_harlow_2024_at_every_sheet_does_not_fit_one_hour_with_two_keyers() -> None:
    every = harlow("every_sheet")
    assert (every.sheets, every.by_kind["mixed"], every.keystrokes) == (380, 336, 28_180)
    assert (every.minutes(2), every.minutes(4)) == (121, 61)
    more = harlow("every_sheet", mixed=60)
    assert more.minutes(2) == 157


def test_a_lower_depth_costs_less() -> None:
    bills = [harlow(depth) for depth in ("totals", "team_summary", "every_sheet")]
    assert [one.sheets for one in bills] == [33, 44, 380]
    assert bills[0].keystrokes < bills[1].keystrokes < bills[2].keystrokes
    assert [one.minutes(2) for one in bills[:2]] == [10, 14]


def test_more_keyers_are_quicker_and_the_sum_is_the_same() -> None:
    every = harlow("every_sheet")
    assert [every.minutes(k) for k in range(1, 7)] == [241, 121, 81, 61, 49, 41]


def test_the_last_sheet_is_in_so_many_minutes_after_keying_begins() -> None:
    every = harlow("every_sheet")
    assert every.last_sheet("2024-05-02T22:30:00.000Z", 2) == "2024-05-03T00:31:00Z"


def test_figures_known_from_the_set_up_are_confirmed_by_enter() -> None:
    ward = replace(hall.make_contest(1), boxes=hall.make_contest(1).boxes[:1])
    known = replace(ward, boxes=(replace(ward.boxes[0], entrusted=2_500),))
    assert bill(known, papers=1_250).keystrokes == bill(ward, papers=1_250).keystrokes - 2 * 4


def test_for_one_seat_every_paper_lies_in_a_bundle() -> None:
    assert mixed_sheets(hall.make_contest(1, seats=1), 2_000) == 0
    assert mixed_sheets(hall.make_contest(1), 2_000) == 36
    nobody_paired = replace(hall.make_contest(1), candidates=hall.make_contest(1).candidates[6:])
    assert mixed_sheets(nobody_paired, 2_000) == 80


def test_papers_are_guessed_from_the_electorate() -> None:
    assert expected_papers(hall.make_contest(1)) == 2_400
    assert expected_papers(replace(hall.make_contest(1), electorate=None)) == 2_000


def test_a_contest_without_a_poll_costs_nothing() -> None:
    assert bill(hall.make_contest(1, seats=3, candidates=3)).sheets == 0


@pytest.mark.parametrize("depth", ["totals", "team_summary", "every_sheet"])
def test_unused_votes_cost_a_line_more(depth: Depth) -> None:
    ward = arranged(hall.make_contest(1), Arrangement(depth=depth), Texts())
    assert bill(replace(ward, keeps_unused_votes=True)).keystrokes > bill(ward).keystrokes
