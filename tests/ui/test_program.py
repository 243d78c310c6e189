"""The program round the window: how it begins, and how it ends when we made a mistake."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from subprocess import run
from typing import TYPE_CHECKING

import pytest

import hall
from countroom import texts
from countroom.app.glance import glance
from countroom.app.preferences import Shelf
from countroom.ui import program
from countroom.ui.first_sight import FirstSight
from countroom.ui.window import Window
from shooting import PracticeIn

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from countroom.app.owner import Tell
    from countroom.ui.desk import Desk


def test_the_first_sight_shows_every_contest_with_its_state(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "night.count"
    desk = hall.open_hall(path, 3)
    hall.key_accounts(desk, next(iter(desk.state.contests.values())))
    desk.count.close()
    seen = glance(path)
    assert seen is not None
    assert seen.environment == "test"
    assert seen.contests == (("Ward 1", "verified"), ("Ward 2", "proven"), ("Ward 3", "proven"))
    window = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    window.show_first_sight(path)
    window.show()
    qtbot.waitExposed(window)
    first = window.findChild(FirstSight)
    assert first is not None
    told = first.accessibleName()
    assert told == "Ward 1, Verified; Ward 2, Boxes coming in; Ward 3, Boxes coming in"
    window.close()


LOADED = """
import json, sys
from PySide6 import QtCore
from countroom.cli import run
code = run(sys.argv[1:])
print(json.dumps([code, "Qt" in vars(QtCore), sorted(sys.modules)]))
"""


def test_the_first_sight_loads_neither_the_domain_nor_the_sentences_nor_the_namespace_qt(
    tmp_path: Path,
) -> None:
    path = tmp_path / "night.count"
    hall.open_hall(path, 3).count.close()
    environment = {**os.environ, "COUNTROOM_BENCH_EXPOSED": "1"}
    command = (sys.executable, "-c", LOADED, str(path))
    told = run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    exposed, last = told.stdout.splitlines()
    code, namespace, modules = json.loads(last)
    ours = {name for name in modules if name.startswith("countroom.")}
    assert (exposed, code) == ("exposed", 0)
    assert not namespace
    assert "countroom.ui.first_sight" in ours
    domain = {name for name in ours if name.startswith("countroom.domain.")}
    assert domain == {"countroom.domain.faults"}
    spoken = {name for name in ours if name.startswith("countroom.texts.")}
    assert spoken == {"countroom.texts.catalogue"}
    assert not ours & {"countroom.ui.desk", "countroom.ui.look.style", "countroom.store.log"}


def test_every_way_to_speak_is_found_when_it_is_asked_for() -> None:
    for name in texts.__all__:
        assert getattr(texts, name) is not None
    assert callable(texts.london)  # no module of the package has the name of what it speaks
    with pytest.raises(AttributeError, match="say_nothing"):
        texts.__getattr__("say_nothing")


def test_what_cannot_be_read_at_once_is_left_to_the_program(tmp_path: Path) -> None:
    stranger = tmp_path / "night.count"
    stranger.write_bytes(b"no count file at all")
    assert glance(stranger) is None
    assert glance(tmp_path / "missing.count") is None


class Broken:
    """A night to watch that goes wrong at its first step."""

    ends_with_the_window = True

    def play(self, _desk: Desk, _tell: Tell) -> None:
        raise KeyError("the night's own")

    def stop(self) -> None:
        """Have nothing to stop."""


def test_a_mistake_in_a_night_that_is_watched_is_told_and_ends_the_program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "night.count"
    hall.open_hall(path, 1).count.close()
    window = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    told: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QMessageBox.critical", lambda _window, _title, text: told.append(text)
    )
    monkeypatch.setattr(type(qapp), "exit", ended.append)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", partial(program._tell_bug, window))
    window.open(path)
    window.watch(Broken())
    qtbot.waitUntil(lambda: ended == [70])
    assert told[0].endswith('KeyError: "the night\'s own"')
    window.close()


def test_our_own_mistake_is_told_in_the_window_and_ends_the_program(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    window = Window(PracticeIn(tmp_path), Shelf(tmp_path / "choices"))
    told: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QMessageBox.critical", lambda _window, _title, text: told.append(text)
    )
    monkeypatch.setattr(type(qapp), "exit", ended.append)
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    error = KeyError("ours")
    program._tell_bug(window, KeyError, error, None)
    assert told[0].startswith("Countroom has made a mistake and closes.")
    assert told[0].endswith("KeyError: 'ours'")
    assert ended == [70]
    assert "KeyError" in capsys.readouterr().err
    window.close()
