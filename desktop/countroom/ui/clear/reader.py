"""Who reads the paper aloud: a second person, named before the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.app.screens.read_back import readers
from countroom.ui.parts import KeyCap, Words
from countroom.ui.parts.choices import Pick

if TYPE_CHECKING:
    from countroom.app.screens.read_back import ReadBack
    from countroom.domain.identifiers import PersonId
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look


class Reader(QWidget):
    """``chosen`` gives the person, None while nobody is."""

    chosen = Signal(object)

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._ids: list[PersonId | None] = []
        name = texts.say("Reads the paper aloud")
        self.people = Pick(look)
        self.people.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(look.space("s"))
        row.addWidget(Words(look, name, "body", "muted"))
        row.addWidget(self.people)
        row.addWidget(KeyCap(look, "F3"))
        row.addSpacing(look.space("s"))
        then = texts.say("tick what the screen shows the same")
        row.addWidget(Words(look, then, "body", "muted", wrap=True), 1)
        self.people.activated.connect(lambda at: self.chosen.emit(self._ids[at]))

    def show_people(self, desk: Desk, read_back: ReadBack) -> None:
        """Offer everybody in the count but the officer."""
        ids: list[PersonId | None] = [None, *readers(desk.count, read_back.officer)]
        if ids != self._ids:
            self._ids = ids
            self.people.clear()
            self.people.addItem(self._texts.say("Choose"))
            for person in ids[1:]:
                if person is not None:
                    self.people.addItem(desk.name_of(person))
        self.people.setCurrentIndex(ids.index(read_back.reader))
