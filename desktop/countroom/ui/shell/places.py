"""The pages of the hall by F2: a digit or letter goes there at once, arrows and Enter as well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from countroom.texts import N_
from countroom.ui.parts import Button, Overlay, Words
from countroom.ui.place import Place
from countroom.ui.shell.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from countroom.ui.desk import Desk

OF_THE_HALL: Final = (
    ("contests", N_("Board")),
    ("receipt", N_("Boxes in")),
    ("ready", N_("Before the count")),
    ("people", N_("People")),
    ("pause", N_("Pause")),
    ("council", N_("Council")),
)
LATE_IN_THE_HALL: Final = (
    ("pack", N_("The pack")),
    ("running_order", N_("Running order")),
    ("announcements", N_("Announcements")),
    ("disclosure", N_("What may be known")),
    ("print_desk", N_("Print desk")),
)
"""Pages of the hall that came later: by letters, so that every digit stays where it was."""
OF_A_CONTEST: Final = (
    ("accounts", N_("Accounts")),
    ("postal", N_("Postal")),
    ("papers", N_("Papers")),
    ("result", N_("Result")),
    ("transfers", N_("Papers moved")),
    ("on_record", N_("On record")),
)
_WIDTH = 250
_DIGITS: Final = "1234567890"
_LETTERS: Final = "ABCDEFGH"


class Places(Overlay):
    """Where one can go; the current contest has its own pages below those of the hall."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, over, say("Places"), _WIDTH)
        self._desk = desk
        self.buttons: list[Button] = []
        sides = QHBoxLayout()
        sides.setSpacing(look.space("l"))
        hall = [(Place(page), say(w)) for page, w in (*OF_THE_HALL, *LATE_IN_THE_HALL)]
        first = len(OF_THE_HALL)
        late = _LETTERS[: len(LATE_IN_THE_HALL)]
        sides.addLayout(self._side("", hall, _DIGITS[:first] + late))
        contest = desk.place.contest
        if contest is not None and contest in desk.count.contests:
            own = [(Place(page, contest), say(words)) for page, words in OF_A_CONTEST]
            sides.addLayout(self._side(desk.contest(contest).contest.area, own, _DIGITS[first:]))
        self.body.addLayout(sides)
        leave = Button(look, say("Leave"), "Esc")
        leave.clicked.connect(self.leave)
        self.body.addSpacing(look.space("s"))
        self.body.addWidget(leave)

    def begin(self) -> None:
        """Show it with the page one is on lit."""
        here = [
            button for button in self.buttons if button.property("page") == self._desk.place.page
        ]
        self.open(here[0] if here else self.buttons[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by a digit, move by arrows, leave by Esc."""
        digit = event.text().upper()
        open_ones = [one for one in self.buttons if one.isEnabled()]
        for button in open_ones:
            if digit and button.key == digit:
                button.click()
                return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        lit = next((n for n, one in enumerate(open_ones) if one.hasFocus()), None)
        if step and lit is not None:
            open_ones[(lit + step) % len(open_ones)].setFocus()
            return
        super().keyPressEvent(event)

    def _side(self, title: str, places: Sequence[tuple[Place, str]], keys: str) -> QVBoxLayout:
        look = self._desk.look
        side = QVBoxLayout()
        side.setContentsMargins(5, 5, 5, 5)
        side.setSpacing(look.px(10))
        if title:
            side.addWidget(Words(look, title, "strong", wrap=True))
        for at, (place, words) in enumerate(places):
            button = _Way(look, words, keys[at : at + 1])
            button.setProperty("page", place.page)
            if place.page not in PAGES:
                button.close_for(self._desk.texts.say("Its page is not here."))
            button.clicked.connect(partial(self._go, place))
            button.setFixedWidth(look.px(_WIDTH))
            self.buttons.append(button)
            side.addWidget(button)
        side.addStretch(1)
        return side

    def _go(self, place: Place, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.leave()
        self._desk.go(place)


class _Way(Button):
    """A page to go to; arrows are for the list it stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and digits to the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)
