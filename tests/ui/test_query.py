"""An agent's question is answered by two keys, from the result and from the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import hall
from countroom.app.screens.query import QUESTIONS
from countroom.domain import commands as do
from countroom.ui.place import BOARD, Place
from countroom.ui.query import QueryPage
from fingers import Fingers
from ui.test_recounts import WARD, granted, told, ward

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from countroom.tokens import PaletteName
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown


def query(view: DeskView) -> QueryPage:
    assert isinstance(view.page, QueryPage)
    return view.page


@pytest.mark.parametrize("place", [BOARD, Place("result", WARD)])
def test_two_keys_answer_from_the_board_and_from_the_result(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, place: Place
) -> None:
    desk = desk_of(told, person=hall.OFFICER, wards=[ward()])
    view = shown(desk, place)
    assert view.page is not None
    assert any(hint.key == "F11" for hint in view.page.keys())  # noqa: SIM118 - not a mapping
    hands = Fingers(view)
    hands.press("F11")
    qtbot.waitUntil(lambda: isinstance(view.page, QueryPage))
    hands.press("4")
    page = query(view)
    assert hands.pressed == 2
    assert page.question == "sheets"
    assert page.panel.title.text() == "Sheets: when and by whom"
    assert page.short.text() == "2 of 2 sheets are settled."
    shown_rows = [label.text() for label in page.rows.findChildren(QLabel)]
    assert "001-03-5  ·  Count sheet  ·  Table 1" in shown_rows
    assert any(text.startswith("first ") and "Keyer 1" in text for text in shown_rows)


def test_every_question_says_its_answer_before_it_is_chosen(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(told, person=hall.OFFICER, wards=[ward()])
    page = query(shown(desk, Place("query", WARD)))
    assert [line.title[0] for line in page.questions.lines] == ["1", "2", "3", "4"]
    assert page.questions.lines[0].about == "0 papers are still uncounted. 0 sheets are not in."
    assert QApplication.focusWidget() is page.questions
    for key, question in enumerate(QUESTIONS, 1):
        QTest.keyClicks(page, str(key))
        assert page.question == question


def test_an_answer_follows_the_count(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> None:
    desk = desk_of(granted("whole"), person=hall.SUPERVISOR, wards=[ward()])
    page = query(shown(desk, Place("query", WARD)))
    QTest.keyClicks(page, "4")
    sheet = desk.contest(WARD).to_confirm[0]
    desk.do(do.ReopenSheet(hall.SUPERVISOR, sheet, "two in a wrong bundle"))
    qtbot.waitUntil(lambda: page.short.text() == "1 of 2 sheets are settled.")
    assert page.question == "sheets"
    shown_rows = [label.text() for label in page.rows.findChildren(QLabel)]
    assert shown_rows.count("not settled") == 1


def test_no_candidates_votes_stand_on_the_page(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(told, person=hall.OFFICER, wards=[ward()])
    page = query(shown(desk, Place("query", WARD)))
    votes = {f"{n:,}" for n in desk.contest(WARD).results[-1].totals.votes.values()}
    for key in "1234":
        QTest.keyClicks(page, key)
        assert not votes & {label.text() for label in page.findChildren(QLabel)}


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
def test_it_is_drawn_in_every_palette_and_in_welsh(
    desk_of: DeskOf, shown: Shown, palette: PaletteName
) -> None:
    desk = desk_of(
        told, person=hall.OFFICER, wards=[ward()], palette=palette, language="cy", scale=2.0
    )
    page = query(shown(desk, Place("query", WARD)))
    QTest.keyClick(page.questions, Qt.Key.Key_Down)
    assert not page.grab().isNull()
