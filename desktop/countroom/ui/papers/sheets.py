"""The sheets of the chosen table, by the numbers printed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.accounts import say_known
from countroom.ui.look.painting import chip_width, paint_chip
from countroom.ui.papers.lines import LEFT, RIGHT, Heads, Lines, write, write_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.app.screens.paper_sheets import SheetRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

_LARGE: Final = 1.5
"""From this text size on, who keyed a sheet stands below its kind."""


class Sheets(QWidget):
    """A line for each sheet; ``withdraws`` asks to withdraw the one that is lit."""

    withdraws = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        strong, caption = (QFontMetrics(look.font(kind)) for kind in ("strong", "caption"))
        self._number = strong.horizontalAdvance("000-0000-0") + look.space("l")
        self._papers = max(
            QFontMetrics(look.font("figure")).horizontalAdvance("99,999"),
            caption.horizontalAdvance(texts.say("Papers")),
        ) + look.space("m")
        self._chip = 0
        self._two_lines = look.scale >= _LARGE
        under = look.line("caption") if self._two_lines else 0
        height = look.line("strong") + under + look.px(10)
        self._kind = 0
        self.lines: _SheetLines = _SheetLines(
            look, texts.say("Sheets"), self._paint_line, self._speak, height
        )
        self.lines.withdraws.connect(self.withdraws)
        self.heads = Heads(look, self._paint_heads)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.heads)
        whole.addWidget(self.lines)

    def show_rows(self, rows: Sequence[SheetRow]) -> None:
        """Show these sheets; the line that is lit stays lit."""
        body = QFontMetrics(self._look.font("body"))
        self._kind = max((body.horizontalAdvance(row.kind) for row in rows), default=0)
        self._chip = max((chip_width(row.word, self._look) for row in rows), default=0)
        wide = self._number + self._chip + self._papers + 4 * self._look.space("l")
        self.lines.show_rows(rows, wide)
        self.lines.setVisible(bool(rows))
        self.heads.update()

    def _lefts(self, rect: QRect) -> tuple[int, int, int, int]:
        """Give where number, kind, chip and papers begin."""
        look = self._look
        left = rect.left() + look.space("l")
        papers = rect.right() - look.space("l") - self._papers
        chip = papers - self._chip - look.space("s")
        return left, left + self._number, chip, papers

    def _paint_heads(self, painter: QPainter, rect: QRect) -> None:
        texts = self._texts
        number, kind, chip, papers = self._lefts(rect)
        high = rect.height()
        for left, word in (
            (number, texts.say("Sheet")),
            (kind, texts.say("Kind, and who keyed it")),
            (chip, texts.say("State")),
        ):
            painter.drawText(QRect(left, 0, rect.width() - left, high), LEFT, word)
        painter.drawText(QRect(papers, 0, self._papers, high), RIGHT, texts.say("Papers"))

    def _paint_line(self, painter: QPainter, rect: QRect, row: SheetRow) -> None:
        look = self._look
        number, kind, chip, papers = self._lefts(rect)
        at = QRect(number, rect.top(), self._number, rect.height())
        write(painter, look, at, row.number, "strong")
        wide, strong = chip - kind - look.space("s"), look.line("strong")
        under = self._under(row)
        caption = look.line("caption") if under and self._two_lines else 0
        top = rect.top() + (rect.height() - strong - caption) // 2
        write(painter, look, QRect(kind, top, wide, strong), row.kind, "body")
        if self._two_lines:
            at = QRect(kind, top + strong, wide, caption)
        else:
            aside = self._kind + look.space("l")
            at = QRect(kind + aside, top + look.px(1), wide - aside, strong)
        write(painter, look, at, under, "caption", "muted")
        middle = rect.top() + (rect.height() - look.size("chip")) // 2
        paint_chip(painter, QPoint(chip, middle), row.state, row.word, look)
        at = QRect(papers, rect.top(), self._papers, rect.height())
        write_figure(painter, look, at, say_known(self._texts, row.papers), "figure")

    def _under(self, row: SheetRow) -> str:
        texts, keyed = self._texts, ""
        if row.first and row.second:
            keyed = texts.say("{first}, then {second}", first=row.first, second=row.second)
        elif row.first:
            keyed = texts.say("{first} so far", first=row.first)
        return "  ·  ".join(part for part in (keyed, row.note) if part)

    def _speak(self, row: SheetRow) -> str:
        words = [row.number, row.kind, row.word, self._under(row)]
        if row.papers is not None:
            words.append(self._texts.count("{n} paper", "{n} papers", row.papers))
        return ", ".join(word for word in words if word)


class _SheetLines(Lines["SheetRow"]):
    withdraws = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the sheet to be withdrawn with Del."""
        if event.key() == Qt.Key.Key_Delete:
            self.withdraws.emit()
        else:
            super().keyPressEvent(event)
