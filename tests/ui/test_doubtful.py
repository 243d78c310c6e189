"""Batches of doubtful papers on the result page: seen whole, signed one by one or by one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, MiniCountId, PersonId
from countroom.domain.people import Appointment
from countroom.ui.place import BOARD, Place
from countroom.ui.result import ResultPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
ENTER = Qt.Key.Key_Return
RULES_ONLY: Final = Appointment(None, ("adjudicate",), "Deputy for doubtful papers")
MANY: Final = 12


def with_batches(desk: Playing, batches: int = 2) -> None:
    """Settle every sheet of the ward, so many batches of three doubtful papers among them."""
    contest = desk.state.contests[WARD].contest
    hall.key_accounts(desk, desk.state.contests[WARD])
    for _ in range(batches - 1):
        table = MiniCountId("A")
        more = do.AddSheet(hall.SUPERVISOR, WARD, "adjudication", None, table, "one more batch")
        desk.do(more)
    for state in desk.state.contests[WARD].papers_out:
        sheet = state.sheet
        figures = hall.true_figures(contest, sheet, 2_000 - 2 * batches)
        figures = sc.batch(sheet) if sheet.kind == "adjudication" else figures
        desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))
        desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))
    desk.do(
        do.ChangeAppointments(hall.ADMINISTRATOR, hall.DEPUTY, ("officer",), (RULES_ONLY,), "why")
    )


class Begin(Protocol):
    """Opens the page on a ward with so many batches, before a person."""

    def __call__(
        self,
        person: PersonId | None = hall.DEPUTY,
        batches: int = 2,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, ResultPage]: ...


@pytest.fixture
def on_result(desk_of: DeskOf, shown: Shown) -> Begin:
    def begin(
        person: PersonId | None = hall.DEPUTY,
        batches: int = 2,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, ResultPage]:
        ward = hall.keyed_by_sheet(hall.make_contest(1), 1)
        desk = desk_of(
            lambda desk: with_batches(desk, batches),
            person=person,
            wards=[ward],
            palette=palette,
            language=language,
            scale=scale,
        )
        view = shown(desk, Place("result", WARD))
        assert isinstance(view.page, ResultPage)
        return desk, view.page

    return begin


def signed(desk: Desk) -> list[PersonId]:
    sheets = desk.contest(WARD).sheets.values()
    return [one.adjudicated for one in sheets if one.adjudicated is not None]


def test_the_deputy_signs_each_batch_by_enter(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result()
    assert desk.contest(WARD).sheets_of(frozenset({"adjudication"}))
    first, second = page.batches.cards
    assert first.row_shown.total == "3 doubtful  =  2 rejected  +  1 allowed"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first.button)
    QTest.keyClick(first.button, ENTER)
    qtbot.waitUntil(lambda: signed(desk) == [hall.DEPUTY])
    qtbot.waitUntil(lambda: len(page.batches.cards) == 1)
    assert page.batches.cards[0].row_shown == second.row_shown
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.batches.cards[0].button)
    QTest.keyClick(page.batches.cards[0].button, ENTER)
    qtbot.waitUntil(lambda: signed(desk) == [hall.DEPUTY] * 2)
    qtbot.waitUntil(lambda: not page.batches.cards)
    assert not page.batches.all.isVisible()


def test_one_key_signs_all_that_were_seen(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result()
    qtbot.waitUntil(lambda: len(page.batches.seen) == 2)
    qtbot.waitUntil(page.batches.all.button.isEnabled)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.batches.cards[0].button)
    QTest.keyClick(page.batches.cards[0].button, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: signed(desk) == [hall.DEPUTY] * 2)


def test_what_was_never_on_the_screen_is_not_signed(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(batches=MANY)
    qtbot.waitUntil(lambda: 0 < len(page.batches.seen) < MANY)
    qtbot.waitUntil(page.batches.all.button.isEnabled)
    assert "below" in page.batches.all.why.text()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.batches.cards[0].button)
    seen = len(page.batches.seen)
    QTest.keyClick(page.batches.cards[0].button, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(signed(desk)) == seen)
    qtbot.waitUntil(lambda: len(page.batches.cards) == MANY - seen)


def test_who_may_not_rule_reads_why_and_signs_nothing(on_result: Begin) -> None:
    desk, page = on_result(hall.SUPERVISOR)
    assert not any(card.button.isVisible() for card in page.batches.cards)
    assert "fficer" in page.batches.all.why.text()
    page.batches.sign_all()
    assert signed(desk) == []
    assert "not signed: 2" in page.draw.why.text()


def test_when_all_is_signed_the_supervisor_draws_the_result(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(hall.OFFICER)
    qtbot.waitUntil(lambda: len(page.batches.seen) == 2)
    qtbot.waitUntil(page.batches.all.button.isEnabled)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.batches.cards[0].button)
    QTest.keyClick(page.batches.cards[0].button, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(signed(desk)) == 2)
    assert desk.sign_in(hall.SUPERVISOR, hall.SECRET) is None
    page.refresh()
    assert page.draw.button.isEnabled()
    QTest.keyClick(page.draw.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).provisional is not None)


def test_the_board_leads_the_deputy_there(on_result: Begin, shown: Shown, qtbot: QtBot) -> None:
    desk, _ = on_result()
    view = shown(desk, BOARD)
    assert view.page is not None
    qtbot.waitUntil(lambda: view.page is not None and view.page.isVisible())
    QTest.keyClick(QApplication.focusWidget() or view.page, ENTER)
    qtbot.waitUntil(lambda: isinstance(view.page, ResultPage))


def test_a_batch_is_told_in_words(on_result: Begin) -> None:
    _, page = on_result()
    told = page.batches.cards[0].button.accessibleName()
    assert told.startswith("Sign this batch. Batch 001-")
    assert "3 doubtful  =  2 rejected  +  1 allowed" in told
    row = page.batches.cards[0].row_shown
    assert replace(row, lines=()).told == f"{row.title}. {row.total}"


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
def test_it_is_drawn_in_every_palette_and_in_welsh(on_result: Begin, palette: PaletteName) -> None:
    _, page = on_result(palette=palette, language="cy", scale=2.0)
    assert not page.grab().isNull()
