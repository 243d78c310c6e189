"""Declared on paper: two officers key the sheet written by hand, blind, and sign what was said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from countroom.app.screens.hand_sheet import TIME, lines_of, reading_of, trouble
from countroom.app.screens.on_record import another_officer, anything, differences, fails
from countroom.app.screens.way import next_step
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.on_record.checks import ChecksPanel
from countroom.ui.on_record.differing import Differing
from countroom.ui.on_record.sheet import ResultSheet
from countroom.ui.on_record.signing import SigningPanel
from countroom.ui.on_record.taking import AboutPanel, StagesPanel, Taking
from countroom.ui.parts import Act, Button, Panel, Scrolled, side_column
from countroom.ui.parts.scrolled import unroll
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.hand_sheet import Typed
    from countroom.app.station import Hand
    from countroom.domain.declaration import Reading
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.on_record.taking import Stage
    from countroom.ui.parts.choices import Sentence

_PROBE = "-"
"""Stands for a reason nobody has written yet, to ask who may sign."""


class OnPaperPage(Page):
    """One contest's result by hand: a reading, another, what differs, and the signatures."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("a result is of a contest")
        self.contest: ContestId = place.contest
        self._memory = f"onPaper:{self.contest}"
        self._lines = lines_of(desk.texts, self._state)
        self._build()
        self.key("F8", self.desk.texts.say("go on"), self._go_on)
        desk.went.connect(self._put_down)
        desk.person_changed.connect(self._put_down)
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and the step it is at."""
        state = self._state
        seats = self.desk.texts.count("{n} seat", "{n} seats", state.contest.seats)
        return Heading(state.contest.area, next_step(self.desk.count, state).state, seats)

    def first_focus(self) -> QWidget | None:
        """Light the first line that is empty, the first that differs, or the reason."""
        part = self.sheet or self.differing
        return part.first if part is not None else self.reason

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the page scroll as a whole where the side goes below."""
        super().resizeEvent(event)
        unroll(self.columns, self.room, self.beside)

    def refresh(self) -> None:
        """Say what opens the button; another officer begins anew."""
        if self._shown != (self.taking.officer, self.taking.stage):
            self._build()
        self.act.show_why(self._why_not())

    @property
    def taking(self) -> Taking:
        """Give how far it is; what another officer had begun is not theirs."""
        officer = self.desk.person.id if self.desk.person else None
        kept = self.desk.property(self._memory)
        if isinstance(kept, Taking) and kept.officer == officer:
            return kept
        return Taking(officer)

    # What is shown.

    def _build(self) -> None:
        """Show the stage it is at."""
        taking, look, texts = self.taking, self.desk.look, self.desk.texts
        self._shown = (taking.officer, taking.stage)
        for column in (self.main, self.side):
            while (item := column.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
        self.sheet: ResultSheet | None = None
        self.differing: Differing | None = None
        self.reason: Sentence | None = None
        self.act = Act(look, Button(look, "", "F8", primary=True))
        self.act.button.clicked.connect(self._go_on)
        parts: list[QWidget] = [StagesPanel(look, texts, taking.stage), AboutPanel(look, texts)]
        if taking.stage == "sign":
            checks = ChecksPanel(look, texts)
            checks.show_failed(fails(texts, self._state, self._reading(taking.first)))
            parts.insert(0, checks)
        panel = self._panel(taking)
        panel.body.addWidget(self.act)
        self.main.addWidget(panel)
        self.beside = side_column(look, *parts)
        self.side.addWidget(self.beside)
        unroll(self.columns, self.room, self.beside)

    def _panel(self, taking: Taking) -> Panel:
        match taking.stage:
            case "first" | "again":
                return self._sheet_panel(taking)
            case "differ":
                return self._differing_panel(taking)
            case "sign":
                return self._signing_panel(taking)

    def _sheet_panel(self, taking: Taking) -> Panel:
        look, say, again = self.desk.look, self.desk.texts.say, taking.stage == "again"
        name = self.desk.name_of(taking.second.person) if taking.second else ""
        reads = say("{name} reads it again", name=name)
        panel = Panel(look, reads if again else say("As written on the paper"))
        self.sheet = ResultSheet(look, self.desk.texts, self._state, self._lines)
        self.sheet.put(taking.again if again else taking.first)
        self.sheet.edited.connect(self._keep_sheet)
        self.sheet.finished.connect(self._light_button)
        self.room = Scrolled(look, self.sheet)
        panel.body.addWidget(self.room, 1)
        words = say("Compare") if again else say("A second officer reads it again")
        self.act.button.relabel(words)
        return panel

    def _differing_panel(self, taking: Taking) -> Panel:
        look, texts = self.desk.look, self.desk.texts
        found = differences(texts, self._lines, self._state, taking.first, taking.again)
        note = texts.count("{n} line differs", "{n} lines differ", len(found))
        panel = Panel(look, self.desk.texts.say("Look at the paper together"), note)
        self.differing = Differing(look, texts, found, taking.first, taking.again)
        self.differing.edited.connect(self.refresh)
        self.differing.finished.connect(self._light_button)
        self.room = Scrolled(look, self.differing)
        panel.body.addWidget(self.room, 1)
        self.act.button.relabel(self.desk.texts.say("Both agree"))
        return panel

    def _signing_panel(self, taking: Taking) -> Panel:
        panel = SigningPanel(self.desk, self._state, self._reading(taking.first), taking.reason)
        self.reason, self.room = panel.reason, panel.room
        self.reason.textEdited.connect(self._keep_reason)
        self.reason.returnPressed.connect(self._light_button)
        panel.over.clicked.connect(self._begin_anew)
        self.act.button.relabel(self.desk.texts.say("Sign: declared on paper"))
        return panel

    # What opens the button.

    def _why_not(self) -> str:
        taking, desk = self.taking, self.desk
        other = taking.second.person if taking.second else another_officer(desk.count, self._by)
        nothing = anything(self._state, desk.now())
        probe = do.DeclareOnPaper(self._by, other, self.contest, nothing, nothing, _PROBE)
        why = desk.why_not(probe)
        if why:
            return why
        typed = self._typed(taking)
        if self.differing is not None and not self.differing.settled:
            return self.desk.texts.say("Opens when every line above is keyed again.")
        wrong = trouble(desk.texts, self._lines, self._state, typed, desk.now())
        if wrong is not None:
            return wrong[1]
        reason = taking.reason if taking.stage == "sign" else _PROBE
        read = self._reading(typed)
        return desk.why_not(do.DeclareOnPaper(self._by, other, self.contest, read, read, reason))

    def _typed(self, taking: Taking) -> Typed:
        if taking.stage == "differ" and self.differing is not None:
            return self.differing.agreed
        return taking.again if taking.stage == "again" else taking.first

    def _reading(self, typed: Typed) -> Reading:
        return reading_of(self._state, typed, self.desk.now())

    # What is done.

    def _put_down(self, place: Place | None = None) -> None:
        """Let go of the second officer's hand when the page is left or the first one goes."""
        kept = self.desk.property(self._memory)
        if place != self.place and isinstance(kept, Taking):
            self._keep(kept.put_down())

    def _keep(self, taking: Taking) -> None:
        self.desk.setProperty(self._memory, taking)

    def _keep_sheet(self) -> None:
        if self.sheet is not None:
            taking, typed = self.taking, self.sheet.typed
            again = taking.stage == "again"
            self._keep(replace(taking, again=typed) if again else replace(taking, first=typed))
            self.refresh()

    def _keep_reason(self, words: str) -> None:
        self._keep(replace(self.taking, reason=words))
        self.refresh()

    def _light_button(self) -> None:
        """Go on by Enter to the button, or to the line that keeps it closed."""
        wrong = trouble(
            self.desk.texts, self._lines, self._state, self._typed(self.taking), self.desk.now()
        )
        if self.act.button.isEnabled():
            self.act.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.sheet is not None and wrong is not None:
            at = self.sheet.time if wrong[0] == TIME else self.sheet.fields[wrong[0]]
            at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        why = self._why_not()
        if why:
            self.desk.notice(why)
            return
        self.desk.notice("")
        match self.taking.stage:
            case "first":
                self.desk.ask_second(
                    self.desk.texts.say(
                        "A second officer reads the same paper again, without seeing the first "
                        "reading, and signs at the end."
                    ),
                    ("officer",),
                    self._read_again,
                )
            case "again":
                self._compare()
            case "differ":
                self._agree()
            case "sign":
                self._sign()

    def _read_again(self, hand: Hand) -> None:
        self._turn(replace(self.taking, second=hand), "again")

    def _compare(self) -> None:
        taking = self.taking
        texts, lines = self.desk.texts, self._lines
        found = differences(texts, lines, self._state, taking.first, taking.again)
        self._turn(taking, "differ" if found else "sign")

    def _agree(self) -> None:
        if self.differing is not None:
            agreed = self.differing.agreed
            self._turn(replace(self.taking, first=agreed, again=agreed), "sign")

    def _turn(self, taking: Taking, stage: Stage) -> None:
        self._keep(replace(taking, stage=stage))
        self.refresh()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_anew(self) -> None:
        self._turn(Taking(self.taking.officer), "first")

    def _sign(self) -> None:
        taking = self.taking
        if taking.second is None:
            return
        read, again = self._reading(taking.first), self._reading(taking.again)
        command = do.DeclareOnPaper(
            self._by, taking.second.person, self.contest, read, again, taking.reason
        )
        self.desk.do(command, lambda _: self._signed(), second=taking.second)

    def _signed(self) -> None:
        self.desk.setProperty(self._memory, None)
        self.desk.move_on(self.place, Place("published", self.contest))

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")
