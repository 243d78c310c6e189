"""Where the columns of a line of boxes stand, and the heads over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from countroom.ui.look.painting import chip_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.accounts import Arrival, BoxRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ICON: Final = 16
_MOST_IN: Final = 96
"""Px beyond which words of whether a box is in take two lines."""


class Columns:
    """Where the columns of a line stand, in px; head and lines share them."""

    def __init__(self, look: Look, texts: Texts) -> None:
        self.look = look
        self.words = (
            texts.say("Sheet"),
            texts.say("Box"),
            texts.say("Box in"),
            texts.say("State"),
        )
        self.arrivals: Mapping[Arrival, str] = {
            "in": texts.say("In"),
            "broken": texts.say("In, seal not intact"),
            "out": texts.say("Not in"),
            "ledger": texts.say("Ledger open"),
            "closed": texts.say("Closed"),
        }
        self.heads = (texts.say("Expected"), texts.say("Counted"), texts.say("Variance"))
        self.narrow = False
        caption = QFontMetrics(look.font("caption"))
        widest = max(caption.horizontalAdvance(head) for head in self.heads)
        figure = QFontMetrics(look.font("figureStrong")).horizontalAdvance("99,999")
        self.figure = max(widest, figure) + look.space("l")
        self.sheet = QFontMetrics(look.font("strong")).horizontalAdvance("000-00") + look.space("l")
        self.chip = 0
        self.place = 0
        self.arrival = 0

    def fit(self, rows: Sequence[BoxRow]) -> None:
        """Make room for the longest chip and the longest words."""
        strong, caption = (QFontMetrics(self.look.font(kind)) for kind in ("strong", "caption"))
        self.chip = max((chip_width(row.word, self.look) for row in rows), default=0)
        shown = [caption.horizontalAdvance(self.arrivals[row.arrival]) for row in rows]
        head = caption.horizontalAdvance(self.words[2])
        icon = self.look.px(ICON) + self.look.space("xs")
        gap = self.look.space("m")
        self.arrival = max([head, *(min(icon + n, self.look.px(_MOST_IN)) for n in shown)]) + gap
        self.place = max(
            (
                max(strong.horizontalAdvance(row.place), caption.horizontalAdvance(row.note))
                for row in rows
            ),
            default=0,
        )

    @property
    def height(self) -> int:
        """Give the height of a line; with little width the place has a line of its own."""
        look = self.look
        words = look.line("strong") + look.line("caption") + look.px(14)
        return words + look.size("chip") + look.space("s") if self.narrow else words

    def least_width(self) -> int:
        """Give the width that cuts no figure and no chip."""
        return 2 * self.look.space("l") + self.chip + 3 * self.figure

    def fit_width(self, width: int) -> bool:
        """Stand in one line where a third of the words fit beside; say whether that changed."""
        needed = self.least_width() + self.sheet + self.arrival + self.place // 3
        changed, self.narrow = self.narrow != (width < needed), width < needed
        return changed

    def lefts(self, rect: QRect) -> tuple[int, int, int, int]:
        """Give where sheet, box, whether it is in, and state begin in a line."""
        left = rect.left() + self.look.space("l")
        if self.narrow:
            return left, left + self.sheet, rect.right() - self.arrival, left
        chip = self.figures(rect)[0].left() - self.chip
        return left, left + self.sheet, chip - self.arrival, chip

    def upper(self, rect: QRect) -> QRect:
        """Give where the words of a line stand, over the chip and the figures if need be."""
        below = self.look.size("chip") + self.look.space("s") if self.narrow else 0
        return rect.adjusted(0, 0, 0, -below)

    def lower(self, rect: QRect) -> QRect:
        """Give where the chip and the figures of a line stand."""
        if not self.narrow:
            return rect
        return rect.adjusted(0, rect.height() - self.look.size("chip") - self.look.px(12), 0, 0)

    def figures(self, rect: QRect) -> list[QRect]:
        """Give where the three figures stand in a line."""
        right = rect.right() - self.look.space("l")
        tops = rect.top(), rect.height()
        return [
            QRect(right - (3 - n) * self.figure, tops[0], self.figure, tops[1]) for n in range(3)
        ]


class BoxHead(QWidget):
    """The heads over the figures."""

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self._columns = columns
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take one line."""
        return QSize(0, self._columns.look.line("caption") + self._columns.look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads."""
        look, painter = self._columns.look, QPainter(self)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        rect, columns = self.rect(), self._columns
        lefts = list(zip(columns.words, columns.lefts(rect), strict=True))
        for word, left in lefts[:2] if columns.narrow else lefts:
            painter.drawText(QRect(left, 0, rect.width(), rect.height()), _LEFT, word)
        for head, at in zip(columns.heads, columns.figures(rect), strict=True):
            painter.drawText(at, _RIGHT, head)
