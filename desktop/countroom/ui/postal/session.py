"""An opening session of postal votes, over the page: envelopes, statements, papers, box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.app.screens.postal import postal_boxes, read_session, say_judged
from countroom.domain.identifiers import BoxId
from countroom.domain.refusals import Refusal
from countroom.texts.of_the_post import REASONS
from countroom.ui.parts import Act, Button, Overlay, Rule, Words
from countroom.ui.parts.choices import Pick
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.commands import Command
    from countroom.domain.hall import PostalSession
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SessionSheet(Overlay):
    """Asks for one session; ``given`` hands it on as read. Esc leaves and nothing is kept.

    ``holding`` makes the command that would record one. Papers matched with an earlier cover are
    asked for where any cover waits.
    """

    given = Signal(object)

    def __init__(
        self, desk: Desk, over: QWidget, state: ContestState, holding: Callable[..., Command]
    ) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, over, texts.say("Opening session"), 560)
        self._desk, self._holding = desk, holding
        self._boxes = postal_boxes(texts, state)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(look.space("l"))
        self._grid.setVerticalSpacing(look.space("xs"))
        self.envelopes = self._line(texts.say("Covering envelopes opened"))
        self.accepted = self._line(texts.say("Statements accepted"))
        self.rejected: dict[str, FigureField] = {}
        for reason, words in REASONS.items():
            name = texts.say("Rejected: {reason}", reason=texts.say(words))
            self.rejected[reason] = self._line(name)
        self.judged = Words(look, "", "caption", "muted", wrap=True)
        self._grid.addWidget(self.judged, self._grid.rowCount(), 0, 1, 2)
        self._grid.addWidget(Rule(look), self._grid.rowCount(), 0, 1, 2)
        self.papers = self._line(texts.say("Ballot papers put into the box"))
        self.matched: FigureField | None = None
        if state.postal.waiting:
            words = texts.say("Of them matched with a cover of an earlier session")
            self.matched = self._line(words)
        self.body.addLayout(self._grid)
        self.box = Pick(look)
        self.box.setAccessibleName(texts.say("Postal box"))
        for box, name in self._boxes:
            self.box.addItem(name, box)
        self._add_box()
        self.act = Act(look, Button(look, texts.say("Record the session"), primary=True))
        self.act.button.clicked.connect(self._give)
        self.body.addWidget(Rule(look))
        self.body.addWidget(self.act)
        self._string()
        self._think()

    def begin(self) -> None:
        """Show it with the first line lit."""
        self.open(self.envelopes)

    @property
    def fields(self) -> list[FigureField]:
        """List the figures from top to bottom."""
        matched = [] if self.matched is None else [self.matched]
        return [self.envelopes, self.accepted, *self.rejected.values(), self.papers, *matched]

    def _line(self, name: str) -> FigureField:
        at = self._grid.rowCount()
        field = FigureField(self._desk.look, name)
        field.textChanged.connect(self._think)
        field.left.connect(lambda _: self._fill(field))
        self._grid.addWidget(Words(self._desk.look, name, wrap=True), at, 0)
        self._grid.addWidget(field, at, 1, _RIGHT)
        return field

    def _add_box(self) -> None:
        """Ask for the box where there are several; else name the one."""
        look, texts = self._desk.look, self._desk.texts
        row = self._grid.rowCount()
        self._grid.addWidget(Words(look, texts.say("Into"), wrap=True), row, 0)
        if len(self._boxes) == 1:
            self.box.hide()
            self._grid.addWidget(Words(look, self._boxes[0][1], "strong"), row, 1, _RIGHT)
        else:
            self._grid.addWidget(self.box, row, 1, _RIGHT)

    def _string(self) -> None:
        """Let Enter go from line to line and at last to the button."""
        after = [*self.fields[1:], self.box if self.box.isVisibleTo(self) else self.act.button]
        before = [None, *self.fields[:-1]]
        for field, following, back in zip(self.fields, after, before, strict=True):
            field.went_on.connect(lambda _enter, to=following: self._to(to))
            if back is not None:
                field.went_back.connect(back.setFocus)

    def _to(self, following: QWidget) -> None:
        (following if following.isEnabled() else self._first_open()).setFocus()

    def _first_open(self) -> QWidget:
        """Give the first line that lacks its figure, else the first of all."""
        wanted = (self.envelopes, self.accepted, self.papers)
        return next((one for one in wanted if not one.text().strip()), self.envelopes)

    def _fill(self, field: FigureField) -> None:
        """Write the 0 that an empty line of rejected statements or of matched papers says."""
        if field.text().strip():
            return
        before = self.papers if field is self.matched else self.accepted
        if (field is self.matched or field in self.rejected.values()) and before.text():
            field.setText("0")

    def _read(self) -> PostalSession | Refusal:
        rejected = {reason: field.text() for reason, field in self.rejected.items()}
        box = BoxId(str(self.box.currentData()))
        matched = "" if self.matched is None else self.matched.text()
        envelopes, accepted = self.envelopes.text(), self.accepted.text()
        return read_session(envelopes, accepted, rejected, self.papers.text(), box, matched)

    def _think(self) -> None:
        if not hasattr(self, "act"):
            return
        texts = self._desk.texts
        rejected = [field.text() for field in self.rejected.values()]
        said, same = say_judged(texts, self.envelopes.text(), self.accepted.text(), rejected)
        self.judged.say(said)
        read = self._read()
        if isinstance(read, Refusal):
            self.act.show_why(texts.say("Opens when every line has its figure."))
        elif not same:
            self.act.show_why(said)
        else:
            self.act.show_why(self._desk.why_not(self._holding(read)))

    def _give(self) -> None:
        read = self._read()
        if not isinstance(read, Refusal):
            self.leave()
            self.given.emit(read)
