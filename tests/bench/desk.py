"""The desk in use: from a key to the painted field, and from one page to the next."""

from __future__ import annotations

import gc
import os
import statistics
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import hall
from bench.result import NotMeasured, result

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place
    from countroom.ui.shell.window import DeskView

CONTESTS = 147
ROUNDS = 6
SHEETS, LINES = 15, 9


def key_to_paint(folder: Path) -> dict[str, Any]:
    """Take the 99th percentile from a digit or Enter to the field painted, every line saved."""
    desk, view = _open(folder, SHEETS)
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    taken: list[float] = []

    def press(keys: str) -> None:
        for key in keys:
            focused = QApplication.focusWidget() or view
            began = time.perf_counter()
            QTest.keyClicks(focused, key)
            QApplication.processEvents()
            taken.append((time.perf_counter() - began) * 1e3)

    for contest in desk.count.contests:
        desk.go(_sheet_of(desk, contest))
        _settle()
        press("2000\r")
        for _line in range(LINES):
            press("431\r")
    _close(desk, view)
    return result(statistics.quantiles(taken, n=100)[98], "ms, p99", 8.0)


def page_change(folder: Path) -> dict[str, Any]:
    """Take the slowest page's median from asking for it to painted, with 147 contests."""
    desk, view = _open(folder, CONTESTS)
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    medians = {}
    for name, place in _places(desk).items():
        taken = []
        for turn in range(ROUNDS + 1):
            began = time.perf_counter()
            desk.go(place)
            QApplication.processEvents()
            if turn:  # the first one loads the page's own code
                taken.append((time.perf_counter() - began) * 1e3)
        medians[name] = statistics.median(taken)
    _close(desk, view)
    slowest = max(medians, key=lambda name: medians[name])
    pages = {name: round(value, 1) for name, value in medians.items()}
    return {**result(medians[slowest], "ms", 50.0), "slowest": slowest, "pages": pages}


def _open(folder: Path, contests: int) -> tuple[Desk, DeskView]:
    if find_spec("PySide6") is None:
        raise NotMeasured("PySide6 is not installed")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from countroom.texts import Texts  # noqa: PLC0415
    from countroom.ui.desk import Desk  # noqa: PLC0415
    from countroom.ui.look import Look  # noqa: PLC0415
    from countroom.ui.look.style import DeskStyle  # noqa: PLC0415
    from countroom.ui.program import collect_here  # noqa: PLC0415 - where there is Qt
    from countroom.ui.shell.window import DeskView  # noqa: PLC0415

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look = Look()
    app.setStyle(DeskStyle(look))
    app.setPalette(look.qt_palette())
    path = folder / f"{contests}.count"
    _play(path, contests)
    desk = Desk(path, Texts(), look)
    assert desk.sign_in(hall.SUPERVISOR, hall.SECRET) is None
    view = DeskView(desk, lambda: None)
    collect_here().setParent(view)  # garbage is collected as in the program
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    _settle()
    return desk, view


def _play(path: Path, contests: int) -> None:
    """Bring the first contests to a step each, the others to their verification."""
    playing = hall.open_hall(path, contests)
    states = list(playing.state.contests.values())
    for state in states:
        hall.key_accounts(playing, state)
    if contests == CONTESTS:
        for state in states[:3]:
            hall.key_count_sheet(playing, state)
        for state in states[:2]:
            hall.reach_consulted(playing, state)
        hall.clear_and_speak(playing, states[0])
    playing.count.close()


def _places(desk: Desk) -> dict[str, Place]:
    from countroom.ui.place import Place  # noqa: PLC0415

    ids = list(desk.count.contests)
    return {
        "contests": Place("contests"),
        "entry": _sheet_of(desk, ids[-1]),
        "council": Place("council"),
        "accounts": Place("accounts", ids[-1]),
        "result": Place("result", ids[2]),
        "clear": Place("clear", ids[1]),
        "published": Place("published", ids[0]),
        "all published": Place("published"),
    }


def _sheet_of(desk: Desk, contest: ContestId) -> Place:
    from countroom.ui.place import Place  # noqa: PLC0415

    sheets = desk.contest(contest).sheets.values()
    sheet = next(s.sheet.id for s in sheets if s.sheet.kind == "count")
    return Place("entry", contest, sheet, 1)


def _settle() -> None:
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

    loop = QEventLoop()
    QTimer.singleShot(100, loop.quit)
    loop.exec()


def _close(desk: Desk, view: DeskView) -> None:
    view.close()
    view.deleteLater()
    gc.enable()
    desk.close()
    _settle()
