"""Every key that acts here, by F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.ui.parts import Button, Hint, KeyCap, Overlay, Words
from countroom.ui.parts.scrolled import Fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.texts import Texts
    from countroom.ui.look import Look


class AllKeys(Overlay):
    """The keys of the page, then those that act everywhere."""

    def __init__(self, look: Look, texts: Texts, over: QWidget, page: Iterable[Hint]) -> None:
        say = texts.say
        super().__init__(look, over, say("All keys on this page"))
        everywhere = (
            Hint("Tab", say("next control")),
            Hint("Enter", say("open, press, go on")),
            Hint("Alt ←", say("back to where you came from")),
            Hint("Ctrl 1 2 3", say("pages of the whole count")),
            Hint("F1", say("all keys")),
            Hint("F2", say("places: every page, of the hall and of a contest")),
            Hint("Ctrl P", say("print, or go to the print desk")),
            Hint("Ctrl B", say("carry on on paper: where we are, and blank forms")),
            Hint("F10", say("hand over, or sign in")),
            Hint("F12", say("language, colours and text size")),
            Hint("Ctrl + Ctrl -", say("text size")),
        )
        keys = QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.space("m"))
        for row, hint in enumerate((*page, *everywhere)):
            grid.addWidget(KeyCap(look, hint.key), row, 0)
            grid.addWidget(Words(look, hint.words, wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addWidget(Fitted(look, keys))  # in large text they are higher than the window
        self._close = Button(look, say("Leave"), "Esc")
        self._close.clicked.connect(self.leave)
        self.body.addWidget(self._close)

    def begin(self) -> None:
        """Show it."""
        self.open(self._close)
