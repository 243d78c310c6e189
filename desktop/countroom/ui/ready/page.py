"""The page before the count: one list of all that is missing, and beside it bill and seats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.print_desk import PLAN
from countroom.app.screens.gaps import gaps
from countroom.app.screens.ready import bill_view
from countroom.app.seat_plan import read_plan, write_plan
from countroom.domain.faults import Fault
from countroom.domain.identifiers import ContestId
from countroom.texts import say_fault
from countroom.ui.parts import Act, Button, Hint, Panel, Words
from countroom.ui.parts.scrolled import share_height, side_column
from countroom.ui.place import Place
from countroom.ui.prints import print_hall
from countroom.ui.ready.agents import AgentsForm
from countroom.ui.ready.before import ResultBeforeForm
from countroom.ui.ready.bill import BillPanel
from countroom.ui.ready.breaks import BreaksPanel
from countroom.ui.ready.correcting import CorrectionsPanel
from countroom.ui.ready.corrections import (
    CallOffForm,
    CorrectSetUpForm,
    ElectorateForm,
    LimitsForm,
    RestoreForm,
)
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.ready.seats import SeatsPanel
from countroom.ui.shell.page import Heading, Page
from countroom.ui.shell.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.gaps import Gap
    from countroom.app.seat_plan import SeatPlan
    from countroom.ui.desk import Desk

_STOPS: Final = ("octagon-alert", "danger")
_LACKS: Final = ("triangle-alert", "warning")


class ReadyPage(Page):
    """Everything missing at once; Enter goes where it is mended."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        self._plan = read_plan(desk.station.path)
        self._gaps: dict[str, Gap] = {}
        self._forms = {
            "correct": self.correct,
            "electorate": self.alter,
            "before": self.type_before,
        }
        self.lines = LineList(look, say("What is missing"))
        self.lines.opened.connect(self._mend)
        self.lines.moved.connect(self._follow)
        self.act = Act(look, Button(look, say("Go and mend it"), primary=True))
        self.act.button.clicked.connect(lambda: self._mend(self.lines.chosen))
        self.main.addWidget(self._make_panel())
        self.bill = BillPanel(look, desk.texts)
        self.seats = SeatsPanel(look, desk.texts, self._plan)
        self.seats.changed.connect(lambda plan: self._keep(replace(plan, breaks=self._plan.breaks)))
        self.corrections = CorrectionsPanel(desk)
        self.breaks = BreaksPanel(desk, self._plan)
        self.breaks.changed.connect(lambda breaks: self._keep(replace(self._plan, breaks=breaks)))
        self.printing = Act(look, Button(look, say("Print the plan"), "Ctrl P"))
        self.printing.button.clicked.connect(self.print_plan)
        self.breaks.body.addWidget(self.printing)
        self._column = side_column(look, self.bill, self.corrections, self.seats, self.breaks)
        self.side.addWidget(self._column)
        for key, words, act in (
            ("F3", say("correct the set-up"), self.correct),
            ("F4", say("electorate"), self.alter),
            ("F6", say("the result before"), self.type_before),
            ("F7", say("call off a poll"), self.call_off),
            ("F9", say("where warnings begin"), self.limit),
            ("F8", say("agents"), self.take_down_agents),
        ):
            self.key(key, words, act)
            self.corrections.buttons[key].clicked.connect(act)
        self.key("Ctrl+P", say("print the plan"), self.print_plan)
        self.refresh()

    def heading(self) -> Heading:
        """Name the page."""
        return Heading(self.desk.texts.say("Before the count"))

    def refresh(self) -> None:
        """Show what is missing now; the current line stays."""
        texts, count = self.desk.texts, self.desk.count
        found = gaps(texts, count)
        self._gaps = {
            gap.code + (gap.sentence if gap.contest is None else ""): gap for gap in found
        }
        self.lines.show_lines([_line(key, gap) for key, gap in self._gaps.items()])
        self.lines.setVisible(bool(found))
        self.none.setVisible(not found)
        stops = sum(gap.stops for gap in found)
        self.panel.note.setVisible(bool(found))
        self.panel.note.say(
            texts.say(
                "{n} lines, {stops} that stop the count",
                n=texts.figure(len(found)),
                stops=texts.figure(stops),
            )
        )
        self.bill.show_bill(bill_view(texts, count, self._plan))
        self.corrections.refresh()
        self.breaks.show_plan(self._plan)
        self._show_why()

    def first_focus(self) -> QWidget | None:
        """Begin at the first thing missing."""
        return self.lines if self._gaps else self.seats.first

    def keys(self) -> Sequence[Hint]:
        """Show how to move and what is corrected by which key."""
        say = self.desk.texts.say
        moves = [Hint("Enter", say("mend it")), Hint("↑ ↓", say("lines"))] if self._gaps else []
        return [*moves, *super().keys()][:4]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side stands below."""
        super().resizeEvent(event)
        share_height(self.columns)

    def correct(self) -> None:
        """Correct the set-up of the contest chosen."""
        if self.corrections.contest is not None:
            CorrectSetUpForm(self, self.desk.contest(self.corrections.contest))

    def alter(self) -> None:
        """Take another electorate."""
        if self.corrections.contest is not None:
            ElectorateForm(self, self.desk.contest(self.corrections.contest))

    def type_before(self) -> None:
        """Type the result of the contest before this one, or notional figures for it."""
        if self.corrections.contest is not None:
            ResultBeforeForm(self, self.desk.contest(self.corrections.contest))

    def call_off(self) -> None:
        """Call a poll off, or let one go on that was called off."""
        if self.corrections.contest is not None:
            state = self.desk.contest(self.corrections.contest)
            form = CallOffForm if state.called_off is None else RestoreForm
            form(self, state.contest)

    def limit(self) -> None:
        """Change where warnings begin."""
        if self.corrections.contest is not None:
            LimitsForm(self, self.desk.contest(self.corrections.contest))

    def take_down_agents(self) -> None:
        """Take down whom the candidates of the contest chosen appointed."""
        if self.corrections.contest is not None:
            AgentsForm(self, self.desk.contest(self.corrections.contest))

    def print_plan(self) -> None:
        """Print bill, seats and breaks."""
        print_hall(self.desk, (PLAN,), then=self._say_printed)

    def _say_printed(self, to: str) -> None:
        say = self.desk.texts.say
        self.desk.notice(say("The plan, without a print number: {place}", place=to), "success")

    def _make_panel(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = self.panel = Panel(look, say("What is missing"), " ")
        self.none = Words(look, say("Nothing is missing. The count can begin."), "body", wrap=True)
        panel.body.addWidget(self.none)
        panel.body.addWidget(self.lines, 1)
        panel.body.addStretch(0)
        panel.body.addWidget(self.act)
        return panel

    def _show_why(self) -> None:
        gap = self._gaps.get(self.lines.chosen)
        self.act.show_why(self._why_not(gap))

    def _why_not(self, gap: Gap | None) -> str:
        """Say why nothing can be opened for a line, empty where it can."""
        say = self.desk.texts.say
        if gap is None:
            return say("Opens when something is missing.")
        if not gap.page:
            return say("This is mended in the source or the stations file, and set up anew.")
        if gap.page not in (*PAGES, *self._forms):
            return say("Its page is not here.")
        return ""

    def _follow(self) -> None:
        """Let the corrections be about the contest of the current line."""
        gap = self._gaps.get(self.lines.chosen)
        if gap is not None and gap.contest is not None:
            self.corrections.choose(gap.contest)
        self._show_why()

    def _mend(self, key: str) -> None:
        gap = self._gaps.get(key)
        why = self._why_not(gap)
        if gap is None or why:
            self.desk.notice(why, "info")
        elif gap.page in self._forms:
            self._forms[gap.page]()
        else:
            contest = None if gap.page in ("people", "receipt") else gap.contest
            self.desk.go(Place(gap.page, ContestId(contest) if contest else None))

    def _keep(self, plan: SeatPlan) -> None:
        """Keep the plan beside the count file; the page goes on with it where that fails."""
        self._plan = plan
        try:
            write_plan(self.desk.station.path, plan)
        except Fault as fault:
            self.desk.notice(say_fault(self.desk.texts, fault.code, fault.details))
        self.bill.show_bill(bill_view(self.desk.texts, self.desk.count, plan))


def _line(key: str, gap: Gap) -> Line:
    icon, tone = _STOPS if gap.stops else _LACKS
    return Line(key, icon, tone, gap.sentence, gap.about, gap.whose, gap.told)
