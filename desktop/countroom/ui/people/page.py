"""The page of the crew: everybody by role, here or away by one key, and what is too few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.screens.people import (
    contest_crews,
    least_crew,
    person_rows,
    say_crew,
    warnings,
)
from countroom.domain import commands as do
from countroom.domain.identifiers import KeyId, PersonId
from countroom.domain.people import Person
from countroom.ui.parts import Act, Button, IconBox, Panel, Strip, Words
from countroom.ui.parts.scrolled import share_height, side_column
from countroom.ui.people.forms import ExceptionForm, LetterForm
from countroom.ui.people.joining import JoiningForm
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.people import ContestCrew, PersonRow
    from countroom.domain.commands import Command
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_NOBODY: Final = Person(PersonId("keyer-0"), ("keyer",), "", KeyId(""))
_SOME_REASON: Final = "-"


class PeoplePage(Page):
    """Everybody of the count; the act at the bottom is about the person chosen."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        self.lines = LineList(look, say("People of this count"))
        self.lines.opened.connect(lambda _: self.toggle())
        self.lines.moved.connect(self._show_why)
        self.act = Act(look, Button(look, say("Away"), "F6", primary=True))
        self.act.button.clicked.connect(self.toggle)
        self.others: dict[str, Act] = {}
        self.main.addWidget(self._make_panel())
        self.short = Panel(look, say("Is the crew large enough?"))
        self._warned: list[QWidget] = []
        self.short.body.addWidget(Words(look, least_crew(desk.texts), "body", "muted", wrap=True))
        self.crews = Panel(look, say("Who may still do what"))
        self.crew_lines = LineList(look, say("Who may still do what"))
        self.crews.body.addWidget(self.crew_lines)
        self.crew_lines.setMinimumHeight(look.px(260))
        self.side.addWidget(side_column(look, self.short, self._make_changes(), self.crews))
        for key, words, act in (
            ("F6", say("here or away"), self.toggle),
            ("F4", say("letter of appointment"), self.appoint),
            ("F7", say("more people"), self.join_more),
            ("F9", say("exception"), self.make_exception),
        ):
            self.key(key, words, act)
        self.refresh()

    def heading(self) -> Heading:
        """Name the page, and how many are here."""
        count, texts = self.desk.count, self.desk.texts
        here = len(count.people) - len(count.away)
        note = texts.count("{n} person here", "{n} people here", here)
        return Heading(texts.say("People"), note=note)

    def refresh(self) -> None:
        """Show the crew as it is; the person chosen stays so."""
        texts, count = self.desk.texts, self.desk.count
        rows = person_rows(texts, count, self.desk.name_of)
        self.lines.show_lines([_person_line(texts.say("Away"), row) for row in rows])
        crews = contest_crews(count, self.desk.name_of)
        self.crew_lines.show_lines([self._crew_line(one) for one in crews])
        self.crews.setVisible(bool(crews))
        self._show_warnings(warnings(texts, count, self.desk.name_of))
        self._show_why()

    def first_focus(self) -> QWidget:
        """Begin at the first person."""
        return self.lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side stands below."""
        super().resizeEvent(event)
        share_height(self.columns)

    @property
    def person(self) -> Person:
        """Give the person chosen."""
        return self.desk.count.people.get(PersonId(self.lines.chosen), _NOBODY)

    def toggle(self) -> None:
        """Note that the person chosen went, or is back."""
        command = self._toggling()
        why = self.desk.why_not(command)
        if why:
            self.desk.notice(why)
        else:
            self.desk.do(command)

    def appoint(self) -> None:
        """Open the letter of appointment of the person chosen."""
        self._open("F4", lambda: LetterForm(self, self.person))

    def join_more(self) -> None:
        """Let more people join."""
        self._open("F7", lambda: JoiningForm(self))

    def make_exception(self) -> None:
        """Let the person chosen settle a contest beside an officer."""
        self._open("F9", lambda: ExceptionForm(self, self.person))

    def _open(self, key: str, form: Callable[[], object]) -> None:
        why = self._why_not(key)
        if why:
            self.desk.notice(why)
        else:
            form()

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    def _toggling(self) -> Command:
        person = self.person.id
        if person in self.desk.count.away:
            return do.NotePersonReturned(self._by, person)
        return do.NotePersonLeft(self._by, person)

    def _why_not(self, key: str) -> str:
        """Ask what an act that changes nothing would meet."""
        desk, person = self.desk, self.person
        if key == "F4":
            return desk.why_not(
                do.ChangeAppointments(
                    self._by,
                    person.id,
                    (*person.roles, "administrator"),
                    person.appointments,
                    _SOME_REASON,
                )
            )
        if key == "F7":
            return desk.why_not(do.EnrolPerson(self._by, _NOBODY))
        asked = (
            desk.why_not(do.RecordException(self._by, contest, person.id, _SOME_REASON))
            for contest in desk.count.contests
        )
        why = desk.texts.say("There is no contest yet.")
        for why in asked:
            if not why:
                break
        return why

    def _make_panel(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("People of this count"))
        panel.body.addWidget(self.lines, 1)
        panel.body.addWidget(self.act)
        return panel

    def _make_changes(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("Change the crew"))
        for key, words, act in (
            ("F4", say("Letter of appointment"), self.appoint),
            ("F7", say("More people"), self.join_more),
            ("F9", say("Exception for this person"), self.make_exception),
        ):
            self.others[key] = Act(look, Button(look, words, key))
            self.others[key].button.clicked.connect(act)
            panel.body.addWidget(self.others[key].button)
            panel.body.addWidget(self.others[key].why)
        return panel

    def _show_why(self) -> None:
        say = self.desk.texts.say
        away = self.person.id in self.desk.count.away
        self.act.button.relabel(say("Here again") if away else say("Away"))
        self.act.show_why(self.desk.why_not(self._toggling()))
        for key, act in self.others.items():
            why = self._why_not(key)
            act.show_why(why)
            act.why.setVisible(bool(why))

    def _show_warnings(self, said: Sequence[str]) -> None:
        look = self.desk.look
        for one in self._warned:
            self.short.body.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._warned = []
        for sentence in said or (self.desk.texts.say("Everybody who is needed is here."),):
            strip = Strip(look, "warning" if said else "success")
            icon, tone = ("triangle-alert", "warning") if said else ("circle-check", "success")
            strip.row.addWidget(IconBox(look, icon, tone, 20))
            strip.row.addWidget(Words(look, sentence, wrap=True), 1)
            self.short.body.addWidget(strip)
            self._warned.append(strip)

    def _crew_line(self, crew: ContestCrew) -> Line:
        icon, tone = ("triangle-alert", "warning") if crew.stuck else ("users", "muted")
        said = say_crew(self.desk.texts, crew)
        return Line(crew.contest, icon, tone, crew.area, said, "", f"{crew.area}. {said}")


def _person_line(away: str, row: PersonRow) -> Line:
    icon, tone = ("user-check", "success") if row.here else ("log-out", "muted")
    title = row.name if row.here else f"{row.name} · {away}"
    roles = row.roles if row.roles != row.name else ""
    return Line(row.person, icon, tone, title, row.powers, roles, row.told)
