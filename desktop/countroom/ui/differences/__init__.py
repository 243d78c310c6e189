"""Where two entries of a sheet differ: who keys again, or what the paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from countroom.app.screens.accounts import say_box
from countroom.app.screens.differences import closed_to
from countroom.domain.numbering import printed_number
from countroom.ui.differences.closed import ClosedPanel
from countroom.ui.differences.settling import Begun, Settling
from countroom.ui.differences.side import RestPanel, SumsPanel
from countroom.ui.parts import Button, Hint, Scrolled
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, SheetState
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place


class DifferencesPage(Page):
    """The lines of ``place.sheet`` that differ, for a supervisor who keyed neither entry."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None or place.sheet is None:
            raise ValueError("differences are those of a sheet")
        self._contest, self._id = place.contest, place.sheet
        self._begun = Begun()
        self._shown: tuple[SheetState, PersonId | None] | None = None
        self.settling: Settling | None = None
        self.closed: ClosedPanel | None = None
        self._every = False
        say = desk.texts.say
        self.key("F8", say("send back"), self._carry_out)
        self.key("F7", say("all lines"), self._toggle)
        self.key("PgDown", say("further down"), lambda: self._scroll(1))
        self.key("PgUp", say("further up"), lambda: self._scroll(-1))
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward, the box of an account, and how much differs."""
        texts, sheet = self.desk.texts, self._sheet
        contest = self._state.contest
        if not sheet.differing:
            return Heading(
                contest.area, "", texts.say("Sheet {sheet}", sheet=printed_number(self._id))
            )
        note = texts.count(
            "{differing} of {n} field",
            "{differing} of {n} fields",
            len(sheet.sheet.fields),
            differing=texts.figure(len(sheet.differing)),
        )
        box = next((box for box in contest.boxes if box.id == sheet.sheet.box), None)
        if box is not None:
            note = f"{say_box(texts, box)}  ·  {note}"
        return Heading(contest.area, "difference", note)

    def refresh(self) -> None:
        """Show the sheet as it is now; a choice and figures already typed stay."""
        person = self.desk.person.id if self.desk.person else None
        now = (self._sheet, person)
        if self._shown is not None and self._shown[0] is now[0] and self._shown[1] == person:
            if self.settling is not None:
                self.settling.show_why()
            return
        if self._shown is not None and self._shown[1] != person:
            self._begun = Begun()
        self._shown = now
        had_focus = self._has_focus()
        _empty(self.main)
        _empty(self.side)
        self.settling = self.closed = None
        refusal = closed_to(self.desk.count, self._sheet, person)
        if refusal is not None or person is None:
            if refusal is not None:
                self.closed = ClosedPanel(self.desk, self._state, self._sheet, refusal)
                self.main.addWidget(self.closed)
            self.hide_side()
        else:
            self._show_settling(person)
        for _, key in self.acts:
            key.setEnabled(self.settling is not None)
        focus = self.first_focus()
        if had_focus and focus is not None:
            focus.setFocus()

    def first_focus(self) -> QWidget | None:
        """Start on the question, or on the way out where there is none."""
        if self.settling is not None:
            return self.settling.choices
        return self.closed.button if self.closed is not None else None

    def keys(self) -> Sequence[Hint]:
        """Show the keys of the question."""
        if self.settling is None:
            return []
        say = self.desk.texts.say
        return [
            Hint("Tab", say("next choice")),
            Hint("← →", say("choose")),
            *(hint for hint, _ in self.acts[:2]),
        ]

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self._contest)

    @property
    def _sheet(self) -> SheetState:
        return self._state.sheets[self._id]

    def _show_settling(self, person: PersonId) -> None:
        desk, state, sheet = self.desk, self._state, self._sheet
        self.settling = Settling(desk, state, sheet, person, self._begun)
        self.main.addWidget(self.settling)
        self.every_button = Button(desk.look, "", "F7", flat=True)
        self.every_button.clicked.connect(self._toggle)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.look.space("m"))
        column.addWidget(SumsPanel(desk.look, desk.texts, state, sheet))
        column.addWidget(RestPanel(desk, sheet, self.every_button), 1)
        self.side.addWidget(Scrolled(desk.look, content, "window"))
        self._show_every()
        self._side.show()

    def _toggle(self) -> None:
        self._every = not self._every
        self._show_every()

    def _show_every(self) -> None:
        if self.settling is None:
            return
        texts, n = self.desk.texts, len(self._sheet.sheet.fields)
        self.settling.show_every(self._every)
        self.every_button.relabel(
            texts.say("Show only what differs")
            if self._every
            else texts.count("Show all {n} field", "Show all {n} fields", n)
        )

    def _scroll(self, pages: int) -> None:
        if self.settling is not None:
            self.settling.turn_pages(pages)

    def _carry_out(self) -> None:
        if self.settling is not None:
            self.settling.carry_out()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
