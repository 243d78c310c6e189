"""The program with a window: from the first sight of it to its end."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from countroom.app.preferences import Shelf
from countroom.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from countroom.ui.outside import Performance, Services

_COLLECT_MS: Final = 1_000
_COLLECT_ALL_EVERY: Final = 60
_BUG: Final = 70


def run_program(
    services: Services,
    path: Path | None,
    feed: str,
    language: str,
    performance: Performance | None = None,
) -> int:
    """Show the window until it is closed; give the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Countroom")
    collector = collect_here()
    shelf = Shelf()
    if language == "cy":
        shelf.change(lambda kept: kept.choosing("language", "cy"))
    window = Window(services, shelf)
    sys.excepthook = partial(_tell_bug, window)
    begin = partial(_begin, window, path, feed, performance)
    watch = _Exposed(partial(QTimer.singleShot, 0, begin))
    try:
        if path is not None:
            window.show_first_sight(path)
        window.create()
        window.windowHandle().installEventFilter(watch)
        window.show()
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        # Whatever goes wrong, the threads end and the file is closed.
        window.close()
        collector.stop()


def _begin(window: Window, path: Path | None, feed: str, performance: Performance | None) -> None:
    """Load the rest of the program, now that there is something to see."""
    if os.environ.get("COUNTROOM_BENCH_EXPOSED"):
        sys.stdout.write("exposed\n")
        sys.stdout.flush()
        window.close()
        return
    if path is not None:
        window.open(path, feed)
    else:
        window.show_start()
    if performance is not None:
        window.watch(performance)


def _tell_bug(
    window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say our own mistake loudly and end: what was shown as saved is on disk."""
    sys.__excepthook__(kind, error, trace)
    sys.excepthook = sys.__excepthook__  # the next one must not hide the first
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - seldom asked for

    say = window.texts.say
    sentence = say(
        "Countroom has made a mistake and closes. Everything that was shown as saved is safe. "
        "Start it again and go on; tell its makers what is written below."
    )
    last = traceback.format_exception_only(kind, error)[-1].strip()
    QMessageBox.critical(window, "Countroom", f"{sentence}\n\n{last}")
    QApplication.exit(_BUG)


def collect_here() -> QTimer:
    """Collect garbage in the window's thread only: Qt's objects die where they lived."""
    gc.disable()
    timer = QTimer()
    rounds = 0

    def collect() -> None:
        nonlocal rounds
        rounds += 1
        gc.collect(2 if rounds % _COLLECT_ALL_EVERY == 0 else 1)

    timer.timeout.connect(collect)
    timer.start(_COLLECT_MS)
    return timer


class _Exposed(QObject):
    """Tells when the window is first on the screen."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._then()
        return False
