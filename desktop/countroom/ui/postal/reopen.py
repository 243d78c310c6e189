"""The ledger opened again: why, before a statement signed since is void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from countroom.ui.accounts.statement import ReasonField
from countroom.ui.parts import Act, Button, Strip, Words

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Reopen(Strip):
    """Asks for the reason; ``given`` carries it. Hidden until it is asked."""

    given = Signal(str)
    changed = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, "warning")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("s"))
        asks = texts.say("Why is the postal ledger opened again?")
        self.field = ReasonField(look)
        self.field.setAccessibleName(asks)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.act = Act(look, Button(look, texts.say("Reopen the ledger")))
        self.act.button.clicked.connect(self._give)
        voids = texts.say("A statement signed before lapses. It is signed anew once all is in.")
        for part in (
            Words(look, asks, "strong", wrap=True),
            Words(look, voids, wrap=True),
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
