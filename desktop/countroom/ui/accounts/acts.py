"""What is done with the lit box: counted again, papers moved, given up; papers found too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.screens.seldom import accounts_given_up, may_be_given_up, may_record_found
from countroom.app.screens.transfers import why_no_transfer
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.numbering import printed_number
from countroom.ui.accounts.forms import FoundPapersForm, GiveUpForm
from countroom.ui.accounts.moving import MovePapers
from countroom.ui.parts import Button, Words

if TYPE_CHECKING:
    from countroom.app.screens.accounts import BoxRow
    from countroom.domain.identifiers import BoxId, ContestId
    from countroom.ui.desk import Desk
    from countroom.ui.ready.form import Form
    from countroom.ui.shell.page import Page


class BoxActs(QWidget):
    """Two buttons, and beside them what opens the one that is closed; ``over`` is the page.

    Below them one more where it has something to do: for a box that never came, or once the
    result is declared for papers found too late.
    """

    def __init__(self, desk: Desk, contest: ContestId, over: Page) -> None:
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
        self.give_up = Button(look, say("This box was never used"), "F4")
        self.give_up.clicked.connect(self.withdraw)
        self.found = Button(look, say("Record papers found"), "F3")
        self.found.clicked.connect(self.record_found)
        self.why_given_up = Words(look, "", "caption", "text", wrap=True)
        self.buttons = (self.recount, self.transfer, self.give_up, self.found)
        self.form: Form | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 5, 0, 0)
        whole.setSpacing(look.space("s"))
        for parts in (
            (self.recount, self.transfer, self.why),
            (self.give_up, self.found, self.why_given_up),
        ):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look.space("m"))
            for part in parts:
                row.addWidget(part, 1 if part is parts[-1] else 0)
            row.addStretch(0)
            whole.addLayout(row)

    def show_for(self, row: BoxRow | None) -> None:
        """Open or close the buttons for this line."""
        self._row = row
        why_count, why_move = self._why_not_count(), self._why_not_move()
        self.recount.close_for(why_count)
        self.transfer.close_for(why_move)
        self.why.say(why_count or why_move)
        self._show_seldom()

    def _show_seldom(self) -> None:
        """Show what is seldom of use only where it is."""
        count, state = self._desk.count, self._desk.contest(self._contest)
        row = self._row
        found = may_record_found(count, state, self._by)
        unused = not found and row is not None and may_be_given_up(count, state, row, self._by)
        why = self._why_not_given_up() if unused else ""
        self.found.setVisible(found)
        self.give_up.setVisible(unused)
        self.give_up.close_for(why)
        self.why_given_up.say(why)
        self.why_given_up.setVisible(bool(why))

    def withdraw(self) -> None:
        """Ask how it is known that the box was never used."""
        row, state = self._row, self._desk.contest(self._contest)
        if row is None or not may_be_given_up(self._desk.count, state, row, self._by):
            say = self._desk.texts.say
            self._desk.notice(say("Choose a box that has not come in and whose account is blank."))
            return
        why = self._why_not_given_up()
        if why:
            self._desk.notice(why)
        else:
            self.form = GiveUpForm(self._over, state, row)

    def record_found(self) -> None:
        """Ask about papers found after the declaration."""
        state = self._desk.contest(self._contest)
        probe = do.RecordFoundPapers(self._by, self._contest, 1, "-", "-")
        why = self._desk.why_not(probe)
        if why:
            self._desk.notice(why)
        else:
            self.form = FoundPapersForm(self._over, state)

    def _why_not_given_up(self) -> str:
        if self._row is None:
            return ""
        state = self._desk.contest(self._contest)
        sheets = accounts_given_up(state, self._row)
        return self._desk.why_not(do.WithdrawSheets(self._by, self._contest, sheets, "-"))

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
