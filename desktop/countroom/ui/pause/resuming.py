"""The morning after: every seal ticked or explained, codes typed from the closing sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.app.heads import as_head
from countroom.app.screens.pause import Found, closing_sheets, seal_rows
from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Act, Button, Panel, Rule, Scrolled, Words
from countroom.ui.parts.choices import Sentence, Tick
from countroom.ui.parts.scrolled import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.app.screens.pause import ClosingSheet, SealRow
    from countroom.domain.identifiers import ContestId, DeviceId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Part = Callable[[ContestId, DeviceId, str, int], tuple[str, int]]
    """Says where a code and the file part, given up to which position they agreed before."""


class Resuming(Panel):
    """A line for each seal, then one for each laptop's last code."""

    edited = Signal()

    def __init__(
        self, look: Look, texts: Texts, states: Sequence[ContestState], part: Part
    ) -> None:
        super().__init__(look, texts.say("Open the seals"))
        self._look, self._texts, self._part = look, texts, part
        self.seals: list[SealLine] = []
        self.codes: list[CodeLine] = []
        held = Column(look, "xs")
        for state in states:
            if len(states) > 1:
                held.column.addWidget(Words(look, state.contest.area, "strong"))
            self._add_seals(held, seal_rows(texts, state))
        held.column.addWidget(Rule(look))
        sheets = closing_sheets(states)
        held.column.addWidget(
            Words(look, texts.say("Last codes, from the closing sheet"), "strong", wrap=True)
        )
        for sheet in sheets:
            if len(sheets) > 1:
                held.column.addWidget(Words(look, sheet.areas, "caption", "muted", wrap=True))
            for device, head in sorted(sheet.heads.items()):
                self._add_code(held, sheet, device, head)
        held.column.addStretch(1)
        self.body.addWidget(Scrolled(look, held), 1)
        self.body.addWidget(Rule(look))
        words = texts.say("Open the seals and go on")
        self.act = Act(look, Button(look, words, "F8", primary=True))
        self.body.addWidget(self.act)
        self._steps = [*(line.tick for line in self.seals), *(line.code for line in self.codes)]

    def first(self) -> QWidget:
        """Give the first thing that is still to be answered."""
        blank: list[QWidget] = [line.tick for line in self.seals if not line.answered]
        blank += [line.code for line in self.codes if not line.code.text().strip()]
        return (blank or [self.act.button])[0]

    def found(self) -> Found:
        """Give what was found so far."""
        ticked = {(one.row.contest, one.row.seal) for one in self.seals if one.tick.isChecked()}
        differences = {(one.row.contest, one.row.seal): one.difference.text() for one in self.seals}
        heads: dict[tuple[ContestId, DeviceId], str] = {}
        for one in self.codes:
            for contest in one.sheet.contests:
                heads[contest, one.device] = one.code.text()
                if one.differs:
                    differences[contest, one.device] = one.difference.text()
        return Found(frozenset(ticked), differences, heads)

    def _add_seals(self, held: Column, rows: Sequence[SealRow]) -> None:
        container = ""
        for row in rows:
            if row.container != container:
                container = row.container
                held.column.addWidget(Words(self._look, container, "caption", "muted", wrap=True))
            line = SealLine(self._look, self._texts, row)
            line.edited.connect(self.edited)
            line.answer.connect(lambda line=line: self._after(line.tick))
            self.seals.append(line)
            held.column.addWidget(line)

    def _add_code(self, held: Column, sheet: ClosingSheet, device: DeviceId, head: str) -> None:
        line = CodeLine(self._look, self._texts, sheet, device, head, self._part)
        line.edited.connect(self.edited)
        line.answer.connect(lambda line=line: self._after(line.code))
        self.codes.append(line)
        held.column.addWidget(line)

    def _after(self, step: QWidget) -> None:
        """Go to the next line; after the last one to the button."""
        at = self._steps.index(step) + 1
        last = self.act.button if self.act.button.isEnabled() else self.first()
        following = self._steps[at] if at < len(self._steps) else last
        following.setFocus(Qt.FocusReason.TabFocusReason)


class SealTick(Tick):
    """Space or Enter says intact and goes on."""

    answered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, or take the tick away with the key that writes the difference."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setChecked(True)
            self.answered.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.setChecked(False)
        else:
            super().keyPressEvent(event)


class SealLine(QWidget):
    """A seal: intact, or what is different about it."""

    edited = Signal()
    answer = Signal()

    def __init__(self, look: Look, texts: Texts, row: SealRow) -> None:
        super().__init__()
        self.row = row
        self.tick = SealTick(look, row.label)
        self.tick.setAccessibleName(texts.say("{seal} is intact", seal=row.words))
        name = texts.say("{seal}: what is different", seal=row.words)
        self.difference = Sentence(look, name)
        self.difference.setMaxLength(LONGEST_TEXT)
        self.difference.setMinimumWidth(look.px(80))
        self._asks, self._intact = texts.say("or what is different"), texts.say("intact")
        self.difference.setPlaceholderText(self._asks)
        line = QHBoxLayout(self)
        line.setContentsMargins(5, 3, 5, 3)
        line.setSpacing(look.space("m"))
        line.addWidget(self.tick)
        line.addWidget(self.difference, 1)
        self.tick.answered.connect(self.answer)
        self.tick.toggled.connect(self._ticked)
        self.difference.textEdited.connect(lambda _: self.edited.emit())
        self.difference.returnPressed.connect(self.answer)

    @property
    def answered(self) -> bool:
        """Say whether it is ticked or explained."""
        return self.tick.isChecked() or bool(self.difference.text().strip())

    def _ticked(self, ticked: bool) -> None:  # noqa: FBT001 - Qt's signature
        self.difference.setEnabled(not ticked)
        self.difference.setPlaceholderText(self._intact if ticked else self._asks)
        self.edited.emit()


class CodeLine(QWidget):
    """A laptop's last code as the closing sheet has it; where it differs, why."""

    edited = Signal()
    answer = Signal()

    def __init__(
        self,
        look: Look,
        texts: Texts,
        sheet: ClosingSheet,
        device: DeviceId,
        head: str,
        part: Part,
    ) -> None:
        super().__init__()
        self.sheet, self.device, self._head, self._part = sheet, device, head, part
        self._agreed = 0
        self.code = Sentence(look, texts.say("Last code of {laptop}", laptop=device))
        self.code.setFont(look.font("figure"))
        self.code.setMaxLength(20)
        self.code.setFixedWidth(look.px(150))
        self.verdict = Words(look, "", "caption", "danger", wrap=True)
        name = texts.say("{laptop}: why the code differs", laptop=device)
        self.difference = Sentence(look, name)
        self.difference.setMaxLength(LONGEST_TEXT)
        self.difference.setPlaceholderText(texts.say("why it differs, in a few words"))
        upper = QHBoxLayout()
        upper.setSpacing(look.space("m"))
        upper.addWidget(Words(look, device))
        upper.addWidget(self.code)
        upper.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5, 3, 5, 5)
        whole.setSpacing(look.space("s"))
        whole.addLayout(upper)
        whole.addWidget(self.verdict)
        whole.addWidget(self.difference)
        self.verdict.hide()
        self.difference.hide()
        self.code.textEdited.connect(self._compare)
        self.code.returnPressed.connect(self._entered)
        self.difference.textEdited.connect(lambda _: self.edited.emit())
        self.difference.returnPressed.connect(self.answer)

    @property
    def differs(self) -> bool:
        """Say whether a whole code is typed that is another than the file's."""
        typed = as_head(self.code.text())
        return len(typed) >= len(self._head) and typed != self._head

    def _compare(self) -> None:
        verdict = ""
        if self.differs:
            contest, typed = self.sheet.contests[0], self.code.text()
            verdict, self._agreed = self._part(contest, self.device, typed, self._agreed)
        self.verdict.say(verdict)
        self.verdict.setVisible(bool(verdict))
        self.difference.setVisible(self.differs)
        self.edited.emit()

    def _entered(self) -> None:
        if self.differs:
            self.difference.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.answer.emit()
