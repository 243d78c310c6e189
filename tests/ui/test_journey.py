"""From an empty folder to the published ward, by key presses only, in the real window."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

import pytest

from countroom.app.preferences import Shelf
from countroom.ui.window import Window
from shooting import PracticeIn, Walker, run_events, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.domain.identifiers import ContestId


@pytest.fixture
def walker(qtbot: QtBot, tmp_path: Path) -> Iterator[Walker]:
    window = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    window.show_start()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Walker(window)
    window.close()
    window.deleteLater()


def test_from_nothing_to_a_published_ward(walker: Walker) -> None:
    walker.walk()
    state = walker.state
    page = read_page(walker.desk.standing.feed_url, state.contest.id)
    assert "Declared" in page
    assert all(state.contest.candidate(one).surname in page for one in state.elected)


def test_a_practice_opened_again_reaches_its_feed_again(walker: Walker, tmp_path: Path) -> None:
    walker.hands.press("1")
    walker.see("contests")
    walker.sign_in(5)
    wait_until(lambda: walker.desk.standing.published == 3)
    path, before = walker.desk.station.path, walker.desk.standing.feed_url
    walker.window.close()
    again = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    again.open(path)
    again.show()
    wait_until(lambda: again.desk is not None and bool(again.desk.standing.feed_url))
    assert again.desk is not None
    assert again.desk.standing.feed_url != before
    again.close()
    again.deleteLater()


def test_a_choice_in_the_middle_of_the_night_leaves_everything_standing(walker: Walker) -> None:
    walker.hands.press("1")
    walker.see("contests")
    for key in ("F12", "Right", "Esc", "F12", "Left", "Esc"):
        walker.hands.press(key)
        run_events(50)
    walker.see("contests")


def read_page(feed: str, contest: ContestId) -> str:
    with urllib.request.urlopen(f"{feed}/contest/{contest}") as answer:  # noqa: S310 - our own feed
        return str(answer.read().decode())
