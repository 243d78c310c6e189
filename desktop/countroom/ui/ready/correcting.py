"""Which contest is corrected, and the ways to; each closed one says what opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout

from countroom.app.screens.correcting import anybody_else, limits_of
from countroom.domain import commands as do
from countroom.domain.election import particulars_of
from countroom.domain.identifiers import PersonId
from countroom.ui.parts import Act, Button, Panel, Words
from countroom.ui.parts.choices import Pick

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk

_SOME_REASON = "-"


class CorrectionsPanel(Panel):
    """``contest`` is the one chosen; ``buttons`` are by their keys."""

    def __init__(self, desk: Desk) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, say("Corrections"))
        self._desk = desk
        self._contests: list[ContestId] = list(desk.count.contests)
        name = say("Contest")
        self.body.addWidget(Words(look, name, "caption", "muted"))
        self.pick = Pick(look)
        self.pick.setAccessibleName(name)
        self.pick.addItems([desk.contest(one).contest.area for one in self._contests])
        self.pick.currentIndexChanged.connect(lambda _: self.show_why())
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.addWidget(self.pick, 1)
        self.body.addLayout(row)
        self.acts: dict[str, Act] = {}
        for key, words in (
            ("F3", say("Correct the set-up")),
            ("F4", say("Alter the electorate")),
            ("F6", say("Type the result before")),
            ("F7", say("Call off the poll")),
            ("F9", say("Where warnings begin")),
            ("F8", say("Agents")),
        ):
            self.acts[key] = Act(look, Button(look, words, key))
            self.body.addWidget(self.acts[key].button)
            self.body.addWidget(self.acts[key].why)
        self.why = self.acts["F3"].why

    @property
    def buttons(self) -> dict[str, Button]:
        """Give the buttons by their keys."""
        return {key: act.button for key, act in self.acts.items()}

    @property
    def contest(self) -> ContestId | None:
        """Give the contest chosen."""
        at = self.pick.currentIndex()
        return self._contests[at] if at >= 0 else None

    def choose(self, contest: ContestId) -> None:
        """Choose a contest."""
        with QSignalBlocker(self.pick):
            self.pick.setCurrentIndex(self._contests.index(contest))
        self.show_why()

    def refresh(self) -> None:
        """Take in contests that came since."""
        known = list(self._desk.count.contests)
        if known != self._contests:
            chosen = self.contest
            self._contests = known
            with QSignalBlocker(self.pick):
                self.pick.clear()
                self.pick.addItems([self._desk.contest(one).contest.area for one in known])
            if chosen is not None:
                self.choose(chosen)
        self.show_why()

    def show_why(self) -> None:
        """Say what opens each; a poll called off can be let go on."""
        say = self._desk.texts.say
        off = self.contest is not None and self._desk.contest(self.contest).called_off is not None
        words = say("Let the poll go on") if off else say("Call off the poll")
        self.acts["F7"].button.relabel(words)
        for key, act in self.acts.items():
            why = self._why_not(key)
            act.show_why(why)
            act.why.setVisible(bool(why))

    def _why_not(self, key: str) -> str:
        """Ask what a correction that changes nothing would meet."""
        desk = self._desk
        if self.contest is None:
            return desk.texts.say("There is no contest yet.")
        by = desk.person.id if desk.person else PersonId("")
        state = desk.contest(self.contest)
        contest, reason = state.contest, _SOME_REASON
        if key in ("F3", "F6"):
            return desk.why_not(do.AmendSetUp(by, contest.id, particulars_of(contest), reason))
        if key == "F4":
            electors, other = contest.electorate or 1, anybody_else(desk.count, by)
            second = other if state.proven else None
            alter = do.AlterElectorate(by, contest.id, electors, reason, reason, second)
            return desk.why_not(alter)
        if key == "F8":
            return desk.why_not(do.AppointAgents(by, contest.id, state.agents))
        if key == "F7" and state.called_off is not None:
            return desk.why_not(do.RestorePoll(by, contest.id, reason))
        if key == "F7":
            return desk.why_not(do.CallOffPoll(by, contest.id, "abandoned", reason))
        usual = limits_of(desk.count, state)
        if usual is None:
            return desk.texts.say("No check warns in contests of this kind.")
        return desk.why_not(do.ChangeThresholds(by, contest.election, usual, reason))
