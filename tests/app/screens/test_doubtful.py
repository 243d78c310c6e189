"""Doubtful papers as an officer reads them before signing, and who signed."""

from __future__ import annotations

import scenarios as sc
import two_tables
from countroom.app.screens.doubtful import batch_rows, say_signed
from countroom.domain import commands as do
from countroom.domain.identifiers import FieldId, MiniCountId
from countroom.domain.sheets import REJECTED_IN_PART, objected_by
from countroom.texts import Texts

TEXTS = Texts()


def by_sheet() -> sc.Night:
    """Have a batch settled at each of two tables."""
    night = two_tables.issue(two_tables.verified("every_sheet", 1), 600, 400)
    for state in night[sc.SPLIT].sheets_of(frozenset({"adjudication"})):
        figures = sc.batch(state.sheet) | {objected_by(sc.CARTER): 1}
        night.key(state.sheet.id, figures)
    return night


def test_a_batch_shows_its_sum_its_heads_and_who_objected() -> None:
    night = by_sheet()
    first, second = batch_rows(TEXTS, night[sc.SPLIT])
    assert (first.title, second.title) == ("Batch 001-05-1, Table 1", "Batch 001-08-6, Table 2")
    assert first.total == "3 doubtful  =  2 rejected  +  1 allowed"
    assert first.lines == (
        ("Want of an official mark", "2"),
        ("Objections by the agent of Wendy Carter", "1"),
    )
    assert first.told == (
        "Batch 001-05-1, Table 1. 3 doubtful  =  2 rejected  +  1 allowed. "
        "Want of an official mark: 2. Objections by the agent of Wendy Carter: 1"
    )
    assert dict(first.figures) == dict(night[sc.SPLIT].sheets[first.sheet].settled or {})


def test_where_one_table_counts_everything_it_is_not_named() -> None:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    more = do.AddSheet(sc.KEYER, sc.THREE, "adjudication", None, MiniCountId("A"), "doubtful")
    night.play(more)
    sheet = list(night[sc.THREE].sheets.values())[-1].sheet
    night.key(sheet.id, sc.batch(sheet) | {REJECTED_IN_PART: 1})
    (row,) = batch_rows(TEXTS, night[sc.THREE])
    assert row.title == "Batch 001-03-5"
    assert row.lines[-1] == ("Rejected in part", "1")
    assert FieldId("doubtful") in row.figures


def test_who_signed_is_said_batch_by_batch() -> None:
    night = by_sheet()
    assert say_signed(TEXTS, night[sc.SPLIT], str) == ""
    for by, row in zip(
        (sc.OFFICER, sc.OTHER_OFFICER), batch_rows(TEXTS, night[sc.SPLIT]), strict=True
    ):
        night.play(do.SignAdjudication(by, sc.SPLIT, row.sheet, row.figures))
    assert batch_rows(TEXTS, night[sc.SPLIT]) == ()
    assert say_signed(TEXTS, night[sc.SPLIT], str) == (
        "2 batches of doubtful papers are signed: 001-05-1 officer-1, 001-08-6 officer-2"
    )
