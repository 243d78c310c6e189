"""What waits for a person now: a row of three lines each, painted as tall as its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from countroom.ui.look.look import from_the_top_left
from countroom.ui.look.painting import paint_lamp
from countroom.ui.parts.contest_list import ContestList
from countroom.ui.parts.contest_rows import ROW

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QResizeEvent

    from countroom.app.screens.contests import Waiting
    from countroom.texts import Texts
    from countroom.ui.look import Look
    from countroom.ui.parts.contest_rows import Index

_LEFT: Final = 45
_EDGE: Final = 14
_TOP: Final = 11


class WaitingList(ContestList):
    """The list on the left of the board."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(texts.say("Needs a person now"))
        self.setItemDelegate(WaitingDelegate(look, texts, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class WaitingDelegate(QStyledItemDelegate):
    """Paints who is waited for: icon, ward, what is to be done, whose job it is."""

    def __init__(self, look: Look, texts: Texts, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._awaited = texts.say("When the sheet is here")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take what the words need at the width there is."""
        width = self._view.viewport().width()
        lines = self._lines(index.data(ROW), width)
        height = sum(rect.height() for rect, *_ in lines) + 2 * self._look.px(_TOP)
        return QSize(width, height + self._heading(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, and the lamp on the one that has the keys."""
        look, row = self._look, index.data(ROW)
        rect = QRect(option.rect)
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        above = self._heading(index)
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
        for at, kind, colour, words in self._lines(row, rect.width()):
            painter.setFont(look.font(kind))
            painter.setPen(look.colour(colour))
            painter.drawText(at.translated(rect.x(), top), from_the_top_left(), words)
            top += at.height()
        painter.restore()

    def _lines(self, row: Waiting, width: int) -> list[tuple[QRect, str, str, str]]:
        look = self._look
        left = look.px(_LEFT)
        room = max(look.px(80), width - left - look.px(_EDGE))
        lines = []
        for kind, colour, words in (
            ("strong" if row.urgent else "body", "text", row.area),
            ("body", "text" if row.urgent else "muted", row.sentence),
            ("caption", "muted", row.whose),
        ):
            height = look.line(kind) * look.wrapped(kind, words, room)
            lines.append((QRect(left, 0, room, height), kind, colour, words))
        return lines

    def _heading(self, index: Index) -> int:
        """Give the height of the line above the first row that waits for paper."""
        if index.data(ROW).urgent:
            return 0
        first = index.row() == 0 or index.sibling(index.row() - 1, 0).data(ROW).urgent
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


def tone_ink(look: Look, tone: str) -> QColor:
    """Give the colour of a state's icon where it stands on the panel itself."""
    known = {"attention": "warning", "stopped": "danger", "done": "success"}
    return look.colour(known[tone]) if tone in known else look.tone(tone).text


def _has_keys(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)
