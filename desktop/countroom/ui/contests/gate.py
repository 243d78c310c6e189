"""The hall gate on the board: which combined polls are not verified, and which results wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from countroom.app.screens.gate import say_outstanding, say_waiting
from countroom.ui.parts import IconBox, Strip, Words

if TYPE_CHECKING:
    from countroom.app.screens.gate import Gate
    from countroom.texts import Texts
    from countroom.ui.look import Look


class GateLine(Strip):
    """One line under the strip of the night; hidden while no result waits for other wards."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, "warning")
        self._texts = texts
        self._says = Words(look, "", wrap=True)
        mark = IconBox(look, "lock", "warning", 20)
        self.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self._says, 1)
        self.hide()

    def show_gate(self, gate: Gate) -> None:
        """Name what is outstanding and who is waiting, once somebody is."""
        said = f"{say_outstanding(self._texts, gate)} {say_waiting(self._texts, gate)}"
        self._says.say(said)
        self.setVisible(bool(gate.waiting))

    @property
    def said(self) -> str:
        """Give what it says."""
        return self._says.text()
