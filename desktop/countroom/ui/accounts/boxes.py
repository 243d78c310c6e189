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
    QWidget,
)

from countroom.app.screens.accounts import say_known, say_variance, speak_variance
from countroom.ui.look.painting import chip_width, paint_chip, paint_lamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from countroom.app.screens.accounts import BoxRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_ROW: Final = Qt.ItemDataRole.UserRole
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE: Final = QModelIndex()


class BoxList(QListView):
    """Lines of boxes; ``opened`` says which sheet a person wants to open.

    It is as high as its lines; ``moved`` gives where in it the current one stands.
    """

    opened = Signal(str)
    moved = Signal(QRect)

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self.columns = Columns(look, texts)
        self._rows = _Rows(texts)
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


class Columns:
    """Where the columns of a line stand, in px; head and lines share them."""

    def __init__(self, look: Look, texts: Texts) -> None:
        self.look = look
        self.words = (texts.say("Sheet"), texts.say("Box"), texts.say("State"))
        self.heads = (texts.say("Expected"), texts.say("Counted"), texts.say("Variance"))
        self.height = look.line("strong") + look.line("caption") + look.px(14)
        caption = QFontMetrics(look.font("caption"))
        widest = max(caption.horizontalAdvance(head) for head in self.heads)
        figure = QFontMetrics(look.font("figureStrong")).horizontalAdvance("99,999")
        self.figure = max(widest, figure) + look.space("l")
        self.sheet = QFontMetrics(look.font("strong")).horizontalAdvance("000-00") + look.space("l")
        self.chip = 0
        self.place = 0

    def fit(self, rows: Sequence[BoxRow]) -> None:
        """Make room for the longest chip and the longest words."""
        strong, caption = (QFontMetrics(self.look.font(kind)) for kind in ("strong", "caption"))
        self.chip = max((chip_width(row.word, self.look) for row in rows), default=0)
        self.place = max(
            (
                max(strong.horizontalAdvance(row.place), caption.horizontalAdvance(row.note))
                for row in rows
            ),
            default=0,
        )

    def least_width(self) -> int:
        """Give the width that cuts no figure and no chip, and leaves a third of the words."""
        return 2 * self.look.space("l") + self.sheet + self.place // 3 + self.chip + 3 * self.figure

    def lefts(self, rect: QRect) -> tuple[int, int, int]:
        """Give where sheet, box and state begin in a line."""
        left = rect.left() + self.look.space("l")
        return left, left + self.sheet, self.figures(rect)[0].left() - self.chip

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
        for word, left in zip(columns.words, columns.lefts(rect), strict=True):
            painter.drawText(QRect(left, 0, rect.width(), rect.height()), _LEFT, word)
        for head, at in zip(columns.heads, columns.figures(rect), strict=True):
            painter.drawText(at, _RIGHT, head)


class _Rows(QAbstractListModel):
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
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
            return _spoken(self._texts, row)
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
        places = self._columns.figures(rect)
        for at, figure in zip(places, figures, strict=False):
            self._paint_figure(painter, at, say_known(self._texts, figure), "figure")
        strong = "figureStrong" if row.variance else "figure"
        self._paint_figure(painter, places[2], say_variance(self._texts, row.variance), strong)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: BoxRow) -> None:
        look, columns = self._look, self._columns
        sheet_left, left, chip_left = columns.lefts(rect)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("strong"))
        sheet = QRect(sheet_left, rect.top(), columns.sheet, rect.height())
        painter.drawText(sheet, _LEFT, row.sheet)
        width = chip_left - left - look.space("s")
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
        chip_top = rect.top() + (rect.height() - look.size("chip")) // 2
        paint_chip(painter, QPoint(chip_left, chip_top), row.state, row.word, look)

    def _paint_figure(self, painter: QPainter, at: QRect, figure: str, kind: str) -> None:
        painter.setFont(self._look.font(kind))
        painter.setPen(self._look.colour("text"))
        painter.drawText(at, _RIGHT, figure)


def _spoken(texts: Texts, row: BoxRow) -> str:
    words = [row.sheet, row.place, row.word, row.note]
    if row.expected is not None and row.counted is not None and row.variance is not None:
        words += [
            texts.say("expected {expected}", expected=texts.figure(row.expected)),
            texts.say("counted {counted}", counted=texts.figure(row.counted)),
            speak_variance(texts, row.variance),
        ]
    return ", ".join(word for word in words if word)
