"""The agents of a contest: a row for each candidate, as their letters of appointment say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from countroom.app.screens.agents import KINDS, AgentsOf, agents_in, rows_of
from countroom.domain import commands as do
from countroom.domain.consultation import kinds_under
from countroom.domain.identifiers import PersonId
from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Button, Words
from countroom.ui.parts.choices import Sentence
from countroom.ui.ready.agents_file import AgentsFileForm
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.domain.consultation import AgentKind
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page


class AgentsForm(Form):
    """The whole list is taken down anew; it replaces the last one."""

    def __init__(self, page: Page, state: ContestState) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Agents in {ward}", ward=state.contest.area),
            say(
                "As on the letters of appointment. Candidates and election agents may ask for a "
                "recount; counting agents watch."
            ),
        )
        self._contest = state.contest.id
        self._rows = rows_of(state)
        self._kinds = kinds_under(state.rules)
        self.typed: list[dict[AgentKind, Sentence]] = []
        self._page = page
        self._lay_out()
        self.from_file = Button(page.desk.look, say("All agents from a file"), icon="folder-open")
        self.from_file.clicked.connect(self._open_file)
        self.column.addWidget(self.from_file)
        self.finish(say("Take down these agents"), self._asked)

    def _open_file(self) -> None:
        """Leave this list for a file with those of every contest."""
        self.leave()
        AgentsFileForm(self._page)

    def _lay_out(self) -> None:
        look, say = self.desk.look, self.desk.texts.say
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(11)
        heads = (say("Candidate"), *(say(KINDS[kind]) for kind in self._kinds))
        for column, head in enumerate(heads):
            grid.addWidget(Words(look, head, "caption", "muted", wrap=True), 0, column)
            grid.setColumnStretch(column, 1)
        for at, row in enumerate(self._rows, 1):
            grid.addWidget(Words(look, row.name, "strong", wrap=True), at, 0)
            fields: dict[AgentKind, Sentence] = {}
            for column, kind in enumerate(self._kinds, 1):
                field = Sentence(look, f"{heads[column]}, {row.name}")
                field.setMaxLength(LONGEST_TEXT)
                field.setText(row.typed[kind])
                field.textChanged.connect(self.show_why)
                field.returnPressed.connect(lambda: self.focusNextPrevChild(True))  # noqa: FBT003
                grid.addWidget(field, at, column)
                self.fields.append(field)
                fields[kind] = field
            self.typed.append(fields)
        self.column.addLayout(grid)

    def _asked(self) -> Asked:
        by = self.desk.person.id if self.desk.person else PersonId("")
        rows = [
            AgentsOf(row.candidate, row.name, {kind: one.text() for kind, one in fields.items()})
            for row, fields in zip(self._rows, self.typed, strict=True)
        ]
        return do.AppointAgents(by, self._contest, agents_in(rows))
