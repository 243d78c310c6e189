"""The boxes of a contest, a line for each account sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
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
)

from countroom.app.screens.accounts import say_known, say_variance, speak_variance
from countroom.ui.accounts.columns import ICON, BoxHead, Columns
from countroom.ui.look.painting import paint_chip, paint_lamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from countroom.app.screens.accounts import Arrival, BoxRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_ROW: Final = Qt.ItemDataRole.UserRole
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE: Final = QModelIndex()
_ARRIVAL: Final[Mapping[Arrival, tuple[str, str]]] = {
    "in": ("circle-check", "success"),
    "broken": ("triangle-alert", "warning"),
    "out": ("package", "muted"),
    "ledger": ("clock", "muted"),
    "closed": ("circle-check", "success"),
}


__all__ = ["BoxHead", "BoxList"]


class BoxList(QListView):
    """Lines of boxes; ``opened`` says which sheet a person wants to open.

    It is as high as its lines; ``moved`` gives where in it the current one stands.
    """

    opened = Signal(str)
    moved = Signal(QRect)

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self.columns = Columns(look, texts)
        self._rows = _Rows(texts, self.columns)
        self.setModel(self._rows)
        self.setItemDelegate(_BoxLine(look, texts, self.columns, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("lamp", False)  # noqa: FBT003 - a line lights itself
        self.setAccessibleName(texts.say("Boxes"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[BoxRow]) -> None:
        """Show these lines; the current one stays current."""
        at = self.currentIndex().row()
        self.columns.fit(rows)
        self.columns.fit_width(self.width())
        self._rows.show_rows(rows)
        self.setCurrentIndex(self._rows.index(max(0, min(at, len(rows) - 1))))
        self.updateGeometry()
        self.viewport().update()

    def current(self) -> BoxRow | None:
        """Give the line that Enter would open."""
        row = self.currentIndex().data(_ROW)
        return row if self.currentIndex().isValid() else None

    def go_to_due(self) -> bool:
        """Go to the first line that waits for this person's keys; False where none does."""
        rows = [self._rows.index(n) for n in range(self._rows.rowCount())]
        due = [index for index in rows if index.data(_ROW).due is not None]
        if due:
            self.setCurrentIndex(due[0])
        return bool(due)

    def sizeHint(self) -> QSize:
        """Take the height of all lines."""
        return QSize(self.columns.least_width(), self.columns.height * self._rows.rowCount())

    def minimumSizeHint(self) -> QSize:
        """Show all lines."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two lines a box where one has no room for its name."""
        super().resizeEvent(event)
        if self.columns.fit_width(event.size().width()):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the current line stands."""
        super().currentChanged(current, previous)
        self.moved.emit(QRect(0, current.row() * self.columns.height, 1, self.columns.height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(_ROW).sheet)


class _Rows(QAbstractListModel):
    def __init__(self, texts: Texts, columns: Columns) -> None:
        super().__init__()
        self._texts, self._columns = texts, columns
        self._rows: tuple[BoxRow, ...] = ()

    def show_rows(self, rows: Sequence[BoxRow]) -> None:
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
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return _spoken(self._texts, row, self._columns)
        return None


class _BoxLine(QStyledItemDelegate):
    def __init__(self, look: Look, texts: Texts, columns: Columns, view: BoxList) -> None:
        super().__init__(view)
        self._look, self._texts, self._columns, self._view = look, texts, columns, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._columns.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = self._look, index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), look.colour("rule"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        self._paint_words(painter, rect, row)
        figures = (row.expected, row.counted)
        places = self._columns.figures(self._columns.lower(rect))
        for at, figure in zip(places, figures, strict=False):
            self._paint_figure(painter, at, say_known(self._texts, figure), "figure")
        strong = "figureStrong" if row.variance else "figure"
        self._paint_figure(painter, places[2], say_variance(self._texts, row.variance), strong)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: BoxRow) -> None:
        look, columns = self._look, self._columns
        lower, rect = columns.lower(rect), columns.upper(rect)
        sheet_left, left, in_left, chip_left = columns.lefts(rect)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("strong"))
        sheet = QRect(sheet_left, rect.top(), columns.sheet, rect.height())
        painter.drawText(sheet, _LEFT, row.sheet)
        left += look.space("l") if row.again > 1 else 0
        width = in_left - left - look.space("s")
        words, note = look.line("strong"), look.line("caption")
        top = rect.top() + (rect.height() - words - (note if row.note else 0)) // 2
        place = QFontMetrics(look.font("strong")).elidedText(
            row.place, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRect(left, top, width, words), _LEFT, place)
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("caption"))
        what = QFontMetrics(look.font("caption")).elidedText(
            row.note, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRect(left, top + words, width, note), _LEFT, what)
        if row.again == 1:
            at = QRect(in_left, rect.top(), columns.arrival - look.space("m"), rect.height())
            self._paint_arrival(painter, at, row)
        chip_top = lower.top() + (lower.height() - look.size("chip")) // 2
        paint_chip(painter, QPoint(chip_left, chip_top), row.state, row.word, look)

    def _paint_arrival(self, painter: QPainter, at: QRect, row: BoxRow) -> None:
        look = self._look
        icon, colour = _ARRIVAL[row.arrival]
        side = look.px(ICON)
        square = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
        painter.drawPixmap(square, look.icon(icon, colour, ICON))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text"))
        words = at.adjusted(side + look.space("xs"), 0, 0, 0)
        metrics = QFontMetrics(look.font("caption"))
        word = self._columns.arrivals[row.arrival]
        wrapped = _LEFT | Qt.TextFlag.TextWordWrap
        if metrics.horizontalAdvance(word) > words.width():
            painter.drawText(words, wrapped, word)
        else:
            painter.drawText(words, _LEFT, word)

    def _paint_figure(self, painter: QPainter, at: QRect, figure: str, kind: str) -> None:
        painter.setFont(self._look.font(kind))
        painter.setPen(self._look.colour("text"))
        painter.drawText(at, _RIGHT, figure)


def _spoken(texts: Texts, row: BoxRow, columns: Columns) -> str:
    arrival = columns.arrivals[row.arrival] if row.again == 1 else ""
    words = [row.sheet, row.place, arrival, row.word, row.note]
    if row.expected is not None and row.counted is not None and row.variance is not None:
        words += [
            texts.say("expected {expected}", expected=texts.figure(row.expected)),
            texts.say("counted {counted}", counted=texts.figure(row.counted)),
            speak_variance(texts, row.variance),
        ]
    return ", ".join(word for word in words if word)
