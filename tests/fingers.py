"""Fingers: what a person presses, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAMED = {
    "Enter": Qt.Key.Key_Return,
    "KeypadEnter": Qt.Key.Key_Enter,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Home": Qt.Key.Key_Home,
    "PgDown": Qt.Key.Key_PageDown,
    **{f"F{n}": Qt.Key(int(Qt.Key.Key_F1) + n - 1) for n in range(1, 13)},
}


class Fingers:
    """Presses keys at whatever has the focus, as a keyboard does; ``pressed`` counts them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.pressed = 0

    def press(self, *keys: str) -> None:
        """Press named keys, or single characters."""
        for key in keys:
            target = QApplication.focusWidget() or self._window
            if key in NAMED:
                QTest.keyClick(target, NAMED[key])
            elif key.startswith("Ctrl+"):
                control = Qt.KeyboardModifier.ControlModifier
                QTest.keyClick(target, Qt.Key(ord(key[-1])), control)
            else:
                QTest.keyClicks(target, key)
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type text, one key for each character."""
        self.press(*text)
