"""What a person sees who has opened nothing yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.ui.parts import Button, Hint, Panel, Scrolled, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from countroom.texts import Texts
    from countroom.ui.look import Look

_WIDTH = 620
_MOST_RECENT = 3
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_ON = (Qt.Key.Key_Down, Qt.Key.Key_Right)


class StartPage(QWidget):
    """Four ways on; arrows move between them, Enter takes one."""

    practised = Signal()
    set_up = Signal()
    opened = Signal(object)
    choices = Signal()

    def __init__(self, look: Look, texts: Texts, recent: Sequence[Path]) -> None:
        super().__init__()
        say = texts.say
        self._look, self._texts, self._fault = look, texts, ""
        # Large text may need more height than a laptop has.
        everything = QWidget()
        scrolled = Scrolled(look, everything, "window")
        scrolled.setAccessibleName("Countroom")
        edge = QVBoxLayout(self)
        edge.setContentsMargins(0, 0, 0, 0)
        edge.addWidget(scrolled)
        whole = QVBoxLayout(everything)
        whole.addStretch(1)
        middle = QHBoxLayout()
        whole.addLayout(middle)
        whole.addStretch(2)
        middle.addStretch(1)
        panel = Panel(look)
        panel.setFixedWidth(look.px(_WIDTH))
        middle.addWidget(panel)
        middle.addStretch(1)
        body = panel.body
        body.setSpacing(look.space("s"))
        body.addWidget(Words(look, "Countroom", "title"))
        about = say("The count of an election, from the paper to the public page.")
        body.addWidget(Words(look, about, "body", "muted", wrap=True))
        body.addSpacing(look.space("s"))
        self._ways: list[Button] = []
        self._way(look, say("Practise now"), "1", "play", primary=True).clicked.connect(
            self.practised
        )
        body.addWidget(self._ways[0])
        body.addWidget(self._about(look, say("A real council's wards, TEST everywhere.")))
        self._way(look, say("Set up an election"), "2", "file-plus").clicked.connect(self.set_up)
        self._way(look, say("Open a count file"), "3", "folder-open").clicked.connect(
            lambda: self.opened.emit(None)
        )
        self._way(look, say("Language, colours, text size"), "4", "languages").clicked.connect(
            self.choices
        )
        for button in self._ways[1:]:
            body.addWidget(button)
        if recent:
            body.addSpacing(look.space("s"))
            body.addWidget(Words(look, say("Opened last"), "strong"))
        for number, path in enumerate(recent[:_MOST_RECENT], start=5):
            button = self._way(look, f"{path.parent.name}/{path.name}", str(number), "folder-open")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self.opened.emit(path))
            body.addWidget(button)
        body.addWidget(self._about(look, say("F1: the night guide")))
        self.trouble = Strip(look, "danger")
        self._sentence = Words(look, "", "body", wrap=True)
        self.trouble.row.addWidget(self._sentence)
        body.addWidget(self.trouble)
        self.trouble.hide()

    def say(self, sentence: str, tone: str = "danger", fault: str = "") -> None:
        """Say what hinders, or what is being done; the guide opens at the fault's code."""
        self._fault = fault
        self.trouble.setVisible(bool(sentence))
        self.trouble.turn(tone)
        self.trouble.setAccessibleName(sentence)
        self._sentence.say(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the first way the focus."""
        super().showEvent(event)
        self.light()

    def light(self) -> None:
        """Give the first way the focus, unless another has it."""
        if not any(way.hasFocus() for way in self._ways):
            self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a way by its digit."""
        ways = self._ways
        if event.key() == Qt.Key.Key_F1:
            self.show_guide()
        elif event.text().isdigit() and 0 < int(event.text()) <= len(ways):
            ways[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)

    def show_guide(self) -> None:
        """Open the night guide, at what failed."""
        from countroom.ui.shell.guide import Guide  # noqa: PLC0415 - seldom asked for

        keys = [Hint(way.key, way.text()) for way in self._ways]
        about = (f"fault:{self._fault}", "page:ready")
        sheet = Guide(self._look, self._texts, self, keys, about)
        sheet.begin()

    def _way(self, look: Look, words: str, key: str, icon: str, *, primary: bool = False) -> Button:
        button = _Way(look, words, key, primary=primary, large=True, icon=icon)
        button.setFixedWidth(look.px(_WIDTH - 2 * 16))
        button.moved.connect(partial(self._move, len(self._ways)))
        self._ways.append(button)
        return button

    def _move(self, at: int, by: int) -> None:
        """Go from one way to the next, and not round."""
        if 0 <= at + by < len(self._ways):
            self._ways[at + by].setFocus()

    def _about(self, look: Look, words: str) -> Words:
        return Words(look, words, "caption", "muted", wrap=True)


class _Way(Button):
    """A way on; Qt's own arrows would go round, so it tells where it is left to."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of arrows."""
        if event.key() in (*_BACK, *_ON):
            self.moved.emit(1 if event.key() in _ON else -1)
        else:
            super().keyPressEvent(event)
