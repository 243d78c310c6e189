"""The lines that differ, and what is done about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.screens.differences import (
    CHOICES,
    Choice,
    lines,
    open_choices,
    question,
    read_settled,
    send_back,
    suggested,
    two_papers,
)
from countroom.app.screens.settlers import beside_officer, officer_for
from countroom.app.screens.way import may_do, step_for
from countroom.domain import commands as do
from countroom.domain.identifiers import FieldId
from countroom.texts import say_refusal
from countroom.ui.differences.card import LineCard
from countroom.ui.differences.choice import Asking, Choices
from countroom.ui.differences.every import EveryLine
from countroom.ui.parts import Act, Button, IconBox, Panel, Scrolled, Strip, Words
from countroom.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.station import Hand
    from countroom.domain.identifiers import PersonId
    from countroom.domain.refusals import Refusal
    from countroom.domain.state import ContestState, SheetState
    from countroom.ui.desk import Desk


@dataclass(slots=True)
class Begun:
    """What was chosen and typed so far; it outlives a change of the sheet elsewhere."""

    choice: Choice | None = None
    typed: dict[FieldId, str] = field(default_factory=dict)


class Settling(QWidget):
    """Cards of the differing lines, the question who keys them again, and the one act."""

    def __init__(
        self, desk: Desk, state: ContestState, sheet: SheetState, by: PersonId, begun: Begun
    ) -> None:
        super().__init__()
        self._desk, self._state, self._sheet, self._by = desk, state, sheet, by
        self._begun, self._busy = begun, False
        self._beside = beside_officer(desk.count, sheet, by)
        look, texts = desk.look, desk.texts
        differing = lines(texts, state, sheet)
        self.cards = [LineCard(look, texts, line) for line in differing]
        self.every: EveryLine | None = None
        self.choices = self._choices(question(texts, differing))
        asking = Asking(look, question(texts, differing), self.choices)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.space("m"))
        for told in self._told():
            strip = Strip(look, "warning")
            mark = IconBox(look, "triangle-alert", "warning", 20)
            strip.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            strip.row.addWidget(Words(look, told, wrap=True), 1)
            whole.addWidget(strip)
        self._area = self._scroll()
        whole.addWidget(self._area, 1)
        if len(self.cards) == 1:
            self.cards[0].body.addWidget(asking)
        else:
            panel = Panel(look)
            panel.body.addWidget(asking)
            whole.addWidget(panel)
        self.act = Act(look, Button(look, "", "F8", primary=True, large=True))
        self.act.button.clicked.connect(self.carry_out)
        self._kept = Words(
            look, texts.say("Every choice is kept with your name and the time."), "caption", "muted"
        )
        foot = QHBoxLayout()
        foot.setSpacing(look.space("m"))
        foot.addWidget(self.act, 1)
        foot.addWidget(self._kept)
        whole.addLayout(foot)
        for card in self.cards:
            self._fill(card)
        self._order()
        self._chosen(self.choices.key)

    def turn_pages(self, pages: int) -> None:
        """Move the lines by so many pages, down where it is more than none."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def show_every(self, every: bool) -> None:  # noqa: FBT001 - the answer to a question
        """Show all lines, or only those that differ."""
        if self.every is None and every:
            desk = self._desk
            self.every = EveryLine(desk.look, desk.texts, self._state, self._sheet)
            self._column.insertWidget(len(self.cards), self.every)
        if self.every is not None:
            self.every.setVisible(every)
        for card in self.cards:
            card.setVisible(not every)

    def show_why(self) -> None:
        """Say on the button what it does, and beside it what opens it."""
        texts, n = self._desk.texts, len(self.cards)
        self.act.button.relabel(
            texts.count("Settle {n} line", "Settle {n} lines", n)
            if self._settles
            else texts.count("Send {n} line back", "Send {n} lines back", n)
        )
        why = self._why_not()
        self.act.show_why(why)
        self._kept.setVisible(not why)

    def carry_out(self) -> None:
        """Send the lines back, or settle them; a closed button says why."""
        why = self._why_not()
        if why:
            self._desk.notice(why)
        elif not self._busy:
            self._busy = True
            if not self._settles:
                self._send([*send_back(self._by, self._sheet, self._choice)])
            elif self._beside:
                self._busy = False  # until the officer has signed
                why_two = self._desk.texts.say(
                    "You keyed this sheet, so an officer looks at the paper with you and signs."
                )
                self._desk.ask_second(why_two, ("officer",), self._settle_beside)
            else:
                self._settle(None)

    def _settle_beside(self, hand: Hand) -> None:
        if isValid(self):
            self._settle(hand)

    def _settle(self, second: Hand | None) -> None:
        self._busy = True
        officer = None if second is None else second.person
        settle = do.SettleSheet(self._by, self._sheet.sheet.id, self._settled(), officer)
        self._desk.do(settle, lambda _: self._go_on(), second=second, refused=self._refused)

    def _told(self) -> list[str]:
        """Say what is unusual about this sheet."""
        say, told = self._desk.texts.say, []
        if self._beside:
            told.append(
                say(
                    "By the exception on record you settle what you keyed yourself: from the "
                    "paper, with an officer beside you."
                )
            )
        if two_papers(self._sheet):
            told.append(
                say(
                    "Most lines differ. Look whether two papers carry this number: then the one "
                    "that came second gets a number of its own."
                )
            )
        return told

    @property
    def _choice(self) -> Choice:
        return cast("Choice", self.choices.key)

    @property
    def _settles(self) -> bool:
        return self._choice == "settle"

    def _choices(self, asks: str) -> Choices:
        texts, sheet = self._desk.texts, self._sheet
        open_now = open_choices(sheet, beside=self._beside)
        begun = self._begun.choice
        proposed = suggested(self._state, sheet, beside=self._beside)
        first = begun if begun in open_now else proposed
        words: dict[str, str] = {key: texts.say(word) for key, word in CHOICES.items()}
        choices = Choices(self._desk.look, asks, words, open_now, first)
        choices.chosen.connect(self._chosen)
        return choices

    def _scroll(self) -> Scrolled:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.look.space("m"))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        self._column = column
        return Scrolled(self._desk.look, inside, "window")

    def _order(self) -> None:
        """Let Tab go from the question to the figures, then to the act."""
        chain = [self.choices, *(card.field for card in self.cards), self.act.button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _fill(self, card: LineCard) -> None:
        field = card.line.pair.field
        card.field.setText(self._begun.typed.get(field, ""))
        card.field.textChanged.connect(lambda text: self._typed(field, text))

    def _typed(self, field: FieldId, text: str) -> None:
        self._begun.typed[field] = text
        self.show_why()

    def _chosen(self, choice: str) -> None:
        self._begun.choice = cast("Choice", choice)
        for card in self.cards:
            card.paper.setVisible(choice == "settle")
        self.show_why()

    def _why_not(self) -> str:
        if self._settles:
            read = read_settled(self._sheet, self._begun.typed)
            if isinstance(read, tuple):
                return self._unread(*read)
            officer = officer_for(self._desk.count, self._state) if self._beside else None
            settle = do.SettleSheet(self._by, self._sheet.sheet.id, read, officer)
            return self._desk.why_not(settle)
        commands = send_back(self._by, self._sheet, self._choice)
        return next((why for why in map(self._desk.why_not, commands) if why), "")

    def _unread(self, field: FieldId, refusal: Refusal) -> str:
        name = next(card.line.pair.name for card in self.cards if card.line.pair.field == field)
        return f"{name}: {say_refusal(self._desk.texts, refusal)}"

    def _settled(self) -> Mapping[FieldId, int]:
        read = read_settled(self._sheet, self._begun.typed)
        return {} if isinstance(read, tuple) else read

    def _send(self, commands: list[do.SendBack]) -> None:
        """Send one entry's lines back after the other, then leave the page."""
        if not commands:
            self._desk.home()
            return
        first, *rest = commands
        self._desk.do(first, lambda _: self._send(rest), refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._busy = False
        self._desk.notice(self._desk.say_refusal(refusal))
        self.show_why()

    def _go_on(self) -> None:
        """Go where this contest waits for this person next, else to the contests."""
        desk, contest = self._desk, self._state.contest.id
        person = desk.count.people[self._by]
        step = step_for(desk.count, desk.contest(contest), person.roles, person.key)
        if may_do(step, person.roles, person.key):
            desk.go(Place(step.page, contest, step.sheet, step.entry))
        else:
            desk.home()
