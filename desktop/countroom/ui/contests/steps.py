"""The strip on top of the board: counted steps, each also a filter, and seats so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from countroom.ui.look.painting import paint_stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.domain.election import Party
    from countroom.texts import Texts
    from countroom.ui.look import Look

_FIGURE: Final = 20
_STAMP: Final = 40
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_A_ROW: Final = 4
_ROWS: Final = 2


class StepButton(QAbstractButton):
    """A step of the way with the number of contests in it; pressed, only those are shown."""

    def __init__(self, look: Look, state: str, word: str, *, icon: bool) -> None:
        super().__init__()
        self._look, self._state, self._word, self._icon = look, look.state(state), word, icon
        self._figure = look.font_of(_FIGURE, bold=True)
        self._contests = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_contests(0)

    def show_contests(self, contests: int) -> None:
        """Show how many are in this step."""
        self._contests = contests
        self.setAccessibleName(f"{contests} {self._word}")
        self.setToolTip(f"{contests} {self._word}")
        self.update()

    def sizeHint(self) -> QSize:
        """Take what word and figure need."""
        look = self._look
        word = QFontMetrics(look.font("caption")).horizontalAdvance(self._word)
        return QSize(max(word + look.px(20), look.px(72)), look.px(52))

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the tone of its state, with a bold frame while it filters."""
        look, painter = self._look, QPainter(self)
        tone = look.tone(self._state.tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 3.0 if self.isChecked() else 1.0
        ink = look.colour("text") if self.isChecked() else tone.border
        painter.setPen(QPen(ink, width))
        painter.setBrush(tone.background)
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, look.px(4), look.px(4))
        painter.setPen(tone.text)
        painter.setFont(self._figure)
        left = look.px(10)
        top = QRect(left, look.px(5), self.width() - left, look.px(25))
        painter.drawText(top, _LEFT, str(self._contests))
        side, past = look.px(16), QFontMetrics(self._figure).horizontalAdvance(str(self._contests))
        icon = "check" if self.isChecked() else self._state.icon if self._icon else ""
        if icon:
            at = QRect(left + past + look.px(7), top.center().y() - side // 2, side, side)
            painter.drawPixmap(at, look.icon(icon, tone.text, 16))
        painter.setFont(look.font("caption"))
        word = QRect(left, look.px(29), self.width() - left, look.px(18))
        painter.drawText(word, _LEFT, self._word)


class NightFacts(QWidget):
    """How many are declared of how many, large, and seats below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._figure = self._of = self._below = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_facts(self, figure: str, of: str, below: str) -> None:
        """Show the figure, what it is of, and the line below."""
        if (figure, of, below) == (self._figure, self._of, self._below):
            return
        self._figure, self._of, self._below = figure, of, below
        self.setAccessibleName(f"{figure} {of}. {below}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take what the longer line needs."""
        look = self._look
        above = self._past() + QFontMetrics(look.font("body")).horizontalAdvance(self._of)
        below = QFontMetrics(look.font("caption")).horizontalAdvance(self._below)
        return QSize(max(above, below) + look.px(2), look.px(54))

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both lines, figure and words on one base line."""
        look, painter = self._look, QPainter(self)
        base = look.px(26)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("figureLarge"))
        painter.drawText(0, base, self._figure)
        painter.setFont(look.font("body"))
        painter.drawText(self._past(), base, self._of)
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("caption"))
        painter.drawText(0, look.px(50), self._below)

    def _past(self) -> int:
        look = self._look
        figure = QFontMetrics(look.font("figureLarge")).horizontalAdvance(self._figure)
        return figure + look.px(7)


class SeatsSoFar(QWidget):
    """Seats of the declared contests by party, most first."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._seats: tuple[tuple[Party, str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.say("Seats declared so far"))

    def show_seats(self, seats: Sequence[tuple[Party, str, int]]) -> None:
        """Show these parties, each with its name and seats."""
        self._seats = tuple(seats)
        told = ", ".join(f"{name} {number}" for _, name, number in seats)
        self.setAccessibleDescription(told or self._texts.say("none"))
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take two rows of four at the most."""
        across = min(len(self._seats), _A_ROW)
        rows = 1 if len(self._seats) <= _A_ROW else _ROWS
        height = self._look.px(22) + (rows - 1) * self._look.px(30)
        return QSize(across * self._each(), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stamps and figures; what does not fit is a number, and is said in words."""
        look, painter = self._look, QPainter(self)
        most = _A_ROW * _ROWS
        shown = self._seats if len(self._seats) <= most else self._seats[: most - 1]
        height = look.px(22)
        painter.setFont(look.font("figureStrong"))
        for at, (party, _, number) in enumerate(shown):
            left, top = (at % _A_ROW) * self._each(), (at // _A_ROW) * look.px(30)
            stamp = QRect(left, top, look.px(_STAMP), height)
            paint_stamp(painter, stamp, look.stamp(party), look)
            painter.setPen(look.colour("text"))
            beside = QRect(stamp.right() + look.px(5), top, self._each(), height)
            painter.drawText(beside, _LEFT, str(number))
        if len(shown) < len(self._seats):
            rest = QRect((most - 1) % _A_ROW * self._each(), look.px(30), self._each(), height)
            painter.drawText(rest, _LEFT, f"+{len(self._seats) - len(shown)}")

    def _each(self) -> int:
        look = self._look
        most = max((number for *_, number in self._seats), default=0)
        figure = QFontMetrics(look.font("figureStrong")).horizontalAdvance(str(most))
        return look.px(_STAMP) + look.px(5) + figure + look.px(8)
