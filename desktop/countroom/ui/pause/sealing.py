"""The form of the pause: containers with their seals, where they are kept and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from countroom.app.screens.pause import TypedContainer
from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Act, Button, Panel, Rule, Scrolled, Words
from countroom.ui.parts.choices import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look

_STRETCH: Final = (2, 4, 3)
"""How the width is shared by name, seals and agents' seals."""


class Sealing(Panel):
    """A group of lines for each contest; a line with a seal is followed by a blank one."""

    edited = Signal()

    def __init__(self, look: Look, texts: Texts, states: Sequence[ContestState]) -> None:
        super().__init__(look, texts.say("Put the papers under seal"))
        self._look, self._texts = look, texts
        held = QWidget()
        self._held = QVBoxLayout(held)
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(look.space("s"))
        self._groups: dict[ContestId, _Group] = {}
        for state in states:
            title = state.contest.area if len(states) > 1 else ""
            group = _Group(look, texts, state.contest.id, title)
            group.edited.connect(self.edited)
            group.passed.connect(lambda group=group: self._after(group))
            self._groups[state.contest.id] = group
            self._held.addWidget(group)
        self._held.addWidget(Rule(look))
        self.place = self._ask(texts.say("Where they are kept"))
        self.custodian = self._ask(texts.say("Who keeps them"))
        self._held.addStretch(1)
        self.body.addWidget(Scrolled(look, held), 1)
        self.body.addWidget(Rule(look))
        self.act = Act(look, Button(look, texts.say("Seal"), "F8", primary=True))
        self.body.addWidget(self.act)
        self.place.returnPressed.connect(self.custodian.setFocus)
        self.custodian.returnPressed.connect(self._to_the_act)

    def first(self) -> QWidget:
        """Give the first field for a seal."""
        return next(iter(self._groups.values())).first()

    def typed(self) -> list[TypedContainer]:
        """Give all lines as typed."""
        return [line for group in self._groups.values() for line in group.typed()]

    def take_over(self, typed: Sequence[TypedContainer]) -> None:
        """Show what was typed before the page was laid out anew."""
        for contest, group in self._groups.items():
            group.take_over([line for line in typed if line.contest == contest and not line.blank])

    def _ask(self, name: str) -> Sentence:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(5, 0, 5, 5)
        column.setSpacing(self._look.space("xs") + 2)
        field = Sentence(self._look, name)
        field.setMaxLength(LONGEST_TEXT)
        field.textEdited.connect(lambda _: self.edited.emit())
        column.addWidget(Words(self._look, name, "caption", "muted"))
        column.addWidget(field)
        self._held.addWidget(box)
        return field

    def _after(self, group: _Group) -> None:
        groups = list(self._groups.values())
        at = groups.index(group) + 1
        (groups[at].first() if at < len(groups) else self.place).setFocus()

    def _to_the_act(self) -> None:
        if self.act.button.isEnabled():
            self.act.button.setFocus()


class _Group(QWidget):
    """The containers of one contest."""

    edited = Signal()
    passed = Signal()

    def __init__(self, look: Look, texts: Texts, contest: ContestId, title: str) -> None:
        super().__init__()
        self._look, self._texts, self._contest = look, texts, contest
        self._lines: list[tuple[Sentence, Sentence, Sentence]] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.space("xs"))
        if title:
            whole.addWidget(Words(look, title, "strong"))
        self._title = title
        self._grid = QGridLayout()
        self._grid.setContentsMargins(5, 0, 5, 5)
        self._grid.setHorizontalSpacing(look.space("m"))
        self._grid.setVerticalSpacing(look.space("s") + 2)
        heads = (texts.say("Container"), texts.say("Our seals"), texts.say("Agents' seals"))
        for n, (head, stretch) in enumerate(zip(heads, _STRETCH, strict=True)):
            self._grid.addWidget(Words(look, head, "caption", "muted"), 0, n)
            self._grid.setColumnStretch(n, stretch)
        whole.addLayout(self._grid)
        self._add()

    def first(self) -> QWidget:
        """Give the first field for a seal."""
        return self._lines[0][1]

    def typed(self) -> list[TypedContainer]:
        """Give the lines as typed."""
        return [
            TypedContainer(self._contest, *(field.text() for field in line)) for line in self._lines
        ]

    def take_over(self, typed: Sequence[TypedContainer]) -> None:
        """Show lines that were typed before."""
        for line in typed:
            for field, text in zip(
                self._lines[-1], (line.name, line.seals, line.agents), strict=True
            ):
                field.setText(text)
            self._grow()

    def _add(self) -> None:
        texts, number = self._texts, len(self._lines) + 1
        names = (
            texts.say("Container {number}: what it is called", number=number),
            texts.say("Container {number}: our seals", number=number),
            texts.say("Container {number}: agents' seals", number=number),
        )
        prefix = f"{self._title}, " if self._title else ""
        name, seals, agents = (Sentence(self._look, prefix + one) for one in names)
        name.setText(texts.say("Container {number}", number=number))
        seals.setPlaceholderText(texts.say("numbers, with commas between"))
        for at, field in enumerate((name, seals, agents)):
            field.setMaxLength(LONGEST_TEXT)
            field.setMinimumWidth(self._look.px(60))
            field.textEdited.connect(self._grow)
            self._grid.addWidget(field, number, at)
            field.show()  # now: Enter may be on its way to it already
        self._lines.append((name, seals, agents))
        name.returnPressed.connect(seals.setFocus)
        seals.returnPressed.connect(lambda: self._past_seals(number - 1))
        agents.returnPressed.connect(lambda: self._go_to(number))

    def _past_seals(self, n: int) -> None:
        """Go on to the agents' seals, or past a line that stays blank."""
        _, seals, agents = self._lines[n]
        if seals.text().strip():
            agents.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _go_to(self, n: int) -> None:
        if n < len(self._lines):
            self._lines[n][1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _grow(self) -> None:
        """Keep one blank line below."""
        if not self.typed()[-1].blank:
            self._add()
        self.edited.emit()
