"""The page before clearing: the paper is read aloud, line by line, and signed for the platform."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from countroom.app.screens.clear import clear_screen
from countroom.app.screens.entries import to_open_again
from countroom.app.screens.read_back import ReadBack, begin, still_good
from countroom.app.screens.way import next_step
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId, SheetId
from countroom.domain.rule_set import in_preferences
from countroom.ui.clear.points import Points, WillBeElected
from countroom.ui.clear.reading import ReadingPanel
from countroom.ui.clear.signing import SignPanel
from countroom.ui.clear.statement import StatementSheet
from countroom.ui.parts import Hint
from countroom.ui.parts.scrolled import share_height, side_column
from countroom.ui.platform.after import place_when_cleared
from countroom.ui.print_desk.line import PrintLine
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.clear import ClearScreen
    from countroom.app.station import Hand
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_PROBE = "-"
"""Stands for a reason nobody has written yet, to ask who may give one."""


class ClearPage(Page):
    """The read-back of one contest and the button that clears it."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("the read-back is about a contest")
        self.contest: ContestId = place.contest
        look, texts = desk.look, desk.texts
        self._memory = f"readBack:{self.contest}"
        self.reading = ReadingPanel(
            desk,
            self.contest,
            to_open_again(self._state),
            preferences=in_preferences(self._state.contest.rule_set),
        )
        self.reader, self.lines = self.reading.reader, self.reading.lines
        self.reopening, self.unreconciled = self.reading.reopening, self.reading.unreconciled
        self.steps = self.unreconciled.steps
        self.points = Points(look, texts)
        self.elected = WillBeElected(look, texts)
        self.printed = PrintLine(desk, self.contest, "clearance")
        self.sign = SignPanel(look, texts, self.printed)
        self.clear, self.see, self.why = self.sign.clear, self.sign.see, self.sign.why
        desk.printing.warm()  # the papers come out the moment it is cleared
        self.main.addWidget(self.reading)
        self.side.addWidget(side_column(look, self.points, self.elected, self.sign))
        self._connect()
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and the step it is at."""
        state = self._state
        seats = self.desk.texts.count("{n} seat", "{n} seats", state.contest.seats)
        return Heading(state.contest.area, next_step(self.desk.count, state).state, seats)

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the read-back."""
        say = self.desk.texts.say
        return (
            Hint(say("Space"), say("same")),
            Hint("N", say("not the same")),
            Hint("↑", say("back")),
            Hint("F4", say("see the statement")),
        )

    def first_focus(self) -> QWidget | None:
        """Give the reader's name while nobody reads, then the lines."""
        if self.printed.failed:
            return self.printed.again
        return self.lines if self.read_back.reader else self.reader.people

    def problems(self) -> Sequence[str]:
        """Give what keeps the result from being cleared."""
        return self.desk.stop_of(do.ClearResult(self._by, self.contest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side goes below."""
        super().resizeEvent(event)
        share_height(self.columns)

    def refresh(self) -> None:
        """Show the read-back as it is now."""
        desk, state, read_back = self.desk, self._state, self.read_back
        screen = self._screen
        self.reader.show_people(desk, read_back)
        read = bool(screen.lines) and read_back.read == len(screen.lines)
        steps = read and bool(screen.codes) and state.cleared is None
        self.reading.show_progress(screen, read_back, steps=steps)
        self.points.show_conditions(screen.conditions)
        self.elected.show_elected(screen.elected)
        answers = [a.reason for a in state.answers if a.code in screen.codes]
        if screen.codes:
            self.unreconciled.refresh(answers[-1] if answers else "")
        self._show_reasons(screen)
        self.printed.refresh()

    @property
    def read_back(self) -> ReadBack:
        """Give how far the paper is read; another officer or other figures begin anew."""
        officer = self.desk.person.id if self.desk.person else None
        kept = self.desk.property(self._memory)
        if isinstance(kept, ReadBack) and still_good(kept, self._state, officer):
            return kept
        return begin(self._state, officer)

    def _remember(self, read_back: ReadBack | None) -> None:
        """Keep it at the desk: this page is made anew for another language or palette."""
        self.desk.setProperty(self._memory, read_back)
        self.refresh()

    def _connect(self) -> None:
        self.reader.chosen.connect(self._read_by)
        for signal in (self.lines.same, self.reading.same.clicked):
            signal.connect(self._same)
        for signal in (self.lines.not_same, self.reading.differs.clicked):
            signal.connect(self._not_same)
        self.lines.back.connect(lambda: self._remember(self.read_back.back()))
        self.lines.finished.connect(self._on_to_the_button)
        self.unreconciled.edited.connect(self.refresh)
        self.unreconciled.reason.returnPressed.connect(self._on_to_the_button)
        self.reopening.edited.connect(lambda: self._show_reasons(self._screen))
        self.reopening.asked.connect(self._reopen)
        self.clear.clicked.connect(self._clear)
        self.see.clicked.connect(self._see_statement)
        say = self.desk.texts.say
        self.key("F4", say("see the statement"), self._see_statement)
        self.key("F3", say("who reads aloud"), self.reader.people.setFocus)

    # What is shown.

    def _show_reasons(self, screen: ClearScreen) -> None:
        why, texts = self._why_not_clear(screen), self.desk.texts
        state = self._state
        if state.cleared is None:
            self.sign.label(texts.say("Clear {ward}", ward=state.contest.area))
        else:
            self.sign.label(texts.say("Go to the platform"))
        self.clear.close_for(why)
        self.why.say(why)
        self.reopening.act.show_why(self._why_not_reopen())

    def _why_not_clear(self, screen: ClearScreen) -> str:
        if self._state.cleared is not None:
            return ""
        if self.desk.person is None:
            return self.desk.why_not(do.ClearResult(self._by, self.contest))
        if not screen.ready:
            return self.desk.texts.say("Opens when the points above are done.")
        if screen.codes:
            return ""  # a second officer signs when the button is pressed
        version = self.read_back.version
        return self.desk.why_not(do.ClearResult(self._by, self.contest, version=version))

    def _why_not_reopen(self) -> str:
        sheet = SheetId(self.reopening.chosen)
        probe = self.desk.why_not(do.ReopenSheet(self._by, sheet, _PROBE))
        said = do.ReopenSheet(self._by, sheet, self.reopening.reason.text())
        return probe or self.desk.why_not(said)

    # What is done.

    def _read_by(self, reader: PersonId | None) -> None:
        if reader != self.read_back.reader:
            self._remember(self.read_back.by(reader))
        if reader is not None:
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _same(self) -> None:
        if self._may_read():
            self._remember(self.read_back.same(len(self._screen.lines)))

    def _not_same(self) -> None:
        if self._may_read():
            self._remember(self.read_back.not_same(len(self._screen.lines)))
            if self.read_back.differs:
                self.reopening.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_read(self) -> bool:
        if self.read_back.reader is None:
            self.desk.notice(self.desk.texts.say("Choose who reads the paper aloud."))
            self.reader.people.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return self.reading.same.isEnabled()

    def _on_to_the_button(self) -> None:
        """Go on by Enter when every line is read; Space, pressed once too often, does nothing."""
        if self.read_back.read < len(self._screen.lines):
            return
        if self.steps.isVisibleTo(self) and self.steps.waits:
            self.steps.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.clear.isEnabled():
            self.clear.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        if self._state.cleared is not None:
            self._cleared()
            return
        sign = partial(self._sign, self.read_back.version)
        if not self._screen.codes:
            sign(None)
            return
        why = self.desk.texts.say(
            "The totals are not reconciled ({codes}), so a second officer signs as well.",
            codes=", ".join(self._screen.codes),
        )
        self.desk.ask_second(why, ("officer",), sign)

    def _sign(self, version: int, second: Hand | None) -> None:
        command = do.ClearResult(
            self._by,
            self.contest,
            second.person if second else None,
            self.unreconciled.reason.text() if second else "",
            version,
        )
        self.desk.do(command, lambda _: self._cleared(), second=second)

    def _cleared(self) -> None:
        # Taken back, the result is read again from the first line.
        self.desk.setProperty(self._memory, None)
        self.desk.move_on(self.place, place_when_cleared(self.desk.count, self.contest))

    def _reopen(self, sheet: str, reason: str) -> None:
        command = do.ReopenSheet(self._by, SheetId(sheet), reason)
        self.desk.do(command, lambda _: self.desk.move_on(self.place))

    def _see_statement(self) -> None:
        sheet = StatementSheet(self.desk.look, self.desk.texts, self.window())
        sheet.begin()

        def show(png: bytes) -> None:
            if isValid(sheet):  # else it was left before it was typeset
                sheet.show_sheet(png)

        self.desk.preview(self.contest, show)

    @property
    def _screen(self) -> ClearScreen:
        desk, reason = self.desk, self.unreconciled.reason.text()
        return clear_screen(
            desk.count, self._state, desk.texts, self.read_back, reason, desk.name_of
        )

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")
