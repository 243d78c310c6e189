"""The pack of the early morning: what each sheet still lacks, and one key that prints all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.pack import pack_rows
from countroom.texts.of_printing import PACK
from countroom.ui.parts import Act, Button, Panel, Words
from countroom.ui.prints import print_hall
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.pack import PackRow
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place


class PackPage(Page):
    """Every poll's sheets in the order of handing over, complete or with what they lack."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, say = desk.look, desk.texts.say
        self.panel = Panel(look, say("The pack"), " ")
        about = say(
            "What leaves the hall with its papers. A sheet that lacks something is printed too and "
            "says so; a figure that nobody knows is a dash."
        )
        self.lines = LineList(look, say("Sheets of the pack"))
        self.lines.opened.connect(lambda _: self.print_pack())
        self.act = Act(look, Button(look, say("Print the pack"), "F8", primary=True))
        self.act.button.clicked.connect(self.print_pack)
        self.panel.body.addWidget(Words(look, about, "body", "muted", wrap=True))
        self.panel.body.addWidget(self.lines, 1)
        self.panel.body.addWidget(self.act)
        self.main.addWidget(self.panel)
        self.key("F8", say("print the pack"), self.print_pack)
        self.refresh()

    def heading(self) -> Heading:
        """Name the page."""
        return Heading(self.desk.texts.say("The pack"))

    def first_focus(self) -> QWidget | None:
        """Begin at the key that prints."""
        return self.act.button

    def refresh(self) -> None:
        """Show what lacks now."""
        rows, texts = pack_rows(self.desk.texts, self.desk.count), self.desk.texts
        self.act.show_why(self._why_not())
        self.lines.show_lines([_line(row) for row in rows])
        ready = sum(row.complete for row in rows)
        self.panel.note.say(
            texts.say(
                "{ready} of {all} complete", ready=texts.figure(ready), all=texts.figure(len(rows))
            )
        )

    def print_pack(self) -> None:
        """Send every sheet of the pack to the laptop that prints."""
        if not self._why_not():
            print_hall(self.desk, PACK)

    def _why_not(self) -> str:
        """Give why nothing is printed: who hands papers over is known."""
        nobody = self.desk.person is None
        return (
            self.desk.texts.say("Nobody is signed in. Sign in and do it again.") if nobody else ""
        )


def _line(row: PackRow) -> Line:
    icon, tone = ("circle-check", "success") if row.complete else ("triangle-alert", "warning")
    return Line(row.key, icon, tone, row.title, row.said, row.poll, row.told)
