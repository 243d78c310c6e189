"""Papers that wandered: each contest keeps its exact sum, and a declared one keeps its result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.hall import Container, Transfer
from countroom.domain.identifiers import BoxId
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import COUNTED
from countroom.domain.totals import counted_by_box, counts_of, variances

HALL, SCHOOL = sc.MILL_LANE_HALL, sc.OLD_TOWN_SCHOOL
S, O = sc.SUPERVISOR, sc.OFFICER  # noqa: E741 - the officer
WHY = "three of Old Town in the box of Mill Lane"
FOUND = do.RecordFoundPapers(S, sc.ONE, 2, "under the stage", "found at 05:00")


def both() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats())


def verified() -> sc.Night:
    return both().verify(sc.ONE).verify(sc.THREE)


def move(papers: int = 3, *, counted: bool = True, **changes: Any) -> do.TransferPapers:  # noqa: ANN401
    transfer = Transfer(sc.ONE, HALL, sc.THREE, SCHOOL, papers, counted)
    return do.TransferPapers(S, replace(transfer, **changes), WHY)


def sums(night: sc.Night) -> tuple[int, int]:
    """Give the papers in the boxes of Mill Lane and of Old Town."""
    one, three = (sum(counted_by_box(night[c]).values()) for c in (sc.ONE, sc.THREE))
    return one, three


def test_a_transfer_is_an_event_of_both_contests_and_the_reason_stands_where_they_lay() -> None:
    decision = decide(verified().count, move())
    transfer = move().transfer
    assert decision == (
        ev.PapersSent(sc.ONE, transfer, WHY),
        ev.PapersBroughtIn(sc.THREE, transfer),
    )


def test_counted_papers_leave_one_sum_and_join_the_other() -> None:
    night = verified()
    assert sums(night) == (1_000, 800)
    night.play(move())
    assert sums(night) == (997, 803)
    night.play(move(2, source=sc.THREE, source_box=SCHOOL, target=sc.ONE, target_box=HALL))
    assert sums(night) == (999, 801)


def test_papers_set_aside_uncounted_only_join_the_other_sum() -> None:
    night = verified().play(move(counted=False))
    assert sums(night) == (1_000, 803)
    assert night[sc.ONE].verification is not None
    assert night[sc.ONE].transfers == ()
    assert [one.transfer for one in night[sc.ONE].sent] == [move(counted=False).transfer]
    assert night[sc.THREE].transfers == (move(counted=False).transfer,)


def test_papers_moved_are_found_by_every_count_made_after_it() -> None:
    """They lie with their box from then on: a later count is not added to or taken from."""
    night = both().verify(sc.ONE).play(move())
    assert sums(night) == (997, 0)
    night.arrive(sc.THREE).key(night.accounts(sc.THREE)[0], sc.account(803))
    assert sums(night) == (997, 803)
    night.count_again(sc.ONE, HALL, 697).count_again(sc.THREE, SCHOOL, 803)
    assert sums(night) == (997, 803)
    assert counts_of(night[sc.ONE], HALL) == (697, 697)


def test_papers_brought_to_a_box_whose_count_is_half_keyed_are_not_lost() -> None:
    """The paper was written before they came, whoever keys it second."""
    night = both().verify(sc.ONE).arrive(sc.THREE)
    (school,) = night.accounts(sc.THREE)
    night.play(do.EnterSheet(sc.KEYER, school, 1, sc.account(800)))
    night.play(move(), do.EnterSheet(sc.OTHER_KEYER, school, 2, sc.account(800)))
    assert sums(night) == (997, 803)


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("recounted", [True, False])
def test_papers_are_not_lost_where_a_count_is_keyed_anew(*, after: bool, recounted: bool) -> None:
    """What the paper said is said again; a new count has a sheet of its own."""
    night = verified()
    hall, _ = night.accounts(sc.ONE)
    (school,) = night.accounts(sc.THREE)
    if recounted:
        night.count_again(sc.ONE, HALL, 700).count_again(sc.THREE, SCHOOL, 800)
    if not after:
        night.play(do.ReopenSheet(S, school, "spoilt papers"))
    night.play(move())
    if after:
        night.play(do.ReopenSheet(S, school, "spoilt papers"))
        night.play(do.ReopenSheet(S, hall, "spoilt papers"))
    night.key(school, sc.account(800))
    if after:
        night.key(hall, sc.account(700))
    assert sums(night) == (997, 803)
    assert set(counts_of(night[sc.ONE], HALL)) == {697}
    assert set(counts_of(night[sc.THREE], SCHOOL)) == {803}


def test_a_transfer_that_explains_both_variances_leaves_none() -> None:
    """The account of each box expects its own papers, wherever they lay."""
    night = both().arrive(sc.ONE).arrive(sc.THREE)
    hall, postal = night.accounts(sc.ONE)
    (school,) = night.accounts(sc.THREE)
    night.key(hall, sc.account(700, variance=3)).key(postal, sc.account(300, kind="postal"))
    night.key(school, sc.account(800, variance=-3)).play(move())
    assert variances(night[sc.ONE]) == variances(night[sc.THREE]) == {}
    for contest in (sc.ONE, sc.THREE):
        night.play(do.SignVerification(O, contest, {}))


def test_a_signed_statement_is_void_then_and_its_second_version_keeps_the_first_beside_it() -> None:
    night = both().arrive(sc.ONE).arrive(sc.THREE)
    hall, postal = night.accounts(sc.ONE)
    (school,) = night.accounts(sc.THREE)
    night.key(hall, sc.account(700, variance=3)).key(postal, sc.account(300, kind="postal"))
    night.key(school, sc.account(800, variance=-3))
    where = ((sc.ONE, HALL, 700, 3), (sc.THREE, SCHOOL, 800, -3))
    for contest, box, counted, _ in where:
        night.count_again(contest, box, counted)
        night.play(do.SignVerification(O, contest, {box: "nobody knows why"}))
    night.play(move())
    for contest, box, counted, variance in where:
        assert night[contest].verification is None
        night.play(do.SignVerification(O, contest, {}))
        first, second = night[contest].statements
        assert (first.version, second.version) == (1, 2)
        assert (first.boxes[box], second.boxes[box]) == (counted, counted - variance)
        assert first.variances == {box: (variance, "nobody knows why")}
        assert second.variances == {}
        assert second.verified == first.verified - variance
        assert night[contest].verification == second


def test_a_result_drawn_before_the_transfer_is_void_in_both_contests() -> None:
    night = verified().count_votes(sc.ONE).count_votes(sc.THREE)
    night.consult(sc.ONE).consult(sc.THREE).play(move())
    assert night[sc.ONE].provisional is night[sc.THREE].provisional is None


def test_no_more_is_moved_than_was_counted_there() -> None:
    night = verified()
    night.play(move(600))
    refusal = refuse("more_than_counted", box=HALL, counted=100)
    assert night.ask(move(101)) == refusal
    night.play(move(100))
    assert counted_by_box(night[sc.ONE])[HALL] == 0
    before = both().verify(sc.THREE)
    assert before.ask(move()) == refuse("more_than_counted", box=HALL, counted=0)


def test_papers_reach_no_declared_contest_and_leave_one_only_if_they_were_not_counted() -> None:
    night = verified().count_votes(sc.ONE).consult(sc.ONE).clear(sc.ONE).speak(sc.ONE)
    back = move(source=sc.THREE, source_box=SCHOOL, target=sc.ONE, target_box=HALL)
    refusal = refuse("declared_already", contest=sc.ONE)
    assert night.ask(back) == refusal
    assert night.ask(move()) == refusal
    declared = night[sc.ONE]
    night.play(move(counted=False))
    sent = night[sc.ONE].sent
    assert night[sc.ONE] == replace(declared, sent=sent)
    assert [(one.reason, one.people) for one in sent] == [(WHY, (S,))]
    assert sums(night) == (1_000, 803)


def test_papers_that_stay_in_their_contest_change_nothing() -> None:
    within = move(target=sc.ONE, target_box=BoxId("mill-lane-postal"))
    assert verified().ask(within) == refuse("transfer_within_contest", contest=sc.ONE)


@pytest.mark.parametrize("counted", [True, False])
def test_papers_lie_in_boxes_of_their_contests(counted: bool) -> None:
    night = verified()
    strange = refuse("box_unknown", box=SCHOOL), refuse("box_unknown", box=HALL)
    assert night.ask(move(counted=counted, source_box=SCHOOL)) == strange[0]
    assert night.ask(move(counted=counted, target_box=HALL)) == strange[1]


def test_papers_under_seal_stay_where_they_are() -> None:
    bag = Container("bag 1", ("1001",))
    for contest in (sc.ONE, sc.THREE):
        night = verified().play(do.SealPapers(O, contest, (bag,), "store", "A. Porter"))
        assert night.ask(move()) == refuse("papers_sealed", contest=contest)


def test_papers_found_after_the_declaration_are_kept_beside_the_result_and_never_added() -> None:
    """Broughton and Scawby 2023: 864 papers turned up days later; only a court may count them."""
    night = sc.declared(sc.Night())
    before = night[sc.ONE]
    more = replace(FOUND, papers=864, where="a bin in the yard")
    night.play(FOUND, more)
    state = night[sc.ONE]
    assert [(e.papers, e.where, e.reason) for e in state.found] == [
        (2, "under the stage", "found at 05:00"),
        (864, "a bin in the yard", "found at 05:00"),
    ]
    assert replace(state, found=()) == before


def test_papers_found_before_the_declaration_still_count() -> None:
    night = verified().count_votes(sc.ONE).consult(sc.ONE).clear(sc.ONE)
    assert night.ask(FOUND) == refuse("found_in_time", contest=sc.ONE)


def with_fewer_than_moved() -> sc.Night:
    """Move 600 of 700 papers, then have both counts of the box keyed anew with 500."""
    night = verified().count_again(sc.ONE, HALL, 700).play(move(600))
    own = [s.sheet for s in night[sc.ONE].sheets.values() if s.sheet.box == HALL]
    for sheet in own:
        night.play(do.ReopenSheet(S, sheet.id, "read wrongly"))
    account, again = own
    return night.key(account.id, sc.account(500)).key(again.id, {COUNTED: 500})


def test_no_statement_bears_fewer_papers_than_none() -> None:
    """Two equal counts stand, and a reason is given: it is still no number of papers."""
    night = with_fewer_than_moved()
    assert counts_of(night[sc.ONE], HALL) == (-100, -100)
    sign = do.SignVerification(O, sc.ONE, {HALL: "nobody knows why"})
    assert night.ask(sign) == refuse("fewer_than_moved", box=HALL, papers=100)


def test_a_new_count_or_papers_moved_back_lift_it() -> None:
    sign = do.SignVerification(O, sc.ONE, {HALL: "nobody knows why"})
    again = with_fewer_than_moved().count_again(sc.ONE, HALL, 0).count_again(sc.ONE, HALL, 0)
    assert not isinstance(again.ask(sign), Refusal)
    back = move(600, source=sc.THREE, source_box=SCHOOL, target=sc.ONE, target_box=HALL)
    assert not isinstance(with_fewer_than_moved().play(back).ask(sign), Refusal)
