"""The accounts of a contest: proof, boxes, and the statement as to verification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from countroom.app.screens.accounts import box_rows, varying_boxes
from countroom.app.screens.awaited import say_awaited
from countroom.app.screens.statement import offered_reasons
from countroom.app.screens.way import may_do, next_step, say_step, step_for
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.accounts.acts import BoxActs
from countroom.ui.accounts.again import KeyAgain
from countroom.ui.accounts.boxes import BoxHead, BoxList
from countroom.ui.accounts.proof import AdvicePanel, FactsPanel, ProofPanel
from countroom.ui.accounts.statement import Reasons, StatementPanel, SumsPanel
from countroom.ui.parts import Act, Button, Hint, Panel, Rule, Scrolled
from countroom.ui.parts.bounded import Bounded
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect

    from countroom.domain.election import Contest
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk


class AccountsPage(Page):
    """The contest of ``place`` until its statement as to verification is signed, and after."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("accounts are those of a contest")
        self._contest = place.contest
        self._shown: ContestState | None = None
        self._sat = PersonId("")
        self.proof: ProofPanel | None = None
        self.boxes: BoxList | None = None
        self.key("F8", desk.texts.say("sign"), self._sign)
        self.key("F6", desk.texts.say("key again"), self._key_again)
        for key, words, act in (
            ("F9", desk.texts.say("count again"), BoxActs.count_again),
            ("F7", desk.texts.say("move papers"), BoxActs.move_papers),
            ("F4", desk.texts.say("a box that was never used"), BoxActs.withdraw),
            ("F3", desk.texts.say("papers found after the declaration"), BoxActs.record_found),
        ):
            self.key(key, words, partial(self._with_box, act))
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward, its state and its seats."""
        texts, state = self.desk.texts, self._state
        contest = state.contest
        seats = texts.count("{n} seat", "{n} seats", contest.seats)
        standing = texts.count("{n} candidate", "{n} candidates", len(contest.candidates))
        shown = next_step(self.desk.count, state).state
        return Heading(contest.area, shown, f"{seats}  ·  {standing}")

    def refresh(self) -> None:
        """Show the contest as it is now; the current line and reasons typed stay."""
        state, before, sat = self._state, self._shown, self._sat
        self._shown, self._sat = state, self._by
        if before is None or _form(before) != _form(state):
            self._make(state)
        elif self.boxes is not None and (before is not state or sat != self._by):
            self._show(self.boxes, state)
        self._show_why()

    def first_focus(self) -> QWidget | None:
        """Start where this person has something to do: a box, a reason, or the act."""
        if self.boxes is None:
            return self.proof.first if self.proof is not None else None
        if self.boxes.go_to_due():
            return self.boxes
        blank = [field for field in self.reasons.fields.values() if not field.text().strip()]
        if blank:
            return blank[0]
        return self.act.button if self.act.button.isEnabled() else self.boxes

    def keys(self) -> Sequence[Hint]:
        """Show how to move and what signs."""
        say = self.desk.texts.say
        signs, key_again, again, move, *_ = (hint for hint, _ in self.acts)
        if self.boxes is None:
            return [signs]
        opens = Hint("Enter", say("open"))
        if self._state.verification is not None:
            return [opens, key_again, again, move]
        return [opens, again, move, signs]

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self._contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    @property
    def _may_sign(self) -> bool:
        return self.desk.person is not None and "officer" in self.desk.person.roles

    def _make(self, state: ContestState) -> None:
        """Set the page out anew: for the proof, for the boxes, or with the signed statement."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        _empty(self.main)
        _empty(self.side)
        self.proof = self.boxes = None
        contest = state.contest
        if state.proven and not contest.uncontested:
            self._make_boxes(state)
        else:
            self.proof = ProofPanel(self.desk, state)
            self.main.addWidget(self.proof)
            self._stand_beside(FactsPanel(self.desk, contest), AdvicePanel(self.desk))
        first = self.first_focus()
        if had_focus and first is not None:
            first.setFocus()

    def _make_boxes(self, state: ContestState) -> None:
        look, texts = self.desk.look, self.desk.texts
        panel = Panel(look, texts.say("Accounts of the boxes"))
        self.boxes = BoxList(look, texts)
        self.boxes.opened.connect(self._open)
        panel.body.addWidget(BoxHead(self.boxes.columns))
        self.reasons = Reasons(look, texts)
        self.reasons.changed.connect(self._show_why)
        panel.body.addWidget(self._scrolled(self.boxes, self.reasons), 1)
        self.again = KeyAgain(self.desk)
        panel.body.addWidget(self.again)
        panel.body.addWidget(Rule(look))
        self.act = self._make_act(state)
        self.box_acts = BoxActs(self.desk, self._contest, self)
        panel.body.insertWidget(panel.body.count() - 1, self.box_acts)
        panel.body.addWidget(self.act)
        self.boxes.moved.connect(lambda _: self._show_box_acts())
        self.main.addWidget(panel)
        self.sums = SumsPanel(look, texts)
        self.statement = StatementPanel(self.desk, state)
        self._beside = self._stand_beside(self.sums, self.statement)
        self._show_boxes(self.boxes, state)

    def _scrolled(self, boxes: BoxList, reasons: Reasons) -> Bounded:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(boxes)
        column.addStretch(1)
        column.addWidget(reasons)
        area = Bounded(self.desk.look, content)

        def follow(line: QRect) -> None:
            area.ensureVisible(0, boxes.y() + line.center().y(), 0, line.height())

        boxes.moved.connect(follow)
        return area

    def _stand_beside(self, upper: Panel, lower: Panel) -> QVBoxLayout:
        """Put two panels into the side column; they scroll where there is no room."""
        look, content = self.desk.look, QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("m"))
        column.addWidget(upper)
        column.addWidget(lower, 1)
        self.side.addWidget(Scrolled(look, content, "window"))
        return column

    def _make_act(self, state: ContestState) -> Act:
        look, texts = self.desk.look, self.desk.texts
        if state.verification is None:
            words = texts.say("Sign the statement as to verification")
            button = Button(look, words, "F8", primary=True)
            button.clicked.connect(self._sign)
        else:
            button = Button(look, texts.say("Go on"), primary=True)
            button.clicked.connect(self._go_on)
        return Act(look, button)

    def _show(self, boxes: BoxList, state: ContestState) -> None:
        self._show_boxes(boxes, state)
        fresh = StatementPanel(self.desk, state)
        self._beside.replaceWidget(self.statement, fresh)
        self.statement.hide()
        self.statement.deleteLater()
        self.statement = fresh

    def _show_boxes(self, boxes: BoxList, state: ContestState) -> None:
        count, texts = self.desk.count, self.desk.texts
        person = self.desk.person.id if self.desk.person else None
        boxes.show_rows(box_rows(texts, count, state, person))
        asked = state.verification is None and self._may_sign
        varying = varying_boxes(texts, count, state, person) if asked else ()
        self.reasons.ask_for(varying, offered_reasons(texts, state) if varying else {})
        self.reasons.lead_on(boxes, *self.box_acts.buttons, self.act.button)
        self.sums.show_sums(state)
        self.again.hide()

    def _show_why(self) -> None:
        """Say what opens the one button of the page."""
        if self.proof is not None:
            self.proof.show_why()
            return
        if self._state.verification is None:
            self.act.show_why(self._why_not_sign())
        else:
            self._show_next()
        self._show_box_acts()

    def _why_not_sign(self) -> str:
        """Name who or what is awaited first of all, then who may sign."""
        state = self._state
        if state.called_off is not None or state.sealed is not None:
            return self.desk.why_not(self._signing())
        named = {person: self.desk.name_of(person) for person in self.desk.count.people}
        awaited = say_awaited(self.desk.texts, self.desk.count, state, named)
        return awaited or self.desk.why_not(self._signing())

    def _show_box_acts(self) -> None:
        if self.boxes is not None:
            self.box_acts.show_for(self.boxes.current())

    def _show_next(self) -> None:
        """Name the next step on the button, or whose it is beside it."""
        person = self.desk.count.people.get(self._by)
        count, state = self.desk.count, self._state
        step = next_step(count, state)
        if person is not None:
            step = step_for(count, state, person.roles, person.key)
        may = person is not None and may_do(step, person.roles, person.key)
        self.act.button.relabel(say_step(self.desk.texts, step))
        self.act.show_why("" if may else self.desk.texts.say("This is for somebody else."))

    def _signing(self) -> do.SignVerification:
        return do.SignVerification(self._by, self._contest, self.reasons.given())

    def _sign(self) -> None:
        if self.proof is not None:
            self.proof.carry_out()
            return
        command = self._signing()
        why = self._why_not_sign() if self._state.verification is None else ""
        why = why or self.desk.why_not(command)
        if why:
            self.desk.notice(why)
        else:
            self.desk.do(command)

    def _with_box(self, act: Callable[[BoxActs], None]) -> None:
        if self.boxes is not None:
            act(self.box_acts)

    def _key_again(self) -> None:
        """Have a settled account keyed anew that is wrong on paper, after asking why."""
        row = self.boxes.current() if self.boxes is not None else None
        why = self.again.why_not(row) if row is not None else ""
        if why:
            self.desk.notice(why)
        elif row is not None:
            self.again.ask(row)

    def _go_on(self) -> None:
        person = self.desk.count.people.get(self._by)
        if person is not None:
            step = step_for(self.desk.count, self._state, person.roles, person.key)
            self.desk.go(Place(step.page, self._contest, step.sheet, step.entry))

    def _open(self, sheet: str) -> None:
        """Open the sheet where it is due for this person, or say who is next."""
        row = self.boxes.current() if self.boxes is not None else None
        if row is None or row.sheet != sheet:
            return
        if row.due is not None:
            self.desk.go(Place(row.due.page, self._contest, row.sheet, row.due.entry))
        else:
            said = row.note or self.desk.texts.say("Both entries agree; nobody keys this again.")
            self.desk.notice(f"{row.place}: {said}", "info")


def _form(state: ContestState) -> tuple[bool, bool, Contest | None]:
    """Tell what sets the page out: a set-up changed beside the proof is shown anew."""
    return state.proven, state.verification is None, None if state.proven else state.contest


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
