"""Text on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from countroom.ui.look import Look


_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does here."""

    key: str
    words: str


class Words(QLabel):
    """Plain text in one kind of type; it never reads markup out of a name."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        kind: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(kind))
        self.setWordWrap(wrap)
        self.colour(colour)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)

    def colour(self, key: str) -> None:
        """Show the text in a colour of the palette."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(key))
        self.setPalette(palette)


class CutWords(Words):
    """Words cut at the end where there is no room for all; the whole is in the tooltip."""

    def __init__(self, look: Look, text: str = "", kind: str = "body") -> None:
        super().__init__(look, text, kind)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        super().say(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Keep a few letters."""
        few = self.fontMetrics().horizontalAdvance(self._whole[:_FEW] + "…")
        return QSize(min(few, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._whole if shown != self._whole else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
