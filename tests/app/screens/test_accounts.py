from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.app.screens.accounts import (
    Due,
    account_findings,
    box_rows,
    due,
    say_box,
    say_next,
    say_variance,
    speak_variance,
    sums,
    varying_boxes,
)
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId
from countroom.domain.sheets import COUNTED, ENTRUSTED, UNUSED
from countroom.texts import Texts
from hall import (
    ADMINISTRATOR,
    KEYER,
    OFFICER,
    OTHER_KEYER,
    SUPERVISOR,
    key_accounts,
    key_count_sheet,
    open_hall,
    true_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.events import Ordinal
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState, SheetState

TEXTS = Texts()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    hall = open_hall(tmp_path / "night.count", contests=1)
    yield hall
    hall.count.close()


def contest(desk: Desk) -> ContestState:
    return next(iter(desk.count.count.contests.values()))


def station(desk: Desk) -> SheetState:
    return next(iter(contest(desk).sheets.values()))


def enter(
    desk: Desk, by: PersonId, entry: Ordinal, change: Mapping[FieldId, int] | None = None
) -> None:
    sheet = station(desk).sheet
    figures = true_figures(contest(desk).contest, sheet) | dict(change or {})
    desk.do(do.EnterSheet(by, sheet.id, entry, figures))


def word(desk: Desk, person: PersonId | None) -> tuple[str, str, Due | None]:
    row = box_rows(TEXTS, desk.count.count, contest(desk), person)[0]
    return row.word, row.note, row.due


def test_every_box_has_its_line_and_no_figure_before_both_entries_agree(desk: Desk) -> None:
    enter(desk, KEYER, 1)
    rows = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)
    assert [row.place for row in rows] == ["Polling station 1", "Postal votes"]
    assert [row.sheet for row in rows] == ["001-01", "001-02"]
    assert all(row.expected is row.counted is row.variance is None for row in rows)
    enter(desk, OTHER_KEYER, 2)
    agreed = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)[0]
    assert (agreed.expected, agreed.counted, agreed.variance) == (1000, 1000, 0)
    assert (agreed.word, agreed.note, agreed.due) == ("Figures agree", "", None)


def test_what_is_due_depends_on_who_asks(desk: Desk) -> None:
    assert word(desk, KEYER) == ("Not entered", "Key the first entry", Due("entry", 1))
    assert word(desk, OFFICER) == ("Not entered", "A keyer keys it", None)
    assert word(desk, None) == ("Not entered", "Sign in to key it", None)
    enter(desk, KEYER, 1)
    told = "You keyed it; another person is next"
    assert word(desk, KEYER) == ("Needs second entry", told, None)
    assert word(desk, OTHER_KEYER) == ("Needs second entry", "Key it second", Due("entry", 2))
    assert word(desk, SUPERVISOR)[2] == Due("entry", 2)


def test_differing_entries_lead_to_their_page_and_lines_sent_back_to_their_keyer(
    desk: Desk,
) -> None:
    enter(desk, KEYER, 1)
    enter(desk, OTHER_KEYER, 2, {COUNTED: 1001})
    differ = ("Entries differ", "See what differs", Due("differences", 0))
    assert word(desk, SUPERVISOR) == word(desk, OFFICER) == differ
    desk.do(do.SendBack(SUPERVISOR, station(desk).sheet.id, 2))
    again = ("Lines sent back", "Key the lines again")
    assert word(desk, OTHER_KEYER) == (*again, Due("entry", 2))
    assert word(desk, SUPERVISOR) == (*again, Due("entry", 2))
    assert word(desk, KEYER) == ("Lines sent back", "The other keyer keys it again", None)
    desk.do(do.SendBack(SUPERVISOR, station(desk).sheet.id, 1))
    assert word(desk, KEYER)[2] == Due("entry", 1)
    assert word(desk, OTHER_KEYER)[2] == Due("entry", 2)
    assert due(desk.count.count, station(desk), SUPERVISOR) == Due("entry", 1)
    assert due(desk.count.count, station(desk), ADMINISTRATOR) is None


def test_sums_and_boxes_that_need_a_reason(desk: Desk) -> None:
    assert sums(contest(desk)).boxes_in == 0
    enter(desk, KEYER, 1, {COUNTED: 998})
    enter(desk, OTHER_KEYER, 2, {COUNTED: 998})
    found = sums(contest(desk))
    assert (found.boxes_in, found.boxes, found.counted) == (1, 2, 998)
    assert (found.variance, found.varying) == (-2, 1)
    varying = varying_boxes(TEXTS, desk.count.count, contest(desk), OFFICER)
    assert [(row.box, row.variance) for row in varying] == [("S1", -2)]


def test_an_account_that_cannot_be_is_found(desk: Desk) -> None:
    assert account_findings(desk.count.count, contest(desk)) == ()
    enter(desk, KEYER, 1, {ENTRUSTED: 10, UNUSED: 11})
    enter(desk, OTHER_KEYER, 2, {ENTRUSTED: 10, UNUSED: 11})
    assert [f.code for f in account_findings(desk.count.count, contest(desk))] == ["V21"]


def test_who_is_next_after_the_statement(desk: Desk) -> None:
    assert say_next(TEXTS, contest(desk)) == ""
    key_accounts(desk, contest(desk))
    assert say_next(TEXTS, contest(desk)) == "A keyer keys the count sheet: first entry."
    key_count_sheet(desk, contest(desk))
    assert say_next(TEXTS, contest(desk)) == "A supervisor draws the provisional result."


def test_a_variance_in_figures_and_in_words() -> None:
    written = [say_variance(TEXTS, n) for n in (2, -1000, 0, None)]
    assert written == ["+2", "\u22121,000", "0", "\u2013"]
    assert speak_variance(TEXTS, 1) == "1 paper more than the account"
    assert speak_variance(TEXTS, -2) == "2 papers fewer than the account"
    assert speak_variance(TEXTS, 0) == "as the account says"


def test_a_second_postal_box_is_told_by_its_place() -> None:
    assert say_box(TEXTS, BallotBox(BoxId("P2"), "postal", "B")) == "Postal votes, B"
