"""The sheet on which the result before this one is typed, party by party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from countroom.app.screens.before import (
    BOUNDARIES,
    TypedBefore,
    before_as_typed,
    parties_before,
    with_result_before,
)
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.parts import Words
from countroom.ui.parts.choices import Sentence
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page

_WIDTH = 96


class ResultBeforeForm(Form):
    """Seats and votes of the last contest in this ward, or notional ones for new boundaries."""

    def __init__(self, page: Page, state: ContestState) -> None:
        contest, say = state.contest, page.desk.texts.say
        super().__init__(
            page,
            say("The result before in {contest}", contest=contest.area),
            say(
                "The night's figures are compared with it, so that two that were exchanged are "
                "seen. Votes are those of each party's best-placed candidate. Two people prove "
                "the contest anew."
            ),
        )
        self._contest = contest
        self._parties = parties_before(self.desk.count, contest)
        now = before_as_typed(contest)
        self.reason = self.line(say("Why, and by whose order"))
        self.day = self.line(say("Its polling day"), now.day, "2021-05-06")
        self.source = self.line(say("Source of the figures"), now.source)
        boundaries = {value: say(words) for value, words in BOUNDARIES.items()}
        self.boundary = self.pick(say("Boundary"), boundaries, now.boundary)
        self.notional_by = self.line(say("Who made the notional figures"), now.notional_by)
        self.seats: dict[str, Sentence] = {}
        self.votes: dict[str, Sentence] = {}
        self._lines(now)
        self.finish(say("Take this result"), self._asked)

    def _lines(self, now: TypedBefore) -> None:
        look, say = self.desk.look, self.desk.texts.say
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(0, 1)
        heads = (say("Seats won"), say("Votes"))
        for column, head in enumerate(heads, 1):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column)
        for row, (key, name) in enumerate(self._parties.items(), 1):
            grid.addWidget(Words(look, name, "body", wrap=True), row, 0)
            known = ((self.seats, now.seats), (self.votes, now.votes))
            for column, (fields, texts) in enumerate(known, 1):
                field = fields[key] = Sentence(look, f"{heads[column - 1]}, {name}")
                field.setText(texts.get(key, ""))
                field.setFixedWidth(look.px(_WIDTH))
                field.textChanged.connect(self.show_why)
                field.returnPressed.connect(lambda: self.focusNextPrevChild(True))  # noqa: FBT003
                grid.addWidget(field, row, column)
                self.fields.append(field)
        self.column.addLayout(grid)

    def _asked(self) -> Asked:
        desk, contest = self.desk, self._contest
        typed = TypedBefore(
            self.day.text(),
            self.source.text(),
            self.boundary.value,
            self.notional_by.text(),
            {key: field.text() for key, field in self.seats.items()},
            {key: field.text() for key, field in self.votes.items()},
        )
        polling_day = desk.count.elections[contest.election].polling_day
        found = with_result_before(desk.texts, contest, polling_day, self._parties, typed)
        if isinstance(found, str):
            return found
        by = desk.person.id if desk.person else PersonId("")
        return do.AmendSetUp(by, contest.id, found, self.reason.text().strip())
