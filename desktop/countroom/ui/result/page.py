"""The result page: totals, what waits for an answer, candidates by votes, the consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from shiboken6 import isValid

from countroom.app.screens.doubtful import batch_rows, say_signed
from countroom.app.screens.entries import to_open_again
from countroom.app.screens.gate import gate_closed, gate_of, say_outstanding, say_waiting
from countroom.app.screens.gauge import gauge_of
from countroom.app.screens.print_desk import last_job
from countroom.app.screens.result import result_screen, say_share
from countroom.app.screens.way import next_step
from countroom.domain import commands as do
from countroom.domain.adjudicating import batches
from countroom.domain.identifiers import PersonId, SheetId
from countroom.ui.guidance import GuidanceSteps
from countroom.ui.parts import Act, Button, Hint, Panel, Words
from countroom.ui.parts.reopening import Reopening
from countroom.ui.parts.scrolled import Column, Scrolled, share_height, side_column
from countroom.ui.place import Place
from countroom.ui.print_desk.line import PrintLine
from countroom.ui.result.answers import Answers
from countroom.ui.result.consultation import Consultation
from countroom.ui.result.doubtful import Batches
from countroom.ui.result.lot import LotPanel
from countroom.ui.result.open_papers import OpenPapers
from countroom.ui.result.ranking import Ranking
from countroom.ui.result.recounts import Recounts
from countroom.ui.result.totals import PapersPanel, TotalsLine
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.doubtful import BatchRow
    from countroom.app.screens.result import ResultScreen
    from countroom.domain.checks import Finding
    from countroom.domain.events import ConsultationOutcome
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk

_LARGE: Final = 1.5
"""From this text size on the totals stand below the title."""
_LEAST: Final = 150
"""The least height of what scrolls at such a size, in px."""
_PROBE = "-"
"""Stands for a reason nobody has written yet, to ask who may give one."""


class ResultPage(Page):
    """One contest from figures that agree to the end of the consultation."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("the result page is about a contest")
        self.contest: ContestId = place.contest
        self._version: int | None = None
        look, texts = desk.look, desk.texts
        state = desk.contest(self.contest)
        self.totals = TotalsLine(look, texts)
        self.ranking = Ranking(look, texts)
        self.answers = Answers(look, texts, self._why_no_answer)
        self.guidance = GuidanceSteps(desk, self.contest)
        self.batches = Batches(look, texts, lambda row: desk.why_not(self._signing(row)))
        self.reopening = Reopening(look, texts, to_open_again(state))
        self.recounts = Recounts(self, self.contest, self._focus_on)
        self.draw = Act(look, Button(look, texts.say("Draw the provisional result"), primary=True))
        self.again = Act(look, Button(look, texts.say("Count the papers again"), "F9"))
        self.second = Act(look, Button(look, texts.say("Open the second count"), primary=True))
        self.counts = Words(look, "", "body", wrap=True)
        self.by_hand = Button(look, texts.say("Take down a result declared on paper"), flat=True)
        self.panel = self._main_panel()
        self.main.addWidget(self.panel)
        self.papers = PapersPanel(look, texts)
        self.gauge = OpenPapers(look, texts)
        self.consultation = Consultation(look, texts)
        self.lot = LotPanel(look, texts)
        self.printed = PrintLine(desk, self.contest, "provisional")
        self.consultation.body.addWidget(self.printed)
        go = Button(look, texts.say("Go to declaration"), primary=True)
        self.go_on = Act(look, go)
        panels = (self.papers, self.lot, self.gauge, self.consultation, self.recounts.heard)
        self.side.addWidget(self._high_enough(side_column(look, *panels)))
        self._connect()
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and the step it is at."""
        state, texts = self._state, self.desk.texts
        seats = texts.count("{n} seat", "{n} seats", state.contest.seats)
        standing = len(state.contest.candidates)
        candidates = texts.count("{n} candidate", "{n} candidates", standing)
        step = next_step(self.desk.count, state)
        return Heading(state.contest.area, step.state, f"{seats} · {candidates}")

    def keys(self) -> Sequence[Hint]:
        """Give the keys of what is at hand: a recount under way, a result, or neither."""
        state = self._state
        if state.to_confirm:
            wanted = ("F6", "F3", "F9", "F11")
        elif state.provisional is not None:
            wanted = ("F7", "F9", "F4", "F11")
        else:
            wanted = ("F9", "F8", "F4", "F11")
        hints = {hint.key: hint for hint, _ in self.acts}
        say, steps = self.desk.texts.say, self.guidance.waits
        ticks = [Hint(say("Space"), say("step done"))] if steps else []
        return [*ticks, *(hints[key] for key in wanted if key in hints)]

    def first_focus(self) -> QWidget | None:
        """Give the first thing that waits for this person."""
        to_sign = [card.button for card in self.batches.cards]
        waiting = [card.reason for card in self.answers.cards if card.shown.waits]
        choices = [*self.consultation.choices.values(), *self.lot.choices.values()]
        sheets = self.recounts.under_way.lines
        buttons = [self.draw, self.second, self.go_on, self.again]
        steps = [self.guidance.lines] if self.guidance.waits else []
        own = (*to_sign, sheets, *waiting, *steps, *choices)
        for widget in (*own, *(act.button for act in buttons)):
            if widget.isVisibleTo(self) and widget.isEnabled():
                return widget
        return None

    def problems(self) -> Sequence[str]:
        """Give what keeps the result back, then the findings that stand."""
        state = self._state
        stop = self.desk.stop_of(do.ReachProvisionalResult(self._by, self.contest))
        found = result_screen(self.desk.count, state, self.desk.texts).findings
        open_ones = [row.finding.code for row in found if row.weight in ("hard", "warning")]
        return (*(stop if state.provisional is None else ()), *open_ones)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side goes below."""
        super().resizeEvent(event)
        share_height(self.columns)

    def refresh(self) -> None:
        """Show the contest as it is now."""
        state = self._state
        screen = result_screen(self.desk.count, state, self.desk.texts)
        drawn = screen.version > 0
        self._version = screen.version if drawn else None
        self._show_main(screen, state)
        self.papers.setVisible(not drawn)
        self.gauge.setVisible(drawn)
        self.consultation.setVisible(drawn)
        if drawn:
            self.gauge.show_gauge(gauge_of(self.desk.count, state))
        else:
            self.papers.show_papers(screen, state)
        self._place_again(self.consultation if drawn else self.papers)
        self.second.setVisible(screen.second_due)
        self.go_on.setVisible(drawn and not screen.second_due)
        there = self.recounts.say_present()
        self.consultation.show_state(screen.version, there, closed=screen.closed)
        self.recounts.refresh(drawn=drawn)
        self.lot.show_lot(screen.lot if state.cleared is None else None)
        self.printed.refresh()
        self._show_reasons(screen)

    def _show_main(self, screen: ResultScreen, state: ContestState) -> None:
        texts, drawn = self.desk.texts, screen.version > 0
        self.panel.title.say(
            texts.say("Provisional result {number}", number=screen.version)
            if drawn
            else texts.say("Before the provisional result")
        )
        self.totals.show_totals(screen)
        self.totals.setVisible(state.verification is not None)
        self.panel.note.setVisible(drawn and screen.turnout is not None)
        if screen.turnout is not None:
            share = say_share(screen.turnout)
            self.panel.note.say(texts.say("Turnout {share}%", share=share))
        self.counts.say(screen.counts)
        self.counts.setVisible(bool(screen.counts))
        self.ranking.setVisible(drawn)
        self.ranking.show_result(screen)
        signed = say_signed(texts, state, self.desk.name_of)
        self.batches.show_batches(batch_rows(texts, state), signed)
        self.batches.setVisible(bool(batches(state)))
        shown = [row for row in screen.findings if not drawn or row.weight != "notice"]
        self.answers.show_findings(tuple(shown))
        self.answers.setVisible(not drawn or bool(shown))
        self.guidance.refresh()
        self.guidance.setVisible(self.guidance.asked_for)
        self.draw.setVisible(not drawn and not state.to_confirm)
        self.by_hand.setVisible(state.declared is None)
        self.reopening.explain()

    def _place_again(self, panel: Panel) -> None:
        """Keep the way back to the papers, and the way on, at the foot of the panel shown."""
        if self.again.parent() is not panel:
            for act in (self.again, self.second, self.go_on):
                panel.body.addWidget(act)

    def _high_enough(self, part: Scrolled) -> Scrolled:
        """Leave what scrolls in large text a few lines: the page scrolls as well."""
        look = self.desk.look
        if look.scale >= _LARGE:
            part.setMinimumHeight(look.px(_LEAST))
        return part

    def _main_panel(self) -> Panel:
        look = self.desk.look
        panel = Panel(look, self.desk.texts.say("Before the provisional result"))
        if look.scale < _LARGE:
            panel.head.addWidget(self.totals)
        else:
            panel.body.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignLeft)
        inside = Column(look, "s")
        column = inside.column
        column.setContentsMargins(0, 0, look.space("xs"), 0)
        self.reopening.hide()
        column.addWidget(self.reopening)
        column.addWidget(self.recounts.under_way)
        column.addWidget(self.counts)
        column.addWidget(self.ranking)
        column.addWidget(self.recounts.versions)
        column.addWidget(self.guidance)
        column.addWidget(self.batches)
        column.addWidget(self.answers)
        column.addStretch(1)
        panel.body.addWidget(self._high_enough(Scrolled(look, inside)), 1)
        panel.body.addWidget(self.draw)
        panel.body.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _connect(self) -> None:
        texts = self.desk.texts
        self.answers.answered.connect(self._answer)
        self.draw.button.clicked.connect(self._draw_result)
        self.by_hand.clicked.connect(lambda: self.desk.go(Place("on_record", self.contest)))
        self.consultation.chosen.connect(self._reasons)
        self.consultation.closing.connect(self._close_consultation)
        self.consultation.asked.connect(self.recounts.ask)
        self.lot.edited.connect(self._reasons)
        self.lot.drawing.connect(self._draw_lot)
        self.second.button.clicked.connect(self._open_second)
        self.go_on.button.clicked.connect(self._go_to_declaration)
        self.again.button.clicked.connect(self._count_again)
        self.reopening.edited.connect(self._reasons)
        self.reopening.asked.connect(self._reopen)
        self.key("F9", texts.say("count again"), self._count_again)
        self.key("F7", texts.say("a recount is asked for"), self.recounts.ask)
        self.key("F4", texts.say("agents"), self.recounts.take_down)
        self.key("F6", texts.say("confirm the ticked"), self.recounts.confirm)
        self.key("F3", texts.say("tick all"), self.recounts.tick_all)
        self.key("F11", texts.say("agents' questions"), self._answer_agents)
        self.key("Ctrl+P", texts.say("print for the agents"), self._print)
        self.batches.signing.connect(self._sign)
        self.guidance.finished.connect(self._focus_on)
        if batches(self._state):
            self.key("F8", texts.say("sign the batches"), self.batches.sign_all)

    # What closes a button.

    def _reasons(self) -> None:
        self._show_reasons(result_screen(self.desk.count, self._state, self.desk.texts))

    def _show_reasons(self, screen: ResultScreen) -> None:
        desk = self.desk
        for card in self.answers.cards:
            card.check()
        self.batches.check()
        self.draw.show_why(desk.why_not(do.ReachProvisionalResult(self._by, self.contest)))
        self.consultation.act.show_why(self._why_not_close())
        self.consultation.ask.show_why(self.recounts.why_not_asked())
        self.recounts.show_reasons()
        self.lot.act.show_why(self._why_no_lot())
        self.second.show_why(self._why_no_second(screen))
        self.go_on.show_why(self._why_not_go_on(screen))
        self.again.show_why(self._why_not_again(_PROBE))
        self.reopening.act.show_why(self._why_not_again(self.reopening.reason.text()))

    def _why_no_answer(self, finding: Finding, reason: str) -> str:
        """Say who may answer before asking for the words."""
        probe, said = self._answering(finding, _PROBE), self._answering(finding, reason)
        return self.desk.why_not(probe) or self.desk.why_not(said)

    def _why_not_close(self) -> str:
        outcome = self.consultation.outcome
        probe = do.CloseConsultation(self._by, self.contest, outcome or "agreed", self._version)
        why = self.desk.why_not(probe)
        if why or outcome:
            return why
        return self.desk.texts.say("Choose how the consultation ended.")

    def _why_no_lot(self) -> str:
        if not self.lot.choices:
            return ""
        drawn, method, seen_by = self.lot.drawn, self.lot.method.text(), self.lot.seen_by
        anybody = next(iter(self.lot.choices))
        probe = do.DrawLot(self._by, self.contest, anybody, _PROBE, (_PROBE,))
        why = self.desk.why_not(probe)
        if not why and drawn is None:
            return self.desk.texts.say("Choose who was drawn.")
        said = do.DrawLot(self._by, self.contest, drawn or anybody, method, seen_by)
        return why or self.desk.why_not(said)

    def _why_no_second(self, screen: ResultScreen) -> str:
        if not screen.closed:
            return self.desk.texts.say("Opens when the consultation is closed.")
        return self.desk.why_not(do.OpenSecondCount(self._by, self.contest, screen.version))

    def _why_not_go_on(self, screen: ResultScreen) -> str:
        say = self.desk.texts.say
        if not screen.closed:
            return say("Opens when the consultation is closed.")
        if screen.lot is not None:
            return say("Opens when the lot is drawn.")
        return self._say_gate()

    def _say_gate(self) -> str:
        """Name the wards of combined polls that have to be verified before any is cleared."""
        count, state = self.desk.count, self._state
        if state.cleared is not None or not gate_closed(count, state):
            return ""
        gate = gate_of(count)
        texts = self.desk.texts
        return f"{say_outstanding(texts, gate)} {say_waiting(texts, gate)}"

    def _why_not_again(self, reason: str) -> str:
        sheet = SheetId(self.reopening.chosen)
        if not sheet:
            return self.desk.texts.say("No sheet of papers is settled yet.")
        probe = self.desk.why_not(do.ReopenSheet(self._by, sheet, _PROBE))
        return probe or self.desk.why_not(do.ReopenSheet(self._by, sheet, reason))

    # What is done.

    def _answer(self, finding: Finding, reason: str) -> None:
        self.desk.do(self._answering(finding, reason), lambda _: self._focus_on())

    def _answering(self, finding: Finding, reason: str) -> do.AnswerFinding:
        """Book the reason on exactly what is shown."""
        numbers = dict(finding.numbers)
        return do.AnswerFinding(
            self._by, self.contest, finding.code, reason, numbers, finding.names
        )

    def _signing(self, row: BatchRow) -> do.SignAdjudication:
        """Sign exactly what is shown."""
        return do.SignAdjudication(self._by, self.contest, row.sheet, row.figures)

    def _sign(self, rows: Iterable[BatchRow]) -> None:
        for row in rows:
            self.desk.do(self._signing(row), lambda _: self._focus_on())

    def _draw_result(self) -> None:
        command = do.ReachProvisionalResult(self._by, self.contest)
        self.desk.do(command, lambda _: self._focus_on())

    def _close_consultation(self, outcome: ConsultationOutcome) -> None:
        here = self.recounts.present
        command = do.CloseConsultation(self._by, self.contest, outcome, self._version, here)
        self.desk.do(command, lambda _: self._focus_on())

    def _open_second(self) -> None:
        """Open it on the first count that is shown."""
        command = do.OpenSecondCount(self._by, self.contest, self._state.provisionals)
        self.desk.do(command, lambda _: self._focus_on())

    def _draw_lot(self) -> None:
        if self.lot.drawn is not None:
            command = do.DrawLot(
                self._by,
                self.contest,
                self.lot.drawn,
                self.lot.method.text(),
                self.lot.seen_by,
                self._version,
                self.lot.nth,
            )
            self.desk.do(command, lambda _: self._focus_on())

    def _go_to_declaration(self) -> None:
        page = "clear" if self._state.cleared is None else "platform"
        self.desk.go(Place(page, self.contest))

    def _print(self) -> None:
        """Print the agents' sheet; the print desk prints it again, and whatever else there is."""
        state = self._state
        if state.provisional is None or last_job(state, "provisional") is not None:
            self.desk.go(Place("print_desk", self.contest))
        else:
            self.desk.print_sheets(self.contest, ("provisional",))

    def _answer_agents(self) -> None:
        self.desk.go(Place("query", self.contest))

    def _count_again(self) -> None:
        if self.again.button.isEnabled():
            self.reopening.setVisible(not self.reopening.isVisible())
            if self.reopening.isVisible():
                self.reopening.choose(self.recounts.under_way.lit)
                self._reasons()
                self.reopening.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reopen(self, sheet: str, reason: str) -> None:
        command = do.ReopenSheet(self._by, SheetId(sheet), reason)
        self.desk.do(command, lambda _: self.desk.move_on(self.place))

    def _focus_on(self) -> None:
        """Put the lamp on what comes next, unless this page is gone already."""
        if not isValid(self):
            return
        self.refresh()
        following = self.first_focus()
        if following is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")
