"""A station that filled two boxes: each comes in by itself, one account is for both."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt, Packets, PostalSession
from countroom.domain.identifiers import BoxId, MiniCountId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import COUNTED, account_fields, expected_in_box
from countroom.domain.totals import (
    account_is_whole,
    boxes_of_station,
    counted_by_box,
    papers_of_station,
    variances,
)
from countroom.domain.verifying import counted_once, variance_at

HALL, SECOND, THIRD = sc.MILL_LANE_HALL, BoxId("mill-lane-hall-2"), BoxId("mill-lane-hall-3")
POST = BoxId("mill-lane-postal")
A = MiniCountId("A")
S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer
SIGN = do.SignVerification(O, sc.ONE, {})
ITS_SECOND = BallotBox(SECOND, "station", "Mill Lane Hall/2", beside=HALL)
ADD = do.AddBox(S, sc.ONE, ITS_SECOND, A, "the first was full by six")


def two() -> sc.Night:
    """Set a ward up whose one station has two boxes."""
    ward = sc.one_seat()
    return sc.Night().set_up(replace(ward, boxes=(*ward.boxes, ITS_SECOND)))


def keyed(hall: int, second: int, *, variance: int = 0) -> sc.Night:
    """Receive and key everything; the account expects what both boxes hold less the variance."""
    night = two().arrive(sc.ONE, hall, 300, second)
    first, postal, other = night.accounts(sc.ONE)
    account = sc.account(hall + second, variance=variance) | {COUNTED: hall}
    night.key(first, account).key(postal, sc.account(300, kind="postal"))
    return night.key(other, {COUNTED: second})


def test_a_second_box_is_counted_and_no_more() -> None:
    assert account_fields(ITS_SECOND) == (COUNTED,)
    assert expected_in_box({COUNTED: 300}) is None
    sheets = [two()[sc.ONE].sheets[id_].sheet for id_ in two().accounts(sc.ONE)]
    assert [sheet.of_second_box for sheet in sheets] == [False, False, True]
    recount = replace(sheets[2], kind="recount")
    assert not recount.of_second_box


def test_each_box_comes_in_by_itself() -> None:
    night = two().play(do.ReceiveBoxes(K, (BoxReceipt(HALL, sealed=True),)))
    assert night.ask(SIGN) == refuse("box_not_received", box=SECOND, boxes=1)


def test_one_account_is_for_both_boxes() -> None:
    night = keyed(500, 200)
    state = night[sc.ONE]
    assert variances(state) == {}
    assert counted_by_box(state) == {HALL: 500, POST: 300, SECOND: 200}
    assert papers_of_station(state, HALL) == 700
    night.play(SIGN)
    statement = night[sc.ONE].verification
    assert statement is not None
    assert (statement.verified, statement.postal) == (1_000, 300)
    assert statement.boxes == {HALL: 500, POST: 300, SECOND: 200}


def test_nothing_varies_before_each_of_the_boxes_is_counted() -> None:
    night = two().arrive(sc.ONE, 500, 300, 200)
    first, _postal, second = night.accounts(sc.ONE)
    night.key(first, sc.account(700) | {COUNTED: 500})
    assert variances(night[sc.ONE]) == {}
    assert papers_of_station(night[sc.ONE], HALL) is None
    night.key(second, {COUNTED: 199})
    assert variances(night[sc.ONE]) == {HALL: -1}


def test_a_station_that_varies_has_each_of_its_boxes_counted_again() -> None:
    """Electoral Commission guidance: recount until two consecutive counts are equal."""
    night = keyed(500, 200, variance=2)
    assert variances(night[sc.ONE]) == {HALL: 2}
    assert [variance_at(night[sc.ONE], box) for box in (HALL, SECOND, POST)] == [2, 2, 0]
    assert variance_at(night[sc.ONE], BoxId("none")) == 0
    assert counted_once(night[sc.ONE]) == (HALL, SECOND)
    explained = replace(SIGN, reasons={HALL: "two stuck together"})
    assert night.ask(explained) == refuse("box_counted_once", box=HALL, variance=2)
    night.count_again(sc.ONE, HALL, 500)
    assert night.ask(explained) == refuse("box_counted_once", box=SECOND, variance=2)
    night.count_again(sc.ONE, SECOND, 200)
    assert counted_once(night[sc.ONE]) == ()
    assert night.ask(SIGN) == refuse("variance_without_reason", box=HALL, variance=2)
    night.play(explained)
    statement = night[sc.ONE].verification
    assert statement is not None
    assert statement.variances == {HALL: (2, "two stuck together")}


def test_a_recount_of_the_second_box_alone_may_find_what_was_wrong() -> None:
    night = keyed(500, 200, variance=2).count_again(sc.ONE, SECOND, 198)
    assert variances(night[sc.ONE]) == {}
    night.play(SIGN)


def test_the_station_speaks_once_of_its_postal_packets() -> None:
    night = two()
    both = do.RecordPackets(K, sc.ONE, {HALL: Packets(3, 0), SECOND: Packets(0, 0)})
    assert night.ask(both) == refuse("box_unknown", box=SECOND)
    night.play(replace(both, packets={HALL: Packets(3, 0)}))
    session = PostalSession(300, 300, {}, POST, 300)
    night.play(do.HoldPostalSession(S, sc.ONE, session), do.ClosePostal(S, sc.ONE))


def test_a_second_box_nobody_foresaw_joins_the_account_of_the_first() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.play(ADD)
    state = night[sc.ONE]
    assert state.verification is None
    assert boxes_of_station(state, HALL) == (HALL, SECOND)
    assert not account_is_whole(state, HALL)
    assert not account_is_whole(state, SECOND)
    assert account_is_whole(state, POST)
    assert account_is_whole(state, BoxId("none"))


def test_a_second_box_stands_beside_a_stations_first_and_nothing_else() -> None:
    night = two()
    for beside in (POST, SECOND, BoxId("none")):
        stray = replace(ADD, box=replace(ITS_SECOND, id=THIRD, beside=beside))
        astray = refuse("second_box_astray", box=THIRD, beside=beside, contest=sc.ONE)
        assert night.ask(stray) == astray
    postal = replace(ADD, box=replace(ITS_SECOND, id=THIRD, kind="postal"))
    refusal = refuse("second_box_astray", box=THIRD, beside=HALL, contest=sc.ONE)
    assert night.ask(postal) == refusal
    night.play(replace(ADD, box=replace(ITS_SECOND, id=THIRD)))
    assert boxes_of_station(night[sc.ONE], HALL) == (HALL, SECOND, THIRD)


def test_the_figures_of_a_station_stand_at_its_first_box() -> None:
    night = two()
    third = replace(ITS_SECOND, id=THIRD)
    for box in (replace(third, entrusted=400), replace(third, electorate=0)):
        refusal = refuse("second_box_with_figures", box=THIRD, contest=sc.ONE)
        assert night.ask(replace(ADD, box=box)) == refusal


def test_a_second_box_that_never_was_is_out_of_the_account() -> None:
    night = two()
    _first, _postal, second = night.accounts(sc.ONE)
    night.play(do.WithdrawSheets(O, sc.ONE, (second,), "the station used one box"))
    assert boxes_of_station(night[sc.ONE], HALL) == (HALL,)
    assert account_is_whole(night[sc.ONE], HALL)
    night.arrive(sc.ONE, 700, 300, 0)
    first, postal = night.accounts(sc.ONE)
    night.key(first, sc.account(700, variance=1)).key(postal, sc.account(300, kind="postal"))
    assert variances(night[sc.ONE]) == {HALL: 1}


def test_the_account_stays_while_another_box_of_the_station_is_awaited() -> None:
    night = two()
    first, postal, second = night.accounts(sc.ONE)
    alone = do.WithdrawSheets(O, sc.ONE, (first,), "the hall was shut")
    assert night.ask(alone) == refuse("box_shares_account", box=HALL, other=SECOND)
    night.play(replace(alone, sheets=(first, second)))
    assert night.accounts(sc.ONE) == (postal,)
    again = do.AddSheet(S, sc.ONE, "account", SECOND, None, "it turned up")
    astray = refuse("second_box_astray", box=SECOND, beside=HALL, contest=sc.ONE)
    assert night.ask(again) == astray
    third = replace(ADD, box=replace(ITS_SECOND, id=THIRD))
    assert night.ask(third) == refuse("second_box_astray", box=THIRD, beside=HALL, contest=sc.ONE)
    night.play(replace(again, box=HALL), again)
    assert boxes_of_station(night[sc.ONE], HALL) == (HALL, SECOND)
    assert postal in night.accounts(sc.ONE)
