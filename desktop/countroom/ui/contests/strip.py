"""The strip on top of the board: declared of how many, the steps, seats so far, the finder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from countroom.app.screens.contests import GROUPS
from countroom.texts import say_party
from countroom.ui.contests.finder import Finder
from countroom.ui.contests.steps import NightFacts, SeatsSoFar, StepButton
from countroom.ui.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from countroom.app.screens.contests import Board, Group
    from countroom.ui.desk import Desk

_GAP: Final = 6
_APART: Final = 12
_IN_A_ROW: Final = (6, 3, 2)


class NightStrip(Panel):
    """How far the night is; ``filtered`` tells the step chosen, None for all."""

    filtered = Signal(object)

    def __init__(self, desk: Desk, *, dense: bool) -> None:
        super().__init__(desk.look)
        self._desk = desk
        look, texts = desk.look, desk.texts
        self.finder = Finder(look, texts)
        self.seats = SeatsSoFar(look, texts)
        self.steps: Mapping[Group, StepButton] = {
            group: StepButton(look, state, texts.say(word), icon=dense)
            for group, (state, word) in GROUPS.items()
        }
        for group, button in self.steps.items():
            button.clicked.connect(lambda _checked, group=group: self._choose(group))
        self._facts = NightFacts(look)
        self._steps = QWidget()
        self._grid = QGridLayout(self._steps)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(_GAP))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.space("s"))
        self.body.addLayout(self._rows)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(look.px(_APART))
            self._rows.addLayout(row)
        self._laid: tuple[bool, int] | None = None
        self._lay()

    def show_board(self, board: Board) -> None:
        """Show the figures of the night."""
        texts = self._desk.texts
        for group, button in self.steps.items():
            button.show_contests(board.steps[group])
        of = texts.count("of {n} ward declared", "of {n} wards declared", board.contests)
        declared = texts.figure(board.declared)
        self._facts.show_facts(declared, of, _seats_words(self._desk, board))
        self.seats.show_seats(
            [(p, say_party(texts, p.key, {p.key: p.name}), seats) for p, seats in board.seats]
        )
        self._lay()

    def chosen(self) -> Group | None:
        """Give the step that filters."""
        return next((group for group, one in self.steps.items() if one.isChecked()), None)

    def clear(self) -> None:
        """Show all steps again."""
        for button in self.steps.values():
            button.setChecked(False)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what does not fit into a row goes into the next."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second row where one does not hold everything."""
        super().resizeEvent(event)
        self._lay()

    def _choose(self, chosen: Group) -> None:
        for group, button in self.steps.items():
            if group != chosen:
                button.setChecked(False)
        self.filtered.emit(self.chosen())

    def _lay(self) -> None:
        look = self._desk.look
        room = self.width() - 2 * look.space("l")
        steps = sum(one.sizeHint().width() for one in self.steps.values())
        steps += (len(self.steps) - 1) * look.px(_GAP)
        others = (self._facts, self.seats, self.finder)
        one_row = steps + sum(w.sizeHint().width() for w in others) + 3 * look.px(_APART)
        across = next((n for n in _IN_A_ROW if steps * n // len(self.steps) <= room), 2)
        laid = (one_row <= room, across)
        if laid == self._laid:
            return
        self._laid = laid
        self._empty()
        for at, button in enumerate(self.steps.values()):
            self._grid.addWidget(button, at // across, at % across)
        self._first.addWidget(self._facts)
        if laid[0]:
            self._first.addWidget(self._steps)
        else:
            self._second.addWidget(self._steps)
            self._second.addStretch(1)
        self._first.addStretch(1)
        self._first.addWidget(self.seats)
        self._first.addWidget(self.finder)

    def _empty(self) -> None:
        for row in (self._first, self._second, self._grid):
            while row.takeAt(0) is not None:
                pass


def _seats_words(desk: Desk, board: Board) -> str:
    texts = desk.texts
    seats = texts.count(
        "{declared} of {n} seat",
        "{declared} of {n} seats",
        board.seats_up,
        declared=texts.figure(board.seats_declared),
    )
    if board.majority is None:
        return seats
    majority = texts.say("{n} for a majority", n=texts.figure(board.majority))
    return f"{seats} \N{MIDDLE DOT} {majority}"
