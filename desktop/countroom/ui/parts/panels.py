"""What a page is divided into: panels with a border, strips of colour, hairlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from countroom.ui.parts.words import Words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look


class Panel(QFrame):
    """A flat sheet with a border: ``head`` beside the title, ``body`` below it."""

    def __init__(self, look: Look, title: str = "", note: str = "") -> None:
        super().__init__()
        self._look = look
        margin = look.space("l")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margin, look.space("m"), margin, look.space("m"))
        whole.setSpacing(look.space("s"))
        self.head = QHBoxLayout()
        self.head.setSpacing(look.space("m"))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.space("xs"))
        self.title = Words(look, title, "heading")
        self.note = Words(look, note, "body", "muted")
        if not note:
            self.note.hide()
        if title:
            self.head.addWidget(self.title)
            self.head.addWidget(self.note)
            self.head.addStretch(1)
            self.setAccessibleName(title)
            whole.addLayout(self.head)
        whole.addLayout(self.body, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.colour("base"))
        painter.setPen(QPen(self._look.colour("border"), 1))
        radius = self._look.px(6)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Strip(QWidget):
    """A line of a warning, an answer or a safe result, on its own surface.

    ``tone`` is success, warning, danger or info.
    """

    def __init__(self, look: Look, tone: str, *, edge: bool = True) -> None:
        super().__init__()
        self._look, self._tone, self._edge = look, tone, edge
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(
            look.space("m") + look.px(4), look.space("s"), look.space("m"), look.space("s")
        )
        self.row.setSpacing(look.space("s"))

    def turn(self, tone: str) -> None:
        """Change to another tone."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface and its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(f"{self._tone}Surface"))
        if self._edge or self._look.high_contrast:
            width = self._look.px(4)
            painter.fillRect(0, 0, width, self.height(), self._look.colour(self._tone))


class Rule(QWidget):
    """A hairline."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        QPainter(self).fillRect(self.rect(), self._look.colour("rule"))
