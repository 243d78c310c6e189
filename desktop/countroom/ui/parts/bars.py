"""Candidates by votes: party bars on one scale from zero, the figure at the end of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from countroom.tokens import Stamp
from countroom.ui.look.painting import fill_party, paint_stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW, _LINE_ROW, _HEAD = 33, 28, 26
_STAMP_AT, _NAME_AT = 40, 94
"""Where stamp and name start, in px from the left."""
_BAR_HEIGHT: Final = 16
_FEWEST_BAR: Final = 90
_LEAST_BAR: Final = 12
"""Where figures in several columns take the room."""
_NAME, _NAME_BESIDE_PARTS = 160, 110


@dataclass(frozen=True, slots=True)
class BarRow:
    """A candidate: ``name`` is cut round the surname; ``figure`` is ``votes`` as written.

    ``standing`` stands after the figure with the icon named ``icon``, where there is one.
    ``parts`` are what the figure is made of, each under its head, as written.
    """

    number: str
    stamp: Stamp
    name: tuple[str, str, str]
    votes: int
    figure: str
    standing: str = ""
    icon: str = ""
    colour: str = "info"
    parts: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """Give the row as a screen reader says it."""
        figure = f"{' + '.join(self.parts)} = {self.figure}" if self.parts else self.figure
        words = [f"{self.number} {''.join(self.name)}, {self.stamp.code}", figure]
        return ", ".join([*words, *([self.standing] if self.standing else [])])


@dataclass(frozen=True, slots=True)
class LineRow:
    """The one thick line, after ``after`` rows: words, between whom, the figure, its unit."""

    after: int
    words: str
    between: str
    figure: str
    unit: str

    @property
    def spoken(self) -> str:
        """Give the line as a screen reader says it."""
        return f"{self.words}: {self.between}, {self.figure} {self.unit}"


class Bars(QWidget):
    """All candidates in the order given; ``heads`` are those of number, candidate and votes."""

    def __init__(self, look: Look, heads: tuple[str, str, str]) -> None:
        super().__init__()
        self._look, self._heads = look, heads
        self.setAccessibleName(", ".join(heads))
        self._rows: tuple[BarRow, ...] = ()
        self._line: LineRow | None = None
        self._parts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def head_votes(self, votes: str, parts: tuple[str, ...] = ()) -> None:
        """Head the figures, and those they are made of: a column for each."""
        if (votes, parts) != (self._heads[2], self._parts):
            self._heads, self._parts = (*self._heads[:2], votes), parts
            self.updateGeometry()
            self.update()

    def show_rows(self, rows: Sequence[BarRow], line: LineRow | None) -> None:
        """Show these rows, with the line where the last seat is decided."""
        if tuple(rows) == self._rows and line == self._line:
            return
        self._rows, self._line = tuple(rows), line
        spoken = [row.spoken for row in rows]
        if line is not None:
            spoken.insert(line.after, line.spoken)
        self.setAccessibleDescription("; ".join(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take a row for each candidate, one for the line and the heads."""
        look = self._look
        line = look.px(_LINE_ROW) if self._line else 0
        height = look.px(_HEAD) + len(self._rows) * look.px(_ROW) + line
        columns, bar = self._columns(0), _LEAST_BAR if self._parts else _FEWEST_BAR
        return QSize(columns.bar + look.px(bar) + columns.right, height)

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heads, rows and the line."""
        look = self._look
        painter = QPainter(self)
        columns = self._columns(self.width())
        self._paint_heads(painter, columns)
        top = look.px(_HEAD)
        most = max((row.votes for row in self._rows), default=0) or 1
        for at, row in enumerate(self._rows):
            if self._line is not None and at == self._line.after:
                self._paint_line(painter, self._line, top, columns)
                top += look.px(_LINE_ROW)
            self._paint_row(painter, row, top, columns, most)
            top += look.px(_ROW)

    def _columns(self, width: int) -> _Columns:
        look = self._look
        figures = QFontMetrics(look.font("figureStrong"))
        standing = QFontMetrics(look.font("strong"))
        figure = max((figures.horizontalAdvance(row.figure) for row in self._rows), default=0)
        figure = max(figure, QFontMetrics(look.font("caption")).horizontalAdvance(self._heads[2]))
        words = [row.standing for row in self._rows if row.standing]
        after = max((standing.horizontalAdvance(one) + look.px(20) for one in words), default=0)
        if self._line is not None:
            unit = QFontMetrics(look.font("body")).horizontalAdvance(self._line.unit)
            after = max(after, unit)
        parts = self._part_widths()
        right = figure + look.px(24) + after + look.px(11) + look.px(2) + sum(parts)
        names = [standing.horizontalAdvance("".join(row.name)) for row in self._rows]
        name = max(names, default=0) + look.px(24)
        if width:
            left = width - look.px(_NAME_AT) - right
            bar = look.px(_LEAST_BAR if self._parts else _FEWEST_BAR)
            most = left - bar if self._parts else min(left - bar, left // 2)
            name = max(min(name, most), look.px(80))
        else:
            name = min(name, look.px(_NAME_BESIDE_PARTS if self._parts else _NAME))
        edge = after + look.px(11)
        return _Columns(look.px(_NAME_AT) + name, right, edge, edge + figure, parts)

    def _part_widths(self) -> tuple[int, ...]:
        """Give the room of each column that the figures are made of, the gap after it too."""
        look = self._look
        figures, heads = QFontMetrics(look.font("figure")), QFontMetrics(look.font("caption"))
        widths = [heads.horizontalAdvance(head) for head in self._parts]
        for row in self._rows:
            own = [figures.horizontalAdvance(part) for part in row.parts]
            widths = [max(one, two) for one, two in zip_longest(widths, own, fillvalue=0)]
        return tuple(width + look.px(18) for width in widths)

    def _paint_heads(self, painter: QPainter, columns: _Columns) -> None:
        look = self._look
        number, candidate, votes = self._heads
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        height = look.px(_HEAD)
        painter.drawText(QRect(0, 0, look.px(_NAME_AT), height), _LEFT, number)
        name = QRect(look.px(_NAME_AT), 0, columns.bar - look.px(_NAME_AT), height)
        painter.drawText(name, _LEFT, candidate)
        painter.drawText(QRect(0, 0, self.width() - columns.after, height), _RIGHT, votes)
        self._paint_parts(painter, self._parts, 0, height, columns)

    def _paint_parts(
        self, painter: QPainter, parts: Sequence[str], top: int, height: int, columns: _Columns
    ) -> None:
        right = self.width() - columns.figure - self._look.px(18)
        for part, width in zip(reversed(parts), reversed(columns.parts), strict=False):
            painter.drawText(QRect(0, top, right, height), _RIGHT, part)
            right -= width

    def _paint_row(
        self, painter: QPainter, row: BarRow, top: int, columns: _Columns, most: int
    ) -> None:
        look, height = self._look, self._look.px(_ROW)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("muted"))
        painter.drawText(QRect(0, top, look.px(29), height), _RIGHT, row.number)
        stamp_height = look.size("stampHeight")
        at = top + (height - stamp_height) // 2
        stamp = QRect(look.px(_STAMP_AT), at, look.size("stampWidth"), stamp_height)
        paint_stamp(painter, stamp, row.stamp, look)
        name = QRect(look.px(_NAME_AT), top, columns.bar - look.px(_NAME_AT + 10), height)
        paint_name(painter, name, row.name, look)
        bar = look.px(_BAR_HEIGHT)
        length = max(1, self.width() - columns.bar - columns.right)
        filled = QRectF(columns.bar, top + (height - bar) // 2, length * row.votes / most, bar)
        if row.votes:
            fill_party(painter, filled, row.stamp, look)
        self._paint_figure(painter, row.figure, top, height, columns)
        painter.setFont(look.font("figure"))
        self._paint_parts(painter, row.parts, top, height, columns)
        self._paint_standing(painter, row, top, columns)

    def _paint_figure(
        self, painter: QPainter, figure: str, top: int, height: int, columns: _Columns
    ) -> None:
        painter.setFont(self._look.font("figureStrong"))
        painter.setPen(self._look.colour("text"))
        painter.drawText(QRect(0, top, self.width() - columns.after, height), _RIGHT, figure)

    def _paint_standing(self, painter: QPainter, row: BarRow, top: int, columns: _Columns) -> None:
        if not row.standing:
            return
        look, height, side = self._look, self._look.px(_ROW), self._look.px(16)
        left = self.width() - columns.after + look.px(11)
        icon = QRect(left, top + (height - side) // 2, side, side)
        painter.drawPixmap(icon, look.icon(row.icon, row.colour))
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour(row.colour))
        words = QRect(left + look.px(20), top, self.width() - left - look.px(20), height)
        painter.drawText(words, _LEFT, row.standing)

    def _paint_line(self, painter: QPainter, line: LineRow, top: int, columns: _Columns) -> None:
        look, height = self._look, self._look.px(_LINE_ROW)
        thick = look.tokens.line["majority"]
        painter.fillRect(0, top, self.width(), thick, look.colour("meterLine"))
        self._paint_figure(painter, line.figure, top + thick, height - thick, columns)
        figure = QFontMetrics(look.font("figureStrong")).horizontalAdvance(line.figure)
        room = self.width() - columns.after - figure - look.px(12)
        painter.setFont(look.font("strong"))
        words = QFontMetrics(painter.font()).horizontalAdvance(line.words)
        painter.drawText(QRect(0, top + thick, words, height - thick), _LEFT, line.words)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("muted"))
        left = words + look.px(10)
        metrics = QFontMetrics(painter.font())
        between = metrics.elidedText(line.between, Qt.TextElideMode.ElideRight, room - left)
        painter.drawText(QRect(left, top + thick, room - left, height - thick), _LEFT, between)
        painter.setPen(look.colour("text"))
        unit = QRect(self.width() - columns.after + look.px(11), top + thick, columns.after, height)
        painter.drawText(unit.adjusted(0, 0, 0, -thick), _LEFT, line.unit)


@dataclass(frozen=True, slots=True)
class _Columns:
    bar: int
    """Where the bars start, in px from the left."""
    right: int
    """What stands right of the bars, in px."""
    after: int
    """What stands right of the figures, in px."""
    figure: int
    """Where the figures start, in px from the right."""
    parts: tuple[int, ...]
    """The columns that the figures are made of, from the left, in px."""


def paint_name(painter: QPainter, rect: QRect, name: tuple[str, str, str], look: Look) -> None:
    """Paint a name with its surname strong; what does not fit is cut at the end."""
    left, metrics = rect.x(), QFontMetrics(look.font("body"))
    painter.setPen(look.colour("text"))
    for text, kind in zip(name, ("body", "strong", "body"), strict=True):
        if not text:
            continue
        painter.setFont(look.font(kind))
        metrics = QFontMetrics(painter.font())
        room = rect.right() - left
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.y(), room + 1, rect.height()), _LEFT, shown)
        if shown != text:
            return
        left += metrics.horizontalAdvance(text)
