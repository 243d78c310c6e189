"""The sheet of paper on the screen: its parts, lines and fields, from top to bottom."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.app.screens.entry import say_where
from countroom.app.screens.sheet_lines import SECTIONS
from countroom.domain.sheets import PAPERS
from countroom.texts import N_
from countroom.ui.entry import columns
from countroom.ui.entry.bundle_row import BundleRow, PartHead
from countroom.ui.entry.row import Cell, Row
from countroom.ui.parts import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.app.screens.entry import Reading, Task
    from countroom.app.screens.sheet_lines import Line, Section
    from countroom.domain.identifiers import FieldId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look

_NOT_KNOWN: Final = "–"
_NOTES: Final[Mapping[Section, str]] = {
    "blocks": N_("every vote for one party"),
    "mixed": N_("votes from the counting sheets, in ballot-paper order"),
}
_OF_ONE_SEAT: Final = N_("a line for each candidate")


class SheetPaper(QWidget):
    """The lines as on the paper; ``cells`` are their fields by line."""

    def __init__(self, look: Look, texts: Texts, task: Task, state: ContestState) -> None:
        super().__init__()
        self._look, self._texts, self._task, self._state = look, texts, task, state
        self.cells: dict[FieldId, Cell] = {}
        self._summary = task.sheet.sheet.kind == "summary"
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for section, of_section in groupby(task.lines, attrgetter("section")):
            for row in self._part(section, list(of_section)):
                lines.addWidget(row)
                if isinstance(row, Row):
                    self.cells |= {cell.id: cell for cell in row.cells}
        lines.addStretch(1)
        for field, figure in task.kept.items():
            box = self.cells[field].field
            box.setText(texts.figure(figure))
            box.setReadOnly(True)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sums(self, reading: Reading) -> None:
        """Show what bundles and mixed votes come to, line by line."""
        figure = self._texts.figure
        blocks = self._blocks(reading)
        for field, cell in self.cells.items():
            line = cell.line
            if line.part == "odd" and line.slate is not None:
                papers = reading.bundles.get(line.slate.id)
                cell.row.show_sum("" if papers is None else figure(papers))
            elif line.section == "mixed" and line.candidate is not None:
                block = blocks.get(field)
                mixed = reading.figures.get(field)
                known = None if mixed is None else mixed + (block or 0)
                before = _NOT_KNOWN if block is None else figure(block)
                cell.row.show_sum("" if known is None else figure(known), before)

    def offer(self, offered: Mapping[FieldId, int]) -> None:
        """Show in grey what Enter alone writes on blank lines."""
        say, figure = self._texts.say, self._texts.figure
        for field, cell in self.cells.items():
            if field in self._task.kept:
                continue
            if field in offered:
                grey = figure(offered[field])
                cell.field.offer(grey, say("Enter writes {figure}", figure=grey))
            else:
                cell.field.offer("", self._comes_to(cell))

    def _comes_to(self, cell: Cell) -> str:
        total = cell.row.sum_shown
        if not total or cell.line.part in ("size", "bundles"):
            return ""
        return self._texts.say("comes to {figure}", figure=total)

    def _blocks(self, reading: Reading) -> Mapping[FieldId, int]:
        """Give the block papers of each candidate whose slate is keyed."""
        by_candidate = {
            one: reading.bundles[line.slate.id]
            for line in self._task.lines
            if line.part == "odd" and line.slate is not None and line.slate.id in reading.bundles
            for one in line.slate.candidates
        }
        return {
            line.field: by_candidate[line.candidate.id]
            for line in self._task.lines
            if line.section == "mixed" and line.candidate and line.candidate.id in by_candidate
        }

    def _part(self, section: Section, lines: list[Line]) -> Iterable[QWidget]:
        match section:
            case "blocks":
                yield from self._bundles(lines)
            case "mixed":
                yield from self._mixed(lines)
            case _:
                yield self._head(section)
                yield from (self._row(line) for line in lines)

    def _bundles(self, lines: list[Line]) -> Iterable[QWidget]:
        look, say = self._look, self._texts.say
        yield self._head("blocks")
        heads = {
            columns.SIZE_EDGE: say("Size"),
            columns.BUNDLES_EDGE: say("Bundles"),
            columns.SUM_EDGE: say("Loose"),
            columns.OUTER: say("Papers"),
        }
        yield columns.Heads(look, heads)
        for at in range(0, len(lines), 3):
            three = lines[at : at + 3]
            slate = three[0].slate
            ids = slate.candidates if slate else ()
            stand = [self._state.contest.candidate(one) for one in ids]
            yield BundleRow(look, three, [self._name(one) for one in three], stand, say("and"))

    def _mixed(self, lines: list[Line]) -> Iterable[QWidget]:
        look, say = self._look, self._texts.say
        for line in lines:
            if line.field == PAPERS:
                note = say(_NOTES["mixed"])
                yield PartHead(look, line, self._name(line), "B", note)
                heads = {
                    columns.BLOCK_EDGE: say("Block"),
                    columns.SUM_EDGE: say("Mixed"),
                    columns.OUTER: say("Votes"),
                }
                yield columns.Heads(look, heads)
            else:
                yield self._row(line, sums=True)

    def _row(self, line: Line, *, sums: bool = False) -> Row:
        return Row(self._look, (line,), (self._name(line),), sums=sums)

    def _name(self, line: Line) -> str:
        return say_where(self._texts, line)

    def _head(self, section: Section) -> QWidget:
        look, say = self._look, self._texts.say
        strip = QWidget()
        strip.setAutoFillBackground(True)
        palette = strip.palette()
        palette.setColor(strip.backgroundRole(), look.colour("sunken"))
        strip.setPalette(palette)
        row = QHBoxLayout(strip)
        row.setContentsMargins(look.space("l"), look.px(2), look.space("l"), look.px(2))
        row.setSpacing(look.space("m"))
        if self._summary:
            row.addWidget(Words(look, "A", "strong"))
        row.addWidget(Words(look, say(SECTIONS[section]), "strong"))
        if section in _NOTES:
            note = _OF_ONE_SEAT if self._state.contest.seats == 1 else _NOTES[section]
            row.addWidget(Words(look, say(note), "caption", "muted"))
        row.addStretch(1)
        return strip
