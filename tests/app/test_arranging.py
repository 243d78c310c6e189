"""How a contest is counted: tables that mix their papers, depth, and a time of the night."""

from __future__ import annotations

from dataclasses import replace

import pytest

import hall
from countroom.app.arranging import Arrangement, arranged, at_night
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId
from countroom.texts import Texts

TEXTS = Texts()


@pytest.mark.parametrize(
    ("boxes", "tables", "dealt"),
    [
        (4, 2, [("S1", "S3"), ("S2", "S4")]),
        (5, 2, [("S1", "S3", "S5"), ("S2", "S4")]),
        (3, 2, [("S1", "S2", "S3")] * 2),  # too few to mix two and two: all feed each table
        (2, 3, [("S1", "S2")] * 3),
    ],
)
def test_no_table_counts_one_box_alone(boxes: int, tables: int, dealt: list[object]) -> None:
    contest = replace(
        hall.make_contest(1),
        boxes=tuple(BallotBox(BoxId(f"S{i}"), "station", str(i)) for i in range(1, boxes + 1)),
    )
    made = arranged(contest, Arrangement(tables=tables), TEXTS)
    assert [one.boxes for one in made.mini_counts] == dealt
    assert [one.table for one in made.mini_counts] == [f"Table {n + 1}" for n in range(tables)]
    assert len({one.id for one in made.mini_counts}) == tables


def test_two_boxes_of_one_station_are_never_dealt_to_a_table_alone() -> None:
    first, second, other, last = (BallotBox(BoxId(f"S{i}"), "station", str(i)) for i in range(1, 5))
    boxes = (first, other, replace(second, beside=first.id), last)
    made = arranged(replace(hall.make_contest(1), boxes=boxes), Arrangement(tables=2), TEXTS)
    assert [one.boxes for one in made.mini_counts] == [("S1", "S3", "S2", "S4")] * 2


def test_one_table_at_the_usual_depth_needs_no_name() -> None:
    contest = hall.make_contest(1)
    assert arranged(contest, Arrangement(), TEXTS).mini_counts == ()
    (only,) = arranged(contest, Arrangement(depth="team_summary"), TEXTS).mini_counts
    assert (only.depth, only.sheets) == ("team_summary", 0)


def test_sheets_are_printed_with_spares_where_every_one_is_keyed() -> None:
    contest = replace(hall.make_contest(1), electorate=10_000)
    (only,) = arranged(contest, Arrangement(depth="every_sheet"), TEXTS).mini_counts
    assert only.sheets == 72 + 15  # 4,000 papers, 45 % mixed, 25 a sheet, a fifth spare


def test_what_else_was_chosen_goes_to_every_contest_with_a_poll() -> None:
    how = Arrangement(2, "totals", unused_votes=True, expected_at="2024-05-03T00:30:00.000Z")
    made = arranged(hall.make_contest(1), how, TEXTS)
    assert (made.keeps_unused_votes, made.expected_at) == (True, how.expected_at)
    without = hall.make_contest(2, seats=3, candidates=3)
    assert arranged(without, how, TEXTS) == without


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("02:30", "2024-05-03T01:30:00.000Z"),
        ("2.30", "2024-05-03T01:30:00.000Z"),
        ("23:30", "2024-05-02T22:30:00.000Z"),
        ("11:59", "2024-05-03T10:59:00.000Z"),
        ("12:00", "2024-05-02T11:00:00.000Z"),
        ("24:00", None),
        ("half past two", None),
        ("", None),
    ],
)
def test_a_time_before_noon_is_the_morning_after(typed: str, at: str | None) -> None:
    assert at_night("2024-05-02", typed) == at
