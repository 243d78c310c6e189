"""A number that is keyed already: the same sheet again, or another paper that carries it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from countroom.app.screens.paper_sheets import say_kind
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.numbering import printed_number
from countroom.ui.parts import Act, Button, Overlay, Words
from countroom.ui.place import Place

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.sheet_number import Found
    from countroom.domain.events import Recorded
    from countroom.domain.sheets import Sheet
    from countroom.ui.desk import Desk


class SameNumber(Overlay):
    """Asks which of the two it is. Two papers are never made one."""

    def __init__(self, desk: Desk, over: QWidget, found: Found) -> None:
        say, look = desk.texts.say, desk.look
        super().__init__(look, over, say("This number is used already"), width=600)
        self._desk = desk
        state = desk.count.contest_of(found.sheet) if found.sheet is not None else None
        if state is None or found.sheet is None:
            raise ValueError(f"{found} names no sheet")
        self._sheet: Sheet = state.sheets[found.sheet].sheet
        self._new: Place | None = None
        self._told = Words(look, found.sentence, "body", wrap=True)
        kind = say_kind(desk.texts, self._sheet.kind)
        asks = say(
            "{kind}, {area}. Which paper is in your hand?", kind=kind, area=state.contest.area
        )
        self._asks = Words(look, asks, "strong", wrap=True)
        self.same = Button(look, say("That sheet: put it back"), "1", primary=True)
        self.other = Button(look, say("Another sheet: give it a number"), "2")
        self._act = Act(look, self.other)
        for part in (self._told, self._asks, self.same, self._act):
            self.body.addWidget(part)
        self.same.clicked.connect(self._go_on)
        self.other.clicked.connect(self._give)
        if desk.person is not None:
            self._act.show_why(desk.why_not(self._command()))

    def begin(self) -> None:
        """Show it."""
        self.open(self.same)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 and 2."""
        key = event.key()
        if key == Qt.Key.Key_1:
            self.same.click()
        elif key == Qt.Key.Key_2 and self.other.isVisible():
            self.other.click()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Leave it; or go on with the sheet that has its number now."""
        new = self._new
        self.leave()
        if new is not None:
            self._desk.go(new)

    def _give(self) -> None:
        self._desk.do(self._command(), self._given)

    def _given(self, recorded: tuple[Recorded, ...]) -> None:
        added = recorded[0].event
        if not isValid(self) or not isinstance(added, ev.SheetAdded):
            return
        say = self._desk.texts.say
        number = printed_number(added.sheet.id)
        self._new = Place("entry", added.contest, added.sheet.id, 1)
        self.panel.title.say(say("A number of its own"))
        self._told.say(say("Write this number on the paper, and cross the old one out:"))
        self._asks.setFont(self._desk.look.font("display"))
        self._asks.say(number)
        self._act.hide()
        self.same.relabel(say("It is written: key the sheet"))
        self.same.setFocus()

    def _command(self) -> do.AddSheet:
        person = self._desk.person
        if person is None:
            raise ValueError("nobody is signed in")
        sheet = self._sheet
        reason = self._desk.texts.say(
            "Another paper carries the number {number}", number=printed_number(sheet.id)
        )
        return do.AddSheet(
            person.id, sheet.contest, sheet.kind, sheet.box, sheet.mini_count, reason
        )
