"""All lines of a sheet with both figures, those that differ marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from countroom.app.screens.differences import pairs
from countroom.ui.parts import IconBox, Panel, Rule, StampBox, Words

if TYPE_CHECKING:
    from countroom.app.screens.pairs import Pair
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = 6


class EveryLine(Panel):
    """The sheet as on paper with both entries side by side."""

    def __init__(self, look: Look, texts: Texts, state: ContestState, sheet: SheetState) -> None:
        super().__init__(look, texts.say("All lines of the sheet"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(2, 1)
        for column in (4, 5):
            grid.setColumnMinimumWidth(column, look.px(112))
        for column, head in ((4, texts.say("First entry")), (5, texts.say("Second entry"))):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
        for n, pair in enumerate(pairs(texts, state, sheet)):
            grid.addWidget(Rule(look), 2 * n + 1, 0, 1, _COLUMNS)
            _add_line(look, texts, grid, 2 * n + 2, pair)
        self.body.addLayout(grid)
        self.body.addStretch(1)


def _add_line(look: Look, texts: Texts, grid: QGridLayout, row: int, pair: Pair) -> None:
    number = str(pair.number) if pair.number else ""
    grid.addWidget(Words(look, number, "body", "muted"), row, 0, _RIGHT)
    if pair.party is not None:
        grid.addWidget(StampBox(look, look.stamp(pair.party), pair.party.name), row, 1)
    grid.addWidget(Words(look, pair.name, "strong" if pair.differs else "body", wrap=True), row, 2)
    if pair.differs:
        grid.addWidget(IconBox(look, "diff", "warning", 16, texts.say("differs")), row, 3)
    for column, figure in ((4, pair.first), (5, pair.second)):
        kind = "figureStrong" if pair.differs else "figure"
        grid.addWidget(Words(look, texts.figure(figure), kind), row, column, _RIGHT)
