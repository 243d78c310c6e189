"""The notice line: one sentence under the header, read out, gone with the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from countroom.ui.parts import Button, IconBox, Strip, Words

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look

_ICONS: Final = {
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "success": "circle-check",
    "info": "info",
}


class NoticeLine(Strip):
    """One sentence; ``act`` is a button beside it where something can be done at once."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, "warning")
        self._icon = IconBox(look, "triangle-alert", "warning", 20)
        self._words = Words(look, "", "body", wrap=True)
        self.act = Button(look, texts.say("Open the file again"), "F5")
        self.row.addWidget(self._icon)
        self.row.addWidget(self._words, 1)
        self.row.addWidget(self.act)
        self.act.hide()
        self.hide()

    @property
    def sentence(self) -> str:
        """Give what it says."""
        return self._words.text()

    def say(self, sentence: str, tone: str, *, can_resume: bool = False) -> None:
        """Show a sentence; an empty one takes the line away."""
        self.setVisible(bool(sentence))
        self._words.say(sentence)
        if not sentence:
            return
        self.turn(tone)
        self._icon.show_icon(_ICONS[tone], tone, 20)
        self.act.setVisible(can_resume)
        self.setAccessibleName(sentence)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
