"""A question in the side column: a figure, a choice, a reason; Enter goes on and carries out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from countroom.domain.figures import read_figure
from countroom.domain.refusals import Refusal
from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Button, Panel, Words
from countroom.ui.parts.choices import Choice, Sentence
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.commands import Command
    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk


class Form(Panel):
    """Asks for what an act needs; ``done`` gives the events, ``left`` that nothing was done.

    ``make`` gives the command, or the sentence of what is still missing.
    """

    done = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, title: str, words: str) -> None:
        super().__init__(desk.look)
        self.desk = desk
        self.setAccessibleName(title)
        self.body.setSpacing(desk.look.space("s"))
        self.body.addWidget(Words(desk.look, title, "heading", wrap=True))
        self._fields: list[QWidget] = []
        self.button = Button(desk.look, words, primary=True)
        self.button.clicked.connect(self.carry_out)
        self.why = Words(desk.look, "", "caption", wrap=True)
        self.leave = Button(desk.look, desk.texts.say("Leave"), "Esc", flat=True)
        self.leave.clicked.connect(self.left)

    def make(self) -> Command | str:
        """Give the command as it stands, or what is missing."""
        raise NotImplementedError

    @property
    def by(self) -> PersonId:
        """Give who asks; a form is only open while somebody sits here."""
        person = self.desk.person
        if person is None:
            raise ValueError("nobody is signed in")
        return person.id

    def begin(self) -> None:
        """Close the panel off with its buttons and light the first field."""
        for part in (self.button, self.why, self.leave):
            self.body.addWidget(part, 0, _at(part))
        self.body.addStretch(1)
        self.show_why()
        self.show()  # now: the next key may be on its way here already
        first = self._fields[0] if self._fields else self.button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self, words: str, kind: str = "body", colour: str = "muted") -> Words:
        """Add a line that explains."""
        line = Words(self.desk.look, words, kind, colour, wrap=True)
        self.body.addWidget(line)
        return line

    def ask_figure(self, name: str, offered: int | None) -> FigureField:
        """Ask for a number; what is offered needs Enter only."""
        field = FigureField(self.desk.look, name)
        if offered:
            field.setText(str(offered))
        field.went_on.connect(lambda _: self._go_on(field))
        field.went_back.connect(lambda: self._go_back(field))
        field.textChanged.connect(self.show_why)
        self._add(name, field)
        return field

    def ask_words(self, name: str, offered: str = "") -> Sentence:
        """Ask for a sentence."""
        field = Sentence(self.desk.look, name)
        field.setMaxLength(LONGEST_TEXT)
        field.setText(offered)
        field.returnPressed.connect(lambda: self._go_on(field))
        field.textChanged.connect(self.show_why)
        self._add(name, field)
        return field

    def ask_choice(self, name: str, choices: Sequence[str], chosen: int = 0) -> QButtonGroup:
        """Ask for one of several by arrows; the group's id is the place in the list."""
        group = QButtonGroup(self)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(5, 0, 5, 0)
        column.setSpacing(self.desk.look.space("xs"))
        self.body.addWidget(Words(self.desk.look, name, "caption", "muted"))
        for n, words in enumerate(choices):
            choice = Choice(self.desk.look, words)
            choice.setChecked(n == chosen)
            group.addButton(choice, n)
            column.addWidget(choice)
            choice.entered.connect(lambda choice=choice: self._go_on(choice))
            if n == chosen:
                self._fields.append(choice)
        group.idToggled.connect(self.show_why)
        self.body.addWidget(box)
        return group

    def figure_in(self, field: FigureField) -> int | str:
        """Read a figure, or say why it is none."""
        found = read_figure(field.text())
        return self.desk.say_refusal(found) if isinstance(found, Refusal) else found

    def show_why(self) -> None:
        """Say what opens the button."""
        why = self._why_not()
        self.button.close_for(why)
        self.why.say(why)
        self.why.setVisible(bool(why))

    def carry_out(self) -> None:
        """Do it, or say why not."""
        made = self.make()
        why = made if isinstance(made, str) else self.desk.why_not(made)
        if isinstance(made, str) or why:
            self.desk.notice(why)
            return
        self.desk.notice("")
        self.desk.do(made, self._heard)

    def _heard(self, recorded: tuple[Recorded, ...]) -> None:
        self.done.emit(recorded)

    def _why_not(self) -> str:
        made = self.make()
        return made if isinstance(made, str) else self.desk.why_not(made)

    def _add(self, name: str, field: QWidget) -> None:
        look, box = self.desk.look, QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(5, 0, 5, 5)
        column.setSpacing(look.space("xs") + 2)
        label = Words(look, name, "caption", "muted", wrap=True)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        self.body.addWidget(box)
        self._fields.append(field)

    def _go_on(self, field: QWidget) -> None:
        """Go to the next field; after the last one do it."""
        following = self._after(field)
        if following is None:
            self.carry_out()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _after(self, field: QWidget) -> QWidget | None:
        open_ = [one for one in self._fields if one.isVisibleTo(self)]
        if field in open_:
            at = open_.index(field)
            return open_[at + 1] if at + 1 < len(open_) else None
        # One of several choices that was not the one offered.
        return next((one for one in open_ if not isinstance(one, Choice)), None)

    def _go_back(self, field: QWidget) -> None:
        at = self._fields.index(field)
        if at:
            self._fields[at - 1].setFocus(Qt.FocusReason.BacktabFocusReason)


def _at(part: QWidget) -> Qt.AlignmentFlag:
    """Keep buttons at the left; a sentence takes the width."""
    return Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0)
