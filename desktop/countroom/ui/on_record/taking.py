"""How far a result is taken down: kept at the desk, for the page is made anew now and then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.app.screens.hand_sheet import Typed
from countroom.app.station import Hand
from countroom.domain.identifiers import PersonId
from countroom.texts import N_
from countroom.ui.parts import IconBox, Panel, Words

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look

Stage = Literal["first", "again", "differ", "sign"]
STAGES: Final[dict[Stage, str]] = {
    "first": N_("The first officer keys the paper"),
    "again": N_("A second officer keys it again without seeing that"),
    "differ": N_("What differs is looked up on the paper by both"),
    "sign": N_("Both sign what the hall has heard"),
}
_LOOKS: Final = (("circle-check", "success"), ("circle-dot", "info"), ("circle", "muted"))


@dataclass(frozen=True, slots=True)
class Taking:
    """Who reads, how far, and what; ``second`` is the hand of the officer who reads again."""

    officer: PersonId | None
    stage: Stage = "first"
    first: Typed = field(default_factory=Typed)
    again: Typed = field(default_factory=Typed)
    second: Hand | None = None
    reason: str = ""

    def put_down(self) -> Taking:
        """Give what is kept of it while nobody is at it: the second officer has to come again."""
        return Taking(self.officer, first=self.first)


class StagesPanel(Panel):
    """The four stages with the one it is at."""

    def __init__(self, look: Look, texts: Texts, stage: Stage) -> None:
        super().__init__(look, texts.say("How it is taken down"))
        order = list(STAGES)
        for n, words in enumerate(STAGES.values()):
            at = order.index(stage)
            icon, colour = _LOOKS[0 if n < at else 1 if n == at else 2]
            spoken = texts.say("Done") if n < at else texts.say("Now") if n == at else ""
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, look.px(4), 0, look.px(4))
            row.setSpacing(look.space("m"))
            mark = IconBox(look, icon, colour, 20, spoken or texts.say("Still to do"))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            kind = "strong" if n == at else "body"
            row.addWidget(Words(look, texts.say(words), kind, wrap=True), 1)
            self.body.addWidget(line)


class AboutPanel(Panel):
    """What the page is for."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("What this is for"))
        for words in (
            texts.say(
                "For a result that the returning officer has declared from a sheet written by "
                "hand. It is the result, whatever the checks say."
            ),
            texts.say(
                "Nothing is counted again. The figures go into the record and to the feed, marked "
                "as declared on paper."
            ),
        ):
            self.body.addWidget(Words(look, words, wrap=True))
