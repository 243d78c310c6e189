"""The entry page: left the sheet line for line, right what the program thinks of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.screens.entry import (
    Reading,
    Task,
    equals_account,
    finding_words,
    left_to_settle,
    offers,
    read,
    say_where,
    task_of,
    why_not_finished,
)
from countroom.domain.commands import CorrectEntry, EnterSheet
from countroom.domain.conservation import papers_of
from countroom.domain.numbering import printed_number, read_number
from countroom.domain.sheets import COUNTED
from countroom.ui.entry.about import heading_of, settlers_strip
from countroom.ui.entry.finish import FinishButton
from countroom.ui.entry.practice_paper import PracticePaper
from countroom.ui.entry.sheet import SheetPaper
from countroom.ui.entry.thinking import Thinking
from countroom.ui.numbers import Numbers
from countroom.ui.parts import Act, Button, Panel, Scrolled, StillWords
from countroom.ui.place import BOARD, Place
from countroom.ui.shell.page import Heading, Page
from countroom.ui.turns import after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from countroom.domain.conservation import Papers
    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.identifiers import FieldId
    from countroom.domain.refusals import Refusal
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk


_LINES_IN_SIGHT: Final = 5


class EntryPage(Page):
    """Keys the first or second entry of a sheet, or the lines of it that were sent back."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None or place.sheet is None:
            raise ValueError(f"{place} names no sheet to key")
        self._contest, self._sheet = place.contest, place.sheet
        self._entry = cast("Ordinal", place.entry)
        self._task = self._task_now()
        self._typed: dict[FieldId, str] = {}
        self._finishing = self._equal = False
        self._numbers = Numbers(desk, self, place.contest)
        self._elsewhere: tuple[ContestState, Papers] | None = None
        self._paper = SheetPaper(desk.look, desk.texts, self._task, self._state)
        self.rows = self._paper.cells
        self.finish = FinishButton(desk.look, desk.texts.say("Finish sheet"))
        self._act = Act(desk.look, self.finish, still=True)
        self.down = Button(
            desk.look, desk.texts.say("Put the sheet down"), "Esc", icon="log-out", flat=True
        )
        self._build()
        self._bind()
        self._resume()
        self._think()

    # What stands on the page.

    def heading(self) -> Heading:
        """Name the ward, which entry, the seats and the sheet."""
        return heading_of(self.desk.texts, self._state, self._task)

    def first_focus(self) -> QWidget | None:
        """Go to the first line that is still to be keyed."""
        for field in self._task.fields:
            if not self._typed.get(field):
                return self.rows[field].field
        return self.finish if self.finish.isEnabled() else self.down

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep some lines and the ceiling in sight where the side stands below."""
        super().resizeEvent(event)
        narrow = self.columns.direction() == QBoxLayout.Direction.TopToBottom
        row = self.desk.look.size("row")
        ceiling = self.thinking.meter is not None
        lines = _LINES_IN_SIGHT if ceiling else _LINES_IN_SIGHT + 1  # where its strip would be
        self._scroll.setMinimumHeight(lines * row if narrow else 0)
        self.ceiling.setVisible(narrow and ceiling)

    def refresh(self) -> None:
        """Leave the lines alone; say when the sheet is not to be keyed here any more."""
        if not self._finishing:
            self._act.show_why(self._why_closed())

    def _build(self) -> None:
        look = self.desk.look
        panel = Panel(look)
        panel.layout().setContentsMargins(1, 1, 1, 1)  # type: ignore[union-attr]
        self._scroll = Scrolled(look, self._paper)
        # Large text puts the side below: its one figure stays in sight, above the paper.
        self.ceiling = StillWords(look, "strong")
        self.ceiling.hide()
        above = QHBoxLayout()
        above.setContentsMargins(look.space("l"), 0, look.space("l"), 0)
        above.addWidget(self.ceiling)
        panel.body.addLayout(above)
        panel.body.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.space("l"), look.space("xs"), look.space("l"), look.space("s"))
        foot.addWidget(self._act, 1)
        foot.addWidget(self.down)
        panel.body.addLayout(foot)
        self.main.addWidget(panel, 1)
        self._warn()
        self.thinking = Thinking(self.desk, self._task, self._state)
        self.side.addWidget(self.thinking, 1)
        paper = self.desk.paper(self._sheet)
        if paper is not None:
            to_key = [line for line in self._task.lines if line.field not in self._task.kept]
            self.side.addWidget(PracticePaper(self.desk, to_key, paper))

    def _warn(self) -> None:
        """Tell a supervisor, before the first key, who will be left to settle."""
        person, state = self.desk.person, self._state
        sheet = state.sheets[self._sheet]
        left = left_to_settle(self.desk.count, state, sheet, person.id) if person else None
        if left is not None:
            self.side.addWidget(settlers_strip(self.desk, left))

    # What the keys do.

    def _bind(self) -> None:
        say = self.desk.texts.say
        for field in self._task.fields:
            box = self.rows[field].field
            box.went_on.connect(partial(self._on, field))
            box.went_back.connect(partial(self._back, field))
            box.asked.connect(self._asked)
            box.left.connect(partial(self._left, field))
            box.strange.connect(self._strange)
            box.scanned.connect(self._scanned)
            box.textEdited.connect(partial(self._typing, field))
        self.finish.clicked.connect(self._finish)
        self.finish.scanned.connect(self._scanned)
        self.down.clicked.connect(self._put_down)
        self.thinking.chosen.connect(self._go_to)
        self.key("Enter", say("next line"), lambda: None).setEnabled(False)
        self.key("↑", say("back"), lambda: None).setEnabled(False)
        account = self._task.sheet.sheet.kind == "account" and self._task.whole
        if COUNTED in self._task.fields and account:
            self.key("F3", say("counted equals the account"), self._equals)
        if any(line.candidate for line in self._task.lines):
            self.key("F4", say("go to a candidate"), self._jump)
        self.key("F6", say("next finding or open line"), self._next_finding)
        self.key("F7", say("another sheet, by its number"), self._another)
        self.key("Esc", say("put the sheet down, nothing is lost"), self._put_down)
        self.key("*", say("finish, on the keypad"), lambda: None).setEnabled(False)

    def _typing(self, field: FieldId, text: str) -> None:
        """Let the meter follow the digits; findings wait until the line is left."""
        self._typed[field] = text
        self.desk.notice("")
        reading = self._read()
        self.thinking.show_meter(reading)
        self._paper.show_sums(reading)
        self._show_ceiling()

    def _left(self, field: FieldId, text: str) -> None:
        if self._finishing or text == "":
            return
        self._typed[field] = text
        row = self.rows[field].field
        figure = self._read().figures.get(field)
        if figure is not None and row.text() != self.desk.texts.figure(figure):
            row.setText(self.desk.texts.figure(figure))
        self.desk.save_field(self._sheet, self._entry, field, text)
        if self.desk.person is not None:
            self.desk.begun[self.desk.person.id] = self.place
        self._think()

    def _on(self, field: FieldId, by_enter: bool) -> None:  # noqa: FBT001 - a signal's value
        row = self.rows[field]
        if by_enter and not row.field.text():
            offer = self._offers().get(field)
            if offer is None:
                self.desk.notice(
                    self.desk.texts.say(
                        "{line} has no figure yet. Key what the paper says; where it says none, "
                        "key 0. Down passes over it for now.",
                        line=say_where(self.desk.texts, row.line),
                    )
                )
                return
            row.field.setText(self.desk.texts.figure(offer))
            self._left(field, row.field.text())
        fields = self._task.fields
        at = fields.index(field)
        if at + 1 < len(fields):
            self._go_to(fields[at + 1])
        else:
            self._to_the_end(field)

    def _to_the_end(self, field: FieldId) -> None:
        """Go to Finish; while it is closed stay, and say what opens it. Never to the top."""
        self._left(field, self.rows[field].field.text())
        if self.finish.isEnabled():
            self.finish.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.desk.notice(self._act.why.text())

    def _back(self, field: FieldId) -> None:
        at = self._task.fields.index(field)
        if at > 0:
            self._go_to(self._task.fields[at - 1])

    def _go_to(self, field: str) -> None:
        cell = next((cell for id_, cell in self.rows.items() if id_ == field), None)
        if cell is None:
            return
        # Into sight first: a lamp that is lit out of sight stays hidden when it comes into it.
        self._scroll.ensureWidgetVisible(cell.row, 0, self.desk.look.px(48))
        cell.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _asked(self, key: str) -> None:
        if key == "/":
            self._jump()
        elif self.finish.isEnabled():
            self._finish()

    def _strange(self) -> None:
        self.desk.notice(
            self.desk.texts.say("Only digits go here. F4 finds a candidate by name."), "info"
        )

    def _jump(self) -> None:
        from countroom.ui.entry.jump import Jump  # noqa: PLC0415 - seldom asked for

        lines = [line for line in self._task.lines if line.field not in self._task.kept]
        sheet = Jump(self.desk, self.window(), lines)  # outside the page, whose keys rest meanwhile
        sheet.chosen.connect(self._go_to)
        sheet.begin()

    def _equals(self) -> None:
        """Offer what the account expects as the figure counted; Enter confirms it."""
        if equals_account(self._task, self._read()) is None:
            say = self.desk.texts.say
            self.desk.notice(say("First key the account itself, then what was counted."), "info")
            return
        self._equal = True
        self._go_to(COUNTED)
        self._paper.offer(self._offers())

    def _scanned(self, number: str) -> None:
        """Open another sheet that was scanned; this one keeps what is keyed."""
        if read_number(number) == self._sheet:
            self.desk.notice(self.desk.texts.say("This is the sheet on the screen."), "info")
            return
        self._keep()
        sentence = self._numbers.open(number)
        if sentence:
            self.desk.notice(sentence)

    def _another(self) -> None:
        self._keep()
        self.desk.go(Place("entry", self._contest))

    def _next_finding(self) -> None:
        reading = self._read()
        fields = [*reading.troubles, *(f for one in reading.findings for f in one.fields[:1])]
        fields = fields or list(reading.missing)
        if not fields:
            self.desk.notice(self.desk.texts.say("Nothing to settle on this sheet."), "success")
            return
        here = [n for n, field in enumerate(fields) if self.rows[field].field.hasFocus()]
        self._go_to(fields[(here[0] + 1) % len(fields)] if here else fields[0])

    # What is done with it.

    def _finish(self) -> None:
        person = self.desk.person
        why = self._why_closed()
        if why or person is None:
            self._act.show_why(why)
            return
        figures = {field: self._read().figures[field] for field in self._task.fields}
        sheet = self._sheet
        kind = CorrectEntry if self._task.correcting else EnterSheet
        self._finishing = True
        self.desk.do(
            kind(person.id, sheet, self._entry, figures), self._finished, refused=self._refused
        )

    def _finished(self, _recorded: tuple[Recorded, ...]) -> None:
        desk, sheet = self.desk, self._sheet
        if desk.person is not None:
            desk.begun.pop(desk.person.id, None)
        place = after(desk, self._state, sheet)
        desk.move_on(self.place, place or BOARD)
        said = desk.texts.say("Sheet {sheet} is finished and saved.", sheet=printed_number(sheet))
        desk.notice(said, "success")

    def _refused(self, refusal: Refusal) -> None:
        self._finishing = False
        self.desk.notice(self.desk.say_refusal(refusal))

    def _put_down(self) -> None:
        self._keep()
        self.desk.home()
        self.desk.notice(
            self.desk.texts.say("The sheet is put down. What was keyed is kept for you."), "info"
        )

    def _keep(self) -> None:
        """Save the line that is lit."""
        focused = next((cell for cell in self.rows.values() if cell.field.hasFocus()), None)
        if focused is not None:
            self._left(focused.id, focused.field.text())

    # What it says.

    def _think(self) -> None:
        reading = self._read()
        self._act.show_why(self._why_closed())
        for field, row in self.rows.items():
            trouble = reading.troubles.get(field, "")
            about = [f for f in reading.findings if f.fields == (field,)]
            if trouble:
                row.show_trouble("danger", trouble)
            elif about:
                head, _ = finding_words(self.desk.texts, self._task, about[0])
                tone = "danger" if about[0].severity == "impossible" else "warning"
                row.show_trouble(tone, head)
            else:
                row.show_trouble("", "")
        self._paper.show_sums(reading)
        self._paper.offer(self._offers(reading))
        self.thinking.show_reading(reading)
        self._show_ceiling()

    def _show_ceiling(self) -> None:
        meter = self.thinking.meter
        if meter is not None:
            self.ceiling.say(meter.in_one_line)
            self.ceiling.colour("danger" if meter.over else "text")

    def _why_closed(self) -> str:
        person = self.desk.person
        if person is None:
            return self.desk.texts.say("Sign in to key this sheet.")
        reading = self._read()
        why = why_not_finished(self.desk.texts, self._task, reading)
        if why:
            return why
        figures = {field: reading.figures[field] for field in self._task.fields}
        kind = CorrectEntry if self._task.correcting else EnterSheet
        sheet = self._sheet
        return self.desk.why_not(kind(person.id, sheet, self._entry, figures))

    def _read(self) -> Reading:
        state = self._state
        if self._elsewhere is None or self._elsewhere[0] is not state:
            self._elsewhere = state, papers_of(state)
        return read(self._task, state, self._typed, self.desk.texts, self._elsewhere[1])

    def _offers(self, reading: Reading | None = None) -> Mapping[FieldId, int]:
        reading = reading or self._read()
        return offers(self._task, self._state, reading, equal=self._equal)

    def _resume(self) -> None:
        """Bring back what this person had typed before a hand-over or a crash."""
        self.desk.drafts(self._sheet, self._entry, self._take_drafts)

    def _take_drafts(self, drafts: Mapping[FieldId, str]) -> None:
        if not isValid(self):
            return  # put down before the disk had answered
        before = bool(self._typed)
        for field, text in drafts.items():
            if field in self._task.fields and not self._typed.get(field):
                self._typed[field] = text
                self.rows[field].field.setText(text)
        for field, figure in self._read().figures.items():
            if field in drafts:
                self.rows[field].field.setText(self.desk.texts.figure(figure))
        self._think()
        if drafts and not before:
            self.desk.notice(
                self.desk.texts.say("Taken up where you left it: what you had keyed is here."),
                "info",
            )
            # On the line keyed last: it may have been left in the middle of its figure.
            last = [field for field in self._task.fields if field in drafts][-1]
            QTimer.singleShot(0, self.rows[last].field, partial(self._go_to, last))

    def _task_now(self) -> Task:
        state = self._state
        return task_of(self.desk.texts, state, state.sheets[self._sheet], self._entry)

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self._contest)
