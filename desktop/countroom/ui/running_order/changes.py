"""What can be changed about a row of the running order, each as a button with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from countroom.ui.parts import Button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.app.screens.running_order import Row
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Changes(QWidget):
    """Order and group on one side, back and void on the other; only what can be done shows."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        say = texts.say
        self._look, self._texts = look, texts
        self.earlier = Button(look, say("Earlier"), "Alt ↑")
        self.later = Button(look, say("Later"), "Alt ↓")
        self.together = Button(look, "", "G")
        self.script = Button(look, say("Print one script for all"), "F6")
        self.back = Button(look, say("Back into the queue"), "F9")
        self.withdraw = Button(look, say("Take the clearance back"), "F7")
        for button in (
            *(self.earlier, self.later, self.together),
            *(self.script, self.back, self.withdraw),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.setContentsMargins(0, 5, 0, 5)
        self._rows.setSpacing(look.px(10))
        self._each = (
            self._line((self.earlier, self.later, self.together)),
            self._line((self.script, self.back, self.withdraw)),
        )
        for line in self._each:
            self._rows.addLayout(line)
        self._rows.addStretch(1)

    def show_row(self, row: Row | None, *, first: bool) -> None:
        """Offer what can be changed about a row; ``first`` is the first of the queue."""
        say, where = self._texts.say, row.where if row is not None else ""
        for button in (self.earlier, self.later):
            button.setVisible(where == "queue")
        self.together.setVisible(where == "queue" and not first)
        self.together.relabel(say("Together with the one above, or apart"))
        self.script.setVisible(bool(row and row.others))
        self.back.setVisible(where == "called")
        self.withdraw.setVisible(where in ("called", "queue"))
        self.setVisible(where in ("called", "queue"))

    def arrange(self, width: int) -> None:
        """Put them beside each other where this width, in px, has room for them."""
        whole = sum(line.sizeHint().width() for line in self._each) + self._rows.spacing()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(beside if whole <= width else below)

    def _line(self, buttons: Iterable[Button]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._look.px(10))
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        return line
