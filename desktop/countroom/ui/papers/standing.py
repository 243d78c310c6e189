"""One strip: all papers are conserved, or how many are missing and which table holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from countroom.ui.parts import IconBox, Strip, Words

if TYPE_CHECKING:
    from countroom.app.screens.papers import Conserved
    from countroom.ui.look import Look

_ICONS: Final = {
    "success": "circle-check",
    "info": "info",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
}


class Standing(Strip):
    """What is so in bold, and a line for each table that it concerns."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "info")
        self._mark = IconBox(look, "info", "info", 20)
        self.title = Words(look, "", "strong", wrap=True)
        self.lines = Words(look, "", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.lines)
        self.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(column, 1)

    def show_standing(self, conserved: Conserved) -> None:
        """Say it."""
        self.turn(conserved.tone)
        self._mark.show_icon(_ICONS[conserved.tone], conserved.tone, 20)
        self.title.say(conserved.title)
        held = "  ".join(conserved.lines)
        self.lines.say(held)
        self.lines.setVisible(bool(conserved.lines))
        self.setAccessibleName(" ".join((conserved.title, *conserved.lines)))
