"""Batches of doubtful papers: an officer sees what was decided, and signs one or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from countroom.ui.parts import Act, Button, IconBox, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.doubtful import BatchRow
    from countroom.texts import Texts
    from countroom.ui.look import Look

    WhyNot = Callable[[BatchRow], str]


class Batches(QWidget):
    """The batches that wait, and one line on those signed; ``signing`` gives the rows to sign.

    Only what was on the screen from its first line to its last can be signed with the others.
    """

    signing = Signal(object)

    def __init__(self, look: Look, texts: Texts, why_not: WhyNot) -> None:
        super().__init__()
        self._look, self._texts, self._why_not = look, texts, why_not
        self.cards: list[BatchCard] = []
        self._title = Words(look, texts.say("Doubtful papers: batches to sign"), "strong")
        self.all = Act(look, Button(look, texts.say("Sign the batches seen"), "F8"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space("s"))
        self._column.addWidget(self._title)
        self._column.addWidget(self.all)
        self._signed = Strip(look, "success")
        self._signed.row.addWidget(IconBox(look, "circle-check", "success", 20))
        self._who = Words(look, "", "body", wrap=True)
        self._signed.row.addWidget(self._who, 1)
        self._column.addWidget(self._signed)
        self.all.button.clicked.connect(self.sign_all)

    @property
    def seen(self) -> tuple[BatchRow, ...]:
        """List what stood on the screen whole."""
        return tuple(card.row_shown for card in self.cards if card.seen)

    def show_batches(self, rows: tuple[BatchRow, ...], signed: str) -> None:
        """Show these to sign, and who signed the others; a card that stays is seen already."""
        known = {card.row_shown.sheet: card for card in self.cards if card.row_shown in rows}
        for card in self.cards:
            if card.row_shown not in rows:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = [known.get(row.sheet) or self._card(row) for row in rows]
        for at, card in enumerate(self.cards, start=2):
            if card.row_shown.sheet not in known:
                self._column.insertWidget(at, card)
                card.show()  # now: the lamp may go to it at once
        self._title.setVisible(bool(rows))
        self.all.setVisible(bool(rows))
        self._signed.setVisible(bool(signed))
        self._who.say(signed)
        self.check()

    def check(self) -> None:
        """Close the buttons while the person here may not sign, or has not seen enough."""
        for card in self.cards:
            card.close_for(self._why_not(card.row_shown))
        if not self.cards:
            return
        why = self._why_not((self.seen or (self.cards[0].row_shown,))[0])
        self.all.show_why(why or self._not_all_seen())
        self.all.button.setEnabled(not why and bool(self.seen))

    def sign_all(self) -> None:
        """Sign what was seen."""
        if self.all.isVisibleTo(self) and self.all.button.isEnabled():
            self.signing.emit(self.seen)

    def _not_all_seen(self) -> str:
        left = len(self.cards) - len(self.seen)
        if not left:
            return ""
        return self._texts.count(
            "{n} more batch is below: look at it first.",
            "{n} more batches are below: look at them first.",
            left,
        )

    def _card(self, row: BatchRow) -> BatchCard:
        card = BatchCard(self._look, self._texts, row)
        card.button.clicked.connect(lambda: self.signing.emit((row,)))
        card.came_into_sight.connect(self.check, Qt.ConnectionType.QueuedConnection)
        return card


class BatchCard(Strip):
    """One batch by its heads; it remembers whether all of it has been on the screen."""

    came_into_sight = Signal()

    def __init__(self, look: Look, texts: Texts, row: BatchRow) -> None:
        super().__init__(look, "warning")
        self.row_shown = row
        self.seen = self._top = self._bottom = False
        column = QVBoxLayout()
        column.setSpacing(look.space("xs"))
        self._title = Words(look, row.title, "strong", wrap=True)
        column.addWidget(self._title)
        column.addWidget(Words(look, row.total, "body", wrap=True))
        self._lines = _lines(look, row)
        column.addWidget(self._lines)
        self.button = Button(look, texts.say("Sign this batch"))
        self.button.setAccessibleName(f"{texts.say('Sign this batch')}. {row.told}")
        foot = QHBoxLayout()
        foot.setContentsMargins(5, 5, 5, 5)  # room for the lamp
        foot.addWidget(self.button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.row.addWidget(IconBox(look, "scale", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(column, 1)
        self.setAccessibleName(row.told)

    def close_for(self, reason: str) -> None:
        """Take the button away from who may not sign: the reason stands once, above all cards."""
        self.button.close_for(reason)
        self.button.setVisible(not reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, and note whether its first and last line are in sight."""
        super().paintEvent(event)
        if self.seen:
            return
        shown = self.visibleRegion().boundingRect()
        if shown.isEmpty():
            return
        self._top = self._top or shown.top() <= self._title.y()
        self._bottom = self._bottom or shown.bottom() >= self._lines.geometry().bottom()
        if self._top and self._bottom:
            self.seen = True
            self.came_into_sight.emit()


def _lines(look: Look, row: BatchRow) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.space("l"))
    grid.setVerticalSpacing(look.space("xs"))
    grid.setColumnStretch(2, 1)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    for at, (words, figure) in enumerate(row.lines):
        shown = Words(look, figure, "figure")
        shown.setAccessibleName(f"{words}: {figure}")
        grid.addWidget(shown, at, 0, right)
        grid.addWidget(Words(look, words, "body", wrap=True), at, 1, 1, 2)
    return box
