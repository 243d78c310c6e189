"""Carry on on paper, by one key from every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hall
from fingers import Fingers
from ui.every_page import PLACES, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from countroom.ui.place import Place
    from ui.conftest import DeskOf, Shown


def test_one_key_prints_where_we_are_and_says_where_it_is(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(person=hall.SUPERVISOR)
    view = shown(desk)
    Fingers(view).press("Ctrl+B")
    folder = desk.printing.folder
    qtbot.waitUntil(lambda: str(folder) in view.notice.sentence, timeout=20_000)
    assert (folder / "carry-on.where-we-are.pdf").exists()
    assert (folder / "carry-on.forms.pdf").exists()
    assert not desk.count.contests[next(iter(desk.count.contests))].jobs


def test_it_is_the_same_key_on_every_page(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    with opened(qtbot, tmp_path) as room:
        for name in PLACES:
            room.go(name)
            monkeypatch.setattr(room.desk, "carry_on", asked.append)
            room.hands.press("Ctrl+B")
            assert asked[-1:] == [room.desk.place], name
    assert len(asked) == len(PLACES)
