"""The table of one poll: a cell is taken up, a reason typed, and Enter changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from countroom.app.screens.disclosure import fact_rows, outlet_words
from countroom.domain.commands import SetDisclosure
from countroom.ui.disclosure.preview import Preview
from countroom.ui.disclosure.table import DisclosureTable
from countroom.ui.parts import Act, Button, Hint, Panel, Words
from countroom.ui.parts.choices import Sentence
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.domain.identifiers import ElectionId, PersonId
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_PREVIEW_BELOW: Final = 480


class DisclosurePage(Page):
    """One poll of the count file; F6 goes to the next where there are several."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        self._polls = list(desk.count.elections)
        self.election: ElectionId = self._polls[0]
        panel = Panel(look, say("Facts and outlets"), say("until a result is spoken, and after"))
        self.table = DisclosureTable(look, desk.texts, outlet_words(desk.texts))
        self._asks = Words(look, "", "body", wrap=True)
        self.reason = Sentence(look, say("Reason"))
        self.reason.setPlaceholderText(say("The reason is public."))
        self.act = Act(look, Button(look, "", "Enter", primary=True))
        for part in (self.table, self._asks, self.reason, self.act):
            panel.body.addWidget(part)
        self.main.addWidget(panel)
        self.preview = Preview(desk)
        self.side.addWidget(self.preview, 1)
        self.table.moved.connect(self._show_cell)
        self.table.taken.connect(self.reason.setFocus)
        self.reason.textChanged.connect(lambda _: self._show_act())
        self.reason.returnPressed.connect(self._change)
        self.act.button.clicked.connect(self._change)
        if len(self._polls) > 1:
            self.key("F6", say("next poll"), self._next)
        self.refresh()

    def heading(self) -> Heading:
        """Name the poll."""
        say, election = self.desk.texts.say, self.desk.count.elections[self.election]
        return Heading(say("What may be known"), note=election.name)

    def refresh(self) -> None:
        """Show the table and the preview as they are now."""
        self.table.show_rows(fact_rows(self.desk.texts, self.desk.count, self.election))
        self._show_cell()

    def first_focus(self) -> QWidget:
        """Begin in the table."""
        return self.table

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the page."""
        say = self.desk.texts.say
        return (
            Hint("\u2190 \u2191 \u2193 \u2192", say("cells")),
            Hint("Space", say("change")),
            *super().keys(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the table by Esc, with nothing changed."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._back_to_table()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the preview be high enough where it goes below."""
        super().resizeEvent(event)
        below = self.columns.direction() == QBoxLayout.Direction.TopToBottom
        self.preview.setMinimumHeight(self.desk.look.px(_PREVIEW_BELOW) if below else 0)

    def _command(self, reason: str) -> SetDisclosure | None:
        cell, person = self.table.cell, self.desk.person
        if cell is None:
            return None
        by: PersonId = person.id if person is not None else next(iter(self.desk.count.people))
        shown = cell.mark != "shown"
        return SetDisclosure(by, self.election, cell.outlet, cell.fact, shown, reason)

    def _show_cell(self) -> None:
        cell, say = self.table.cell, self.desk.texts.say
        if cell is None:
            return
        self.preview.show_outlet(cell.outlet)
        self._asks.say(cell.told)
        words = say("Withhold it") if cell.mark == "shown" else say("Show it")
        self.act.button.relabel(words)
        self._show_act()

    def _show_act(self) -> None:
        command = self._command(self.reason.text().strip())
        if command is not None:
            self.act.show_why(self.desk.why_not(command))

    def _change(self) -> None:
        command = self._command(self.reason.text().strip())
        if command is not None and self.act.button.isEnabled():
            self.desk.do(command, lambda _: self._back_to_table())

    def _back_to_table(self) -> None:
        self.reason.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        after = self._polls.index(self.election) + 1
        self.election = self._polls[after % len(self._polls)]
        self.refresh()
