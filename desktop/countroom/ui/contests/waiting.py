"""What waits for a person now: a row of three lines each, painted as tall as its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from countroom.ui.look.look import from_the_top_left
from countroom.ui.look.painting import paint_lamp
from countroom.ui.parts.contest_list import ContestList

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QResizeEvent

    from countroom.app.screens.contests import Waiting
    from countroom.texts import Texts
    from countroom.ui.look import Look
    from countroom.ui.parts.contest_rows import Index, Rows

_LEFT: Final = 45
_EDGE: Final = 14
_TOP: Final = 11
_ALWAYS: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
_AS_NEEDED: Final = Qt.ScrollBarPolicy.ScrollBarAsNeeded


class WaitingList(ContestList):
    """The list on the left of the board."""

    def __init__(self, look: Look, texts: Texts, rows: Rows[Waiting]) -> None:
        super().__init__(texts.say("Needs a person now"))
        self._look, self._rows = look, rows
        self.setModel(rows)
        self.setItemDelegate(WaitingDelegate(look, texts, self, rows))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Have the scroll bar at once where it is certain; Qt lays every row out twice to know."""
        least = 2 * self._look.px(_TOP) + 3 * self._look.line("caption")
        certain = least * len(self._rows.rows) > self.maximumViewportSize().height()
        self.setVerticalScrollBarPolicy(_ALWAYS if certain else _AS_NEEDED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        self.fit()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class WaitingDelegate(QStyledItemDelegate):
    """Paints who is waited for: icon, ward, what is to be done, whose job it is."""

    def __init__(self, look: Look, texts: Texts, view: QListView, rows: Rows[Waiting]) -> None:
        super().__init__(view)
        self._look, self._view, self._rows = look, view, rows
        self._awaited = texts.say("When the sheet is here")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take what the words need at the width there is."""
        look, at = self._look, index.row()
        width = self._view.viewport().width()
        room = self._room(width)
        heights = (
            look.line(kind) * look.wrapped(kind, words, room)
            for kind, _, words in _words(self._rows.rows[at])
        )
        return QSize(width, sum(heights) + 2 * look.px(_TOP) + self._heading(at))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, and the lamp on the one that has the keys."""
        look, row = self._look, self._rows.rows[index.row()]
        rect = QRect(option.rect)
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        above = self._heading(index.row())
        if above:
            self._paint_heading(painter, QRect(rect.x(), rect.y(), rect.width(), above))
            rect.setTop(rect.top() + above)
        if _has_keys(option):
            paint_lamp(painter, rect, look)
        side = look.px(20)
        icon = QRect(rect.x() + look.px(_EDGE), rect.y() + look.px(_TOP), side, side)
        state = look.state(row.step.state)
        painter.drawPixmap(icon, look.icon(state.icon, tone_ink(look, state.tone), 20))
        top = rect.y() + look.px(_TOP)
        left, room = rect.x() + look.px(_LEFT), self._room(rect.width())
        for kind, colour, words in _words(row):
            height = look.line(kind) * look.wrapped(kind, words, room)
            painter.setFont(look.font(kind))
            painter.setPen(look.colour(colour))
            painter.drawText(QRect(left, top, room, height), from_the_top_left(), words)
            top += height
        painter.restore()

    def _room(self, width: int) -> int:
        """Give the width that words have in a row."""
        look = self._look
        return max(look.px(80), width - look.px(_LEFT) - look.px(_EDGE))

    def _heading(self, at: int) -> int:
        """Give the height of the line above the first row that waits for paper."""
        rows = self._rows.rows
        first = not rows[at].urgent and (at == 0 or rows[at - 1].urgent)
        return self._look.px(34) if first else 0

    def _paint_heading(self, painter: QPainter, rect: QRect) -> None:
        look = self._look
        painter.fillRect(rect, look.colour("sunken"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        edge = look.px(_EDGE)
        words = rect.adjusted(edge, 0, -edge, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._awaited)


def _words(row: Waiting) -> tuple[tuple[str, str, str], ...]:
    """Give the kind of type, the colour and the words of each line of a row."""
    return (
        ("strong" if row.urgent else "body", "text", row.area),
        ("body", "text" if row.urgent else "muted", row.sentence),
        ("caption", "muted", row.whose),
    )


def tone_ink(look: Look, tone: str) -> QColor:
    """Give the colour of a state's icon where it stands on the panel itself."""
    known = {"attention": "warning", "stopped": "danger", "done": "success"}
    return look.colour(known[tone]) if tone in known else look.tone(tone).text


def _has_keys(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)
