"""Choosing a person and keying their secret: the same for signing in and signing second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from countroom.texts import say_role
from countroom.ui.parts import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk, SignedInPerson

_MOST_ROWS, _LEAST_ROWS = 8, 3
_LAST_DIGIT = 9


class People(QListWidget):
    """The people of this laptop; a digit chooses a row, letters find a name, Enter goes on."""

    went_on = Signal()

    def __init__(self, desk: Desk, people: Sequence[SignedInPerson]) -> None:
        super().__init__()
        self._ids = [one.id for one in people]
        look, texts = desk.look, desk.texts
        self.setFont(look.font("body"))
        self.setAccessibleName(texts.say("Who are you?"))
        self.setUniformItemSizes(True)
        height = look.px(34)
        for number, one in enumerate(people, start=1):
            roles = ", ".join(say_role(texts, role) for role in one.roles)
            words = f"{one.name}, {roles}" if one.named else one.name
            item = QListWidgetItem(
                f"{number}   {words}" if number <= _LAST_DIGIT else f"     {words}"
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setSizeHint(QSize(0, height))
            self.addItem(item)
        self._height = height * min(_MOST_ROWS, len(people)) + look.px(4)
        self.setMaximumHeight(self._height)
        self.setMinimumHeight(min(self._height, _LEAST_ROWS * height))
        if people:
            self.setCurrentRow(0)

    def sizeHint(self) -> QSize:
        """Show many, and fewer where large text leaves little room."""
        return QSize(super().sizeHint().width(), self._height)

    @property
    def chosen(self) -> PersonId | None:
        """Give who is chosen."""
        row = self.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def choose(self, person: PersonId) -> None:
        """Choose a person."""
        if person in self._ids:
            self.setCurrentRow(self._ids.index(person))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits and Enter; leave the rest to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
        elif event.text().isdigit() and 0 < int(event.text()) <= self.count():
            self.setCurrentRow(int(event.text()) - 1)
            self.went_on.emit()
        else:
            super().keyPressEvent(event)


class WhoAndSecret(QWidget):
    """A list of people and the field for the secret; ``given`` when both are there."""

    given = Signal()

    def __init__(self, desk: Desk, people: Sequence[SignedInPerson]) -> None:
        super().__init__()
        look, say = desk.look, desk.texts.say
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5, 5, 5, 5)
        whole.setSpacing(look.space("s"))
        self.people = People(desk, people)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setFont(look.font("body"))
        self.secret.setMinimumHeight(look.px(34))
        self.secret.setAccessibleName(say("Passphrase or PIN"))
        self.trouble = Words(look, "", "body", "danger", wrap=True)
        label = Words(look, say("Passphrase, or the PIN chosen at this laptop"), "caption", "muted")
        label.setBuddy(self.secret)
        whole.addWidget(self.people)
        whole.addWidget(label)
        whole.addWidget(self.secret)
        if desk.environment == "test" and desk.papers is not None:
            word = say("In this practice everybody's passphrase is: practise")
            whole.addWidget(Words(look, word, "caption", "info"))
        whole.addWidget(self.trouble)
        self.people.went_on.connect(self.secret.setFocus)
        self.secret.returnPressed.connect(self._give)

    def refuse(self, sentence: str) -> None:
        """Say why not, and let the secret be keyed again."""
        self.trouble.say(sentence)
        self.secret.setAccessibleDescription(sentence)
        self.secret.clear()
        self.secret.setFocus()

    def _give(self) -> None:
        if self.secret.text() and self.people.chosen is not None:
            self.given.emit()
