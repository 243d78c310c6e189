"""The foot of the read-back: the button that clears, why not, and the line of what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from countroom.ui.parts import Button, Panel, Words

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look


class SignPanel(Panel):
    """``clear`` signs, ``see`` shows the statement, ``why`` says what keeps ``clear`` closed."""

    def __init__(self, look: Look, texts: Texts, printed: QWidget) -> None:
        super().__init__(look)
        self.clear = Button(look, "", primary=True, large=True)
        self.see = Button(look, texts.say("See the statement"), "F4")
        self.why = Words(look, "", "caption", wrap=True)
        self.body.setSpacing(look.space("s"))
        words = texts.say("Clearing can be taken back until it is spoken.")
        self.body.addWidget(Words(look, words, "body", wrap=True))
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setContentsMargins(0, 5, 0, 5)
        self._buttons.setSpacing(look.space("m"))
        for button in (self.clear, self.see):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons.addStretch(1)
        self.body.addLayout(self._buttons)
        self.body.addWidget(self.why)
        self.body.insertWidget(0, printed)  # where it is seen without scrolling

    def label(self, words: str) -> None:
        """Cut a long ward at its end on the button; readers and the tooltip have it whole."""
        look = self._look
        room = look.size("sidePanel") - 2 * look.space("l")
        metrics = self.clear.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - 2 * look.space("l"))
        self.clear.relabel(shown)
        self.clear.setAccessibleName(words)
        self.clear.setToolTip(words)
        both = self.clear.sizeHint().width() + self.see.sizeHint().width() + look.space("m")
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(beside if both <= room else below)
