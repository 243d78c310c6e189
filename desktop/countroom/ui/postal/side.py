"""What stands beside the ledger: each postal box beside its account, and the sessions held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from countroom.app.screens.box_words import say_known, say_variance
from countroom.ui.parts import Panel, Rule, Words

if TYPE_CHECKING:
    from countroom.app.screens.postal import BoxSum, Ledger, SessionLine
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BoxSums(Panel):
    """What the sessions put into each box, and what its account says."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Postal boxes"))
        self._texts = texts
        self._held: QWidget | None = None

    def show_ledger(self, ledger: Ledger) -> None:
        """Show the sums."""
        self._held = _renew(self.body, self._held)
        grid = _grid(self._look, self._held)
        heads = (
            self._texts.say("Put in"),
            self._texts.say("Account"),
            self._texts.say("Difference"),
        )
        for column, head in enumerate(heads, start=1):
            grid.addWidget(Words(self._look, head, "caption", "muted"), 0, column, _RIGHT)
        for box in ledger.boxes:
            self._add(grid, box)
        if not ledger.boxes:
            said = self._texts.say("The set-up names no postal box for this ward.")
            grid.addWidget(Words(self._look, said, "body", "muted", wrap=True), 1, 0, 1, 4)

    def _add(self, grid: QGridLayout, box: BoxSum) -> None:
        at, texts, look = grid.rowCount(), self._texts, self._look
        grid.addWidget(Rule(look), at, 0, 1, 4)
        grid.addWidget(Words(look, box.place, wrap=True), at + 1, 0)
        grid.addWidget(Words(look, say_known(texts, box.into), "figureStrong"), at + 1, 1, _RIGHT)
        grid.addWidget(Words(look, say_known(texts, box.expected), "figure"), at + 1, 2, _RIGHT)
        colour = "danger" if box.difference else "text"
        kind = "figureStrong" if box.difference else "figure"
        difference = say_variance(texts, box.difference)
        grid.addWidget(Words(look, difference, kind, colour), at + 1, 3, _RIGHT)


class Sessions(Panel):
    """The opening sessions, the last one first."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Opening sessions"))
        self._texts = texts
        self._held: QWidget | None = None
        self._sum = Words(look, "", "heading")
        self.head.addWidget(self._sum)

    def show_ledger(self, ledger: Ledger) -> None:
        """Show the sessions and what they come to."""
        texts, look = self._texts, self._look
        self._held = _renew(self.body, self._held)
        grid = _grid(look, self._held)
        self._sum.say(texts.count("{n} paper", "{n} papers", ledger.papers))
        for one in reversed(ledger.sessions):
            self._add(grid, one)
        if ledger.waiting:
            grid.addWidget(Words(look, ledger.waiting, wrap=True), grid.rowCount(), 0, 1, 2)
        if not ledger.sessions:
            said = texts.say("No session yet.")
            grid.addWidget(Words(look, said, "body", "muted"), 0, 0)
        grid.setRowStretch(grid.rowCount(), 1)

    def _add(self, grid: QGridLayout, one: SessionLine) -> None:
        texts, look, at = self._texts, self._look, grid.rowCount()
        if at > 1:
            grid.addWidget(Rule(look), at, 0, 1, 2)
        title = texts.say("Session {number}, {box}", number=one.number, box=one.box)
        grid.addWidget(Words(look, title, "strong", wrap=True), at + 1, 0)
        papers = texts.figure(one.papers)
        grid.addWidget(Words(look, papers, "figureStrong"), at + 1, 1, _RIGHT)
        judged = texts.say(
            "{envelopes} envelopes: {accepted} accepted, {rejected} rejected",
            envelopes=texts.figure(one.envelopes),
            accepted=texts.figure(one.accepted),
            rejected=texts.figure(one.rejected),
        )
        grid.addWidget(Words(look, judged, "caption", "muted", wrap=True), at + 2, 0, 1, 2)
        for row, said in enumerate((one.reasons, one.matched), start=at + 3):
            if said:
                grid.addWidget(Words(look, said, "caption", "muted", wrap=True), row, 0, 1, 2)


def _renew(body: QLayout, held: QWidget | None) -> QWidget:
    fresh = QWidget()
    if held is None:
        body.addWidget(fresh)
    else:
        body.replaceWidget(held, fresh)
        held.hide()
        held.deleteLater()
    return fresh


def _grid(look: Look, held: QWidget) -> QGridLayout:
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.space("m"))
    grid.setVerticalSpacing(look.space("xs"))
    grid.setColumnStretch(0, 1)
    return grid
