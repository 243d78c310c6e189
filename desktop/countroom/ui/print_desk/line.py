"""How the papers of a result stand: one line on its page, and a button when none come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.app.screens.print_desk import last_job, say_last
from countroom.ui.parts import Button, IconBox, Words

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.prints import About
    from countroom.ui.desk import Desk

_ICONS = {"success": "circle-check", "danger": "octagon-alert", "info": "printer"}


class PrintLine(QWidget):
    """The last papers of a contest that show ``about``; nothing while none were sent."""

    def __init__(self, desk: Desk, contest: ContestId, about: About) -> None:
        super().__init__()
        self._desk, self._contest, self._about = desk, contest, about
        look = desk.look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 5, 5)
        row.setSpacing(look.space("s"))
        self._icon = IconBox(look, "printer", "muted", 20)
        self.words = Words(look, "", "body", wrap=True)
        self.again = Button(look, desk.texts.say("Try again"))
        self.again.clicked.connect(self.try_again)
        for widget in (self._icon, self.words):
            row.addWidget(widget, 1 if widget is self.words else 0)
        row.addWidget(self.again)
        desk.printing_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands now."""
        desk = self._desk
        said, tone = say_last(desk.texts, desk.count, self._contest, self._about, desk.printing)
        self.setVisible(bool(said))
        self.words.say(said)
        self._icon.show_icon(_ICONS[tone], "muted" if tone == "info" else tone, 20)
        failed = tone == "danger"
        appears = failed and self.again.isHidden()
        self.again.setVisible(failed)
        if appears and self.isVisible():
            self.again.setFocus()  # Enter tries again

    @property
    def failed(self) -> bool:
        """Say whether the papers wait for somebody to see to the printer."""
        return not self.again.isHidden()

    def try_again(self) -> None:
        """Print what failed."""
        job = last_job(self._desk.contest(self._contest), self._about)
        if job is not None:
            self._desk.printing.try_again((self._contest, job.number))
