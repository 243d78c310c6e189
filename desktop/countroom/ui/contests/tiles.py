"""Every contest of the count: large tiles, low ones, or cells in columns read downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from countroom.app.screens.contests import MOST_LOW_TILES, MOST_TILES
from countroom.ui.contests.painting import paint_cell, paint_low_tile, paint_tile
from countroom.ui.parts.contest_list import ContestList
from countroom.ui.parts.contest_rows import ROW

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent

    from countroom.texts import Texts
    from countroom.ui.look import Look
    from countroom.ui.parts.contest_rows import Index

_NARROWEST_TILE: Final = 218
_NARROWEST_CELL: Final = 200
_USUAL_COLUMNS: Final = 4
_ALWAYS: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
_NEVER: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class Tiles(ContestList):
    """All contests; how they are drawn follows from how many there are."""

    def __init__(self, look: Look, texts: Texts, contests: int) -> None:
        super().__init__(texts.say("All contests"))
        self._look = look
        self.dense = contests > MOST_LOW_TILES
        self.low = not self.dense and contests > MOST_TILES
        self._cell = QSize(look.px(_NARROWEST_TILE), look.size("boardTile"))
        self.setItemDelegate(TileDelegate(look, self))
        flow = QListView.Flow.TopToBottom if self.dense else QListView.Flow.LeftToRight
        self.setFlow(flow)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    @property
    def gap(self) -> int:
        """Give the distance between two cells in px."""
        return self._look.px(2) if self.dense else self._look.size("boardGap")

    def cell(self) -> QSize:
        """Give the size of a cell with half a gap on each side."""
        return self._cell

    def fit(self) -> None:
        """Divide the room there is into columns.

        Qt keeps the room of a scroll bar free unless it knows that there will be none.
        """
        room = self.maximumViewportSize()
        cell, over = self._in_columns(room) if self.dense else self._in_rows(room)
        policy = _ALWAYS if over else _NEVER
        self.setHorizontalScrollBarPolicy(policy if self.dense else _NEVER)
        self.setVerticalScrollBarPolicy(_NEVER if self.dense else policy)
        if cell != self._cell:
            self._cell = cell
            self.scheduleDelayedItemsLayout()

    def _in_rows(self, room: QSize) -> tuple[QSize, bool]:
        """Give the size of a tile, and whether there are more than fit."""
        look = self._look
        height = look.size("boardTileCompact" if self.low else "boardTile") + self.gap
        narrowest, width = look.px(_NARROWEST_TILE), room.width()
        over = self._lines(max(1, width // narrowest)) * height > room.height()
        if over:
            width -= self.verticalScrollBar().sizeHint().width()
        columns = max(1, width // narrowest)
        return QSize(max(look.px(80), (width - 1) // columns), height), over

    def _in_columns(self, room: QSize) -> tuple[QSize, bool]:
        """Give the size of a cell, and whether there are more than fit."""
        look = self._look
        height = look.size("boardCell")
        most = max(1, room.width() // look.px(_NARROWEST_CELL))
        free = room.height()
        over = self._lines(max(1, free // height)) > most
        if over:
            free -= self.horizontalScrollBar().sizeHint().height()
        needed = self._lines(max(1, free // height))
        columns = min(most, max(needed, _USUAL_COLUMNS))
        return QSize(max(look.px(80), (room.width() - 1) // columns), height), over

    def _lines(self, in_a_line: int) -> int:
        return -(-self.model().rowCount() // in_a_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide anew."""
        if self.model() is not None:
            self.fit()
        super().resizeEvent(event)


class TileDelegate(QStyledItemDelegate):
    """Paints a contest as the number of contests asks for."""

    def __init__(self, look: Look, tiles: Tiles) -> None:
        super().__init__(tiles)
        self._look, self._tiles = look, tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take the room of a cell."""
        return self._tiles.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the contest."""
        tiles = self._tiles
        state = option.state
        lit = bool(state & QStyle.StateFlag.State_HasFocus)
        rect = option.rect
        half = tiles.gap // 2
        inner = (
            rect.adjusted(half, 0, -half, -1)
            if tiles.dense
            else rect.adjusted(half, half, -half, -half)
        )
        paint = paint_cell if tiles.dense else (paint_low_tile if tiles.low else paint_tile)
        painter.save()
        paint(painter, inner, index.data(ROW), self._look, lit=lit)
        painter.restore()
