"""The lines of a result as they stand on the paper: figures, who was elected, the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.app.screens.hand_sheet import Typed, asked, elected_by_votes
from countroom.ui.parts import Rule, StampBox, Words
from countroom.ui.parts.choices import Tick
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.screens.hand_sheet import Line
    from countroom.domain.identifiers import CandidateId, FieldId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBER, _STAMP, _NAME, _OLD, _FIGURE, _ELECTED = range(6)
_LONGEST_TIME: Final = 5


class ResultSheet(QWidget):
    """One person's reading; ``before`` shows the figures of the record that is corrected.

    ``edited`` at every change; ``finished`` when Enter leaves the last line. Who is elected is
    ticked by the votes until somebody ticks otherwise.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self,
        look: Look,
        texts: Texts,
        state: ContestState,
        lines: tuple[Line, ...],
        before: Mapping[FieldId, str] | None = None,
    ) -> None:
        super().__init__()
        self._look, self._texts, self._state, self._lines = look, texts, state, lines
        self.fields: dict[FieldId, FigureField] = {}
        self.ticks: dict[CandidateId, Tick] = {}
        self._rows: dict[FieldId, list[QWidget]] = {}
        self._own_ticks = before is not None
        self._asks_time = before is None
        self.time = QLineEdit()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(5, 0, 5, 5)
        self._grid.setHorizontalSpacing(look.space("m"))
        self._grid.setVerticalSpacing(look.space("xs"))
        self._grid.setColumnStretch(_NAME, 1)
        for line in lines:
            self._add(line, before)
        if self._asks_time:
            self._add_time()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self._show_asked()

    @property
    def typed(self) -> Typed:
        """Give what is keyed so far."""
        elected = frozenset(one for one, tick in self.ticks.items() if tick.isChecked())
        figures = {key: field.text() for key, field in self.fields.items()}
        return Typed(figures, elected, self.time.text())

    @property
    def first(self) -> QWidget:
        """Give where keying begins: the first line that is empty, else the first."""
        fields = [self.fields[line.key] for line in self._asked]
        return next((one for one in fields if not one.text()), fields[0])

    def put(self, typed: Typed) -> None:
        """Write what was keyed before."""
        for key, field in self.fields.items():
            field.setText(typed.figures.get(key, ""))
        for candidate, tick in self.ticks.items():
            tick.setChecked(candidate in typed.elected)
        self.time.setText(typed.time)
        voted = elected_by_votes(self._state, typed)
        self._own_ticks = self._own_ticks or (bool(typed.elected) and typed.elected != voted)
        self._show_asked()

    def hold_elected(self, *, fixed: bool) -> None:
        """Keep who is elected as it is, or let it be ticked otherwise."""
        for tick in self.ticks.values():
            tick.setEnabled(not fixed)

    @property
    def _asked(self) -> tuple[Line, ...]:
        return asked(self._lines, self._state, self.typed)

    def _add(self, line: Line, before: Mapping[FieldId, str] | None) -> None:
        look, row = self._look, self._grid.rowCount()
        field = FigureField(look, line.words)
        field.textEdited.connect(self._edit)
        field.went_on.connect(lambda _: self._go(field, 1))
        field.went_back.connect(lambda: self._go(field, -1))
        self.fields[line.key] = field
        cells: list[QWidget] = [self._words(line, row)]
        rule = Rule(look)
        self._grid.addWidget(rule, row, 0, 1, _ELECTED + 1)
        if before is not None:
            old = Words(look, before.get(line.key, ""), "figure", "muted")
            self._grid.addWidget(old, row + 1, _OLD, _RIGHT)
            cells.append(old)
        self._grid.addWidget(field, row + 1, _FIGURE)
        if line.candidate is not None:
            cells += self._beside(line, row + 1)
        self._rows[line.key] = [rule, field, *cells]

    def _words(self, line: Line, row: int) -> QWidget:
        name = Words(self._look, line.words, "strong" if line.candidate else "body", wrap=True)
        name.setBuddy(self.fields[line.key])
        self._grid.addWidget(name, row + 1, _NAME)
        return name

    def _beside(self, line: Line, row: int) -> list[QWidget]:
        """Put number and stamp before a candidate, and the tick of the elected after."""
        look, candidate = self._look, line.candidate
        if candidate is None:
            return []
        number = Words(look, self._texts.figure(candidate.number), "body", "muted")
        stamp = StampBox(look, look.stamp(candidate.party), candidate.party.name)
        tick = Tick(look, self._texts.say("Elected"))
        tick.setAccessibleName(self._texts.say("{name} elected", name=candidate.name))
        tick.clicked.connect(self._tick)
        self.ticks[candidate.id] = tick
        self._grid.addWidget(number, row, _NUMBER, _RIGHT)
        self._grid.addWidget(stamp, row, _STAMP)
        self._grid.addWidget(tick, row, _ELECTED)
        return [number, stamp, tick]

    def _add_time(self) -> None:
        look, row = self._look, self._grid.rowCount()
        words = self._texts.say("Spoken at, by the clock in the hall")
        self.time.setFont(look.font("figure"))
        self.time.setFixedSize(look.size("fieldFigureWidth"), look.size("field"))
        self.time.setAlignment(_RIGHT)
        self.time.setMaxLength(_LONGEST_TIME)
        self.time.setAccessibleName(words)
        self.time.textEdited.connect(self._edit)
        self.time.returnPressed.connect(self.finished)
        label = Words(look, words, wrap=True)
        label.setBuddy(self.time)
        self._grid.addWidget(Rule(look), row, 0, 1, _ELECTED + 1)
        self._grid.addWidget(label, row + 1, _NAME)
        self._grid.addWidget(self.time, row + 1, _FIGURE)

    def _edit(self, _text: str = "") -> None:
        if not self._own_ticks:
            elected = elected_by_votes(self._state, replace(self.typed, elected=frozenset()))
            for candidate, tick in self.ticks.items():
                tick.setChecked(candidate in elected)
        self._show_asked()
        self.edited.emit()

    def _tick(self, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self._own_ticks = True
        self.edited.emit()

    def _show_asked(self) -> None:
        """Show the lines of a second count only where one was held."""
        wanted = {line.key for line in self._asked}
        for line in self._lines:
            if line.of_second:
                for cell in self._rows[line.key]:
                    cell.setVisible(line.key in wanted)

    def _go(self, field: FigureField, step: int) -> None:
        fields: list[QWidget] = [self.fields[line.key] for line in self._asked]
        if self._asks_time:
            fields.append(self.time)
        at = fields.index(field) + step
        if at >= len(fields):
            self.finished.emit()
        elif at >= 0:
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
