"""The two laws of the single transferable vote rule by rule, on wards to be counted by hand.

Scotland: SSI 2011/399, Schedule 1, rules 46 to 53. Northern Ireland: Electoral Law Act (Northern
Ireland) 1962, Schedule 5, rules 47 to 52. Papers are written by letters: "CA" has C first, then A.
"""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countroom.domain.counting import stv_northern_ireland, stv_scotland
from countroom.domain.counting.blt import read_blt
from countroom.domain.counting.stv import Lot, Parcel, Table, quota
from countroom.domain.counting.stv_northern_ireland import (
    Step,
    deem_elected,
    exclude,
    first_stage,
    next_step,
    transfer_value,
)
from small_wards import Law, Ward, count_to_the_end, papers, wards

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from countroom.domain.counting.stv import Count, Drawn, Ranking

A, B, C, D, E, F, G = 1, 2, 3, 4, 5, 6, 7
BOTH = pytest.mark.parametrize("law", [stv_scotland.count, stv_northern_ireland.count])


def scotland(votes: Mapping[str, int], candidates: int, seats: int, drawn: Drawn = ()) -> Count:
    return stv_scotland.count(papers(votes), candidates, seats, drawn)


def ireland(votes: Mapping[str, int], candidates: int, seats: int, drawn: Drawn = ()) -> Count:
    return stv_northern_ireland.count(papers(votes), candidates, seats, drawn)


def steps(count: Count) -> list[tuple[str, tuple[int, ...]]]:
    """Give what was done after the first stage, and to whom."""
    return [(stage.action, stage.moved) for stage in count.stages[1:]]


# What both laws share.


@pytest.mark.parametrize(
    ("valid", "seats", "least"),
    [(0, 1, 1), (11, 1, 6), (12, 1, 7), (11, 2, 4), (12, 2, 5), (14, 2, 5), (15, 2, 6)],
)
def test_the_quota_is_the_next_whole_number_above_the_share(
    valid: int, seats: int, least: int
) -> None:
    assert quota(valid, seats) == least


@BOTH
def test_whoever_has_the_quota_exactly_is_elected_and_has_no_surplus(law: Law) -> None:
    """12 papers, 2 seats, quota 5: A has 5. Then C goes; in Northern Ireland B's 4 are enough."""
    count = law(papers({"A": 5, "B": 4, "CB": 3}), 3, 2)
    assert (count.valid, count.quota) == (12, 5)
    assert count.elected == (A, B)
    assert all(action != "surplus" for action, _ in steps(count))


@BOTH
def test_one_vote_below_the_quota_is_not_enough_at_the_first_stage(law: Law) -> None:
    """15 papers, 2 seats, quota 6: A 5, B 5, C 3, D 2."""
    count = law(papers({"A": 5, "B": 5, "CA": 3, "DB": 2}), 4, 2)
    assert count.quota == 6
    assert steps(count)[0] == ("exclusion", (D,))


@BOTH
def test_nobody_gets_papers_after_being_elected_or_excluded(law: Law) -> None:
    """14 papers, 2 seats, quota 5: A 5, B 3, C 3, D 1, E 2.

    D goes, then E, whose papers name A (elected) and D (excluded) before B.
    """
    count = law(papers({"A": 5, "B": 3, "C": 3, "D": 1, "EADB": 2}), 5, 2)
    one = count.stages[0].votes(A) // 5
    assert steps(count)[:2] == [("exclusion", (D,)), ("exclusion", (E,))]
    assert count.stages[2].totals == (5 * one, 5 * one, 3 * one, 0, 0)
    assert count.stages[2].non_transferable == one
    assert count.elected == (A, B)


@BOTH
def test_candidates_who_are_no_more_than_the_seats_are_all_elected_at_once(law: Law) -> None:
    count = law(papers({"A": 9, "B": 1}), 3, 3)
    assert (count.elected, len(count.stages)) == ((A, B, C), 1)


@BOTH
def test_seats_nobody_stands_for_stay_empty(law: Law) -> None:
    count = law(papers({"A": 9, "B": 1}), 2, 3)
    assert count.elected == (A, B)


@BOTH
def test_a_place_withdrawn_stays_on_the_sheet_and_takes_no_part(law: Law) -> None:
    count = law(papers({"A": 5, "CA": 3, "DA": 2}), 4, 1, (), frozenset([B]))
    assert count.stages[0].votes(B) == 0
    assert count.elected == (A,)
    assert all(B not in moved for _, moved in steps(count))


@BOTH
def test_without_any_paper_only_lots_can_decide(law: Law) -> None:
    count = law({}, 2, 1)
    assert (count.valid, count.quota, count.elected) == (0, 1, ())
    assert count.waits_for == Lot(1, "exclusion", (A, B), None)
    assert law({}, 2, 1, {(1, A)}).elected == (B,)


LATEST_AND_EARLIEST = {"A": 5, "B": 4, "EB": 2, "EG": 1, "FA": 2, "FB": 1, "FG": 1, "G": 7}
"""23 papers, one seat, C and D are nobody's. A 5, B 4, E 3, F 4, G 7; E's papers make A 5, B 6,
G 8; F's make A 7, B 7, G 9. A had more at stage 1 of these, B at stage 2."""


def without_c_and_d(law: Law, drawn: Drawn = ()) -> Count:
    """Count the ward above with C and D left out from the start."""
    return law(papers(LATEST_AND_EARLIEST), 7, 1, drawn, frozenset([C, D]))


def test_equal_lowest_scotland_looks_back_from_the_latest_stage() -> None:
    """Rule 52: at stage 2 A had 5 and B 6, so A is excluded."""
    count = without_c_and_d(stv_scotland.count)
    assert steps(count)[:3] == [("exclusion", (E,)), ("exclusion", (F,)), ("exclusion", (A,))]
    assert count.stages[2].totals == (700_000, 700_000, 0, 0, 0, 0, 900_000)
    assert count.lots == ()


def test_equal_lowest_northern_ireland_looks_on_from_the_earliest_stage() -> None:
    """Rule 51(13): at stage 1 A had 5 and B 4, so B is excluded."""
    count = without_c_and_d(stv_northern_ireland.count)
    assert steps(count)[:2] == [("exclusion", (E,)), ("exclusion", (F,))]
    assert count.stages[2].totals == (700, 700, 0, 0, 0, 0, 900)
    assert count.lots == ()
    # B's exclusion leaves A and G, of whom G has no fewer votes: B's papers move nothing.
    assert steps(count)[2] == ("exclusion", (B,))


SURPLUSES = {"A": 9, "B": 7, "CB": 3, "DA": 3, "DB": 2, "EF": 8, "F": 8}
"""40 papers, 3 seats, quota 11: A 9, B 7, C 3, D 5, E 8, F 8. C's papers make B 10; D's make A 12
and B 12: both have a surplus of 1. A had more at stage 1, B at stage 2."""


def test_equal_surpluses_scotland_looks_back_from_the_latest_stage() -> None:
    """Rule 50: at stage 2 B had 10 and A 9."""
    count = scotland(SURPLUSES, 6, 3)
    assert count.stages[2].totals[:2] == (1_200_000, 1_200_000)
    assert steps(count)[:3] == [("exclusion", (C,)), ("exclusion", (D,)), ("surplus", (B,))]
    assert steps(count)[3] == ("surplus", (A,))


def test_equal_surpluses_northern_ireland_looks_on_from_the_earliest_stage() -> None:
    """Rule 50(1): at stage 1 A had 9 and B 7."""
    count = ireland(SURPLUSES, 6, 3)
    assert count.stages[2].totals[:2] == (1_200, 1_200)
    assert steps(count)[:3] == [("exclusion", (C,)), ("exclusion", (D,)), ("surplus", (A,))]


def three_way(a: int, b: int, c: int, e: str, f: str) -> dict[str, int]:
    """Make a ward in which A, B and C are equal at stage 3, after E and F; G is far ahead."""
    votes = {"A": a, "B": b, "C": c, "G": 22}
    for source, receivers in (("E", e), ("F", f)):
        for one in receivers:
            votes[source + one] = votes.get(source + one, 0) + 1
    return votes


LATE_PAIR = three_way(15, 16, 14, "AABCCCC", "AABBCGGG")
"""A 15, B 16, C 14; after E A 17, B 17, C 18; after F 19 each."""
EARLY_PAIR = three_way(14, 14, 15, "AAABBGG", "AABBBCCCC")
"""A 14, B 14, C 15; after E A 17, B 16, C 15; after F 19 each."""
LATE_PAIR_LIKE_THE_THIRD = three_way(15, 16, 15, "AABCCCG", "AABBCGGG")
"""As LATE_PAIR, but C had at stage 1 what A had: 15."""
EARLY_PAIR_LIKE_THE_THIRD = three_way(14, 14, 15, "AAABBCG", "AABBBCCCG")
"""As EARLY_PAIR, but C had at stage 2 what B had: 16."""


@pytest.mark.parametrize(
    ("law", "votes", "excluded"),
    [
        # Stage 2 leaves A and B, stage 1 (where C had fewest of all) parts these two: A 15, B 16.
        (stv_scotland.count, LATE_PAIR, A),
        (stv_northern_ireland.count, LATE_PAIR, C),
        # Stage 1 leaves A and B, stage 2 (where C had fewest of all) parts these two: A 17, B 16.
        (stv_northern_ireland.count, EARLY_PAIR, B),
        (stv_scotland.count, EARLY_PAIR, C),
        # Whoever is out of it at one stage does not come back by an equal figure at another.
        (stv_scotland.count, LATE_PAIR_LIKE_THE_THIRD, A),
        (stv_northern_ireland.count, LATE_PAIR_LIKE_THE_THIRD, A),
        (stv_northern_ireland.count, EARLY_PAIR_LIKE_THE_THIRD, B),
        (stv_scotland.count, EARLY_PAIR_LIKE_THE_THIRD, B),
    ],
)
def test_a_three_way_tie_is_looked_at_further_among_those_left_only(
    law: Law, votes: dict[str, int], excluded: int
) -> None:
    count = law(papers(votes), 7, 1, (), frozenset([D]))
    assert len({count.stages[2].votes(one) for one in (A, B, C)}) == 1
    assert [moved for _, moved in steps(count)[:3]] == [(E,), (F,), (excluded,)]


EQUAL = {"A": 4, "B": 3, "C": 3, "D": 3, "E": 5}
"""18 papers, one seat: B, C and D are equal from the first stage on."""


@BOTH
def test_a_lot_stops_the_count_and_says_who_is_tied(law: Law) -> None:
    count = law(papers(EQUAL), 5, 1)
    assert count.waits_for == Lot(1, "exclusion", (B, C, D), None)
    assert (count.elected, len(count.stages)) == ((), 1)


@BOTH
def test_a_lot_drawn_resumes_the_count_until_the_next_and_changes_no_vote(law: Law) -> None:
    once = law(papers(EQUAL), 5, 1, {(1, C)})
    assert once.lots == (
        Lot(1, "exclusion", (B, C, D), C),
        Lot(2, "exclusion", (B, D), None),
    )
    assert steps(once) == [("exclusion", (C,))]
    assert once.stages[0] == law(papers(EQUAL), 5, 1).stages[0]
    twice = law(papers(EQUAL), 5, 1, {(1, C), (2, D)})
    assert twice.waits_for is None
    assert [moved for _, moved in steps(twice)][:2] == [(C,), (D,)]
    assert twice.elected == (E,)


@BOTH
@pytest.mark.parametrize("drawn", [{(2, B)}, {(1, A)}, {(1, 9)}])
def test_a_lot_of_another_stage_or_of_nobody_tied_is_no_lot(
    law: Law, drawn: set[tuple[int, int]]
) -> None:
    count = law(papers(EQUAL), 5, 1, drawn)
    assert count.waits_for == Lot(1, "exclusion", (B, C, D), None)


@BOTH
@pytest.mark.parametrize("first", [A, B])
def test_of_equal_surpluses_the_one_drawn_goes_first_and_the_other_next(
    law: Law, first: int
) -> None:
    """16 papers, 3 seats, quota 5: A and B have 7. At stage 2 only one has a surplus left."""
    votes = papers({"AC": 7, "BD": 7, "C": 1, "D": 1})
    assert law(votes, 4, 3).waits_for == Lot(1, "surplus", (A, B), None)
    count = law(votes, 4, 3, {(1, first)})
    assert count.lots[0] == Lot(1, "surplus", (A, B), first)
    assert steps(count)[:2] == [("surplus", (first,)), ("surplus", (A + B - first,))]


@BOTH
def test_the_largest_surplus_goes_first(law: Law) -> None:
    """36 papers, 3 seats, quota 10: A's surplus is 3, B's 4."""
    count = law(papers({"AC": 13, "BD": 14, "C": 5, "D": 4}), 4, 3)
    assert steps(count)[0] == ("surplus", (B,))
    assert steps(count)[1] == ("surplus", (A,))


# Scotland.


def test_scotland_cuts_the_value_of_a_paper_before_it_is_multiplied() -> None:
    """14 papers, 2 seats, quota 5; A has 7 and 2 above it: 2/7 = 0.285714... is cut to 0.28571.

    B has 4 + 3 x 0.28571 = 4.85713 (cut afterwards it would be 4.85714), C 3 + 2 x 0.28571 =
    3.57142. Of the surplus 2 - 0.85713 - 0.57142 = 0.57145 is nobody's, two papers' worth and
    what was cut.
    """
    count = scotland({"AB": 3, "AC": 2, "A": 2, "B": 4, "C": 3}, 3, 2)
    second = count.stages[1]
    assert (second.action, second.moved, second.transfer_value) == ("surplus", (A,), 28_571)
    assert second.totals == (500_000, 485_713, 357_142)
    assert second.non_transferable == 57_145


def test_scotland_cuts_the_values_of_papers_received_at_different_values_separately() -> None:
    """20 papers, 3 seats, quota 6: A 9, B 5, C 3, D 3.

    A's surplus is 3: 3/9 = 0.33333, B 5 + 6 x 0.33333 = 6.99998, C 3.99999. B is 0.99998 above.
    A first preference is now worth 0.99998 x 1 / 6.99998 = 0.142854... -> 0.14285, a paper that
    came at 0.33333 is 0.99998 x 0.33333 / 6.99998 = 0.047617... -> 0.04761. C has 3.99999 +
    5 x 0.14285 + 6 x 0.04761 = 4.99990; 0.00001 + 0.99998 - 0.99991 = 0.00008 are nobody's.
    """
    count = scotland({"ABC": 6, "AC": 3, "BC": 5, "C": 3, "D": 3}, 4, 3)
    second, third = count.stages[1:3]
    assert second.totals == (600_000, 699_998, 399_999, 300_000)
    assert (third.action, third.moved, third.transfer_value) == ("surplus", (B,), 14_285)
    assert third.totals == (600_000, 600_000, 499_990, 300_000)
    assert third.non_transferable == 3 + 7


def test_scotland_transfers_a_surplus_on_all_papers_not_the_last_alone() -> None:
    """15 papers, 2 seats, quota 6: A 5, B 4, C 3, D 3, of whom a lot falls on D.

    D's three papers make A 8; A's surplus of 2 is on all eight, 2/8 = 0.25, five of them for B.
    """
    count = scotland({"AB": 5, "B": 4, "C": 3, "DAC": 3}, 4, 2, {(1, D)})
    assert steps(count)[:2] == [("exclusion", (D,)), ("surplus", (A,))]
    third = count.stages[2]
    assert third.transfer_value == 25_000
    assert third.totals == (600_000, 525_000, 375_000, 0)


def test_scotland_excludes_one_at_a_time_however_far_behind() -> None:
    """30 papers, one seat: C 1 and D 2 cannot come near B's 12, and still go one by one."""
    count = scotland({"A": 15, "B": 12, "C": 1, "D": 2}, 4, 1)
    assert steps(count)[:2] == [("exclusion", (C,)), ("exclusion", (D,))]


def test_scotland_transfers_every_surplus_before_it_excludes_anybody() -> None:
    """37 papers, 3 seats, quota 10: A's surplus of 2 cannot lift E (2) to D (5), and moves."""
    count = scotland({"AB": 12, "B": 9, "C": 9, "D": 5, "E": 2}, 5, 3)
    assert steps(count)[0] == ("surplus", (A,))


def test_scotland_an_excluded_candidates_papers_keep_the_values_they_were_received_at() -> None:
    """15 papers, 2 seats, quota 6; A has 8, 2 above: 2/8 = 0.25, four for C, who has 2 + 1.

    B 3, C 3.00, D 2: D goes to nobody; then C (2 at stage 1, B 3) gives B 2 x 1 + 4 x 0.25.
    """
    count = scotland({"ACB": 4, "A": 4, "B": 3, "CB": 2, "D": 2}, 4, 2)
    assert count.stages[1].totals == (600_000, 300_000, 300_000, 200_000)
    assert steps(count)[1:] == [("exclusion", (D,)), ("exclusion", (C,))]
    assert count.stages[3].totals == (600_000, 600_000, 0, 0)
    assert count.stages[3].non_transferable == 100_000 + 200_000


def test_scotland_shows_the_transfer_of_the_exclusion_that_fills_the_seats() -> None:
    """17 papers, 2 seats, quota 6: D 3 to nobody; C's 4 move though A and B are then elected."""
    count = scotland({"A": 5, "B": 5, "CA": 4, "D": 3}, 4, 2)
    assert steps(count) == [("exclusion", (D,)), ("exclusion", (C,))]
    assert count.stages[2].totals == (900_000, 500_000, 0, 0)
    assert count.elected == (A, B)


def test_scotland_makes_no_further_transfer_when_the_seats_are_filled() -> None:
    """20 papers, 3 seats, quota 6: A 12 and B 6 have it, C is the only other: A's surplus stays."""
    count = scotland({"AB": 12, "B": 6, "C": 2}, 3, 3)
    assert count.elected == (A, B, C)
    assert len(count.stages) == 1


def test_those_elected_at_one_stage_are_listed_in_ballot_order() -> None:
    """B has more than A, and both are elected at the first stage."""
    assert scotland({"A": 7, "B": 9, "C": 2, "D": 1}, 4, 2).elected == (A, B)
    assert ireland({"A": 7, "B": 9, "C": 2, "D": 1}, 4, 2).elected == (A, B)


def test_peterhead_south_and_cruden_2022() -> None:
    """The worked example of domain.md 4.5, from its numbers of papers."""
    hall, johnstone, simpson, smith = "A", "B", "C", "D"
    count = scotland(
        {
            smith + johnstone: 158,
            smith + simpson: 799,
            smith: 1_578 - 158 - 799,
            hall + johnstone: 967,
            hall + simpson: 57,
            hall: 1_105 - 967 - 57,
            johnstone: 298,
            simpson: 414,
        },
        4,
        3,
    )
    assert (count.valid, count.quota) == (3_395, 849)
    second, third = count.stages[1:3]
    assert (second.moved, second.transfer_value) == ((D,), 46_197)
    assert second.totals == (110_500_000, 37_099_126, 78_311_403, 84_900_000)
    assert second.non_transferable == 28_689_471
    assert (third.moved, third.transfer_value) == ((A,), 23_167)
    assert third.totals == (84_900_000, 59_501_615, 79_631_922, 84_900_000)
    assert third.non_transferable == 30_566_463
    assert steps(count)[2] == ("exclusion", (B,))
    assert count.elected == (A, D, C)


@pytest.mark.data
def test_paisley_northeast_and_ralston_2017(data_folder: Path) -> None:
    """Graham and Sharkey both have 1311; Sharkey had 1167 to Graham's 1103 the stage before."""
    ward = data_folder / "counting" / "stv-scotland" / "renfrewshire-2017-ward03.blt"
    file = read_blt(ward.read_text(encoding="utf-8"))
    official = json.loads(ward.with_suffix(".json").read_text(encoding="utf-8"))
    place = {one["name"]: one["number"] for one in official["candidates"]}
    graham, sharkey = place["Neill Graham"], place["Jim Sharkey"]
    count = stv_scotland.count(file.ballots, len(file.candidates), file.seats)
    assert (count.valid, count.quota) == (4_804, 1_202)
    assert [count.stages[5].votes(one) for one in (graham, sharkey)] == [131_100_000] * 2
    assert count.stages[4].votes(sharkey) == 116_700_000
    assert count.stages[4].votes(graham) == 110_300_000
    assert steps(count)[5:7] == [("surplus", (sharkey,)), ("surplus", (graham,))]
    assert count.lots == ()


# Northern Ireland: surpluses.


def test_ireland_divides_a_surplus_by_the_papers_that_are_transferable() -> None:
    """22 papers, 2 seats, quota 8: A has 12, 4 above, on 7 papers with a next preference.

    4/7 = 0.571... is cut to 0.57: B 6 + 4 x 0.57 = 8.28, C 4 + 3 x 0.57 = 5.71; 0.01 is nobody's.
    """
    count = ireland({"AB": 4, "AC": 3, "A": 5, "B": 6, "C": 4}, 3, 2)
    second = count.stages[1]
    assert (second.action, second.moved, second.transfer_value) == ("surplus", (A,), 57)
    assert second.totals == (800, 828, 571)
    assert second.non_transferable == 1


def test_ireland_values_no_first_preference_above_one() -> None:
    """As above with 3 transferable papers for a surplus of 4: 1.00 each, and 1 is nobody's."""
    count = ireland({"AB": 2, "AC": 1, "A": 9, "B": 6, "C": 4}, 3, 2)
    second = count.stages[1]
    assert second.transfer_value == 100
    assert second.totals == (800, 800, 500)
    assert second.non_transferable == 100


def test_ireland_a_surplus_without_transferable_papers_is_nobodys() -> None:
    """A stage all the same: the surplus of 4 is taken away, and is enough to lift C to B."""
    count = ireland({"A": 12, "B": 6, "C": 4}, 3, 2)
    second = count.stages[1]
    assert (second.action, second.transfer_value) == ("surplus", 0)
    assert (second.totals, second.non_transferable) == ((800, 600, 400), 400)


def test_ireland_a_surplus_may_be_worth_less_than_a_hundredth_a_paper() -> None:
    """300 papers, 2 seats, quota 101; 1/102 is cut to 0.00, so B and C get papers and no votes."""
    count = ireland({"AB": 51, "AC": 51, "B": 99, "C": 99}, 3, 2, {(2, C)})
    assert (count.valid, count.quota) == (300, 101)
    second = count.stages[1]
    assert (second.transfer_value, second.non_transferable) == (0, 100)
    assert second.totals == (10_100, 9_900, 9_900)


LAST_PARCEL = {"AEBC": 4, "A": 8, "B": 8, "C": 7, "D": 7, "E": 4, "EB": 1}
"""39 papers, 3 seats, quota 10: A 12, B 8, C 7, D 7, E 5. A's surplus of 2 on 4 papers is 0.50
each, E 7.00; E (5 at stage 1) goes before C and D: one first preference to B, then 4 x 0.50,
B 11.00."""


def test_ireland_transfers_a_later_surplus_on_the_sub_parcel_last_received() -> None:
    """B's surplus of 1.00 is on the 4 papers that came last: 0.25 each, C 8.00.

    On all of B's 13 papers it would be another value, and D's chance another.
    """
    count = ireland(LAST_PARCEL, 5, 3)
    assert steps(count) == [("surplus", (A,)), ("exclusion", (E,)), ("surplus", (B,))]
    assert count.stages[2].totals == (1_000, 1_100, 700, 700, 0)
    assert count.stages[3].transfer_value == 25
    assert count.stages[3].totals == (1_000, 1_000, 800, 700, 0)
    assert count.elected == (A, B, C)


def test_ireland_values_no_paper_above_what_it_was_received_at() -> None:
    """As above, but only one of the four goes on: 1.00/1 is more than the 0.50 it came at."""
    votes = LAST_PARCEL | {"AEBC": 1, "AEB": 3}
    count = ireland(votes, 5, 3)
    assert count.stages[3].transfer_value == 50
    assert count.stages[3].totals == (1_000, 1_000, 750, 700, 0)
    assert count.stages[3].non_transferable - count.stages[2].non_transferable == 50


@pytest.mark.parametrize(
    ("surplus", "transferable", "received_at", "value"),
    [
        (88_300, 7_572, 100, 11),  # Belfast East 2017, Long: 883 / 7572 = 0.1166
        (54_187, 163, 100, 100),  # Lyttle: 541.87 / 163 is more than 1
        (53_062, 578, 100, 91),  # Allen: 530.62 / 578 = 0.918
        (100, 3, 50, 33),
        (100, 2, 50, 50),
        (100, 1, 50, 50),
        (100, 0, 50, 0),
    ],
)
def test_ireland_transfer_values(
    surplus: int, transferable: int, received_at: int, value: int
) -> None:
    assert transfer_value(surplus, transferable, received_at) == value


# Northern Ireland: what comes next.


def table(seats: int, quota_votes: int, totals: list[int]) -> Table:
    """Lay votes on a table in hundredths; whoever has the quota is elected."""
    laid = Table(
        one=100,
        seats=seats,
        quota=quota_votes * 100,
        totals=[0, *totals],
        continuing=[False, *[True] * len(totals)],
        drawn=(),
    )
    laid.record("first preferences")
    laid.elect_by_quota(1)
    return laid


@pytest.mark.parametrize(
    ("votes", "step"),
    [
        # Quota 10, A's surplus is 2. E 2, D 5: 2 is less than 3, so it waits and E goes.
        ({"A": 12, "B": 9, "C": 9, "D": 5, "E": 2}, Step("exclusion", (E,), (A,))),
        # E 3, D 5: 2 is not less than 2 (rule 49(10)(a)), and 3 + 5 + 2 not less than 9.
        ({"A": 12, "B": 9, "C": 9, "D": 5, "E": 3}, Step("surplus", (A,))),
        # E 2, D 4: 2 + 4 + 2 is less than 9, so both go, and the surplus waits (49(10)(b)).
        ({"A": 12, "B": 9, "C": 9, "D": 4, "E": 2}, Step("exclusion", (D, E), (A,))),
        # E 3, D 4, surplus 1: it could make them equal, but 3 + 4 + 1 is less than 9.
        ({"A": 11, "B": 9, "C": 9, "D": 4, "E": 3}, Step("exclusion", (D, E), (A,))),
        # E 3, D 4, surplus 2: 3 + 4 + 2 is not less than 9.
        ({"A": 12, "B": 9, "C": 9, "D": 4, "E": 3}, Step("surplus", (A,))),
        # Two surpluses together: 1 + 1 is not less than 2, though each is.
        ({"A": 11, "B": 11, "C": 7, "D": 5, "E": 3}, Step("surplus", (A,))),
    ],
)
def test_ireland_lets_surpluses_wait_that_cannot_change_who_is_lowest(
    votes: dict[str, int], step: Step
) -> None:
    """Three seats; of the two equal surpluses of the last ward a lot falls on A's."""
    laid = first_stage([0, *votes.values()], 3, {(1, A)})
    assert laid.quota == 1_000
    assert next_step(laid) == step


def test_ireland_never_lets_a_surplus_wait_for_an_exclusion_that_would_leave_a_seat_empty() -> None:
    """Two seats are left for B 9, C 3, D 2.50: C and D together with 2 are less than B.

    To exclude both would leave B alone, so the group does not count; 2 could lift D to C.
    """
    laid = table(3, 10, [1_200, 900, 300, 250])
    assert next_step(laid) == Step("surplus", (A,))


@pytest.mark.parametrize(
    ("votes", "excluded"),
    [
        ({"A": 9, "B": 8, "C": 5, "D": 2, "E": 2}, (D, E)),  # 4 is less than 5
        ({"A": 9, "B": 8, "C": 5, "D": 3, "E": 2}, (E,)),  # 5 is not less than 5
        ({"A": 9, "B": 8, "C": 3, "D": 1, "E": 1}, (C, D, E)),  # 5 is less than 8: the most of them
    ],
)
def test_ireland_excludes_all_together_who_are_less_than_the_next(
    votes: dict[str, int], excluded: tuple[int, ...]
) -> None:
    """Rule 51(12), two seats."""
    assert next_step(table(2, 11, [many * 100 for many in votes.values()])) == Step(
        "exclusion", excluded
    )


def test_ireland_excludes_no_more_together_than_leaves_the_seats_filled() -> None:
    """B, C and D have 6, less than A's 9; but two seats want two candidates, so C and D go."""
    assert next_step(table(2, 10, [900, 300, 200, 50])) == Step("exclusion", (C, D))


def test_ireland_equals_are_parted_inside_no_group() -> None:
    """C and D have nothing and B 1: both go at once, no lot between them is drawn."""
    laid = table(1, 10, [900, 100, 0, 0])
    assert next_step(laid) == Step("exclusion", (B, C, D))
    assert laid.lots == []


BELFAST_EAST = ("Allen", "Bunting", "Douglas", "Kyle", "Long", "Lyttle", "Newton")
"""Those who still have votes at stage 8 (domain.md 4.6)."""


def test_belfast_east_2017_lyttles_surplus_waits_for_the_exclusion_of_kyle() -> None:
    """Kyle, 3148.79, is further below the next, Douglas, 4599.73, than the surplus of 541.87."""
    place = {name: number for number, name in enumerate(BELFAST_EAST, 1)}
    laid = table(5, 6_727, [604_862, 627_501, 459_973, 314_879, 672_700, 726_887, 489_072])
    assert list(laid.elected) == [place["Long"], place["Lyttle"]]
    assert laid.surplus(place["Lyttle"]) == 54_187
    assert next_step(laid) == Step("exclusion", (place["Kyle"],), (place["Lyttle"],))


def test_belfast_east_2017_longs_surplus() -> None:
    """Long has 7610, 883 above the quota; 7572 papers have a next preference: 0.11 each."""
    first = [5_275, 275, 6_007, 4_431, 250, 917, 2_658, 7_610, 5_059, 84, 1_447, 4_729, 1_173, 442]
    next_papers = [347, 12, 82, 38, 95, 15, 139, 0, 6_373, 13, 246, 50, 94, 68]
    long, lyttle = 8, 9
    ballots: dict[Ranking, int] = {
        (place,): many for place, many in enumerate(first, 1) if place != long
    }
    ballots[long,] = 7_610 - 7_572
    ballots |= {(long, place): many for place, many in enumerate(next_papers, 1) if many}
    count = stv_northern_ireland.count(ballots, 14, 5)
    assert (count.valid, count.quota) == (40_357, 6_727)
    second = count.stages[1]
    assert (second.action, second.moved, second.transfer_value) == ("surplus", (long,), 11)
    assert second.votes(lyttle) == 505_900 + 70_103
    assert second.votes(1) == 527_500 + 3_817
    assert second.votes(long) == 672_700
    assert second.non_transferable == 88_300 - 83_292 == 5_008


# Northern Ireland: exclusions.


def test_ireland_moves_the_first_preferences_of_all_excluded_together() -> None:
    """22 papers, 2 seats, quota 8: A 7, B 6, C 5, D 2, E 2; D and E go together.

    B reaches the quota with E's two alone; D's two come with them, and none passes on to C.
    """
    count = ireland({"A": 7, "B": 6, "C": 5, "DBC": 2, "EBC": 2}, 5, 2)
    assert steps(count) == [("exclusion", (D, E))]
    assert count.stages[1].totals == (700, 1_000, 500, 0, 0)
    assert count.elected == (A, B)


PASSED_OVER = {"AEBC": 4, "A": 8, "B": 8, "C": 7, "D": 7, "EB": 3, "E": 2}
"""39 papers, 3 seats, quota 10: as above, but three of E's first preferences are for B, 11.00."""


def test_ireland_passes_over_whoever_reaches_the_quota_within_an_exclusion() -> None:
    """B has 11.00 after the first sub-parcel: the 4 papers at 0.50 go to C, who has 9.00.

    C has no fewer than D (7) and B's surplus (1) together, and is elected at the same stage.
    """
    count = ireland(PASSED_OVER, 5, 3)
    assert steps(count) == [("surplus", (A,)), ("exclusion", (E,))]
    assert count.stages[2].totals == (1_000, 1_100, 900, 700, 0)
    assert count.stages[2].non_transferable == 200
    assert count.elected == (A, B, C)


def test_ireland_enters_as_nobodys_what_was_not_reached_when_the_last_seat_was_filled() -> None:
    """39 papers, 3 seats, quota 10: A 12, B 7, C 6, D 10, E 4; A's surplus makes E 6.00.

    E (4 at stage 1) goes before C. Three first preferences make B 10: all seats are filled. The
    fourth has no next preference, and the 4 papers at 0.50, though for C, are not reached.
    """
    votes = {"AEC": 4, "A": 8, "B": 7, "C": 6, "D": 10, "EB": 3, "E": 1}
    count = ireland(votes, 5, 3)
    assert count.stages[2].totals == (1_000, 1_000, 600, 1_000, 0)
    assert count.stages[2].non_transferable == 100 + 200
    assert count.elected == (A, D, B)


def test_ireland_looks_at_the_seats_after_papers_only() -> None:
    """Candidates without a first preference have no first sub-parcel after which to look.

    256 papers, 3 seats, quota 65. C's surplus of 49 on 61
    papers is 0.80; E and G go together; A, who has only these 0.80 papers (29.60), goes next. With
    A's papers not yet moved F (56) has more than D (35); they make D 64.60.
    """
    votes = {
        "FCABG": 56,
        "C": 53,
        "CADB": 37,
        "DCAGB": 35,
        "GBFEAD": 29,
        "CBEFA": 24,
        "BGDFEAC": 22,
    }
    count = ireland(votes, 7, 3)
    assert count.quota == 65
    assert steps(count)[1:] == [("exclusion", (E, G)), ("exclusion", (A,))]
    assert count.stages[2].totals == (2_960, 7_020, 6_500, 3_500, 0, 5_600, 0)
    assert count.stages[3].totals == (0, 7_020, 6_500, 6_460, 0, 5_600, 0)
    assert count.elected == (C, B, D)


def test_ireland_sorts_sub_parcels_by_falling_value_after_the_first_preferences() -> None:
    """A transferred paper at 1.00 is later than a first preference; equal values lie together."""
    of_a = [Parcel(100, [(5, iter([B]))]), Parcel(30, [(2, iter([B]))])]
    of_b = [
        Parcel(100, [(4, iter([C]))]),
        Parcel(100, [(1, iter([C]))]),
        Parcel(60, [(3, iter([]))]),
        Parcel(30, [(7, iter([]))]),
        Parcel(0, [(9, iter([]))]),
    ]
    together = stv_northern_ireland._sub_parcels([[], of_a, of_b], (A, B))
    assert [parcel.value for parcel in together] == [100, 100, 60, 30, 0]
    assert [papers for papers, _ in together[0].bundles] == [5, 4]
    assert [papers for papers, _ in together[3].bundles] == [2, 7]


# Northern Ireland: the last seats.


def test_ireland_moves_nothing_where_an_exclusion_leaves_no_more_than_the_seats() -> None:
    """17 papers, 2 seats, quota 6: D's 3 go to nobody; C goes, and A and B are there for two."""
    count = ireland({"A": 5, "B": 5, "CA": 4, "D": 3}, 4, 2)
    assert steps(count) == [("exclusion", (D,))]
    assert count.stages[1].totals == (500, 500, 400, 0)
    assert count.elected == (A, B)


def test_exclude_says_whether_papers_are_to_be_transferred() -> None:
    laid = table(2, 6, [500, 500, 400, 300])
    assert exclude(laid, (D,))
    assert not exclude(laid, (C,))
    assert laid.elected == {A: 1, B: 1}


@pytest.mark.parametrize(
    ("votes", "stages"),
    [
        # 16 papers, quota 6: A has it exactly. B 5 is not fewer than C 3 and D 2: elected at once.
        ({"A": 6, "B": 5, "C": 3, "D": 2}, 1),
        # 17 papers, quota 6: A's surplus of 1 is added to the others: 5 is fewer than 6.
        ({"A": 7, "B": 5, "C": 3, "D": 2}, 2),
    ],
)
def test_ireland_the_last_seat_is_for_whoever_has_no_fewer_than_all_others_and_surpluses(
    votes: dict[str, int], stages: int
) -> None:
    """Rule 52(2), two seats."""
    count = ireland(votes, 4, 2)
    assert count.quota == 6
    assert count.elected == (A, B)
    assert len(count.stages) == stages


@pytest.mark.parametrize("others", [{}, {"D": 0}])
def test_ireland_two_who_share_all_votes_are_not_both_elected(others: dict[str, int]) -> None:
    """13 papers, 2 seats, quota 5: A 5, B 4, C 4: each has no fewer than the other; a lot decides.

    D without a vote is excluded first.
    """
    many = 3 + len(others)
    count = ireland({"A": 5, "B": 4, "C": 4}, many, 2)
    assert count.elected == (A,)
    assert count.waits_for == Lot(1 + len(others), "exclusion", (B, C), None)
    assert ireland({"A": 5, "B": 4, "C": 4}, many, 2, {(1 + len(others), B)}).elected == (A, C)


def test_ireland_one_seat_is_filled_without_a_surplus() -> None:
    """11 papers, quota 6: A 7 has no fewer than all others; nothing is transferred."""
    count = ireland({"AB": 7, "B": 2, "C": 2}, 3, 1)
    assert (count.quota, count.elected, len(count.stages)) == (6, (A,), 1)


def test_ireland_one_seat_is_filled_by_an_exclusion() -> None:
    """11 papers, quota 6: A 5, B 4, C 2, all for B: B 6 is not fewer than A's 5."""
    count = ireland({"A": 5, "B": 4, "CB": 2}, 3, 1)
    assert steps(count) == [("exclusion", (C,))]
    assert (count.stages[1].totals, count.elected) == ((500, 600, 0), (B,))


@pytest.mark.parametrize(("seats", "elected"), [(1, {}), (2, {A: 1})])
def test_ireland_one_seat_the_quota_by_itself_elects_nobody(
    seats: int, elected: dict[int, int]
) -> None:
    """Rule 48(3), at a table where A's 5, the quota, are fewer than the others have."""
    laid = Table(100, seats, 500, [0, 500, 300, 250, 200], [False, *[True] * 4], ())
    deem_elected(laid, 1)
    assert laid.elected == elected


# Both laws on any ward.


@BOTH
@settings(max_examples=150)
@given(ward=wards())
def test_votes_are_conserved_and_seats_filled(law: Law, ward: Ward) -> None:
    count, _ = count_to_the_end(law, ward)
    one = stv_scotland.ONE if law is stv_scotland.count else stv_northern_ireland.ONE
    before = 0
    for stage in count.stages:
        assert sum(stage.totals) + stage.non_transferable == ward.papers * one
        assert min(stage.totals) >= 0
        assert stage.non_transferable >= before
        before = stage.non_transferable
    assert len(count.elected) == len(set(count.elected)) == min(ward.seats, ward.candidates)
    reached = [
        c for c, votes in enumerate(count.stages[-1].totals, 1) if votes >= count.quota * one
    ]
    assert ward.seats == 1 or set(reached) <= set(count.elected)


@BOTH
@settings(max_examples=100)
@given(ward=wards())
def test_the_order_of_the_papers_does_not_matter(law: Law, ward: Ward) -> None:
    count, drawn = count_to_the_end(law, ward)
    shuffled = list(ward.ballots.items())
    Random(ward.seed).shuffle(shuffled)
    assert law(dict(shuffled), ward.candidates, ward.seats, drawn) == count


@BOTH
@settings(max_examples=150)
@given(ward=wards(), data=st.data())
def test_the_numbers_of_the_candidates_do_not_matter_but_for_named_lots(
    law: Law, ward: Ward, data: st.DataObject
) -> None:
    """Each lot falls on the same person; the new number is the only thing that changes."""
    order = data.draw(st.permutations(range(1, ward.candidates + 1)))
    new = dict(enumerate(order, 1))
    count, drawn = count_to_the_end(law, ward)
    ballots = {tuple(new[one] for one in ranking): many for ranking, many in ward.ballots.items()}
    renumbered = law(
        ballots, ward.candidates, ward.seats, {(stage, new[one]) for stage, one in drawn}
    )
    assert renumbered.quota == count.quota
    assert set(renumbered.elected) == {new[one] for one in count.elected}
    assert [lot.drawn for lot in renumbered.lots] == [new[lot.drawn or 0] for lot in count.lots]
    for before, after in zip(count.stages, renumbered.stages, strict=True):
        assert {new[one] for one in before.moved} == set(after.moved)
        assert (before.action, before.transfer_value) == (after.action, after.transfer_value)
        assert before.non_transferable == after.non_transferable
        assert all(
            before.votes(one) == after.votes(new[one]) for one in range(1, ward.candidates + 1)
        )


@BOTH
@settings(max_examples=100)
@given(ward=wards())
def test_a_count_that_waits_for_a_lot_is_the_beginning_of_the_count_that_goes_on(
    law: Law, ward: Ward
) -> None:
    whole, drawn = count_to_the_end(law, ward)
    for at, lot in enumerate(whole.lots):
        until = {one for one in drawn if one[0] < lot.stage}
        stopped = law(ward.ballots, ward.candidates, ward.seats, until)
        assert stopped.waits_for == Lot(lot.stage, lot.purpose, lot.tied, None)
        assert stopped.stages == whole.stages[: lot.stage]
        assert stopped.lots[:-1] == whole.lots[:at]
