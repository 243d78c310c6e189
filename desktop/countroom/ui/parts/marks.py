"""Chips, stamps, icons and key caps as widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from countroom.ui.look.painting import chip_width, paint_chip, paint_stamp

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.tokens import Stamp
    from countroom.ui.look import Look


class _Painted(QWidget):
    """A widget of a size of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Chip(_Painted):
    """The state of a contest: icon and word."""

    def __init__(self, look: Look, state: str = "", word: str = "") -> None:
        super().__init__(look)
        self.show_state(state, word)

    def show_state(self, state: str, word: str) -> None:
        """Show another state; none hides the chip."""
        self._state, self._word = state, word
        if self.parent() is not None or not state:  # shown alone it would be a window
            self.setVisible(bool(state))
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take what the word needs."""
        return QSize(chip_width(self._word, self._look), self._look.size("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if self._state:
            paint_chip(QPainter(self), QPoint(0, 0), self._state, self._word, self._look)


class StampBox(_Painted):
    """A party's stamp; ``name`` is read out."""

    def __init__(self, look: Look, stamp: Stamp, name: str = "", scale: float = 1.0) -> None:
        super().__init__(look)
        self._stamp, self._scale = stamp, scale
        self.setAccessibleName(name or stamp.code)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """Take a stamp's size."""
        look = self._look
        return QSize(
            round(look.size("stampWidth") * self._scale),
            round(look.size("stampHeight") * self._scale),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        paint_stamp(QPainter(self), self.rect(), self._stamp, self._look)


class IconBox(QLabel):
    """An icon that goes with words; on its own it needs a name to be read out."""

    def __init__(
        self, look: Look, name: str, colour: str = "text", size: float = 16, spoken: str = ""
    ) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[str, str, float] | None = None
        self.setAccessibleName(spoken)
        self.show_icon(name, colour, size)

    def show_icon(self, name: str, colour: str = "text", size: float = 16) -> None:
        """Show another icon; the same one costs nothing."""
        if self._shown == (name, colour, size):
            return
        self._shown = (name, colour, size)
        self.setPixmap(self._look.icon(name, colour, size))
        self.setFixedSize(self._look.px(size), self._look.px(size))


class KeyCap(_Painted):
    """A key as it looks on the keyboard."""

    def __init__(self, look: Look, key: str) -> None:
        super().__init__(look)
        self._key = key
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:
        """Take what the letters need."""
        return key_cap_size(self._look, self._key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        paint_key_cap(QPainter(self), QPoint(0, 0), self._key, self._look, "text")


def key_cap_size(look: Look, key: str) -> QSize:
    """Give the size of a key cap."""
    letters = QFontMetrics(look.font("caption")).horizontalAdvance(key)
    return QSize(letters + look.px(12), look.px(20))


def paint_key_cap(painter: QPainter, at: QPoint, key: str, look: Look, ink: str) -> None:
    """Paint a key cap with its top left corner at a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(at, key_cap_size(look, key))
    painter.setPen(QPen(look.colour(ink), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px(3), look.px(3))
    painter.setFont(look.font("caption"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
