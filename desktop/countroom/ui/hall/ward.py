"""A declared ward: who stood, how many votes, who is elected; readable from the back of a hall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from countroom.ui.hall.canvas import LEFT, RIGHT
from countroom.ui.look.painting import fill_party

if TYPE_CHECKING:
    from countroom.app.screens.hall import HallCandidate, HallWard
    from countroom.ui.hall.canvas import Canvas

_HEAD, _FOOT, _LINE = 118.0, 64.0, 22.0
_ROW: Final = 62.0
"""The height of a candidate's row where there is room; with many it is less."""
_EDGE: Final = 38.0
_STAMP, _NAME_AT, _BAR_AT = 96.0, 158.0, 600.0
_ELECTED_ROOM: Final = 60.0
_TITLE, _LEAST_TITLE = 58.0, 34.0


def paint_ward(canvas: Canvas, room: QRectF, ward: HallWard, elected: str) -> None:
    """Paint head, candidates by votes with one line under those elected, and turnout."""
    canvas.panel(room)
    inside = room.adjusted(_EDGE, 0, -_EDGE, 0)
    paint_head(canvas, inside, ward.area, ward.seats, (ward.looks, ward.word))
    top = inside.top() + _HEAD
    foot = _FOOT if ward.foot else 24.0
    pitch = min(_ROW, (inside.bottom() - foot - top - _LINE) / max(1, len(ward.candidates)))
    columns = _Columns(canvas, inside, ward, elected, pitch)
    line_after = sum(one.elected for one in ward.candidates)
    for at, one in enumerate(ward.candidates):
        if at == line_after and at:
            middle = QRectF(inside.left(), top + _LINE / 2 - 2, inside.width(), 4)
            canvas.fill(middle, "meterLine")
            top += _LINE
        columns.paint(QRectF(inside.left(), top, inside.width(), pitch), one)
        top += pitch
    left = inside.left()
    for word, figure in ward.foot:
        where = QRectF(left, room.bottom() - _FOOT - 4, inside.right() - left, _FOOT)
        where.setLeft(canvas.write(where, f"{word} ", 30, "muted"))
        left = canvas.write(where, figure, 30, bold=True) + 46


def paint_head(
    canvas: Canvas, inside: QRectF, title: str, note: str, chip: tuple[str, str] | None
) -> None:
    """Paint a title, a note after it, and a chip of icon and word at the right."""
    line = QRectF(inside.left(), inside.top() + 22, inside.width(), 84)
    if chip is not None:
        looks, word = chip
        state = canvas.look.state(looks)
        tone = canvas.look.tone(state.tone)
        wide = canvas.width_of(word, 32, bold=True) + 92
        box = QRectF(line.right() - wide, line.top() + 12, wide, 56)
        canvas.painter.setBrush(tone.background)
        canvas.painter.setPen(tone.border)
        canvas.painter.drawRoundedRect(box, 28, 28)
        canvas.icon(box.left() + 26, box.center().y(), state.icon, tone.text, 32)
        canvas.write(box.adjusted(68, 0, 0, 0), word, 32, tone.text, bold=True)
        line.setRight(box.left() - 24)
    note_room = canvas.width_of(note, 32) + 30
    size = _TITLE
    while (
        size > _LEAST_TITLE and canvas.width_of(title, size, bold=True) > line.width() - note_room
    ):
        size -= 2
    name = QRectF(line.left(), line.top(), line.width() - note_room, line.height())
    after = canvas.write(name, title, size, bold=True)
    canvas.write(QRectF(after + 28, line.top() + 10, note_room, 72), note, 32, "muted")


class _Columns:
    """Where stamp, name, bar, figure and word stand, the same in every row."""

    def __init__(
        self, canvas: Canvas, inside: QRectF, ward: HallWard, elected: str, pitch: float
    ) -> None:
        self._canvas, self._word, self._pitch = canvas, elected, pitch
        self._size = pitch * 0.53
        figures = [canvas.width_of(c.figure, self._size * 1.2, bold=True) for c in ward.candidates]
        word = canvas.width_of(elected, self._size, bold=True) + _ELECTED_ROOM
        self._word_at = inside.right() - word
        self._figure_right = self._word_at - 24
        self._bar_right = self._figure_right - max(figures, default=0) - 28
        self._most = max((one.votes or 0 for one in ward.candidates), default=0) or 1

    def paint(self, row: QRectF, one: HallCandidate) -> None:
        """Paint one candidate."""
        canvas, pitch, size = self._canvas, self._pitch, self._size
        middle = row.center().y()
        stamp = canvas.look.stamp(one.party)
        high = pitch * 0.68
        canvas.stamp(QRectF(row.left(), middle - high / 2, _STAMP, high), stamp)
        bar_at = row.left() + _BAR_AT
        name_end = bar_at - 20 if one.votes is not None else self._figure_right
        self._paint_name(QRectF(row.left() + _NAME_AT - 40, row.top(), 0, pitch), name_end, one)
        if one.votes is not None:
            bar = pitch * 0.54
            wide = max(2.0, (self._bar_right - bar_at) * one.votes / self._most)
            fill_party(
                canvas.painter, QRectF(bar_at, middle - bar / 2, wide, bar), stamp, canvas.look
            )
        figure = QRectF(bar_at, row.top(), self._figure_right - bar_at, pitch)
        canvas.write(figure, one.figure, size * 1.2, bold=True, align=RIGHT)
        if one.elected:
            canvas.icon(self._word_at, middle, "circle-check", "success", round(size))
            word = QRectF(self._word_at + size + 12, row.top(), row.right() - self._word_at, pitch)
            canvas.write(word, self._word, size, "success", bold=True, align=LEFT)

    def _paint_name(self, at: QRectF, end: float, one: HallCandidate) -> None:
        name, size, left = one.name, self._size, at.left()
        for words, bold in ((name.before, False), (name.surname, True), (name.after, False)):
            where = QRectF(left, at.top(), max(0.0, end - left), at.height())
            left = self._canvas.write(where, words, size, bold=bold)
