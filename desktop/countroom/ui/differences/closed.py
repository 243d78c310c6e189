"""The page for whoever keyed the sheet, or may not settle it: that lines differ, no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from countroom.app.screens.accounts import due
from countroom.app.screens.settlers import settlers
from countroom.texts import say_refusal
from countroom.ui.parts import Button, IconBox, Panel, Words
from countroom.ui.place import Place

if TYPE_CHECKING:
    from countroom.domain.refusals import Refusal
    from countroom.domain.state import ContestState, SheetState
    from countroom.ui.desk import Desk


class ClosedPanel(Panel):
    """Says why the figures are not shown; ``button`` leads to where this person goes on."""

    def __init__(
        self, desk: Desk, state: ContestState, sheet: SheetState, refusal: Refusal
    ) -> None:
        look, texts = desk.look, desk.texts
        settled = refusal.code == "nothing_differs"
        title = (
            texts.say("Nothing to settle")
            if settled
            else texts.count("{n} line differs", "{n} lines differ", len(sheet.differing))
        )
        super().__init__(look, title)
        row = QHBoxLayout()
        row.setSpacing(look.space("s"))
        mark = IconBox(look, "circle-check" if settled else "lock", "muted", 20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(look, say_refusal(texts, refusal), wrap=True), 1)
        self.body.addLayout(row)
        if not settled:
            blind = texts.say(
                "Whoever may key a line again sees no figures here: they come from paper alone."
            )
            self.body.addWidget(Words(look, blind, "body", "muted", wrap=True))
            self.body.addWidget(Words(look, _who_may(desk, sheet), "strong", wrap=True))
        self.button = self._way_on(desk, state, sheet)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, look.space("s"), 0, 5)
        foot.addWidget(self.button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def _way_on(self, desk: Desk, state: ContestState, sheet: SheetState) -> Button:
        look, texts = desk.look, desk.texts
        person = desk.person.id if desk.person else None
        opens = due(desk.count, sheet, person)
        if opens is not None and opens.page == "entry":
            button = Button(look, texts.say("Key the lines again"), primary=True)
            place = Place("entry", state.contest.id, sheet.sheet.id, opens.entry)
            button.clicked.connect(lambda: desk.go(place))
            return button
        button = Button(look, texts.say("Back to the contests"))
        button.clicked.connect(desk.home)
        return button


def _who_may(desk: Desk, sheet: SheetState) -> str:
    """Say by name who settles the sheet, or what is left where nobody here may."""
    say = desk.texts.say
    names = ", ".join(desk.name_of(one) for one in settlers(desk.count, sheet))
    if names:
        return say("Who may settle it: {names}.", names=names)
    return say(
        "Nobody here may settle it alone. An officer can record an exception, and then signs "
        "beside who settles it."
    )
