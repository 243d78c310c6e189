"""The next sheet from the pile: its number is scanned or typed, or what waits is taken by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from countroom.app.screens.sheet_number import offered
from countroom.domain.conservation import papers_of
from countroom.ui.entry.pace_panel import PacePanel
from countroom.ui.numbers import Numbers
from countroom.ui.parts import Button, Panel, Words
from countroom.ui.parts.papers_strip import PapersStrip
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.app.screens.sheet_number import Offer
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look
    from countroom.ui.place import Place

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST = 16


class NextSheetPage(Page):
    """Takes the number of any sheet of ``place.contest``; what waits stands in grey."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError(f"{place} names no contest")
        self._contest = place.contest
        self._numbers = Numbers(desk, self, place.contest)
        self._seated = desk.person.id if desk.person else None
        look, say = desk.look, desk.texts.say
        panel = Panel(look, say("Next sheet"))
        label = Words(look, say("Number on the sheet: scan it or type it"), "body")
        self.number = NumberField(look, say("Number on the sheet"))
        label.setBuddy(self.number)
        self.trouble = Words(look, "", "body", "danger", wrap=True)
        self._waits = Words(look, "", "strong")
        self.waiting = WaitingSheets(look, say("Sheets that wait for you"))
        for part in (label, self.number, self.trouble):
            panel.body.addWidget(part)
        panel.body.addSpacing(look.space("m"))
        panel.body.addWidget(self._waits)
        panel.body.addWidget(self.waiting, 1)
        self.down = Button(look, say("Back to the contests"), "Esc", icon="log-out", flat=True)
        panel.body.addWidget(self.down, 0, Qt.AlignmentFlag.AlignRight)
        self.main.addWidget(panel, 1)
        self.pace = PacePanel(desk)
        self._add_side()
        self.number.given.connect(self._open)
        self.number.textEdited.connect(lambda _: self._say(""))
        self.waiting.opened.connect(self._open)
        self.down.clicked.connect(desk.home)
        self.key("Enter", say("open"), lambda: None).setEnabled(False)
        self.key("Esc", say("back to the contests"), desk.home)
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward."""
        contest = self.desk.contest(self._contest).contest
        seats = self.desk.texts.count("{n} seat", "{n} seats", contest.seats)
        return Heading(contest.area, "", seats)

    def first_focus(self) -> QWidget:
        """Take a number at once."""
        return self.number

    def refresh(self) -> None:
        """List what waits now; a number half typed stays."""
        desk = self.desk
        state = desk.contest(self._contest)
        person = desk.person.id if desk.person else None
        offers = offered(desk.texts, desk.count, person, [state])
        self.waiting.show_offers(offers)
        self.waiting.setVisible(bool(offers))
        self.number.setPlaceholderText(offers[0].number if offers else "")
        waits = (
            desk.texts.count(
                "{n} sheet waits for you; Enter alone takes the first",
                "{n} sheets wait for you; Enter alone takes the first",
                len(offers),
            )
            if offers
            else desk.texts.say("No sheet of this contest waits for you.")
        )
        self._waits.say(waits)
        self.strip.show_papers(papers_of(state))
        if self._seated != person:
            self._seated = person
            self.pace.look_again()

    def _add_side(self) -> None:
        look, say = self.desk.look, self.desk.texts.say
        papers = Panel(look, say("Papers of the contest"))
        self.strip = PapersStrip(look, self.desk.texts)
        papers.body.addWidget(self.strip)
        self.side.addWidget(papers)
        self.side.addWidget(self.pace)
        self.side.addStretch(1)

    def _open(self, number: str) -> None:
        self._say(self._numbers.open(number or self.number.placeholderText()))

    def _say(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.number.setAccessibleDescription(sentence)
        if sentence:
            self.number.selectAll()


class NumberField(QLineEdit):
    """The number of a sheet in large digits; Enter gives it, as a scanner does."""

    given = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setFont(look.font("figureLarge"))
        self.setMaxLength(_LONGEST)
        self.setFixedHeight(look.px(56))
        self.setMaximumWidth(look.px(320))
        self.setTextMargins(look.px(8), 0, look.px(8), 0)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the number."""
        if event.key() in _ENTER:
            self.given.emit(self.text())
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class WaitingSheets(QListWidget):
    """The sheets that wait for this person; Enter opens one."""

    opened = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Offer, ...] = ()
        self.setFont(look.font("body"))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda _: self._open())

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these; the row chosen stays."""
        if tuple(offers) == self._shown:
            return
        row = max(0, self.currentRow())
        self._shown = tuple(offers)
        self.clear()
        for offer in offers:
            item = QListWidgetItem(f"{offer.number}    {offer.words}")
            item.setSizeHint(QSize(0, self._look.px(32)))
            self.addItem(item)
        if offers:
            self.setCurrentRow(min(row, len(offers) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen one."""
        if event.key() in _ENTER:
            self._open()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._shown):
            self.opened.emit(self._shown[row].number)
