"""The track of lines, the languages, and the buttons that no bouncing key may press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from countroom.ui.parts import Button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.ui.look import Look
    from countroom.ui.platform.progress import Voices

_PRESSING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


class Track(QWidget):
    """A cell for each line: filled when said, lit where one is, empty after."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._said, self._of = look, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, said: int, of: int, words: str) -> None:
        """Show how many lines are said of how many; ``words`` say it."""
        self._said, self._of = said, of
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Take one low line."""
        return QSize(self._look.px(120), self._look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells."""
        look, painter = self._look, QPainter(self)
        gap = look.px(3) if self._of * look.px(8) < self.width() else 1
        height = look.px(7)
        top = (self.height() - height) / 2
        painter.setPen(QPen(look.colour("border"), 1))
        for line in range(self._of):
            left = round(line * (self.width() + gap) / self._of)
            right = round((line + 1) * (self.width() + gap) / self._of) - gap
            cell = QRectF(left + 0.5, top + 0.5, max(right - left - 1, 2), height - 1)
            painter.fillRect(cell, look.colour(self._fill(line)))
            painter.drawRect(cell)

    def _fill(self, line: int) -> str:
        if line < self._said:
            return "accent"
        return "focusHalo" if line == self._said else "base"


class Languages(QWidget):
    """Which language is read: each by its own name, or both line by line; one is chosen."""

    chosen = Signal(str)

    def __init__(self, look: Look, names: Mapping[Voices, str], now: Voices) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (voices, name) in enumerate(names.items()):
            rounded = (at == 0, at == len(names) - 1)
            part = _Part(look, name, rounded=rounded, chosen=voices == now)
            part.clicked.connect(lambda _=False, one=voices: self.chosen.emit(one))
            row.addWidget(part)


class _Part(QAbstractButton):
    def __init__(self, look: Look, name: str, *, rounded: tuple[bool, bool], chosen: bool) -> None:
        super().__init__()
        self._look, self._rounded = look, rounded
        self.setText(name)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take what the name needs in bold."""
        bold = QFontMetrics(self._look.font("strong"))
        width = bold.horizontalAdvance(self.text()) + self._look.px(24)
        return QSize(width, self._look.size("button"))

    def nextCheckState(self) -> None:
        """Stay as the page decides: they are made anew with its words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one part of the row, the chosen one filled."""
        look, painter, on = self._look, QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = look.px(4)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        # Rounded on an outer side only: an inner one reaches under the neighbour and is clipped.
        left, right = (0 if outer else 2 * radius for outer in self._rounded)
        longer = frame.adjusted(-left, 0, right, 0)
        path = QPainterPath()
        path.addRoundedRect(longer, radius, radius)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("accent" if on else "button"))
        painter.drawPath(path)
        painter.setPen(look.colour("accentText" if on else "buttonText"))
        painter.setFont(look.font("strong" if on else "body"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SteadyButton(Button):
    """A button that a held key presses once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the key go up before it counts again."""
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class OneKeyButton(Button):
    """A button for what cannot be undone: its own key presses it, never Space or Enter.

    The hand that says “next line” rests on those.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space and Enter without effect."""
        if event.key() not in _PRESSING:
            super().keyPressEvent(event)
