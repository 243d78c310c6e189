"""The least that a Qt program can do: say ``exposed`` once an empty window shows."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class _Watch(QObject):
    """Ends the program with its window's first exposure."""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Expose:
            print("exposed", flush=True)
            QApplication.exit(0)
        return False


application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.winId()  # makes the native window, which is what gets exposed
watch = _Watch()
window.windowHandle().installEventFilter(watch)
window.show()
sys.exit(application.exec())
