"""The keys of the reading, each as a button; and the line for why a clearance is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.ui.parts import Act, Button, KeyCap, Words
from countroom.ui.platform.marks import OneKeyButton, SteadyButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.texts import Texts
    from countroom.ui.look import Look


class Foot(QWidget):
    """``withdrawn`` gives the reason for which the clearance is taken back."""

    withdrawn = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.said = SteadyButton(look, "", "Space", primary=True, large=True)
        self.spoken = OneKeyButton(look, "", "F8", primary=True, large=True)
        self.spoken_act = Act(look, self.spoken)
        self.slip = SteadyButton(look, "", "C", large=True)
        self.up = SteadyButton(look, "", "↑", large=True)
        self.withdraw = Button(look, "", "F7", large=True)
        self.leave = Button(look, "", "Esc", large=True)
        # A press of the mouse leaves the lamp where the next key goes.
        for button in (self.slip, self.up, self.withdraw, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._reason_row())
        # Under each other until there is known to be room: a row must not widen the window.
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._each = (
            self._row((self.said, self.spoken_act)),
            self._row((self.slip, self.up)),
            self._row((self._text_size(), self.withdraw, self.leave)),
        )
        self._reading = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._reading.setSpacing(look.px(11))
        for row in self._each[:2]:
            self._reading.addLayout(row)
        self._rows.addLayout(self._reading)
        self._rows.addStretch(1)
        self._rows.addLayout(self._each[2])
        column.addLayout(self._rows)

    def say_words(self, texts: Texts, ward: str) -> None:
        """Speak every word in this language."""
        say = texts.say
        self.said.relabel(say("Said, next line"))
        self.slip.relabel(say("Correct that now"))
        self.slip.setAccessibleDescription(say("Say the right figure now; nothing is changed."))
        self.up.relabel(say("Back one line"))
        self.spoken.relabel(say("Spoken: declare {ward}", ward=ward))
        self.withdraw.relabel(say("Take the clearance back"))
        self.leave.relabel(say("Leave"))
        self._size.say(say("Text size"))
        self._why.say(say("Why is the clearance taken back?"))
        self.reason.setAccessibleName(self._why.text())
        self._take_back.relabel(say("Take it back"))
        self._keep.relabel(say("Keep it"))

    def show_stage(self, *, cleared: bool, ended: bool) -> None:
        """Show the buttons that can do something now."""
        reading = cleared and not ended
        for part in (self.said, self.slip, self._sizes):
            part.setVisible(reading)
        for part in (self.spoken_act, self.withdraw):
            part.setVisible(cleared and ended)
        self.up.setVisible(cleared)

    def lamp(self) -> QWidget:
        """Give the button that the next key goes to; a held Space never leaves the page."""
        if self.said.isVisibleTo(self):
            return self.said
        if self.spoken_act.isVisibleTo(self) and self.spoken.isEnabled():
            return self.spoken
        return self.up if self.up.isVisibleTo(self) else self.leave

    def ask_reason(self) -> None:
        """Ask why the clearance is taken back."""
        self._reason_box.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def asks(self) -> bool:
        """Say whether the reason is being asked for."""
        return self._reason_box.isVisible()

    def close_reason(self) -> None:
        """Ask no more."""
        self._reason_box.hide()
        self.lamp().setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, width: int) -> None:
        """Put the buttons beside each other where this width, in px, has room for them."""
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        said, others, rest = (row.sizeHint().width() for row in self._each)
        reading = said + others + self._reading.spacing()
        self._reading.setDirection(beside if reading <= width else below)
        whole = reading + rest + self._rows.spacing()
        self._rows.setDirection(beside if whole <= width else below)

    def _row(self, parts: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(self._look.px(11))
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _text_size(self) -> QWidget:
        look = self._look
        self._sizes = QWidget()
        row = QHBoxLayout(self._sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(5))
        self._size = Words(look, "", "body", "muted")
        for part in (self._size, KeyCap(look, "+"), KeyCap(look, "-")):
            row.addWidget(part)
        return self._sizes

    def _reason_row(self) -> QWidget:
        look = self._look
        self._reason_box = QWidget()
        row = QHBoxLayout(self._reason_box)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(look.px(12))
        self._why = Words(look, "", "body")
        self.reason = QLineEdit()
        self.reason.setFont(look.font("body"))
        self.reason.setMinimumHeight(look.size("button"))
        self.reason.returnPressed.connect(self._withdraw)
        self._take_back = Button(look, "", "Enter")
        self._take_back.clicked.connect(self._withdraw)
        self._keep = Button(look, "", "Esc")
        self._keep.clicked.connect(self.close_reason)
        row.addWidget(self._why)
        row.addWidget(self.reason, 1)
        row.addWidget(self._take_back)
        row.addWidget(self._keep)
        self._reason_box.hide()
        return self._reason_box

    def _withdraw(self) -> None:
        self.withdrawn.emit(self.reason.text().strip())
