"""The officer's table by keys, each outlet beside it as a stranger sees it, and announcements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

import hall
from countroom.domain import commands as do
from countroom.domain.disclosing import is_shown
from countroom.domain.identifiers import ElectionId
from countroom.domain.people import Appointment
from countroom.ui.announcements import AnnouncementsPage
from countroom.ui.disclosure import DisclosurePage
from countroom.ui.place import BOARD, Place
from fingers import Fingers
from ui import every_page
from ui.every_page import CONSULTED

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

PAGE = Place("disclosure")


def page_of(desk_of: DeskOf, shown: Shown, person: PersonId) -> tuple[Desk, DisclosurePage]:
    desk = desk_of(every_page.play, person=person, contests=every_page.WARDS)
    page = shown(desk, PAGE).page
    assert isinstance(page, DisclosurePage)
    return desk, page


def step(page: DisclosurePage, contest: str) -> str:
    return next(line.aside for line in page.preview.known.lines if line.key == contest)


def test_a_cell_is_changed_by_keys_with_a_reason(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk, page = page_of(desk_of, shown, hall.OFFICER)
    hands = Fingers(page)
    assert QApplication.focusWidget() is page.table
    hands.press("Right", "Down", "Down", "Down")
    cell = page.table.cell
    assert cell is not None
    assert (cell.outlet, cell.fact, cell.mark) == ("observers", "provisional", "withheld")
    assert step(page, CONSULTED) == "Counting"
    assert not page.act.button.isEnabled()
    hands.press("Space")
    hands.type("all know it")
    assert page.act.button.text() == "Show it"
    hands.press("Enter")
    qtbot.waitUntil(lambda: is_shown(desk.count, hall.ELECTION, "observers", "provisional"))
    qtbot.waitUntil(lambda: step(page, CONSULTED) == "Provisional result")
    assert QApplication.focusWidget() is page.table
    assert page.table.cell is not None
    assert page.table.cell.mark == "shown"
    assert page.reason.text() == ""
    hands.press("Enter")
    hands.type("by order")
    hands.press("Enter")
    qtbot.waitUntil(lambda: step(page, CONSULTED) == "Counting")


def test_esc_leaves_a_cell_as_it_was(desk_of: DeskOf, shown: Shown) -> None:
    desk, page = page_of(desk_of, shown, hall.OFFICER)
    hands = Fingers(page)
    hands.press("Space")
    hands.type("a slip")
    hands.press("Esc")
    assert QApplication.focusWidget() is page.table
    assert page.reason.text() == ""
    assert not desk.count.disclosures


def test_the_feed_is_told_to_take_results_only(desk_of: DeskOf, shown: Shown) -> None:
    _, page = page_of(desk_of, shown, hall.OFFICER)
    hands = Fingers(page)
    hands.press("Right", "Right", "Space")
    hands.type("why not")
    assert not page.act.button.isEnabled()
    assert page.act.why.text().startswith("The feed takes results only.")
    assert page.preview.outlet.text() == "Feed"
    assert {line.aside for line in page.preview.known.lines[1:]} == {"Nothing known yet"}


def test_the_hall_is_previewed_as_a_picture_too(desk_of: DeskOf, shown: Shown) -> None:
    _, page = page_of(desk_of, shown, hall.OFFICER)
    assert page.preview.picture.isVisible()
    assert "1 of 7 wards declared" in page.preview.picture.accessibleDescription()
    Fingers(page).press("Right")
    assert not page.preview.picture.isVisible()


def test_only_an_officer_with_that_power_changes_it(desk_of: DeskOf, shown: Shown) -> None:
    def deputed(desk: Playing) -> None:
        letter = Appointment(None, ("verify", "clear"), "Deputy")
        desk.do(
            do.ChangeAppointments(
                hall.ADMINISTRATOR, hall.DEPUTY, ("officer",), (letter,), "letter of 1 May"
            )
        )

    desk = desk_of(deputed, person=hall.DEPUTY)
    page = shown(desk, PAGE).page
    assert isinstance(page, DisclosurePage)
    hands = Fingers(page)
    hands.press("Space")
    hands.type("why not")
    assert not page.act.button.isEnabled()
    assert page.act.why.text()
    hands.press("Enter")
    assert not desk.count.disclosures


def test_every_poll_of_the_hall_has_a_table_of_its_own(desk_of: DeskOf, shown: Shown) -> None:
    mayor = replace(hall.make_election(1), id=ElectionId("mayor.testham"), name="The mayor")
    ward = replace(hall.make_contest(9, 1), election=mayor.id, area="Testham")

    def two_polls(desk: Playing) -> None:
        desk.do(do.SetUpElection(hall.ADMINISTRATOR, mayor))
        desk.do(do.SetUpContest(hall.ADMINISTRATOR, ward))

    desk = desk_of(two_polls, person=hall.OFFICER)
    view = shown(desk, PAGE)
    page = view.page
    assert isinstance(page, DisclosurePage)
    hands = Fingers(view)
    hands.press("F6")
    assert page.heading().note == "The mayor"
    hands.press("F6")
    assert page.heading().note == "Testham"


def announcements(desk_of: DeskOf, shown: Shown) -> tuple[Desk, AnnouncementsPage, Fingers]:
    desk = desk_of(every_page.play, person=hall.SUPERVISOR, contests=every_page.WARDS)
    view = shown(desk, BOARD)
    hands = Fingers(view)
    hands.press("F9")
    assert isinstance(view.page, AnnouncementsPage)
    return desk, view.page, hands


def test_a_key_on_the_board_gives_what_is_to_be_read_and_enter_ticks_it(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk, page, hands = announcements(desk_of, shown)
    waiting = [line for line in page.lines.lines if not line.aside.startswith("Read by")]
    first = waiting[0]
    assert first.title == (
        "The result of Ward 2 is about to be declared. Candidates and agents, please come to the "
        "platform."
    )
    assert page.panel.note.text() == f"{len(waiting)} to be read"
    hands.press("Enter")
    note = f"{len(waiting) - 1} to be read"
    qtbot.waitUntil(lambda: page.panel.note.text() == note)
    assert page.lines.chosen == waiting[1].key, "the next one is lit"
    read = page.lines.lines[-1]
    assert read.title == first.title
    assert read.aside.startswith("Read by ")
    told = [one for state in desk.count.contests.values() for one in state.told]
    assert [one.by for one in told] == [hall.SUPERVISOR]


def test_what_was_read_is_not_read_twice(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> None:
    desk, page, hands = announcements(desk_of, shown)
    hands.press("Enter")
    qtbot.waitUntil(lambda: page.lines.lines[-1].aside.startswith("Read by "))
    page.lines.choose(page.lines.lines[-1].key)
    assert not page.act.button.isEnabled()
    assert page.act.why.text() == "That was read to the hall already."
    hands.press("Enter")
    assert sum(len(state.told) for state in desk.count.contests.values()) == 1
