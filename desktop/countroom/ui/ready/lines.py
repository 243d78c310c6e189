"""A list of lines: a mark, what it is, what it is about, and beside it whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from countroom.ui.look.look import from_the_top_left
from countroom.ui.look.painting import paint_lamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_LINE: Final = Qt.ItemDataRole.UserRole
_SPOKEN: Final = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_BESIDE: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOWHERE: Final = QModelIndex()
_LEFT, _EDGE, _TOP, _SIDE, _APART = 45, 14, 7, 20, 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``key`` tells it from the others, ``tone`` is a colour of the palette."""

    key: str
    icon: str
    tone: str
    title: str
    about: str
    aside: str
    told: str


class LineList(QListView):
    """Lines by keys: arrows move, Enter opens. It lights the line where the next key goes."""

    opened = Signal(str)
    moved = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName(name)
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's own; the line is lit instead
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(look.px(120))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.clicked.connect(lambda _: self.moved.emit())
        self.doubleClicked.connect(lambda _: self._open())

    @property
    def lines(self) -> Sequence[Line]:
        """Give the lines shown."""
        return self._lines.lines

    @property
    def chosen(self) -> str:
        """Give the key of the current line, empty where there is none."""
        at = self.currentIndex()
        return self._lines.lines[at.row()].key if at.isValid() else ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the current one stays, else the first is."""
        before = self.chosen
        if tuple(lines) == tuple(self._lines.lines):
            return
        with QSignalBlocker(self):  # nobody moved: only a line that went moves the current one
            self._lines.take(lines)
            self.choose(before)
        if self.chosen != before:
            self.moved.emit()

    def choose(self, key: str) -> None:
        """Make a line the current one, the first where it is not there."""
        keys = [line.key for line in self._lines.lines]
        if keys:
            self.setCurrentIndex(self._lines.index(keys.index(key) if key in keys else 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another line is the current one."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a line in sight, also where the whole list lies on a page that scrolls."""
        super().scrollTo(index, hint)
        rect, around = self.visualRect(index), self.parentWidget()
        while around is not None and self.hasFocus():
            content = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and content is not None:
                at = self.viewport().mapTo(content, rect.center())
                around.ensureVisible(at.x(), at.y(), 0, rect.height() // 2 + 1)
            around = around.parentWidget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter."""
        if event.key() in _ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self) -> None:
        if self.chosen:
            self.opened.emit(self.chosen)


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def take(self, lines: Sequence[Line]) -> None:
        """Hold other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count them."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a line, its title, or all of it in words."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.told if role in _SPOKEN else None


class _Painter(QStyledItemDelegate):
    """Paints a line as tall as its words are at the width there is."""

    def __init__(self, look: Look, view: LineList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take what the words need."""
        width = self._view.viewport().width()
        height = sum(rect.height() for rect, *_ in self._words(index.data(_LINE), width))
        return QSize(width, height + 2 * self._look.px(_TOP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint mark and words, and the lamp on the line that has the keys."""
        look, line, rect = self._look, index.data(_LINE), QRect(option.rect)
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        elif option.state & QStyle.StateFlag.State_Selected:
            edge = look.px(4)
            painter.fillRect(rect.x(), rect.y(), edge, rect.height() - 1, look.colour("accent"))
        side = look.px(_SIDE)
        at = QRect(rect.x() + look.px(_EDGE), rect.y() + look.px(_TOP), side, side)
        painter.drawPixmap(at, look.icon(line.icon, line.tone, _SIDE))
        top = rect.y() + look.px(_TOP)
        for where, kind, colour, words in self._words(line, rect.width()):
            painter.setFont(look.font(kind))
            painter.setPen(look.colour(colour))
            box = where.translated(rect.x(), top)
            if where.height():
                painter.drawText(box, from_the_top_left(), words)
            else:
                painter.drawText(box.adjusted(0, 0, 0, look.line(kind)), _BESIDE, words)
            top += where.height()
        painter.restore()

    def _words(self, line: Line, width: int) -> list[tuple[QRect, str, str, str]]:
        """Lay the words out; ``aside`` stands right of the title where both have room."""
        look = self._look
        left = look.px(_LEFT)
        room = max(look.px(80), width - left - look.px(_EDGE))
        beside = self._width("strong", line.title) + self._width("caption", line.aside)
        fits = beside + look.px(_APART) <= room
        found = []
        for kind, colour, words in (
            ("strong", "text", line.title),
            ("body", "text", line.about),
            ("caption", "muted", "" if fits else line.aside),
        ):
            if words:
                height = look.wrapped(kind, words, room) * look.line(kind)
                found.append((QRect(left, 0, room, height), kind, colour, words))
        if fits and line.aside:
            wide = self._width("caption", line.aside) + 2
            at = QRect(left + room - wide, -look.line("strong") + look.px(2), wide, 0)
            found.insert(1, (at, "caption", "muted", line.aside))
        return found

    def _width(self, kind: str, words: str) -> int:
        return QFontMetrics(self._look.font(kind)).horizontalAdvance(words)
