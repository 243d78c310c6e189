"""The wards of a council in a table of painted rows, with the heads of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from countroom.app.screens.council import say_percent
from countroom.texts import WIDEST_TIME
from countroom.ui.look.painting import paint_lamp, paint_stamp
from countroom.ui.parts.contest_list import ContestList
from countroom.ui.parts.contest_rows import ROW

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.council import Ward
    from countroom.texts import Texts
    from countroom.ui.look import Look
    from countroom.ui.parts.contest_rows import Index

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EDGE: Final = 16
_NAME: Final = 50
_LEAST_NAME: Final = 150
_ROW: Final = 32
_STAMP: Final = 48
_HEAD: Final = 24
_APART: Final = 24


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a row stand, in px from its left."""

    name: QRect
    elected: QRect
    turnout: QRect
    margin: QRect
    time: QRect


def columns(width: int, height: int, seats: int, widths: tuple[int, ...], look: Look) -> Columns:
    """Divide a row: figures on the right as wide as they need, then stamps, the name the rest."""
    apart = look.px(_APART)
    right = width - look.px(_EDGE)
    figures = []
    for wide in reversed(widths):
        figures.append(QRect(right - wide, 0, wide, height))
        right -= wide + apart
    time, margin, turnout = figures
    name_left = look.px(_NAME)
    wanted = seats * look.px(_STAMP)
    room = right - name_left - look.px(_LEAST_NAME)
    stamps = max(look.px(_STAMP), min(wanted, room))
    elected = QRect(right - stamps - apart // 2, 0, stamps, height)
    name = QRect(name_left, 0, elected.left() - name_left - look.px(8), height)
    return Columns(name, elected, turnout, margin, time)


class WardsList(ContestList):
    """The wards, by keys; Enter opens one."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(texts.say("Wards"))
        self._look = look
        self.seats = 1
        self.heads = (texts.say("Turnout"), texts.say("Last seat by"), texts.say("Declared"))
        self.setItemDelegate(WardDelegate(look, texts, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(4 * look.px(_ROW))

    def columns(self, height: int) -> Columns:
        """Divide the width there is."""
        metrics = QFontMetrics(self._look.font("caption"))
        least = self._look.px(64)
        time = QFontMetrics(self._look.font("body")).horizontalAdvance(WIDEST_TIME)
        widths = tuple(
            max(figure, metrics.horizontalAdvance(head))
            for figure, head in zip((least, least, time), self.heads, strict=True)
        )
        return columns(self.viewport().width(), height, self.seats, widths, self._look)


class WardHeads(QWidget):
    """The heads over the list's columns."""

    def __init__(self, look: Look, texts: Texts, wards: WardsList) -> None:
        super().__init__()
        self._look, self._wards = look, wards
        self._words = (texts.say("Ward"), texts.say("Elected"), *wards.heads)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take one line."""
        return QSize(self._look.px(300), self._look.px(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words over their columns, and a hairline under them."""
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        at = self._wards.columns(self.height() - look.px(4))
        rects = (at.name, at.elected, at.turnout, at.margin, at.time)
        for words, rect, side in zip(
            self._words, rects, (_LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT), strict=True
        ):
            painter.drawText(rect, side | Qt.TextFlag.TextDontClip, words)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("rule"))


class WardDelegate(QStyledItemDelegate):
    """Paints a ward: its mark, name, who was elected, turnout, margin, time."""

    def __init__(self, look: Look, texts: Texts, wards: WardsList) -> None:
        super().__init__(wards)
        self._look, self._texts, self._wards = look, texts, wards

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take one line."""
        return QSize(self._wards.viewport().width(), self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, and the lamp on the one that has the keys."""
        look, ward = self._look, index.data(ROW)
        rect = QRect(option.rect)
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        painter.translate(rect.topLeft())
        at = self._wards.columns(rect.height())
        side = look.px(16)
        icon, ink = ("circle-check", "success") if ward.declared else ("circle", "muted")
        top = (rect.height() - side) // 2
        painter.drawPixmap(QRect(look.px(_EDGE), top, side, side), look.icon(icon, ink, 16))
        font = look.font("strong" if ward.declared else "body")
        self._words(painter, at.name, font_cut(font, ward.area, at.name.width()), font)
        if ward.elected:
            self._elected(painter, at.elected, ward)
        if ward.note:
            left = at.turnout.left() if ward.elected else at.elected.left()
            end = at.margin.right() if ward.elected else at.time.right()
            note = QRect(left, 0, end - left + 1, rect.height())
            align = _RIGHT if ward.elected else _LEFT
            self._words(painter, note, ward.note, look.font("caption"), "muted", align)
        if ward.declared:
            self._figures(painter, at, ward)
        painter.restore()

    def _figures(self, painter: QPainter, at: Columns, ward: Ward) -> None:
        look, texts = self._look, self._texts
        body = look.font("body")
        if not ward.note:
            turnout = say_percent(ward.turnout) if ward.turnout is not None else "\N{EN DASH}"
            self._words(painter, at.turnout, turnout, body, align=_RIGHT)
            margin = ward.last_seat_by
            shown = "\N{EN DASH}" if margin is None else texts.figure(margin)
            if ward.closest:
                shown = texts.say("closest {n}", n=shown)
            font = look.font("strong") if ward.closest else body
            self._words(painter, at.margin, shown, font, align=_RIGHT)
        self._words(painter, at.time, ward.time, body, "muted", _RIGHT)

    def _elected(self, painter: QPainter, at: QRect, ward: Ward) -> None:
        """Paint a stamp for each; where there is no room for all, the rest as a number."""
        look = self._look
        each, width, height = look.px(_STAMP), look.size("stampWidth"), look.size("stampHeight")
        room = max(1, at.width() // each)
        shown = len(ward.elected) if len(ward.elected) <= room else max(1, room - 1)
        top = (at.height() - height) // 2
        for n, party in enumerate(ward.elected[:shown]):
            stamp = QRect(at.left() + n * each, top, width, height)
            paint_stamp(painter, stamp, look.stamp(party), look)
        if shown < len(ward.elected):
            rest = QRect(at.left() + shown * each, 0, each, at.height())
            self._words(painter, rest, f"+{len(ward.elected) - shown}", look.font("body"))

    def _words(
        self,
        painter: QPainter,
        at: QRect,
        words: str,
        font: QFont,
        colour: str = "text",
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.colour(colour))
        painter.drawText(at, align | Qt.TextFlag.TextDontClip, words)


def font_cut(font: QFont, words: str, width: int) -> str:
    """Cut a long name at its end."""
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
