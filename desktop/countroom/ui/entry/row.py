"""A line of the sheet: number, stamp, name and party as on the paper, and its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from countroom.ui.entry import columns
from countroom.ui.look.painting import paint_stamp
from countroom.ui.parts.figure_field import FigureField
from countroom.ui.parts.marks import IconBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent

    from countroom.app.screens.sheet_lines import Line
    from countroom.domain.election import Party
    from countroom.domain.identifiers import FieldId
    from countroom.ui.look import Look

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_TONES: Final = ("", "warning", "danger")


class Cell:
    """One field of a row, and the line of the paper that it stands for."""

    def __init__(self, row: Row, line: Line, field: FigureField) -> None:
        self.row, self.line, self.field = row, line, field
        self.tone = self._why = ""

    @property
    def id(self) -> FieldId:
        """Give the line's id."""
        return self.line.field

    @property
    def why(self) -> str:
        """Give what is wrong with it."""
        return self._why

    def show_trouble(self, tone: str, why: str) -> None:
        """Mark the line beside its field."""
        self.tone, self._why = tone, why
        self.field.show_tone(tone, why)
        self.row.show_mark()


class Row(QWidget):
    """One line, painted, with real fields at its right edge.

    ``sums`` says that what a line comes to stands right of its field.
    """

    def __init__(
        self,
        look: Look,
        lines: Sequence[Line],
        names: Sequence[str],
        *,
        sums: bool = False,
        width: str = "fieldFigureWidth",
    ) -> None:
        super().__init__()
        self._look, self.line = look, lines[0]
        self._pictures: dict[bool, QPixmap] = {}
        self._sum = self._block = ""
        self._sums = sums
        self.mark = IconBox(look, "octagon-alert", "danger")
        keeps = self.mark.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(keeps)
        self.mark.setVisible(False)
        self.setFixedHeight(look.size("row"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells = [
            Cell(self, line, FigureField(look, name, width))
            for line, name in zip(lines, names, strict=True)
        ]
        row = QHBoxLayout(self)
        edge = columns.SUM_EDGE if sums else columns.PLAIN_EDGE
        gap = look.space("s")
        row.setContentsMargins(0, 0, look.px(edge) - gap - look.px(columns.MARK), 0)
        row.setSpacing(0)
        row.addStretch(1)
        for cell, after in zip(self.cells, self._between(), strict=True):
            row.addWidget(cell.field)
            row.addSpacing(look.px(after) if after else gap)
        row.addWidget(self.mark)

    def show_mark(self) -> None:
        """Show the worst of what is wrong with its fields."""
        worst = max(self.cells, key=lambda cell: _TONES.index(cell.tone))
        self.mark.setVisible(bool(worst.tone))
        if worst.tone:
            icon = "octagon-alert" if worst.tone == "danger" else "triangle-alert"
            self.mark.show_icon(icon, worst.tone)
            self.mark.setToolTip(worst.why)

    def show_sum(self, total: str, block: str = "") -> None:
        """Show what the line comes to, and what the bundles hold for it."""
        if (total, block) != (self._sum, self._block):
            self._sum, self._block = total, block
            self.update()

    @property
    def sum_shown(self) -> str:
        """Give what the line comes to, as written."""
        return self._sum

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew at another width."""
        super().resizeEvent(event)
        self._pictures.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what stands on the paper; painted once, since a page scrolls while one types."""
        lit = any(cell.field.hasFocus() for cell in self.cells)
        picture = self._pictures.get(lit)
        if picture is None:
            ratio = self.devicePixelRatioF()
            picture = self._pictures[lit] = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._ground(lit=lit))
            self._paint(QPainter(picture), lit=lit)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        if self._sums:
            self._paint_sums(painter)

    def _ground(self, *, lit: bool) -> QColor:
        return self._look.colour("sunken" if lit else "base")

    def _between(self) -> tuple[int, ...]:
        """Give the room after each field, 0 before the mark."""
        return (0,)

    def _paint(self, painter: QPainter, *, lit: bool) -> None:
        look, height = self._look, self.height()
        number = QRect(look.px(8), 0, look.px(36), height)
        painter.setFont(look.font_of(16, bold=lit))
        painter.setPen(look.colour("text" if lit else "muted"))
        painter.drawText(number, _RIGHT, self.line.number)
        candidate = self.line.candidate
        if candidate is None:
            at = QRect(look.px(17), 0, self._room(look.px(17)), height)
            self._paint_pieces(painter, at, ((self.line.words, "body", "text"),))
        else:
            left = self._paint_stamp(painter, candidate.party)
            surname = candidate.surname.upper()
            rest = _rest(candidate.name, candidate.surname)
            pieces = (
                (surname, "strong", "text"),
                (f", {rest}" if rest else "", "body", "text"),
                (f"   {candidate.description or candidate.party.name}", "body", "muted"),
            )
            self._paint_pieces(painter, QRect(left, 0, self._room(left), height), pieces)
        painter.fillRect(0, height - 1, self.width(), 1, look.colour("rule"))
        painter.end()

    def _paint_sums(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("figureStrong"))
        painter.setPen(look.colour("text"))
        room = look.px(columns.SUM_EDGE - columns.OUTER - 12)
        painter.drawText(self._column(columns.OUTER, room), _RIGHT, self._sum)
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("body"))
        comes_to_a_sum = self.line.candidate is not None or self.line.part
        if comes_to_a_sum and not self.mark.isVisible():
            equals = self._column(columns.SUM_EDGE - 32, look.px(24))
            painter.drawText(equals, _CENTRE, "=")
        if self.line.section == "mixed" and self.line.candidate is not None:
            painter.drawText(self._column(columns.BLOCK_EDGE - 34, look.px(24)), _CENTRE, "+")
            painter.setFont(look.font("figure"))
            room = look.px(columns.BLOCK_ROOM)
            painter.drawText(self._column(columns.BLOCK_EDGE, room), _RIGHT, self._block)

    def _column(self, edge: int, room: int) -> QRect:
        """Give a column by its right edge, counted in px from the right."""
        right = self.width() - self._look.px(edge)
        return QRect(right - room, 0, room, self.height())

    def _room(self, left: int) -> int:
        right = self.cells[0].field.x()
        if self._sums and self.line.candidate is not None and not self.line.part:
            right = self.width() - self._look.px(columns.BLOCK_EDGE + columns.BLOCK_ROOM // 2)
        return max(0, right - left - self._look.px(16))

    def _paint_stamp(self, painter: QPainter, party: Party) -> int:
        """Paint a party's stamp; give where the words after it begin."""
        look, left = self._look, self._look.px(57)
        high, wide = look.size("stampHeight"), look.size("stampWidth")
        at = QRect(left, (self.height() - high) // 2, wide, high)
        paint_stamp(painter, at, look.stamp(party), look)
        return left + wide + look.px(12)

    def _paint_pieces(
        self, painter: QPainter, at: QRect, pieces: Sequence[tuple[str, str, str]]
    ) -> None:
        """Paint words one after the other, cut at the end; the whole is in the tooltip."""
        look = self._look
        left, right = at.left(), at.right()
        for text, kind, colour in pieces:
            font = look.font(kind)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - left))
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            painter.drawText(QRect(left, at.top(), right - left, at.height()), _MIDDLE, shown)
            left += metrics.horizontalAdvance(text)
        whole = "".join(text for text, *_ in pieces)
        self.setToolTip(whole if left > right else "")


def _rest(name: str, surname: str) -> str:
    """Give the other names of a candidate printed as "Surname, Other Names" or the other way."""
    before, comma, after = name.partition(", ")
    if comma and before.casefold() == surname.casefold():
        return after
    if name.casefold().endswith(surname.casefold()):
        return name[: -len(surname)].strip()
    return name.replace(surname, "").strip(" ,")
