"""A line of the sheet: number, stamp, name and party as on the paper, and its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from countroom.ui.look.painting import paint_stamp
from countroom.ui.parts.figure_field import FigureField
from countroom.ui.parts.marks import IconBox

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from countroom.app.screens.entry import Line
    from countroom.domain.identifiers import FieldId
    from countroom.ui.look import Look


class Row(QWidget):
    """One line, painted, with a real field at its right edge."""

    def __init__(self, look: Look, line: Line, name: str) -> None:
        super().__init__()
        self._look, self.line = look, line
        self._pictures: dict[bool, QPixmap] = {}
        self.field = FigureField(look, name)
        self.mark = IconBox(look, "octagon-alert", "danger")
        self.mark.setVisible(False)
        self.setFixedHeight(look.size("row"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.px(48), 0)
        row.setSpacing(look.space("s"))
        row.addStretch(1)
        row.addWidget(self.mark)
        row.addWidget(self.field)

    @property
    def id(self) -> FieldId:
        """Give the line's id."""
        return self.line.field

    def show_trouble(self, tone: str, why: str) -> None:
        """Mark the line beside its field."""
        self.field.show_tone(tone, why)
        self.mark.setVisible(bool(tone))
        if tone:
            icon = "octagon-alert" if tone == "danger" else "triangle-alert"
            self.mark.show_icon(icon, tone)
            self.mark.setToolTip(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew at another width."""
        super().resizeEvent(event)
        self._pictures.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what stands on the paper; painted once, since a page scrolls while one types."""
        lit = self.field.hasFocus()
        picture = self._pictures.get(lit)
        if picture is None:
            ratio = self.devicePixelRatioF()
            picture = self._pictures[lit] = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._look.colour("sunken" if lit else "base"))
            self._paint(QPainter(picture), lit=lit)
        QPainter(self).drawPixmap(0, 0, picture)

    def _paint(self, painter: QPainter, *, lit: bool) -> None:
        look = self._look
        middle = Qt.AlignmentFlag.AlignVCenter
        height = self.height()
        number = QRect(look.px(8), 0, look.px(36), height)
        painter.setFont(look.font_of(16, bold=lit))
        painter.setPen(look.colour("text" if lit else "muted"))
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, self.line.number)
        left = look.px(57)
        candidate = self.line.candidate
        if candidate is None:
            self._paint_words(painter, QRect(look.px(17), 0, self._room(look.px(17)), height))
        else:
            stamp_height = look.size("stampHeight")
            stamp_at = QRect(
                left, (height - stamp_height) // 2, look.size("stampWidth"), stamp_height
            )
            paint_stamp(painter, stamp_at, look.stamp(candidate.party), look)
            left += look.size("stampWidth") + look.px(12)
            self._paint_name(painter, QRect(left, 0, self._room(left), height))
        painter.fillRect(0, height - 1, self.width(), 1, look.colour("rule"))
        painter.end()

    def _room(self, left: int) -> int:
        return max(0, self.field.x() - left - self._look.px(36))

    def _paint_words(self, painter: QPainter, at: QRect) -> None:
        font = self._look.font("body")
        painter.setFont(font)
        painter.setPen(self._look.colour("text"))
        words = QFontMetrics(font).elidedText(
            self.line.words, Qt.TextElideMode.ElideRight, at.width()
        )
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        self.setToolTip(self.line.words if words != self.line.words else "")

    def _paint_name(self, painter: QPainter, at: QRect) -> None:
        candidate, look = self.line.candidate, self._look
        if candidate is None:
            return
        surname, rest = candidate.surname.upper(), _rest(candidate.name, candidate.surname)
        party = candidate.description or candidate.party.name
        pieces = (
            (surname, look.font("strong"), "text"),
            (f", {rest}" if rest else "", look.font("body"), "text"),
            (f"   {party}", look.font("body"), "muted"),
        )
        left, right = at.left(), at.right()
        for text, font, colour in pieces:
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - left))
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            where = QRect(left, at.top(), right - left, at.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(text)
        self.setToolTip(f"{candidate.name}, {party}" if left > right else "")


def _rest(name: str, surname: str) -> str:
    """Give the other names of a candidate printed as "Surname, Other Names" or the other way."""
    before, comma, after = name.partition(", ")
    if comma and before.casefold() == surname.casefold():
        return after
    if name.casefold().endswith(surname.casefold()):
        return name[: -len(surname)].strip()
    return name.replace(surname, "").strip(" ,")
