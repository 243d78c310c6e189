"""From an empty folder to the published ward, by key presses only, in the real window."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

import pytest

from countroom.app.preferences import Shelf
from countroom.ui.window import Window
from shooting import PracticeIn, Walker

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


def read_page(feed: str, contest: ContestId) -> str:
    with urllib.request.urlopen(f"{feed}/contest/{contest}") as answer:  # noqa: S310 - our own feed
        return str(answer.read().decode())
