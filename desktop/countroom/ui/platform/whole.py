"""The whole screen for what is read, given back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget


class WholeScreen:
    """The window of a page on the whole screen, or as it was before."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._before: Qt.WindowState | None = None

    def turn(self) -> None:
        """Take the whole screen, or give it back."""
        window = self._page.window()
        if self._before is None:
            self._before = window.windowState()
            window.showFullScreen()
        else:
            self.give_back()

    def give_back(self) -> None:
        """Give the window back as it was."""
        if self._before is not None:
            self._page.window().setWindowState(self._before)
            self._before = None
