"""One line at very large type, and the lines before and after it in grey."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from countroom.ui.look import Look
from countroom.ui.look.painting import paint_stamp
from countroom.ui.parts import IconBox, StampBox, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.platform import Line, Piece

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STAMP_AT, _NAME_AT = 76, 160
"""Where stamp and name of the lines before and after start, in px from the left."""
_LARGE_STAMP, _NEAR_STAMP = 1.92, 1.12
"""How much larger the letters of a party are than on other pages."""
_SIZES: Final = {"platformShare": 22, "platformNote": 20}
"""Type of this page alone, px at 100 %."""
_LONG: Final = 40
"""Characters of a heading above which it is set smaller."""


class LineView(QWidget):
    """The line being read."""

    def __init__(self, look: Look, line: Line, how: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(f"{line.spoken} {how}" if line.how else line.spoken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(20), 0, look.px(18))
        column.setSpacing(look.px(6))
        if line.party is not None:
            column.addLayout(self._party(line))
            column.addSpacing(look.px(10))
        if line.said:
            column.addWidget(Words(look, line.title, "platformNext", "muted"))
            column.addSpacing(look.px(6))
            for voice in _voices(line):
                column.addWidget(Pieces(look, voice.said, "platformWords"))
        else:
            column.addLayout(self._name_and_figure(line))
            column.addSpacing(look.px(6))
            said = [one.words for one in _voices(line)]
            for one in [_together(said)] if line.shares else said:
                column.addWidget(plain(look, one, "platformWords"))
            for shares in zip(*(one.shares for one in _voices(line)), strict=True):
                label = _together(share.label for share in shares)
                words = _together(share.words for share in shares)
                column.addLayout(self._share(label, words, shares[0].figure))
        if how:
            column.addWidget(Told(look, "volume-2", "muted", how))

    def _party(self, line: Line) -> QHBoxLayout:
        look, row = self._look, QHBoxLayout()
        row.setSpacing(look.px(20))
        if line.party is not None:
            larger = Look(look.name, look.scale * _LARGE_STAMP)
            row.addWidget(StampBox(larger, look.stamp(line.party), line.party.name))
        described = _together(one.description for one in _voices(line))
        description = plain(look, described, "platformNext", "muted")
        description.setAlignment(_MIDDLE)
        row.addWidget(description, 1)
        return row

    def _name_and_figure(self, line: Line) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(24))
        pieces = [(f"{line.title} ", False), (line.family, True)] if line.family else []
        kind = "platformName"
        if not pieces:
            title = _together(one.title for one in _voices(line))
            pieces = [(title, True)]
            kind = "display" if len(title) < _LONG else "platformWords"
        name = Pieces(self._look, pieces, kind)
        name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        row.addWidget(name, 1)
        figure = Words(self._look, line.figure, "platformFigure")
        # Name and figure stand on one line of writing.
        below = QFontMetrics(figure.font()).descent() - QFontMetrics(name.font()).descent()
        name.setContentsMargins(0, 0, 0, max(below, 0))
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        row.addWidget(figure)
        return row

    def _share(self, label: str, words: str, figure: str) -> QHBoxLayout:
        look, row = self._look, QHBoxLayout()
        row.setSpacing(look.px(24))
        for text, colour, stretch in ((label, "muted", 3), (words, "text", 2)):
            row.addWidget(plain(look, text, "platformShare", colour), stretch)
        number = Words(look, figure)
        number.setFont(look.font_of(26, bold=True))
        number.setAlignment(_RIGHT)
        number.setMinimumWidth(look.px(96))
        row.addWidget(number)
        return row


def _voices(line: Line) -> tuple[Line, ...]:
    """Give a line in each language it is read in."""
    return (line,) if line.also is None else (line, line.also)


def _together(said: Iterable[str]) -> str:
    """Write what is said in each language on one line, once where they say the same."""
    return " · ".join(dict.fromkeys(said))


class Pieces(QLabel):
    """A sentence with some of its words in bold."""

    def __init__(
        self, look: Look, pieces: Iterable[Piece], kind: str, colour: str = "text"
    ) -> None:
        said = list(pieces)
        super().__init__("".join(_marked(text, strong=strong) for text, strong in said))
        self.setTextFormat(Qt.TextFormat.RichText)
        size = look.tokens.type[kind]["size"] if kind in look.tokens.type else _SIZES[kind]
        self.setFont(look.font_of(size))
        self.setWordWrap(True)
        self.setAccessibleName("".join(text for text, _ in said))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, look.colour(colour))
        self.setPalette(palette)


def plain(look: Look, text: str, kind: str, colour: str = "text") -> Pieces:
    """Give a sentence without bold that takes as many lines as it needs, and no more."""
    return Pieces(look, [(text, False)], kind, colour)


def _marked(text: str, *, strong: bool) -> str:
    return f"<b>{escape(text)}</b>" if strong else escape(text)


class NearLine(QWidget):
    """A line before, ticked, or after, with its number; cut at the end, never its figure."""

    def __init__(self, look: Look, line: Line, number: int, *, said: bool) -> None:
        super().__init__()
        self._look, self._line, self._number, self._said = look, line, number, said
        self.setAccessibleName(f"{number}. {line.spoken}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take one line of large text."""
        return QSize(self._look.px(400), self._look.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tick or number, stamp, name, figure."""
        look, painter, height = self._look, QPainter(self), self.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("platformNext"))
        side = look.px(26)
        if self._said:
            tick = QRect(look.px(29), (height - side) // 2, side, side)
            painter.drawPixmap(tick, look.icon("circle-check", "success", 26))
        else:
            painter.drawText(QRect(0, 0, look.px(55), height), _RIGHT, str(self._number))
        left = look.px(_STAMP_AT)
        if self._line.party is not None:
            stamp = QRect(left, (height - look.px(28)) // 2, look.px(60), look.px(28))
            larger = Look(look.name, look.scale * _NEAR_STAMP)
            paint_stamp(painter, stamp, look.stamp(self._line.party), larger)
            left = look.px(_NAME_AT)
        painter.setPen(look.colour("muted"))
        figure = self._line.figure
        room = self.width() - QFontMetrics(painter.font()).horizontalAdvance(figure) - look.px(24)
        painter.drawText(QRect(0, 0, self.width(), height), _RIGHT, figure)
        self._paint_name(painter, left, room)

    def _paint_name(self, painter: QPainter, left: int, room: int) -> None:
        line, look = self._line, self._look
        before = f"{line.title} " if line.family and line.title else line.title
        for text, bold in ((before, False), (line.family, True)):
            painter.setFont(look.font_of(26, bold=bold))
            metrics = QFontMetrics(painter.font())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - left, 0))
            painter.drawText(QRect(left, 0, room - left, self.height()), _MIDDLE, shown)
            left += metrics.horizontalAdvance(shown)


class Bar(QWidget):
    """The thick line above and below what is read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(look.tokens.line["majority"])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        QPainter(self).fillRect(self.rect(), self._look.colour("text"))


class Told(QWidget):
    """An icon and a sentence under the line: what to say, what stays as it is."""

    def __init__(self, look: Look, icon: str, colour: str, sentence: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(6), 0, 0)
        row.setSpacing(look.px(10))
        row.addWidget(IconBox(look, icon, colour, 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain(look, sentence, "platformNote"), 1)
