"""Taking a clearance back from the running order: which one, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from countroom.ui.parts import Act, Button, Strip, Words
from countroom.ui.parts.choices import Sentence

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Withdrawing(Strip):
    """``asked`` gives the reason."""

    asked = Signal(str)

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, "warning")
        self._texts = texts
        self._words = Words(look, "", "body", wrap=True)
        self.reason = Sentence(look, texts.say("Why is the clearance taken back?"))
        self.act = Act(look, Button(look, texts.say("Take it back"), "Enter"))
        column = QVBoxLayout()
        column.setSpacing(look.space("xs"))
        for widget in (self._words, self.reason, self.act):
            column.addWidget(widget)
        self.row.addLayout(column, 1)
        self.reason.returnPressed.connect(self._ask)
        self.act.button.clicked.connect(self._ask)
        self.hide()

    def begin(self, ward: str) -> None:
        """Ask for the reason."""
        self._words.say(
            self._texts.say(
                "Why is the clearance of {ward} taken back? Its printed papers are void then.",
                ward=ward,
            )
        )
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        self.asked.emit(self.reason.text().strip())
