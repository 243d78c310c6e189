"""What is done with the box whose line is lit: its papers counted again, or some of them moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.screens.transfers import why_no_transfer
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.numbering import printed_number
from countroom.ui.accounts.moving import MovePapers
from countroom.ui.parts import Button, Words

if TYPE_CHECKING:
    from countroom.app.screens.accounts import BoxRow
    from countroom.domain.identifiers import BoxId, ContestId
    from countroom.ui.desk import Desk


class BoxActs(QWidget):
    """Two buttons, and beside them what opens the one that is closed; ``over`` is the page."""

    def __init__(self, desk: Desk, contest: ContestId, over: QWidget) -> None:
        super().__init__()
        look, say = desk.look, desk.texts.say
        self._desk, self._contest, self._over = desk, contest, over
        self._row: BoxRow | None = None
        self.moving: MovePapers | None = None
        self.recount = Button(look, say("Count again"), "F9")
        self.recount.clicked.connect(self.count_again)
        self.transfer = Button(look, say("Move papers"), "F7")
        self.transfer.clicked.connect(self.move_papers)
        self.why = Words(look, "", "caption", "text", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 0)
        row.setSpacing(look.space("m"))
        row.addWidget(self.recount)
        row.addWidget(self.transfer)
        row.addWidget(self.why, 1)

    def show_for(self, row: BoxRow | None) -> None:
        """Open or close the buttons for this line."""
        self._row = row
        why_count, why_move = self._why_not_count(), self._why_not_move()
        self.recount.close_for(why_count)
        self.transfer.close_for(why_move)
        self.why.say(why_count or why_move)

    def count_again(self) -> None:
        """Give the box a sheet for one count more; it is keyed twice like any."""
        why, row = self._why_not_count(), self._row
        if why or row is None:
            self._desk.notice(why)
            return
        self._desk.do(self._counting(row), lambda _: self._tell_sheet(row.box))

    def move_papers(self) -> None:
        """Ask which papers lay in a box of another ward, and move them."""
        why, row = self._why_not_move(), self._row
        if why or row is None:
            self._desk.notice(why)
        elif self.moving is None:
            self.moving = MovePapers(self._desk, self._over, self._contest, row.box)
            self.moving.given.connect(self._desk.do)
            self.moving.left.connect(self._left)
            self.moving.begin()

    def _left(self) -> None:
        self.moving = None

    def _tell_sheet(self, box: BoxId) -> None:
        """Give the new sheet's number, to be written on the paper."""
        if not isValid(self):
            return
        state = self._desk.contest(self._contest)
        sheets = [s.sheet.id for s in state.sheets.values() if s.sheet.box == box]
        told = self._desk.texts.say(
            "Write {number} on the paper of the new count. It is keyed twice like any sheet.",
            number=printed_number(sheets[-1]),
        )
        self._desk.notice(told, "success")

    def _why_not_count(self) -> str:
        if self._row is None:
            return ""
        if self._awaits_a_count(self._row.box):
            return self._desk.texts.say("A new count of this box is to be keyed first.")
        return self._desk.why_not(self._counting(self._row))

    def _awaits_a_count(self, box: BoxId) -> bool:
        out = self._desk.contest(self._contest).boxes_out
        return any(s.sheet.box == box and s.sheet.kind == "recount" for s in out)

    def _why_not_move(self) -> str:
        texts, count = self._desk.texts, self._desk.count
        why = why_no_transfer(texts, count, self._contest, self._by)
        return why if isinstance(why, str) else self._desk.say_refusal(why)

    def _counting(self, row: BoxRow) -> do.AddSheet:
        reason = self._desk.texts.say("Counted again by hand.")
        return do.AddSheet(self._by, self._contest, "recount", row.box, None, reason)

    @property
    def _by(self) -> PersonId:
        return self._desk.person.id if self._desk.person else PersonId("")
