"""From an empty folder to the published ward, by key presses only, in the real window."""

from __future__ import annotations

import urllib.request
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from countroom.app.practice import prepare_practice
from countroom.app.preferences import Shelf
from countroom.app.sources import Source
from countroom.bundled import bundled
from countroom.cli.embedded_feed import embedded_feed
from countroom.domain.sheets import head_of
from countroom.ui.parts import Button
from countroom.ui.window import Window
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState

DAY, WARD, PIN = "2024-05-02", "Mark Hall", "271828"
LONG_MS = 30_000


class PracticeIn:
    """Practice nights in a folder of the test's own, with the real feed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._feeds = ExitStack()

    def practise(self) -> tuple[Path, str]:
        path = self._folder / "practice.count"
        prepare_practice(Source([bundled("sample")]), "harlow", DAY, path)
        return path, self._feeds.enter_context(embedded_feed(self._folder / "feed", DAY, None))

    def close(self) -> None:
        self._feeds.close()


class Journey:
    """A person at the window: what they press, and what they wait to see."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.hands = Fingers(window)

    @property
    def page(self) -> str:
        return (
            self.window.view.page.place.page if self.window.view and self.window.view.page else ""
        )

    @property
    def state(self) -> ContestState:
        desk = self.window.desk
        assert desk is not None
        return next(s for s in desk.count.contests.values() if s.contest.area == WARD)

    def see(self, page: str) -> None:
        """Wait until a page is shown and its first key has somewhere to go."""
        self.qtbot.waitUntil(
            lambda: self.page == page and QApplication.focusWidget() is not None, timeout=LONG_MS
        )

    def sign_in(self, number: int, *, pin: bool = False) -> None:
        desk = self.window.desk
        assert desk is not None
        self.hands.press("F10", str(number))
        self.hands.type("practise")
        self.hands.press("Enter")
        if pin:
            self.hands.type(PIN)
            self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.window.view is not None and not self.window.view.overlay)
        assert desk.person is not None

    def find(self, text: str) -> None:
        self.hands.press("/")
        self.hands.type(text)
        self.hands.press("Enter")

    def key_sheet(self) -> None:
        desk = self.window.desk
        assert desk is not None
        sheet = next(s for s in self.state.sheets.values() if s.sheet.kind == "count")
        paper = desk.paper(sheet.sheet.id)
        assert paper is not None
        for field, figure in paper.items():
            if figure or head_of(field) is None:
                self.hands.type(str(figure))
            self.hands.press("Enter")
        self.hands.press("Enter")


@pytest.fixture
def journey(qtbot: QtBot, tmp_path: Path) -> Iterator[Journey]:
    window = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    window.show_start()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Journey(window, qtbot)
    window.close()
    window.deleteLater()


def test_from_nothing_to_a_published_ward(journey: Journey, qtbot: QtBot) -> None:
    hands = journey.hands
    hands.press("1")  # practise now
    journey.see("contests")

    journey.sign_in(2, pin=True)  # the first keyer
    journey.find(WARD)
    journey.see("entry")
    journey.key_sheet()
    journey.see("contests")

    journey.sign_in(3, pin=True)  # the second keyer, blind
    journey.find(WARD)
    journey.see("entry")
    journey.key_sheet()
    qtbot.waitUntil(lambda: journey.state.stage == "agreed")

    journey.sign_in(4)  # the supervisor
    journey.find(WARD)
    journey.see("result")
    hands.press("Enter")  # draw the provisional result
    qtbot.waitUntil(lambda: journey.state.stage == "provisional")

    journey.sign_in(5)  # the returning officer
    journey.find(WARD)
    journey.see("result")
    close_consultation(journey)
    qtbot.waitUntil(lambda: journey.state.stage == "consulted")
    clear(journey)
    qtbot.waitUntil(lambda: journey.state.stage == "cleared")
    speak(journey)
    qtbot.waitUntil(lambda: journey.state.declared is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: journey.state.receipt_index is not None, timeout=LONG_MS)
    journey.see("published")
    assert journey.window.desk is not None
    page = read_page(journey.window.desk.standing.feed_url, journey.state.contest.id)
    assert "Declared" in page
    winner = journey.state.contest.candidate(journey.state.elected[0])
    assert winner.surname in page


def read_page(feed: str, contest: ContestId) -> str:
    with urllib.request.urlopen(f"{feed}/contest/{contest}") as answer:  # noqa: S310 - our own feed
        return str(answer.read().decode())


def close_consultation(journey: Journey) -> None:
    """Choose how it ended and press the button that closes it."""
    journey.hands.press("Space", "Tab")
    for _ in range(8):
        focused = QApplication.focusWidget()
        if isinstance(focused, Button):
            break
        journey.hands.press("Tab")
    journey.hands.press("Enter")


def clear(journey: Journey) -> None:
    """Go on to the read-back, let somebody read, tick every line, sign."""
    journey.qtbot.waitUntil(
        lambda: isinstance(QApplication.focusWidget(), Button) or journey.page == "clear"
    )
    if journey.page != "clear":
        journey.hands.press("Enter")
    journey.see("clear")
    journey.hands.press("Down")  # the first reader in the list
    lines = len(journey.state.contest.candidates) + len(journey.state.rules.heads) + 2
    for _ in range(lines):
        journey.hands.press("Space")
    journey.hands.press("Enter", "Enter")


def speak(journey: Journey) -> None:
    """Say line after line, then the one key that is one way."""
    journey.see("platform")
    button = QApplication.focusWidget()
    while isinstance(button, Button) and not button.text().startswith("Spoken"):
        journey.hands.press("Space")
        button = QApplication.focusWidget()
    journey.hands.press("F8")
