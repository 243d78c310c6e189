"""What two officers read differently: both readings, and what the paper says after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.app.screens.hand_sheet import TIME
from countroom.ui.parts import Rule, Words
from countroom.ui.parts.choices import Choice
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.hand_sheet import Typed
    from countroom.app.screens.on_record import Difference
    from countroom.domain.identifiers import FieldId
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Differing(QWidget):
    """A line for each difference; the two officers look at the paper together and key it again.

    ``edited`` at every change; ``finished`` when Enter leaves the last line.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self, look: Look, texts: Texts, found: Sequence[Difference], first: Typed, again: Typed
    ) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._first, self._again = first, again
        self.fields: dict[FieldId, FigureField | QLineEdit] = {}
        self.elected: tuple[Choice, ...] = ()
        grid = QGridLayout()
        grid.setContentsMargins(5, 0, 5, 5)
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        for column, words in enumerate(
            (texts.say("First reading"), texts.say("Second reading"), texts.say("On the paper")), 1
        ):
            grid.addWidget(Words(look, words, "caption", "muted"), 0, column, _RIGHT)
        for one in found:
            self._add(grid, one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(grid)
        self._add_elected(whole, found)
        whole.addStretch(1)

    @property
    def first(self) -> QWidget:
        """Give the first line to be keyed."""
        return next(iter([*self.fields.values(), *self.elected]))

    @property
    def agreed(self) -> Typed:
        """Give the first reading with what both keyed again."""
        figures = {**self._again.figures, **self._first.figures}
        figures |= {key: field.text() for key, field in self.fields.items() if key != TIME}
        made = replace(self._first, figures=figures)
        if TIME in self.fields:
            made = replace(made, time=self.fields[TIME].text())
        if self.elected and self.elected[1].isChecked():
            made = replace(made, elected=self._again.elected)
        return made

    @property
    def settled(self) -> bool:
        """Say whether every line has an answer."""
        keyed = all(field.text().strip() for field in self.fields.values())
        return keyed and (not self.elected or any(one.isChecked() for one in self.elected))

    def _add(self, grid: QGridLayout, one: Difference) -> None:
        if one.key is None:
            return
        look, row = self._look, grid.rowCount()
        grid.addWidget(Rule(look), row, 0, 1, 4)
        label = Words(look, one.words, "strong", wrap=True)
        grid.addWidget(label, row + 1, 0)
        for column, text in enumerate((one.first, one.again), 1):
            shown = Words(look, text or "–", "figure")
            grid.addWidget(shown, row + 1, column, _RIGHT)
        field = self._field(one.key, one.words)
        label.setBuddy(field)
        grid.addWidget(field, row + 1, 3)
        self.fields[one.key] = field

    def _field(self, key: FieldId, words: str) -> FigureField | QLineEdit:
        look = self._look
        if key != TIME:
            field = FigureField(look, words)
            field.went_on.connect(lambda _: self._go(field, 1))
            field.went_back.connect(lambda: self._go(field, -1))
            field.textEdited.connect(lambda _: self.edited.emit())
            return field
        time = QLineEdit()
        time.setFont(look.font("figure"))
        time.setFixedSize(look.size("fieldFigureWidth"), look.size("field"))
        time.setAlignment(_RIGHT)
        time.setAccessibleName(words)
        time.returnPressed.connect(lambda: self._go(time, 1))
        time.textEdited.connect(lambda _: self.edited.emit())
        return time

    def _add_elected(self, whole: QVBoxLayout, found: Sequence[Difference]) -> None:
        other = next((one for one in found if one.key is None), None)
        if other is None:
            return
        whole.addWidget(Words(self._look, other.words, "strong"))
        group = QButtonGroup(self)
        made = []
        for names in (other.first, other.again):
            choice = Choice(self._look, names or self._texts.say("Nobody"))
            choice.toggled.connect(lambda _: self.edited.emit())
            choice.entered.connect(self.finished)
            group.addButton(choice)
            whole.addWidget(choice)
            made.append(choice)
        self.elected = tuple(made)

    def _go(self, field: QWidget, step: int) -> None:
        places: list[QWidget] = [*self.fields.values(), *self.elected[:1]]
        at = places.index(field) + step
        if at >= len(places):
            self.finished.emit()
        elif at >= 0:
            places[at].setFocus(Qt.FocusReason.TabFocusReason)
