"""The line that finds a ward by name or by the number of a sheet in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit

from countroom.ui.parts.marks import key_cap_size, paint_key_cap

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.texts import Texts
    from countroom.ui.look import Look


class Finder(QLineEdit):
    """Filters while one types; Enter opens the first found, Down goes to them, Esc lets go."""

    opened = Signal()
    down = Signal()
    let_go = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("body"))
        self.setPlaceholderText(texts.say("Find a ward"))
        self.setAccessibleName(texts.say("Find a ward"))
        self.setAccessibleDescription(texts.say("By its name, or by the number of a sheet"))
        self.setToolTip(texts.say("By its name, or by the number of a sheet"))
        cap = key_cap_size(look, "/").width()
        self.setTextMargins(look.px(22), 0, cap + look.px(6), 0)
        self.setMinimumWidth(look.px(140))

    def sizeHint(self) -> QSize:
        """Be as high as a button."""
        return QSize(self._look.px(140), self._look.px(32))

    def add(self, letters: str) -> None:
        """Go on with letters typed elsewhere on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)  # noqa: FBT003 - Qt's own
        self.insert(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, go down, let go; else type."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass and the key beside the words."""
        super().paintEvent(event)
        look, painter = self._look, QPainter(self)
        side = look.px(14)
        top = (self.height() - side) // 2
        painter.drawPixmap(QRect(look.px(9), top, side, side), look.icon("search", "muted", 14))
        size = key_cap_size(look, "/")
        at = QPoint(self.width() - size.width() - look.px(7), (self.height() - size.height()) // 2)
        paint_key_cap(painter, at, "/", look, "text")
