"""The vote ceiling meter: it keeps room past the ceiling, so that too much is seen as too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look

_CEILING_AT: Final = 0.885
"""Where the ceiling stands on the bar; the rest is for what should not be."""


class CeilingMeter(QWidget):
    """Votes so far as a bar against a line; over it in the colour and hatching of danger."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._votes, self._ceiling, self._label = 0, 0, ""
        self._block = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(56))

    def show_votes(
        self, votes: int, ceiling: int | None, label: str, spoken: str, block: int = 0
    ) -> None:
        """Show votes against a ceiling, None while it is not known; ``spoken`` is read out.

        ``block`` are those of the votes that come from bundles, in a colour of their own.
        """
        self._votes, self._ceiling, self._label = votes, ceiling or 0, label
        self._block = block
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bar, ceiling and its label."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, height = look.px(24), look.px(28)
        bar = QRectF(0.5, top + 0.5, self.width() - 1, height)
        ceiling_x = bar.x() + bar.width() * _CEILING_AT
        painter.fillRect(bar, look.colour("meterTrack"))
        if self._ceiling:
            scale = (ceiling_x - bar.x()) / self._ceiling
            within = QRectF(bar.x(), bar.y(), min(self._votes, self._ceiling) * scale, height)
            painter.fillRect(within, look.colour("meterFillAlt" if self._block else "meterFill"))
            if self._block:
                within.setWidth(min(self._block, self._ceiling) * scale)
                painter.fillRect(within, look.colour("meterFill"))
                painter.fillRect(QRectF(within.right(), bar.y(), 1, height), look.colour("base"))
            if self._votes > self._ceiling:
                over = min(bar.right(), bar.x() + self._votes * scale) - ceiling_x
                self._paint_over(painter, QRectF(ceiling_x, bar.y(), max(over, 6.0), height))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        if self._ceiling:
            painter.setPen(QPen(look.colour("meterLine"), look.tokens.line["ceiling"]))
            painter.drawLine(round(ceiling_x), top - look.px(4), round(ceiling_x), top + height)
        painter.setPen(look.colour("text"))
        font = look.font_of(13, bold=True)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(self._label)
        left = min(ceiling_x - width / 2, self.width() - width)
        at = QRectF(left, 0, width + 2, look.px(18))
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft, self._label)

    def _paint_over(self, painter: QPainter, over: QRectF) -> None:
        look = self._look
        painter.fillRect(over, look.colour("base"))
        hatching = QBrush(look.colour("meterOver"), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(over, hatching)
        painter.setPen(QPen(look.colour("meterOver"), 2))
        painter.drawRect(over)
