"""Announcements to the hall, ready to read in both languages, each ticked once it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.announcements import to_read
from countroom.domain.commands import TickAnnouncement
from countroom.ui.parts import Act, Button, Hint, Panel
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.announcements import ToRead
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

__all__ = ["AnnouncementsPage"]


class AnnouncementsPage(Page):
    """What to read comes first, what was read below it; Enter ticks the line that is lit."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.hide_side()
        look, say = desk.look, desk.texts.say
        self._rows: dict[str, ToRead] = {}
        self.panel = Panel(look, say("Read to the hall"), " ")
        self.lines = LineList(look, say("Read to the hall"))
        self.act = Act(look, Button(look, say("It was read"), "Enter", primary=True))
        self.panel.body.addWidget(self.lines, 1)
        self.panel.body.addWidget(self.act)
        self.main.addWidget(self.panel)
        self.lines.moved.connect(self._show_act)
        self.lines.opened.connect(lambda _: self._tick())
        self.act.button.clicked.connect(self._tick)
        self.refresh()

    def heading(self) -> Heading:
        """Say what the page is for."""
        return Heading(self.desk.texts.say("Announcements"))

    def refresh(self) -> None:
        """Show what is to be read now; the line lit stays while it waits, else the next is."""
        rows = to_read(self.desk.texts, self.desk.count, self.desk.name_of)
        self._rows = {row.key: row for row in rows}
        waiting = sum(not row.read for row in rows)
        self.panel.note.say(
            self.desk.texts.count("{n} to be read", "{n} to be read", waiting)
            if waiting
            else self.desk.texts.say("nothing waits to be read")
        )
        self.lines.show_lines([_line(row) for row in rows])
        self._show_act()

    def first_focus(self) -> QWidget:
        """Begin at the first that waits."""
        return self.lines

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the page."""
        say = self.desk.texts.say
        return (Hint("Enter", say("it was read")), Hint("\u2191 \u2193", say("lines")))

    def _command(self) -> TickAnnouncement | None:
        row, person = self._rows.get(self.lines.chosen), self.desk.person
        if row is None or person is None:
            return None
        return TickAnnouncement(person.id, row.contest, row.announcement)

    def _show_act(self) -> None:
        command = self._command()
        self.act.setVisible(command is not None)
        if command is not None:
            self.act.show_why(self.desk.why_not(command))

    def _tick(self) -> None:
        command = self._command()
        if command is None or not self.act.button.isEnabled():
            return
        order = [line.key for line in self.lines.lines]
        at = order.index(self.lines.chosen)
        after = order[at + 1] if at + 1 < len(order) else ""
        self.desk.do(command, lambda _: self.lines.choose(after))


def _line(row: ToRead) -> Line:
    english, welsh = row.sentences[0], row.sentences[-1]
    icon, tone = ("circle-check", "success") if row.read else ("megaphone", "info")
    told = ". ".join(part for part in (english, welsh, row.read) if part)
    return Line(row.key, icon, tone, english, welsh, row.read or row.area, told)
