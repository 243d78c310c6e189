"""Totals that are not reconciled, before clearing: the steps of the guidance, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.ui.guidance import GuidanceSteps
from countroom.ui.parts import Words
from countroom.ui.parts.choices import Sentence

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk


class StepsAndReason(QWidget):
    """What was done, and the reason that two officers give for clearing such a result."""

    edited = Signal()

    def __init__(self, desk: Desk, contest: ContestId) -> None:
        super().__init__()
        look, texts = desk.look, desk.texts
        self.steps = GuidanceSteps(desk, contest)
        self.reason = Sentence(look, texts.say("Reason why the totals stay as they are"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 5, 5)
        column.setSpacing(look.space("xxs"))
        column.addWidget(self.steps)
        column.addWidget(Words(look, texts.say("Reason"), "caption", "muted"))
        column.addWidget(self.reason)
        self.steps.finished.connect(self.reason.setFocus)
        self.reason.textEdited.connect(lambda _: self.edited.emit())

    def refresh(self, answered: str) -> None:
        """Show the steps as they are now; a reason given before is offered again."""
        self.steps.refresh()
        if not self.reason.text():
            self.reason.setText(answered)
