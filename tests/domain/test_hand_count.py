"""A hand count keyed sub-parcel by sub-parcel, with a team of tellers who hold real papers."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countroom.domain.counting.hand_count import (
    HandCount,
    Move,
    SubParcel,
    begin,
    draw,
    position,
    reopen,
    sort_sub_parcel,
)
from countroom.domain.counting.stv import Lot
from countroom.domain.counting.stv_northern_ireland import Step, count
from countroom.domain.refusals import Refusal
from generated_wards import made_wards
from small_wards import Ward, count_to_the_end, papers, wards
from tellers import Tellers, done, go_on

if TYPE_CHECKING:
    from collections.abc import Callable

A, B, C, D, E = 1, 2, 3, 4, 5


def refused(answer: HandCount | Refusal) -> tuple[str, dict[str, int | str]]:
    assert isinstance(answer, Refusal), answer
    return answer.code, dict(answer.details)


def by_seed(seed: int) -> Callable[[Lot], int]:
    return lambda lot: Random(seed + lot.stage).choice(lot.tied)


# Tellers and papers come to the same count as the program alone.


@settings(max_examples=300)
@given(ward=wards())
def test_the_hand_count_is_the_count_of_the_papers_stage_by_stage(ward: Ward) -> None:
    counted, drawn = count_to_the_end(count, ward)
    tellers = Tellers(ward)
    now = tellers.to_the_end(by_seed(ward.seed), go_on)
    assert now.count == counted
    assert set(tellers.count.drawn) == drawn
    assert (now.advice, now.lot, now.awaiting) == (None, None, ())


def test_the_same_on_wards_made_to_give_trouble() -> None:
    lots = bulk = waiting = 0
    for made in made_wards(400):
        ward = Ward(dict(Counter(made.papers)), made.candidates, made.seats, 7)
        counted, _ = count_to_the_end(count, ward)
        tellers = Tellers(ward)
        now = tellers.to_the_end(by_seed(7), go_on)
        assert now.count == counted, made.name
        lots += len(tellers.count.drawn)
        bulk += sum(len(move.candidates) > 1 for move in tellers.count.moves)
        waiting += any(total > now.count.quota * 100 for total in now.count.stages[-1].totals)
    assert min(lots, bulk, waiting) > 50


def test_lots_that_were_drawn_stay_on_record() -> None:
    ward = Ward(papers({"A": 3, "B": 2, "C": 2, "D": 4}), 4, 1, 0)
    counted, _ = count_to_the_end(count, ward)
    now = Tellers(ward).to_the_end(by_seed(0), go_on)
    assert [lot.stage for lot in counted.lots] == [1]
    assert now.count.lots == counted.lots


@settings(max_examples=60)
@given(ward=wards())
def test_a_count_put_away_at_any_moment_goes_on_from_what_was_keyed(ward: Ward) -> None:
    """Between two sub-parcels too: by asdict, and by the bytes a file would keep."""
    tellers = Tellers(ward)

    def put_away() -> None:
        frozen = tellers.count
        kept = msgspec.json.encode(frozen)
        assert msgspec.json.decode(kept, type=HandCount) == frozen
        assert msgspec.convert(asdict(frozen), HandCount) == frozen
        tellers.count = msgspec.json.decode(kept, type=HandCount)
        assert position(tellers.count) == position(frozen)

    now = tellers.to_the_end(by_seed(ward.seed), put_away)
    assert now.count == count_to_the_end(count, ward)[0]


@settings(max_examples=150)
@given(ward=wards(), data=st.data())
def test_a_stage_reopened_and_keyed_again_gives_the_same_count(
    ward: Ward, data: st.DataObject
) -> None:
    tellers = Tellers(ward)
    before = tellers.to_the_end(by_seed(ward.seed), go_on)
    kept = tellers.count
    stage = data.draw(st.integers(2, len(before.count.stages) + 1))
    again = reopen(kept, stage)
    now = position(again)
    assert now.count.stages == before.count.stages[: stage - 1]
    assert again.moves == kept.moves[: stage - 2]
    while not now.finished:
        if now.lot is not None:
            (drawn,) = [one for at, one in kept.drawn if at == now.lot.stage]
            again = done(draw(again, drawn))
        elif now.advice is not None:
            move = kept.moves[len(again.moves)]
            again = done(begin(again, move.action, move.candidates))
        else:
            keyed = kept.moves[len(again.moves) - 1].sub_parcels
            again = done(sort_sub_parcel(again, keyed[len(again.moves[-1].sub_parcels)]))
        now = position(again)
    assert again == kept
    assert now == before


@pytest.mark.parametrize("stage", [0, 1])
def test_to_reopen_a_stage_before_the_second_leaves_the_first_preferences(stage: int) -> None:
    assert reopen(three_stages(), stage) == WARD


@settings(max_examples=200)
@given(ward=wards(), data=st.data())
def test_whatever_is_declined_the_votes_stay_the_papers(ward: Ward, data: st.DataObject) -> None:
    """Any continuing candidate excluded, any surplus first: votes are conserved, seats filled."""
    tellers = Tellers(ward)
    while not (now := position(tellers.count)).finished:
        if now.awaiting:
            tellers.sort()
            continue
        gone = tellers.gone | set(now.count.elected)
        standing = [one for one in range(1, ward.candidates + 1) if one not in gone]
        spare = len(standing) - (ward.seats - len(now.count.elected))
        totals = now.count.stages[-1].totals
        over = [one for one in now.count.elected if totals[one - 1] > now.count.quota * 100]
        steps = [Step("surplus", (one,)) for one in over]
        chosen = st.lists(st.sampled_from(standing), min_size=1, max_size=spare, unique=True)
        steps.append(Step("exclusion", tuple(sorted(data.draw(chosen)))))
        tellers.begin(data.draw(st.sampled_from(steps)), "as agreed with the agents")
        asked = now.advice
        move = tellers.count.moves[-1]
        done_as_asked = asked is not None and asked.candidates == move.candidates
        assert bool(move.declined) != (done_as_asked and asked.action == move.action)  # type: ignore[union-attr]
    for stage in now.count.stages:
        assert sum(stage.totals) + stage.non_transferable == ward.papers * 100
    assert len(now.count.elected) == ward.seats
    assert all(total >= 0 for total in now.count.stages[-1].totals)


# One ward, step by step.

VOTES = {"AEBC": 2, "AEBD": 1, "AB": 1, "A": 8, "B": 8, "C": 7, "D": 7, "E": 4, "EB": 1}
"""39 papers, 3 seats, quota 39 // 4 + 1 = 10: A 12, B 8, C 7, D 7, E 5. A's surplus of 2 goes at
0.50 on 4 papers, E is excluded in two sub-parcels, B's surplus of 1.00 at 0.33 on 3 papers."""
WARD = HandCount(3, (0, 12, 8, 7, 7, 5))


def one_stage() -> HandCount:
    """Transfer A's surplus: one paper to B, three to E, eight plumpers."""
    return done(sort_sub_parcel(done(begin(WARD, "surplus", (A,))), (8, 0, 1, 0, 0, 3)))


def half_of_two_stages() -> HandCount:
    """Exclude E, and sort the first preferences: one to B, four to nobody."""
    return done(sort_sub_parcel(done(begin(one_stage(), "exclusion", (E,))), (4, 0, 1, 0, 0, 0)))


def two_stages() -> HandCount:
    """Sort E's three papers at 0.50, all to B."""
    return done(sort_sub_parcel(half_of_two_stages(), (0, 0, 3, 0, 0, 0)))


def three_stages() -> HandCount:
    """Transfer B's surplus on the three papers last received: two to C, one to D."""
    return done(sort_sub_parcel(done(begin(two_stages(), "surplus", (B,))), (0, 0, 0, 2, 1, 0)))


def test_the_first_stage_tells_quota_and_surplus() -> None:
    now = position(WARD)
    assert (now.count.valid, now.count.quota, now.count.elected) == (39, 10, (A,))
    assert now.count.stages[0].totals == (1_200, 800, 700, 700, 500)
    assert now.advice == Step("surplus", (A,))
    assert (now.awaiting, now.lot, now.finished) == ((), None, False)


def test_a_stage_under_way_tells_what_is_to_be_sorted_and_no_advice() -> None:
    now = position(done(begin(WARD, "surplus", (A,))))
    assert now.awaiting == (SubParcel(12, 100),)
    assert (now.advice, len(now.count.stages), now.finished) == (None, 1, False)


def test_a_surplus_sorted_tells_its_transfer_value() -> None:
    now = position(one_stage())
    second = now.count.stages[1]
    assert second.transfer_value == 200 // 4 == 50
    assert second.totals == (1_000, 850, 700, 700, 650)
    assert now.advice == Step("exclusion", (E,))


def test_an_exclusion_waits_for_its_sub_parcels_in_their_order() -> None:
    begun = done(begin(one_stage(), "exclusion", (E,)))
    assert position(begun).awaiting == (SubParcel(5, 100), SubParcel(3, 50))
    half = position(half_of_two_stages())
    assert half.awaiting == (SubParcel(3, 50),)
    assert len(half.count.stages) == 2  # the stage is not announced until it is whole
    assert half.count.elected == (A,)


def test_the_count_of_the_ward_to_its_end() -> None:
    third = position(two_stages())
    assert third.count.stages[2].totals == (1_000, 1_100, 700, 700, 0)
    assert third.count.stages[2].non_transferable == 400
    assert third.count.elected == (A, B)
    assert third.advice == Step("surplus", (B,))
    last = position(three_stages())
    assert last.count == count(papers(VOTES), 5, 3)
    assert last.count.stages[3].transfer_value == 100 // 3 == 33
    assert last.count.stages[3].totals == (1_000, 1_000, 766, 733, 0)
    assert (last.count.elected, last.finished) == ((A, B, C), True)


def test_the_keys_are_all_that_is_kept() -> None:
    assert three_stages() == HandCount(
        3,
        (0, 12, 8, 7, 7, 5),
        (
            Move("surplus", (A,), ((8, 0, 1, 0, 0, 3),)),
            Move("exclusion", (E,), ((4, 0, 1, 0, 0, 0), (0, 0, 3, 0, 0, 0))),
            Move("surplus", (B,), ((0, 0, 0, 2, 1, 0),)),
        ),
    )


def test_a_deferral_is_told_with_whose_surplus_waits() -> None:
    """A 12, B 9, C 9, D 5, E 2 of 37, quota 10: D is 3 above E, and 2 cannot bridge that."""
    deferred = HandCount(3, (0, 12, 9, 9, 5, 2))
    assert position(deferred).advice == Step("exclusion", (E,), (A,))


def test_several_to_be_excluded_are_told_together_and_their_first_preferences_lie_together() -> (
    None
):
    """As above with D 4: 4 + 2 + the surplus of 2 are fewer than 9."""
    together = HandCount(3, (0, 12, 9, 9, 4, 2))
    assert position(together).advice == Step("exclusion", (D, E), (A,))


def test_first_preferences_of_those_excluded_together_lie_together() -> None:
    """A 7, B 6, C 5, D 2, E 2 of 22 for two seats, quota 8."""
    begun = done(begin(HandCount(2, (0, 7, 6, 5, 2, 2)), "exclusion", (E, D)))
    assert begun.moves[0].candidates == (D, E)
    assert position(begun).awaiting == (SubParcel(4, 100),)
    now = position(done(sort_sub_parcel(begun, (0, 0, 4, 0, 0, 0))))
    assert now.count.stages[1].totals == (700, 1_000, 500, 0, 0)
    assert now.count.elected == (A, B)  # B by quota, A by rule 52(2), listed in ballot order


def test_sub_parcels_not_reached_when_the_last_seat_is_filled_are_not_asked_for() -> None:
    """A 12, B 7, C 6, D 10, E 4 of 39 for three seats, quota 10.

    A's surplus gives E 2.00 on four papers; three of E's first preferences fill B up to 10.
    """
    start = HandCount(3, (0, 12, 7, 6, 10, 4))
    moved = done(sort_sub_parcel(done(begin(start, "surplus", (A,))), (8, 0, 0, 0, 0, 4)))
    begun = done(begin(moved, "exclusion", (E,)))
    assert position(begun).awaiting == (SubParcel(4, 100), SubParcel(4, 50))
    now = position(done(sort_sub_parcel(begun, (1, 0, 3, 0, 0, 0))))
    assert now.finished
    assert now.count.elected == (A, D, B)
    assert now.count.stages[2].totals == (1_000, 1_000, 600, 1_000, 0)
    assert now.count.stages[2].non_transferable == 100 + 200


def test_an_exclusion_that_fills_the_seats_makes_no_stage() -> None:
    """A 5, B 5, C 4 and 3 who went before, of 17, quota 6: C's exclusion leaves two for two."""
    before = HandCount(2, (0, 5, 5, 4, 3), (Move("exclusion", (D,), ((3, 0, 0, 0, 0),)),))
    assert position(before).advice == Step("exclusion", (C,))
    now = position(done(begin(before, "exclusion", (C,))))
    assert (now.finished, now.count.elected, len(now.count.stages)) == (True, (A, B), 2)
    assert now.count.stages[1].totals == (500, 500, 400, 0)


# Lots.

EQUAL = HandCount(1, (0, 3, 2, 2, 4))
"""A 3, B 2, C 2, D 4 of 11 for one seat."""


def test_a_lot_stops_the_count_and_resumes_it() -> None:
    stopped = position(EQUAL)
    assert (stopped.advice, stopped.lot) == (None, Lot(1, "exclusion", (B, C), None))
    assert not stopped.finished
    assert position(done(draw(EQUAL, C))).advice == Step("exclusion", (C,))
    assert position(done(draw(EQUAL, B))).advice == Step("exclusion", (B,))


def test_nothing_is_begun_while_a_lot_is_to_be_drawn() -> None:
    assert refused(begin(EQUAL, "exclusion", (B,))) == ("lot_to_be_drawn", {"stage": 1})


def test_a_lot_falls_on_one_of_the_tied_and_once() -> None:
    assert refused(draw(EQUAL, A)) == ("not_among_the_tied", {})
    assert refused(draw(done(draw(EQUAL, B)), C)) == ("not_among_the_tied", {})
    assert refused(draw(WARD, A)) == ("not_among_the_tied", {})


def test_to_reopen_a_stage_undoes_its_lot_and_those_after_it() -> None:
    drawn = done(draw(EQUAL, C))
    begun = done(sort_sub_parcel(done(begin(drawn, "exclusion", (C,))), (0, 2, 0, 0, 0)))
    assert begun.drawn == ((1, C),)
    assert reopen(begun, 2) == EQUAL
    assert reopen(begun, 3) == begun


# Refusals.


def test_a_stage_is_not_begun_while_another_is_under_way() -> None:
    for under_way in (done(begin(WARD, "surplus", (A,))), half_of_two_stages()):
        assert refused(begin(under_way, "exclusion", (C,), "tired")) == ("stage_under_way", {})


def test_nothing_is_begun_when_all_seats_are_filled() -> None:
    answer = begin(three_stages(), "exclusion", (D,), "to see")
    assert refused(answer) == ("hand_count_finished", {})


@pytest.mark.parametrize("candidates", [(), (B,), (A, B), (0,), (6,)])
def test_a_surplus_is_one_candidates_and_there(candidates: tuple[int, ...]) -> None:
    assert refused(begin(WARD, "surplus", candidates, "why not")) == ("no_such_surplus", {})


def test_a_surplus_is_transferred_once() -> None:
    assert refused(begin(one_stage(), "surplus", (A,), "again")) == ("no_such_surplus", {})


@pytest.mark.parametrize("candidates", [(), (A,), (A, E), (0,), (6,)])
def test_only_those_who_continue_are_excluded(candidates: tuple[int, ...]) -> None:
    assert refused(begin(WARD, "exclusion", candidates, "why not")) == ("not_continuing", {})


def test_nobody_is_excluded_twice() -> None:
    assert refused(begin(two_stages(), "exclusion", (E,), "again")) == ("not_continuing", {})


def test_no_more_are_excluded_than_leaves_the_seats_filled() -> None:
    """Two seats are open and B, C, D, E continue: two of them may go, not three."""
    answer = begin(WARD, "exclusion", (C, D, E), "quicker")
    assert refused(answer) == ("seats_would_stay_empty", {"vacancies": 2})
    assert isinstance(begin(WARD, "exclusion", (D, E), "quicker"), HandCount)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_advice_is_declined_with_a_reason_or_not_at_all(reason: str) -> None:
    answer = begin(WARD, "exclusion", (E,), reason)
    assert refused(answer) == ("advice_declined_without_reason", {})


def test_the_reason_is_kept_and_only_where_advice_was_declined() -> None:
    declined = done(begin(WARD, "exclusion", (E,), "the surplus was overlooked"))
    assert declined.moves[0] == Move("exclusion", (E,), (), "the surplus was overlooked")
    assert done(begin(WARD, "surplus", (A,), "no need to say")).moves[0].declined == ""


def test_nothing_is_sorted_where_no_sub_parcel_is_on_the_table() -> None:
    for idle in (WARD, two_stages(), three_stages()):
        assert refused(sort_sub_parcel(idle, (0, 0, 3, 0, 0, 0))) == ("no_stage_under_way", {})


@pytest.mark.parametrize("keyed", [(8, 0, 1, 0, 3), (8, 0, 1, 0, 0, 3, 0), (9, 0, 1, 0, -1, 3)])
def test_a_sorting_has_a_number_for_each_candidate_and_for_nobody(keyed: tuple[int, ...]) -> None:
    begun = done(begin(WARD, "surplus", (A,)))
    assert refused(sort_sub_parcel(begun, keyed)) == ("not_a_sorting", {"places": 5})


def test_papers_go_to_those_who_continue() -> None:
    to_elected = sort_sub_parcel(done(begin(WARD, "surplus", (A,))), (8, 1, 0, 0, 0, 3))
    assert refused(to_elected) == ("papers_to_not_continuing", {})
    to_excluded = sort_sub_parcel(half_of_two_stages(), (0, 0, 2, 0, 0, 1))
    assert refused(to_excluded) == ("papers_to_not_continuing", {})


@pytest.mark.parametrize(("nobodys", "difference"), [(7, -1), (9, 1), (0, -8)])
def test_papers_that_do_not_add_up_are_refused(nobodys: int, difference: int) -> None:
    begun = done(begin(WARD, "surplus", (A,)))
    code, details = refused(sort_sub_parcel(begun, (nobodys, 0, 1, 0, 0, 3)))
    assert code == "papers_do_not_add_up"
    assert details == {"found": 12 + difference, "there": 12, "difference": difference}


def test_papers_that_do_not_add_up_are_refused_whatever_the_reason_of_the_stage() -> None:
    begun = done(begin(WARD, "exclusion", (E,), "the returning officer says so"))
    code, _ = refused(sort_sub_parcel(begun, (4, 0, 2, 0, 0, 0)))
    assert code == "papers_do_not_add_up"


def test_a_refused_sorting_leaves_the_sub_parcel_on_the_table() -> None:
    begun = done(begin(WARD, "surplus", (A,)))
    refused(sort_sub_parcel(begun, (9, 0, 1, 0, 0, 3)))
    assert position(begun).awaiting == (SubParcel(12, 100),)


# Advice declined.


def test_another_surplus_first_is_lawful_arithmetic() -> None:
    """A 14, B 13 of 36, 3 seats, quota 10: A's 4 are asked for first, B's 3 are moved."""
    start = HandCount(3, (0, 14, 13, 5, 4))
    assert position(start).advice == Step("surplus", (A,))
    begun = done(begin(start, "surplus", (B,), "B's papers were on the table"))
    now = position(done(sort_sub_parcel(begun, (1, 0, 0, 6, 6))))
    second = now.count.stages[1]
    assert second.transfer_value == 300 // 12 == 25
    assert second.totals == (1_400, 1_000, 650, 550)
    assert now.advice == Step("surplus", (A,))


def test_the_exclusion_of_one_where_two_are_asked_is_lawful_arithmetic() -> None:
    """D 4 and E 2 are asked for together; E alone goes, with one paper to C and one to D."""
    start = HandCount(3, (0, 12, 9, 9, 4, 2))
    begun = done(begin(start, "exclusion", (E,), "one by one"))
    now = position(done(sort_sub_parcel(begun, (0, 0, 0, 1, 1, 0))))
    assert now.count.stages[1].totals == (1_200, 900, 1_000, 500, 0)
    assert now.count.elected == (A, B, C)  # B has no fewer than D's 5 and the surplus of 2


def test_a_surplus_moved_that_was_to_wait_is_lawful_arithmetic() -> None:
    start = HandCount(3, (0, 12, 9, 9, 5, 2))
    begun = done(begin(start, "surplus", (A,), "nobody noticed"))
    now = position(done(sort_sub_parcel(begun, (2, 0, 10, 0, 0, 0))))
    assert now.count.stages[1].transfer_value == 20
    assert now.count.stages[1].totals == (1_000, 1_100, 900, 500, 200)


def test_a_lot_may_be_passed_over_with_a_reason() -> None:
    """B and C are equal; A is excluded for a reason, and the lot is then of stage 2."""
    begun = done(begin(EQUAL, "exclusion", (A,), "A died"))
    now = position(done(sort_sub_parcel(begun, (3, 0, 0, 0, 0))))
    assert (now.count.elected, now.lot) == ((D,), None)
    assert now.count.lots == ()


# What cannot have been keyed.


def test_first_preferences_of_nobody_are_not_counted() -> None:
    with pytest.raises(ValueError, match="2 first preferences are nobody's"):
        position(HandCount(1, (2, 5, 3)))


@pytest.mark.parametrize(
    ("count", "further"),
    [
        (three_stages(), Move("exclusion", (D,), ((7, 0, 0, 0, 0, 0),))),
        (three_stages(), Move("exclusion", (D,))),
        (half_of_two_stages(), Move("exclusion", (D,), ((7, 0, 0, 0, 0, 0),))),
        (done(begin(WARD, "surplus", (A,))), Move("exclusion", (E,))),
    ],
)
def test_no_stage_follows_the_end_or_one_that_is_not_whole(count: HandCount, further: Move) -> None:
    stage = len(count.moves) + 2
    with pytest.raises(ValueError, match=f"stage {stage} cannot follow"):
        position(replace(count, moves=(*count.moves, further)))


def test_no_more_sub_parcels_are_replayed_than_there_were() -> None:
    whole = two_stages()
    last = whole.moves[-1]
    further = replace(last, sub_parcels=(*last.sub_parcels, (0, 0, 0, 1, 0, 0)))
    with pytest.raises(ValueError, match="3 sub-parcels are more than there were"):
        position(replace(whole, moves=(*whole.moves[:-1], further)))


def test_no_sub_parcel_is_replayed_once_the_last_seat_is_filled() -> None:
    """As in the ward above in which E's sub-parcel at 0.50 is not reached."""
    moves = (
        Move("surplus", (A,), ((8, 0, 0, 0, 0, 4),)),
        Move("exclusion", (E,), ((1, 0, 3, 0, 0, 0), (4, 0, 0, 0, 0, 0))),
    )
    with pytest.raises(ValueError, match="2 sub-parcels are more than there were"):
        position(HandCount(3, (0, 12, 7, 6, 10, 4), moves))


def test_no_papers_move_where_the_seats_are_filled_without_them() -> None:
    moves = (
        Move("exclusion", (D,), ((3, 0, 0, 0, 0),)),
        Move("exclusion", (C,), ((4, 0, 0, 0, 0),)),
    )
    with pytest.raises(ValueError, match="no papers move at stage 3"):
        position(HandCount(2, (0, 5, 5, 4, 3), moves))


def test_a_surplus_is_one_sub_parcel() -> None:
    moves = (Move("surplus", (A,), ((8, 0, 1, 0, 0, 3), (0, 0, 0, 0, 0, 3))),)
    with pytest.raises(ValueError, match="too many values"):
        position(replace(WARD, moves=moves))
