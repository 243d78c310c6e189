"""The declared result of one contest, or who is to be returned without a poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.app.screens.published import say_no_poll
from countroom.domain.rule_set import in_preferences
from countroom.texts import say_time
from countroom.ui.parts import Act, Button, IconBox, Panel, StampBox, Words
from countroom.ui.parts.bars import BarRow, Bars
from countroom.ui.parts.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.published import Result
    from countroom.domain.election import Candidate
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look


class ResultPanel(Panel):
    """Who was elected; ``act`` returns a contest without a poll, ``next`` goes on."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Declared result"), " ")
        self._look, self._texts = look, texts
        heads = (texts.say("Ballot"), texts.say("Candidate"), texts.say("Votes"))
        self.bars = Bars(look, heads)
        self.standing = QWidget()
        self._people = QVBoxLayout(self.standing)
        self._people.setContentsMargins(0, 0, 0, 0)
        self.sentence = Words(look, "", "body", wrap=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.sentence, self.bars, self.standing):
            column.addWidget(part)
        column.addStretch(1)
        self.scrolled = Scrolled(look, inner)
        self.body.addWidget(self.scrolled, 1)
        self.act = Act(look, Button(look, texts.say("Return without a poll"), primary=True))
        self.body.addWidget(self.act)
        self.next = Button(look, texts.say("Next ward"), "F6", primary=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(5, 5, 5, 5)
        foot.addWidget(self.next)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_result(self, state: ContestState, results: Sequence[Result]) -> None:
        """Show the contest as it is now."""
        say, contest = self._texts.say, state.contest
        declared = state.declared is not None
        polled = declared and not contest.uncontested
        self.title.say(say("Declared result") if declared else say("Not declared yet"))
        self.note.say(
            say("at {time}", time=say_time(self._texts, state.spoken_at)) if declared else ""
        )
        self.sentence.say(self._sentence(state))
        self.sentence.setVisible(not polled)
        self.bars.setVisible(polled)
        self.standing.setVisible(contest.uncontested)
        self.act.setVisible(contest.uncontested and not declared)
        self.next.setVisible(not self.act.isVisibleTo(self))
        if polled:
            self._head(state, results)
            twice = any(row.second is not None for row in results)
            self.bars.show_rows([self._bar(row, twice=twice) for row in results], None)
        elif contest.uncontested:
            self._show_standing(contest.candidates, declared)

    def _head(self, state: ContestState, results: Sequence[Result]) -> None:
        say = self._texts.say
        if any(row.second is not None for row in results):
            self.bars.head_votes(say("Total"), (say("First"), say("Second")))
        elif in_preferences(state.contest.rule_set):
            self.bars.head_votes(say("First preferences"))
        else:
            self.bars.head_votes(say("Votes"))

    def _sentence(self, state: ContestState) -> str:
        contest = state.contest
        if not contest.uncontested:
            return self._texts.say(
                "The votes are shown here when the words have been spoken from the platform."
            )
        return say_no_poll(self._texts, contest)

    def _bar(self, row: Result, *, twice: bool) -> BarRow:
        figure, second = self._texts.figure, "–"
        if row.second is not None:
            second = figure(row.second)
        elected = self._texts.say("Elected") if row.elected else ""
        name = (row.name.before, row.name.surname, row.name.after)
        return BarRow(
            self._texts.figure(row.number),
            self._look.stamp(row.party),
            name,
            row.votes,
            self._texts.figure(row.votes),
            elected,
            "circle-check" if row.elected else "",
            "success",
            (figure(row.first), second) if twice else (),
        )

    def _show_standing(self, candidates: Sequence[Candidate], declared: bool) -> None:  # noqa: FBT001 - what it is
        while (item := self._people.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for candidate in candidates:
            self._people.addWidget(_Person(self._look, self._texts, candidate, elected=declared))


class _Person(QWidget):
    """A candidate without votes: stamp, name, party, and “Elected” once returned."""

    def __init__(self, look: Look, texts: Texts, candidate: Candidate, *, elected: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(5), 0, look.px(5))
        row.setSpacing(look.space("m"))
        row.addWidget(StampBox(look, look.stamp(candidate.party), candidate.party.name))
        row.addWidget(Words(look, candidate.name, "strong"))
        row.addWidget(Words(look, candidate.description or candidate.party.name, "body", "muted"))
        row.addStretch(1)
        if elected:
            row.addWidget(IconBox(look, "circle-check", "success"))
            row.addWidget(Words(look, texts.say("Elected"), "strong", "success"))
