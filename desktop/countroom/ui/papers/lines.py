"""A list of painted lines: one of them is lit, Enter opens it, and each is read out whole."""

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
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from countroom.ui.look.painting import paint_lamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

R = TypeVar("R")

_ROW: Final = Qt.ItemDataRole.UserRole
_NONE: Final = QModelIndex()
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Lines(QListView, Generic[R]):
    """Rows of one kind; ``opened`` says that the current one is wanted.

    ``paint`` draws a row into its rect, ``speak`` says it, ``height`` is that of a row in px. It
    is as high as its lines; ``moved`` gives where in it the current one stands.
    """

    opened = Signal()
    chosen = Signal()
    moved = Signal(QRect)

    def __init__(
        self,
        look: Look,
        name: str,
        paint: Callable[[QPainter, QRect, R], None],
        speak: Callable[[R], str],
        height: int,
    ) -> None:
        super().__init__()
        self._height, self._wide = height, 0
        self._rows: _Rows[R] = _Rows(speak)
        self.setModel(self._rows)
        self.setItemDelegate(_Line(look, paint, height, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("lamp", False)  # noqa: FBT003 - a line lights itself
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda _: self.opened.emit())

    def show_rows(self, rows: Sequence[R], wide: int) -> None:
        """Show these lines, ``wide`` px at least; the current one stays current."""
        at = self.currentIndex().row()
        self._wide = wide
        self._rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(max(0, min(at, len(rows) - 1))))
        self.updateGeometry()
        self.viewport().update()

    def current(self) -> R | None:
        """Give the line that is lit, None where there is none."""
        row: R | None = self.currentIndex().data(_ROW)
        return row if self.currentIndex().isValid() else None

    def spoken(self) -> list[str]:
        """Give what a screen reader says of each line."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self._rows.index(n).data(role)) for n in range(self._rows.rowCount())]

    def go_to(self, n: int) -> None:
        """Light a line by its place."""
        self.setCurrentIndex(self._rows.index(n))

    def sizeHint(self) -> QSize:
        """Take the height of all lines."""
        return QSize(self._wide, self._height * max(self._rows.rowCount(), 1))

    def minimumSizeHint(self) -> QSize:
        """Show all lines."""
        return self.sizeHint()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the current line stands."""
        super().currentChanged(current, previous)
        self.moved.emit(QRect(0, current.row() * self._height, 1, self._height))
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()  # a key of the page, not a search by letters
        else:
            super().keyPressEvent(event)


class Heads(QWidget):
    """The heads over the columns of a list, painted by the same columns."""

    def __init__(self, look: Look, paint: Callable[[QPainter, QRect], None]) -> None:
        super().__init__()
        self._look, self._paint = look, paint
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take one line."""
        return QSize(0, self._look.line("caption") + self._look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads."""
        painter = QPainter(self)
        painter.setFont(self._look.font("caption"))
        painter.setPen(self._look.colour("muted"))
        self._paint(painter, self.rect())


def write(
    painter: QPainter, look: Look, at: QRect, words: str, kind: str, colour: str = "text"
) -> None:
    """Write words into a line, cut at the end where there is no room for all."""
    font = look.font(kind)
    painter.setFont(font)
    painter.setPen(look.colour(colour))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
    painter.drawText(at, LEFT, shown)


def write_figure(
    painter: QPainter, look: Look, at: QRect, figure: str, kind: str, colour: str = "text"
) -> None:
    """Write a figure at the right edge of its column."""
    painter.setFont(look.font(kind))
    painter.setPen(look.colour(colour))
    painter.drawText(at, RIGHT, figure)


class _Rows(QAbstractListModel, Generic[R]):
    def __init__(self, speak: Callable[[R], str]) -> None:
        super().__init__()
        self._speak = speak
        self._rows: tuple[R, ...] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
        elif rows:
            self._rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._speak(row)
        return None


class _Line(QStyledItemDelegate, Generic[R]):
    def __init__(
        self,
        look: Look,
        paint: Callable[[QPainter, QRect, R], None],
        height: int,
        view: QListView,
    ) -> None:
        super().__init__(view)
        self._look, self._paint, self._height = look, paint, height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        elif state & QStyle.StateFlag.State_Selected:
            # What stands beside is about this line, even while the lamp is elsewhere.
            painter.fillRect(rect, look.colour("sunken"))
            edge = QRect(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(edge, look.colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), look.colour("rule"))
        self._paint(painter, rect, index.data(_ROW))
        painter.restore()
