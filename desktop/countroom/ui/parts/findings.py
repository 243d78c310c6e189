"""All findings at once, each with what to do; one can be chosen to go to its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.ui.parts.marks import IconBox
from countroom.ui.parts.panels import Strip
from countroom.ui.parts.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from countroom.ui.look import Look

_ICONS: Final = {
    "impossible": ("octagon-alert", "danger"),
    "not_reconciled": ("octagon-alert", "danger"),
    "warning": ("triangle-alert", "warning"),
    "notice": ("info", "info"),
    "answered": ("message-square-check", "info"),
    "clear": ("circle-check", "success"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as shown: severity, the sentence's head, the rest, its code, the line it is about.

    ``severity`` is that of the finding, or "answered", or "clear".
    """

    severity: str
    title: str
    text: str = ""
    code: str = ""
    field: str = ""


class Findings(QWidget):
    """A list of findings, the worst first."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[FindingRow, ...] = ()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(1)

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """Give what is shown."""
        return self._rows

    def show_findings(self, rows: Sequence[FindingRow]) -> None:
        """Show these; the widgets stay where nothing changed."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._list.addWidget(_Row(self._look, row, self))
        self.setAccessibleName("; ".join(row.title for row in rows))


class _Row(Strip):
    def __init__(self, look: Look, row: FindingRow, owner: Findings) -> None:
        icon, tone = _ICONS[row.severity]
        super().__init__(look, tone, edge=False)
        self._owner, self._field = owner, row.field
        mark = IconBox(look, icon, tone, 20)
        self.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.space("xxs"))
        words.addWidget(Words(look, row.title, "strong" if row.text else "body", wrap=True))
        if row.text:
            words.addWidget(Words(look, row.text, "body", wrap=True))
        if row.code:
            words.addWidget(Words(look, row.code, "caption", "muted"))
        self.row.addLayout(words, 1)
        self.setAccessibleName(row.title)
        self.setAccessibleDescription(row.text)
        if row.field:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the line."""
        if self._field:
            self._owner.chosen.emit(self._field)
