"""Two versions of the provisional result side by side; only what differs carries plus or minus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from countroom.app.screens.versions import say_change, tell_change
from countroom.ui.parts import IconBox, Strip, Words

if TYPE_CHECKING:
    from countroom.app.screens.versions import Versions
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VersionsTable(QWidget):
    """What the last recount changed, line by line."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._shown: Versions | None = None
        self._grid = QWidget()
        self.title = Words(look, texts.say("After the recount"), "heading")
        self.summary = Strip(look, "info")
        self._icon = IconBox(look, "info", "info", 20)
        self.words = Words(look, "", "body", wrap=True)
        self.summary.row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.summary.row.addWidget(self.words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.space("s"), 0, 0)
        self._column.setSpacing(look.space("s"))
        for part in (self.title, self.summary, self._grid):
            self._column.addWidget(part)

    def show_versions(self, versions: Versions | None) -> None:
        """Show these two; nothing is shown while there is but one."""
        self.setVisible(versions is not None)
        if versions is None or versions == self._shown:
            return
        self._shown = versions
        icon, tone = ("info", "info") if versions.changed else ("circle-check", "success")
        self.summary.turn(tone)
        self._icon.show_icon(icon, tone, 20)
        self.words.say(versions.summary)
        self.summary.setAccessibleName(versions.summary)
        old = self._grid
        self._grid = self._fill(versions)
        self._column.replaceWidget(old, self._grid)
        old.deleteLater()

    def _fill(self, versions: Versions) -> QWidget:
        look, texts = self._look, self._texts
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        heads = (texts.say("Result {number}", number=n) for n in (versions.before, versions.now))
        for column, head in enumerate((*heads, texts.say("Change")), 1):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
        for row, line in enumerate(versions.lines, 1):
            kinds = ("strong", "figureStrong") if line.change else ("body", "figure")
            words = Words(look, line.words, kinds[0], wrap=True)
            words.setAccessibleName(tell_change(texts, line))
            grid.addWidget(words, row, 0)
            figures = (texts.figure(line.before), texts.figure(line.now))
            for column, figure in enumerate((*figures, say_change(texts, line.change)), 1):
                grid.addWidget(Words(look, figure, kinds[1]), row, column, _RIGHT)
        return table
