"""Every seat of a council as a cell, before and after, with one line at the majority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from countroom.ui.look.painting import fill_party
from countroom.ui.parts.seat_places import SeatPlaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.seats import Block, SeatRow
    from countroom.texts import Texts
    from countroom.tokens import Stamp
    from countroom.ui.look import Look

_LETTERS: Final = 13
_CAPTIONS: Final = 30
_ROW: Final = 46
_DOUBLE_ROW: Final = 54
_GAP: Final = 8
_OVERHANG: Final = 4  # half a gap, so that the lines of two rows meet
_BESIDE: Final = 14
_RADIUS: Final = 2
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
_UPPER: Final = 0.66
"""The part of a seat that bears the letters; the pattern has the rest."""


class SeatChart(QWidget):
    """A row of seats for each moment; they share the scale where they share the size."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._rows: tuple[SeatRow, ...] = ()
        self._sides = ("", "")
        self._laid = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.say("Seats"))

    def show_seats(self, rows: Sequence[SeatRow], left: str, right: str) -> None:
        """Show these rows; ``left`` and ``right`` name the parties that fill from the sides."""
        self._rows, self._sides = tuple(rows), (left, right)
        told = " ".join(row.told for row in rows)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def lines(self) -> int:
        """Give how many lines a row takes: two where a single cell is too narrow for letters."""
        look = self._look
        most = max((row.total for row in self._rows), default=0)
        return 1 if not most or self._room() / most >= self._letters() + look.px(6) else 2

    def sizeHint(self) -> QSize:
        """Take what the rows need."""
        look = self._look
        rows = len(self._rows)
        height = rows * self._row_height() + max(0, rows - 1) * look.px(_GAP)
        return QSize(look.px(600), look.px(_CAPTIONS) + height + look.px(_OVERHANG))

    def minimumSizeHint(self) -> QSize:
        """Shrink in width; the cells shrink with it."""
        return QSize(self._look.px(240), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Take another height where the cells now need two lines, or one again."""
        if self.lines() != self._laid:
            self._laid = self.lines()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint captions, rows and the line."""
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        for row, place in zip(self._rows, places, strict=True):
            self._paint_title(painter, row, place)
            self._paint_row(painter, row, place)
        self._paint_majority(painter, places)
        self._paint_captions(painter, places[-1])

    def _places(self) -> list[SeatPlaces]:
        look, height = self._look, self._row_height()
        tops = (look.px(_CAPTIONS) + at * (height + look.px(_GAP)) for at in range(len(self._rows)))
        lines = self.lines()
        return [
            SeatPlaces(QRectF(self._left(), top, self._room(), height), row.total, lines)
            for row, top in zip(self._rows, tops, strict=True)
        ]

    def _row_height(self) -> int:
        return self._look.px(_ROW if self.lines() == 1 else _DOUBLE_ROW)

    def _left(self) -> int:
        strong, caption = (QFontMetrics(self._look.font(k)) for k in ("strong", "caption"))
        words = [strong.horizontalAdvance(row.title) for row in self._rows]
        words += [caption.horizontalAdvance(row.note) for row in self._rows]
        return max(words, default=0) + self._look.px(_BESIDE)

    def _room(self) -> int:
        return max(1, self.width() - self._left())

    def _letters(self) -> int:
        metrics = QFontMetrics(self._look.font_of(_LETTERS, bold=True))
        codes = [
            self._look.stamp(block.party).code
            for row in self._rows
            for block in row.blocks
            if block.party is not None
        ]
        return max((metrics.horizontalAdvance(code) for code in codes), default=0)

    def _paint_title(self, painter: QPainter, row: SeatRow, place: SeatPlaces) -> None:
        look, box = self._look, place.box
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        half = box.height() / 2
        for kind, colour, words, top in (
            ("strong", "text", row.title, box.top()),
            ("caption", "muted", row.note, box.top() + half),
        ):
            painter.setFont(look.font(kind))
            painter.setPen(look.colour(colour))
            painter.drawText(QRectF(0, top, self._left(), half), left, words)

    def _paint_row(self, painter: QPainter, row: SeatRow, place: SeatPlaces) -> None:
        each = place.pitch >= self._letters() + self._look.px(4)
        cells, start = place.cells(), 0
        for block in row.blocks:
            end = start + block.seats
            own = cells[start:end]
            if block.party is None:
                self._paint_empty(painter, block, own)
            else:
                stamp = self._look.stamp(block.party)
                lower = [place.line_of(seat) == place.lines - 1 for seat in range(start, end)]
                bare = each and place.lines > 1
                self._paint_seats(painter, own, stamp, [one and not bare for one in lower])
                if each:
                    self._paint_letters(painter, own, stamp, place)
                else:
                    self._paint_label(painter, stamp, block.seats, place.across(start, block.seats))
            start = end

    def _paint_seats(
        self, painter: QPainter, cells: Sequence[QRectF], stamp: Stamp, patterned: Sequence[bool]
    ) -> None:
        """Paint a party's seats; those alike in size and pattern are drawn once and copied."""
        drawn: dict[tuple[float, float, bool], QPixmap] = {}
        ratio = painter.device().devicePixelRatioF()
        for cell, has_pattern in zip(cells, patterned, strict=True):
            alike = (cell.width(), cell.height(), has_pattern)
            if alike not in drawn:
                drawn[alike] = self._draw_seat(cell.size(), stamp, ratio, patterned=has_pattern)
            painter.drawPixmap(cell.topLeft(), drawn[alike])

    def _draw_seat(self, size: QSizeF, stamp: Stamp, ratio: float, *, patterned: bool) -> QPixmap:
        look, radius = self._look, self._look.px(_RADIUS)
        picture = QPixmap((size * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(QPointF(), size)
        rounded = QPainterPath()
        rounded.addRoundedRect(cell, radius, radius)
        painter.setClipPath(rounded)
        fill_party(painter, cell, stamp, look, "third" if patterned else "none")
        painter.setClipping(False)
        pen = QPen(look.colour("partyOutline"), 1)
        if stamp.pattern == "hollow":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
        return picture

    def _paint_letters(
        self, painter: QPainter, cells: Sequence[QRectF], stamp: Stamp, place: SeatPlaces
    ) -> None:
        look = self._look
        painter.setFont(look.font_of(_LETTERS, bold=True))
        painter.setPen(look.colour("text") if look.high_contrast else QColor(stamp.ink))
        for cell in cells:
            upper = QRectF(cell)
            if place.lines == 1:
                upper.setHeight(cell.height() * _UPPER)
            painter.drawText(upper, _MIDDLE, stamp.code)

    def _paint_label(self, painter: QPainter, stamp: Stamp, seats: int, across: QRectF) -> None:
        """Name a party once where its cells are too narrow, on its own plain colour."""
        look = self._look
        font = look.font_of(_LETTERS, bold=True)
        metrics = QFontMetrics(font)
        label = f"{stamp.code} {seats}"
        for words in (label, stamp.code):
            width = metrics.horizontalAdvance(words) + look.px(6)
            if width <= across.width():
                plate = QRectF(0, 0, width, metrics.height())
                plate.moveCenter(across.center())
                plain = look.high_contrast
                painter.fillRect(plate, look.colour("base") if plain else QColor(stamp.colour))
                painter.setFont(font)
                painter.setPen(look.colour("text") if plain else QColor(stamp.ink))
                painter.drawText(plate, _MIDDLE, words)
                return

    def _paint_empty(self, painter: QPainter, block: Block, cells: Sequence[QRectF]) -> None:
        """Paint seats to come with a dashed border, vacant ones with a dash in them."""
        pen = QPen(self._look.colour("border"), 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell in cells:
            if block.kind == "open":
                pen.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(pen)
                frame = cell.adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
            else:
                pen.setStyle(Qt.PenStyle.SolidLine)
                painter.setPen(pen)
                middle, reach = cell.center(), min(cell.width() / 3, 6.0)
                painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))

    def _paint_majority(self, painter: QPainter, places: Sequence[SeatPlaces]) -> None:
        look = self._look
        pen = QPen(look.colour("meterLine"), look.tokens.line["majority"])
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        over = look.px(_OVERHANG)
        line: list[QPointF] = []
        total = self._rows[0].total
        for row, place in zip(self._rows, places, strict=True):
            if row.majority is None:
                continue
            if row.total != total:
                painter.drawPolyline(QPolygonF(line))  # another size of council: a line of its own
                line, total = [], row.total
            line += place.line_after(row.majority, over)
        if line:
            painter.drawPolyline(QPolygonF(line))

    def _paint_captions(self, painter: QPainter, place: SeatPlaces) -> None:
        look, box = self._look, place.box
        metrics = QFontMetrics(look.font("strong"))
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour("text"))
        top, height = 0.0, look.px(_CAPTIONS - _OVERHANG - 2)
        left, right = self._sides
        middle = QRectF(box.left(), top, 0, height)
        row = self._rows[-1]
        if row.majority is not None:
            words = self._texts.say(
                "Majority: {majority} of {total}", majority=row.majority, total=row.total
            )
            width = metrics.horizontalAdvance(words)
            at = place.line_after(row.majority, 0)[0].x() - width / 2
            at = max(box.left(), min(at, box.right() - width))
            middle = QRectF(at, top, width, height)
            painter.drawText(middle, _MIDDLE, words)
        apart = look.px(12)
        level = Qt.AlignmentFlag.AlignVCenter
        free_left = middle.left() - box.left() - apart if row.majority else box.width() / 2
        free_right = box.right() - middle.right() - apart if row.majority else box.width() / 2
        for words, free, side in (
            (left, free_left, Qt.AlignmentFlag.AlignLeft),
            (right, free_right, Qt.AlignmentFlag.AlignRight),
        ):
            if words and metrics.horizontalAdvance(words) <= free:
                whole = QRectF(box.left(), top, box.width(), height)
                painter.drawText(whole, side | level, words)
