"""The postal ledger by its keys: nil said, sessions, closed and opened again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, Contest
from countroom.domain.hall import Packets, PostalSession
from countroom.domain.identifiers import BoxId, ContestId
from countroom.ui.parts import Words
from countroom.ui.place import Place
from countroom.ui.postal import PostalPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.hall import PostalLedger
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
ENTER: Final = Qt.Key.Key_Return
ONE, TWO, POSTAL, OTHER = (BoxId(name) for name in ("S-1", "S-2", "P-1", "P-2"))


def ward() -> Contest:
    boxes = (
        BallotBox(ONE, "station", "1"),
        BallotBox(TWO, "station", "2"),
        BallotBox(POSTAL, "postal", "A"),
        BallotBox(OTHER, "postal", "B"),
    )
    return replace(hall.make_contest(1), boxes=boxes)


class Begin(Protocol):
    """Opens the ledger of the ward for a person."""

    def __call__(
        self, play: Callable[[Playing], object] = ..., person: PersonId | None = ...
    ) -> tuple[Desk, PostalPage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        play: Callable[[Playing], object] = lambda _: None,
        person: PersonId | None = hall.SUPERVISOR,
    ) -> tuple[Desk, PostalPage]:
        desk = desk_of(play, person=person, wards=[ward()])
        page = shown(desk, Place("postal", WARD)).page
        assert isinstance(page, PostalPage)
        return desk, page

    return start


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def ledger(desk: Desk) -> PostalLedger:
    return desk.contest(WARD).postal


def everything_said(desk: Playing) -> None:
    nil = Packets(0, 0)
    desk.do(do.RecordPackets(hall.KEYER, WARD, {ONE: nil, TWO: nil}))
    for box in (POSTAL, OTHER):
        session = PostalSession(500, 500, {}, box, 500)
        desk.do(do.HoldPostalSession(hall.SUPERVISOR, WARD, session))


def closed(desk: Playing) -> None:
    everything_said(desk)
    desk.do(do.ClosePostal(hall.SUPERVISOR, WARD))


def test_enter_on_an_empty_line_says_nil(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(person=hall.KEYER)
    assert page.packets.rows[ONE].accepted.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: ledger(desk).packets == {ONE: Packets(0, 0)})
    assert page.packets.rows[ONE].accepted.text() == "0"
    assert page.packets.rows[ONE].rejected.text() == "0"
    assert page.packets.rows[TWO].accepted.hasFocus()
    type_in("12")
    press(ENTER)
    assert page.packets.rows[TWO].rejected.hasFocus()
    type_in("1")
    press(ENTER)
    qtbot.waitUntil(lambda: ledger(desk).packets.get(TWO) == Packets(12, 1))
    assert page.panel.note.text() == "12 packets accepted"


def test_a_station_said_wrong_is_said_again(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(everything_said)
    page.packets.rows[ONE].accepted.setFocus()
    type_in("3")
    press(ENTER, ENTER)
    qtbot.waitUntil(lambda: ledger(desk).packets[ONE] == Packets(3, 0))


def test_up_goes_back_a_line(begin: Begin) -> None:
    _, page = begin()
    page.packets.rows[TWO].rejected.setFocus()
    press(Qt.Key.Key_Up)
    assert page.packets.rows[TWO].accepted.hasFocus()
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert page.packets.rows[ONE].accepted.hasFocus()


def test_the_page_names_the_stations_that_are_silent(begin: Begin) -> None:
    nil = Packets(0, 0)
    _, page = begin(lambda d: d.do(do.RecordPackets(hall.KEYER, WARD, {ONE: nil})))
    assert "Polling station 2." in page._says.text()
    assert not page.close_it.button.isEnabled()
    assert page.close_it.why.text() == (
        "Opens when every station has spoken and every postal box had its session."
    )
    assert page.packets.rows[TWO].accepted.hasFocus()


def test_a_letter_is_no_figure(begin: Begin) -> None:
    desk, _ = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    type_in("x")
    assert said == ["Polling station 1: type figures only, or nothing for nil."]


def test_a_session_is_keyed_line_by_line(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F6)
    assert page.sheet is not None
    sheet = page.sheet
    for figure in ("510", "503", "4"):
        type_in(figure)
        press(ENTER)
    assert sheet.judged.text() == "507 statements judged of 510 envelopes."
    assert not sheet.act.button.isEnabled()
    press(ENTER)  # none for a date of birth
    assert sheet.rejected["date_of_birth"].text() == "0"
    type_in("3")
    press(ENTER)
    assert sheet.judged.text() == "510 statements judged: all 510 envelopes."
    type_in("499")
    press(ENTER)
    assert sheet.box.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert sheet.act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: bool(ledger(desk).sessions))
    (held,) = ledger(desk).sessions
    assert held == PostalSession(510, 503, {"signature": 4, "statement": 3}, OTHER, 499)
    qtbot.waitUntil(lambda: page.sheet is None)


def test_papers_matched_with_an_earlier_cover_are_asked_for_where_one_waits(
    begin: Begin, qtbot: QtBot
) -> None:
    def one_waits(desk: Playing) -> None:
        session = PostalSession(10, 9, {"statement": 1}, OTHER, 9)
        desk.do(do.HoldPostalSession(hall.SUPERVISOR, WARD, session))

    desk, page = begin(one_waits)
    words = [one.text() for one in page.sessions.findChildren(Words)]
    assert any(one.startswith("1 cover lacks its statement or its paper.") for one in words)
    press(Qt.Key.Key_F6)
    sheet = page.sheet
    assert sheet is not None
    assert sheet.matched is not None
    for figure in ("5", "5", "0", "0", "0", "6"):
        type_in(figure)
        press(ENTER)
    assert "only 5 statements were accepted" in sheet.act.why.text()
    assert sheet.matched.hasFocus()
    type_in("2")
    assert "at most 1 can be" in sheet.act.why.text()
    press(Qt.Key.Key_Backspace)
    type_in("1")
    assert sheet.act.button.isEnabled()
    press(ENTER)
    press(Qt.Key.Key_Tab)
    press(ENTER)
    qtbot.waitUntil(lambda: len(ledger(desk).sessions) == 2)
    assert ledger(desk).sessions[1].matched == 1
    qtbot.waitUntil(
        lambda: any(
            one.text() == "1 paper was matched with an earlier cover"
            for one in page.sessions.findChildren(Words)
        )
    )


def test_a_session_whose_covers_are_whole_asks_for_no_match(begin: Begin) -> None:
    _, page = begin()
    press(Qt.Key.Key_F6)
    assert page.sheet is not None
    assert page.sheet.matched is None


def test_the_last_session_is_taken_back_with_a_reason(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F7)
    assert page.take_back.isHidden(), "there is no session yet"
    session = PostalSession(10, 10, {}, OTHER, 10)
    desk.do(do.HoldPostalSession(page._by, page.contest, session))
    qtbot.waitUntil(lambda: bool(ledger(desk).sessions))
    press(Qt.Key.Key_F7)
    assert page.take_back.field.hasFocus()
    assert not page.take_back.act.button.isEnabled()
    type_in("it is of another ward")
    assert page.take_back.act.button.isEnabled()
    page.take_back.act.button.click()
    qtbot.waitUntil(lambda: ledger(desk).sessions == ())
    assert page.take_back.isHidden()


def test_a_session_can_be_left(begin: Begin) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F6)
    type_in("5")
    press(Qt.Key.Key_Escape)
    assert page.sheet is None
    assert not ledger(desk).sessions
    assert page.packets.rows[ONE].accepted.hasFocus()


def test_a_keyer_holds_no_session_and_closes_nothing(begin: Begin) -> None:
    desk, page = begin(everything_said, hall.KEYER)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert not page.session.isEnabled()
    press(Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F9)
    assert len(said) == 3
    assert page.sheet is None
    assert not ledger(desk).closed


def test_the_ledger_is_closed_signed_and_opened_again_with_a_reason(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin(everything_said)
    assert page.close_it.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: ledger(desk).closed)
    qtbot.waitUntil(lambda: page._says.text().startswith("Closed "))
    assert desk.name_of(hall.SUPERVISOR) in page._says.text()
    assert page.packets.rows[ONE].accepted.isReadOnly()
    press(Qt.Key.Key_F9)
    assert page.reopen.field.hasFocus()
    assert not page.reopen.act.button.isEnabled()
    type_in("a packet lay under the table")
    press(ENTER)
    press(ENTER)
    qtbot.waitUntil(lambda: not ledger(desk).closed)
    assert page.reopen.isHidden()
    assert not page.packets.rows[ONE].accepted.isReadOnly()


def test_after_it_is_closed_the_button_leads_on(begin: Begin) -> None:
    desk, page = begin(closed, hall.KEYER)
    assert page.close_it.button.text() == "Go on"
    assert page.close_it.why.text() == "Postal votes, A: the account is expected"
    went: list[Place] = []
    desk.went.connect(went.append)
    press(Qt.Key.Key_F8)
    account = next(s.sheet.id for s in desk.contest(WARD).sheets.values() if s.sheet.box == POSTAL)
    assert went == [Place("entry", WARD, account, 1)]


def test_each_postal_box_stands_beside_its_account(begin: Begin) -> None:
    def keyed(desk: Playing) -> None:
        closed(desk)
        state = desk.count.count.contests[WARD]
        sheet = next(s.sheet for s in state.sheets.values() if s.sheet.box == POSTAL)
        figures = hall.true_figures(state.contest, sheet, 980)
        for person, entry in ((hall.KEYER, 1), (hall.OTHER_KEYER, 2)):
            desk.do(do.EnterSheet(person, sheet.id, entry, figures))  # type: ignore[arg-type]

    _, page = begin(keyed)
    words = [one.text() for one in page.boxes.findChildren(type(page._says)) if one.isVisible()]
    assert words[-8:] == [
        "Postal votes, A",
        "500",
        "490",
        "\u221210",
        "Postal votes, B",
        "500",
        "\u2013",
        "\u2013",
    ]


def test_f9_on_an_open_ledger_says_that_it_is_open(begin: Begin) -> None:
    desk, page = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    press(Qt.Key.Key_F9)
    assert len(said) == 1
    assert page.reopen.isHidden()


def test_a_closed_ledger_can_be_looked_through_and_not_changed(begin: Begin) -> None:
    desk, page = begin(closed, hall.ADMINISTRATOR)
    assert page.packets.rows[ONE].accepted.hasFocus()
    type_in("5")
    press(ENTER)
    press(ENTER)
    assert page.packets.rows[TWO].accepted.hasFocus()
    assert page.packets.rows[ONE].accepted.text() == "0"
    assert ledger(desk).packets[ONE] == Packets(0, 0)
