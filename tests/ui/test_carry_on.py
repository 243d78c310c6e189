"""Carry on on paper, by one key from every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hall
from countroom.domain.faults import Fault
from countroom.ui.place import BOARD
from countroom.ui.prints import carry_on
from countroom.ui.shell import window as shell
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
    assert (folder / "hall.print-1.carry-on.where-we-are.en.pdf").exists()
    assert (folder / "hall.print-1.carry-on.forms.en.pdf").exists()
    (job,) = desk.count.jobs
    assert (job.by, job.kinds) == (hall.SUPERVISOR, ("carry-on",))


def test_with_nobody_signed_in_it_comes_out_without_a_number_and_says_so(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(person=hall.SUPERVISOR)
    desk.hand_over()
    carry_on(desk, BOARD)
    view = shown(desk)
    folder = desk.printing.folder
    qtbot.waitUntil(lambda: str(folder) in view.notice.sentence, timeout=20_000)
    assert "without a print number and without votes" in view.notice.sentence
    assert (folder / "carry-on.where-we-are.pdf").exists()
    assert desk.count.jobs == ()


def test_when_the_disk_takes_nothing_more_it_comes_out_all_the_same(
    desk_of: DeskOf, qtbot: QtBot
) -> None:
    desk = desk_of(person=hall.SUPERVISOR)
    desk.station._change(trouble=Fault("cannot_write", path="night.count", reason="full"))
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    carry_on(desk, BOARD)
    qtbot.waitUntil(lambda: any("without a print number" in one for one in said), timeout=20_000)
    assert (desk.printing.folder / "carry-on.where-we-are.pdf").exists()


def test_it_is_the_same_key_on_every_page(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    monkeypatch.setattr(shell, "carry_on", lambda _, place: asked.append(place))
    with opened(qtbot, tmp_path) as room:
        for name in PLACES:
            room.go(name)
            room.hands.press("Ctrl+B")
            assert asked[-1:] == [room.desk.place], name
    assert len(asked) == len(PLACES)
