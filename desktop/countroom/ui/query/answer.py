"""The lines of an answer: words, a note below them, and the figure at the right edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from countroom.ui.parts import Words

if TYPE_CHECKING:
    from countroom.app.screens.query import Row
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class AnswerRows(QWidget):
    """What one question brings, line by line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[Row, ...] = ()
        self._grid = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, look.space("s"), 0)
        self._column.addWidget(self._grid)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        if rows == self._rows:
            return
        self._rows, old = rows, self._grid
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._look.space("xs"))
        grid.setColumnStretch(0, 1)
        for at, row in enumerate(rows):
            self._add(grid, 2 * at, row)
        self._column.replaceWidget(old, self._grid)
        old.deleteLater()

    def _add(self, grid: QGridLayout, at: int, row: Row) -> None:
        look = self._look
        words = Words(look, row.words, "strong" if row.strong else "body", wrap=True)
        words.setAccessibleName(": ".join(one for one in (row.words, row.figure, row.note) if one))
        grid.addWidget(words, at, 0)
        grid.addWidget(
            Words(look, row.figure, "figureStrong" if row.strong else "figure"), at, 1, _RIGHT
        )
        if row.note:
            grid.addWidget(Words(look, row.note, "caption", "muted", wrap=True), at + 1, 0, 1, 2)
