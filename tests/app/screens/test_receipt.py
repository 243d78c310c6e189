"""The receipt page's lines: every box once, those out on top, and what is typed at the door."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.screens.receipt import (
    Came,
    came_in,
    find_boxes,
    one_to_receive,
    receipt_of,
    say_found,
)
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, Contest
from countroom.domain.events import BoxesReceived, Recorded
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, DeviceId, EventId, PersonId
from countroom.texts import Texts

EN = Texts()
SHARED = BallotBox(BoxId("S-7"), "station", "7", "Village Hall")
SECOND = BallotBox(BoxId("S-7b"), "station", "7", "Village Hall")


def with_boxes(contest: Contest, *boxes: BallotBox) -> Contest:
    return replace(contest, boxes=(*contest.boxes, *boxes), mini_counts=())


def night() -> sc.Night:
    """Give two wards that share one box; Old Town has another of the same station."""
    one = with_boxes(sc.one_seat(), SHARED)
    three = with_boxes(sc.three_seats(), SHARED, SECOND)
    return sc.Night().set_up(one, three, sc.without_poll())


def receive(played: sc.Night, box: str, note: str = "") -> sc.Night:
    receipt = BoxReceipt(BoxId(box), sealed=not note, note=note)
    return played.play(do.ReceiveBoxes(sc.KEYER, (receipt,)))


def test_a_box_of_two_wards_stands_once_and_no_postal_box_does() -> None:
    found = receipt_of(EN, night().count, {})
    assert {line.box: line.wards for line in found.lines} == {
        "mill-lane-hall": "Mill Lane",
        "S-7": "Mill Lane, Old Town",
        "old-town-school": "Old Town",
        "S-7b": "Old Town",
    }
    assert (found.came, len(found.lines)) == (0, 4)


def test_boxes_out_stay_on_top_and_the_last_one_of_a_ward_first() -> None:
    played = receive(receive(night(), "old-town-school"), "S-7", "wire cut")
    lines = receipt_of(EN, played.count, {}).lines
    assert [(line.box, line.state) for line in lines] == [
        ("mill-lane-hall", "out"),
        ("S-7b", "out"),
        ("S-7", "broken"),
        ("old-town-school", "in"),
    ]
    assert [line.note for line in lines] == [
        "The last box of Mill Lane",
        "The last box of Old Town",
        "wire cut",
        "",
    ]


def test_the_ward_nearest_to_its_last_box_goes_first() -> None:
    played = receive(night(), "S-7b")
    lines = receipt_of(EN, played.count, {}).lines
    assert [line.box for line in lines] == ["mill-lane-hall", "S-7", "old-town-school", "S-7b"]
    played = receive(receive(night(), "S-7b"), "old-town-school")
    lines = receipt_of(EN, played.count, {}).lines
    assert [line.box for line in lines][:2] == ["S-7", "mill-lane-hall"]


def test_the_log_says_when_and_to_whom_a_box_came() -> None:
    event = BoxesReceived((BoxReceipt(BoxId("S-7"), sealed=True),))
    played = receive(night(), "S-7")

    def came_at(at: str) -> dict[BoxId, Came]:
        recorded = Recorded(EventId("e"), event, (sc.KEYER,), DeviceId("d"), at)
        return came_in(EN, played.count, [recorded], {PersonId("keyer-1"): "K. One"})

    assert came_at("2024-05-02T23:01:00.000Z") == {"S-7": Came("Fri 00:01", "K. One")}
    came = came_at("2024-05-02T21:41:00.000Z")
    assert came == {"S-7": Came("22:41", "K. One")}
    line = next(one for one in receipt_of(EN, played.count, came).lines if one.box == "S-7")
    assert (line.at, line.by) == ("22:41", "K. One")
    assert line.told == "Polling station 7, Mill Lane, Old Town: in, 22:41."


def test_wards_are_counted_and_the_nearest_to_its_last_box_is_first() -> None:
    played = receive(receive(night(), "old-town-school"), "S-7")
    wards = [(w.area, w.came, w.boxes) for w in receipt_of(EN, played.count, {}).wards]
    assert wards == [("Mill Lane", 1, 2), ("Old Town", 2, 3)]
    receive(played, "mill-lane-hall")
    wards = [(w.area, w.came, w.boxes) for w in receipt_of(EN, played.count, {}).wards]
    assert wards == [("Old Town", 2, 3), ("Mill Lane", 2, 2)]


def test_a_poll_called_off_counts_no_boxes() -> None:
    played = night().play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))
    assert [w.area for w in receipt_of(EN, played.count, {}).wards] == ["Old Town"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("S-7", ["S-7"]),
        (" s-7B ", ["S-7b"]),
        ("7", ["S-7", "S-7b"]),
        ("mill lane", ["mill-lane-hall"]),
        ("hall village", ["S-7", "S-7b"]),
        ("Old Town School", ["old-town-school"]),
        ("nowhere", []),
        ("m", []),
        ("  ", []),
    ],
)
def test_a_box_is_found_by_label_station_or_words(typed: str, found: list[str]) -> None:
    assert list(find_boxes(night().count, typed)) == found


def test_what_enter_will_do_is_said_before_it_is_pressed() -> None:
    played = receive(night(), "S-7")
    count = played.count
    said = [say_found(EN, count, find_boxes(count, t)) for t in ("S-7", "mill", "xy", "old", "7")]
    assert said == [
        "Polling station 7 is in already.",
        "Enter receives Polling station Mill Lane Hall, Mill Lane.",
        "No box is called that. Look at its label, or find it in the list.",
        "Enter receives Polling station Old Town School, Old Town.",
        "Enter receives Polling station 7, Old Town.",
    ]
    assert one_to_receive(count, "7") == "S-7b"  # the other box of the station is in
    assert one_to_receive(count, "S-7") is None
    assert one_to_receive(count, "o") is one_to_receive(count, "hall") is None
    several = say_found(EN, count, find_boxes(count, "hall"))
    assert several.startswith("Several boxes: Polling station")
