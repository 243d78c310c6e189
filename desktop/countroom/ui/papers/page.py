"""The papers page: tables and their sheets, and each act by its key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QWidget

from countroom.app.screens.accounts import due
from countroom.app.screens.paper_sheets import kinds_to_add, missing, say_kind, sheet_rows, spares
from countroom.app.screens.papers import left_to_issue, lower_depths, new_table, papers_screen
from countroom.app.screens.way import next_step
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.conservation import papers_at
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import PersonId
from countroom.domain.numbering import printed_number
from countroom.texts import N_
from countroom.ui.papers.deeds import Deeds, NumberPanel
from countroom.ui.papers.forms import (
    AddForm,
    BackForm,
    CloseForm,
    IssueForm,
    LowerForm,
    OpenForm,
    WithdrawForm,
)
from countroom.ui.papers.sheets import Sheets
from countroom.ui.papers.standing import Standing
from countroom.ui.papers.tables import Tables
from countroom.ui.parts import Hint, Panel
from countroom.ui.parts.scrolled import Column, Fitted, Scrolled
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect

    from countroom.app.screens.paper_sheets import SheetRow
    from countroom.domain.commands import Command
    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import ContestId, MiniCountId
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.papers.form import Form

_DEEDS: Final = (
    ("issue", "F3", N_("Issue papers")),
    ("back", "F4", N_("Take papers back")),
    ("lower", "F6", N_("Lower the depth")),
    ("open", "F7", N_("Open a table")),
    ("close", "F9", N_("Close the table")),
    ("blank", "F11", N_("Withdraw the blank sheets")),
    ("one", "Del", N_("Withdraw this sheet")),
)
_ADDING: Final = ("1", "2", "3")
"""Keys that add a sheet without a number, by kind; more kinds no depth has."""
_PROBE: Final = "-"
"""Stands for a reason nobody has written yet, to ask who may give one."""


class PapersPage(Page):
    """The papers of the contest of ``place``, from the first parcel to the last sheet."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("papers are those of a contest")
        self._contest: ContestId = place.contest
        self._sat = self._by
        self.form: Form | None = None
        look, texts = desk.look, desk.texts
        self.tables = Tables(look, texts)
        self.standing = Standing(look)
        self.sheets = Sheets(look, texts)
        self.number = NumberPanel(look, texts)
        adding = [(f"add {key}", key, "") for key in _ADDING]
        named = [(name, key, texts.say(words)) for name, key, words in _DEEDS]
        self.deeds = Deeds(look, texts, [*named, *adding])
        self._lay_out()
        self._connect()
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward, its state and its tables."""
        state = self._state
        tables = self.desk.texts.count("{n} table", "{n} tables", len(state.contest.counted_in))
        return Heading(state.contest.area, next_step(self.desk.count, state).state, tables)

    def first_focus(self) -> QWidget | None:
        """Start on the tables."""
        return self.tables.lines

    def keys(self) -> Sequence[Hint]:
        """Show how to move, and the acts of the night."""
        say = self.desk.texts.say
        issue, back = (hint for hint, _ in self.acts[:2])
        return [Hint("↑ ↓", say("tables")), Hint("Enter", say("its sheets")), issue, back]

    def refresh(self) -> None:
        """Show the papers as they are now; the lines that are lit and what is typed stay."""
        if self._sat != self._by:
            self._sat = self._by
            self.leave_form()
            self.number.hide()
        self.tables.show_screen(papers_screen(self.desk.texts, self._state))
        self._show_table()

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self._contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    @property
    def _chosen(self) -> MiniCount:
        """Give the table that is lit."""
        row = self.tables.lines.current()
        every = self._state.contest.counted_in
        return next((one for one in every if row is not None and one.id == row.id), every[0])

    def _lay_out(self) -> None:
        look, texts = self.desk.look, self.desk.texts
        upper = Panel(look, texts.say("Papers out and back"))
        held = Column(look)
        held.column.addWidget(self.tables)
        upper.body.addWidget(self._following(Fitted(look, held), self.tables.lines))
        upper.body.addWidget(self.standing)
        self.below = Panel(look, texts.say("Sheets"))
        inside = Column(look)
        inside.column.addWidget(self.sheets)
        inside.column.addStretch(1)
        self.below.body.addWidget(self._following(Scrolled(look, inside), self.sheets.lines), 1)
        self.main.addWidget(upper)
        self.main.addWidget(self.below, 1)
        beside = Column(look)
        self._beside = beside.column
        beside.column.addWidget(self.number)
        beside.column.addWidget(self.deeds)
        beside.column.addStretch(1)
        self.side.addWidget(Scrolled(look, beside, "window"))

    def _following(self, area: Scrolled, lines: QWidget) -> Scrolled:
        def follow(line: QRect) -> None:
            content = area.widget()
            if content is not None:
                top = lines.mapTo(content, line.topLeft()).y()
                area.ensureVisible(0, top + line.height() // 2, 0, line.height())

        lines.moved.connect(follow)  # type: ignore[attr-defined]
        return area

    def _connect(self) -> None:
        self.tables.lines.chosen.connect(self._show_table)
        self.tables.lines.opened.connect(self.sheets.lines.setFocus)
        self.sheets.lines.opened.connect(self._open_sheet)
        self.sheets.lines.chosen.connect(self._show_whys)
        self.sheets.withdraws.connect(partial(self.ask, "one"))
        self.deeds.wanted.connect(self.ask)
        for name, key, words in _DEEDS[:-1]:
            self.key(key, self.desk.texts.say(words), partial(self.ask, name))
        for key in _ADDING:
            self.key(key, self.desk.texts.say("add a sheet"), partial(self.ask, f"add {key}"))
        self.key("Esc", self.desk.texts.say("leave the question"), self.leave_form)

    def _show_table(self) -> None:
        """Show what belongs to the table that is lit."""
        state, texts, table = self._state, self.desk.texts, self._chosen
        screen = papers_screen(texts, state)
        self.standing.show_standing(screen.conserved)
        row = next(row for row in screen.rows if row.id == table.id)
        self.below.title.say(texts.say("Sheets of {table}", table=row.name))
        self._show_gaps(state, table.id)
        self.sheets.show_rows(sheet_rows(texts, state, table.id, self.desk.name_of))
        kinds = self._kinds()
        for key, kind in kinds.items():
            button = self.deeds.buttons[f"add {key}"]
            button.relabel(texts.say("Add: {kind}", kind=say_kind(texts, kind)))
        self._show_whys()
        if self.form is not None:
            self.form.show_why()

    def _show_gaps(self, state: ContestState, table: MiniCountId) -> None:
        """Name the numbers that were passed over."""
        texts, gaps = self.desk.texts, missing(state, table)
        named = ", ".join(printed_number(sheet) for sheet in gaps)
        self.below.note.setVisible(bool(gaps))
        self.below.note.colour("warning")
        if gaps:
            self.below.note.say(texts.say("Missing: {sheets}", sheets=named))

    def _kinds(self) -> dict[str, SheetKind]:
        return dict(zip(_ADDING, kinds_to_add(self._state, self._chosen), strict=False))

    def _show_whys(self) -> None:
        names = [name for name, _, _ in _DEEDS]
        names += [f"add {key}" for key in self._kinds()]
        self.deeds.show_whys({name: self._why_not(name) for name in names})

    def _why_not(self, name: str) -> str:
        probe = self._probe(name)
        return probe if isinstance(probe, str) else self.desk.why_not(probe)

    def _probe(self, name: str) -> Command | str:
        """Ask with what would be offered; a sentence where there is nothing to offer."""
        probes: dict[str, Callable[[], Command | str]] = {
            "issue": self._probe_issue,
            "back": self._probe_back,
            "lower": self._probe_lower,
            "open": self._probe_open,
            "close": lambda: do.CloseMiniCount(self._by, self._contest, self._chosen.id, _PROBE),
            "blank": self._probe_blank,
            "one": self._probe_one,
        }
        if name in probes:
            return probes[name]()
        kind = self._kinds().get(name.removeprefix("add "))
        if kind is None:
            return self.desk.texts.say("This table has no other kind of sheet.")
        return do.AddSheet(self._by, self._contest, kind, None, self._chosen.id, _PROBE)

    def _probe_issue(self) -> Command | str:
        left = left_to_issue(self._state)
        return do.IssuePapers(self._by, self._contest, self._chosen.id, max(left or 1, 1))

    def _probe_back(self) -> Command | str:
        out = papers_at(self._state, self._chosen).out or 0
        if out <= 0:
            return self.desk.texts.say("No papers are out at this table.")
        return do.ReturnPapers(self._by, self._contest, self._chosen.id, out, _PROBE)

    def _probe_lower(self) -> Command | str:
        lower = lower_depths(self._chosen.depth)
        if not lower:
            return self.desk.texts.say("Only the totals of this table are keyed already.")
        table = self._chosen.id
        return do.ChangeDepth(self._by, self._contest, table, lower[0], 0, _PROBE)

    def _probe_open(self) -> Command | str:
        like = self._chosen
        made = MiniCount(new_table(self._state)[0], "", like.boxes, "totals", 0, _PROBE)
        return do.AddMiniCount(self._by, self._contest, made, _PROBE)

    def _probe_blank(self) -> Command | str:
        sheets = spares(self._state, self._chosen.id)
        if not sheets:
            return self.desk.texts.say("No sheet is left at the end of this table's pad.")
        return do.WithdrawSheets(self._by, self._contest, sheets, _PROBE)

    def _probe_one(self) -> Command | str:
        row = self._sheet
        if row is None:
            return self.desk.texts.say("This table has no sheet.")
        return do.WithdrawSheets(self._by, self._contest, (row.sheet,), _PROBE)

    @property
    def _sheet(self) -> SheetRow | None:
        return self.sheets.lines.current()

    def ask(self, name: str) -> None:
        """Open the question of an act, or say why it is closed."""
        why = self._why_not(name)
        if why:
            self.desk.notice(why)
            return
        self.desk.notice("")
        self.leave_form()
        self.number.hide()
        form = self._form(name)
        self.form = form
        form.done.connect(self._done)
        form.left.connect(self.leave_form)
        self.deeds.hide()
        self._beside.insertWidget(0, form)
        form.begin()

    def leave_form(self) -> None:
        """Put the question away; nothing was done."""
        form, self.form = self.form, None
        if form is None:
            return
        inside = QApplication.focusWidget()
        had_focus = inside is not None and form.isAncestorOf(inside)
        form.hide()
        form.deleteLater()
        self.deeds.show()
        if had_focus:
            self.tables.lines.setFocus()

    def _form(self, name: str) -> Form:
        desk, state, table, texts = self.desk, self._state, self._chosen, self.desk.texts
        plain = {
            "issue": IssueForm,
            "back": BackForm,
            "lower": LowerForm,
            "open": OpenForm,
            "close": CloseForm,
        }
        if name in plain:
            return plain[name](desk, state, table)
        row = self._sheet
        if name == "one" and row is not None:
            return WithdrawForm(desk, state, (row.sheet,))
        if name == "blank":
            reason = texts.say("They came back blank.")
            return WithdrawForm(desk, state, spares(state, table.id), reason)
        return AddForm(desk, state, table, self._kinds()[name.removeprefix("add ")])

    def _done(self, recorded: tuple[Recorded, ...]) -> None:
        self.leave_form()
        texts = self.desk.texts
        for one in recorded:
            if isinstance(one.event, ev.SheetAdded):
                sheet = one.event.sheet
                kind = say_kind(texts, sheet.kind)
                self.number.show_number(printed_number(sheet.id), kind)

    def _open_sheet(self) -> None:
        """Open the sheet where it is due for this person, or say that nothing is."""
        row, person = self._sheet, self.desk.person
        if row is None:
            return
        sheet = self._state.sheets[row.sheet]
        where = due(self.desk.count, sheet, person.id if person else None)
        if where is None or sheet.withdrawn:
            said = ", ".join(part for part in (row.number, row.word, row.note) if part)
            self.desk.notice(said, "info")
        else:
            self.desk.go(Place(where.page, self._contest, row.sheet, where.entry))
