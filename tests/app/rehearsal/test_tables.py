"""How a contest is laid out at counting tables, at each depth of keying."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.rehearsal.wards import a_ward
from countroom.app.rehearsal.paper import Published, with_boxes
from countroom.app.rehearsal.source import PublishedNight
from countroom.app.rehearsal.tables import Layout, laid_out, shares
from countroom.domain import events as ev
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import BoxId, MiniCountId
from countroom.domain.issuing import unsound_mini_count
from countroom.domain.sheets import in_pads, sheets_for
from countroom.rules import load_rule_sets
from countroom.wire import payload as pl
from countroom.wire.envelope import LARGEST
from scenarios import an_election

if TYPE_CHECKING:
    from countroom.domain.election import Contest, Depth

THREE = ("CON", "CON", "CON", "LAB", "LAB", "LAB", "LD", "GRN")


def laid(contest: Contest, depth: Depth, tables: int = 1) -> tuple[MiniCount, ...]:
    published = Published(contest, {}, frozenset(), None, None, None)
    night = laid_out(PublishedNight(an_election(), [published], []), Layout(depth, tables))
    return night.contests[0].contest.mini_counts


def a_boxed_ward(seats: int, electorate: int = 6000) -> Contest:
    return with_boxes(replace(a_ward(seats, THREE), electorate=electorate))


def test_totals_at_one_table_need_no_mini_count() -> None:
    assert laid(a_boxed_ward(3), "totals") == ()


@pytest.mark.parametrize("depth", ["team_summary", "every_sheet"])
def test_deeper_a_ward_has_two_tables_at_least(depth: Depth) -> None:
    tables = laid(a_boxed_ward(3), depth)
    assert [one.table for one in tables] == ["1", "2"]
    assert {one.depth for one in tables} == {depth}


def test_a_ward_with_one_seat_stays_at_totals_unless_every_sheet_is_keyed() -> None:
    assert laid(a_boxed_ward(1), "team_summary") == ()
    (one, _) = laid(a_boxed_ward(1), "every_sheet")
    assert (one.depth, one.sheets) == ("every_sheet", 0), "no paper of one seat is mixed"
    assert {t.depth for t in laid(a_boxed_ward(1), "team_summary", 2)} == {"totals"}


@pytest.mark.parametrize("tables", range(1, 9))
@pytest.mark.parametrize("electorate", [900, 5000, 20_000])
def test_no_table_is_fed_by_one_box_alone_and_every_box_is_counted(
    tables: int, electorate: int
) -> None:
    ward = a_boxed_ward(3, electorate)
    boxes = {box.id for box in ward.boxes}
    found = laid(ward, "totals", tables)
    assert len(found) == (0 if tables == 1 else min(tables, len(boxes)))
    assert all(unsound_mini_count(ward, one) is None for one in found)
    assert not found or {box for one in found for box in one.boxes} == boxes


def test_papers_of_a_box_that_feeds_two_tables_are_parted_and_none_is_lost() -> None:
    one, other = BoxId("S1"), BoxId("P1")
    tables = (
        MiniCount(MiniCountId("A"), "1", (one, other)),
        MiniCount(MiniCountId("B"), "2", (other, one)),
    )
    assert shares(tables, {one: 701, other: 300}) == {"A": 500, "B": 501}


def test_a_box_that_no_table_names_goes_to_the_first() -> None:
    table = MiniCount(MiniCountId("A"), "1", (BoxId("S1"),))
    assert shares((table,), {BoxId("S1"): 7, BoxId("P2"): 3}) == {"A": 10}


def test_a_contest_without_a_poll_has_no_table() -> None:
    ward = replace(a_ward(3, ("CON", "LAB")), boxes=())
    assert laid(ward, "every_sheet") == ()


def test_the_set_up_of_the_largest_ward_fits_into_one_event() -> None:
    ward = with_boxes(replace(a_ward(3, THREE * 2), electorate=24_000))
    renamed = [replace(c, id=f"c-{c.number:012d}") for c in ward.candidates]  # type: ignore[arg-type]
    ward = replace(ward, candidates=tuple(renamed))
    ward = replace(ward, mini_counts=laid(ward, "every_sheet", 4))
    sheets = sheets_for(ward, load_rule_sets()[ward.rule_set], 1)
    assert sum(sheet.kind == "mixed" for sheet in sheets) > 40
    _, body = pl.compose(ev.ContestSetUp(ward, in_pads(sheets)))
    assert len(body) * 4 // 3 + 1_500 < LARGEST
