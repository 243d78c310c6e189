"""Totals that are not reconciled: the steps of the guidance, each ticked, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from countroom.app.screens.before_clearing import STEPS, Unreconciled
from countroom.ui.parts import Strip, Words
from countroom.ui.parts.choices import Sentence, Tick

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look


class GuidanceSteps(Strip):
    """What two officers say was done before such a result is cleared."""

    edited = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, "warning")
        self._look, self._texts = look, texts
        self.words = Words(look, "", "strong", wrap=True, parent=self)
        self.boxes: dict[str, Tick] = {}
        self.reason = Sentence(look, texts.say("Reason why the totals stay as they are"))
        self.reason.setParent(self)
        self.reason.textEdited.connect(lambda _: self.edited.emit())

    @property
    def filled(self) -> Unreconciled:
        """Give what is filled in."""
        ticked = tuple(step for step, box in self.boxes.items() if box.isChecked())
        return Unreconciled(self.reason.text(), ticked)

    def explain(self, codes: tuple[str, ...], answered: str) -> None:
        """Say which checks are not met; the reason given for them is offered again."""
        if not self.boxes:
            self._build()
        self.words.say(
            self._texts.say(
                "The totals are not reconciled ({codes}). Two officers may clear them after "
                "these steps.",
                codes=", ".join(codes),
            )
        )
        if not self.reason.text():
            self.reason.setText(answered)

    def _build(self) -> None:
        """Make the boxes when they are first needed: most contests never do."""
        look, texts = self._look, self._texts
        column = QVBoxLayout()
        column.setSpacing(look.space("xxs"))
        column.addWidget(self.words)
        for step, sentence in STEPS.items():
            box = Tick(look, texts.say(sentence))
            box.toggled.connect(lambda _: self.edited.emit())
            column.addWidget(box)
            self.boxes[step] = box
        column.addWidget(Words(look, texts.say("Reason"), "caption", "muted"))
        column.addWidget(self.reason)
        column.addSpacing(5)
        self.row.addLayout(column, 1)
