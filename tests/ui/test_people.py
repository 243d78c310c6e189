"""The page of the crew, by its keys: here or away, letters, exceptions, people who join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.audit import read_key_file
from countroom.app.setup import keys_beside, slips_beside
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.people import Appointment
from countroom.ui.people import PeoplePage
from countroom.ui.people.forms import ExceptionForm, LetterForm
from countroom.ui.people.joining import JoiningForm
from countroom.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.ui.desk import Desk
    from countroom.ui.ready.form import Form
    from ui.conftest import DeskOf, Shown

WARD = ContestId(f"local.testham.ward-1.{hall.DAY}")
ENTER: Final = Qt.Key.Key_Return


class Begin(Protocol):
    """Opens the page for a person."""

    def __call__(
        self, person: PersonId | None = ..., play: Callable[[Playing], object] = ...
    ) -> tuple[Desk, PeoplePage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        person: PersonId | None = hall.ADMINISTRATOR,
        play: Callable[[Playing], object] = lambda _: None,
    ) -> tuple[Desk, PeoplePage]:
        desk = desk_of(play, person=person)
        page = shown(desk, Place("people")).page
        assert isinstance(page, PeoplePage)
        return desk, page

    return start


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def form(page: PeoplePage, kind: type[Form]) -> Form:
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


def test_one_key_notes_that_somebody_went_and_another_that_they_are_back(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin(hall.SUPERVISOR)
    page.lines.choose(hall.KEYER)
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: hall.KEYER in desk.count.away)
    assert page.lines.chosen == hall.KEYER
    assert page.lines.lines[-1].key == hall.KEYER
    assert page.lines.lines[-1].title == "Keyer 1 · Away"
    assert page.act.button.text() == "Here again"
    press(ENTER)
    qtbot.waitUntil(lambda: not desk.count.away)
    assert page.act.button.text() == "Away"


def test_who_may_still_do_what_follows_who_is_here(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(hall.SUPERVISOR)
    assert "Settle: Supervisor 1." in page.crew_lines.lines[0].about
    said = [strip.findChildren(type(page.short.title))[-1].text() for strip in page._warned]
    assert said == [
        "If Supervisor 1 keys a sheet for somebody on a break, nobody is left to settle it."
    ]
    desk.do(do.NotePersonLeft(hall.SUPERVISOR, hall.SUPERVISOR))
    qtbot.waitUntil(lambda: "Settle: nobody." in page.crew_lines.lines[0].about)
    assert page.crew_lines.lines[0].tone == "warning"


def test_a_letter_gives_powers_for_one_poll_and_the_key_file_is_made_anew(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    page.lines.choose(hall.DEPUTY)
    press(Qt.Key.Key_F4)
    letter = form(page, LetterForm)
    assert isinstance(letter, LetterForm)
    assert letter.roles.values == ("officer",)
    letter.roles.boxes["supervisor"].setChecked(True)
    letter.poll.box.setCurrentIndex(1)
    for power in ("recount", "lot", "clear", "verify", "disclose"):
        letter.powers.boxes[power].setChecked(False)
    letter.title.setText("Deputy for adjudication")
    assert letter.act.why.text() == "Give the reason in a few words."
    letter.reason.setText("letter of 1 May 2024")
    letter.act.button.click()
    qtbot.waitUntil(lambda: bool(desk.count.people[hall.DEPUTY].appointments))
    deputy = desk.count.people[hall.DEPUTY]
    assert deputy.roles == ("supervisor", "officer")
    assert deputy.appointments == (
        Appointment(hall.ELECTION, ("adjudicate",), "Deputy for adjudication"),
    )
    assert not deputy.may("clear", hall.ELECTION)
    trust = read_key_file(keys_beside(desk.station.path))
    assert trust.covers(desk.count)
    line = next(one for one in page.lines.lines if one.key == hall.DEPUTY)
    assert line.about == "Testham: adjudicate papers (Deputy for adjudication)"


def test_nobody_takes_the_set_up_from_themselves(begin: Begin) -> None:
    _, page = begin()
    page.lines.choose(hall.ADMINISTRATOR)
    press(Qt.Key.Key_F4)
    letter = form(page, LetterForm)
    assert isinstance(letter, LetterForm)
    letter.reason.setText("a slip")
    letter.roles.boxes["administrator"].setChecked(False)
    assert "cannot take the administrator's role from yourself" in letter.act.why.text()


def test_an_officer_records_an_exception_for_one_contest(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(hall.OFFICER)
    page.lines.choose(hall.KEYER)
    press(Qt.Key.Key_F9)
    sheet = form(page, ExceptionForm)
    assert isinstance(sheet, ExceptionForm)
    sheet.reason.setText("the supervisor went home ill")
    sheet.act.button.click()
    qtbot.waitUntil(lambda: hall.KEYER in desk.contest(WARD).exceptions)
    assert page.others["F9"].button.isEnabled()  # the other contest may need one too
    page.lines.choose(hall.OFFICER)
    assert not page.others["F9"].button.isEnabled()


@pytest.mark.parametrize("person", [hall.KEYER, None])
def test_others_see_why_each_act_is_closed(begin: Begin, person: PersonId | None) -> None:
    desk, page = begin(person)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    for act in (page.act, *page.others.values()):
        assert not act.button.isEnabled()
        assert act.why.text()
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9):
        press(key)
        assert said.pop()


def test_people_join_in_bulk_with_slips_to_print(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F7)
    sheet = form(page, JoiningForm)
    assert isinstance(sheet, JoiningForm)
    assert "a name and a role" in sheet.act.why.text()
    sheet.people.setPlainText("Ann Ash, keyer\nBob, juggler")
    assert "Line 2, “Bob, juggler”: no role." in sheet.act.why.text()
    sheet.people.setPlainText("Ann Ash, keyer\nBob Elm\tobserver")
    assert "your own passphrase" in sheet.act.why.text()
    sheet.secret_line.setText("wrong")
    sheet.act.button.click()
    assert "not the secret" in sheet.act.why.text()
    assert len(desk.count.people) == 6
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    sheet.secret_line.setText(hall.SECRET)
    sheet.act.button.click()
    qtbot.waitUntil(lambda: len(desk.count.people) == 8)
    qtbot.waitUntil(lambda: bool(said) and said[-1].startswith("2 people joined."))
    slips = slips_beside(desk.station.path)
    rows = [r.split("\t") for r in slips.read_text(encoding="utf-8").splitlines() if "\t" in r]
    assert [(row[0], row[3]) for row in rows] == [("keyer-3", "Ann Ash"), ("observer-1", "Bob Elm")]
    assert read_key_file(keys_beside(desk.station.path)).covers(desk.count)
    assert "Ann Ash" in [line.title for line in page.lines.lines]
    desk.hand_over()
    assert desk.sign_in(PersonId("keyer-3"), rows[0][2]) is None
    assert desk.person is not None
    assert (desk.person.name, desk.person.roles) == ("Ann Ash", ("keyer",))
    assert "Ann Ash" not in desk.station.path.read_bytes().decode("latin-1")
