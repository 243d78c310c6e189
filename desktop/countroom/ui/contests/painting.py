"""A contest painted: as a tile, as a low tile, as a cell of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from countroom.ui.look.painting import paint_chip, paint_lamp, paint_stamp
from countroom.ui.parts.track import paint_track

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont

    from countroom.app.screens.contests import Tile
    from countroom.domain.election import Party
    from countroom.ui.look import Look

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_EDGE: Final = 10
_LAMP: Final = 4
_STAMP: Final = (40, 20)


def paint_tile(painter: QPainter, rect: QRect, tile: Tile, look: Look, *, lit: bool) -> None:
    """Paint name, state, what stands beside it, and the track or who was elected."""
    _ground(painter, rect, tile, look, lit=lit)
    inner = _inner(rect, look)
    _name(painter, QRect(inner.x(), rect.y() + look.px(6), inner.width(), look.px(22)), tile, look)
    chip_top = rect.y() + look.px(31)
    chip = paint_chip(painter, QPoint(inner.x(), chip_top), _state(tile), tile.word, look)
    _aside(painter, inner, chip, tile, look)
    if tile.elected:
        _stamps(painter, inner.x(), rect.y() + look.px(58), inner.width(), tile, look)
    else:
        track = QRect(inner.x(), rect.y() + look.px(65), inner.width(), look.px(8))
        paint_track(painter, track, tile.track, look)


def paint_low_tile(painter: QPainter, rect: QRect, tile: Tile, look: Look, *, lit: bool) -> None:
    """Paint name and state, and beside it a figure or who was elected."""
    _ground(painter, rect, tile, look, lit=lit)
    inner = _inner(rect, look)
    _name(painter, QRect(inner.x(), rect.y() + look.px(3), inner.width(), look.px(22)), tile, look)
    at = QPoint(inner.x(), rect.y() + look.px(25))
    chip = paint_chip(painter, at, _state(tile), tile.word, look)
    if not tile.elected:
        _aside(painter, inner, chip, tile, look)
        return
    each, room = look.px(_STAMP[0]) + look.px(4), inner.right() - chip.right() - look.px(6)
    if len(tile.elected) * each > room:
        _grouped_stamps(
            painter, QRect(inner.right() - room, chip.y(), room, chip.height()), tile, look
        )
        return
    left = inner.right() + 1 - len(tile.elected) * each + look.px(4)
    _stamps(painter, left, chip.y() + look.px(2), room, tile, look)


def paint_cell(painter: QPainter, rect: QRect, tile: Tile, look: Look, *, lit: bool) -> None:
    """Paint a line of a column: icon of the state, name, and a figure or who was elected."""
    state = look.state(_state(tile))
    tone = look.tone(state.tone)
    mark = QRect(rect.x(), rect.y(), look.px(31), rect.height())
    if lit:
        paint_lamp(painter, rect, look)
    else:
        _boxed(painter, rect, mark, tone.background, tile, look)
    side = look.px(16)
    icon = QRect(0, 0, side, side)
    icon.moveCenter(mark.center())
    ink = look.colour("text") if lit else tone.text
    painter.drawPixmap(icon, look.icon(state.icon, ink, 16))
    right = rect.right() - look.px(4)
    if tile.elected:
        least = mark.right() + (right - mark.right()) // 3
        line = QRect(least, rect.y() + 1, right - least + 1, rect.height() - 2)
        right = _grouped_stamps(painter, line, tile, look)
    elif tile.aside:
        right = _cell_aside(painter, rect, right, tile.aside, look)
    left = mark.right() + look.px(8)
    name = QRect(left, rect.y(), right - left - look.px(4), rect.height())
    _elided(painter, name, tile.area, look.font("strong" if tile.urgent else "body"), look)


def _ground(painter: QPainter, rect: QRect, tile: Tile, look: Look, *, lit: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if lit:
        by = look.px(_LAMP)
        paint_lamp(painter, rect.adjusted(-by, -by, by, by), look)
        return
    warm = tile.urgent
    width = 2.0 if warm else 1.0
    border = look.tone("attention").border if warm else look.colour("border")
    painter.setPen(QPen(border, width))
    painter.setBrush(look.colour("warningSurface" if warm else "base"))
    radius = look.px(6)
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def _inner(rect: QRect, look: Look) -> QRect:
    edge = look.px(_EDGE)
    return rect.adjusted(edge, 0, -edge, 0)


def _state(tile: Tile) -> str:
    return "declared" if tile.step.state == "published" else tile.step.state


def _name(painter: QPainter, at: QRect, tile: Tile, look: Look) -> None:
    _elided(painter, at, tile.area, look.font("strong"), look)


def _aside(painter: QPainter, inner: QRect, chip: QRect, tile: Tile, look: Look) -> None:
    left = chip.right() + look.px(6)
    at = QRect(left, chip.y(), inner.right() + 1 - left, chip.height())
    font = look.font("caption")
    if QFontMetrics(font).horizontalAdvance(tile.aside) > at.width():
        return  # half a figure would be another one; the whole is in the words of the row
    painter.setFont(font)
    painter.setPen(look.colour("text"))
    painter.drawText(at, _RIGHT, tile.aside)


def _stamps(painter: QPainter, left: int, top: int, room: int, tile: Tile, look: Look) -> None:
    """Paint a stamp for each elected; where there is no room for all, the rest as a number."""
    width, height = look.px(_STAMP[0]), look.px(_STAMP[1])
    each = width + look.px(4)
    fitting = max(1, (room + look.px(4)) // each)
    shown = len(tile.elected) if len(tile.elected) <= fitting else fitting - 1
    for party in tile.elected[:shown]:
        paint_stamp(painter, QRect(left, top, width, height), look.stamp(party), look)
        left += each
    if shown < len(tile.elected):
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text"))
        painter.drawText(QRect(left, top, width, height), _LEFT, f"+{len(tile.elected) - shown}")


def _grouped_stamps(painter: QPainter, line: QRect, tile: Tile, look: Look) -> int:
    """Paint who was elected from the right of a line, each party once with its number.

    What has no room is a number too. Gives where the stamps begin, in px.
    """
    width, height, gap = look.px(_STAMP[0]), min(line.height(), look.px(20)), look.px(3)
    font = look.font("caption")
    won: dict[str, list[Party]] = {}
    for party in tile.elected:
        won.setdefault(look.stamp(party).code, []).append(party)
    right, left_out = line.right(), len(tile.elected)
    for parties in won.values():
        number = str(len(parties)) if len(parties) > 1 else ""
        room = QFontMetrics(font).horizontalAdvance(number) + gap if number else 0
        last = left_out == len(parties)
        if right - width - room - (0 if last else look.px(18)) < line.left():
            break
        at = QRect(right - width + 1, line.center().y() - height // 2 + 1, width, height)
        paint_stamp(painter, at, look.stamp(parties[0]), look)
        right = at.x() - gap
        if number:
            _caption(painter, QRect(right - room, line.y(), room, line.height()), number, look)
            right -= room + gap
        left_out -= len(parties)
    if left_out:
        room = look.px(18)
        at = QRect(right - room, line.y(), room, line.height())
        _caption(painter, at, f"+{left_out}", look)
        right -= room
    return right


def _caption(painter: QPainter, at: QRect, words: str, look: Look) -> None:
    painter.setFont(look.font("caption"))
    painter.setPen(look.colour("text"))
    painter.drawText(at, _RIGHT, words)


def _cell_aside(painter: QPainter, rect: QRect, right: int, words: str, look: Look) -> int:
    font = look.font("caption")
    room = QFontMetrics(font).horizontalAdvance(words)
    painter.setFont(font)
    painter.setPen(look.colour("muted"))
    painter.drawText(QRect(right - room, rect.y(), room, rect.height()), _RIGHT, words)
    return right - room


def _boxed(
    painter: QPainter, rect: QRect, mark: QRect, ground: QColor, tile: Tile, look: Look
) -> None:
    """Fill a cell inside its border; a stroked rectangle takes five times as long."""
    warm, plain = tile.urgent, "border" if look.high_contrast else "rule"
    line = 2 if warm else 1
    inner = rect.adjusted(line, line, -line, -line)
    painter.fillRect(rect, look.tone("attention").border if warm else look.colour(plain))
    base = "warningSurface" if warm and not look.high_contrast else "base"
    painter.fillRect(inner, look.colour(base))
    painter.fillRect(mark & inner, ground)


def _elided(painter: QPainter, at: QRect, words: str, font: QFont, look: Look) -> None:
    painter.setFont(font)
    painter.setPen(look.colour("text"))
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
    painter.drawText(at, _LEFT, cut)
