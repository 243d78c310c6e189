"""Having a sheet counted and keyed again: which one, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from countroom.domain.identifiers import SheetId
from countroom.domain.numbering import printed_number
from countroom.ui.parts.buttons import Act, Button
from countroom.ui.parts.choices import Pick, Sentence
from countroom.ui.parts.panels import Strip
from countroom.ui.parts.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.texts import Texts
    from countroom.ui.look import Look


class Reopening(Strip):
    """Asks for a reason; ``asked`` gives the sheet and the reason."""

    asked = Signal(str, str)
    edited = Signal()

    def __init__(self, look: Look, texts: Texts, sheets: Sequence[SheetId]) -> None:
        super().__init__(look, "warning")
        self._texts = texts
        self._before = ""
        self.words = Words(look, "", "body", wrap=True)
        self.sheet = Pick(look)
        self.sheet.setAccessibleName(texts.say("Sheet"))
        self._sheets = sheets
        self.sheet.addItems([printed_number(sheet) for sheet in sheets])
        label = Words(look, texts.say("Reason"), "caption", "muted")
        self.reason = Sentence(look, texts.say("Reason why the sheet is opened again"))
        self.reason.textEdited.connect(lambda _: self.edited.emit())
        self.act = Act(look, Button(look, texts.say("Open the sheet again")))
        column = QVBoxLayout()
        column.setSpacing(look.space("xs"))
        for widget in (self.words, self.sheet, label, self.reason, self.act):
            column.addWidget(widget)
        self.row.addLayout(column, 1)
        self.sheet.setVisible(len(sheets) > 1)
        self.reason.returnPressed.connect(self._ask)
        self.act.button.clicked.connect(self._ask)
        self.sheet.currentIndexChanged.connect(self._turn)

    @property
    def chosen(self) -> str:
        """Give the sheet chosen, empty where there is none to open."""
        at = self.sheet.currentIndex()
        return self._sheets[at] if at >= 0 else ""

    def choose(self, sheet: str) -> None:
        """Choose a sheet, if it is one that can be opened."""
        if sheet in self._sheets:
            self.sheet.setCurrentIndex(list(self._sheets).index(SheetId(sheet)))

    def explain(self, before: str = "") -> None:
        """Say what happened and what opening a sheet means."""
        self._before = before
        meaning = self._texts.say(
            "Both entries of sheet {sheet} are void then, and the paper is counted and keyed "
            "twice again. The figures so far stay in the record.",
            sheet=self.sheet.currentText(),
        )
        self.words.say(f"{before} {meaning}" if before else meaning)

    def _turn(self) -> None:
        """Name the sheet now chosen."""
        self.explain(self._before)
        self.edited.emit()

    def _ask(self) -> None:
        if self.act.button.isEnabled():
            self.asked.emit(self.chosen, self.reason.text())
