"""Sheets more and fewer: with the next number, of a place that is, given up while blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId, MiniCountId, SheetId
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import COUNTED, SheetKind
from two_tables import A, B

S = sc.SUPERVISOR
HALL = BoxId("green-end-hall")


@pytest.mark.parametrize("kind", ["count", "summary", "block", "mixed", "adjudication"])
def test_a_sheet_more_gets_the_next_number(kind: SheetKind) -> None:
    night = two_tables.verified()
    night.play(do.AddSheet(sc.KEYER, sc.SPLIT, kind, None, B, "its number was torn off"))
    added = list(night[sc.SPLIT].sheets.values())[-1].sheet
    assert (added.id, added.kind, added.mini_count, added.box) == ("001-06", kind, B, None)
    night.play(do.WithdrawSheets(S, sc.SPLIT, (added.id,), "found again"))
    night.play(do.AddSheet(sc.KEYER, sc.SPLIT, kind, None, B, "and lost again"))
    assert list(night[sc.SPLIT].sheets)[-1] == "001-07"


def test_a_box_counted_again_is_a_sheet_of_one_line_and_voids_the_statement() -> None:
    night = two_tables.verified()
    night.play(do.AddSheet(S, sc.SPLIT, "recount", HALL, None, "an agent doubts it"))
    added = list(night[sc.SPLIT].sheets.values())[-1].sheet
    assert (added.kind, added.box, added.fields) == ("recount", HALL, (COUNTED,))
    assert night[sc.SPLIT].verification is None


@pytest.mark.parametrize(
    ("kind", "box", "table", "code"),
    [
        ("recount", None, None, "sheet_without_place"),
        ("recount", HALL, A, "sheet_without_place"),
        ("recount", BoxId("elsewhere"), None, "box_not_counted"),
        ("account", HALL, None, "box_twice"),
        ("mixed", None, None, "sheet_without_place"),
        ("mixed", HALL, A, "sheet_without_place"),
    ],
)
def test_a_sheet_belongs_to_a_box_that_was_counted_or_to_a_table(
    kind: SheetKind, box: BoxId | None, table: MiniCountId | None, code: str
) -> None:
    refusal = two_tables.verified().ask(do.AddSheet(S, sc.SPLIT, kind, box, table, "why"))
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_a_box_is_counted_again_only_after_it_was_counted() -> None:
    night = sc.Night().set_up(sc.split())
    again = do.AddSheet(S, sc.SPLIT, "recount", HALL, None, "why")
    assert night.ask(again) == refuse("box_not_counted", box=HALL)


def test_spares_are_withdrawn_and_nobody_waits_for_them() -> None:
    night = two_tables.verified("every_sheet", 4)
    spares = tuple(two_tables.sheets(night[sc.SPLIT], A, "mixed")[2:])
    night.play(do.WithdrawSheets(S, sc.SPLIT, spares, "came back blank"))
    assert set(spares).isdisjoint(s.sheet.id for s in night[sc.SPLIT].papers_out)
    assert {night[sc.SPLIT].sheets[spare].withdrawn for spare in spares} == {"came back blank"}
    again = do.WithdrawSheets(S, sc.SPLIT, spares[:1], "again")
    assert night.ask(again) == refuse("sheet_withdrawn", sheet=spares[0])


def test_a_foreign_a_begun_and_no_sheet_at_all_are_not_withdrawn() -> None:
    night = two_tables.verified()
    (sheet,) = two_tables.sheets(night[sc.SPLIT], A)
    paper = sc.count_sheet(night[sc.SPLIT].contest, (0, 0, 0), papers=0)
    night.play(do.EnterSheet(sc.KEYER, sheet, 1, paper))
    night.play(do.SetUpContest(sc.ADMINISTRATOR, sc.three_seats()))
    foreign = next(iter(night[sc.THREE].sheets))
    for sheets, refusal in (
        ((), refuse("reason_missing")),
        ((sheet,), refuse("sheet_begun", sheet=sheet)),
        ((foreign,), refuse("sheet_unknown", sheet=foreign)),
        ((SheetId("999-01"),), refuse("sheet_unknown", sheet="999-01")),
    ):
        assert night.ask(do.WithdrawSheets(S, sc.SPLIT, sheets, "why")) == refusal


def test_a_foreign_sheet_is_not_keyed_here() -> None:
    """Its number leads to its own ward, whose lines are others."""
    night = two_tables.verified()
    night.play(do.SetUpContest(sc.ADMINISTRATOR, sc.three_seats()))
    night.play(sc.proof(sc.three_seats())).verify(sc.THREE)
    paper = sc.count_sheet(night[sc.SPLIT].contest, (1, 1, 1), papers=3)
    foreign = do.EnterSheet(sc.KEYER, night.sheet(sc.THREE), 1, paper)
    missing = refuse("field_missing", field="candidate:vivek-dawson")
    assert night.ask(foreign) == missing
    for number in ("003-01", "001-99", "xyz-01", "000-01"):
        unknown = replace(foreign, sheet=SheetId(number))
        assert night.ask(unknown) == refuse("sheet_unknown", sheet=number)


def test_only_an_officer_withdraws_the_account_of_a_box_that_never_was() -> None:
    extra = BallotBox(BoxId("green-end-tent"), "station", "Tent")
    night = sc.Night().set_up(sc.split())
    night.play(do.AddBox(S, sc.SPLIT, extra, A, "a tent was planned"))
    account = night.accounts(sc.SPLIT)[-1]
    withdraw = do.WithdrawSheets(S, sc.SPLIT, (account,), "there was no tent")
    refused = refuse("role_missing", person=S, roles="officer")
    assert night.ask(withdraw) == refused
    night.play(replace(withdraw, by=sc.OFFICER))
    assert account not in {s.sheet.id for s in night[sc.SPLIT].boxes_out}
