"""More people join: names and roles pasted or typed, keys made beside the window, slips written."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from countroom.app.newcomers import Prepared, members_for, prepare, read_newcomers
from countroom.app.screens.new_count import say_stage
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.texts import say_fault
from countroom.ui.people.forms import renew_keys
from countroom.ui.ready.form import Form
from countroom.ui.start.job import Job

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QHideEvent

    from countroom.app.new_count import Stage, Tell
    from countroom.app.newcomers import Newcomer
    from countroom.app.staff import Enrolled, SignedIn
    from countroom.domain.faults import Fault
    from countroom.ui.desk import Desk
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page

_LINES = 6


class JoiningForm(Form):
    """A line a person; the administrator's passphrase opens the laptop's key for them."""

    def __init__(self, page: Page) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("More people"),
            say(
                "A line a person: name, role, and for an officer the title to print. Names stay "
                "on this laptop; a list from a spreadsheet can be pasted."
            ),
        )
        self.job = Job()
        self.people = self.text(say("Names with roles"), _LINES)
        self.secret_line = self.secret(say("Your own passphrase"))
        self.finish(say("Make keys and slips"), self._asked)

    def carry_out(self) -> None:
        """Make the keys on a thread, then enrol everybody."""
        desk, newcomers = self.desk, self._newcomers()
        if self.job.running or isinstance(newcomers, str) or self._asked() != "":
            return
        by = desk.person.id if desk.person else PersonId("")
        opened = desk.station.open_key(by, self.secret_line.text())
        if isinstance(opened, Refusal):
            self.secret_line.clear()
            self.secret_line.setFocus()
            self.act.show_why(desk.say_refusal(opened))
            return
        self.panel.setEnabled(False)
        work = partial(self._work, desk, newcomers, opened)
        self.job.begin(work, self._prepared, self._failed, self._tell, self._idle)

    def show_why(self) -> None:
        """Say what opens the act."""
        if hasattr(self, "act") and not self.job.running:
            self.act.show_why(str(self._asked()))

    def hideEvent(self, event: QHideEvent) -> None:
        """End what runs when the sheet goes."""
        if not event.spontaneous():
            self.job.close()
        super().hideEvent(event)

    def _asked(self) -> Asked:
        """Say what is missing; the act itself is more than one command."""
        newcomers = self._newcomers()
        if isinstance(newcomers, str):
            return newcomers
        if not self.secret_line.text():
            return self.desk.texts.say("Opens when your own passphrase is typed.")
        return ""

    def _newcomers(self) -> tuple[Newcomer, ...] | str:
        found, wrong = read_newcomers(self.desk.texts, self.people.toPlainText())
        if wrong:
            return "\n".join(wrong)
        return found or self.desk.texts.say("Opens when there is a line with a name and a role.")

    @staticmethod
    def _work(
        desk: Desk, newcomers: tuple[Newcomer, ...], opened: SignedIn, tell: Tell
    ) -> Prepared:
        random = secrets.token_bytes
        station = desk.station
        known = {*desk.count.people, *station.secrets.people}
        members = members_for(newcomers, known, random)

        def told(done: int) -> None:
            tell("keys", done, len(members))

        return prepare(station.path, station.secrets, opened, members, random, desk.texts, told)

    def _prepared(self, prepared: Prepared) -> None:
        desk = self.desk
        desk.station.secrets = prepared.secrets
        self.leave()
        _enrol(desk, list(prepared.crew), prepared.slips, len(prepared.crew))

    def _failed(self, fault: Fault) -> None:
        self._idle()
        self.act.show_why(say_fault(self.desk.texts, fault.code, fault.details))

    def _tell(self, stage: Stage, done: int, of: int) -> None:
        self.act.why.say(say_stage(self.desk.texts, stage, done, of))

    def _idle(self) -> None:
        self.panel.setEnabled(True)
        self.secret_line.setFocus()


def _enrol(desk: Desk, left: list[Enrolled], slips: Path, of: int) -> None:
    """Enrol one after the other; the last one done, say where the slips are."""
    if not left:
        renew_keys(desk)
        said = desk.texts.count(
            "{n} person joined. Their slip is in {path}: hand it out, then delete the file.",
            "{n} people joined. Their slips are in {path}: hand them out, then delete the file.",
            of,
            path=slips,
        )
        desk.notice(said, "success")
        return
    by = desk.person.id if desk.person else PersonId("")
    first, *rest = left
    desk.do(do.EnrolPerson(by, first.person), lambda _: _enrol(desk, rest, slips, of))
