"""The tables of a contest: issued, accounted for and still out, with the sum in line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from countroom.app.screens.accounts import say_known
from countroom.app.screens.papers import say_three, speak_three
from countroom.ui.papers.lines import LEFT, RIGHT, Heads, Lines, write, write_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.papers import PapersScreen, TableRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

_FIGURES: Final = 3
_LARGE: Final = 1.5
"""From this text size on, the figures of a table stand below its words."""


class Tables(QWidget):
    """A line for each table, then the contest's own and what was verified."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._heads = (texts.say("Issued"), texts.say("Accounted for"), texts.say("Still out"))
        self._screen: PapersScreen | None = None
        figure = QFontMetrics(look.font("display")).horizontalAdvance("99,999")
        caption = QFontMetrics(look.font("caption"))
        widest = max(caption.horizontalAdvance(head) for head in self._heads)
        self._figure = max(figure, widest) + look.space("l")
        self._stacked = look.scale >= _LARGE
        words = look.line("strong") + look.line("caption") * (2 if self._stacked else 1)
        figures = look.line("figureLarge")
        height = words + figures if self._stacked else max(words, figures)
        self.lines: Lines[TableRow] = Lines(
            look, texts.say("Tables"), self._paint_line, self._speak, height + look.px(14)
        )
        self.heads = Heads(look, self._paint_heads)
        self.sums = Sums(look, self._paint_sums)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.heads, self.lines, self.sums):
            whole.addWidget(part)

    def show_screen(self, screen: PapersScreen) -> None:
        """Show these papers; the line that is lit stays lit."""
        self._screen = screen
        least = QFontMetrics(self._look.font("strong")).horizontalAdvance("M" * 6)
        self.lines.show_rows(
            screen.rows, _FIGURES * self._figure + least + 2 * self._look.space("l")
        )
        self.sums.setAccessibleName(self._speak_sums(screen))
        self.sums.update()

    def _figures(self, rect: QRect) -> list[QRect]:
        right = rect.right() - self._look.space("l")
        return [
            QRect(right - (_FIGURES - n) * self._figure, rect.top(), self._figure, rect.height())
            for n in range(_FIGURES)
        ]

    def _words(self, rect: QRect) -> QRect:
        left = rect.left() + self._look.space("l")
        right = self._figures(rect)[0].left() - self._look.space("s")
        return QRect(left, rect.top(), right - left, rect.height())

    def _paint_heads(self, painter: QPainter, rect: QRect) -> None:
        painter.drawText(self._words(rect), LEFT, self._texts.say("Table"))
        for head, at in zip(self._heads, self._figures(rect), strict=True):
            painter.drawText(at, RIGHT, head)

    def _paint_line(self, painter: QPainter, rect: QRect, row: TableRow) -> None:
        look = self._look
        figures = QRect(rect)
        if self._stacked:
            figures.setTop(rect.bottom() - look.line("figureLarge") - look.px(4))
        self._paint_words(painter, rect, row)
        wrong = row.missing > 0 or (row.papers.out or 0) < 0
        shown = zip(say_three(self._texts, row.papers), self._figures(figures), strict=True)
        for n, (figure, place) in enumerate(shown):
            bad = wrong and n == _FIGURES - 1
            write_figure(painter, look, place, figure, "figureLarge", "danger" if bad else "text")

    def _paint_words(self, painter: QPainter, rect: QRect, row: TableRow) -> None:
        look, words = self._look, self._words(rect)
        strong, caption = look.line("strong"), look.line("caption")
        if self._stacked:
            words.setRight(rect.right() - look.space("l"))
            top = rect.top() + look.px(7)
        else:
            top = rect.top() + (rect.height() - strong - caption) // 2
        name = QFontMetrics(look.font("strong")).horizontalAdvance(row.name)
        write(painter, look, QRect(words.left(), top, words.width(), strong), row.name, "strong")
        lines = [self._keyed(row), row.boxes]
        if not self._stacked:
            beside = QRect(words)
            beside.setLeft(words.left() + name + look.space("m"))
            beside.setTop(top + look.px(1))
            beside.setHeight(strong)
            write(painter, look, beside, lines.pop(0), "caption", "muted")
        for n, line in enumerate(lines):
            at = QRect(words.left(), top + strong + n * caption, words.width(), caption)
            write(painter, look, at, line, "caption", "muted")

    def _paint_sums(self, painter: QPainter, rect: QRect) -> None:
        screen, look, texts = self._screen, self._look, self._texts
        if screen is None:
            return
        first, second = self.sums.halves()
        painter.fillRect(QRect(0, 0, rect.width(), 2), look.colour("border"))
        words = self._words(first)
        strong = look.line("strong")
        middle = first.top() + (first.height() - strong - look.line("caption")) // 2
        title = QRect(words.left(), middle, words.width(), strong)
        write(painter, look, title, texts.say("All tables"), "strong")
        under = QRect(words.left(), middle + strong, words.width(), look.line("caption"))
        write(painter, look, under, self._say_sheets(screen.settled, screen.sheets), "caption")
        over = (screen.whole.out or 0) < 0 or screen.all_missing
        for n, (figure, at) in enumerate(
            zip(say_three(texts, screen.whole), self._figures(first), strict=True)
        ):
            bad = over and n == _FIGURES - 1
            write_figure(painter, look, at, figure, "display", "danger" if bad else "text")
        write(painter, look, self._words(second), texts.say("Verified ballot papers"), "strong")
        known = say_known(texts, screen.verified)
        for at in self._figures(second)[:2]:
            write_figure(painter, look, at, known, "figure", "muted")

    def _keyed(self, row: TableRow) -> str:
        if row.closed:
            return self._texts.say("Closed")
        return f"{row.depth}  ·  {self._say_sheets(row.settled, row.sheets)}"

    def _say_sheets(self, settled: int, sheets: int) -> str:
        return self._texts.count(
            "{settled} of {n} sheet settled",
            "{settled} of {n} sheets settled",
            sheets,
            settled=self._texts.figure(settled),
        )

    def _speak(self, row: TableRow) -> str:
        said = (row.name, self._keyed(row), row.boxes, speak_three(self._texts, row.papers))
        return ", ".join(said)

    def _speak_sums(self, screen: PapersScreen) -> str:
        texts = self._texts
        verified = texts.say("verified: {n}", n=say_known(texts, screen.verified))
        return ", ".join((texts.say("All tables"), speak_three(texts, screen.whole), verified))


class Sums(QWidget):
    """The contest's own line and what was verified, in the columns of the tables."""

    def __init__(self, look: Look, paint: Callable[[QPainter, QRect], None]) -> None:
        super().__init__()
        self._look = look
        self._paint = paint
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def halves(self) -> tuple[QRect, QRect]:
        """Give where the two lines stand."""
        upper = self._look.line("display") + self._look.space("s")
        return (
            QRect(0, 2, self.width(), upper),
            QRect(0, 2 + upper, self.width(), self._look.line("figure")),
        )

    def sizeHint(self) -> QSize:
        """Take two lines."""
        look = self._look
        lines = look.line("display") + look.line("figure")
        return QSize(0, lines + look.space("s") + look.space("xs"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        self._paint(QPainter(self), self.rect())
