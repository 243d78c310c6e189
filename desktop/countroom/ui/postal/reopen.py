"""Why the ledger is opened again, or a session taken back: asked before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from countroom.ui.accounts.statement import ReasonField
from countroom.ui.parts import Act, Button, Strip, Words

if TYPE_CHECKING:
    from countroom.ui.look import Look


class Why(Strip):
    """Asks for a reason and says what follows; ``given`` carries it. Hidden until it is asked."""

    given = Signal(str)
    changed = Signal()

    def __init__(self, look: Look, asks: str, follows: str, act: str) -> None:
        super().__init__(look, "warning")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("s"))
        self.field = ReasonField(look)
        self.field.setAccessibleName(asks)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.act = Act(look, Button(look, act))
        self.act.button.clicked.connect(self._give)
        for part in (
            Words(look, asks, "strong", wrap=True),
            Words(look, follows, wrap=True),
            self.field,
            self.act,
        ):
            column.addWidget(part)
        self.row.addLayout(column, 1)
        self.hide()

    def ask(self) -> None:
        """Ask for the reason."""
        self.field.clear()
        self.show()
        self.field.setFocus()

    def _give(self) -> None:
        self.hide()
        self.given.emit(self.field.text())
