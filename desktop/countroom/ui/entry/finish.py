"""The button that finishes a sheet; a scanner's Enter does not press it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from countroom.ui.parts import Button
from countroom.ui.parts.wedge import Wedge

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from countroom.ui.look import Look

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FinishButton(Button):
    """``scanned``: the number of the next sheet came while this button was lit."""

    scanned = Signal(str)

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(look, words, primary=True)
        self._wedge = Wedge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell a scanner's Enter from a keyer's."""
        if event.key() not in _ENTER:
            self._wedge.hear(event, "")
            super().keyPressEvent(event)
            return
        number = self._wedge.scanned()
        if number:
            self.scanned.emit(number)
        else:
            super().keyPressEvent(event)
