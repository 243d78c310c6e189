"""A real desk on a real count file, offscreen; nothing may stay behind: no window, no timer."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Protocol

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

import hall
from countroom.texts import Texts
from countroom.ui.desk import Desk
from countroom.ui.look import Look
from countroom.ui.look.style import DeskStyle
from countroom.ui.shell.window import DeskView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    import countroom.app.rehearsal.desk as rehearsal
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import PersonId
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from countroom.ui.place import Place


class DeskOf(Protocol):
    """Opens a desk; ``play`` brings the count where the test begins."""

    def __call__(
        self,
        play: Callable[[rehearsal.Desk], object] = ...,
        *,
        person: PersonId | None = ...,
        contests: int = ...,
        wards: Sequence[Contest] = ...,
        language: Language = ...,
        palette: PaletteName = ...,
        scale: float = ...,
    ) -> Desk: ...


class Shown(Protocol):
    """Shows a desk at a place."""

    def __call__(self, desk: Desk, place: Place | None = ...) -> DeskView: ...


@pytest.fixture
def desk_of(qapp: QApplication, tmp_path: Path) -> Iterator[DeskOf]:
    opened: list[Desk] = []

    def make(
        play: Callable[[rehearsal.Desk], object] = lambda _: None,
        *,
        person: PersonId | None = None,
        contests: int = 2,
        wards: Sequence[Contest] = (),
        language: Language = "en",
        palette: PaletteName = "light",
        scale: float = 1.0,
    ) -> Desk:
        path = tmp_path / f"night-{len(opened)}.count"
        playing = hall.open_hall(path, contests, wards=wards)
        try:
            play(playing)
        finally:
            playing.count.close()
        look = Look(palette, scale)
        qapp.setStyle(DeskStyle(look))
        qapp.setPalette(look.qt_palette())
        qapp.setFont(look.font("body"))
        desk = Desk(path, Texts(language), look)
        opened.append(desk)
        if person is not None:
            assert desk.sign_in(person, hall.SECRET) is None
        return desk

    yield make
    for desk in opened:
        desk.close()
    qapp.processEvents()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    views: list[QWidget] = []

    def show(desk: Desk, place: Place | None = None) -> DeskView:
        if place is not None:
            desk.place = place
        view = DeskView(desk, lambda: None)
        views.append(view)
        view.resize(1366, 768)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    yield show
    for view in views:
        view.close()
        view.deleteLater()


@pytest.fixture(autouse=True, scope="session")
def _style_goes_first(qapp: QApplication) -> Iterator[None]:
    """Take our style off before Python ends: Qt asks it for sizes until the very last."""
    yield
    qapp.setStyle("Fusion")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True, scope="module")
def _what_came_before() -> None:
    """Leave what earlier files keep out of every later look for what stays behind."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_stays(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window open or a timer running."""
    QAccessible.setActive(True)
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qapp.processEvents()
    windows = [w for w in QApplication.topLevelWidgets() if isValid(w) and w.isVisible()]
    assert windows == []
    timers = [one for one in gc.get_objects() if isinstance(one, QTimer)]
    assert [one for one in timers if isValid(one) and one.isActive()] == []
