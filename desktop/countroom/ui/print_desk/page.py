"""One list of every print, the acts on the one chosen, and where papers come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shiboken6 import isValid

from countroom.app.print_desk import FOLDER, PrintChoice
from countroom.app.screens.print_desk import print_rows
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.prints import holder_of, job_of
from countroom.texts import N_
from countroom.ui.parts import Act, Button, Panel, Words
from countroom.ui.parts.choices import Pick
from countroom.ui.parts.scrolled import share_height, side_column
from countroom.ui.print_desk.forms import HallForm, PrintForm, SignedForm, VoidForm
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.preferences import PrintsFor
    from countroom.app.screens.print_desk import PrintRow
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_MARKS: Final = {
    "failed": ("octagon-alert", "danger"),
    "collect": ("triangle-alert", "warning"),
    "printing": ("printer", "accent"),
    "waiting": ("clock", "muted"),
    "elsewhere": ("clock", "muted"),
    "printed": ("circle-check", "success"),
    "void": ("x", "muted"),
}
_PRINTS_FOR: Final[Mapping[PrintsFor, str]] = {
    "own": N_("Prints what is sent from here"),
    "hall": N_("Prints for every laptop"),
    "nobody": N_("Another laptop prints"),
}


class PrintDeskPage(Page):
    """Every print of the night; Enter does what the chosen one needs."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        self._rows: dict[str, PrintRow] = {}
        self.lines = LineList(look, say("Prints"))
        self.lines.opened.connect(lambda _: self.do_next())
        self.lines.moved.connect(self._show_act)
        self.act = Act(look, Button(look, say("Try again"), primary=True))
        self.act.button.clicked.connect(self.do_next)
        self.empty = Words(look, say("Nothing was printed yet."), "body", "muted", wrap=True)
        panel = Panel(look, say("Prints"))
        panel.body.addWidget(self.empty)
        panel.body.addWidget(self.lines, 1)
        panel.body.addWidget(self.act)
        self.main.addWidget(panel)
        self.side.addWidget(side_column(look, self._make_printer(), self._make_acts()))
        for key, words, act in (
            ("F7", say("print papers"), self.print_more),
            ("F8", say("signed on paper"), self.sign),
            ("F9", say("give a print up"), self.give_up),
            ("F3", say("printer"), self.printer.setFocus),
        ):
            self.key(key, words, act)
        desk.printing_changed.connect(self.refresh)
        desk.printing.ask_names(self._show_names)
        self.refresh()

    def heading(self) -> Heading:
        """Name the page, and how much waits here."""
        texts = self.desk.texts
        n = len(self.desk.printing.queue())
        note = texts.count("{n} print waits", "{n} prints wait", n)
        return Heading(texts.say("Print desk"), note=note)

    def problems(self) -> Sequence[str]:
        """Give what keeps a print from coming out."""
        return [f"fault:{fault.code}" for fault in self.desk.printing.troubles.values()]

    def refresh(self) -> None:
        """Show the prints as they stand; the one chosen stays so."""
        rows = print_rows(self.desk.texts, self.desk.count, self.desk.printing)
        self._rows = {row.key: row for row in rows}
        self.lines.show_lines([_line(row) for row in rows])
        self.empty.setVisible(not rows)
        self.lines.setVisible(bool(rows))
        if rows and self.more.button.hasFocus():
            self.lines.setFocus()  # Enter is for the print that came
        self._show_act()

    def first_focus(self) -> QWidget:
        """Begin at what needs somebody first, else where papers are printed."""
        return self.lines if self._rows else self.more.button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side stands below."""
        super().resizeEvent(event)
        share_height(self.columns)

    # What is done.

    def do_next(self) -> None:
        """Do what the print chosen needs: try again, tick it as collected, or print it again."""
        row = self._rows.get(self.lines.chosen)
        if row is None:
            return
        match row.state:
            case "failed":
                self.desk.printing.try_again(row.of)
            case "collect":
                self.desk.do(do.CollectPapers(self._by, *row.of))
            case "printed" | "void":
                self._print_again(row)
            case _:
                pass

    def print_more(self) -> None:
        """Choose papers to print."""
        if not self.desk.count.contests:
            self.desk.notice(self.desk.texts.say("There is no contest yet."))
            return
        row = self._rows.get(self.lines.chosen)
        PrintForm(self, row.of[0] if row and row.of[0] else self.place.contest)

    def sign(self) -> None:
        """Tick that a paper of the print chosen is signed."""
        self._about_chosen(lambda contest, job: SignedForm(self, contest, job))

    def give_up(self) -> None:
        """Give the print chosen up."""
        self._about_chosen(lambda contest, job: VoidForm(self, contest, job))

    def _print_again(self, row: PrintRow) -> None:
        contest, job = row.of[0], self._job(row)
        if job is not None and contest is None:
            HallForm(self, job)
        elif contest is not None:
            PrintForm(self, contest, job)

    def _about_chosen(self, form: Callable[[ContestId | None, PrintJob], object]) -> None:
        row = self._rows.get(self.lines.chosen)
        job = self._job(row) if row else None
        if row is None or job is None:
            self.desk.notice(self.desk.texts.say("Choose a print."))
        else:
            form(row.of[0], job)

    def _choose(self) -> None:
        chosen = self.printer.currentIndex()
        if not 0 <= chosen < len(self._names):
            return
        for_whom = list(_PRINTS_FOR)[self.whom.currentIndex()]
        choice = PrintChoice(self._names[chosen], for_whom)
        if choice != self.desk.printing.choice:
            self.desk.choose_printer(choice)

    # What is shown.

    def _make_printer(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("Where papers come out"))
        self.printer, self.whom = Pick(look), Pick(look)
        self._names: list[str] = []
        for name, box in (
            (say("Printer"), self.printer),
            (say("This laptop"), self.whom),
        ):
            label = Words(look, name, "caption", "muted")
            label.setBuddy(box)
            box.setAccessibleName(name)
            panel.body.addWidget(label)
            panel.body.addWidget(box)
        self.whom.addItems([say(words) for words in _PRINTS_FOR.values()])
        self.whom.setCurrentIndex(list(_PRINTS_FOR).index(self.desk.printing.choice.prints_for))
        self.folder = Words(look, "", "caption", "muted", wrap=True)
        panel.body.addWidget(self.folder)
        self._show_names(())
        self.printer.activated.connect(lambda _: self._choose())
        self.whom.activated.connect(lambda _: self._choose())
        return panel

    def _show_names(self, names: tuple[str, ...]) -> None:
        """Offer the usual printer, the folder, and every printer by name."""
        if not isValid(self):
            return
        say, desk = self.desk.texts.say, self.desk.printing
        chosen = desk.choice.printer
        known = [one for one in (chosen,) if one not in ("", FOLDER, *names)]
        usual = (
            say("The usual printer, else the folder")
            if self.desk.environment == "live"
            else say("The folder, for a TEST")
        )
        self._names = ["", FOLDER, *known, *names]
        self.printer.clear()
        self.printer.addItems([usual, say("The folder"), *known, *names])
        self.printer.setCurrentIndex(self._names.index(chosen))
        self.folder.say(say("The folder is {folder}", folder=str(desk.folder)))

    def _make_acts(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("What you can do"))
        self.more = Act(look, Button(look, say("Print papers"), "F7"))
        for act, done in (
            (self.more, self.print_more),
            (Act(look, Button(look, say("Signed on paper"), "F8")), self.sign),
            (Act(look, Button(look, say("Give a print up"), "F9")), self.give_up),
        ):
            act.button.clicked.connect(done)
            panel.body.addWidget(act.button)
        return panel

    def _show_act(self) -> None:
        say, row = self.desk.texts.say, self._rows.get(self.lines.chosen)
        self.act.setVisible(row is not None)
        if row is None:
            return
        words, why = say("Print again"), ""
        if row.state == "failed":
            words = say("Try again")
        elif row.state == "collect":
            words = say("They are collected")
            why = self.desk.why_not(do.CollectPapers(self._by, *row.of))
        elif row.state in ("printing", "waiting", "elsewhere"):
            words, why = say("Print again"), row.note
        self.act.button.relabel(words)
        self.act.show_why(why)

    def _job(self, row: PrintRow) -> PrintJob | None:
        holder = holder_of(self.desk.count, row.of[0])
        return job_of(holder, row.of[1]) if holder is not None else None

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")


def _line(row: PrintRow) -> Line:
    icon, tone = _MARKS[row.state]
    told = f"{row.title}. {row.note}. {row.at}"
    return Line(row.key, icon, tone, row.title, row.note, row.at, told)
