"""A painter that thinks in the 1,920 px of a projector, whatever the screen has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from countroom.ui.look import Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.tokens import Stamp

WIDTH: Final = 1920.0
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class Canvas:
    """What is painted on one widget: 1,920 units wide, ``height`` units high."""

    def __init__(self, widget: QWidget, look: Look) -> None:
        self.look = Look(look.name)  # of one size: the hall reads from afar, not from the desk
        self.painter = QPainter(widget)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = widget.width() / WIDTH
        self.painter.scale(scale, scale)
        self.height = widget.height() / scale

    def fill(self, rect: QRectF, colour: str) -> None:
        """Fill a rectangle."""
        self.painter.fillRect(rect, self.look.colour(colour))

    def panel(self, rect: QRectF) -> None:
        """Paint a flat sheet with a border."""
        self.painter.setBrush(self.look.colour("base"))
        self.painter.setPen(QPen(self.look.colour("border"), 1.5))
        self.painter.drawRoundedRect(rect, 6, 6)

    def width_of(self, words: str, size: float, *, bold: bool = False) -> float:
        """Give the width of words at a size."""
        return QFontMetricsF(self.look.font_of(size, bold=bold)).horizontalAdvance(words)

    def write(
        self,
        rect: QRectF,
        words: str,
        size: float,
        colour: str | QColor = "text",
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """Write words, cut at the end where there is no room; gives where they end."""
        font = self.look.font_of(size, bold=bold)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(self.look.colour(colour) if isinstance(colour, str) else colour)
        self.painter.drawText(rect, align, shown)
        return rect.left() + metrics.horizontalAdvance(shown)

    def icon(self, left: float, middle: float, name: str, colour: str | QColor, side: int) -> None:
        """Paint an icon beside a line of writing."""
        where = QRectF(left, middle - side / 2, side, side)
        picture = self.look.icon(name, colour, side)
        self.painter.drawPixmap(where, picture, QRectF(picture.rect()))

    def stamp(self, rect: QRectF, stamp: Stamp) -> None:
        """Paint a party's letters on its colour; in high contrast letters and border alone."""
        plain = self.look.high_contrast
        self.painter.setBrush(self.look.colour("base") if plain else QColor(stamp.colour))
        self.painter.setPen(QPen(self.look.colour("partyOutline"), 2 if plain else 1))
        self.painter.drawRoundedRect(rect, 4, 4)
        ink = self.look.colour("text") if plain else QColor(stamp.ink)
        size = rect.height() * 0.62
        while size > 1 and self.width_of(stamp.code, size, bold=True) > rect.width() - 8:
            size -= 1
        self.write(rect, stamp.code, size, ink, bold=True, align=MIDDLE)
