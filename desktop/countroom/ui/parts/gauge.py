"""A meter of what is open against a margin: a bar from zero, and the line it must not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look

_LABELS, _BAR, _ENDS = 26, 24, 20
_OVERSHOOT: Final = 6
"""How far the line stands out of the bar, in px."""


class GaugeMeter(QWidget):
    """``open`` against ``margin`` on a scale from 0 to ``end``; no margin draws no line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._open, self._margin, self._end = 0, -1, 10
        self._words = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gauge(self, figures: tuple[int, int | None, int], words: tuple[str, str, str]) -> None:
        """Show open, margin and end, each with how it is written."""
        opened, margin, end = figures
        self._open, self._margin, self._end = opened, -1 if margin is None else margin, end
        self._words = words
        self.setAccessibleDescription("; ".join(word for word in words[:2] if word))
        self.update()

    def sizeHint(self) -> QSize:
        """Take two labels above the bar and the ends of the scale below."""
        look = self._look
        metrics = QFontMetrics(look.font_of(13, bold=True))
        width = sum(metrics.horizontalAdvance(word) for word in self._words[:2]) + look.px(16)
        return QSize(max(width, look.px(200)), look.px(_LABELS + _BAR + _ENDS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint labels, bar, line and ends."""
        look = self._look
        painter = QPainter(self)
        bar = QRectF(0.5, look.px(_LABELS) + 0.5, self.width() - 1, look.px(_BAR) - 1)
        painter.fillRect(bar, look.colour("meterTrack"))
        over = 0 <= self._margin <= self._open and self._open > 0
        filled = QRectF(bar)
        filled.setWidth(bar.width() * min(self._open, self._end) / self._end)
        painter.fillRect(filled, look.colour("meterOver" if over else "meterFillAlt"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawRect(bar)
        line = self._paint_line(painter, bar)
        self._paint_labels(painter, line)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        ends = QRect(0, round(bar.bottom()) + look.px(2), self.width(), look.px(_ENDS - 2))
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, self._words[2])

    def _paint_line(self, painter: QPainter, bar: QRectF) -> int:
        if self._margin < 0:
            return -1
        look, thick = self._look, self._look.tokens.line["ceiling"]
        at = round(bar.x() + bar.width() * self._margin / self._end)
        out = look.px(_OVERSHOOT)
        top, height = round(bar.y()) - out, round(bar.height()) + 2 * out
        painter.fillRect(QRect(at - 1, top, thick, height), look.colour("meterLine"))
        return at

    def _paint_labels(self, painter: QPainter, line: int) -> None:
        look = self._look
        opened, margin, _ = self._words
        painter.setFont(look.font_of(13, bold=True))
        painter.setPen(look.colour("text"))
        metrics = QFontMetrics(painter.font())
        height = look.px(_LABELS - _OVERSHOOT - 2)
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(QRect(0, 0, self.width(), height), bottom, opened)
        if line < 0 or not margin:
            return
        width = metrics.horizontalAdvance(margin)
        least = metrics.horizontalAdvance(opened) + look.px(12)
        left = max(least, min(line - width // 2, self.width() - width))
        painter.drawText(QRect(left, 0, width + 2, height), bottom, margin)
