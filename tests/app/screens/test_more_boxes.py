"""A box that nobody had on the list: who may add it, what it can be, what it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.screens.more_boxes import (
    Kind,
    Named,
    add_command,
    kinds_of_more,
    offered_name,
    tables_for_more,
    wards_for_more,
    why_no_box_more,
)
from countroom.app.screens.receipt import receipt_of, ward_of
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, MiniCountId, PersonId
from countroom.domain.refusals import refuse
from countroom.texts import Texts

EN = Texts()
HALL, LIBRARY, POST = (BoxId(f"green-end-{name}") for name in ("hall", "library", "postal"))
A, B = MiniCountId("A"), MiniCountId("B")
S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer


def split() -> sc.Night:
    return sc.Night().set_up(sc.split())


def test_a_keyer_adds_none_and_nobody_where_no_ward_is_open() -> None:
    night = split()
    asked = refuse("role_missing", person=K, roles="supervisor officer")
    assert why_no_box_more(EN, night.count, K) == asked
    assert why_no_box_more(EN, night.count, PersonId("")) == refuse("nobody_signed")
    assert why_no_box_more(EN, night.count, S) == ""
    night.play(do.CallOffPoll(O, sc.SPLIT, "abandoned", "a candidate died"))
    assert wards_for_more(night.count) == ()
    assert why_no_box_more(EN, night.count, S) == "No ward is open for another box."


def test_it_is_another_box_of_a_station_or_one_given_up_or_of_none() -> None:
    night = split()
    account = night.accounts(sc.SPLIT)[1]
    night.play(do.WithdrawSheets(O, sc.SPLIT, (account,), "the library was shut"))
    assert kinds_of_more(EN, night[sc.SPLIT]) == {
        Kind("beside", HALL): "Another box of Polling station Green End Hall",
        Kind("back", LIBRARY): "Polling station Green End Library, which was given up",
        Kind("station"): "The box of a station that is not listed",
        Kind("postal"): "Another box of postal votes",
    }
    assert tables_for_more(EN, night[sc.SPLIT]) == {A: "Table 1", B: "Table 2"}
    night.play(do.CloseMiniCount(S, sc.SPLIT, B, "two keyers went home"))
    assert tables_for_more(EN, night[sc.SPLIT]) == {A: "Table 1"}


@pytest.mark.parametrize(
    ("label", "place", "offered"),
    [
        ("S7", "7", Named("S7-2", "7/2")),
        ("S7", "7 (AB)", Named("S7-2", "7/2 (AB)")),
        ("S7-1", "7/1 (AB, AC)", Named("S7-2", "7/2 (AB, AC)")),
        ("hall-1", "Hall", Named("hall-1-2", "Hall/2")),
    ],
)
def test_the_stations_next_number_is_offered(label: str, place: str, offered: Named) -> None:
    hall = BallotBox(BoxId(label), "station", place)
    post = BallotBox(POST, "postal", "")
    night = sc.Night().set_up(replace(sc.one_seat(), boxes=(hall, post)))
    kind = Kind("beside", hall.id)
    assert offered_name(night.count, night[sc.ONE], kind) == offered
    night.play(add_command(S, night[sc.ONE], kind, offered, A, "it was full by six"))
    second = night[sc.ONE].contest.box(BoxId(offered.label))
    assert second == BallotBox(BoxId(offered.label), "station", offered.place, beside=hall.id)
    third = offered_name(night.count, night[sc.ONE], kind)
    assert third.label == offered.label[:-1] + "3"


def test_a_second_box_of_two_polls_keeps_its_label() -> None:
    other = replace(sc.three_seats(), boxes=sc.split().boxes, mini_counts=())
    night = sc.Night().set_up(sc.split(), other)
    kind = Kind("beside", HALL)
    more = Named("H2", "the blue one")
    night.play(add_command(S, night[sc.SPLIT], kind, more, A, "it was full by six"))
    assert offered_name(night.count, night[sc.THREE], kind) == more
    night.play(add_command(S, night[sc.THREE], kind, more, A, "it was full by six"))
    (line,) = (one for one in receipt_of(EN, night.count, {}).lines if one.box == "H2")
    assert line.wards == "Green End, Old Town"
    found = night[sc.SPLIT].contest.box(BoxId("H2"))
    assert found is not None
    assert (found.polling_place, found.beside) == ("Green End", HALL)


def test_a_station_not_listed_and_more_post_are_named_by_hand() -> None:
    night = split()
    assert offered_name(night.count, night[sc.SPLIT], Kind("station")) == Named("", "")
    assert offered_name(night.count, night[sc.SPLIT], Kind("postal")) == Named("", "2")
    tent, post = Named(" T1 ", " Tent "), Named("P2", "2")
    night.play(add_command(S, night[sc.SPLIT], Kind("station"), tent, A, "it opened at noon"))
    night.play(add_command(S, night[sc.SPLIT], Kind("postal"), post, B, "a late packet"))
    *_, first, second = night[sc.SPLIT].contest.boxes
    assert first == BallotBox(BoxId("T1"), "station", "Tent")
    assert second == BallotBox(BoxId("P2"), "postal", "2")


def test_a_box_given_up_that_turns_up_has_an_account_again() -> None:
    night = split()
    account = night.accounts(sc.SPLIT)[1]
    night.play(do.WithdrawSheets(O, sc.SPLIT, (account,), "the library was shut"))
    kind = Kind("back", LIBRARY)
    named = offered_name(night.count, night[sc.SPLIT], kind)
    assert named == Named(LIBRARY, "Green End Library")
    night.play(add_command(S, night[sc.SPLIT], kind, named, A, "it came by taxi"))
    boxes = [night[sc.SPLIT].sheets[one].sheet.box for one in night.accounts(sc.SPLIT)]
    assert boxes == [HALL, POST, LIBRARY]


def test_nobody_looks_out_for_a_box_that_was_given_up_unless_it_comes() -> None:
    night = split()
    account = night.accounts(sc.SPLIT)[1]
    night.play(do.WithdrawSheets(O, sc.SPLIT, (account,), "the library was shut"))
    found = receipt_of(EN, night.count, {})
    assert [line.box for line in found.lines] == [HALL]
    assert [(one.came, one.boxes) for one in found.wards] == [(0, 1)]
    assert ward_of(night.count, HALL) == sc.SPLIT
    assert ward_of(night.count, LIBRARY) is None
    night.play(do.ReceiveBoxes(K, (BoxReceipt(LIBRARY, sealed=True),)))
    assert [line.box for line in receipt_of(EN, night.count, {}).lines] == [HALL, LIBRARY]
