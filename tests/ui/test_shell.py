"""What stands round every page: the TEST band, the header, the status bar, the keys, the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

import hall
from countroom.domain.faults import Fault
from countroom.domain.identifiers import SheetId
from countroom.domain.sheets import PAPERS
from countroom.ui.desk import Desk
from countroom.ui.entry import EntryPage
from countroom.ui.look import Look
from countroom.ui.parts import Hint, KeyCap, StillWords, Words
from countroom.ui.place import BOARD, Place
from countroom.ui.shell.band import TestBand
from countroom.ui.sign_in import SignIn
from fingers import Fingers
from ui import every_page
from ui.every_page import PLACES
from ui.test_accessibility import cut, overlapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.domain.identifiers import FieldId
    from ui.conftest import DeskOf, Shown
    from ui.every_page import Room

SIZE = QSize(1366, 768)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path) as room:
        yield room


def words_on(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(Words) if one.isVisible() and one.text()]


def entry(room: Room) -> EntryPage:
    assert isinstance(room.page, EntryPage)
    return room.page


# What it says.


def test_a_practice_count_says_test_in_words(room: Room) -> None:
    (band,) = room.view.findChildren(TestBand)
    assert band.isVisible()
    assert band.accessibleName().startswith("TEST. ")
    assert band.geometry().top() == 0
    assert band.width() == room.window.width()


def test_a_real_count_has_no_band(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "live" / "night.count"
    hall.open_hall(path, 1, "live").count.close()
    room = every_page.Room(qtbot, tmp_path)
    room.window.open(path)
    room.show()
    assert room.view.findChildren(TestBand) == []
    assert room.desk.environment == "live"
    room.window.close()
    room.window.deleteLater()


def test_the_status_bar_says_saved_copied_and_published(room: Room) -> None:
    said = " ".join(words_on(room.view.status))
    assert "Saved everything here" in said
    assert "Not copied this is the only laptop" in said
    assert "Not published no feed is named" in said


@pytest.mark.parametrize(
    ("published", "fault", "said"),
    [
        (0, Fault("feed_silent"), "Published 0 of 1 declared, the feed is not reached"),
        (0, None, "Published 0 of 1 declared, on its way"),
        (1, None, "Published 1 of 1 declared"),
    ],
)
def test_the_status_bar_says_how_many_wait_for_the_feed(
    room: Room, published: int, fault: Fault | None, said: str
) -> None:
    station = room.desk.station
    station.standing = replace(
        station.standing,
        feed_url="http://127.0.0.1:9",
        feed_fault=fault,
        published=published,
        waiting=1 - published,
    )
    room.desk.standing_changed.emit()
    assert said in " ".join(words_on(room.view.status))


def test_every_saved_line_is_told_with_its_time(room: Room, qtbot: QtBot) -> None:
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("Enter")
    qtbot.waitUntil(lambda: "every line, " in " ".join(words_on(room.view.status)))


def keys_shown(room: Room) -> list[str]:
    caps = room.view.status.findChildren(KeyCap)
    return [cap.accessibleName() for cap in caps if cap.isVisible()]


def test_only_the_last_keys_are_left_out_where_words_are_long(room: Room) -> None:
    status = room.view.status
    long = "a sheet that lies on another table"
    status.show_keys([Hint(key, long if key == "F7" else "next") for key in ("F4", "F6", "F7")])
    assert keys_shown(room) == ["F4", "F6", "F7", "Ctrl B", "F1"]
    status.show_keys([Hint(key, long) for key in ("F4", "F6", "F7", "F8")])
    assert keys_shown(room) == ["F4", "Ctrl B", "F1"]
    room.window.resize(900, SIZE.height())
    QApplication.processEvents()
    assert keys_shown(room) == ["F1"], "it lists the others"
    room.window.resize(SIZE)
    QApplication.processEvents()
    assert keys_shown(room) == ["F4", "Ctrl B", "F1"]


def test_a_narrow_header_still_names_the_sheet_where_it_fits(room: Room) -> None:
    page = room.go("entry")
    number = page.heading().note.split(" · ")[-1]
    assert number.startswith("Sheet ")
    note = room.view.header.note
    assert note.text() == page.heading().note != number
    room.window.resize(900, SIZE.height())
    QApplication.processEvents()
    assert (note.text(), note.isVisible()) == (number, True)
    room.view.header.show_heading(replace(page.heading(), title="Ward " * 30), page.place)
    assert not note.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_a_line_that_keeps_room_for_a_text_has_room_for_all_of_it(
    qapp: QApplication, scale: float
) -> None:
    for figure in ("00:00", "12:38", "1,234"):
        line = StillWords(Look("light", scale), "caption", figure)
        line.say(figure)
        line.resize(line.sizeHint())
        assert line._fitted() == [figure]
    assert qapp is not None


def test_what_opens_a_button_is_broken_in_two_before_it_is_cut(qapp: QApplication) -> None:
    said = "Opens when what cannot be is settled; see the checks."
    line = StillWords(Look("light", 1.0), "caption", lines=2)
    line.say(said)
    whole = line.fontMetrics().horizontalAdvance(said)
    assert (
        line.sizeHint().height()
        == 2 * StillWords(Look("light", 1.0), "caption").sizeHint().height()
    )
    for width, lines in ((whole + 4, 1), (whole * 2 // 3, 2)):
        line.resize(width, line.sizeHint().height())
        assert len(line._fitted()) == lines
        assert " ".join(line._fitted()) == said
    line.resize(whole // 4, line.sizeHint().height())
    first, last = line._fitted()
    assert said.startswith(first)
    assert last.endswith("…")
    assert qapp is not None


def test_heading_and_chip_follow_the_contest(room: Room, qtbot: QtBot) -> None:
    room.go("result")
    header = room.view.header
    assert (header.title.text(), header.chip.accessibleName()) == ("Ward 4", "Figures agree")
    assert room.window.windowTitle().startswith("Ward 4")
    room.hands.press("Enter")
    qtbot.waitUntil(lambda: room.desk.contest(every_page.AGREED).stage == "provisional")
    qtbot.waitUntil(lambda: header.chip.accessibleName() not in ("", "Figures agree"))
    room.hands.press("Ctrl+1")
    assert header.chip.isHidden()
    assert header.title.text() == "Testham"


def test_many_people_fit_in_the_largest_text(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(scale=2.0)
    monkeypatch.setattr(desk, "people", lambda: [*Desk.people(desk)] * 2)
    view = shown(desk)
    view.hand_over()
    QApplication.processEvents()
    assert isinstance(view.overlay, SignIn)
    assert view.overlay.rect().contains(view.overlay.panel.geometry())
    assert view.overlay.who.people.height() < view.overlay.who.people.sizeHint().height()
    assert [*overlapping(view.overlay), *cut(view.overlay)] == []
    Fingers(view).press("Esc")


# Handing over.


def test_the_same_person_goes_on_where_they_were_and_nothing_typed_is_lost(
    room: Room, qtbot: QtBot
) -> None:
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("Enter")
    room.hands.type("77")  # not left by Enter: F10 comes first
    second = list(entry(room).rows)[1]
    room.hands.press("F10", "2")
    assert room.desk.person is None
    room.hands.type(hall.SECRET)
    room.hands.press("Enter", "Enter")  # without a PIN
    assert room.desk.person is not None
    assert room.desk.person.id == hall.KEYER
    assert room.desk.place == PLACES["entry"][1]

    def typed(field: FieldId) -> str:
        return entry(room).rows[field].field.text()

    qtbot.waitUntil(lambda: typed(PAPERS) == "2,000")
    assert typed(second) == "77"


def test_another_person_comes_to_the_board(room: Room) -> None:
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("F10", "3")
    room.hands.type(hall.SECRET)
    room.hands.press("Enter", "Enter")
    assert room.desk.person is not None
    assert room.desk.person.id == hall.OTHER_KEYER
    assert room.desk.place == BOARD
    assert room.page.place == BOARD


def test_what_one_keyer_left_unfinished_is_not_kept_for_the_next(room: Room, qtbot: QtBot) -> None:
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("F10", "3")
    room.hands.type(hall.SECRET)
    room.hands.press("Enter", "Enter")
    found: list[object] = []
    room.desk.drafts(SheetId("006-03"), 1, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [{}]


def test_an_unattended_page_is_locked_after_ten_minutes(room: Room) -> None:
    room.go("entry")
    assert room.view._idle.interval() == 10 * 60 * 1000
    assert room.view._idle.isActive()
    room.view._idle.timeout.emit()
    assert room.desk.person is None
    assert room.view.overlay is not None


@pytest.mark.parametrize("name", ["contests", "council"])
def test_an_unattended_board_may_stay_as_it_is(room: Room, name: str) -> None:
    room.go(name)
    room.view._idle.timeout.emit()
    assert room.desk.person is not None
    assert room.view.overlay is None


def test_a_key_is_a_sign_of_life(room: Room) -> None:
    room.go("entry")
    room.view._idle.stop()
    QTest.keyClick(room.window.windowHandle(), Qt.Key.Key_1)
    assert room.view._idle.isActive()


def test_what_the_program_does_by_itself_is_no_sign_of_life(room: Room) -> None:
    room.go("entry")
    room.view._idle.stop()
    room.desk.standing_changed.emit()
    room.desk.changed.emit()
    room.desk.station.refresh()
    room.qtbot.wait(1)
    assert not room.view._idle.isActive()


# Going about.


def test_alt_left_goes_back_step_by_step(room: Room) -> None:
    room.seat(hall.SUPERVISOR)
    room.desk.home()
    for name in ("council", "published", "result"):
        room.desk.go(PLACES[name][1])
    for name in ("published", "council", "contests", "contests"):
        QTest.keyClick(room.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert room.page.place == PLACES[name][1]


def test_ctrl_and_a_number_show_the_pages_of_the_whole_count(room: Room) -> None:
    room.go("result")
    for key, page in (("Ctrl+2", "council"), ("Ctrl+3", "published"), ("Ctrl+1", "contests")):
        room.hands.press(key)
        assert room.page.place == Place(page)


# The window itself.


class Watch(QObject):
    """Notes every window that is shown, and how large the one window gets."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.strays: list[str] = []
        self.sizes: set[tuple[int, int]] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Show and watched.isWindow() and watched != self._window:
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
            elif event.type() == QEvent.Type.Resize and watched is self._window:
                self.sizes.add((watched.width(), watched.height()))
        return False


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_window_never_grows_and_no_other_is_ever_shown(room: Room, language: str) -> None:
    room.window._choose("language", language)
    room.window._choices_left()
    room.window.resize(SIZE)
    watch = Watch(room.window)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        for name in (*PLACES, *reversed(list(PLACES))):
            room.go(name)
            room.qtbot.wait(1)
            assert room.window.size() == SIZE, name
        for key in ("F1", "F12", "F10"):
            room.hands.press(key)
            assert room.window.size() == SIZE, key
            room.hands.press("Esc")
    finally:
        app.removeEventFilter(watch)
    assert watch.strays == []
    assert watch.sizes <= {(SIZE.width(), SIZE.height())}


# How it looks and speaks.


def pick(room: Room, name: str) -> None:
    """Choose on the sheet of F12."""
    QApplication.processEvents()
    room.hands.press("F12")
    sheet = room.window._choices
    assert sheet is not None
    button = next(b for b in sheet.findChildren(QRadioButton) if b.accessibleName() == name)
    button.setFocus()
    room.hands.press("Space")
    QApplication.processEvents()
    room.hands.press("Esc")
    assert room.window._choices is None
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert room.page.isAncestorOf(focused)


def test_the_language_changes_at_once_and_back_and_what_was_typed_stays(
    room: Room, qtbot: QtBot
) -> None:
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("Enter")
    room.hands.type("77")
    second = list(entry(room).rows)[1]
    english = words_on(room.view)
    for name, finish in (
        ("Language: Cymraeg", None),
        ("Iaith: English", "Finish sheet"),
    ):
        pick(room, name)
        assert room.desk.place == PLACES["entry"][1]
        assert room.desk.person is not None
        qtbot.waitUntil(lambda: entry(room).rows[PAPERS].field.text() == "2,000")
        assert entry(room).rows[second].field.text() == "77"
        if finish is None:
            assert entry(room).finish.text() != "Finish sheet"
            left = {w for w in words_on(room.view.header) if w in english}
            assert left <= {"Ward 6"}, left
            (band,) = room.view.findChildren(TestBand)
            assert "Practice" not in band.accessibleName()
        else:
            assert entry(room).finish.text() == finish


@pytest.mark.parametrize(
    ("name", "ground"),
    [("Colours: Dark", "dark"), ("Colours: High contrast", "highContrast")],
)
def test_the_colours_change_at_once_and_back(room: Room, name: str, ground: str) -> None:
    room.go("entry")
    light = room.window.look.colour("window").name()
    pick(room, name)
    assert room.window.preferences.palette == ground
    assert room.window.look.colour("window").name() != light
    assert room.desk.look is room.window.look
    shown = room.window.grab().toImage()
    corner = shown.pixelColor(shown.width() // 2, 100)
    assert corner != QColor(light)
    pick(room, "Colours: Light")
    assert room.window.look.colour("window").name() == light


def test_a_choice_leaves_the_keys_on_its_sheet(room: Room) -> None:
    room.go("entry")
    room.hands.press("F12")
    assert room.window._choices is not None
    dark = next(
        b
        for b in room.window._choices.findChildren(QRadioButton)
        if b.accessibleName() == "Colours: Dark"
    )
    dark.setFocus()
    room.hands.press("Space")
    room.qtbot.waitUntil(lambda: room.window.look.name == "dark")
    QApplication.processEvents()
    sheet, focused = room.window._choices, QApplication.focusWidget()
    assert sheet is not None
    assert focused is not None
    assert sheet.isAncestorOf(focused)
    room.hands.type("77")
    assert all(row.field.text() == "" for row in entry(room).rows.values())
    room.hands.press("F10", "F1")
    assert room.view.overlay is sheet
    assert room.desk.person is not None
    room.desk.changed.emit()
    entry(room).rows[PAPERS].field.setFocus()
    now = QApplication.focusWidget()
    assert now is not None
    assert sheet.isAncestorOf(now)


def test_the_text_grows_and_shrinks_by_keys(room: Room) -> None:
    room.go("result")
    sizes = [1.0]
    for key in (Qt.Key.Key_Plus,) * 4 + (Qt.Key.Key_Minus,) * 4:
        QTest.keyClick(room.window, key, Qt.KeyboardModifier.ControlModifier)
        if room.window.preferences.scale != sizes[-1]:
            sizes.append(room.window.preferences.scale)
    assert sizes == [1.0, 1.25, 1.5, 2.0, 1.5, 1.25, 1.0]
    assert room.desk.place == PLACES["result"][1]
    assert room.window.size() == SIZE


def test_the_choices_are_kept_for_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    with every_page.opened(qtbot, tmp_path) as room:
        pick(room, "Language: Cymraeg")
        pick(room, "Lliwiau: Tywyll")
    again = every_page.Room(qtbot, tmp_path)
    assert again.window.preferences.language == "cy"
    assert again.window.preferences.palette == "dark"
    again.window.deleteLater()
