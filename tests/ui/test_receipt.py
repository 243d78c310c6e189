"""The receipt by its keys: scanned, typed, chosen in the list, and a seal that is not intact."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, Contest
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, ContestId
from countroom.ui.place import Place
from countroom.ui.receipt import ReceiptPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

ENTER: Final = Qt.Key.Key_Return
WARD_ONE, WARD_TWO = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
PLACES: Final = ("Mill Lane Hall", "Green End Library", "Old School")


def ward(number: int) -> Contest:
    """Make a ward with three stations of its own."""
    stations = (
        BallotBox(BoxId(f"W{number}-{n}"), "station", place)
        for n, place in enumerate(PLACES, start=1)
    )
    return replace(hall.make_contest(number), boxes=(*stations, hall.make_contest(number).boxes[1]))


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Callable[..., tuple[Desk, ReceiptPage]]:
    def start(
        play: Callable[[Playing], object] = lambda _: None, person: PersonId | None = hall.KEYER
    ) -> tuple[Desk, ReceiptPage]:
        desk = desk_of(play, person=person, wards=[ward(1), ward(2)])
        page = shown(desk, Place("receipt")).page
        assert isinstance(page, ReceiptPage)
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


def received(desk: Desk) -> dict[str, bool]:
    return {box: receipt.sealed for box, receipt in desk.count.received.items()}


def test_a_scanner_receives_box_after_box(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin()
    assert page.field.hasFocus()
    for box in ("W1-1", "W2-3", "W1-2"):
        type_in(box)
        press(ENTER)
    qtbot.waitUntil(lambda: len(desk.count.received) == 3)
    assert received(desk) == {"W1-1": True, "W2-3": True, "W1-2": True}
    assert page.field.hasFocus()
    assert page.field.text() == ""
    first, *_, last = page.box_lines.rows
    assert (first.box, first.note) == ("W1-3", "The last box of Ward 1")
    assert last.box == "W1-1"
    assert last.by == desk.name_of(hall.KEYER)
    assert re.fullmatch(r"[MTWFS][a-z]{2} \d\d:\d\d", last.at), (
        "it came on another day than the poll"
    )
    assert page.heading().note == "3 of 6 in"


def test_what_enter_would_do_is_said_while_typing(
    begin: Callable[..., tuple[Desk, ReceiptPage]],
) -> None:
    desk, page = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    type_in("old school")
    assert page.means.text().startswith("Several boxes: Polling station Old School")
    press(ENTER)
    assert said == [page.means.text()]
    assert not desk.count.received
    assert [line.box for line in page.box_lines.rows] == ["W1-3", "W2-3"]
    press(Qt.Key.Key_Escape)
    type_in("W2-3")
    assert page.means.text() == "Enter receives Polling station Old School, Ward 2."


def test_one_of_several_is_chosen_in_the_list(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin()
    type_in("old school")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    assert page.act.button.isEnabled()
    press(ENTER)
    qtbot.waitUntil(lambda: received(desk) == {"W2-3": True})
    assert page.field.hasFocus()


def test_a_letter_typed_in_the_list_goes_to_the_field_and_up_leaves_it(
    begin: Callable[..., tuple[Desk, ReceiptPage]],
) -> None:
    _, page = begin()
    press(Qt.Key.Key_Down)
    assert page.list.hasFocus()
    type_in("W")
    assert page.field.hasFocus()
    assert page.field.text() == "W"
    press(Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert page.field.hasFocus()


def test_a_seal_that_is_not_intact_needs_its_note(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin()
    type_in("W1-2")
    press(Qt.Key.Key_F7)
    assert page.note.field.hasFocus()
    asked = "What is wrong with the seal of Polling station Green End Library?"
    assert page.note.field.accessibleName() == asked
    press(ENTER)  # nothing written: nothing done
    assert page.note.isVisible()
    type_in("wire cut")
    press(ENTER)
    qtbot.waitUntil(lambda: received(desk) == {"W1-2": False})
    assert desk.count.received[BoxId("W1-2")].note == "wire cut"
    assert page.note.isHidden()
    assert page.box_lines.rows[-1].note == "wire cut"


def test_a_box_received_by_mistake_is_out_again_with_a_reason(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin(person=hall.SUPERVISOR)
    type_in("W1-2")
    press(Qt.Key.Key_F9)
    assert received(desk) == {}, "in the field there is nothing to take back"
    press(ENTER)
    qtbot.waitUntil(lambda: received(desk) == {"W1-2": True})
    page.list.setFocus()
    rows = [line.box for line in page.box_lines.rows]
    page.list.setCurrentIndex(page.box_lines.index(rows.index(BoxId("W1-2"))))
    press(Qt.Key.Key_F9)
    assert page.back.field.hasFocus()
    press(ENTER)  # nothing written: nothing done
    assert page.back.isVisible()
    type_in("wrong label")
    press(ENTER)
    qtbot.waitUntil(lambda: received(desk) == {})


def test_the_question_about_a_seal_can_be_taken_back(
    begin: Callable[..., tuple[Desk, ReceiptPage]],
) -> None:
    desk, page = begin()
    type_in("W1-2")
    press(Qt.Key.Key_F7, Qt.Key.Key_Escape)
    assert page.note.isHidden()
    assert page.field.hasFocus()
    assert not desk.count.received


def test_a_box_that_is_in_is_not_received_again(
    begin: Callable[..., tuple[Desk, ReceiptPage]],
) -> None:
    receipt = BoxReceipt(BoxId("W1-1"), sealed=True)
    desk, page = begin(lambda d: d.do(do.ReceiveBoxes(hall.KEYER, (receipt,))))
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    type_in("W1-1")
    press(ENTER)
    assert said == ["Polling station Mill Lane Hall is in already."]
    press(Qt.Key.Key_Down, ENTER)
    assert said[1].startswith("Polling station Mill Lane Hall, Ward 1: in, ")
    press(Qt.Key.Key_F7)
    assert page.note.isHidden()
    assert len(desk.count.received) == 1


def test_who_may_not_receive_is_told_so(begin: Callable[..., tuple[Desk, ReceiptPage]]) -> None:
    desk, page = begin(person=hall.ADMINISTRATOR)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    type_in("W1-1")
    assert not page.act.button.isEnabled()
    press(ENTER)
    assert said == [page.act.why.text()]
    assert not desk.count.received


def test_wards_are_counted_beside(begin: Callable[..., tuple[Desk, ReceiptPage]]) -> None:
    receipt = BoxReceipt(BoxId("W2-1"), sealed=True)
    _, page = begin(lambda d: d.do(do.ReceiveBoxes(hall.KEYER, (receipt,))))
    model = page.wards.lines
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(n, 0).data(role) for n in range(2)] == ["Ward 2: 1 of 3", "Ward 1: 0 of 3"]


def test_a_second_box_of_a_station_is_added_and_received(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin(person=hall.SUPERVISOR)
    press(Qt.Key.Key_F4)
    form = page.adding
    assert form is not None
    assert form.ward.box.hasFocus()
    form.ward.box.setCurrentIndex(1)
    assert form.kind.box.currentText() == "Another box of Polling station Mill Lane Hall"
    assert (form.label.text(), form.place.text()) == ("W2-1-2", "Mill Lane Hall/2")
    assert not form.act.button.isEnabled()
    form.reason.setFocus()
    type_in("The first was full by six.")
    assert form.act.button.isEnabled()
    press(ENTER)
    QTest.keyClick(form.act.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.contest(WARD_TWO).contest.box(BoxId("W2-1-2")) is not None)
    box = desk.contest(WARD_TWO).contest.box(BoxId("W2-1-2"))
    assert box == BallotBox(BoxId("W2-1-2"), "station", "Mill Lane Hall/2", beside=BoxId("W2-1"))
    qtbot.waitUntil(lambda: page.field.text() == "W2-1-2")
    press(ENTER)
    qtbot.waitUntil(lambda: received(desk) == {"W2-1-2": True})


def test_a_label_that_nobody_knows_is_the_label_of_the_box_added(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    desk, page = begin(person=hall.SUPERVISOR)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    type_in("T-9")
    press(Qt.Key.Key_F4)
    form = page.adding
    assert form is not None
    assert form.label.text() == "T-9"
    last = len(form.kind.values) - 1
    form.kind.box.setCurrentIndex(last - 1)
    assert form.act.why.text() == "Type the name of the polling station."
    form.label.clear()
    assert form.act.why.text() == "Type the label that stands on the box."
    form.carry_out()
    form.kind.box.setCurrentIndex(last)
    form.reason.setText("a late packet")
    assert (form.label.text(), form.place.text()) == ("T-9", "2")
    form.carry_out()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["The box is added. Write 001-06-0 on its account."]
    assert page.field.text() == ""


def test_a_keyer_adds_no_box(begin: Callable[..., tuple[Desk, ReceiptPage]]) -> None:
    desk, page = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    press(Qt.Key.Key_F4)
    assert page.adding is None
    asked = "Keyer 1 may not do this. It needs one of: Supervisor, Returning officer or deputy."
    assert said == [asked]


def test_a_box_that_was_given_up_is_back_as_it_was(
    begin: Callable[..., tuple[Desk, ReceiptPage]], qtbot: QtBot
) -> None:
    def given_up(playing: Playing) -> None:
        sheet = next(iter(playing.count.count.contests[WARD_ONE].sheets))
        playing.do(do.WithdrawSheets(hall.OFFICER, WARD_ONE, (sheet,), "the hall was shut"))

    desk, page = begin(given_up, hall.SUPERVISOR)
    assert "W1-1" not in {line.box for line in page.box_lines.rows}
    press(Qt.Key.Key_Down)
    assert page.list.hasFocus()
    press(Qt.Key.Key_F4)
    form = page.adding
    assert form is not None
    assert form.ward.value == WARD_ONE
    form.kind.box.setCurrentIndex(2)
    assert form.kind.box.currentText() == "Polling station Mill Lane Hall, which was given up"
    assert not form.label.isEnabled()
    form.reason.setText("it came by taxi")
    form.carry_out()
    qtbot.waitUntil(lambda: page.field.text() == "W1-1")
    assert {"W1-1"} <= {line.box for line in page.box_lines.rows}
    assert desk.contest(WARD_ONE).boxes_out[-1].sheet.box == "W1-1"
