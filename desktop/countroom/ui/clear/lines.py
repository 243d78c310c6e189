"""The lines being read back: a tick for each that is the same, the lamp on the one being read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QWidget

from countroom.ui.look.painting import paint_lamp, paint_stamp
from countroom.ui.parts.bars import paint_name
from countroom.ui.parts.choices import paint_tick

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from countroom.app.screens.read_back import Line, ReadBack
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW: Final = 31
_BOX, _TICK, _NUMBER_TO, _STAMP_AT, _NAME_AT = 22, 19, 70, 82, 138
"""Where the columns stand, in px from the left of the tick box."""
_EDGE: Final = 16
"""The rows reach to the panel's edges; their columns keep its margin."""

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class ReadingLines(QListView):
    """Space is the same, N is not the same, Up goes back; nothing else moves the lamp."""

    same = Signal()
    not_same = Signal()
    back = Signal()
    finished = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look = look
        self.lines = _Lines(texts)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(look, self.lines))
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's way; the row has the lamp
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setAccessibleName(texts.say("Lines to read back"))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("base"))
        self.setPalette(palette)

    def show_lines(self, lines: tuple[Line, ...], read_back: ReadBack) -> None:
        """Show how far the lines are read."""
        self.lines.show(lines, read_back)
        at = min(read_back.read, len(lines) - 1)
        if at >= 0:
            index = self.lines.index(at)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """Show a few lines at least."""
        return QSize(self._look.px(420), self._look.px(2 * _ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line being read in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a read-back; a key that is held down ticks one line only."""
        if event.isAutoRepeat():
            return
        match event.key():
            case Qt.Key.Key_Space:
                self.same.emit()
            case Qt.Key.Key_N:
                self.not_same.emit()
            case Qt.Key.Key_Up:
                self.back.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.finished.emit()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                super().keyPressEvent(event)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the line being read by its box; other lines wait for their turn."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.indexAt(event.position().toPoint())
        box = event.position().x() < self._look.px(_EDGE + _BOX + 8)
        if box and index.isValid() and index.row() == self.lines.read_back_at:
            self.same.emit()


class ColumnHeads(QWidget):
    """What stands over the columns of the lines."""

    def __init__(
        self, look: Look, texts: Texts, lines: ReadingLines, *, preferences: bool = False
    ) -> None:
        super().__init__()
        self._look, self._lines = look, lines
        say = texts.say
        self._heads = (say("Same"), say("Ballot"), say("Candidate"))
        votes = say("First preferences") if preferences else say("Votes")
        self._right = (say("Description"), votes)
        self.setMinimumHeight(look.line("caption") + look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them."""
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        edge, height = look.px(_EDGE), self.height()
        width = self._lines.viewport().width()  # narrower than this by a scroll bar
        metrics = QFontMetrics(painter.font())
        same, ballot, candidate = self._heads
        painter.drawText(QRect(edge, 0, self.width(), height), _LEFT, same)
        left = max(look.px(40), metrics.horizontalAdvance(same) + look.px(8))
        painter.drawText(QRect(edge + left, 0, self.width(), height), _LEFT, ballot)
        name = QRect(edge + look.px(_NAME_AT), 0, self.width(), height)
        painter.drawText(name, _LEFT, candidate)
        description, votes = self._right
        at = description_at(width, look)
        painter.drawText(QRect(at, 0, self.width(), height), _LEFT, description)
        painter.drawText(QRect(0, 0, width - edge, height), _RIGHT, votes)
        painter.fillRect(0, height - 1, self.width(), 1, look.colour("rule"))


class _Lines(QAbstractListModel):
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._lines: tuple[Line, ...] = ()
        self._read = 0
        self.differs = False

    @property
    def read_back_at(self) -> int:
        return self._read

    def show(self, lines: tuple[Line, ...], read_back: ReadBack) -> None:
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
        self._read, self.differs = read_back.read, read_back.differs
        if lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index.row())
        return self._lines[index.row()].words if role == Qt.ItemDataRole.ToolTipRole else None

    def _spoken(self, row: int) -> str:
        line, texts = self._lines[row], self._texts
        name = f"{line.number} {line.words}" if line.number is not None else line.words
        if row < self._read:
            standing = texts.say("the same")
        elif row > self._read:
            standing = texts.say("not read yet")
        else:
            standing = texts.say("not the same") if self.differs else texts.say("being read")
        return f"{name}: {texts.figure(line.figure)}, {standing}"

    def figure(self, row: int) -> str:
        return self._texts.figure(self._lines[row].figure)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, lines: _Lines) -> None:
        super().__init__()
        self._look, self._lines = look, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, row = self._look, index.row()
        rect: QRect = option.rect
        line, at = self._lines.line(row), self._lines.read_back_at
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        if row == at:
            self._paint_place(painter, option, rect)
        left = rect.x() + look.px(_EDGE)
        self._paint_box(painter, QRect(left, rect.y(), look.px(_BOX), rect.height()), row)
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        if line.party is None:
            self._paint_words(painter, line.words, inside)
        else:
            self._paint_candidate(painter, line, inside, reading=row == at)
        painter.setFont(look.font("figureStrong"))
        painter.setPen(look.colour("text"))
        painter.drawText(inside, _RIGHT, self._lines.figure(row))
        painter.restore()

    def _paint_place(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        """Light the line being read; without the focus only a frame says where it is."""
        look = self._look
        if option.widget.hasFocus():
            paint_lamp(painter, rect, look)
        else:
            painter.setPen(QPen(look.colour("border"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if self._lines.differs:
            painter.fillRect(rect.x(), rect.y(), look.px(6), rect.height(), look.colour("danger"))

    def _paint_box(self, painter: QPainter, column: QRect, row: int) -> None:
        look, side = self._look, self._look.px(_TICK)
        box = QRect(column.x(), column.y() + (column.height() - side) // 2, side, side)
        at = self._lines.read_back_at
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick(painter, QRectF(box), look, ticked=row < at)
        if row == at and self._lines.differs:
            inset = look.px(3)
            cross = box.adjusted(inset, inset, -inset, -inset)
            painter.drawPixmap(cross, look.icon("x", "danger"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_words(self, painter: QPainter, words: str, inside: QRect) -> None:
        look = self._look
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        left = inside.x() + look.px(_STAMP_AT)
        room = inside.right() - left - look.px(90)
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, inside.y(), room, inside.height()), _LEFT, shown)

    def _paint_candidate(
        self, painter: QPainter, line: Line, inside: QRect, *, reading: bool
    ) -> None:
        look = self._look
        painter.setFont(look.font("strong" if reading else "body"))
        painter.setPen(look.colour("text" if reading else "muted"))
        number = QRect(inside.x(), inside.y(), look.px(_NUMBER_TO), inside.height())
        painter.drawText(number, _RIGHT, str(line.number))
        height = look.size("stampHeight")
        top = inside.y() + (inside.height() - height) // 2
        at = inside.x() + look.px(_STAMP_AT)
        if line.party is not None:
            stamp = QRect(at, top, look.size("stampWidth"), height)
            paint_stamp(painter, stamp, look.stamp(line.party), look)
        left = inside.x() + look.px(_NAME_AT)
        description = description_at(inside.width() + 2 * look.px(_EDGE), look)
        if line.name is not None:
            name = QRect(left, inside.y(), description - left - look.px(12), inside.height())
            parts = (line.name.before, line.name.surname, line.name.after)
            paint_name(painter, name, parts, look)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text" if reading else "muted"))
        room = inside.right() - description - look.px(84)
        words = QFontMetrics(painter.font()).elidedText(
            line.description, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QRect(description, inside.y(), room, inside.height()), _LEFT, words)


def description_at(width: int, look: Look) -> int:
    """Give where the descriptions start on rows so wide, in px."""
    return look.px(_EDGE + _NAME_AT) + (width - look.px(_EDGE + _NAME_AT)) * 58 // 100
