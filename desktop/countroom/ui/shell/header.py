"""The header: way back or tabs, what the page is about, who sits here, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.texts import N_, say_state
from countroom.ui.parts import Button, Chip, CutWords, IconBox, Words
from countroom.ui.place import Place

if TYPE_CHECKING:
    from countroom.ui.desk import Desk
    from countroom.ui.shell.page import Heading

TABS: Final = (
    ("contests", N_("Contests")),
    ("council", N_("Council")),
    ("published", N_("Published")),
)
"""Pages of the whole count, by Ctrl and their number."""

_ROOM_FOR_NOTE: Final = 1000
_ROOM_FOR_PERSON: Final = 800


class Header(QWidget):
    """One line of 56 px; ``handing_over`` and ``choices`` ask for what only the window can do."""

    handing_over = Signal()
    choices = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._note = desk, ""
        look, say = desk.look, desk.texts.say
        self.setFixedHeight(look.size("header"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(look.space("l"), 5, look.space("l"), 5)
        row.setSpacing(look.space("m"))
        self.back = Button(look, say("Contests"), icon="chevron-left", flat=True)
        self.back.setAccessibleName(say("Back to the contests"))
        self.back.clicked.connect(desk.home)
        self.title = CutWords(look, "", "title")
        self.chip = Chip(look)
        self.note = Words(look, "", "body", "muted")
        self.tabs = [Tab(desk, page, say(words)) for page, words in TABS]
        self.person = Words(look, "", "body")
        self.hand_over = Button(look, say("Hand over"), "F10")
        self.hand_over.clicked.connect(self.handing_over)
        look_button = Button(look, "", icon="contrast", flat=True)
        look_button.setAccessibleName(say("Language, colours and text size"))
        look_button.setToolTip(look_button.accessibleName())
        look_button.clicked.connect(self.choices)
        for widget in (self.back, self.title, self.chip, self.note):
            row.addWidget(widget)
        row.addSpacing(look.space("m"))
        for tab in self.tabs:
            row.addWidget(tab)
        row.addStretch(1)
        self._user = IconBox(look, "user")
        row.addWidget(self._user)
        row.addWidget(self.person)
        row.addWidget(look_button)
        row.addWidget(self.hand_over)
        self.show_person()

    def show_heading(self, heading: Heading, place: Place) -> None:
        """Say what the page is about."""
        whole = place.contest is None
        self.back.setVisible(not whole)
        for tab in self.tabs:
            tab.setVisible(whole)
            tab.chosen(place.page == tab.page)
        self.title.say(heading.title)
        word = say_state(self._desk.texts, heading.state) if heading.state else ""
        self.chip.show_state(heading.state, word)
        self._note = heading.note
        self._fit_note()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of what can be missed where there is little room."""
        super().resizeEvent(event)
        room = self.width() / self._desk.look.scale
        for part in (self.person, self._user):
            part.setVisible(room >= _ROOM_FOR_PERSON)
        # F10 acts without its cap too, and F1 tells of it.
        self.hand_over.key = "F10" if room >= _ROOM_FOR_PERSON else ""
        self.hand_over.updateGeometry()
        self.back.relabel(self._desk.texts.say("Contests") if room >= _ROOM_FOR_PERSON else "")
        self.back.setAccessibleName(self._desk.texts.say("Back to the contests"))
        self._fit_note()

    def _fit_note(self) -> None:
        """Say all of it, or where there is little room its end: the sheet's number, if it fits."""
        whole = self.width() / self._desk.look.scale >= _ROOM_FOR_NOTE
        self.note.say(self._note if whole else self._note.rpartition(" · ")[2])
        self.note.show()
        self._row.invalidate()
        self.note.setVisible(whole or self.sizeHint().width() <= self.width())

    def show_person(self) -> None:
        """Say who sits here."""
        say, person = self._desk.texts.say, self._desk.person
        self.person.say(person.name if person else say("Nobody signed in"))
        self.hand_over.relabel(say("Hand over") if person else say("Sign in"))

    def minimumSizeHint(self) -> QSize:
        """Never hold the window wide: what does not fit is let go of."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and lower edge."""
        painter, look = QPainter(self), self._desk.look
        painter.fillRect(self.rect(), look.colour("header"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("border"))


class Tab(Button):
    """The name of a page of the whole count; the one shown is underlined."""

    def __init__(self, desk: Desk, page: str, words: str) -> None:
        super().__init__(desk.look, words, flat=True)
        self.page = page
        self._chosen = False
        self.clicked.connect(lambda: desk.go(Place(page)))

    def chosen(self, chosen: bool) -> None:  # noqa: FBT001 - what it is
        """Say whether this is the page shown."""
        self._chosen = chosen
        self.setFont(self._look.font("strong" if chosen else "body"))
        self.setAccessibleDescription(self.text() if chosen else "")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline the page that is shown."""
        super().paintEvent(event)
        if self._chosen:
            line = self._look.px(3)
            ink = self._look.colour("accent")
            QPainter(self).fillRect(0, self.height() - line, self.width(), line, ink)
