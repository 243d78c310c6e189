"""Beside the pause: the laptops' last codes, and what is done with seals and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from countroom.texts import N_
from countroom.ui.parts import Panel, Rule, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.identifiers import DeviceId
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_ADVICE: Final[Mapping[str, tuple[str, ...]]] = {
    "seal": (
        N_(
            "Put the papers of each contest into containers of their own and close each with seals."
        ),
        N_("Candidates and agents may add seals of theirs. Write every number down."),
        N_("While papers are under seal, nothing of their contest can be keyed."),
    ),
    "resume": (
        N_("Look at every seal with those present. Space says that it is intact."),
        N_("Where one is broken or another, Tab goes to the line for what is different."),
        N_(
            "The last codes stand on the closing sheet. They show that no laptop's log was changed."
        ),
        N_(
            "Where a last code differs, type the codes on the way into the same line one after "
            "another: they find from which event on. Then type the last code again."
        ),
    ),
    "closing": (
        N_("The papers are under seal. Entries are refused until the seals are opened."),
        N_("F6 opens the seals when everybody is back."),
    ),
    "nothing": (),
}


class CodesPanel(Panel):
    """Each laptop's last code, filled in by the program."""

    def __init__(self, look: Look, texts: Texts, heads: Mapping[DeviceId, str]) -> None:
        super().__init__(look, texts.say("Last codes of the laptops"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        self._codes: dict[DeviceId, Words] = {}
        for row, (device, head) in enumerate(sorted(heads.items())):
            self._codes[device] = Words(look, head, "figure")
            grid.addWidget(Rule(look), 2 * row, 0, 1, 2)
            grid.addWidget(Words(look, device, wrap=True), 2 * row + 1, 0)
            grid.addWidget(self._codes[device], 2 * row + 1, 1, _RIGHT)
        self.body.addLayout(grid)
        words = texts.say("The program writes them on the closing sheet.")
        self.body.addWidget(Words(look, words, "body", "muted", wrap=True))

    def show_heads(self, heads: Mapping[DeviceId, str]) -> None:
        """Show the codes as they are now."""
        for device, words in self._codes.items():
            words.say(heads.get(device, words.text()))


class AdvicePanel(Panel):
    """What people do at this point."""

    def __init__(self, look: Look, texts: Texts, mode: str) -> None:
        super().__init__(look, texts.say("What to do"))
        for sentence in _ADVICE[mode]:
            self.body.addWidget(Words(look, texts.say(sentence), wrap=True))
        self.body.addStretch(1)
        if not _ADVICE[mode]:
            self.hide()
