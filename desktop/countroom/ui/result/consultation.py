"""The consultation of candidates and agents: who is there, how it ended, a recount asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from countroom.app.screens.result import OUTCOMES
from countroom.ui.parts import Act, Button, IconBox, Panel, Strip, Words
from countroom.ui.parts.choices import Choice, Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.consultation import Heard, HeardFor
    from countroom.domain.consultation import Voice
    from countroom.domain.events import ConsultationOutcome
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Consultation(Panel):
    """``closing`` gives the outcome that was chosen; nobody's silence blocks it.

    ``asked`` says that somebody asks for a recount.
    """

    closing = Signal(str)
    chosen = Signal()
    asked = Signal()

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
        self.ask = Act(look, Button(look, texts.say("A recount is asked for"), "F7"))
        self.ask.button.clicked.connect(self.asked)
        column.addWidget(self.ask)
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

    def show_state(self, version: int, present: Sequence[str], *, closed: bool) -> None:
        """Show whether the consultation on this version is closed, and who was noted there."""
        self._open.setVisible(not closed)
        self._closed.setVisible(closed)
        say = self._texts.say
        words = say("The consultation on provisional result {number} is closed.", number=version)
        there = say("There were: {people}.", people="; ".join(present)) if present else ""
        self._words.say(f"{words} {there}".strip())

    def _close(self) -> None:
        if self.outcome is not None:
            self.closing.emit(self.outcome)

    def _on_to_the_button(self) -> None:
        if self.act.button.isEnabled():
            self.act.button.setFocus(Qt.FocusReason.TabFocusReason)


class HeardPanel(Panel):
    """Who is heard, candidate by candidate; a tick for each that is there, and what was refused.

    Ticks are the officer's note and open nothing: whoever is silent or away holds nothing up.
    """

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Candidates and agents"))
        self._look, self._texts = look, texts
        self.ticks: dict[Voice, Tick] = {}
        self._shown: tuple[HeardFor, ...] = ()
        self._rows = QWidget()
        self.agents = Button(look, texts.say("Take down agents"), "F4")
        self.refused = Words(look, "", "body", wrap=True)
        hint = texts.say("Tick who is here, if you want it on the record.")
        self.body.addWidget(Words(look, hint, "caption", "muted", wrap=True))
        self.body.addWidget(self._rows)
        self.body.addWidget(self.refused)
        foot = QHBoxLayout()
        foot.setContentsMargins(5, 5, 5, 5)
        foot.addWidget(self.agents)
        foot.addStretch(1)
        self.body.addLayout(foot)

    @property
    def present(self) -> tuple[Voice, ...]:
        """Give those ticked."""
        return tuple(voice for voice, tick in self.ticks.items() if tick.isChecked())

    def show_heard(self, heard: tuple[HeardFor, ...], refused: Sequence[str]) -> None:
        """Show these people; who is ticked stays so."""
        title = self._texts.say("Recounts refused")
        self.refused.say("\n".join((title, *refused)))
        self.refused.setVisible(bool(refused))
        if heard == self._shown:
            return
        ticked, old = set(self.present), self._rows
        self._shown, self.ticks, self._rows = heard, {}, QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 5, 0)
        grid.setVerticalSpacing(self._look.space("xxs"))
        grid.setColumnStretch(0, 1)
        every = ((one, person) for one in heard for person in one.people)
        for row, (one, person) in enumerate(every):
            first = person.voice.capacity == "candidate"
            words = one.candidate if first else person.words
            kind = "strong" if first else "body"
            grid.addWidget(Words(self._look, words, kind, wrap=True), row, 0)
            tick = self._tick(one, person, ticked=person.voice in ticked)
            grid.addWidget(tick, row, 1)
        self.body.replaceWidget(old, self._rows)
        old.deleteLater()

    def _tick(self, one: HeardFor, person: Heard, *, ticked: bool) -> Tick:
        tick = Tick(self._look, self._texts.say("here"))
        tick.setAccessibleName(f"{one.candidate}: {person.words}, {tick.text()}")
        tick.setChecked(ticked)
        self.ticks[person.voice] = tick
        return tick
