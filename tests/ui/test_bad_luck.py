"""Bad luck in the real window: a full disk, two laptops at one file, a feed that goes, a bug."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.audit import read_key_file, verify_count
from countroom.app.setup import keys_beside
from countroom.cli.embedded_feed import embedded_feed
from countroom.domain import commands as do
from countroom.domain.identifiers import SheetId
from countroom.domain.sheets import PAPERS
from countroom.texts import Texts, say_fault
from countroom.ui.entry import EntryPage
from countroom.ui.parts import Words
from countroom.ui.place import Place
from ui import every_page
from ui.every_page import PLACES, PROVEN, Room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.count import OpenCount
    from countroom.domain.identifiers import FieldId

LONG_MS = 30_000
SHEET = SheetId("006-03")
ACCOUNT = Place("entry", PROVEN, SheetId("007-01"), 1)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path) as room:
        yield room


def status(room: Room) -> str:
    labels = room.view.status.findChildren(Words)
    return " ".join(one.text() for one in labels if one.isVisible() and one.text())


def entry(room: Room) -> EntryPage:
    assert isinstance(room.page, EntryPage)
    return room.page


def sound(room: Room) -> bool:
    path = room.desk.station.path
    audit = verify_count(path, read_key_file(keys_beside(path)))
    return audit.problem is None


def key_sheet(room: Room) -> dict[FieldId, int]:
    """Key the sheet that is shown, line by line, up to Finish."""
    page = entry(room)
    state = room.desk.contest(page._contest)
    figures = hall.true_figures(state.contest, state.sheets[page._sheet].sheet)
    for field, figure in figures.items():
        page.rows[field].field.setFocus()
        room.hands.type(str(figure))
        room.hands.press("Enter")
    assert QApplication.focusWidget() is page.finish
    return figures


# The disk.


def fill_the_disk(room: Room) -> None:
    """Leave no page free, and have something written until none is left."""

    def full(count: OpenCount) -> None:
        pages = count.store.execute("PRAGMA page_count").fetchone()[0]
        count.store.execute(f"PRAGMA max_page_count = {pages}")

    station = room.desk.station
    station.use(full)
    for n in range(1, 200):
        if station.standing.trouble is not None:
            return
        station.save_field(SHEET, 2, PAPERS, hall.OTHER_KEYER, "x" * 1000 * n)
        with suppress(Exception):
            station.use(lambda _: None)
        QApplication.processEvents()
    pytest.fail("the disk does not fill")


@pytest.fixture
def full(room: Room, qtbot: QtBot) -> Room:
    """A keyer in the middle of a sheet when the disk is full."""
    room.go("entry")
    room.hands.type("2000")
    room.hands.press("Enter")
    room.hands.type("431")
    room.hands.press("Enter")
    qtbot.waitUntil(lambda: "every line" in status(room))
    fill_the_disk(room)
    return room


def test_a_full_disk_is_told_in_the_middle_of_an_entry(full: Room) -> None:
    trouble = full.desk.standing.trouble
    assert trouble is not None
    assert trouble.code == "disk_full"
    notice = full.view.notice
    assert notice.sentence == say_fault(Texts(), trouble.code, trouble.details)
    assert notice.accessibleName() == notice.sentence
    assert notice.isVisible()
    assert notice.act.isVisible()
    assert (notice.act.text(), notice.act.key) == ("Open the file again", "F5")
    assert "Not saved input is stopped" in status(full)


def test_no_later_sentence_hides_the_trouble(full: Room) -> None:
    said = full.view.notice.sentence
    full.desk.notice("Something else.", "info")
    full.hands.type("o")
    assert full.view.notice.sentence == said
    full.desk.home()
    assert full.view.notice.sentence == said
    assert full.view.notice.isVisible()


def test_f5_goes_on_when_there_is_space_and_all_acknowledged_is_there(
    full: Room, qtbot: QtBot
) -> None:
    full.hands.type("77")  # while nothing is saved
    full.hands.press("Enter")
    full.hands.press("F5")
    qtbot.waitUntil(lambda: full.desk.standing.trouble is None)
    assert full.view.notice.sentence.startswith("The file is open again")
    assert not full.view.notice.act.isVisible()
    assert "Not saved" not in status(full)
    found: list[dict[FieldId, str]] = []
    full.desk.drafts(SHEET, 1, lambda drafts: found.append(dict(drafts)))
    qtbot.waitUntil(lambda: bool(found))
    second = list(entry(full).rows)[1]
    assert (found[0][PAPERS], found[0][second]) == ("2000", "431")
    assert sound(full)


def test_what_was_keyed_while_nothing_was_saved_is_saved_after_f5(full: Room, qtbot: QtBot) -> None:
    third = list(entry(full).rows)[2]
    full.hands.type("77")
    full.hands.press("Enter", "F5")
    qtbot.waitUntil(lambda: full.desk.standing.trouble is None)

    def kept() -> bool:
        found: list[str] = []
        full.desk.drafts(SHEET, 1, lambda drafts: found.append(drafts.get(third, "")))
        qtbot.waitUntil(lambda: bool(found))
        return found == ["77"]

    qtbot.waitUntil(kept)


def test_a_sheet_finished_while_the_disk_was_full_is_finished_after_f5(
    full: Room, qtbot: QtBot
) -> None:
    figures = key_sheet(full)
    full.hands.press("Enter")
    assert full.desk.contest(every_page.VERIFIED).sheets[SHEET].first is None
    full.hands.press("F5")
    qtbot.waitUntil(lambda: full.desk.standing.trouble is None)
    entry(full).finish.setFocus()
    full.hands.press("Enter")
    qtbot.waitUntil(lambda: full.desk.contest(every_page.VERIFIED).sheets[SHEET].first is not None)
    first = full.desk.contest(every_page.VERIFIED).sheets[SHEET].first
    assert first is not None
    assert first.figures == figures
    assert sound(full)


def test_f5_says_nothing_where_nothing_is_wrong(room: Room) -> None:
    room.go("entry")
    room.hands.press("F5")
    assert room.view.notice.sentence == ""


# Two laptops.


@pytest.fixture
def two(room: Room, qtbot: QtBot) -> Iterator[tuple[Room, Room]]:
    """Two windows on one file, a keyer at each."""
    other = Room(qtbot, room.folder)
    other.window.open(room.desk.station.path)
    for one, keyer in ((room, hall.KEYER), (other, hall.OTHER_KEYER)):
        one.seat(keyer)
        one.view._looking.stop()  # the test says when to look
    yield room, other
    other.window.close()
    other.window.deleteLater()


def sit_at(room: Room) -> None:
    room.show()
    room.qtbot.waitUntil(lambda: QApplication.activeWindow() is room.window)
    room.view._focus_page()


def test_what_one_finished_appears_at_the_other(two: tuple[Room, Room], qtbot: QtBot) -> None:
    here, there = two
    for one, number in ((here, 1), (there, 2)):
        one.desk.go(Place("entry", every_page.VERIFIED, SHEET, number))
        sit_at(one)
        key_sheet(one)
        one.hands.press("Enter")
        if one is here:
            assert there.desk.contest(every_page.VERIFIED).sheets[SHEET].first is None
        state = one.desk
        qtbot.waitUntil(
            lambda state=state: state.contest(every_page.VERIFIED).sheets[SHEET].first is not None  # type: ignore[misc]
        )
    qtbot.waitUntil(lambda: there.desk.contest(every_page.VERIFIED).stage == "agreed")
    assert here.desk.contest(every_page.VERIFIED).stage != "agreed"
    here.desk.station.refresh()
    qtbot.waitUntil(lambda: here.desk.contest(every_page.VERIFIED).stage == "agreed")
    assert sound(here)


def test_the_same_entry_finished_at_both_is_refused_in_words(
    two: tuple[Room, Room], qtbot: QtBot
) -> None:
    here, there = two
    for one in (here, there):
        one.desk.go(ACCOUNT)
        sit_at(one)
        key_sheet(one)

    def keyed_by(room: Room) -> str:
        first = room.desk.contest(PROVEN).sheets[SheetId("007-01")].first
        return first.person if first else ""

    here.window.activateWindow()
    entry(here).finish.click()
    qtbot.waitUntil(lambda: keyed_by(here) == hall.KEYER)
    entry(there).finish.click()
    qtbot.waitUntil(lambda: there.view.notice.sentence != "")
    assert there.view.notice.isVisible()
    assert there.view.notice.sentence.endswith(".")
    assert isinstance(there.page, EntryPage)
    there.desk.station.refresh()
    qtbot.waitUntil(lambda: keyed_by(there) == hall.KEYER)
    assert not entry(there).finish.isEnabled()
    assert entry(there).finish.accessibleDescription()
    assert sound(here)


def test_a_window_looks_by_itself(room: Room) -> None:
    assert room.view._looking.isActive()
    assert room.view._looking.interval() <= 5_000


# The feed.


class Line:
    """A line to the feed that can be cut: while cut, requests are read and never answered."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cut = True
        self.tried = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(
                    target=self._carry, args=self._door.accept()[:1], daemon=True
                ).start()

    def _carry(self, here: socket.socket) -> None:
        self.tried += 1
        with here, suppress(OSError):
            if self.cut:
                here.recv(1000)  # in the middle of what is sent
                return
            with socket.create_connection(("127.0.0.1", self._port)) as there:
                back = threading.Thread(target=_pour, args=(there, here), daemon=True)
                back.start()
                _pour(here, there)
                back.join()


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def line_to_a_feed(folder: Path) -> Iterator[Line]:
    with (
        embedded_feed(folder / "feed", hall.DAY, None) as url,
        closing(Line(int(url.rsplit(":", 1)[1].strip("/")))) as line,
    ):
        yield line


def test_a_feed_that_goes_and_comes_back(room: Room, qtbot: QtBot) -> None:
    with line_to_a_feed(room.folder) as line:
        room.seat(hall.OFFICER)
        room.desk.do(do.SpeakResult(hall.OFFICER, every_page.CLEARED, room.desk.now()))
        qtbot.waitUntil(lambda: room.desk.standing.declared == 2)
        room.desk.station.send_to(line.url)
        qtbot.waitUntil(lambda: room.desk.standing.feed_fault is not None, timeout=LONG_MS)
        assert line.tried
        assert room.desk.standing.waiting == 2
        assert "0 of 2 declared, the feed is not reached" in status(room)
        line.cut = False
        courier = room.desk.station._courier
        assert courier is not None
        courier.wake()
        qtbot.waitUntil(lambda: room.desk.standing.published == 2, timeout=LONG_MS)
        qtbot.waitUntil(lambda: "Published 2 of 2 declared" in status(room), timeout=LONG_MS)
        assert "not reached" not in status(room)
        # Receipts are kept one by one; what still waits is told once the delivery has ended.
        qtbot.waitUntil(lambda: room.desk.standing.waiting == 0, timeout=LONG_MS)
    assert sound(room)


# A bug.


class BugError(Exception):
    """What nobody thought of."""


def test_a_bug_in_a_page_is_loud_and_the_file_stays_sound(room: Room, qtbot: QtBot) -> None:
    page = room.go("result")

    def slip() -> None:
        raise BugError

    page.key("Ctrl+J", "a bug", slip)
    with qtbot.captureExceptions() as caught:
        room.hands.press("Ctrl+J")
    assert [kind for kind, _, _ in caught] == [BugError]
    assert sound(room)
    room.hands.press("Enter")
    qtbot.waitUntil(lambda: room.desk.contest(every_page.AGREED).stage == "provisional")


def test_a_bug_after_a_command_is_loud_and_the_command_is_on_disk(room: Room, qtbot: QtBot) -> None:
    room.seat(hall.SUPERVISOR)

    def slip(_recorded: object) -> None:
        raise BugError

    with qtbot.captureExceptions() as caught:
        room.desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, every_page.AGREED), slip)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [BugError]
    assert room.desk.contest(every_page.AGREED).stage == "provisional"
    assert sound(room)


def test_a_bug_on_the_writers_thread_is_loud_and_the_next_command_goes_through(
    room: Room, qtbot: QtBot
) -> None:
    room.seat(hall.SUPERVISOR)

    def slip(_count: OpenCount) -> None:
        raise BugError

    with qtbot.captureExceptions() as caught:
        room.desk.station._ask(slip, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [BugError]
    room.desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, every_page.AGREED))
    qtbot.waitUntil(lambda: room.desk.contest(every_page.AGREED).stage == "provisional")
    assert sound(room)


def test_closing_in_the_middle_of_an_entry_keeps_what_was_keyed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with every_page.opened(qtbot, tmp_path) as room:
        room.go("entry")
        room.hands.type("2000")
        room.hands.press("Enter")
        room.hands.type("77")
        path = room.desk.station.path
    again = Room(qtbot, tmp_path)
    again.window.open(path)
    again.show()
    again.seat(hall.KEYER)
    again.desk.go(PLACES["entry"][1])
    second = list(entry(again).rows)[1]
    qtbot.waitUntil(lambda: entry(again).rows[PAPERS].field.text() == "2,000")
    assert entry(again).rows[second].field.text() == "77"
    again.window.close()
    again.window.deleteLater()
