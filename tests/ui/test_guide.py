"""The night guide by F1: it opens where the work stands still, and names keys that are there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.guide import guide
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.identifiers import SheetId
from countroom.ui.entry import EntryPage
from countroom.ui.parts import Button
from countroom.ui.place import Place
from countroom.ui.shell.guide import Guide
from documents import reading
from fingers import Fingers
from ui import every_page
from ui.every_page import AGREED, DIFFERING, PLACES, PROVEN
from ui.test_accessibility import cut, overlapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.texts import Language
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown
    from ui.every_page import Room

ANYWHERE = {
    *("Tab", "Enter", "Esc", "Space", "↑", "↓", "←", "→", "Alt ←"),
    *("Ctrl 1", "F1", "F2", "F5", "F10", "F12", "Ctrl P", "Ctrl B"),
}
"""Keys that act on every page, or on every list and button."""
WRITTEN = {"Up": "↑", "Alt+Up": "Alt ↑", "Alt+Down": "Alt ↓"}


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path) as room:
        yield room


def opened(view: DeskView) -> Guide:
    Fingers(view).press("F1")
    assert isinstance(view.overlay, Guide)
    return view.overlay


def about(view: DeskView) -> tuple[str, ...]:
    """Open the guide, say what the section that is read is about, and leave."""
    section = opened(view).section
    Fingers(view).press("Esc")
    assert view.overlay is None
    return section.about if section is not None else ()


def keys_of(room: Room) -> set[str]:
    page = room.page
    hints = [hint.key for hint in (*page.keys(), *(hint for hint, _ in page.acts))]
    buttons = [button.key for button in page.findChildren(Button)]
    return {WRITTEN.get(key, key) for key in (*hints, *buttons)}


def test_every_key_that_the_guide_names_is_on_that_page(room: Room) -> None:
    there: dict[str, set[str]] = {}
    for name in PLACES:
        page = room.go(name)
        there.setdefault(f"page:{page.place.page}", set()).update(keys_of(room))
    room.desk.go(Place("entry", PROVEN, SheetId("007-01"), 1))
    there["page:entry"] |= keys_of(room)
    there["page:published"] |= {"F6", "F9"}
    every_key = ANYWHERE.union(*there.values())
    for language in ("en", "cy"):
        page_keys: set[str] = set()
        for section in guide(language):
            if section.level < 3:
                page_keys = (
                    there[section.about[0]]
                    if section.about[:1] and (section.about[0] in there)
                    else set()
                )
            known = every_key if section.chapter == "last-ten-minutes" else page_keys | ANYWHERE
            named = set(re.findall("`(.+?)`", section.body))
            assert named <= known, (language, section.title)


def test_it_opens_at_the_page_one_is_on(room: Room) -> None:
    for name in ("contests", "receipt", "print desk", "pause of all", "running order"):
        page = room.go(name)
        assert about(room.view) == (f"page:{page.place.page}",), name


def test_it_opens_at_the_check_that_stands(room: Room, qtbot: QtBot) -> None:
    room.seat(hall.SUPERVISOR)
    room.desk.go(Place("result", PROVEN))
    assert "not_verified" in about(room.view)
    room.desk.go(Place("result", DIFFERING))
    assert "V14" in about(room.view)
    page = room.go("entry")
    assert isinstance(page, EntryPage)
    for figure in ("2000", "2500"):
        room.hands.type(figure)
        room.hands.press("Enter")
    qtbot.waitUntil(lambda: "V04" in page.problems())
    assert "V04" in about(room.view)


def test_it_opens_at_what_was_refused_until_one_goes_on(room: Room, qtbot: QtBot) -> None:
    room.go("receipt")
    room.desk.do(do.ReachProvisionalResult(hall.KEYER, AGREED))
    qtbot.waitUntil(lambda: bool(room.desk.stopped_by()))
    assert "role_missing" in about(room.view)
    room.go("contests")
    assert about(room.view) == ("page:contests",)


def test_it_opens_at_what_keeps_a_result_from_being_cleared(desk_of: DeskOf, shown: Shown) -> None:
    def play(playing: Playing) -> None:
        state = next(iter(playing.state.contests.values()))
        hall.key_accounts(playing, state)
        hall.key_count_sheet(playing, state)
        playing.do(do.ReachProvisionalResult(hall.SUPERVISOR, state.contest.id))

    desk = desk_of(play, person=hall.OFFICER)
    view = shown(desk, Place("clear", next(iter(desk.count.contests))))
    assert "consultation_open" in about(view)


def test_before_a_file_is_open_it_opens_at_what_failed(qtbot: QtBot, tmp_path: Path) -> None:
    with every_page.opened(qtbot, tmp_path, start=True) as room:
        (tmp_path / "no.count").write_bytes(b"no count file")
        room.window.open(tmp_path / "no.count")
        start = room.window.start
        assert start is not None
        qtbot.waitUntil(lambda: any(way.hasFocus() for way in start.findChildren(Button)))
        room.hands.press("F1")
        (sheet,) = start.findChildren(Guide)
        assert sheet.section is not None
        assert "fault:not_a_count_file" in sheet.section.about
        assert not sheet.print.isVisible()
        room.hands.press("Ctrl+P", "Esc")


def test_it_opens_at_the_disk_that_failed(room: Room) -> None:
    room.go("result")
    station = room.desk.station
    station.standing = replace(station.standing, trouble=Fault("disk_full", path="night.count"))
    room.desk.standing_changed.emit()
    assert "fault:disk_full" in about(room.view)


def test_the_keys_of_the_page_come_first_and_all_goes_by_keys(room: Room) -> None:
    page = room.go("entry")
    sheet = opened(room.view)
    hands = room.hands
    assert sheet.list.hasFocus()
    hands.press("Home")
    told = sheet.text.toPlainText()
    for hint in (*(hint for hint, _ in page.acts), *page.keys()):
        assert f"{hint.key} {hint.words}" in told
    for key in ("F1", "F2", "F10", "F12", "Tab", "Alt ←", "Ctrl 1 2 3"):
        assert f"{key} " in told
    assert not sheet.print.isEnabled()
    hands.press("Down")
    assert sheet.section is not None
    assert sheet.section.about == ("page:contests",)
    hands.press("Right")
    assert sheet.text.hasFocus()
    hands.press("Left")
    assert sheet.list.hasFocus()
    hands.type("The last")
    assert sheet.section.chapter == "last-ten-minutes"
    hands.press("Esc")
    assert room.view.overlay is None
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_whole_in_the_largest_text_and_the_page_keys_turn_it(
    desk_of: DeskOf, shown: Shown, language: Language
) -> None:
    desk = desk_of(person=hall.KEYER, scale=2.0, language=language)
    first = next(iter(desk.count.contests))
    view = shown(desk, Place("entry", first, SheetId("001-01"), 1))
    sheet = opened(view)
    QApplication.processEvents()
    assert [*overlapping(sheet), *cut(sheet)] == []
    assert sheet.rect().contains(sheet.panel.geometry())
    hands = Fingers(view)
    hands.press("Home", "PgDown")
    assert sheet.text.verticalScrollBar().value() > 0
    assert sheet.list.hasFocus()
    hands.press("Esc")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_last_ten_minutes_print_on_one_page(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, language: Language
) -> None:
    """From a page that prints something of its own by the same key."""
    desk = desk_of(person=hall.OFFICER, language=language)
    view = shown(desk, Place("pause"))
    sheet = opened(view)
    sheet.list.setCurrentRow(
        next(n for n, one in enumerate(guide(language)) if one.chapter == "last-ten-minutes") + 1
    )
    Fingers(view).press("Ctrl+P")
    file = desk.printing.folder / "guide.last-ten-minutes.pdf"
    qtbot.waitUntil(lambda: str(file.parent) in sheet.said.text(), timeout=20_000)
    pdf = file.read_bytes()
    paper = reading.read(pdf)
    assert (paper.pages, paper.language, reading.faults(pdf)) == (1, f"{language}-GB", [])
    text = paper.tree.text
    assert sum(tag.kind == "L" for tag in paper.tree.walk()) == 3
    assert "`" not in text
    assert "**" not in text
    assert ("You must leave" if language == "en" else "Rhaid i chi adael") in text
    Fingers(view).press("Esc")
