"""Going to a candidate by number or by the beginning of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from countroom.ui.parts import Overlay, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.entry import Line
    from countroom.ui.desk import Desk

_SHOWN = 6


class Jump(Overlay):
    """``chosen`` gives the line's id; Enter takes the first that fits."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, over: QWidget, lines: Sequence[Line]) -> None:
        say, look = desk.texts.say, desk.look
        super().__init__(look, over, say("Go to a candidate"))
        self._lines = lines
        self._none = say("No line begins like that.")
        self.field = QLineEdit()
        self.field.setFont(look.font("figure"))
        self.field.setMinimumHeight(look.px(34))
        self.field.setAccessibleName(say("Number or name"))
        self._found = Words(look, "", "body", wrap=True)
        self.body.addWidget(Words(look, say("Number or name"), "caption", "muted"))
        self.body.addWidget(self.field)
        self.body.addWidget(self._found)
        self.field.textChanged.connect(self._look_up)
        self.field.returnPressed.connect(self._take)
        self._look_up("")

    def begin(self) -> None:
        """Show it."""
        self.open(self.field)

    def _fitting(self) -> list[Line]:
        text = self.field.text().strip().casefold()
        if text.isdigit():
            exact = [line for line in self._lines if line.number == text]
            return exact or [line for line in self._lines if line.number.startswith(text)]
        return [line for line in self._lines if _named(line, text)]

    def _look_up(self, _text: str) -> None:
        fitting = self._fitting()[:_SHOWN]
        names = [f"{line.number} {line.words}".strip() for line in fitting]
        self._found.say("\n".join(names) or self._none)

    def _take(self) -> None:
        fitting = self._fitting()
        if fitting:
            self.leave()
            self.chosen.emit(fitting[0].field)


def _named(line: Line, text: str) -> bool:
    words = line.words.casefold()
    surname = line.candidate.surname.casefold() if line.candidate else words
    return surname.startswith(text) or words.startswith(text) or f" {text}" in words
