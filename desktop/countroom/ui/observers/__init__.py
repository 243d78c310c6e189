"""The one page of an observer: every contest as far as the disclosure table lets them know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.known import known_rows
from countroom.ui.observers.known import known_lines
from countroom.ui.parts import Hint, Panel
from countroom.ui.ready.lines import LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

__all__ = ["ObserversPage"]


class ObserversPage(Page):
    """What observers may know now; it stands wherever they turn to."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.hide_side()
        say = desk.texts.say
        self.known = LineList(desk.look, say("Contests"))
        panel = Panel(
            desk.look, say("Contests"), say("What observers may know is the officer's to say.")
        )
        panel.body.addWidget(self.known)
        self.main.addWidget(panel)
        self.refresh()

    def heading(self) -> Heading:
        """Say whose page it is."""
        return Heading(self.desk.texts.say("For observers"))

    def refresh(self) -> None:
        """Show what may be known now."""
        rows = known_rows(self.desk.texts, self.desk.count, "observers")
        self.known.show_lines(known_lines(self.desk.look, rows))

    def first_focus(self) -> QWidget:
        """Start on the list."""
        return self.known

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the page."""
        return (Hint("\u2191 \u2193", self.desk.texts.say("lines")),)
