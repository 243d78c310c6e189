"""What a window shows while the program behind it is still loading: the contests of its file.

It draws with next to nothing of Qt on purpose. The namespace ``Qt`` alone takes a fifth of the
time that a bare window needs to show, and a painter's pen, its brush and ``fillRect`` all load it.
So shapes and letters are paths here, and text is placed by its base line and not aligned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QBrush, QColor, QFont, QPaintEvent

    from countroom.app.glance import Glance
    from countroom.texts import Texts
    from countroom.ui.look import Look

_STATES: Final = {
    "nominated": "nominated",
    "proven": "boxes",
    "verified": "verified",
    "provisional": "provisional",
    "consulted": "provisional",
    "cleared": "readback",
    "declared": "declared",
    "uncontested": "uncontested",
}
_TILE: Final = (230, 62)
_GAP: Final = 8


class FirstSight(QWidget):
    """The council, its day and a tile for each contest with its state; TEST in words."""

    def __init__(self, look: Look, texts: Texts, seen: Glance) -> None:
        super().__init__()
        self._look, self._name = look, seen.name
        self._test = texts.say("TEST") if seen.environment == "test" else ""
        self._meaning = texts.say("Practice election. Nothing here is being declared.")
        self._day = texts.day(seen.polling_day)
        words = {key: texts.say(look.state(state).word) for key, state in _STATES.items()}
        self._tiles = [(area, _STATES[m], words[m]) for area, m in seen.contests if m in _STATES]
        self.setAccessibleName("; ".join(f"{area}, {word}" for area, _, word in self._tiles))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint band, header and tiles."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _fill(painter, self.rect(), look.colour("window"))
        top = self._paint_band(painter) if self._test else 0
        head, margin = look.size("header"), look.space("l")
        _fill(painter, QRect(0, top, self.width(), head), look.colour("header"))
        _fill(painter, QRect(0, top + head - 1, self.width(), 1), look.colour("border"))
        line = top + head // 2
        right = _write(painter, margin, line, self._name, look.font("title"), look.colour("text"))
        day = right + look.space("m")
        _write(painter, day, line, self._day, look.font("body"), look.colour("muted"))
        self._paint_tiles(painter, top + head + look.space("m"))

    def _paint_band(self, painter: QPainter) -> int:
        look = self._look
        height, ink = look.size("testBand"), look.colour("testText")
        _fill(painter, QRect(0, 0, self.width(), height), look.colour("testBand"))
        bold = look.font_of(14, bold=True)
        right = _write(painter, look.px(108), height // 2, self._test, bold, ink)
        beside = right + look.px(14)
        _write(painter, beside, height // 2, self._meaning, look.font("caption"), ink)
        return height

    def _paint_tiles(self, painter: QPainter, top: int) -> None:
        look = self._look
        width, height, gap = look.px(_TILE[0]), look.px(_TILE[1]), look.px(_GAP)
        margin = look.space("l")
        columns = max(1, (self.width() - 2 * margin + gap) // (width + gap))
        for n, (area, state, word) in enumerate(self._tiles):
            x = margin + (n % columns) * (width + gap)
            y = top + (n // columns) * (height + gap)
            if y > self.height():
                return
            self._paint_tile(painter, QRect(x, y, width, height), area, state, word)

    def _paint_tile(self, painter: QPainter, tile: QRect, area: str, state: str, word: str) -> None:
        look = self._look
        _frame(painter, QRectF(tile), look.px(6), look.colour("base"), look.colour("border"))
        left, strong = tile.x() + look.px(10), look.font("strong")
        painter.save()
        painter.setClipRect(tile.adjusted(0, 0, -look.px(10), 0))
        _write(painter, left, tile.y() + look.px(17), area, strong, look.colour("text"))
        painter.restore()
        tone, small = look.tone(look.state(state).tone), look.font_of(13, bold=True)
        wide = QFontMetrics(small).horizontalAdvance(word) + look.px(24)
        chip = QRectF(left, tile.y() + look.px(31), wide, look.size("chip"))
        _frame(painter, chip, chip.height() / 2, tone.background, tone.border)
        middle = round(chip.center().y())
        _write(painter, left + look.px(12), middle, word, small, tone.text)


def _write(painter: QPainter, x: int, middle: int, text: str, font: QFont, ink: QColor) -> int:
    """Write a line round a middle; give where it ends."""
    metrics, path = QFontMetrics(font), QPainterPath()
    path.addText(x, middle + (metrics.ascent() - metrics.descent()) // 2, font, text)
    painter.fillPath(path, _brush(ink))
    return x + metrics.horizontalAdvance(text)


def _fill(painter: QPainter, rect: QRect, ground: QColor) -> None:
    path = QPainterPath()
    path.addRect(QRectF(rect))
    painter.fillPath(path, _brush(ground))


def _frame(painter: QPainter, rect: QRectF, radius: float, ground: QColor, edge: QColor) -> None:
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.fillPath(path, _brush(ground))
    painter.strokePath(path, QPen(_brush(edge), 1))


def _brush(colour: QColor) -> QBrush:
    """Make a brush by way of a palette: ``QBrush(colour)`` asks for ``Qt``."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    return palette.window()
