"""What all lists of contests share: their keys, and how they keep the contest chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from countroom.ui.parts.contest_rows import ROW

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from countroom.domain.identifiers import ContestId
    from countroom.ui.parts.contest_rows import ContestRow, Row, Rows

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FREE: Final = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class ContestList(QListView):
    """A list of contests by keys: Enter opens, typing finds, Esc lets go of what was typed.

    It lights the row where the next key goes by itself.
    """

    opened = Signal(str)
    typed = Signal(str)
    let_go = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's own
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.clicked.connect(self._open)

    def chosen(self) -> ContestId | None:
        """Give the contest chosen."""
        at = self.currentIndex()
        return self._contest(at) if at.isValid() else None

    def choose(self, rows: Rows[Row], contest: ContestId | None) -> None:
        """Choose a contest, or the first where it is not there any more."""
        at = rows.place_of(contest)
        if rows.rows:
            self.setCurrentIndex(rows.index(at if at is not None else 0))

    def next(self) -> None:
        """Go to the next row; after the last stay there."""
        at = self.currentIndex().row() + 1
        if at < self.model().rowCount():
            self.setCurrentIndex(self.model().index(at, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light a row as soon as the list has the keys."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, find, let go; else move."""
        letters = event.text()
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        elif letters.strip() and letters.isprintable() and event.modifiers() in _FREE:
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def _open(self, at: QModelIndex) -> None:
        if at.isValid():
            self.opened.emit(self._contest(at))

    def _contest(self, at: QModelIndex) -> ContestId:
        row: ContestRow = at.data(ROW)
        return row.contest
