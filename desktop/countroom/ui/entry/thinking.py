"""What the program thinks of a sheet while it is keyed: the ceiling, the papers, the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.entry import finding_words, say_where
from countroom.domain.sheets import OF_BOXES
from countroom.ui.entry.meter_panel import MeterPanel
from countroom.ui.parts import FindingRow, Findings, Panel, Scrolled, StillWords

if TYPE_CHECKING:
    from countroom.app.screens.entry import Reading, Task
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk

_NOTHING, _VERDICT = "", "m" * 16


class Thinking(QWidget):
    """Two panels; ``chosen`` gives the line that a finding is about."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, task: Task, state: ContestState) -> None:
        super().__init__()
        self._desk, self._task = desk, task
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(desk.look.space("m"))
        self.meter: MeterPanel | None = None
        if task.sheet.sheet.kind not in OF_BOXES:
            self.meter = MeterPanel(desk.look, desk.texts, state.contest, task.sheet.sheet.kind)
            whole.addWidget(self.meter)
        whole.addWidget(self._checks_panel(), 1)

    def show_reading(self, reading: Reading) -> None:
        """Show what the figures say."""
        self.show_meter(reading)
        self._show_checks(reading)

    def show_meter(self, reading: Reading) -> None:
        """Show votes against their ceiling and where the papers are."""
        if self.meter is not None:
            self.meter.show_reading(reading)

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
            FindingRow("impossible", say_where(texts, self._task.line(field)), words, "", field)
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
