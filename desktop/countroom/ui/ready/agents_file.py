"""The agents of all contests from one file: seen first, then taken down, all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from countroom.app.screens.agents_file import read_for_hall, say_agents
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.parts import Button, Words
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.app.sources.agents import Agents
    from countroom.ui.shell.page import Page


class AgentsFileForm(Form):
    """What is read stands below the file; with one fault in it nothing is taken down."""

    def __init__(self, page: Page) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Agents from a file"),
            say(
                "A table (CSV) with a row for each agent: ward, candidate, agent, kind. The list "
                "of each ward named in it replaces the one taken down before."
            ),
        )
        self._found: Agents | str = ""
        self.file = self.line(say("File of agents"))
        choose = Button(self.desk.look, say("Choose"), icon="folder-open")
        choose.clicked.connect(self._choose)
        self.column.addWidget(choose)
        self.columns = self.line(say("Its columns under other names: theirs=ours; theirs=ours"))
        self.preview = Words(self.desk.look, "", "body", wrap=True)
        self.column.addWidget(self.preview)
        self.finish(say("Take down these agents"), str)

    def show_why(self) -> None:
        """Read the file again and show what it says, or all that is wrong."""
        if not hasattr(self, "act"):
            return
        desk = self.desk
        self._found = read_for_hall(desk.texts, desk.count, self.file.text(), self.columns.text())
        if isinstance(self._found, str):
            self.preview.say(self._found)
        else:
            self.preview.say(say_agents(desk.texts, desk.count, self._found))
        self.act.show_why(self._why())

    def carry_out(self) -> None:
        """Take all of them down together, as the file is now."""
        self.show_why()
        if self._why():
            return
        commands = self._commands()
        self.leave()
        people = sum(len(one.agents) for one in commands)
        self.desk.do_together(
            commands,
            lambda _: self.desk.notice(
                self.desk.texts.count("{n} agent taken down.", "{n} agents taken down.", people),
                "success",
            ),
        )

    def _why(self) -> str:
        if isinstance(self._found, str):
            say = self.desk.texts.say
            return say("Opens when there is a file and nothing in it is wrong.")
        refused = [self.desk.why_not(one) for one in self._commands()]
        return next((why for why in refused if why), "")

    def _commands(self) -> tuple[do.AppointAgents, ...]:
        if isinstance(self._found, str):
            return ()
        by = self.desk.person.id if self.desk.person else PersonId("")
        return tuple(do.AppointAgents(by, one, people) for one, people in self._found.items())

    def _choose(self) -> None:
        say = self.desk.texts.say
        title, kinds = say("File of agents"), say("Tables (*.csv)")
        path, _ = QFileDialog.getOpenFileName(self, title, self.file.text(), kinds)
        if path:
            self.file.setText(path)
