"""The table of facts and outlets by keys: arrows move, Space or Enter takes a cell up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from countroom.ui.look.painting import paint_lamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.app.screens.disclosure import Cell, FactRow, Mark
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_CELL: Final = Qt.ItemDataRole.UserRole
_SPOKEN: Final = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_TAKES: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MARKS: Final[dict[Mark, tuple[str, str]]] = {
    "shown": ("circle-check", "success"),
    "withheld": ("lock", "muted"),
    "never": ("circle", "muted"),
}
_ROW, _SIDE = 52, 18
_LEAST_ROWS: Final = 4
_NOWHERE: Final = QModelIndex()


class DisclosureTable(QTableView):
    """Facts down, outlets across; ``moved`` to another cell, ``taken`` to change the one lit."""

    moved = Signal()
    taken = Signal()

    def __init__(self, look: Look, texts: Texts, outlets: Sequence[str]) -> None:
        super().__init__()
        self._model = _Cells(outlets)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName(texts.say("Facts and outlets"))
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's own; the cell is lit instead
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        across = _Heads(look, Qt.Orientation.Horizontal, "strong")
        across.setAccessibleName(texts.say("Outlets"))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalHeader(across)
        down = _Heads(look, Qt.Orientation.Vertical, "body")
        down.setAccessibleName(texts.say("Facts"))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(look.px(_ROW))
        self.setVerticalHeader(down)
        self.setMinimumHeight(look.px(_LEAST_ROWS * _ROW))
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Button):
            palette.setColor(role, look.colour("base"))
        self.setPalette(palette)
        self.doubleClicked.connect(lambda _: self.taken.emit())

    @property
    def cell(self) -> Cell | None:
        """Give the cell that is lit."""
        at = self.currentIndex()
        return at.data(_CELL) if at.isValid() else None

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Show these rows; the cell lit stays."""
        at = self.currentIndex()
        where = (at.row(), at.column()) if at.isValid() else (0, 0)
        self._model.take(rows)
        self.setCurrentIndex(self._model.index(*where))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another cell is lit."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the cell up."""
        if event.key() in _TAKES:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class _Cells(QAbstractTableModel):
    def __init__(self, outlets: Sequence[str]) -> None:
        super().__init__()
        self._outlets = tuple(outlets)
        self._rows: tuple[FactRow, ...] = ()

    def take(self, rows: Sequence[FactRow]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the facts."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the outlets."""
        return 0 if parent.isValid() else len(self._outlets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell, its word, or all of it in words."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role == _CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.word
        return cell.told if role in _SPOKEN else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Name outlets and facts, a fact with what no choice can move."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._outlets[section]
        row = self._rows[section]
        return f"{row.title}\n{row.condition}" if row.condition else row.title


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, view: DisclosureTable) -> None:
        super().__init__(view)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint mark and word, and the lamp on the cell that has the keys."""
        look, cell, rect = self._look, index.data(_CELL), QRect(option.rect)
        painter.save()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), look.colour("selection"))
        icon, tone = _MARKS[cell.mark]
        side = look.px(_SIDE)
        left = rect.x() + look.space("m")
        at = QRect(left, rect.center().y() - side // 2, side, side)
        painter.drawPixmap(at, look.icon(icon, tone, _SIDE))
        painter.setFont(look.font("strong" if cell.mark == "shown" else "body"))
        painter.setPen(look.colour("text" if cell.mark == "shown" else "muted"))
        words = rect.adjusted(look.space("m") + side + look.space("s"), 0, -4, 0)
        shown = painter.fontMetrics().elidedText(
            cell.word, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class _Heads(QHeaderView):
    """Names of outlets or facts, flat, with no ground of their own."""

    def __init__(self, look: Look, orientation: Qt.Orientation, kind: str) -> None:
        super().__init__(orientation)
        self._look = look
        self.setFont(look.font(kind))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        palette = QPalette(self.palette())  # what is left below the last name has this ground
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Button):
            palette.setColor(role, look.colour("base"))
        self.setPalette(palette)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name and a hairline under it."""
        look, words = self._look, self.model().headerData(section, self.orientation())
        painter.save()
        painter.fillRect(rect, look.colour("base"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("rule"))
        painter.setFont(self.font())
        painter.setPen(look.colour("text"))
        across = self.orientation() == Qt.Orientation.Horizontal
        left = look.space("m") if across else 0
        painter.drawText(rect.adjusted(left, 0, 0, 0), self.defaultAlignment(), str(words))
        painter.restore()
