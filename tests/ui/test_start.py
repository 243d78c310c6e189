"""The start page: four ways on by keys, the files opened last, and files that do not open."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QRadioButton

import hall
from countroom.app.preferences import Preferences, Shelf
from countroom.domain.faults import Fault
from countroom.store.connection import connect
from countroom.texts import Texts, say_fault
from countroom.ui.parts import Button
from countroom.ui.shell.choices import Choices
from countroom.ui.start.set_up import SetUpForm
from ui import every_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.ui.start import StartPage
    from ui.every_page import Room

WAYS = [
    "Practise now",
    "Set up an election",
    "Open a count file",
    "Language, colours, text size",
]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path, start=True) as room:
        yield room


def start(room: Room) -> StartPage:
    assert room.window.start is not None
    return room.window.start


def sentence(room: Room) -> str:
    """Give what the start page says, which has to be seen and read out."""
    QApplication.processEvents()
    strip = start(room).trouble
    assert strip.isVisible()
    assert strip.accessibleName() == start(room)._sentence.text()
    return strip.accessibleName()


def lit() -> str:
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, Button) else ""


# The ways.


def test_arrows_go_through_the_ways_and_do_not_wrap(room: Room) -> None:
    seen = [lit()]
    room.hands.press("Up")
    assert lit() == WAYS[0]
    for _ in WAYS[1:]:
        room.hands.press("Down")
        seen.append(lit())
    assert seen == WAYS
    room.hands.press("Down")
    assert lit() == WAYS[-1]
    room.hands.press("Up")
    assert lit() == WAYS[-2]


def test_one_practises(room: Room, qtbot: QtBot) -> None:
    room.hands.press("1")
    said = say_fault(Texts(), "no_practice_here", {})
    qtbot.waitUntil(lambda: room.window._busy is None)
    assert sentence(room) == said


def test_while_the_practice_is_set_out_the_page_says_so_once(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = every_page.night_in(room.folder)
    calls: list[int] = []
    ready = threading.Event()

    def practise() -> tuple[Path, str]:
        calls.append(1)
        ready.wait()
        return path, ""

    monkeypatch.setattr(room.window._services, "practise", practise)
    room.hands.press("1")
    assert "a few seconds" in sentence(room)
    room.hands.press("1", "1")
    ready.set()
    qtbot.waitUntil(lambda: room.window.desk is not None)
    assert calls == [1]
    assert room.page.place.page == "contests"


def test_two_sets_up_and_esc_comes_back(room: Room) -> None:
    room.hands.press("2")
    assert room.window.findChildren(SetUpForm)
    QApplication.processEvents()
    room.hands.press("Esc")
    QApplication.processEvents()
    assert start(room).isVisible()


def test_three_opens_a_file(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    path = every_page.night_in(room.folder)
    chosen = cast("Callable[..., tuple[str, str]]", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    room.hands.press("3")
    assert room.desk.station.path == path
    assert room.page.place.page == "contests"


def test_three_without_choosing_stays(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    room.hands.press("3")
    assert room.window.desk is None
    assert start(room).isVisible()


def test_four_asks_how_it_looks(room: Room) -> None:
    room.hands.press("4")
    assert isinstance(room.window._choices, Choices)
    room.hands.press("Esc")
    assert room.window._choices is None
    assert lit() == WAYS[0] or lit() == WAYS[3]


def test_a_choice_leaves_the_keys_on_its_sheet(room: Room) -> None:
    room.hands.press("4")
    sheet = room.window._choices
    assert sheet is not None
    welsh = next(b for b in sheet.findChildren(QRadioButton) if b.text() == "Cymraeg")
    welsh.setFocus()
    room.hands.press("Space")
    QApplication.processEvents()
    room.hands.press("2")  # is no way on while the sheet lies over it
    assert room.window.findChildren(SetUpForm) == []
    room.hands.press("Esc")
    assert room.window._choices is None
    assert start(room)._ways[1].text() != WAYS[1]


def test_enter_takes_the_way_that_is_lit(room: Room) -> None:
    room.hands.press("Down", "Enter")
    assert room.window.findChildren(SetUpForm)


def test_a_digit_without_a_way_does_nothing(room: Room) -> None:
    room.hands.press("9", "0")
    assert start(room).isVisible()
    assert not start(room).trouble.isVisible()


# Opened last.


def test_files_opened_last_are_offered_newest_first(qtbot: QtBot, tmp_path: Path) -> None:
    paths = [every_page.night_in(tmp_path / name) for name in ("one", "two", "gone")]
    shelf = Shelf(tmp_path / "choices")
    for path in paths:
        shelf.change(lambda kept, path=path: kept.remembering(path))  # type: ignore[misc]
    paths[2].unlink()
    with every_page.opened(qtbot, tmp_path, start=True) as room:
        ways = [way.text() for way in start(room)._ways]
        assert ways == [*WAYS, "two/night.count", "one/night.count"]
        assert start(room)._ways[4].key == "5"
        room.hands.press("6")
        assert room.desk.station.path == paths[0]
        assert room.window.preferences.recent[0] == str(paths[0].resolve())


# Files that do not open.


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 3])


def overwritten(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 2 : 4096 * 12] = b"\xa5" * 4096 * 10
    path.write_bytes(whole)


def foreign(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 9000)


def newer(path: Path) -> None:
    with closing(connect(path).conn) as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('countroom', 'm999_from_the_future', '2030-01-01')"
        )
        database.commit()


def missing(path: Path) -> None:
    path.unlink()


def without_keys(path: Path) -> None:
    from countroom.app.setup import secrets_beside  # noqa: PLC0415

    secrets_beside(path).unlink()


@pytest.mark.parametrize("harm", [empty, cut, overwritten, foreign, newer, missing, without_keys])
def test_a_file_that_does_not_open_is_told_in_one_plain_sentence(
    room: Room, harm: Callable[[Path], None]
) -> None:
    path = every_page.night_in(room.folder / "harmed")
    harm(path)
    room.window.open(path)
    assert room.window.desk is None
    said = sentence(room)
    assert said.endswith(".")
    assert "Traceback" not in said
    assert "sqlite" not in said.lower()
    assert lit() == WAYS[0]


def test_a_file_that_does_not_open_is_not_remembered(room: Room) -> None:
    path = every_page.night_in(room.folder / "harmed")
    foreign(path)
    room.window.open(path)
    assert room.window.preferences == Preferences()


def test_a_file_that_does_not_open_closes_nothing_that_is_open(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with every_page.opened(qtbot, tmp_path) as room:
        room.seat(hall.KEYER)
        other = tmp_path / "other.count"
        foreign(other)
        try:
            room.window.open(other)
        except Fault as fault:
            pytest.fail(f"{fault} was not told")
        assert sentence(room)
        assert room.window.desk is None
