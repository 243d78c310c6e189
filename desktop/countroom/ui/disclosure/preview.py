"""An outlet as a stranger sees it now, beside the table that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.hall import hall_view, new_ward
from countroom.app.screens.known import known_rows
from countroom.texts import london
from countroom.texts.of_disclosure import OUTLETS
from countroom.ui.hall.sheet import HallSheet
from countroom.ui.observers.known import known_lines
from countroom.ui.parts import Panel, Words
from countroom.ui.ready.lines import LineList

if TYPE_CHECKING:
    from countroom.domain.disclosure import Outlet
    from countroom.ui.desk import Desk

_WIDE, _HIGH = 16, 9


class Preview(Panel):
    """What an outlet may know of every contest; the hall's screen as a small picture too."""

    def __init__(self, desk: Desk) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, say("As a stranger sees it now"))
        self._desk = desk
        self.outlet = Words(look, "", "strong")
        self.picture = HallSheet(look)
        self.picture.setFixedHeight(look.size("sidePanel") * _HIGH // _WIDE)
        self.known = LineList(look, say("As a stranger sees it now"))
        for part in (self.outlet, self.picture, self.known):
            self.body.addWidget(part)

    def show_outlet(self, outlet: Outlet) -> None:
        """Show what this outlet may know now."""
        desk, texts = self._desk, self._desk.texts
        self.outlet.say(texts.say(OUTLETS[outlet]))
        self.picture.setVisible(outlet == "hall")
        if outlet == "hall":
            now = desk.now()
            view = hall_view(texts, desk.count, new_ward(desk.count, now))
            time = texts.say("{time}, up to date", time=london(now)[1])
            self.picture.show_view(view, time, texts.say("Hall screen"))
        self.known.show_lines(known_lines(desk.look, known_rows(texts, desk.count, outlet)))
