"""How far each ward is, as far as the hall may know it, while no declaration is new."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from countroom.ui.hall.ward import paint_head

if TYPE_CHECKING:
    from countroom.app.screens.hall import HallView
    from countroom.app.screens.known import KnownRow
    from countroom.ui.hall.canvas import Canvas

_EDGE, _HEAD, _GAP = 38.0, 118.0, 40.0
_HIGH: Final = 142.0
_MOST_COLUMNS: Final = 4
_ROOM_FOR_LINES: Final = 132.0


def paint_progress(canvas: Canvas, room: QRectF, view: HallView) -> None:
    """Paint every ward in columns, read downwards."""
    canvas.panel(room)
    inside = room.adjusted(_EDGE, 0, -_EDGE, -16)
    paint_head(canvas, inside, view.council, view.declared, None)
    high = inside.height() - _HEAD
    wards = len(view.progress)
    columns = min(_MOST_COLUMNS, max(2, ceil(wards / (high // _HIGH))))
    rows = max(1, ceil(wards / columns))
    pitch = min(_HIGH, high / rows)
    wide = (inside.width() - _GAP * (columns - 1)) / columns
    for at, row in enumerate(view.progress):
        left = inside.left() + (at // rows) * (wide + _GAP)
        _paint(canvas, QRectF(left, inside.top() + _HEAD + (at % rows) * pitch, wide, pitch), row)


def _paint(canvas: Canvas, cell: QRectF, row: KnownRow) -> None:
    canvas.fill(QRectF(cell.left(), cell.top(), cell.width(), 1.5), "rule")
    if cell.height() < _ROOM_FOR_LINES:
        word = min(cell.width() / 2, canvas.width_of(row.word, 26) + 44)
        canvas.write(cell.adjusted(0, 0, -word - 12, 0), row.area, 28, bold=True)
        _paint_word(canvas, QRectF(cell.right() - word, cell.top(), word, cell.height()), row)
        return
    line = QRectF(cell.left(), cell.top() + 8, cell.width(), 46)
    canvas.write(line, row.area, 34, bold=True)
    _paint_word(canvas, line.translated(0, 44), row)
    canvas.write(line.translated(0, 82), "  ·  ".join(row.lines), 25, "muted")


def _paint_word(canvas: Canvas, where: QRectF, row: KnownRow) -> None:
    icon = canvas.look.state(row.looks).icon
    canvas.icon(where.left(), where.center().y(), icon, "text", 26)
    canvas.write(where.adjusted(38, 0, 0, 0), row.word, 26)
