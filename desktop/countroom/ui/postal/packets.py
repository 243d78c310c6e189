"""Packets of postal votes handed in at the stations: a line each, and nil has to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.app.screens.postal import read_packets
from countroom.domain.refusals import Refusal
from countroom.ui.parts import IconBox, Rule, Words
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.postal import StationLine
    from countroom.domain.identifiers import BoxId
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS: Final = 5


class PacketFields(QWidget):
    """Two figures a station. ``said``: a line is finished, with what it says as typed."""

    said = Signal(str, str, str)
    strange = Signal(str)
    done = Signal()

    def __init__(self, look: Look, texts: Texts, stations: Sequence[StationLine]) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(5, 0, 5, 5)
        self._grid.setHorizontalSpacing(look.space("l"))
        self._grid.setVerticalSpacing(look.space("xs"))
        self._grid.setColumnStretch(1, 1)
        self.rows: dict[BoxId, PacketRow] = {}
        for column, head in ((2, texts.say("Accepted")), (3, texts.say("Rejected"))):
            self._grid.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
        for line in stations:
            self._add(line)

    def show_lines(self, stations: Sequence[StationLine], *, closed: bool) -> None:
        """Show what was said; a figure being typed stays."""
        for line in stations:
            if line.box not in self.rows:
                self._add(line)
            self.rows[line.box].show_line(line, closed=closed)

    def first_silent(self) -> QWidget | None:
        """Give the field of the first station that has not spoken."""
        return next((r.accepted for r in self.rows.values() if not r.spoken), None)

    def first(self) -> QWidget | None:
        """Give the first field."""
        return next((row.accepted for row in self.rows.values()), None)

    def go_on(self, box: BoxId) -> None:
        """Go to the next station that has not spoken, from the one that just has."""
        order = list(self.rows)
        at = order.index(box)
        for one in (*order[at + 1 :], *order[:at]):
            if not self.rows[one].spoken:
                self.rows[one].accepted.setFocus()
                return
        self.done.emit()

    def _add(self, line: StationLine) -> None:
        row = PacketRow(self._look, self._texts, line)
        self.rows[line.box] = row
        at = 2 * len(self.rows)
        self._grid.addWidget(Rule(self._look), at - 1, 0, 1, _COLUMNS)
        for column, part in enumerate((row.mark, row.place, row.accepted, row.rejected)):
            self._grid.addWidget(part, at, column)
        row.accepted.went_on.connect(lambda _enter: self._accepted(row))
        row.rejected.went_on.connect(lambda _enter: self._say(row))
        row.accepted.went_back.connect(lambda: self._back(row))
        row.rejected.went_back.connect(row.accepted.setFocus)

    def _accepted(self, row: PacketRow) -> None:
        """Take an empty line as nil; a figure is followed by the rejected ones."""
        if row.accepted.text().strip():
            row.rejected.setFocus()
        else:
            self._say(row)

    def _say(self, row: PacketRow) -> None:
        if row.accepted.isReadOnly():
            self._down(row)
            return
        read = read_packets(row.accepted.text(), row.rejected.text())
        if isinstance(read, Refusal):
            self.strange.emit(row.box)
            return
        row.spoken = True
        row.write(read.accepted, read.rejected)
        self.said.emit(row.box, str(read.accepted), str(read.rejected))

    def _down(self, row: PacketRow) -> None:
        order = list(self.rows)
        self.rows[order[(order.index(row.box) + 1) % len(order)]].accepted.setFocus()

    def _back(self, row: PacketRow) -> None:
        order = list(self.rows)
        at = order.index(row.box)
        if at:
            self.rows[order[at - 1]].accepted.setFocus()


class PacketRow:
    """The widgets of a station's line."""

    def __init__(self, look: Look, texts: Texts, line: StationLine) -> None:
        self.box = line.box
        self.spoken = False
        self._texts = texts
        self._shown: StationLine | None = None
        self.mark = IconBox(look, "clock", "muted", 20)
        self.place = Words(look, line.place, "body")
        accepted = texts.say("{place}: packets accepted", place=line.place)
        rejected = texts.say("{place}: packets rejected", place=line.place)
        self.accepted, self.rejected = FigureField(look, accepted), FigureField(look, rejected)

    def show_line(self, line: StationLine, *, closed: bool) -> None:
        """Show what the ledger holds, unless somebody is typing another figure."""
        said = line.accepted is not None
        self.spoken = said
        self.mark.show_icon(*(("circle-check", "success", 20) if said else ("clock", "muted", 20)))
        self.mark.setAccessibleName(
            self._texts.say("Said") if said else self._texts.say("Not said")
        )
        for field in (self.accepted, self.rejected):
            field.setReadOnly(closed)
        if line != self._shown and line.accepted is not None and line.rejected is not None:
            self._shown = line
            self.write(line.accepted, line.rejected)

    def write(self, accepted: int, rejected: int) -> None:
        """Write figures as the ledger holds them."""
        for field, figure in ((self.accepted, accepted), (self.rejected, rejected)):
            field.setText(self._texts.figure(figure))
