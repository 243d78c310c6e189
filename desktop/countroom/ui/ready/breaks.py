"""The breaks: a line a person, from when and who works in their place, and what that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from countroom.app.roster import USUAL_MINUTES, crew, reliefs_for, suggested
from countroom.app.screens.roster import say_breaks
from countroom.app.seat_plan import Break, is_time
from countroom.ui.parts import Button, Panel, Rule, Words
from countroom.ui.parts.choices import Pick, Sentence

if TYPE_CHECKING:
    from countroom.app.seat_plan import SeatPlan
    from countroom.domain.identifiers import PersonId
    from countroom.domain.people import Person
    from countroom.ui.desk import Desk

_LENGTHS: Final = (10, 15, 20, 30, 45)
_TIME_WIDTH: Final = 76


class _Line:
    """One person's break: a time, empty for none, and a relief."""

    def __init__(self, desk: Desk, person: Person, reliefs: tuple[PersonId, ...]) -> None:
        look, say = desk.look, desk.texts.say
        name = desk.name_of(person.id)
        self.person = person.id
        self.name = Words(look, name, "body", wrap=True)
        self.at = Sentence(look, say("Break of {person} at", person=name))
        self.at.setFixedWidth(look.px(_TIME_WIDTH))
        self.reliefs: list[PersonId | None] = [None, *reliefs]
        self.relief = Pick(look)
        self.relief.setMinimumWidth(look.px(120))
        self.relief.setAccessibleName(say("In the place of {person}", person=name))
        self.relief.addItems([say("nobody"), *(desk.name_of(one) for one in reliefs)])

    def show(self, planned: Break | None) -> None:
        with QSignalBlocker(self.at), QSignalBlocker(self.relief):
            self.at.setText("" if planned is None else planned.at)
            relief = None if planned is None else planned.relief
            at = self.reliefs.index(relief) if relief in self.reliefs else 0
            self.relief.setCurrentIndex(at)

    def planned(self, minutes: int) -> Break | None:
        """Give the break as it stands, None where there is none."""
        at = self.at.text().strip()
        if not at:
            return None
        return Break(self.person, at, minutes, self.reliefs[self.relief.currentIndex()])


class BreaksPanel(Panel):
    """``changed`` gives the breaks as they are now; what cannot be is said and not given."""

    changed = Signal(object)

    def __init__(self, desk: Desk, plan: SeatPlan) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, say("Breaks"))
        self._desk, self._plan = desk, plan
        self._crew: tuple[Person, ...] = ()
        self.lines: list[_Line] = []
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        label = Words(look, say("Minutes of each break"), "body", wrap=True)
        self.minutes = Pick(look)
        self.minutes.setMinimumWidth(look.px(70))
        self.minutes.setAccessibleName(say("Minutes of each break"))
        label.setBuddy(self.minutes)
        row.addWidget(label, 1)
        row.addWidget(self.minutes)
        self.body.addLayout(row)
        self._lengths = sorted({*_LENGTHS, *(one.minutes for one in plan.breaks)})
        self.minutes.addItems([desk.texts.figure(n) for n in self._lengths])
        usual = plan.breaks[0].minutes if plan.breaks else USUAL_MINUTES
        self.minutes.setCurrentIndex(self._lengths.index(usual))
        self.minutes.currentIndexChanged.connect(lambda _: self._take())
        self._grid = QWidget()
        self.body.addWidget(self._grid)
        self.suggest = Button(look, say("Suggest breaks"))
        self.suggest.clicked.connect(self._suggest)
        self.body.addWidget(self.suggest)
        self.body.addWidget(Rule(look))
        self.said = Words(look, "", "body", wrap=True)
        self.body.addWidget(self.said)

    def show_plan(self, plan: SeatPlan) -> None:
        """Show the breaks of a plan for the people who are here now."""
        self._plan = plan
        people = crew(self._desk.count)
        if people != self._crew:
            self._crew = people
            self._make_lines()
        planned = {one.person: one for one in plan.breaks}
        for line in self.lines:
            if not line.at.hasFocus():
                line.show(planned.get(line.person))
        self._say_what_lacks(plan.breaks)

    def _make_lines(self) -> None:
        desk = self._desk
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(desk.look.space("m"))
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(1, 1)
        self.lines = [_Line(desk, one, reliefs_for(desk.count, one)) for one in self._crew]
        for at, line in enumerate(self.lines):
            line.name.setBuddy(line.at)
            grid.addWidget(line.name, 2 * at, 0, 1, 2)
            grid.addWidget(line.at, 2 * at + 1, 0)
            grid.addWidget(line.relief, 2 * at + 1, 1)
            line.at.textEdited.connect(lambda _: self._take())
            line.relief.currentIndexChanged.connect(lambda _: self._take())
        self.body.replaceWidget(self._grid, fresh)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = fresh

    def _suggest(self) -> None:
        minutes = self._lengths[self.minutes.currentIndex()]
        breaks = suggested(self._desk.count, self._plan.begins, minutes)
        for line in self.lines:
            line.show(next((one for one in breaks if one.person == line.person), None))
        self._take()

    def _take(self) -> None:
        """Take what was typed; a time that is none stays on the screen and is said."""
        say = self._desk.texts.say
        wrong = [text for line in self.lines if (text := line.at.text().strip())]
        wrong = [text for text in wrong if not is_time(text)]
        if wrong:
            self._say(say("“{text}” is not a time. Write it as 02:30.", text=wrong[0]), "danger")
            return
        minutes = self._lengths[self.minutes.currentIndex()]
        breaks = tuple(
            planned for line in self.lines if (planned := line.planned(minutes)) is not None
        )
        self._say_what_lacks(breaks)
        self.changed.emit(breaks)

    def _say_what_lacks(self, breaks: tuple[Break, ...]) -> None:
        desk, say = self._desk, self._desk.texts.say
        lacks = say_breaks(desk.texts, desk.count, breaks, desk.name_of)
        if lacks:
            self._say("\n".join(lacks), "danger")
        elif breaks:
            self._say(say("While each break lasts two can key and somebody can settle."), "text")
        else:
            self._say(say("No breaks are planned."), "muted")

    def _say(self, sentence: str, colour: str) -> None:
        self.said.colour(colour)
        self.said.say(sentence)
