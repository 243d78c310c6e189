"""A card for a line that differs: both figures large, what they look like, the paper's figure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from countroom.ui.parts import IconBox, Panel, StampBox, Strip, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.app.screens.differences import Line
    from countroom.texts import Texts
    from countroom.ui.look import Look

_DIGITS = 9
"""The longest figure with its commas."""


class LineCard(Panel):
    """A line that differs; ``field`` takes the figure from the paper when it is shown."""

    def __init__(self, look: Look, texts: Texts, line: Line) -> None:
        super().__init__(look)
        self.line = line
        self.setAccessibleName(f"{line.pair.label}, {line.pair.name}")
        top = QHBoxLayout()
        top.setSpacing(look.space("s"))
        top.addLayout(_naming(look, line), 1)
        top.addWidget(Figure(look, texts.say("First entry"), line.first, line.unlike_first))
        top.addWidget(Figure(look, texts.say("Second entry"), line.second, line.unlike_second))
        top.addWidget(Figure(look, texts.say("Difference"), line.difference, bold=False, room=158))
        self.body.addLayout(top)
        self.body.addWidget(_hint(look, line))
        self.paper = QWidget()
        row = QHBoxLayout(self.paper)
        row.setContentsMargins(0, look.space("s"), 0, 5)
        row.setSpacing(look.space("m"))
        self.field = PaperField(look, texts.say("On the paper: {line}", line=line.pair.name))
        asks = Words(look, texts.say("What does the paper say?"), "strong")
        asks.setBuddy(self.field)
        row.addWidget(asks)
        row.addWidget(self.field)
        row.addStretch(1)
        self.paper.hide()
        self.body.addWidget(self.paper)


class PaperField(QLineEdit):
    """A figure from the paper, empty until it is typed; Enter and the arrows go on and back."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(look.font("figure"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(_DIGITS)
        self.setFixedWidth(look.px(128))
        self.setMinimumHeight(look.size("field"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from line to line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Figure(QWidget):
    """A large figure under its head; a bar stands under the digits that differ.

    ``room`` is the width in px that it takes where there is enough.
    """

    def __init__(
        self,
        look: Look,
        head: str,
        figure: str,
        unlike: frozenset[int] = frozenset(),
        *,
        bold: bool = True,
        room: int = 188,
    ) -> None:
        super().__init__()
        self._look, self._head, self._figure, self._unlike = look, head, figure, unlike
        self._room = look.px(room)
        self._font = look.font_of(look.tokens.type["display"]["size"], bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{head}: {figure}")

    def sizeHint(self) -> QSize:
        """Take room for a figure of four digits or more."""
        least = self.minimumSizeHint()
        return QSize(max(self._room, least.width()), least.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        look = self._look
        head = QFontMetrics(look.font("caption")).horizontalAdvance(self._head)
        figure = QFontMetrics(self._font).horizontalAdvance(self._figure)
        height = look.line("caption") + look.line("display") + look.px(12)
        return QSize(max(head, figure) + look.space("l"), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, figure and bars from the right edge."""
        look, painter = self._look, QPainter(self)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        head = QRect(0, 0, self.width(), look.line("caption") + look.px(4))
        painter.drawText(head, right, self._head)
        painter.setFont(self._font)
        painter.setPen(look.colour("text"))
        line = QRect(0, head.bottom(), self.width(), look.line("display"))
        painter.drawText(line, right, self._figure)
        metrics = QFontMetrics(self._font)
        whole = metrics.horizontalAdvance(self._figure)
        for start, end in _runs(self._unlike):
            left = self.width() - whole + metrics.horizontalAdvance(self._figure[:start])
            width = metrics.horizontalAdvance(self._figure[start:end])
            bar = QRect(left, line.bottom() + look.px(2), width, look.px(4))
            painter.fillRect(bar, look.colour("warning"))


def _naming(look: Look, line: Line) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(look.space("xs"))
    where = QHBoxLayout()
    where.setSpacing(look.space("s"))
    where.addWidget(Words(look, line.pair.label, "body", "muted"))
    if line.pair.party is not None:
        where.addWidget(StampBox(look, look.stamp(line.pair.party), line.pair.party.name))
    where.addStretch(1)
    column.addLayout(where)
    column.addWidget(Words(look, line.pair.name, "heading", wrap=True))
    if line.pair.about:
        column.addWidget(Words(look, line.pair.about, "body", "muted", wrap=True))
    column.addStretch(1)
    return column


def _hint(look: Look, line: Line) -> Strip:
    strip = Strip(look, "warning")
    strip.row.addWidget(IconBox(look, "lightbulb", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
    words = QLabel(f"<b>{escape(line.looks)}</b> {escape(line.paper)}")
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setFont(look.font("body"))
    words.setWordWrap(True)
    words.setAccessibleName(f"{line.looks} {line.paper}")
    strip.row.addWidget(words, 1)
    return strip


def _runs(places: frozenset[int]) -> list[tuple[int, int]]:
    """Join neighbouring places: start and end of each run."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
