"""A walk through the whole desk by key presses, from the start page to the published ward.

One walk for two purposes: the journey's test, which asserts, and the pictures, which look.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from countroom.app.practice import prepare_practice
from countroom.app.preferences import Shelf
from countroom.app.sources import Source
from countroom.bundled import bundled
from countroom.cli.embedded_feed import embedded_feed
from countroom.domain.sheets import EXPECTED, head_of
from countroom.ui.parts import Button
from countroom.ui.place import Place
from countroom.ui.window import Window
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from countroom.domain.identifiers import BoxId
    from countroom.domain.state import ContestState
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from countroom.ui.desk import Desk

DAY, WARD, LAST_WARD, PIN = "2024-05-02", "Mark Hall", "Sumners", "271828"
PATIENCE_SECONDS = 20.0


class PracticeIn:
    """Practice nights in a folder of our own, with the real feed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._feeds = ExitStack()

    def practise(self) -> tuple[Path, str]:
        path = self._folder / "practice.count"
        prepare_practice(Source([bundled("sample")]), "harlow", DAY, path)
        return path, self._feeds.enter_context(embedded_feed(self._folder / "feed", DAY, None))

    def check_log(self, _path: Path) -> str:
        """Find every log sound."""
        return ""

    def feed_beside(self, path: Path, day: str) -> str:
        folder = path.parent / "feed"
        if not folder.is_dir():
            return ""
        return self._feeds.enter_context(embedded_feed(folder, day, None))

    def close(self) -> None:
        self._feeds.close()


def run_events(milliseconds: int) -> None:
    """Let the window live for a moment; other threads go on meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(seen: Callable[[], bool]) -> None:
    """Let the window live until something is seen. Raises AssertionError when it never is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not seen():
        assert time.monotonic() < end, "this was never seen"
        run_events(10)


class Walker:
    """A person at the window: what they press, and what they wait to see."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.hands = Fingers(window)
        self.look: Callable[[str], None] = lambda _name: None

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    @property
    def page(self) -> str:
        view = self.window.view
        return view.page.place.page if view and view.page else ""

    @property
    def state(self) -> ContestState:
        return next(s for s in self.desk.count.contests.values() if s.contest.area == WARD)

    @property
    def last(self) -> ContestState:
        contests = self.desk.count.contests.values()
        return next(s for s in contests if s.contest.area.startswith(LAST_WARD))

    def see(self, page: str) -> None:
        """Wait until a page is shown and has the keys: what was there before has them a moment."""
        wait_until(lambda: self.page == page and self._has_the_keys(self.window.view))

    def sign_in(self, number: int, *, pin: bool = False) -> None:
        self.hands.press("F10")
        wait_until(self._overlay_listens)
        self.hands.press(str(number))
        self.hands.type("practise")
        self.look("sign-in")
        self.hands.press("Enter")
        if pin:
            self.hands.type(PIN)
            self.hands.press("Enter")
        view = self.window.view
        wait_until(lambda: view is not None and not view.overlay and self.desk.person is not None)

    def _overlay_listens(self) -> bool:
        """Say whether an overlay has the keys: the page below still has them for a moment."""
        view = self.window.view
        return self._has_the_keys(view.overlay if view is not None else None)

    def _has_the_keys(self, part: QWidget | None) -> bool:
        focus = QApplication.focusWidget()
        return part is not None and focus is not None and part.isAncestorOf(focus)

    def find(self, text: str = WARD) -> None:
        self.hands.press("/")
        self.hands.type(text)
        self.hands.press("Enter")

    def key_sheet(self, lines: int = 99) -> None:
        sheet = next(s for s in self.state.sheets.values() if s.sheet.kind == "count")
        paper = self.desk.paper(sheet.sheet.id)
        assert paper is not None
        for field, figure in list(paper.items())[:lines]:
            if figure or head_of(field) is None:
                self.hands.type(str(figure))
            self.hands.press("Enter")

    def walk(self) -> None:
        """Go from the start page to a published ward."""
        wait_until(lambda: QApplication.focusWidget() is not None)
        self.look("start")
        self.hands.press("1")  # practise now
        self.see("contests")
        self.sign_in(2, pin=True)  # the first keyer
        self.look("contests")
        self.find()
        self.see("entry")
        self.key_sheet(4)
        self.hands.type("9999")
        self.hands.press("Enter", "Up")
        self.look("entry")
        self.hands.press("Up", "Up", "Up", "Up")
        self.key_sheet()
        self.look("entry-full")
        self.hands.press("Enter")
        self.see("contests")
        self.sign_in(3, pin=True)  # the second keyer, blind
        self.find()
        self.see("entry")
        self.key_sheet()
        self.hands.press("Enter")
        wait_until(lambda: self.state.stage == "agreed")
        self.look_at_differences()
        self.sign_in(4)  # the supervisor
        self.find()
        self.see("result")
        self.look("result-agreed")
        self.hands.press("Enter")  # draw the provisional result
        wait_until(lambda: self.state.stage == "provisional")
        self.sign_in(5)  # the returning officer
        self.find()
        self.see("result")
        self.look("result")
        self.close_consultation()
        self.clear()
        self.speak()
        wait_until(lambda: self.state.receipt_index is not None)
        self.see("published")
        wait_until(lambda: self.desk.standing.waiting == 0)
        self.look("published")

    def look_at_differences(self) -> None:
        """Show the supervisor's pages that the ward itself does not need."""
        self.sign_in(4)
        self.look("board-supervisor")
        self.hands.press("Enter")  # the first that waits: entries that differ
        self.see("differences")
        self.look("differences")
        self.hands.press("Ctrl+2")
        self.see("council")
        self.look("council")
        self.hands.press("Ctrl+1")
        self.see("contests")
        self.receive()
        self.post()
        self.find(LAST_WARD)
        self.see("entry")
        self.look("entry-account")
        self.desk.go(Place("accounts", self.desk.place.contest))
        self.see("accounts")
        self.look("accounts")
        self.hands.press("Ctrl+1")
        self.see("contests")

    def receive(self) -> None:
        """Take in the boxes of the last ward, as a scanner at the door does."""
        self.find(LAST_WARD)
        self.see("receipt")
        boxes = [box.id for box in self.last.contest.boxes if box.kind == "station"]
        for n, box in enumerate(boxes):
            self.hands.type(box)
            if not n:
                self.look("receipt")
            self.hands.press("Enter")
        wait_until(lambda: all(box in self.desk.count.received for box in boxes))
        self.hands.press("Ctrl+1")
        self.see("contests")

    def post(self) -> None:
        """Say nil for every station, hold a session for every postal box, close the ledger."""
        self.find(LAST_WARD)
        self.see("postal")
        stations = [box.id for box in self.last.contest.boxes if box.kind == "station"]
        self.hands.press(*("Enter" for _ in stations))
        wait_until(lambda: len(self.last.postal.packets) == len(stations))
        self.look("postal")
        for box in self.last.contest.boxes:
            if box.kind == "postal":
                self.hold_session(box.id)
        self.hands.press("F8")
        wait_until(lambda: self.last.postal.closed)
        self.look("postal-closed")
        self.hands.press("Ctrl+1")
        self.see("contests")

    def hold_session(self, box: BoxId) -> None:
        """Key a session whose every statement was accepted."""
        sheet = next(s.sheet.id for s in self.last.sheets.values() if s.sheet.box == box)
        papers = self.desk.paper(sheet)
        assert papers is not None
        figure = str(papers[EXPECTED])
        self.hands.press("F6")
        for text in (figure, figure, "", "", ""):
            self.hands.type(text)
            self.hands.press("Enter")
        self.hands.type(figure)
        self.look("postal-session")
        self.hands.press("Enter", "Enter")
        wait_until(lambda: any(one.box == box for one in self.last.postal.sessions))

    def close_consultation(self) -> None:
        """Choose how it ended and press the button that closes it."""
        self.hands.press("Space", "Tab")
        for _ in range(8):
            if isinstance(QApplication.focusWidget(), Button):
                break
            self.hands.press("Tab")
        self.hands.press("Enter")
        wait_until(lambda: self.state.stage == "consulted")

    def clear(self) -> None:
        """Go on to the read-back, let somebody read, tick every line, sign."""
        wait_until(lambda: isinstance(QApplication.focusWidget(), Button) or self.page == "clear")
        if self.page != "clear":
            self.hands.press("Enter")
        self.see("clear")
        self.hands.press("Down")  # the first reader in the list
        lines = len(self.state.contest.candidates) + len(self.state.rules.heads) + 2
        for line in range(lines):
            if line == lines // 2:
                self.look("clear")
            self.hands.press("Space")
        self.hands.press("Enter", "Enter")
        wait_until(lambda: self.state.stage == "cleared")

    def speak(self) -> None:
        """Say line after line, then press the one key that is one way."""
        self.see("platform")
        for line in range(len(self.state.contest.candidates) + 4):
            if line == 3:
                self.look("platform")
            self.hands.press("Space")
        self.look("platform-end")
        self.hands.press("F8")
        wait_until(lambda: self.state.declared is not None)


class Photographer:
    """Walks through the desk in one palette and one language and keeps what is seen."""

    def __init__(self, folder: Path, out: Path, palette: PaletteName, language: Language) -> None:
        self._app = QApplication.instance() or QApplication([])
        self._out, self._name = out, f"{palette}-{language}"
        shelf = Shelf(folder / "choices")
        shelf.change(lambda p: p.choosing("palette", palette).choosing("language", language))
        self._window = Window(PracticeIn(folder), shelf)
        self._taken = 0

    def play(self) -> int:
        """Take the pictures; give their number."""
        window = self._window
        window.show_start()
        window.show()
        window.activateWindow()
        wait_until(window.isActiveWindow)
        walker = Walker(window)
        walker.look = self._take
        try:
            walker.walk()
        finally:
            window.close()
        return self._taken

    def _take(self, name: str) -> None:
        run_events(120)
        self._window.grab().save(str(self._out / f"{name}-{self._name}.png"))
        self._taken += 1
