"""Contests as Qt's lists take them, each row whole in words for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.identifiers import ContestId


class ContestRow(Protocol):
    """What any row of contests tells."""

    @property
    def contest(self) -> ContestId:
        """Give the contest."""
        ...

    @property
    def area(self) -> str:
        """Give its name."""
        ...

    @property
    def told(self) -> str:
        """Give all of the row in words."""
        ...


Row = TypeVar("Row", bound=ContestRow)
Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole
_SPOKEN: Final = (
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
_NOWHERE: Final = QModelIndex()


class Rows(QAbstractListModel, Generic[Row]):
    """Contests in a list; ``ROW`` gives the row itself to the one who paints it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows shown."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; where the same contests stand in the same order, only what changed."""
        new = tuple(rows)
        if [row.contest for row in new] != [row.contest for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    def place_of(self, contest: ContestId | None) -> int | None:
        """Find the row of a contest."""
        return next((at for at, row in enumerate(self._rows) if row.contest == contest), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows; a row has none below it."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, its name, or all of it in words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.area
        return row.told if role in _SPOKEN else None
