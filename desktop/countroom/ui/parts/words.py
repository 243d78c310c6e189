"""Text on a page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look


_FEW: Final = 6
_BOLD: Final = 700


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does here."""

    key: str
    words: str


class Words(QLabel):
    """Plain text in one kind of type; it never reads markup out of a name."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        kind: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._colour = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(kind))
        self.setWordWrap(wrap)
        self.colour(colour)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)

    def colour(self, key: str) -> None:
        """Show the text in a colour of the palette; the same one costs nothing."""
        if key == self._colour:
            return
        self._colour = key
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(key))
        self.setPalette(palette)


class CutWords(Words):
    """Words cut at the end where there is no room for all; the whole is in the tooltip."""

    def __init__(self, look: Look, text: str = "", kind: str = "body") -> None:
        super().__init__(look, text, kind)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        super().say(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Keep a few letters."""
        few = self.fontMetrics().horizontalAdvance(self._whole[:_FEW] + "…")
        return QSize(min(few, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._whole if shown != self._whole else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class StillWords(QWidget):
    """One line that changes while someone types; it moves nothing round it.

    A label asks the whole page to be laid out anew for every figure; this one only paints. Its
    room is that of ``room``, or all there is, ``lines`` high; what is too long for that is cut at
    the end.
    """

    def __init__(
        self,
        look: Look,
        kind: str = "body",
        room: str = "",
        *,
        right: bool = False,
        bold: bool = False,
        lines: int = 1,
    ) -> None:
        super().__init__()
        self._look, self._text, self._colour, self._room = look, "", "text", room
        self._lines = lines
        self._right = right
        self.setFont(
            look.font_of(look.tokens.type[kind]["size"], bold=bold or _is_bold(look, kind))
        )
        across = QSizePolicy.Policy.Fixed if room else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._line = look.line(kind)

    def text(self) -> str:
        """Give what it says."""
        return self._text

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def colour(self, key: str) -> None:
        """Show the text in a colour of the palette."""
        if key != self._colour:
            self._colour = key
            self.update()

    def sizeHint(self) -> QSize:
        """Take the room that was asked for."""
        width = ceil(QFontMetricsF(self.font()).horizontalAdvance(self._room))
        return QSize(width, self._lines * self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        shown = "\n".join(self._fitted())
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        painter = QPainter(self)
        painter.setPen(self._look.colour(self._colour))
        painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _fitted(self) -> list[str]:
        """Break the text between words; only the last line there is room for is cut."""
        metrics, width = self.fontMetrics(), self.width()
        words = self._text.split(" ")
        fitted: list[str] = []
        while words and len(fitted) + 1 < self._lines:
            line = words.pop(0)
            while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
                line = f"{line} {words.pop(0)}"
            fitted.append(line)
        last = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
        return [*fitted, last] if last else fitted


def _is_bold(look: Look, kind: str) -> bool:
    return bool(look.tokens.type[kind]["weight"] >= _BOLD)
