"""An account that is wrong on paper: both its entries are voided, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.accounts.statement import ReasonField
from countroom.ui.parts import Act, Button, Strip, Words

if TYPE_CHECKING:
    from countroom.app.screens.accounts import BoxRow
    from countroom.ui.desk import Desk


class KeyAgain(Strip):
    """Asks why an account is keyed again; hidden until a settled box is named to it."""

    def __init__(self, desk: Desk) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, "warning")
        self._desk = desk
        self._box: BoxRow | None = None
        column = QVBoxLayout()
        column.setSpacing(look.space("s"))
        self._asks = Words(look, "", "strong", wrap=True)
        self._voids = Words(
            look,
            texts.say(
                "Both entries are voided and kept in the log, and a statement signed before "
                "lapses. Then the account is keyed twice again."
            ),
            wrap=True,
        )
        self.field = ReasonField(look)
        self.field.textChanged.connect(self.show_why)
        self.act = Act(look, Button(look, texts.say("Void both entries")))
        self.act.button.clicked.connect(self._void)
        for part in (self._asks, self._voids, self.field, self.act):
            column.addWidget(part)
        self.row.addLayout(column, 1)
        self.hide()

    def ask(self, box: BoxRow) -> None:
        """Ask about this box."""
        self._box = box
        asks = self._desk.texts.say("Why is the account of {box} keyed again?", box=box.place)
        self._asks.say(asks)
        self.field.setAccessibleName(asks)
        self.field.clear()
        self.show_why()
        self.show()
        self.field.setFocus()

    def show_why(self) -> None:
        """Say what opens the act."""
        command = self._command(self.field.text())
        self.act.show_why(self._desk.why_not(command) if command is not None else "")

    def why_not(self, box: BoxRow) -> str:
        """Say why this person may not have a box keyed again, whatever the reason."""
        self._box = box
        command = self._command("-")
        return self._desk.why_not(command) if command is not None else ""

    def _command(self, reason: str) -> do.ReopenSheet | None:
        person = self._desk.person
        by = person.id if person else PersonId("")
        return do.ReopenSheet(by, self._box.sheet, reason) if self._box is not None else None

    def _void(self) -> None:
        command = self._command(self.field.text())
        if command is not None:
            self.hide()
            self._desk.do(command)
