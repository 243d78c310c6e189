"""Stamps, chips, patterns and the lamp, painted the same wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPixmap

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from countroom.tokens import Stamp
    from countroom.ui.look.look import Look

_TILE: Final = 8
_LINES: Final = {
    "diagonal": ((0, 8, 8, 0),),
    "diagonalBack": ((0, 0, 8, 8),),
    "horizontal": ((0, 4, 8, 4),),
    "vertical": ((4, 0, 4, 8),),
    "grid": ((0, 4, 8, 4), (4, 0, 4, 8)),
    "cross": ((0, 8, 8, 0), (0, 0, 8, 8)),
}
_PATTERN_ALPHA: Final = 90


def paint_stamp(painter: QPainter, rect: QRect, stamp: Stamp, look: Look) -> None:
    """Paint a party's letters on its colour; in high contrast letters and border alone."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plain = look.high_contrast
    outline = look.colour("partyOutline")
    painter.setPen(QPen(outline, 2 if plain else 1))
    painter.setBrush(QBrush(look.colour("base") if plain else QColor(stamp.colour)))
    radius = look.px(3)
    inset = 1.0 if plain else 0.5
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.setPen(look.colour("text") if plain else QColor(stamp.ink))
    size = min(13.0, 13.0 * rect.width() / max(1, look.px(40)))
    font = look.font_of(max(size, 9.0), bold=True)
    while len(stamp.code) > 1 and QFontMetrics(font).horizontalAdvance(stamp.code) > rect.width():
        font.setPixelSize(font.pixelSize() - 1)
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, stamp.code)
    painter.restore()


def chip_width(word: str, look: Look) -> int:
    """Give the width of a chip with this word."""
    return QFontMetrics(look.font_of(13, bold=True)).horizontalAdvance(word) + look.px(42)


def paint_chip(painter: QPainter, top_left: QPoint, state: str, word: str, look: Look) -> QRect:
    """Paint the round chip of a state, with its icon and word; gives where it stands."""
    known = look.state(state)
    tone = look.tone(known.tone)
    rect = QRect(top_left.x(), top_left.y(), chip_width(word, look), look.size("chip"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone.border, 1))
    painter.setBrush(tone.background)
    radius = rect.height() / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    side = look.px(15)
    icon_at = QRect(rect.x() + look.px(10), rect.y() + (rect.height() - side) // 2, side, side)
    painter.drawPixmap(icon_at, look.icon(known.icon, tone.text, 15))
    painter.setPen(tone.text)
    painter.setFont(look.font_of(13, bold=True))
    words_at = rect.adjusted(look.px(30), 0, 0, 0)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(words_at, middle, word)
    painter.restore()
    return rect


def fill_party(
    painter: QPainter,
    rect: QRectF,
    stamp: Stamp,
    look: Look,
    pattern: Literal["whole", "third", "none"] = "whole",
) -> None:
    """Fill an area for a party: colour, outline and the pattern that says it without colour."""
    painter.save()
    plain = look.high_contrast
    painter.fillRect(rect, look.colour("base") if plain else QColor(stamp.colour))
    patterned = QRectF(rect)
    if pattern == "third":
        patterned.setTop(rect.bottom() - rect.height() / 3)
    if pattern != "none":
        painter.setBrushOrigin(rect.topLeft())
        painter.fillRect(patterned, pattern_brush(stamp, look))
    if plain:
        painter.fillRect(QRectF(rect.x(), rect.y(), 5, rect.height()), QColor(stamp.colour))
    pen = QPen(look.colour("partyOutline"), 1)
    if stamp.pattern == "hollow":
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def pattern_brush(stamp: Stamp, look: Look) -> QBrush:
    """Give a party's pattern as a brush with clear ground."""
    if stamp.pattern in ("solid", "hollow"):
        return QBrush(Qt.BrushStyle.NoBrush)
    ink = look.colour("text") if look.high_contrast else QColor(stamp.ink)
    if not look.high_contrast:
        ink.setAlpha(_PATTERN_ALPHA)
    tile = QPixmap(_TILE * 2, _TILE * 2)
    tile.fill(Qt.GlobalColor.transparent)
    tile.setDevicePixelRatio(2)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.4))
    for x1, y1, x2, y2 in _LINES.get(stamp.pattern, ()):
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    if stamp.pattern == "dots":
        painter.drawEllipse(QPointF(4, 4), 1.3, 1.3)
    if stamp.pattern == "diamond":
        painter.drawPolygon([QPointF(4, 1), QPointF(7, 4), QPointF(4, 7), QPointF(1, 4)])
    painter.end()
    return QBrush(tile)


def paint_lamp(painter: QPainter, rect: QRect, look: Look) -> None:
    """Light the row where the next key goes: warm fill, line and halo inside ``rect``."""
    painter.save()
    painter.fillRect(rect, look.colour("fieldFocus"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    halo, line = look.tokens.line["focusHalo"], look.tokens.line["fieldFocus"]
    painter.setPen(_frame(look.colour("focusHalo"), halo))
    painter.drawRect(QRectF(rect).adjusted(halo / 2, halo / 2, -halo / 2, -halo / 2))
    painter.setPen(_frame(look.colour("focus"), line))
    inner = halo + line / 2
    painter.drawRect(QRectF(rect).adjusted(inner, inner, -inner, -inner))
    painter.restore()


def _frame(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
