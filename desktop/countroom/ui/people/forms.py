"""A person's letter of appointment, and an exception when hands run short."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from countroom.app.screens.people import POWERS, letter_of, powers_in, with_letter
from countroom.app.setup import write_keys
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.identifiers import PersonId
from countroom.domain.people import Role
from countroom.texts import say_fault, say_role
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId, ElectionId
    from countroom.domain.people import Person
    from countroom.ui.desk import Desk
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page


class LetterForm(Form):
    """Roles, and for one poll or every poll the powers that the letter names, with the title."""

    def __init__(self, page: Page, person: Person) -> None:
        desk = page.desk
        texts, say = desk.texts, desk.texts.say
        super().__init__(
            page,
            say("Appointment of {person}", person=desk.name_of(person.id)),
            say(
                "Without a letter an officer holds every power in every poll. With one, only what "
                "is ticked counts, poll by poll."
            ),
        )
        self._person = person
        roles: dict[Role, str] = {role: say_role(texts, role) for role in get_args(Role)}
        self.roles = self.ticks(say("Roles"), roles, person.roles)
        polls: dict[ElectionId | None, str] = {None: say("Every poll")}
        polls |= {one.id: one.name for one in desk.count.elections.values()}
        self.poll = self.pick(say("Poll"), polls)
        powers = {power: say(words) for power, words in POWERS.items()}
        self.powers = self.ticks(say("Powers"), powers, powers_in(person, None))
        self.title = self.line(say("Title to print"), self._title())
        self.reason = self.line(say("By which letter, of which day"))
        self.poll.box.currentIndexChanged.connect(self._follow)
        self.finish(say("Take the letter"), self._asked)

    def carry_out(self) -> None:
        """Do it; the key file names roles, so it is written anew."""
        asked = self._ask()
        if isinstance(asked, str) or self.why_not(asked):
            return
        self.leave()
        desk = self.desk
        desk.do(asked, lambda _: renew_keys(desk))

    def _follow(self) -> None:
        """Show what is known for the poll chosen."""
        self.powers.show(powers_in(self._person, self.poll.value))
        self.title.setText(self._title())

    def _title(self) -> str:
        poll = self.poll.value
        return self._person.title if poll is None else self._person.title_in(poll)

    def _asked(self) -> Asked:
        person, officer = self._person, "officer" in self.roles.values
        letter = letter_of(self.poll.value, self.powers.values, self.title.text())
        return do.ChangeAppointments(
            self.desk.person.id if self.desk.person else PersonId(""),
            person.id,
            self.roles.values,
            with_letter(person, letter) if officer else person.appointments,
            self.reason.text().strip(),
        )


class ExceptionForm(Form):
    """A keyer or supervisor may settle one contest's sheets, with an officer at the screen."""

    def __init__(self, page: Page, person: Person) -> None:
        desk, say = page.desk, page.desk.texts.say
        super().__init__(
            page,
            say("Exception for {person}", person=desk.name_of(person.id)),
            say(
                "They may settle what differs in one contest though they keyed it, with an "
                "officer at the screen who signs too. It is in the log and on the file copy."
            ),
        )
        self._person = person
        contests: dict[ContestId, str] = {
            state.contest.id: state.contest.area for state in desk.count.contests.values()
        }
        self.contest = self.pick(say("Contest"), contests)
        self.reason = self.line(say("Why nobody else can"))
        self.finish(say("Record the exception"), self._asked)

    def _asked(self) -> Asked:
        by = self.desk.person.id if self.desk.person else PersonId("")
        reason = self.reason.text().strip()
        return do.RecordException(by, self.contest.value, self._person.id, reason)


def renew_keys(desk: Desk) -> None:
    """Write the key file anew after people or roles changed, and say so."""
    try:
        write_keys(desk.station.path, desk.count, desk.environment)
    except Fault as fault:
        desk.notice(say_fault(desk.texts, fault.code, fault.details))
        return
    desk.notice(
        desk.texts.say(
            "The key file is written anew. Give it to whoever verifies and to the feed's operator."
        ),
        "info",
    )
