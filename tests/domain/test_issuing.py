"""Papers out and back, tables opened and closed, sheets more and fewer: lawful, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import BoxId, ContestId, FieldId, MiniCountId, SheetId
from countroom.domain.issuing import unsound_mini_count
from countroom.domain.refusals import Refusal, refuse
from two_tables import A, B, C

S, NOWHERE = sc.SUPERVISOR, MiniCountId("Z")
HALL = BoxId("green-end-hall")


def issued(*papers: int) -> sc.Night:
    return two_tables.issue(two_tables.verified(), *papers)


def closed(table: MiniCountId = B) -> sc.Night:
    return two_tables.verified().play(do.CloseMiniCount(S, sc.SPLIT, table, "its people left"))


# --- parcels ----------------------------------------------------------------------------------


def test_papers_go_out_in_parcels_up_to_those_verified_and_no_further() -> None:
    night = issued(600, 300)
    assert night.ask(do.IssuePapers(S, sc.SPLIT, B, 101)) == refuse(
        "more_than_verified", issued=1_001, verified=1_000
    )
    night.play(do.IssuePapers(S, sc.SPLIT, B, 100))
    assert night[sc.SPLIT].issued == {A: 600, B: 400}


@pytest.mark.parametrize("papers", [0, -1, LARGEST_FIGURE + 1])
def test_a_parcel_holds_a_lawful_number_of_papers(papers: int) -> None:
    night = issued(600)
    for command in (
        do.IssuePapers(S, sc.SPLIT, A, papers),
        do.ReturnPapers(S, sc.SPLIT, A, papers, "too many"),
    ):
        assert night.ask(command) == refuse("papers_out_of_range", papers=papers, least=1)


def test_papers_wait_for_the_statement_unless_votes_are_counted_early() -> None:
    parcel = do.IssuePapers(S, sc.SPLIT, A, 5_000)
    night = sc.Night().set_up(sc.split())
    assert night.ask(parcel) == refuse("not_verified", contest=sc.SPLIT)
    early = sc.Night()
    for command in sc.set_up(sc.split()):
        if isinstance(command, do.SetUpElection):
            election = replace(command.election, count_before_verification=True)
            command = replace(command, election=election)  # noqa: PLW2901
        early.play(command)
    early.play(sc.proof(sc.split()), parcel)
    assert early[sc.SPLIT].issued == {A: 5_000}
    early.verify(sc.SPLIT, 300, 400, 300)
    refused = early.ask(replace(parcel, papers=1))
    assert refused == refuse("more_than_verified", issued=5_001, verified=1_000)


def test_papers_come_back_up_to_those_still_out_for_a_reason() -> None:
    night = issued(600)
    back = do.ReturnPapers(S, sc.SPLIT, A, 601, "the table is too small")
    assert night.ask(back) == refuse("more_than_out", out=600)
    assert night.ask(replace(back, papers=600, reason=" ")) == refuse("reason_missing")
    night.play(replace(back, papers=200))
    assert night[sc.SPLIT].issued == {A: 400}
    night.play(do.IssuePapers(S, sc.SPLIT, B, 600))
    two_tables.count(night, (300, 50, 10), (300, 300, 10))
    assert night.ask(replace(back, papers=41)) == refuse("more_than_out", out=40)
    night.play(replace(back, papers=40))


def test_nothing_comes_back_from_a_table_that_got_nothing_or_counted_more() -> None:
    back = do.ReturnPapers(S, sc.SPLIT, B, 1, "wrong table")
    assert two_tables.verified().ask(back) == refuse("more_than_out", out=0)
    assert issued(600).ask(back) == refuse("more_than_out", out=0)
    night = two_tables.count(issued(600, 300), (300, 200, 100), (200, 100, 50))
    assert night.ask(back) == refuse("more_than_out", out=0)
    one = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    assert one.ask(replace(back, contest=sc.ONE, mini_count=A)) == refuse("more_than_out", out=0)


def test_a_parcel_voids_the_result_drawn_before_it() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    night.play(do.IssuePapers(S, sc.ONE, A, 1_000))
    assert night[sc.ONE].provisional is None


@pytest.mark.parametrize(
    "command",
    [
        do.IssuePapers(S, sc.SPLIT, NOWHERE, 1),
        do.ReturnPapers(S, sc.SPLIT, NOWHERE, 1, "why"),
        do.CloseMiniCount(S, sc.SPLIT, NOWHERE, "why"),
        do.ChangeDepth(S, sc.SPLIT, NOWHERE, "totals", 0, "why"),
        do.AddSheet(S, sc.SPLIT, "mixed", None, NOWHERE, "why"),
    ],
)
def test_a_table_nobody_opened_is_unknown_and_a_closed_one_takes_nothing(
    command: do.IssuePapers | do.ReturnPapers | do.CloseMiniCount | do.ChangeDepth | do.AddSheet,
) -> None:
    assert issued(600).ask(command) == refuse("mini_count_unknown", mini_count=NOWHERE)
    refusal = closed().ask(replace(command, mini_count=B))
    code = "mini_count_unknown" if isinstance(command, do.AddSheet) else "mini_count_closed"
    assert refusal == refuse(code, mini_count=B)


@pytest.mark.parametrize(
    "command",
    [
        do.IssuePapers(S, sc.NO_POLL, A, 1),
        do.ReturnPapers(S, sc.NO_POLL, A, 1, "why"),
        do.AddMiniCount(S, sc.NO_POLL, MiniCount(C, "", ()), "why"),
        do.CloseMiniCount(S, sc.NO_POLL, A, "why"),
        do.ChangeDepth(S, sc.NO_POLL, A, "totals", 0, "why"),
        do.AddSheet(S, sc.NO_POLL, "mixed", None, A, "why"),
        do.WithdrawSheets(S, sc.NO_POLL, (SheetId("001-01"),), "why"),
    ],
)
def test_a_contest_without_a_poll_has_no_papers(command: do.Command) -> None:
    night = sc.Night().set_up(sc.without_poll())
    assert night.ask(command) == refuse("contest_without_poll", contest=sc.NO_POLL)


# --- tables -----------------------------------------------------------------------------------


def test_a_table_opened_during_the_night_brings_its_sheets_with_the_next_numbers() -> None:
    night = two_tables.verified()
    before = list(night[sc.SPLIT].sheets)
    table = MiniCount(C, "Table 9", (), "every_sheet", 2)
    night.play(do.AddMiniCount(S, sc.SPLIT, table, "the hall is full"))
    state = night[sc.SPLIT]
    assert state.contest.counted_in[-1] == table
    added = [sheet for sheet in state.sheets if sheet not in before]
    assert added == ["001-06", "001-07", "001-08", "001-09"]
    assert {state.sheets[sheet].sheet.mini_count for sheet in added} == {C}


def test_a_table_opened_in_a_contest_counted_in_one_place_keeps_that_place() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.play(do.AddMiniCount(S, sc.ONE, MiniCount(B, "", ()), "faster"))
    assert [one.id for one in night[sc.ONE].contest.mini_counts] == [A, B]


@pytest.mark.parametrize(
    ("table", "refusal"),
    [
        (MiniCount(A, "", ()), refuse("mini_count_twice", mini_count=A)),
        (MiniCount(C, "", (BoxId("elsewhere"),)), refuse("box_unknown", box="elsewhere")),
        (
            MiniCount(C, "", (HALL,)),
            refuse("mini_count_of_one_box", mini_count=C, other="green-end-library"),
        ),
        (
            MiniCount(C, "", (), "every_sheet", -1),
            refuse("papers_out_of_range", papers=-1, least=0),
        ),
    ],
)
def test_a_table_that_cannot_be_is_not_opened(table: MiniCount, refusal: Refusal) -> None:
    assert two_tables.verified().ask(do.AddMiniCount(S, sc.SPLIT, table, "more")) == refusal


def test_a_table_is_opened_closed_and_deepened_for_a_reason() -> None:
    night = two_tables.verified()
    for command in (
        do.AddMiniCount(S, sc.SPLIT, MiniCount(C, "", ()), " "),
        do.CloseMiniCount(S, sc.SPLIT, A, ""),
        do.ChangeDepth(S, sc.SPLIT, A, "every_sheet", 3, ""),
        do.AddSheet(S, sc.SPLIT, "mixed", None, A, ""),
        do.WithdrawSheets(S, sc.SPLIT, (SheetId("001-04"),), ""),
    ):
        assert night.ask(command) == refuse("reason_missing")


def test_one_box_alone_feeds_a_table_only_for_the_officers_reason() -> None:
    """SI 2006/3304 Sch 2 r. 45: the papers of a box are mixed with those of another."""
    ward, alone = sc.split(), MiniCount(C, "", (HALL, HALL))
    refusal = refuse("mini_count_of_one_box", mini_count=C, other="green-end-library")
    assert unsound_mini_count(ward, alone) == refusal
    assert unsound_mini_count(ward, replace(alone, alone_because="the rest are late")) is None


def test_two_boxes_of_one_station_still_show_how_it_voted() -> None:
    second = BallotBox(BoxId("green-end-second"), "station", "Green End, second", beside=HALL)
    ward = replace(sc.split(), boxes=(*sc.split().boxes, second))
    both = MiniCount(C, "", (HALL, second.id))
    refusal = refuse("mini_count_of_one_box", mini_count=C, other="green-end-library")
    assert unsound_mini_count(ward, both) == refusal
    assert unsound_mini_count(ward, replace(both, boxes=(*both.boxes, sc.POSTAL_BOX))) is None


def test_a_closed_table_keeps_what_it_settled_and_gives_up_what_nobody_began() -> None:
    night = two_tables.issue(two_tables.verified("every_sheet", 2), 600, 400)
    block, doubtful, *_ = two_tables.sheets(night[sc.SPLIT], B)
    figures = dict.fromkeys(night[sc.SPLIT].sheets[block].sheet.fields, 0)
    night.key(block, figures | {FieldId("odd:zadie-abbott"): 400})
    close = do.CloseMiniCount(S, sc.SPLIT, B, "its people left")
    night.play(close)
    state = night[sc.SPLIT]
    assert state.closed == {B}
    assert state.sheets[block].settled is not None
    assert {s.withdrawn for s in state.sheets.values() if s.sheet.mini_count == B} == {
        "",
        "its people left",
    }
    assert [s.sheet.mini_count for s in state.papers_out] == [A] * 4
    key = do.EnterSheet(sc.KEYER, doubtful, 1, {})
    assert night.ask(key) == refuse("sheet_withdrawn", sheet=doubtful)


def test_a_table_with_papers_or_a_sheet_half_keyed_is_not_closed() -> None:
    night = issued(600, 400)
    close = do.CloseMiniCount(S, sc.SPLIT, B, "its people left")
    assert night.ask(close) == refuse("papers_still_out", mini_count=B, papers=400)
    (sheet,) = two_tables.sheets(night[sc.SPLIT], B)
    paper = sc.count_sheet(night[sc.SPLIT].contest, (400, 0, 0), papers=400)
    night.play(do.EnterSheet(sc.KEYER, sheet, 1, paper))
    assert night.ask(close) == refuse("sheet_begun", sheet=sheet)
    night.play(do.EnterSheet(sc.OTHER_KEYER, sheet, 2, paper), close)


# --- depth ------------------------------------------------------------------------------------


def test_a_depth_lowered_on_the_night_keeps_what_was_begun() -> None:
    night = two_tables.issue(two_tables.verified("every_sheet", 3), 600, 400)
    state = night[sc.SPLIT]
    block, doubtful, first, second, third = two_tables.sheets(state, A)
    figures = dict.fromkeys(state.sheets[first].sheet.fields, 0)
    night.key(first, figures | {FieldId("papers"): 20, FieldId("candidate:zadie-abbott"): 20})
    night.play(do.EnterSheet(sc.KEYER, second, 1, figures))
    night.play(do.ChangeDepth(S, sc.SPLIT, A, "totals", 0, "it is four o'clock"))
    state = night[sc.SPLIT]
    withdrawn = [id_ for id_, sheet in state.sheets.items() if sheet.withdrawn]
    assert withdrawn == [block, doubtful, third]
    assert {state.sheets[id_].withdrawn for id_ in withdrawn} == {"it is four o'clock"}
    kept = two_tables.sheets(state, A)
    assert kept == [first, second, SheetId("001-14")]
    assert state.sheets[kept[-1]].sheet.kind == "count"
    assert state.sheets[first].settled is not None
    assert state.sheets[second].first is not None
    (table, other) = state.contest.counted_in
    assert (table.depth, table.sheets, other.depth) == ("totals", 0, "every_sheet")
    night.play(do.EnterSheet(sc.OTHER_KEYER, second, 2, figures))
    paper = sc.count_sheet(state.contest, (380, 200, 0), papers=580)
    night.key(kept[-1], paper)
    assert two_tables.sheets(night[sc.SPLIT], A) == kept
    assert [s.sheet.mini_count for s in night[sc.SPLIT].papers_out] == [B] * 5


def test_a_depth_may_grow_too_but_changes_to_another_one_only() -> None:
    night = two_tables.verified()
    same = do.ChangeDepth(S, sc.SPLIT, A, "totals", 0, "why")
    assert night.ask(same) == refuse("depth_as_it_is", mini_count=A)
    night.play(replace(same, depth="every_sheet", sheets=2))
    kinds = [sheet.kind for sheet in two_tables.sheets_of(night[sc.SPLIT], A)]
    assert kinds == ["block", "adjudication", "mixed", "mixed"]
    refused = night.ask(replace(same, depth="team_summary", sheets=-1))
    assert refused == refuse("papers_out_of_range", papers=-1, least=0)


# --- contests as they are set up ----------------------------------------------------------------


def test_a_contest_nobody_set_up_has_no_tables() -> None:
    nowhere = ContestId("no-such-contest")
    parcel = do.IssuePapers(S, nowhere, A, 1)
    assert two_tables.verified().ask(parcel) == refuse("contest_unknown", contest=nowhere)


def test_a_corrected_set_up_forgets_what_was_concluded_from_the_old_one() -> None:
    """A statement on no boxes, a closed table, papers at a table there is no longer."""
    night = sc.Night().set_up(sc.split())
    night.play(do.CloseMiniCount(S, sc.SPLIT, B, "its people left"))
    contest = night[sc.SPLIT].contest
    whole = tuple(box.id for box in contest.boxes)
    one = replace(contest, mini_counts=(MiniCount(B, "Table 2", whole),))
    state = replace(night[sc.SPLIT], issued={A: 5, B: 7})  # as where votes are counted early
    night.count = replace(night.count, contests={**night.count.contests, sc.SPLIT: state})
    night.play(do.CorrectSetUp(sc.OFFICER, sc.SPLIT, one, "one table is enough"))
    state = night[sc.SPLIT]
    assert (state.verification, state.closed, state.issued) == (None, frozenset(), {B: 7})
    assert not state.proven
    assert [s.sheet.id for s in (*state.boxes_out, *state.papers_out)] == [
        f"001-{number:02d}" for number in range(6, 10)
    ]
