"""The page of the running order: order by keys, groups, the call, and the way to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.reading import in_wales
from countroom.app.screens.running_order import (
    calls,
    group_of,
    joined,
    moved,
    order_rows,
    queued,
)
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, PersonId
from countroom.texts import Texts
from countroom.ui.parts import Act, Button, Hint, Panel, Words, side_column
from countroom.ui.parts.scrolled import share_height
from countroom.ui.place import Place
from countroom.ui.prints import print_together
from countroom.ui.ready.lines import LineList
from countroom.ui.running_order.call import CallPanel
from countroom.ui.running_order.changes import Changes
from countroom.ui.running_order.withdrawing import Withdrawing
from countroom.ui.running_order.words import DOES, line_of
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.running_order import Groups, Row
    from countroom.domain.commands import Command
    from countroom.ui.desk import Desk


class RunningOrderPage(Page):
    """Who is called, who waits in which order, what could be cleared, and what is spoken."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        panel = Panel(look, say("Running order"), " ")
        self.note = panel.note
        self.nothing = Words(look, say("Nothing is cleared yet."), "body", wrap=True)
        self.lines = LineList(look, say("Running order"))
        self.changes = Changes(look, desk.texts)
        self.withdrawing = Withdrawing(look, desk.texts)
        self.act = Act(look, Button(look, "", "F8", primary=True))
        panel.body.addWidget(self.nothing)
        panel.body.addWidget(self.lines, 1)
        for part in (self.changes, self.withdrawing, self.act):
            panel.body.addWidget(part)
        self.main.addWidget(panel)
        self.call = CallPanel(look, desk.texts)
        self.side.addWidget(side_column(look, self.call))
        self._connect()
        self.refresh()

    def heading(self) -> Heading:
        """Name the page."""
        return Heading(self.desk.texts.say("Running order"))

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the order."""
        say = self.desk.texts.say
        return (
            Hint("F8", say("go on with it")),
            Hint("Alt ↑ ↓", say("earlier, later")),
            Hint("G", say("together or apart")),
            Hint("F6", say("one script")),
            Hint("F7", say("take the clearance back")),
        )

    def first_focus(self) -> QWidget | None:
        """Begin in the list."""
        return self.lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side goes below."""
        super().resizeEvent(event)
        share_height(self.columns)
        self.changes.arrange(self.changes.width())

    def refresh(self) -> None:
        """Show the order as it is now; the line one is on stays."""
        rows, texts = order_rows(self.desk.count), self.desk.texts
        self._rows = {str(row.contest): row for row in rows}
        self.lines.show_lines([line_of(row, texts) for row in rows])
        self.lines.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        waiting = sum(row.where in ("called", "queue") for row in rows)
        self.note.say(texts.count("{n} result to be read", "{n} results to be read", waiting))
        self._show_acts()

    def _connect(self) -> None:
        say = self.desk.texts.say
        self.lines.moved.connect(self._show_acts)
        self.lines.opened.connect(lambda _: self._go_on())
        self.act.button.clicked.connect(self._go_on)
        self.withdrawing.asked.connect(self._withdraw)
        acts = (
            ("Alt+Up", say("earlier"), lambda: self._move(-1), self.changes.earlier),
            ("Alt+Down", say("later"), lambda: self._move(1), self.changes.later),
            ("G", say("together or apart"), self._join, self.changes.together),
            ("F6", say("print one script for all"), self._print_script, self.changes.script),
            ("F9", say("back into the queue"), self._back, self.changes.back),
            ("F7", say("take the clearance back"), self._ask_reason, self.changes.withdraw),
        )
        for key, words, act, button in acts:
            button.clicked.connect(act)
            self.key(key, words, act)
        self.key("F8", say("go on with it"), self._go_on)
        self.key("Esc", say("leave"), self._leave)

    # What is shown.

    @property
    def _row(self) -> Row | None:
        return self._rows.get(self.lines.chosen)

    @property
    def _group(self) -> tuple[ContestId, ...]:
        row = self._row
        waits = row is not None and row.where in ("called", "queue")
        return group_of(self.desk.count, row.contest) if row is not None and waits else ()

    def _show_acts(self) -> None:
        row, count = self._row, self.desk.count
        self.act.setVisible(row is not None)
        self.changes.show_row(row, first=row is not None and self._is_first(row))
        self.call.show_calls(calls(count, self._group, self._voices))
        if row is None:
            return
        self.act.button.relabel(self.desk.texts.say(DOES[row.where]))
        calling = do.CallToPlatform(self._by, self._group)
        self.act.show_why(self.desk.why_not(calling) if row.where == "queue" else "")

    def _is_first(self, row: Row) -> bool:
        """Say whether nothing of the queue stands above a row."""
        groups = queued(self.desk.count)
        return not groups or row.contest == groups[0][0]

    @property
    def _voices(self) -> tuple[Texts, ...]:
        own, count = self.desk.texts, self.desk.count
        wales = any(in_wales(count, count.contests[contest]) for contest in self._group)
        return (Texts("cy"), Texts("en")) if wales else (own,)

    # What is done.

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    def _go_on(self) -> None:
        row = self._row
        if row is None or not self.act.button.isEnabled():
            return
        if row.where == "queue":
            self._do(do.CallToPlatform(self._by, self._group))
            return
        pages = {"called": "platform", "to_clear": "clear", "spoken": "published"}
        first = self._group[0] if row.where == "called" else row.contest
        self.desk.go(Place(pages[row.where], first))

    def _move(self, step: Literal[-1, 1]) -> None:
        row = self._row
        if row is not None and row.where == "queue":
            self._order(moved(queued(self.desk.count), row.contest, step))

    def _join(self) -> None:
        row = self._row
        if row is not None and row.where == "queue":
            self._order(joined(queued(self.desk.count), row.contest))

    def _order(self, groups: Groups) -> None:
        if groups != queued(self.desk.count):
            self._do(do.SetRunningOrder(self._by, groups))

    def _print_script(self) -> None:
        if len(self._group) > 1:
            print_together(self.desk, self._group)

    def _back(self) -> None:
        row = self._row
        if row is not None and row.where == "called":
            self._do(do.TakeFromPlatform(self._by, self._group))

    def _ask_reason(self) -> None:
        row = self._row
        if row is not None and row.where in ("called", "queue"):
            self.withdrawing.begin(row.area)

    def _withdraw(self, reason: str) -> None:
        row = self._row
        if row is not None:
            self._do(do.WithdrawClearance(self._by, row.contest, reason))

    def _do(self, command: Command) -> None:
        self.desk.do(command, lambda _: self._done())

    def _done(self) -> None:
        self.withdrawing.hide()
        self.lines.setFocus()

    def _leave(self) -> None:
        if self.withdrawing.isVisible():
            self._done()
        else:
            self.desk.back()
