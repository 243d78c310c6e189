"""What the program thinks of a sheet while it is keyed: the ceiling, the papers, the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from countroom.app.screens.entry import finding_words, say_where
from countroom.ui.parts import FindingRow, Findings, Panel, Scrolled, StillWords, Words
from countroom.ui.parts.meter import CeilingMeter

if TYPE_CHECKING:
    from countroom.app.screens.entry import Meter, Reading, Task
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk


_NOTHING, _NOT_KNOWN = "", "–"
_ROOM, _VERDICT = "99,999,999", "m" * 16


class Thinking(QWidget):
    """Two panels; ``chosen`` gives the line that a finding is about."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, task: Task, state: ContestState) -> None:
        super().__init__()
        self._desk, self._task, self._seats = desk, task, state.contest.seats
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(desk.look.space("m"))
        self._counts = task.sheet.sheet.kind == "count"
        if self._counts:
            whole.addWidget(self._meter_panel())
        whole.addWidget(self._checks_panel(), 1)

    def show_reading(self, reading: Reading) -> None:
        """Show what the figures say."""
        self.show_meter(reading.meter)
        self._show_checks(reading)

    def show_meter(self, meter: Meter) -> None:
        """Show votes against their ceiling and where the papers are."""
        if not self._counts:
            return
        say, figure = self._desk.texts.say, self._desk.texts.figure
        ceiling = meter.ceiling
        if ceiling is None:
            self._meter.show_votes(0, None, "", say("The papers are not keyed yet."))
            self._ceiling_words.say(say("The papers are not keyed yet."))
            self._show(self._votes, meter.votes)
            self._ceiling.say(_NOT_KNOWN)
            for empty in (self._left_words, self._left):
                empty.say(_NOTHING)
        else:
            label = say("Ceiling {n}", n=figure(ceiling))
            spoken = say(
                "{votes} of at most {n} votes", votes=figure(meter.votes), n=figure(ceiling)
            )
            self._meter.show_votes(meter.votes, ceiling, label, spoken)
            self._ceiling_words.say(
                self._desk.texts.count(
                    "{papers} valid papers × {n} vote",
                    "{papers} valid papers × {n} votes",
                    meter.seats,
                    papers=figure(meter.papers or 0),
                )
            )
            self._show(self._ceiling, ceiling)
            self._show(self._votes, meter.votes)
            over = meter.votes - ceiling
            self._left_words.say(say("Over the ceiling by") if over > 0 else say("Unused"))
            self._left_words.colour("danger" if over > 0 else "text")
            self._left.colour("danger" if over > 0 else "text")
            self._show(self._left, abs(over))
        self._show_papers(meter)

    def _show_papers(self, meter: Meter) -> None:
        say, figure = self._desk.texts.say, self._desk.texts.figure
        if meter.verified is None or meter.papers is None:
            self._papers.say(_NOTHING)
            return
        out = meter.verified - meter.accounted
        if out == 0:
            words = say("Papers: {n} verified, all accounted for.", n=figure(meter.verified))
        elif out > 0:
            words = say(
                "Papers: {n} verified, {accounted} accounted for, {out} still out.",
                n=figure(meter.verified),
                accounted=figure(meter.accounted),
                out=figure(out),
            )
        else:
            words = say(
                "Papers: {n} verified, {accounted} accounted for, {over} too many.",
                n=figure(meter.verified),
                accounted=figure(meter.accounted),
                over=figure(-out),
            )
        self._papers.say(words)
        self._papers.colour("danger" if out < 0 else "text")

    def _meter_panel(self) -> Panel:
        look, say = self._desk.look, self._desk.texts.say
        panel = Panel(look, say("Votes on this sheet"))
        self._meter = CeilingMeter(look)
        panel.body.addWidget(self._meter)
        grid = QGridLayout()
        grid.setVerticalSpacing(look.space("xs"))
        self._ceiling_words = StillWords(look)
        self._ceiling_words.colour("muted")
        self._ceiling = StillWords(look, "figure", _ROOM, right=True)
        self._votes = StillWords(look, "figure", _ROOM, right=True)
        self._left_words = StillWords(look, "strong")
        self._left = StillWords(look, "figureStrong", _ROOM, right=True)
        rows = (
            (self._ceiling_words, self._ceiling),
            (Words(look, say("Votes so far")), self._votes),
            (self._left_words, self._left),
        )
        for row, (words, number) in enumerate(rows):
            grid.addWidget(words, row, 0)
            grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        panel.body.addLayout(grid)
        self._papers = StillWords(look, "caption")
        panel.body.addWidget(self._papers)
        return panel

    def _checks_panel(self) -> Panel:
        look, say = self._desk.look, self._desk.texts.say
        panel = Panel(look, say("Checks"))
        self._verdict = StillWords(look, "strong", _VERDICT, right=True)
        panel.head.addWidget(self._verdict)
        self._findings = Findings(look)
        self._findings.chosen.connect(self.chosen)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._findings)
        column.addStretch(1)
        scroll = Scrolled(look, inside)
        panel.body.addWidget(scroll, 1)
        return panel

    def _show_checks(self, reading: Reading) -> None:
        texts = self._desk.texts
        rows = [
            FindingRow("impossible", say_where(texts, self._task, field), words, "", field)
            for field, words in reading.troubles.items()
        ]
        for finding in reading.findings:
            head, rest = finding_words(texts, self._task, finding)
            field = finding.fields[0] if finding.fields else ""
            rows.append(FindingRow(finding.severity, head, rest, finding.code, field))
        must = len(reading.troubles) + len(reading.impossible)
        if must:
            self._verdict.say(texts.count("{n} must be settled", "{n} must be settled", must))
            self._verdict.colour("danger")
        elif reading.missing:
            self._verdict.say(texts.say("Nothing to settle"))
            self._verdict.colour("success")
        else:
            self._verdict.say(_NOTHING if rows else texts.say("All checks clear"))
            self._verdict.colour("success")
        self._findings.show_findings(rows)

    def _show(self, words: StillWords, n: int) -> None:
        words.say(self._desk.texts.figure(n))
