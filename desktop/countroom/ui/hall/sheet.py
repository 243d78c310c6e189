"""What the projector shows, painted whole: ward or progress, seats, foot; all of it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from countroom.ui.hall.canvas import LEFT, MIDDLE, RIGHT, WIDTH, Canvas
from countroom.ui.hall.progress import paint_progress
from countroom.ui.hall.ward import paint_ward
from countroom.ui.look.painting import fill_party

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.hall import HallView
    from countroom.app.screens.seats import Block, SeatRow
    from countroom.ui.look import Look

_EDGE, _GAP = 40.0, 28.0
_FOOT, _SEATS = 64.0, 138.0
_LETTERS: Final = 21


class HallSheet(QWidget):
    """The picture; its accessible description is all that it shows, and no more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: HallView | None = None
        self._clock = ""
        self._black = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def view(self) -> HallView | None:
        """Give what is shown."""
        return self._view

    def show_view(self, view: HallView, clock: str, name: str, *, black: bool = False) -> None:
        """Show another moment, or nothing at all; ``name`` says what the picture is."""
        self._view, self._clock, self._black = view, clock, black
        self.setAccessibleName(name)
        self.setAccessibleDescription("" if black else view.told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if self._black or self._view is None:
            QPainter(self).fillRect(self.rect(), Qt.GlobalColor.black)
            return
        canvas, view = Canvas(self, self._look), self._view
        canvas.fill(QRectF(0, 0, WIDTH, canvas.height), "window")
        bottom = canvas.height - _FOOT - _GAP
        if view.seats is not None:
            seats = QRectF(_EDGE, bottom - _SEATS, WIDTH - 2 * _EDGE, _SEATS)
            self._paint_seats(canvas, seats, view)
            bottom = seats.top() - _GAP * 0.75
        room = QRectF(_EDGE, _GAP, WIDTH - 2 * _EDGE, bottom - _GAP)
        if view.ward is not None:
            paint_ward(canvas, room, view.ward, view.elected_word)
        else:
            paint_progress(canvas, room, view)
        self._paint_foot(canvas, view)

    def _paint_foot(self, canvas: Canvas, view: HallView) -> None:
        foot = QRectF(0, canvas.height - _FOOT, WIDTH, _FOOT)
        canvas.fill(foot, "header")
        canvas.fill(QRectF(0, foot.top(), WIDTH, 1.5), "border")
        line = foot.adjusted(_EDGE, 0, -_EDGE, 0)
        clock = canvas.width_of(self._clock, 28) + 30
        canvas.write(line, self._clock, 28, "muted", align=RIGHT)
        line.setRight(line.right() - clock)
        for words, bold in ((view.council, True), (view.declared, False), (view.to_come, False)):
            line.setLeft(canvas.write(line, words, 28, bold=bold) + 36)

    def _paint_seats(self, canvas: Canvas, panel: QRectF, view: HallView) -> None:
        canvas.panel(panel)
        if view.seats is None:
            return
        inside = panel.adjusted(14, 12, -14, -14)
        self._paint_sides(canvas, QRectF(inside.left(), inside.top(), inside.width(), 44), view)
        cells = QRectF(inside.left(), inside.top() + 56, inside.width(), inside.height() - 56)
        self._paint_cells(canvas, cells, view.seats)
        majority = view.seats.majority
        if majority is not None:
            at = cells.left() + cells.width() * majority / view.seats.total
            words = canvas.width_of(view.majority, 30, bold=True) + 8
            left = min(max(at - words / 2, inside.left() + 190), inside.right() - 190 - words)
            where = QRectF(left, inside.top(), words, 44)
            canvas.write(where, view.majority, 30, bold=True, align=MIDDLE)
            canvas.fill(QRectF(at - 2, cells.top() - 8, 4, cells.height() + 16), "meterLine")

    def _paint_sides(self, canvas: Canvas, line: QRectF, view: HallView) -> None:
        """Name the two parties that fill from the sides, each with its seats."""
        for (party, seats), first in zip(view.sides, (True, False), strict=False):
            stamp = QRectF(line.left() if first else line.right() - 96, line.top(), 96, 44)
            canvas.stamp(stamp, canvas.look.stamp(party))
            figure = line.adjusted(112, 0, -112, 0)
            canvas.write(figure, f"{seats}", 30, bold=True, align=LEFT if first else RIGHT)

    def _paint_cells(self, canvas: Canvas, cells: QRectF, row: SeatRow) -> None:
        pitch = cells.width() / max(1, row.total)
        gap = min(3.0, pitch / 6)
        begun = 0
        for block in row.blocks:
            where = [
                QRectF(cells.left() + (begun + n) * pitch, cells.top(), pitch - gap, cells.height())
                for n in range(block.seats)
            ]
            begun += block.seats
            self._paint_block(canvas, where, block)

    def _paint_block(self, canvas: Canvas, cells: list[QRectF], block: Block) -> None:
        if block.party is None:
            pen = QPen(canvas.look.colour("muted"), 1.5)
            open_ = block.kind == "open"
            pen.setStyle(Qt.PenStyle.DashLine if open_ else Qt.PenStyle.SolidLine)
            canvas.painter.setPen(pen)
            canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
            for cell in cells:
                canvas.painter.drawRect(cell.adjusted(1, 1, -1, -1))
            return
        stamp = canvas.look.stamp(block.party)
        wide = canvas.width_of(stamp.code, _LETTERS, bold=True)
        plain = canvas.look.high_contrast
        ink = canvas.look.colour("text") if plain else QColor(stamp.ink)
        for cell in cells:
            fill_party(canvas.painter, cell, stamp, canvas.look, "third")
            if wide <= cell.width() - 4:
                upper = QRectF(cell.left(), cell.top(), cell.width(), cell.height() * 0.66)
                canvas.write(upper, stamp.code, _LETTERS, ink, bold=True, align=MIDDLE)
