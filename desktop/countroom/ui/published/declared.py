"""All declared contests: time, ward, who was elected, and the three facts of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate

from countroom.ui.look.painting import paint_lamp, paint_stamp
from countroom.ui.published.facts import COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from countroom.app.screens.published import DeclaredRow
    from countroom.domain.identifiers import ContestId
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW: Final = 70
_TIME_AT, _WARD_AT = 14, 96
"""Where the time and the rest start, in px from the left."""
_FEWEST: Final = 3
"""So many names at least share a line, that they stand under each other."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DeclaredList(QListView):
    """The list; Enter opens the contest where it stands."""

    opened = QtSignal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName(name)
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's own; the row is lit instead
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("base"))
        self.setPalette(palette)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[DeclaredRow]) -> None:
        """Show these; the contest that was chosen stays chosen."""
        chosen = self.chosen
        if not self._rows.take(tuple(rows)):
            return
        at = next((n for n, row in enumerate(rows) if row.contest == chosen), 0)
        if rows:
            self.setCurrentIndex(self._rows.index(at))

    @property
    def chosen(self) -> ContestId | None:
        """Give the contest that is lit."""
        at = self.currentIndex()
        return self._rows.rows[at.row()].contest if at.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; the rest is the list's own."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, at: Index) -> None:
        if at.isValid():
            self.opened.emit(self._rows.rows[at.row()].contest)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DeclaredRow, ...] = ()

    def take(self, rows: tuple[DeclaredRow, ...]) -> bool:
        """Take other rows; says whether they are other."""
        if rows == self.rows:
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count them."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, and the same in words."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            elected = "; ".join(f"{name}, {party.name}" for name, party in row.elected)
            facts = "; ".join(f"{fact.word}: {fact.note}" for fact in row.facts)
            return f"{row.time} {row.ward}. {elected}. {facts}"
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, owner: DeclaredList) -> None:
        super().__init__(owner)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Take one row."""
        return QSize(self._look.px(600), self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint time, ward, stamps with names, and the facts at the right."""
        row: DeclaredRow = index.data(Qt.ItemDataRole.UserRole)
        look, rect = self._look, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        elif index.row():
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, look.colour("rule"))
        upper = QRect(rect.x(), rect.y() + look.px(8), rect.width(), look.px(24))
        lower = upper.translated(0, look.px(28))
        time = _part(upper, look.px(_TIME_AT), look.px(_WARD_AT))
        self._text(painter, time, row.time, "body", "muted")
        facts = rect.width() - self._facts_width(row)
        ward = _part(upper, look.px(_WARD_AT), facts - look.space("m"))
        self._text(painter, ward, row.ward, "strong", "text")
        self._facts(painter, _part(upper, facts, rect.width()), row)
        elected = _part(lower, look.px(_WARD_AT), rect.width() - look.px(_TIME_AT))
        self._elected(painter, elected, row)
        painter.restore()

    def _elected(self, painter: QPainter, rect: QRect, row: DeclaredRow) -> None:
        look, left = self._look, rect.x()
        width, height = look.size("stampWidth"), look.size("stampHeight")
        share = rect.width() // max(len(row.elected), _FEWEST)
        for name, party in row.elected:
            stamp = QRect(left, rect.y() + (rect.height() - height) // 2, width, height)
            paint_stamp(painter, stamp, look.stamp(party), look)
            room = share - width - look.px(16)
            words = QRect(left + width + look.px(8), rect.y(), room, rect.height())
            self._text(painter, words, name, "body", "text")
            left += share

    def _facts(self, painter: QPainter, rect: QRect, row: DeclaredRow) -> None:
        look, left, side = self._look, rect.x(), self._look.px(16)
        for fact in row.facts:
            icon = QRect(left, rect.y() + (rect.height() - side) // 2, side, side)
            painter.drawPixmap(icon, look.icon(fact.icon, COLOURS[fact.progress]))
            left += side + look.px(5)
            width = QFontMetrics(look.font("caption")).horizontalAdvance(fact.word)
            words = QRect(left, rect.y(), width + 2, rect.height())
            self._text(painter, words, fact.word, "caption", "text")
            left += width + look.px(14)

    def _facts_width(self, row: DeclaredRow) -> int:
        metrics, look = QFontMetrics(self._look.font("caption")), self._look
        return sum(metrics.horizontalAdvance(f.word) + look.px(35) for f in row.facts) + look.px(10)

    def _text(self, painter: QPainter, rect: QRect, text: str, kind: str, colour: str) -> None:
        painter.setFont(self._look.font(kind))
        painter.setPen(self._look.colour(colour))
        shown = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, max(rect.width(), 0)
        )
        painter.drawText(rect, _LEFT, shown)


def _part(rect: QRect, left: int, right: int) -> QRect:
    return QRect(rect.x() + left, rect.y(), max(right - left, 0), rect.height())
