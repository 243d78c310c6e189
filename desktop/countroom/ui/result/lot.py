"""The lot between equal votes: who was drawn, how, and who saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from countroom.app.screens.lots import say_decides, witnesses_in
from countroom.ui.parts import Act, Button, Panel, Words
from countroom.ui.parts.choices import Choice, Lines, Sentence

if TYPE_CHECKING:
    from countroom.app.screens.lots import LotToDraw
    from countroom.domain.identifiers import CandidateId
    from countroom.texts import Texts
    from countroom.ui.look import Look


class LotPanel(Panel):
    """One lot at a time; ``edited`` when anything is filled in, ``drawing`` to record it."""

    edited = Signal()
    drawing = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Lot needed"))
        self._look, self._texts = look, texts
        self._lot: LotToDraw | None = None
        self.choices: dict[CandidateId, Choice] = {}
        self._words = Words(look, "", "body", wrap=True)
        self._candidates = QWidget()
        method, witnesses = texts.say("How it was drawn"), texts.say("Witnesses, one a line")
        self.method = Sentence(look, method)
        self.method.setPlaceholderText(texts.say("names drawn from a box"))
        self.witnesses = Lines(look, witnesses)
        self.act = Act(look, Button(look, texts.say("Record the lot")))
        for widget in (
            self._words,
            self._candidates,
            Words(look, method, "caption", "muted"),
            self.method,
            Words(look, witnesses, "caption", "muted"),
            self.witnesses,
            self.act,
        ):
            self.body.addWidget(widget)
        self.method.textEdited.connect(lambda _: self.edited.emit())
        self.method.returnPressed.connect(self.witnesses.setFocus)
        self.witnesses.textChanged.connect(self.edited)
        self.act.button.clicked.connect(self._draw)

    @property
    def drawn(self) -> CandidateId | None:
        """Give who was drawn, None while nobody is chosen."""
        return next((one for one, choice in self.choices.items() if choice.isChecked()), None)

    @property
    def seen_by(self) -> tuple[str, ...]:
        """Give the witnesses."""
        return witnesses_in(self.witnesses.toPlainText())

    def show_lot(self, lot: LotToDraw | None) -> None:
        """Show the lot that is needed now; another one starts with nobody drawn."""
        self.setVisible(lot is not None)
        if lot is None or lot == self._lot:
            return
        self._lot = lot
        number = self._texts.say("This is lot {number}.", number=lot.nth)
        self._words.say(f"{say_decides(self._texts, lot)} {number}")
        self._choose_among(lot)

    @property
    def words(self) -> str:
        """Give what the lot decides, as it is said."""
        return self._words.text()

    @property
    def nth(self) -> int | None:
        """Give the number of the lot that is shown, None before the first."""
        return self._lot.nth if self._lot else None

    def _choose_among(self, lot: LotToDraw) -> None:
        look, old = self._look, self._candidates
        self._candidates = QWidget()
        column = QVBoxLayout(self._candidates)
        column.setContentsMargins(5, 0, 5, 0)
        column.setSpacing(look.space("xs"))
        group = QButtonGroup(self._candidates)
        self.choices = {}
        for candidate in lot.tied:
            stamp = look.stamp(candidate.party)
            choice = Choice(look, f"{candidate.name} ({stamp.code})")
            choice.toggled.connect(lambda _: self.edited.emit())
            choice.entered.connect(self.method.setFocus)
            group.addButton(choice)
            column.addWidget(choice)
            self.choices[candidate.id] = choice
        self.body.replaceWidget(old, self._candidates)
        self._candidates.show()  # at once, for the lamp goes there
        old.deleteLater()
        first, last = self._candidates, self.method
        for choice in self.choices.values():
            QWidget.setTabOrder(first, choice)
            first = choice
        QWidget.setTabOrder(first, last)

    def _draw(self) -> None:
        if self.drawn is not None:
            self.drawing.emit()
