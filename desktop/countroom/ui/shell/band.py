"""The band over every window of a TEST count: part of the building, in words and in a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.texts import Texts
    from countroom.ui.look import Look


class TestBand(QWidget):
    """TEST, what that means, and hatched ends."""

    __test__ = False  # pytest would take it for a test

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look = look
        self._word = texts.say("TEST")
        self._meaning = texts.say("Practice election. Nothing here is being declared.")
        self.setFixedHeight(look.size("testBand"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._word}. {self._meaning}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("testBand"))
        end, height = look.px(96), self.height()
        painter.setPen(QPen(look.colour("testStripe"), look.px(7)))
        for left in (0, self.width() - look.px(80)):
            painter.save()
            painter.setClipRect(QRect(left, 0, look.px(80) + (16 if left == 0 else 0), height))
            for x in range(left - height, left + end + height, look.px(18)):
                painter.drawLine(QLineF(x, height, x + height, 0))
            painter.restore()
        painter.setPen(look.colour("testText"))
        strong, caption = look.font_of(14, bold=True), look.font("caption")
        middle = Qt.AlignmentFlag.AlignVCenter
        at = QRect(look.px(108), 0, self.width() - look.px(200), height)
        painter.setFont(strong)
        painter.drawText(at, middle, self._word)
        painter.setFont(caption)
        beside = QFontMetrics(strong).horizontalAdvance(self._word) + look.px(14)
        painter.drawText(at.adjusted(beside, 0, 0, 0), middle, self._meaning)
