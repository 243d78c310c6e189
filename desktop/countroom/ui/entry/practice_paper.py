"""In practice only: the paper of the sheet, since there is none in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.ui.parts import Panel, Scrolled, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.screens.entry import Line
    from countroom.domain.identifiers import FieldId
    from countroom.ui.desk import Desk

_LETTERS: Final = 18
_TALLEST: Final = 196


class PracticePaper(Panel):
    """The sheet as the counting team filled it in: candidates left, the other lines right."""

    def __init__(self, desk: Desk, lines: Sequence[Line], figures: Mapping[FieldId, int]) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("The paper"), texts.say("practice: key from it"))
        self._look = look
        written = QWidget()
        grid = QGridLayout(written)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(look.space("s"))
        candidates = [line for line in lines if line.candidate]
        others = [line for line in lines if not line.candidate]
        halves = (candidates, others) if candidates else (others, ())
        for at, half in enumerate(halves):
            for row, line in enumerate(half):
                self._write(grid, row, 4 * at, line, texts.figure(figures[line.field]))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, look.space("s"))
        grid.setColumnStretch(5, 1)
        grid.setRowStretch(max(len(candidates), len(others)), 1)
        scroll = Scrolled(look, written)
        rows = max(len(candidates), len(others))
        scroll.setFixedHeight(min(look.px(_TALLEST), rows * look.line("caption") + look.px(4)))
        self.body.addWidget(scroll)
        spoken = (f"{line.words} {texts.figure(figures[line.field])}" for line in lines)
        self.setAccessibleDescription("; ".join(spoken))

    def _write(self, grid: QGridLayout, row: int, column: int, line: Line, figure: str) -> None:
        look = self._look
        name = line.candidate.surname.upper() if line.candidate else line.words
        short = name if len(name) <= _LETTERS else f"{name[:_LETTERS].rstrip()}…"
        words = Words(look, short, "caption")
        words.setToolTip(name)
        number = Words(look, figure, "caption")
        number.setFont(look.font_of(13, bold=True))
        grid.addWidget(Words(look, line.number, "caption", "muted"), row, column)
        grid.addWidget(words, row, column + 1)
        grid.addWidget(number, row, column + 2, Qt.AlignmentFlag.AlignRight)
