"""What was found, and a line for the reason where somebody has to say why it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.texts import N_
from countroom.ui.parts import Button, IconBox, Strip, Words
from countroom.ui.parts.choices import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.app.screens.result import ToAnswer
    from countroom.domain.checks import Finding
    from countroom.texts import Texts
    from countroom.ui.look import Look

    WhyNot = Callable[[Finding, str], str]

_LOOKS: Final = {
    "hard": ("octagon-alert", "danger", N_("Must be settled")),
    "warning": ("triangle-alert", "warning", N_("Please check")),
    "answered": ("message-square-check", "info", N_("Checked")),
    "notice": ("info", "info", N_("Good to know")),
}


class Answers(QWidget):
    """Findings, the worst first; ``answered`` gives the finding shown and the reason.

    ``why_not`` says why the reason for a finding would not be taken now.
    """

    answered = Signal(object, str)

    def __init__(self, look: Look, texts: Texts, why_not: WhyNot) -> None:
        super().__init__()
        self._look, self._texts, self._why_not = look, texts, why_not
        self._cards: list[AnswerCard] = []
        self._rows: tuple[ToAnswer, ...] = ()
        self._clear = _all_clear(look, texts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space("s"))
        self._column.addWidget(self._clear)

    @property
    def cards(self) -> Sequence[AnswerCard]:
        """List the cards from top to bottom."""
        return self._cards

    def show_findings(self, rows: tuple[ToAnswer, ...]) -> None:
        """Show these; what is being typed for one that stays is kept."""
        if rows != self._rows:
            typed = {card.about: card.reason.text() for card in self._cards if card.shown.waits}
            focused = next((c.about for c in self._cards if c.reason.hasFocus()), None)
            for card in self._cards:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._rows = rows
            self._cards = [self._card(row) for row in rows]
            for card in self._cards:
                self._column.addWidget(card)
                card.reason.setText(typed.get(card.about, ""))
                if card.about == focused and card.shown.waits:
                    card.reason.setFocus()
        self._clear.setVisible(not any(row.weight in ("hard", "warning") for row in rows))
        for card in self._cards:
            card.check()

    def _card(self, row: ToAnswer) -> AnswerCard:
        card = AnswerCard(self._look, self._texts, row, self._why_not)
        card.answered.connect(self.answered)
        return card


class AnswerCard(Strip):
    """One finding; the field is there only while it waits for a reason."""

    answered = Signal(object, str)

    def __init__(self, look: Look, texts: Texts, row: ToAnswer, why_not: WhyNot) -> None:
        icon, tone, word = _LOOKS[row.weight]
        super().__init__(look, tone)
        self.shown, self.code, self._why_not = row, row.finding.code, why_not
        self.row.addWidget(IconBox(look, icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.space("xs"))
        column.addWidget(Words(look, texts.say(word), "strong"))
        column.addWidget(Words(look, row.sentence, "body", wrap=True))
        if row.reason:
            given = texts.say("Reason given: {reason}", reason=row.reason)
            column.addWidget(Words(look, given, "body", wrap=True))
        self.reason = Sentence(look, texts.say("Reason why {code} stands", code=self.code))
        self.reason.setPlaceholderText(texts.say("Why the figures stand"))
        self.button = Button(look, texts.say("Keep the reason"))
        self.why = Words(look, "", "caption", wrap=True)
        # In a widget of its own: a layout with nothing shown in it holds its column narrow.
        line = QWidget()
        entry = QHBoxLayout(line)
        entry.setContentsMargins(5, 5, 5, 5)
        entry.setSpacing(look.space("m"))
        entry.addWidget(self.reason, 1)
        entry.addWidget(self.button)
        column.addWidget(line)
        column.addWidget(self.why)
        self.row.addLayout(column, 1)
        for widget in (line, self.why):
            widget.setVisible(row.waits)
        self.setAccessibleName(f"{texts.say(word)}: {row.sentence}")
        self.reason.textEdited.connect(lambda _: self.check())
        self.reason.returnPressed.connect(self._answer)
        self.button.clicked.connect(self._answer)

    @property
    def about(self) -> tuple[str, tuple[str, ...]]:
        """Say what the finding is about, whatever its figures: its code and names."""
        return self.code, self.shown.finding.names

    def check(self) -> None:
        """Close the button while the reason would not be taken."""
        if self.shown.waits:
            why = self._why_not(self.shown.finding, self.reason.text())
            self.button.close_for(why)
            self.why.say(why)
            self.why.setVisible(bool(why))

    def _answer(self) -> None:
        self.check()
        if self.button.isEnabled():
            self.answered.emit(self.shown.finding, self.reason.text())


def _all_clear(look: Look, texts: Texts) -> Strip:
    strip = Strip(look, "success")
    strip.row.addWidget(IconBox(look, "circle-check", "success", 20))
    strip.row.addWidget(Words(look, texts.say("All checks clear"), "strong"), 1)
    strip.setAccessibleName(texts.say("All checks clear"))
    return strip
