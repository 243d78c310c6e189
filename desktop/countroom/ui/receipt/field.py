"""The field that a scanner or a person types a box into, and the one that asks about a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Act, Button, Strip, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from countroom.ui.look import Look

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST: Final = 80


class BoxField(QLineEdit):
    """A box by its label or its station; a scanner ends with Enter as a person does.

    ``entered``: Enter; ``down``: the arrow into the list.
    """

    entered = Signal()
    down = Signal()
    lit = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setFont(look.font("figure"))
        self.setFixedHeight(look.px(40))
        self.setTextMargins(look.px(8), 0, look.px(8), 0)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys go here now."""
        super().focusInEvent(event)
        self.lit.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Receive, go into the list, or take all of it back."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NoteLine(QLineEdit):
    """A sentence about a box; Enter is done, Esc takes it back."""

    entered = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFont(look.font("body"))
        self.setMaxLength(LONGEST_TEXT)
        self.setMinimumHeight(look.size("field"))
        self.setTextMargins(look.px(6), 0, look.px(6), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish or take back."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class BoxNote(Strip):
    """Asks for a sentence about one box; hidden until it is asked. ``act`` is on its button."""

    given = Signal(str)
    left = Signal()

    def __init__(self, look: Look, act: str, missing: str) -> None:
        super().__init__(look, "warning")
        self._missing = missing
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("s"))
        self._asks = Words(look, "", "strong", wrap=True)
        self.field = NoteLine(look)
        self.act = Act(look, Button(look, act))
        self.act.button.clicked.connect(self._give)
        self.field.textChanged.connect(self._show_why)
        self.field.entered.connect(self._give)
        self.field.left.connect(self.leave)
        for part in (self._asks, self.field, self.act):
            column.addWidget(part)
        self.row.addLayout(column, 1)
        self.hide()

    def ask(self, asks: str) -> None:
        """Ask a question about a box by its name."""
        self._asks.say(asks)
        self.field.setAccessibleName(asks)
        self.field.clear()
        self._show_why()
        self.show()
        self.field.setFocus()

    def leave(self) -> None:
        """Take the question back; the box stays as it is."""
        self.hide()
        self.left.emit()

    def _show_why(self) -> None:
        self.act.show_why("" if self.field.text().strip() else self._missing)

    def _give(self) -> None:
        note = self.field.text().strip()
        if note:
            self.hide()
            self.given.emit(note)
