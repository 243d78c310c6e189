"""The page before the count, by its keys: what is missing, corrections, the bill, the seat plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.seat_plan import read_plan
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId
from countroom.ui.parts import Overlay
from countroom.ui.place import Place
from countroom.ui.ready import ReadyPage
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
ENTER: Final = Qt.Key.Key_Return


class Begin(Protocol):
    """Opens the page for a person."""

    def __call__(
        self, person: PersonId | None = ..., play: Callable[[Playing], object] = ...
    ) -> tuple[Desk, ReadyPage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        person: PersonId | None = hall.OFFICER,
        play: Callable[[Playing], object] = lambda _: None,
    ) -> tuple[Desk, ReadyPage]:
        desk = desk_of(play, person=person)
        page = shown(desk, Place("ready")).page
        assert isinstance(page, ReadyPage)
        return desk, page

    return start


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def form(page: ReadyPage) -> Form:
    (found,) = [one for one in page.window().findChildren(Form) if one.isVisible()]
    return found


def test_everything_missing_is_listed_and_enter_goes_there(begin: Begin) -> None:
    desk, page = begin()
    codes = [line.key for line in page.lines.lines]
    assert {"undated", "entrusted", "postal", "previous", "expected"} <= set(codes)
    assert page.lines.hasFocus()
    assert "lines," in page.panel.note.text()
    page.lines.choose("undated")
    press(ENTER)
    assert form(page).accessibleName() == "Electorate of Ward 1"
    assert desk.place == Place("ready")


def test_what_only_the_source_can_mend_says_so(begin: Begin) -> None:
    desk, page = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    page.lines.choose("entrusted")
    assert "set up anew" in page.act.why.text()
    assert not page.act.button.isEnabled()
    press(ENTER)
    assert "set up anew" in said[-1]


def test_the_electorate_of_polling_day_is_taken_with_source_and_reason(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F4)
    sheet = form(page)
    for field, text in zip(
        (sheet.electorate, sheet.source, sheet.reason),  # type: ignore[attr-defined]
        ("6,012", "register of 2 May 2024, 21:00", "clerical errors"),
        strict=True,
    ):
        assert field.hasFocus()
        field.clear()
        type_in(text)
        press(ENTER)
    assert sheet.act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).contest.electorate == 6_012)
    assert desk.contest(WARD).contest.electorate_source == "register of 2 May 2024, 21:00"
    (undated,) = [line for line in page.lines.lines if line.key == "undated"]
    assert undated.about == "Ward 2"


def test_an_officer_corrects_the_ballot_paper_and_it_is_proven_anew(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F3)
    sheet = form(page)
    type_in("letter of the returning officer")
    first, second = sheet.rows[0], sheet.rows[1]  # type: ignore[attr-defined]
    first[0].setText("2")
    first[1].setText("Anne ASH")
    first[2].setText("Green Party")
    assert not sheet.act.button.isEnabled()
    assert "are not numbered 1, 2, 3" in sheet.act.why.text()
    second[0].setText("1")
    assert sheet.act.button.isEnabled()
    sheet.act.button.click()
    qtbot.waitUntil(lambda: not desk.contest(WARD).proven)
    candidates = desk.contest(WARD).contest.candidates
    assert [(one.id, one.name) for one in candidates[:2]] == [
        ("c-1-2", "Surname222, A."),
        ("c-1-1", "Anne ASH"),
    ]
    assert candidates[1].description == "Green Party"
    assert page.lines.lines[0].key == "not_proven"
    assert page.lines.lines[0].about == "Ward 1"


def test_a_poll_is_called_off_only_with_what_happened(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    page.corrections.choose(OTHER)
    press(Qt.Key.Key_F7)
    sheet = form(page)
    assert sheet.act.why.text() == "Give the reason in a few words."
    sheet.how.box.setCurrentIndex(1)  # type: ignore[attr-defined]
    sheet.reason.setText("a candidate died at noon")  # type: ignore[attr-defined]
    sheet.act.button.click()
    qtbot.waitUntil(lambda: desk.contest(OTHER).called_off is not None)
    called_off = desk.contest(OTHER).called_off
    assert called_off is not None
    assert (called_off.how, called_off.reason) == ("abandoned", "a candidate died at noon")
    assert page.corrections.buttons["F7"].accessibleName() == "Let the poll go on"
    qtbot.waitUntil(lambda: not [f for f in page.window().findChildren(Form) if f.isVisible()])
    press(Qt.Key.Key_F7)
    again = form(page)
    again.reason.setText("it was said of another ward")  # type: ignore[attr-defined]
    again.act.button.click()
    qtbot.waitUntil(lambda: desk.contest(OTHER).called_off is None)
    assert page.corrections.buttons["F7"].accessibleName() == "Call off the poll"


def test_limits_are_changed_with_a_reason(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F9)
    sheet = form(page)
    type_in("two polls on one day")
    limits = sheet.limits  # type: ignore[attr-defined]
    limits["turnout_high"].setText("x")
    assert "not a whole figure" in sheet.act.why.text()
    limits["turnout_high"].setText("91")
    sheet.act.button.click()

    def high() -> int:
        rules = desk.contest(WARD).rules
        return next(one.turnout_high for one in rules.likely if one.seats == 3)

    qtbot.waitUntil(lambda: high() == 91)


@pytest.mark.parametrize("person", [hall.KEYER, None])
def test_others_see_why_each_correction_is_closed(begin: Begin, person: PersonId | None) -> None:
    _, page = begin(person)
    for act in page.corrections.acts.values():
        assert not act.button.isEnabled()
        assert act.why.text()
        assert act.button.accessibleDescription() == act.why.text()


def test_esc_leaves_a_form_and_nothing_is_changed(begin: Begin) -> None:
    desk, page = begin()
    before = desk.count
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F7, Qt.Key.Key_F9):
        press(key)
        assert form(page).isVisible()
        press(Qt.Key.Key_Escape)
        assert [one for one in page.window().findChildren(Overlay) if one.isVisible()] == []
        assert page.lines.hasFocus()
    assert desk.count is before


def test_the_contest_of_the_line_is_the_one_corrected(begin: Begin) -> None:
    _, page = begin()
    page.corrections.choose(OTHER)
    page.lines.choose("previous")
    assert page.corrections.contest == WARD
    page.corrections.pick.setCurrentIndex(1)
    assert page.corrections.contest == OTHER


def test_the_bill_is_shown_for_one_to_six_keyers_and_follows_the_plan(begin: Begin) -> None:
    desk, page = begin()
    rows = page.bill._rows
    assert [keyers.text() for keyers, *_ in rows] == list("123456")
    assert all(minutes.text() for _, minutes, *_ in rows)
    assert rows[0][2].text().endswith("on 2 May 2024")
    page.seats.begins.setFocus()
    page.seats.begins.selectAll()
    type_in("01:00")
    assert rows[0][2].text().endswith("on 3 May 2024")
    assert read_plan(desk.station.path).begins == "01:00"


def test_the_seat_plan_is_kept_beside_the_file_and_is_no_event(begin: Begin) -> None:
    desk, page = begin()
    before = desk.count
    assert "everything stops" in page.seats.losses.text()
    page.seats.size_of.setCurrentIndex(1)
    assert page.seats.fields["entry"].text() == "1 2"
    page.seats.fields["entry"].setFocus()
    page.seats.fields["entry"].selectAll()
    type_in("1 2 3")
    assert read_plan(desk.station.path).seats["entry"] == (1, 2, 3)
    type_in(" 9")
    assert "write the numbers of laptops, 1 to 3" in page.seats.trouble.text()
    assert read_plan(desk.station.path).seats["entry"] == (1, 2, 3)
    assert "Laptop 2 takes over" in page.seats.losses.text()
    assert desk.count is before


def test_a_time_that_is_none_is_said_and_not_kept(begin: Begin) -> None:
    desk, page = begin()
    page.seats.begins.setFocus()
    page.seats.begins.selectAll()
    type_in("soon")
    assert "“soon” is not a time" in page.seats.trouble.text()
    assert read_plan(desk.station.path).begins == "23:30"


def test_nothing_missing_says_that_the_count_can_begin(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countroom.ui.ready.page.gaps", lambda _texts, _count: ())
    _, page = begin()
    assert page.none.isVisible()
    assert not page.lines.isVisible()
    assert page.seats.first.hasFocus()
    assert page.act.why.text() == "Opens when something is missing."


def test_a_gap_of_the_crew_leads_to_the_people(begin: Begin) -> None:
    desk, page = begin(play=lambda d: d.do(do.NotePersonLeft(hall.OFFICER, hall.DEPUTY)))
    (line,) = [one for one in page.lines.lines if one.key.startswith("holders")]
    went: list[Place] = []
    desk.went.connect(went.append)
    page.lines.choose(line.key)
    press(ENTER)
    assert went == [Place("people")]
