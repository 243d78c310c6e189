"""The keys of the reading, each as a button; and the line in which a question is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Act, Button, KeyCap, Words
from countroom.ui.platform.marks import OneKeyButton, SteadyButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.texts import Texts
    from countroom.ui.look import Look


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be typed: what is asked, and the words on Enter and on Esc."""

    asked: str
    accept: str
    keep: str


class Foot(QWidget):
    """What the hand does while the mouth reads."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._then: Callable[[str], None] | None = None
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
        column.addWidget(self._question_row())
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

    def show_stage(self, *, cleared: bool, ended: bool) -> None:
        """Show the buttons that can do something now."""
        reading = cleared and not ended
        for part in (self.said, self.slip, self._sizes):
            part.setVisible(reading)
        self.spoken_act.setVisible(cleared and ended)
        for part in (self.up, self.withdraw):
            part.setVisible(cleared)

    def lamp(self) -> QWidget:
        """Give the button that the next key goes to; a held Space never leaves the page."""
        if self.said.isVisibleTo(self):
            return self.said
        if self.spoken_act.isVisibleTo(self) and self.spoken.isEnabled():
            return self.spoken
        return self.up if self.up.isVisibleTo(self) else self.leave

    def ask(self, question: Question, text: str, then: Callable[[str], None]) -> None:
        """Ask for a line of text; ``then`` gets it on Enter, Esc leaves everything as it was."""
        self._question.say(question.asked)
        self.answer.setAccessibleName(question.asked)
        self._accepted.relabel(question.accept)
        self._kept.relabel(question.keep)
        self.answer.setText(text)
        self._then = then
        self._question_box.show()
        self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.answer.end(False)  # noqa: FBT003 - Qt's way: mark nothing, so that nothing is lost

    @property
    def asks(self) -> bool:
        """Say whether something is being asked for."""
        return self._question_box.isVisible()

    def close_question(self) -> None:
        """Ask no more."""
        self._question_box.hide()
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

    def _question_row(self) -> QWidget:
        look = self._look
        self._question_box = QWidget()
        row = QHBoxLayout(self._question_box)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(look.px(12))
        self._question = Words(look, "", "body", wrap=True)
        self.answer = QLineEdit()
        self.answer.setFont(look.font("body"))
        self.answer.setMinimumHeight(look.size("button"))
        self.answer.setMaxLength(LONGEST_TEXT)
        self.answer.returnPressed.connect(self._accept)
        self._accepted = Button(look, "", "Enter")
        self._accepted.clicked.connect(self._accept)
        self._kept = Button(look, "", "Esc")
        self._kept.clicked.connect(self.close_question)
        row.addWidget(self._question, 1)
        row.addWidget(self.answer, 2)
        row.addWidget(self._accepted)
        row.addWidget(self._kept)
        self._question_box.hide()
        return self._question_box

    def _accept(self) -> None:
        if self._then is not None:
            self._then(self.answer.text().strip())
