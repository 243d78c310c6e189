"""The papers moved out of a contest's boxes or into them, and the form that moves more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from countroom.app.screens.transfers import transfer_lines, why_no_transfer
from countroom.domain.identifiers import PersonId
from countroom.ui.accounts.moving import MovePapers
from countroom.ui.parts import Act, Button, Panel, Rule, Scrolled, Words
from countroom.ui.parts.scrolled import Column, side_column
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.transfers import TransferLine
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_STRETCH: Final = (3, 3, 0, 4)
"""How the width is shared by where they lay, where they belong, papers, and the rest."""


class TransfersPage(Page):
    """Every transfer that touches the contest of ``place``, the last one first."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("transfers are those of a contest")
        self._contest = place.contest
        self._shown: tuple[TransferLine, ...] | None = None
        look, say = desk.look, desk.texts.say
        self.moving: MovePapers | None = None
        self.panel = Panel(look, say("Papers moved between wards"))
        self._held = Column(look, "s")
        self._table: QWidget | None = None
        self._area = Scrolled(look, self._held)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(say("Papers moved between wards"))
        self.panel.body.addWidget(self._area, 1)
        self.panel.body.addWidget(Rule(look))
        self.act = Act(look, Button(look, say("Move papers"), "F7", primary=True))
        self.act.button.clicked.connect(self._move)
        self.panel.body.addWidget(self.act)
        self.main.addWidget(self.panel, 1)
        self.side.addWidget(side_column(look, self._advice()))
        self.key("F7", say("move papers"), self._move)
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward."""
        return Heading(self._state.contest.area, "", self.desk.texts.say("Papers moved"))

    def first_focus(self) -> QWidget | None:
        """Start on the act, or on the table where this person only reads it."""
        return self.act.button if self.act.button.isEnabled() else self._area

    def refresh(self) -> None:
        """Show the transfers as they are now."""
        lines = transfer_lines(self.desk.texts, self.desk.count, self._contest, self.desk.name_of)
        if lines != self._shown:
            self._shown = lines
            self._renew(lines)
        self.act.show_why(self._why_not())

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self._contest)

    def _why_not(self) -> str:
        by = self.desk.person.id if self.desk.person else PersonId("")
        why = why_no_transfer(self.desk.texts, self.desk.count, self._contest, by)
        return why if isinstance(why, str) else self.desk.say_refusal(why)

    def _renew(self, lines: tuple[TransferLine, ...]) -> None:
        look, texts = self.desk.look, self.desk.texts
        table = Column(look, "xs")
        grid = QGridLayout()
        grid.setContentsMargins(5, 0, 5, 0)
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(look.space("xs"))
        heads = (
            texts.say("They lay in"),
            texts.say("They belong to"),
            texts.say("Papers"),
            texts.say("How, why, by whom"),
        )
        for column, (head, stretch) in enumerate(zip(heads, _STRETCH, strict=True)):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column)
            grid.setColumnStretch(column, stretch)
        for line in reversed(lines):
            self._add(grid, line)
        if lines:
            table.column.addLayout(grid)
        else:
            said = texts.say("No papers were moved out of this ward's boxes or into them.")
            table.column.addWidget(Words(look, said, "body", "muted", wrap=True))
        table.column.addStretch(1)
        if self._table is None:
            self._held.column.addWidget(table)
        else:
            self._held.column.replaceWidget(self._table, table)
            self._table.hide()
            self._table.deleteLater()
        self._table = table

    def _add(self, grid: QGridLayout, line: TransferLine) -> None:
        look, at = self.desk.look, grid.rowCount()
        grid.addWidget(Rule(look), at, 0, 1, len(_STRETCH))
        for column, words in enumerate((line.source, line.target)):
            grid.addWidget(Words(look, words, wrap=True), at + 1, column, Qt.AlignmentFlag.AlignTop)
        papers = self.desk.texts.figure(line.papers)
        grid.addWidget(Words(look, papers, "figureStrong"), at + 1, 2, _RIGHT)
        said = Column(look, "xs")
        said.column.addWidget(Words(look, line.how, wrap=True))
        said.column.addWidget(Words(look, line.reason, "body", "muted", wrap=True))
        said.column.addWidget(Words(look, line.signed, "caption", "muted", wrap=True))
        grid.addWidget(said, at + 1, 3)

    def _advice(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("What becomes of them"))
        for sentence in (
            say("A paper in the wrong box is valid. It is moved, and both sums stay exact."),
            say(
                "The program takes them off the figure of a box that was keyed already, or adds "
                "them to it. Where such an account is keyed anew, say again what its paper says."
            ),
            say(
                "A box whose account nobody has keyed is counted with the papers it gets. A new "
                "count of any box has a sheet of its own."
            ),
            say(
                "A declared result stays as it is: papers that belong to it are recorded as "
                "found, and only papers that were not counted in it can leave its boxes."
            ),
        ):
            panel.body.addWidget(Words(look, sentence, wrap=True))
        return panel

    def _move(self) -> None:
        why = self._why_not()
        if why:
            self.desk.notice(why)
        elif self.moving is None:
            box = self._state.contest.boxes[0].id
            self.moving = MovePapers(self.desk, self, self._contest, box)
            self.moving.given.connect(self.desk.do)
            self.moving.left.connect(self._left)
            self.moving.begin()

    def _left(self) -> None:
        self.moving = None
