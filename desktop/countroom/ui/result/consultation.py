"""The consultation of candidates and agents: the officer says how it ended, and closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from countroom.app.screens.result import OUTCOMES
from countroom.ui.parts import Act, Button, IconBox, Panel, Strip, Words
from countroom.ui.parts.choices import Choice

if TYPE_CHECKING:
    from countroom.domain.events import ConsultationOutcome
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Consultation(Panel):
    """``closing`` gives the outcome that was chosen; nobody's silence blocks it."""

    closing = Signal(str)
    chosen = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Consultation"))
        self._texts = texts
        self.choices: dict[ConsultationOutcome, Choice] = {}
        self._open = QWidget()
        column = QVBoxLayout(self._open)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("xs"))
        group = QButtonGroup(self)
        for outcome, words in OUTCOMES.items():
            choice = Choice(look, texts.say(words))
            group.addButton(choice)
            choice.toggled.connect(lambda _: self.chosen.emit())
            choice.entered.connect(self._on_to_the_button)
            column.addWidget(choice)
            self.choices[outcome] = choice
        self.act = Act(look, Button(look, texts.say("Close the consultation")))
        self.act.button.clicked.connect(self._close)
        column.addWidget(self.act)
        self._closed = Strip(look, "success")
        self._closed.row.addWidget(IconBox(look, "circle-check", "success", 20))
        self._words = Words(look, "", "body", wrap=True)
        self._closed.row.addWidget(self._words, 1)
        self.body.addWidget(self._open)
        self.body.addWidget(self._closed)

    @property
    def outcome(self) -> ConsultationOutcome | None:
        """Give the outcome that is chosen, None while none is."""
        return next((one for one, choice in self.choices.items() if choice.isChecked()), None)

    def show_state(self, version: int, *, closed: bool) -> None:
        """Show whether the consultation on this version is closed."""
        self._open.setVisible(not closed)
        self._closed.setVisible(closed)
        self._words.say(
            self._texts.say(
                "The consultation on provisional result {number} is closed.", number=version
            )
        )

    def _close(self) -> None:
        if self.outcome is not None:
            self.closing.emit(self.outcome)

    def _on_to_the_button(self) -> None:
        if self.act.button.isEnabled():
            self.act.button.setFocus(Qt.FocusReason.TabFocusReason)
