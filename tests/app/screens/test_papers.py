"""Papers out and back: the rows, what is missing and which table holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
import tables
from countroom.app.screens.paper_sheets import (
    kinds_to_add,
    missing,
    saving,
    say_span,
    sheet_rows,
    spares,
)
from countroom.app.screens.papers import (
    left_to_issue,
    lower_depths,
    new_table,
    papers_screen,
    say_three,
    speak_three,
)
from countroom.domain import commands as do
from countroom.domain.conservation import Papers
from countroom.domain.identifiers import MiniCountId, SheetId
from countroom.texts import Texts
from tables import ISSUED, WARD, A, B, C, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.app.screens.papers import PapersScreen
    from countroom.domain.election import MiniCount
    from countroom.domain.state import ContestState

TEXTS = Texts()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = hall.open_hall(tmp_path / "night.count", contests=1)
    yield made
    made.count.close()


def screen(desk: Desk) -> PapersScreen:
    return papers_screen(TEXTS, state_of(desk))


def table(state: ContestState, wanted: MiniCountId) -> MiniCount:
    return next(one for one in state.contest.counted_in if one.id == wanted)


def test_a_line_for_each_table_and_their_sum_beside_what_was_verified(desk: Desk) -> None:
    tables.count(desk)
    shown = screen(desk)
    assert [(row.name, row.depth, row.settled, row.sheets) for row in shown.rows] == [
        ("Table A", "Totals of the table", 1, 1),
        ("Table 2", "Every sheet", 3, 10),
        ("Table 3", "Team summary", 0, 2),
    ]
    assert {row.boxes for row in shown.rows} == {"Polling station 1; Postal votes"}
    assert [(row.papers.issued, row.papers.accounted, row.papers.out) for row in shown.rows] == [
        (900, 870, 30),
        (650, 650, 0),
        (400, 0, 400),
    ]
    assert shown.whole == Papers(1_950, 1_520)
    assert (shown.verified, shown.left, shown.settled, shown.sheets) == (2_000, 50, 4, 13)


def test_missing_papers_are_named_with_the_table_that_holds_them(desk: Desk) -> None:
    tables.count(desk)
    conserved = screen(desk).conserved
    assert conserved.tone == "danger"
    assert conserved.title.startswith("30 papers are missing")
    assert conserved.lines == (
        "Table A was issued 30 papers more than its sheets say. Look there first.",
    )
    assert not screen(desk).all_missing  # others are still counting


def test_papers_at_no_table_are_told_before_those_still_out(desk: Desk) -> None:
    assert screen(desk).conserved.title == "The papers are not verified yet."
    tables.open_tables(desk)
    assert screen(desk).conserved.title == "2,000 verified papers are at no table yet."
    desk.do(do.IssuePapers(hall.SUPERVISOR, WARD, A, 2_000))
    conserved = screen(desk).conserved
    assert (conserved.tone, conserved.title) == ("info", "2,000 papers are still out.")
    assert conserved.lines == ("Table A holds 2,000 papers.",)


def test_one_table_without_parcels_has_all_that_were_verified(desk: Desk) -> None:
    state = state_of(desk)
    hall.key_accounts(desk, state)
    assert screen(desk).whole == Papers(2_000, 0)
    hall.key_count_sheet(desk, state)
    shown = screen(desk)
    assert shown.conserved.tone == "success"
    assert shown.conserved.title == "All 2,000 verified papers are accounted for."


def test_more_papers_on_sheets_than_issued_are_too_many(desk: Desk) -> None:
    tables.issue(desk)
    (whole,) = tables.sheets(desk, A, "count")
    tables.key(desk, whole, hall.true_figures(state_of(desk).contest, whole, 903))
    conserved = screen(desk).conserved
    assert conserved.tone == "danger"
    assert conserved.title == "3 papers more than were issued are on the sheets."
    assert conserved.lines[0].startswith("Table A: 3 papers too many.")


def test_the_864_papers_of_broughton_and_scawby_would_be_seen(desk: Desk) -> None:
    """Verified 1,858; two seats; 528, 525, 367, 355 and 105 votes on 994 papers."""
    state = state_of(desk)
    hall.key_accounts(desk, state, papers=1_858)
    hall.key_count_sheet(desk, state, papers=994)
    shown = screen(desk)
    assert shown.conserved.title.startswith("864 papers are missing")
    assert shown.all_missing
    assert "864" in shown.conserved.lines[0]


def test_the_three_figures_are_written_and_said(desk: Desk) -> None:
    assert say_three(TEXTS, Papers(None, 12)) == ("\u2013", "12", "\u2013")
    assert say_three(TEXTS, Papers(1_000, 1_003)) == ("1,000", "1,003", "\u22123")
    assert "3 too many" in speak_three(TEXTS, Papers(1_000, 1_003))
    assert "997 still out" in speak_three(TEXTS, Papers(1_000, 3))
    assert "no papers issued yet" in speak_three(TEXTS, Papers(None, 3))
    assert left_to_issue(state_of(desk)) is None


def test_lower_depths_and_the_next_table(desk: Desk) -> None:
    assert lower_depths("every_sheet") == ("team_summary", "totals")
    assert lower_depths("totals") == ()
    assert new_table(state_of(desk)) == (MiniCountId("B"), 2)
    tables.open_tables(desk)
    assert new_table(state_of(desk)) == (MiniCountId("D"), 4)


# Sheets.


def test_the_sheets_of_a_table_say_who_keyed_them_and_what_they_hold(desk: Desk) -> None:
    tables.count(desk)
    rows = sheet_rows(TEXTS, state_of(desk), B, lambda person: person.upper())
    first, doubtful, third, *_ = rows
    assert (first.number, first.kind, first.papers) == ("001-04-3", "Block papers", 600)
    assert (first.first, first.second) == ("KEYER-1", "KEYER-2")
    assert (doubtful.kind, doubtful.first, doubtful.papers) == ("Doubtful papers", "", None)
    assert (third.kind, third.papers) == ("Mixed papers", 25)


def test_no_figure_is_shown_before_both_entries_agree(desk: Desk) -> None:
    tables.count(desk)
    rows = {row.sheet: row for row in sheet_rows(TEXTS, state_of(desk), B, str)}
    once = tables.sheets(desk, B, "mixed")[3].id
    assert rows[once].papers is None
    assert (rows[once].first, rows[once].second) == (hall.KEYER, "")


def test_a_number_passed_over_is_missing_and_the_end_of_the_pad_is_spare(desk: Desk) -> None:
    tables.count(desk)
    state = state_of(desk)
    pad = [sheet.id for sheet in tables.sheets(desk, B, "mixed")]
    assert missing(state, B) == (pad[2],)
    assert spares(state, B) == tuple(pad[4:])
    rows = {row.sheet: row for row in sheet_rows(TEXTS, state, B, str)}
    assert rows[pad[2]].word == "Missing"
    assert rows[pad[4]].word == "Not entered"
    assert missing(state, A) == missing(state, C) == ()
    assert spares(state, C) == ()


def test_an_untouched_pad_is_all_spare_and_nothing_is_missing(desk: Desk) -> None:
    tables.issue(desk)
    state = state_of(desk)
    assert missing(state, B) == ()
    assert len(spares(state, B)) == tables.PAD


def test_a_withdrawn_sheet_stays_in_the_list_with_its_reason(desk: Desk) -> None:
    tables.count(desk)
    gone = missing(state_of(desk), B)
    desk.do(do.WithdrawSheets(hall.SUPERVISOR, WARD, gone, "coffee"))
    rows = {row.sheet: row for row in sheet_rows(TEXTS, state_of(desk), B, str)}
    assert (rows[gone[0]].word, rows[gone[0]].note) == ("Withdrawn", "coffee")
    assert missing(state_of(desk), B) == ()


def test_kinds_that_turn_up_without_a_number_follow_the_depth(desk: Desk) -> None:
    tables.open_tables(desk)
    state = state_of(desk)
    assert kinds_to_add(state, table(state, A)) == ("count",)
    assert kinds_to_add(state, table(state, B)) == ("mixed", "block", "adjudication")
    assert kinds_to_add(state, table(state, C)) == ("summary", "adjudication")


def test_a_lower_depth_saves_the_sheets_that_papers_still_out_would_fill(desk: Desk) -> None:
    tables.issue(desk)
    state = state_of(desk)
    summary = saving(state, table(state, B), "team_summary")
    totals = saving(state, table(state, B), "totals")
    assert summary.sheets == 12  # 650 papers: 292 mixed at 25 a sheet, and the summary's own
    assert totals.sheets == 13
    assert totals.minutes > summary.minutes > 5


def test_where_all_papers_are_in_a_lower_depth_saves_next_to_nothing(desk: Desk) -> None:
    tables.count(desk)
    state = state_of(desk)
    saved = saving(state, table(state, B), "team_summary")
    assert (saved.sheets, saved.minutes) == (0, 0)


def test_a_run_of_sheets_is_named_by_its_ends() -> None:
    assert say_span(TEXTS, (SheetId("001-09"),)) == "001-09-4"
    assert say_span(TEXTS, (SheetId("001-09"), SheetId("001-12"))) == "001-09-4 to 001-12-5"


def test_papers_out_stay_those_issued(desk: Desk) -> None:
    tables.issue(desk)
    assert sum(ISSUED.values()) == 1_950
    assert left_to_issue(state_of(desk)) == 50
