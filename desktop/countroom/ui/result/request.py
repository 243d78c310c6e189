"""Somebody asks for a recount: in whose name, what is decided, at which tables, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.consultation import (
    BY_TABLE,
    IN_SETS,
    Request,
    askers,
    command_of,
    rulings,
    tables,
)
from countroom.domain.identifiers import PersonId
from countroom.ui.ready.form import Form, Ticked

if TYPE_CHECKING:
    from countroom.domain.identifiers import MiniCountId
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page


class RequestForm(Form):
    """One request and the officer's decision on it; what is granted is counted at once."""

    def __init__(self, page: Page, state: ContestState) -> None:
        texts, say = page.desk.texts, page.desk.texts.say
        super().__init__(
            page,
            say("A recount in {ward}", ward=state.contest.area),
            say(
                "The officer grants it with a scope, or refuses what is unreasonable. Either is "
                "kept with its reason."
            ),
        )
        self._contest = state.contest.id
        self._version = state.provisional.version if state.provisional else 0
        self.asker = self.pick(say("Who asks"), askers(texts, state))
        self.ruling = self.pick(say("What is decided"), rulings(texts, state))
        named = tables(texts, state)
        self.tables: Ticked[MiniCountId] | None = None
        if named:
            self.tables = self.ticks(say("Tables, none for all"), named, ())
        new = {True: say("On new sheets: the old ones are given up as a set")}
        self.new_sheets = self.ticks(say("Sheets"), new, ())
        self.reason = self.line(say("Reason"))
        self.ruling.box.currentIndexChanged.connect(self._follow)
        self.finish(say("Grant the recount"), self._asked)
        self._follow()

    def _follow(self) -> None:
        """Open what the decision leaves to say, and name the act."""
        say, ruling = self.desk.texts.say, self.ruling.value
        if self.tables is not None:
            for tick in self.tables.boxes.values():
                tick.setEnabled(ruling in BY_TABLE)
        self.new_sheets.boxes[True].setEnabled(ruling in IN_SETS)
        words = say("Refuse the recount") if ruling == "refuse" else say("Grant the recount")
        self.act.button.relabel(words)
        self.show_why()

    def _asked(self) -> Asked:
        asked = command_of(
            Request(
                self.desk.person.id if self.desk.person else PersonId(""),
                self._contest,
                self._version,
                self.asker.value,
                self.ruling.value,
                self.tables.values if self.tables is not None else (),
                True in self.new_sheets.values,
                self.reason.text().strip(),
            )
        )
        if asked is not None:
            return asked
        if self.asker.value == "choose":
            return self.desk.texts.say("Choose who asks.")
        return self.desk.texts.say("Choose who asks: a refusal answers somebody.")
