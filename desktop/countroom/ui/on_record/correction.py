"""Correct the record of a declared result: why, the figures beside the old ones, two officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from countroom.app.screens.hand_sheet import in_order, lines_of, trouble, typed_again
from countroom.app.screens.on_record import (
    another_officer,
    corrected_totals,
    differences,
    fails_corrected,
)
from countroom.app.screens.way import next_step
from countroom.domain import commands as do
from countroom.domain.declaration import CorrectionReason
from countroom.domain.identifiers import PersonId
from countroom.domain.written import LONGEST_TEXT
from countroom.texts import say_correction
from countroom.ui.on_record.checks import ChecksPanel
from countroom.ui.on_record.sheet import ResultSheet
from countroom.ui.parts import Act, Button, Panel, Scrolled, Words, side_column
from countroom.ui.parts.choices import Choice, Sentence
from countroom.ui.parts.scrolled import unroll
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.station import Hand
    from countroom.domain.identifiers import ContestId, FieldId
    from countroom.domain.state import Clearance, ContestState
    from countroom.ui.desk import Desk

REASONS: tuple[CorrectionReason, ...] = get_args(CorrectionReason)
_PROBE = "-"


class CorrectionPage(Page):
    """One declared contest: the reason, the figures, the note, and the second signature."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("a record is of a contest")
        self.contest: ContestId = place.contest
        look = desk.look
        self._lines = lines_of(desk.texts, self._state)
        self.reasons: dict[CorrectionReason, Choice] = {}
        self.note = Sentence(look, self.desk.texts.say("What was wrong, in your own words"))
        self.act = Act(
            look, Button(look, self.desk.texts.say("Correct the record"), "F8", primary=True)
        )
        self.checks = ChecksPanel(look, desk.texts)
        self.changes = Words(look, "", wrap=True)
        signed = self._state.cleared
        if signed is None:
            raise ValueError("a contest without a poll has no figures to correct")
        self._signed: Clearance = signed
        self._before = typed_again(self._state, signed.event.declaration)
        self.sheet = ResultSheet(look, desk.texts, self._state, self._lines, self._written())
        self.sheet.put(self._before)
        self.main.addWidget(self._main_panel())
        self.beside = side_column(
            look, self._why_panel(), self._changes_panel(), self.checks, self._stands()
        )
        self.side.addWidget(self.beside)
        self.sheet.edited.connect(self.refresh)
        self.sheet.finished.connect(self.note.setFocus)
        self.note.textEdited.connect(lambda _: self.refresh())
        self.note.returnPressed.connect(self._light_button)
        self.act.button.clicked.connect(self._ask)
        self.key("F8", self.desk.texts.say("correct the record"), self._ask)
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and its state."""
        state = self._state
        seats = self.desk.texts.count("{n} seat", "{n} seats", state.contest.seats)
        return Heading(state.contest.area, next_step(self.desk.count, state).state, seats)

    def first_focus(self) -> QWidget | None:
        """Begin with the reason."""
        return next((one for one in self.reasons.values() if one.isChecked()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the page scroll as a whole where the side goes below."""
        super().resizeEvent(event)
        unroll(self.columns, self.room, self.beside)

    def refresh(self) -> None:
        """Show what would change, what that fails, and what opens the button."""
        texts, state = self.desk.texts, self._state
        self.sheet.hold_elected(fixed=self.reason != "court_order")
        found = differences(texts, self._lines, state, self._before, self.sheet.typed)
        self.changes.say(
            "\n".join(f"{one.words}: {one.first} → {one.again}" for one in found)
            or self.desk.texts.say("Nothing is changed yet.")
        )
        if trouble(texts, self._lines, state, self.sheet.typed, self.desk.now()) is None:
            command = self._command(another_officer(self.desk.count, self._by))
            self.checks.show_failed(
                fails_corrected(texts, state, self._signed, command.totals, command.elected)
            )
        self.act.show_why(self._why_not())
        unroll(self.columns, self.room, self.beside)

    @property
    def reason(self) -> CorrectionReason:
        """Give the reason chosen."""
        return next(one for one, choice in self.reasons.items() if choice.isChecked())

    # What is shown.

    def _written(self) -> dict[FieldId, str]:
        figures = self._before.figures.items()
        return {key: self.desk.texts.figure(int(text)) for key, text in figures}

    def _main_panel(self) -> Panel:
        look = self.desk.look
        panel = Panel(look, self.desk.texts.say("The figures, as they should stand"))
        self.room = Scrolled(look, self.sheet)
        panel.body.addWidget(self.room, 1)
        panel.body.addWidget(self.act)
        return panel

    def _why_panel(self) -> Panel:
        look = self.desk.look
        panel = Panel(look, self.desk.texts.say("Why it is corrected"))
        group = QButtonGroup(self)
        for reason in REASONS:
            choice = Choice(look, say_correction(self.desk.texts, reason))
            choice.setChecked(reason == "transcription")
            choice.toggled.connect(lambda on: self.refresh() if on else None)
            choice.entered.connect(self.sheet.first.setFocus)
            group.addButton(choice)
            panel.body.addWidget(choice)
            self.reasons[reason] = choice
        label = Words(look, self.note.accessibleName(), "caption", "muted", wrap=True)
        label.setBuddy(self.note)
        self.note.setMaxLength(LONGEST_TEXT)
        box = QVBoxLayout()
        box.setContentsMargins(5, 0, 5, 5)
        box.addWidget(label)
        box.addWidget(self.note)
        panel.body.addLayout(box)
        return panel

    def _changes_panel(self) -> Panel:
        panel = Panel(self.desk.look, self.desk.texts.say("What changes"))
        panel.body.addWidget(self.changes)
        return panel

    def _stands(self) -> Panel:
        look = self.desk.look
        panel = Panel(look, self.desk.texts.say("What stands"))
        for words in (
            self.desk.texts.say(
                "What was said in the hall, and who is elected, stand. Only a court can say that "
                "others were elected."
            ),
            self.desk.texts.say(
                "Both figures stay in the record and on the feed, with the reason. Two officers "
                "sign."
            ),
        ):
            panel.body.addWidget(Words(look, words, wrap=True))
        return panel

    # What is done.

    def _command(self, second: PersonId, note: str | None = None) -> do.CorrectDeclaration:
        typed = self.sheet.typed
        last = self._signed.event.declaration.totals
        totals = corrected_totals(self._state, last, typed)
        said = self.note.text() if note is None else note
        elected = in_order(totals, typed.elected)
        return do.CorrectDeclaration(
            self._by, second, self.contest, totals, elected, self.reason, said
        )

    def _why_not(self) -> str:
        desk = self.desk
        wrong = trouble(desk.texts, self._lines, self._state, self.sheet.typed, desk.now())
        if wrong is not None:
            return wrong[1]
        other = another_officer(desk.count, self._by)
        return desk.why_not(self._command(other, _PROBE)) or desk.why_not(self._command(other))

    def _light_button(self) -> None:
        if self.act.button.isEnabled():
            self.act.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        why = self._why_not()
        if why:
            self.desk.notice(why)
            return
        self.desk.ask_second(
            self.desk.texts.say("A second officer compares the corrected figures and signs."),
            ("officer",),
            self._sign,
        )

    def _sign(self, hand: Hand) -> None:
        self.desk.do(
            self._command(hand.person),
            lambda _: self.desk.go(Place("published", self.contest)),
            second=hand,
        )

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")
