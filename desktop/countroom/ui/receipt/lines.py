"""Painted lines of the receipt: a box and when it came, a contest and how many are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from countroom.texts import WIDEST_TIME
from countroom.ui.look.painting import paint_lamp
from countroom.ui.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from countroom.app.screens.receipt import BoxLine, WardLine
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

T = TypeVar("T")

ROW: Final = Qt.ItemDataRole.UserRole
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE: Final = QModelIndex()
_ICONS: Final = {
    "out": ("package", "muted"),
    "in": ("circle-check", "success"),
    "broken": ("triangle-alert", "warning"),
}
_EDGE: Final = 14
_ICON: Final = 20


class Lines(QAbstractListModel, Generic[T]):
    """Lines of any kind; ``told`` says one to a screen reader."""

    def __init__(self, told: Callable[[T], str]) -> None:
        super().__init__()
        self._told = told
        self._rows: tuple[T, ...] = ()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these lines."""
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
        elif rows:
            self._rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    @property
    def rows(self) -> tuple[T, ...]:
        """Give what is shown."""
        return self._rows

    def rowCount(self, parent: Index = _NONE) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Give the line itself, or what is said of it."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._told(row)
        return None


class LineList(QListView):
    """A list of lines; ``opened`` is Enter on one, ``typed`` a key that belongs to the field."""

    opened = Signal(int)
    typed = Signal(str)
    over = Signal()
    lit = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("lamp", False)  # noqa: FBT003 - a line lights itself
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def minimumSizeHint(self) -> QSize:
        """Be as low as two lines."""
        row = self.sizeHintForRow(0)
        return QSize(0, 2 * max(row, 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys go here now."""
        super().focusInEvent(event)
        self.lit.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; what is typed goes to the field."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid():
                self.opened.emit(index.row())
        elif event.key() == Qt.Key.Key_Up and index.row() <= 0:
            self.over.emit()
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look

    def begin(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Paint the rule and the lamp; give where the line stands."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), self._look.colour("rule"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, self._look)
        return rect

    def write(
        self, painter: QPainter, at: QRect, words: str, kind: str, colour: str, *, right: bool
    ) -> None:
        """Write words that are cut at the end where there is no room."""
        font = self._look.font(kind)
        painter.setFont(font)
        painter.setPen(self._look.colour(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, _RIGHT if right else _LEFT, shown)


class BoxDelegate(_Delegate):
    """A box: icon, place and wards; on the right when it came and who took it."""

    def __init__(self, look: Look, texts: Texts, view: QListView) -> None:
        super().__init__(look, view)
        self._out, self._broken = texts.say("Not in"), texts.say("Seal not intact")
        self._in = texts.say("In")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take two lines."""
        look = self._look
        return QSize(0, look.line("strong") + look.line("caption") + look.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line."""
        look, row = self._look, index.data(ROW)
        painter.save()
        rect = self.begin(painter, option)
        icon, colour = _ICONS[row.state]
        side = look.px(_ICON)
        left = rect.left() + look.px(_EDGE)
        at = QRect(left, rect.top() + (rect.height() - side) // 2, side, side)
        painter.drawPixmap(at, look.icon(icon, colour, _ICON))
        left += side + look.space("m")
        right = rect.right() - look.px(_EDGE)
        side = self._right_side(rect)
        strong, caption = look.line("strong"), look.line("caption")
        top = rect.top() + (rect.height() - strong - caption) // 2
        width = right - side - look.space("m") - left
        self.write(
            painter, QRect(left, top, width, strong), row.place, "strong", "text", right=False
        )
        under = "  \N{MIDDLE DOT}  ".join(part for part in (row.box, row.wards, row.note) if part)
        below = top + strong
        self.write(
            painter, QRect(left, below, width, caption), under, "caption", "muted", right=False
        )
        self._paint_right(painter, QRect(right - side, top, side, strong), row)
        self.write(
            painter,
            QRect(right - side, below, side, caption),
            row.by,
            "caption",
            "muted",
            right=True,
        )
        painter.restore()

    def _right_side(self, rect: QRect) -> int:
        wanted = QFontMetrics(self._look.font("strong")).horizontalAdvance(
            f"{self._broken} {WIDEST_TIME}"
        )
        return min(wanted + self._look.px(8), rect.width() // 2)

    def _paint_right(self, painter: QPainter, at: QRect, row: BoxLine) -> None:
        word = {"out": self._out, "in": self._in, "broken": self._broken}[row.state]
        colour = "warning" if row.state == "broken" else "text" if row.at else "muted"
        kind = "body" if row.state == "out" else "strong"
        self.write(painter, at, f"{word} {row.at}".strip(), kind, colour, right=True)


class WardDelegate(_Delegate):
    """A contest: its name, and how many of its boxes are in."""

    def __init__(self, look: Look, texts: Texts, view: QListView) -> None:
        super().__init__(look, view)
        self._texts = texts

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take one line."""
        return QSize(0, self._look.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line."""
        look, row = self._look, index.data(ROW)
        painter.save()
        rect = self.begin(painter, option).adjusted(look.px(4), 0, -look.px(4), 0)
        whole = row.came == row.boxes
        figure = say_ward(self._texts, row)
        width = QFontMetrics(look.font("figure")).horizontalAdvance(figure)
        words = rect.adjusted(0, 0, -width - look.space("m"), 0)
        self.write(painter, words, row.area, "body", "muted" if whole else "text", right=False)
        kind = "figure" if whole else "figureStrong"
        self.write(painter, rect, figure, kind, "muted" if whole else "text", right=True)
        painter.restore()


class WardPanel(Panel):
    """Beside the boxes: how many of each contest's are in."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("By ward"))
        self.lines: Lines[WardLine] = Lines(lambda one: f"{one.area}: {say_ward(texts, one)}")
        wards = LineList(texts.say("Boxes in, by ward"))
        wards.setModel(self.lines)
        wards.setItemDelegate(WardDelegate(look, texts, wards))
        self.body.addWidget(wards, 1)


def say_ward(texts: Texts, row: WardLine) -> str:
    """Say how many boxes of a contest are in."""
    return texts.say("{n} of {all}", n=texts.figure(row.came), all=texts.figure(row.boxes))
