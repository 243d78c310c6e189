"""Rows that are not one candidate's: a party's bundles, and the head of a part of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

from countroom.ui.entry import columns
from countroom.ui.entry.row import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

    from countroom.app.screens.sheet_lines import Line
    from countroom.domain.election import Candidate
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BundleRow(Row):
    """Size times bundles and loose papers: what is in them stands at the end."""

    def __init__(
        self,
        look: Look,
        lines: Sequence[Line],
        names: Sequence[str],
        stand: Sequence[Candidate],
        joined: str,
    ) -> None:
        super().__init__(look, lines, names, sums=True, width="fieldBundleWidth")
        self._stand, self._and = stand, joined

    def _between(self) -> tuple[int, ...]:
        return (columns.TIMES, columns.AND, 0)

    def _paint(self, painter: QPainter, *, lit: bool) -> None:
        look = self._look
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("muted"))
        for before, after, word in ((0, 1, "×"), (1, 2, self._and)):
            one, other = self.cells[before].field, self.cells[after].field
            at = QRect(one.geometry().right(), 0, other.x() - one.geometry().right(), self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, word)
        if self.line.candidate is not None:
            super()._paint(painter, lit=lit)
            return
        number = QRect(look.px(8), 0, look.px(36), self.height())
        painter.setFont(look.font_of(16, bold=lit))
        painter.setPen(look.colour("text" if lit else "muted"))
        painter.drawText(number, _RIGHT, self.line.number)
        left = self._paint_stamp(painter, self._stand[0].party)
        names = ", ".join(one.surname for one in self._stand)
        pieces = ((self._stand[0].party.name, "strong", "text"), (f"   {names}", "body", "muted"))
        self._paint_pieces(painter, QRect(left, 0, self._room(left), self.height()), pieces)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("rule"))
        painter.end()


class PartHead(Row):
    """The head of a part of the sheet with a figure of its own: mixed papers."""

    def __init__(self, look: Look, line: Line, name: str, letter: str, note: str) -> None:
        super().__init__(look, (line,), (name,), sums=True)
        self._letter, self._note = letter, note

    def _ground(self, *, lit: bool) -> QColor:
        return self._look.colour("sunken")

    def _paint(self, painter: QPainter, *, lit: bool) -> None:
        left = self._look.space("l")
        pieces = (
            (f"{self._letter}  ", "strong", "text"),
            (self.line.words, "strong", "text"),
            (f"   {self._note}", "caption", "muted"),
        )
        self._paint_pieces(painter, QRect(left, 0, self._room(left), self.height()), pieces)
        painter.end()

    def _paint_sums(self, painter: QPainter) -> None:
        return
