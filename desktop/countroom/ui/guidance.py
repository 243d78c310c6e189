"""The steps of the guidance where totals do not agree: each ticked when it is done, by who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.guidance import guidance_screen
from countroom.domain.commands import TakeStep
from countroom.domain.identifiers import PersonId
from countroom.ui.parts import Act, Button, IconBox, Strip, Words
from countroom.ui.ready.lines import Line, LineList

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from countroom.app.screens.guidance import GuidanceScreen, StepRow
    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk


class StepLines(LineList):
    """Space ticks the step that is lit, A does so once more; Enter goes on and ticks nothing."""

    ticked = Signal()
    again = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a step; one that is held down ticks nothing more."""
        keys = {Qt.Key.Key_Space: self.ticked, Qt.Key.Key_A: self.again}
        signal = keys.get(Qt.Key(event.key()))
        if signal is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            signal.emit()


class GuidanceSteps(QWidget):
    """The steps on the version that stands; ``finished`` says that none is left to go on to.

    The lamp stays on a step that was just ticked: a key pressed twice must not tick the next.
    """

    finished = Signal()

    def __init__(self, desk: Desk, contest: ContestId) -> None:
        super().__init__()
        self.desk, self._contest = desk, contest
        look, say = desk.look, desk.texts.say
        self._screen: GuidanceScreen | None = None
        self.words = Words(look, "", "strong", wrap=True)
        self.difference = Words(look, "", "body", wrap=True)
        self.left = Words(look, "", "body", wrap=True)
        self.lines = StepLines(look, say("Steps of the guidance"))
        self.tick = Act(look, Button(look, say("Done now"), say("Space")))
        self.again = Act(look, Button(look, say("Done once more"), "A"))
        strip = Strip(look, "warning")
        column = QVBoxLayout()
        column.setSpacing(look.space("xxs"))
        for part in (self.words, self.difference, self.left, self.tick, self.again):
            column.addWidget(part)
        icon = IconBox(look, "octagon-alert", "warning", 20)
        strip.row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        strip.row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.space("s"))
        whole.addWidget(strip)
        whole.addWidget(self.lines)
        for act in (self.tick, self.again):  # the lines keep the keys: Space and A act there
            act.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tick.button.clicked.connect(self._tick)
        self.again.button.clicked.connect(self._again)
        self.lines.ticked.connect(self._tick)
        self.lines.again.connect(self._again)
        self.lines.opened.connect(self._go_on)
        self.lines.moved.connect(self._show_acts)

    def refresh(self) -> None:
        """Show the steps as they are now; whoever holds this hides it where none is asked for."""
        desk, texts = self.desk, self.desk.texts
        screen = guidance_screen(desk.count, desk.contest(self._contest), texts, desk.name_of)
        self._screen = screen
        if screen is None:
            return
        codes = ", ".join(screen.codes)
        self.words.say(texts.say("The totals are not reconciled ({codes}).", codes=codes))
        self.difference.say(screen.difference)
        left = texts.count(
            "{n} step of the guidance left", "{n} steps of the guidance left", screen.left
        )
        self.left.say(
            left
            if screen.left
            else texts.say("Every step is done. Two officers may clear this result, with a reason.")
        )
        self.left.setVisible(desk.contest(self._contest).cleared is None)
        first = not self.lines.lines
        self.lines.show_lines([self._line(row) for row in screen.rows])
        if first:
            self._light_open()
        self._fit()
        self._show_acts()

    @property
    def asked_for(self) -> bool:
        """Say whether the totals shown ask for any step."""
        return self._screen is not None

    @property
    def waits(self) -> bool:
        """Say whether a step is left that who sits here may tick."""
        left = bool(self._screen and self._screen.left)
        return left and self.tick.button.isEnabled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the height of its lines at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rows = sum(self.lines.sizeHintForRow(row) for row in range(len(self.lines.lines)))
        self.lines.setFixedHeight(rows + 4)

    def _show_acts(self) -> None:
        row, cleared = self._row, self.desk.contest(self._contest).cleared
        self.tick.setVisible(row is not None and not row.times and cleared is None)
        self.again.setVisible(row is not None and bool(row.times) and cleared is None)
        if row is not None:
            why = self.desk.why_not(self._taking(row))
            self.tick.show_why(why)
            self.again.show_why(why)

    def _tick(self) -> None:
        row = self._row
        if row is not None and not row.times:
            self.desk.do(self._taking(row))

    def _again(self) -> None:
        row = self._row
        if row is not None and row.times:
            self.desk.do(self._taking(row))

    def _go_on(self) -> None:
        if not self._light_open():
            self.finished.emit()

    def _light_open(self) -> bool:
        """Light the first step that is left; say whether there is one."""
        rows = self._screen.rows if self._screen else ()
        left = next((row.step for row in rows if not row.times), None)
        if left is not None:
            self.lines.choose(left)
        return left is not None

    def _taking(self, row: StepRow) -> TakeStep:
        """Tick exactly what is shown: this version, and as often as it was ticked before."""
        by = self.desk.person.id if self.desk.person else PersonId("")
        version = self._screen.version if self._screen else 0
        return TakeStep(by, self._contest, row.step, version, row.times + 1)

    @property
    def _row(self) -> StepRow | None:
        rows = self._screen.rows if self._screen else ()
        return next((row for row in rows if row.step == self.lines.chosen), None)

    def _line(self, row: StepRow) -> Line:
        standing = row.done or self.desk.texts.say("Still to do")
        icon, tone = ("circle-check", "success") if row.times else ("circle", "muted")
        told = f"{row.sentence}: {standing}"
        return Line(row.step, icon, tone, row.sentence, "", standing, told)
