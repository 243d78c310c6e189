"""What the program thinks of the two entries, and who keyed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from countroom.app.screens.differences import waiting_for
from countroom.app.screens.entries import entry_findings, entry_sums, say_check
from countroom.domain.numbering import printed_number
from countroom.ui.parts import FindingRow, Findings, IconBox, Panel, Rule, Strip, Words

if TYPE_CHECKING:
    from countroom.app.screens.entries import Sum
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look
    from countroom.ui.parts import Button

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SumsPanel(Panel):
    """What each entry adds up to, and what the checks say."""

    def __init__(self, look: Look, texts: Texts, state: ContestState, sheet: SheetState) -> None:
        super().__init__(look, texts.say("What each entry adds up to"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("s"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        for column, head in ((1, texts.say("First")), (2, texts.say("Second"))):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
            grid.setColumnMinimumWidth(column, look.px(84))
        for n, one in enumerate(entry_sums(texts, state, sheet)):
            grid.addWidget(Rule(look), 2 * n + 1, 0, 1, 3)
            _add_sum(look, texts, grid, 2 * n + 2, one)
        self.body.addLayout(grid)
        rows = _finding_rows(texts, state, sheet)
        if rows:
            self.body.addWidget(Rule(look))
            findings = Findings(look)
            findings.show_findings(rows)
            self.body.addWidget(findings)


class RestPanel(Panel):
    """What agrees and stays, the sheet, who keyed it, what is out."""

    def __init__(self, desk: Desk, sheet: SheetState, every: Button) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("The rest agrees"))
        rest = len(sheet.sheet.fields) - len(sheet.differing)
        self.head.addWidget(IconBox(look, "equal", "success"))
        self.head.addWidget(Words(look, texts.count("{n} field", "{n} fields", rest), "strong"))
        stays = texts.say("They stay as they are. Nobody keys them again.")
        self.body.addWidget(Words(look, stays, wrap=True))
        link = QHBoxLayout()
        link.setContentsMargins(0, 5, 0, 5)
        link.addWidget(every)
        link.addStretch(1)
        self.body.addLayout(link)
        self.body.addWidget(Rule(look))
        self.body.addSpacing(look.space("s"))
        self.body.addWidget(
            Words(look, texts.say("Sheet {sheet}", sheet=printed_number(sheet.sheet.id)), "strong")
        )
        self.body.addLayout(_keyers(desk, sheet))
        out = waiting_for(texts, sheet)
        if out:
            self.body.addSpacing(look.space("s"))
            strip = Strip(look, "info")
            strip.row.addWidget(IconBox(look, "rotate-ccw", "info", 20))
            strip.row.addWidget(Words(look, out, wrap=True), 1)
            self.body.addWidget(strip)
        self.body.addSpacing(look.space("s"))
        self.body.addWidget(Rule(look))
        self.body.addSpacing(look.space("s"))
        blind = texts.say("Whoever keys a line again sees neither figure.")
        self.body.addWidget(Words(look, blind, "body", "muted", wrap=True))
        self.body.addStretch(1)


def _add_sum(look: Look, texts: Texts, grid: QGridLayout, row: int, one: Sum) -> None:
    grid.addWidget(Words(look, one.label, wrap=True), row, 0)
    for column, figure, wrong in ((1, one.first, one.wrong[0]), (2, one.second, one.wrong[1])):
        cell = QWidget()
        line = QHBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.space("xs"))
        line.addStretch(1)
        if wrong:
            spoken = texts.say("Must be settled")
            line.addWidget(IconBox(look, "octagon-alert", "danger", 16, spoken))
        line.addWidget(Words(look, figure, "figure"))
        grid.addWidget(cell, row, column)


def _finding_rows(texts: Texts, state: ContestState, sheet: SheetState) -> list[FindingRow]:
    whose, contest = {1: texts.say("First entry"), 2: texts.say("Second entry")}, state.contest
    return [
        FindingRow(found.severity, whose[ordinal], say_check(texts, found, contest), found.code)
        for ordinal in (1, 2)
        for found in entry_findings(state, sheet, ordinal)
    ]


def _keyers(desk: Desk, sheet: SheetState) -> QGridLayout:
    look, texts = desk.look, desk.texts
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.space("l"))
    grid.setVerticalSpacing(look.space("xs"))
    grid.setColumnStretch(1, 1)
    heads = (texts.say("First entry"), texts.say("Second entry"))
    for row, (head, entry) in enumerate(zip(heads, (sheet.first, sheet.second), strict=True)):
        name = "" if entry is None else desk.name_of(entry.person)
        grid.addWidget(Words(look, head, "body", "muted"), row, 0)
        grid.addWidget(Words(look, name), row, 1)
    paper, here = texts.say("Paper is with"), texts.say("you: take it from the tray")
    grid.addWidget(Words(look, paper, "body", "muted"), len(heads), 0)
    grid.addWidget(Words(look, here, wrap=True), len(heads), 1)
    return grid
