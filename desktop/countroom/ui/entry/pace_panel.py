"""How one keys: for that keyer alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout
from shiboken6 import isValid

from countroom.ui.parts import Panel, Words

if TYPE_CHECKING:
    from countroom.app.own_pace import OwnSpeed
    from countroom.ui.desk import Desk

_NOT_KNOWN = "–"


class PacePanel(Panel):
    """Sheets, keys a minute and lines sent back of who sits here."""

    def __init__(self, desk: Desk) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, say("How you key"))
        self._desk = desk
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("s"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        heads = (
            say("Sheets"),
            say("Keys a minute, sheet to sheet"),
            say("Lines keyed"),
            say("Lines sent back to you"),
        )
        self.figures = [Words(look, _NOT_KNOWN, "figure") for _ in heads]
        for row, (head, figure) in enumerate(zip(heads, self.figures, strict=True)):
            grid.addWidget(Words(look, head, wrap=True), row, 0)
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(grid)
        note = say("Worked out for you alone. Nobody else is shown it.")
        self.body.addWidget(Words(look, note, "caption", "muted", wrap=True))
        self.look_again()

    def look_again(self) -> None:
        """Ask the log once more."""
        for figure in self.figures:
            figure.say(_NOT_KNOWN)
        self._desk.own_pace(self._show)

    def _show(self, speed: OwnSpeed) -> None:
        here = self._desk.person
        if not isValid(self) or here is None or here.id != speed.person:
            return
        write = self._desk.texts.figure
        known = (speed.sheets, speed.keys_a_minute, speed.lines, speed.sent_back)
        for figure, n in zip(self.figures, known, strict=True):
            figure.say(_NOT_KNOWN if n is None else write(n))
