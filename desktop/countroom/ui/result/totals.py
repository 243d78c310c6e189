"""Papers in one line, and one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from countroom.app.screens.result import say_share
from countroom.texts import say_head
from countroom.ui.parts import Panel, Words

if TYPE_CHECKING:
    from countroom.app.screens.result import ResultScreen
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.look import Look


class TotalsLine(QWidget):
    """Verified less rejected gives the valid papers."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._sum = Words(look, "", "body")
        self._valid = Words(look, "", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space("s"))
        row.addWidget(self._sum)
        row.addWidget(self._valid)

    def show_totals(self, screen: ResultScreen) -> None:
        """Show these totals."""
        texts, totals = self._texts, screen.totals
        rejected = texts.figure(totals.rejected_total)
        self._sum.say(
            texts.say(
                "{verified} verified  −  {rejected} rejected  =",
                verified=texts.figure(totals.verified),
                rejected=rejected,
            )
        )
        self._valid.say(texts.count("{n} valid paper", "{n} valid papers", totals.valid))


class PapersPanel(Panel):
    """The papers of the contest by what became of them, and the turnout."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Ballot papers"))
        self._look, self._texts = look, texts
        self._rows = QWidget()
        self._lines: list[tuple[str, str, str]] = []
        self.body.addWidget(self._rows)

    def show_papers(self, screen: ResultScreen, state: ContestState) -> None:
        """Show a line for each figure, the sums in bold."""
        texts, totals = self._texts, screen.totals
        lines = [(texts.say("Verified ballot papers"), texts.figure(totals.verified), "figure")]
        lines += [
            (say_head(texts, head), texts.figure(totals.rejected.get(head, 0)), "figure")
            for head in state.rules.heads
        ]
        total = texts.figure(totals.rejected_total)
        lines += [
            (texts.say("Total rejected"), total, "figureStrong"),
            (texts.say("Valid ballot papers"), texts.figure(totals.valid), "figureStrong"),
        ]
        second = totals.second
        if second is not None:
            papers = texts.figure(second.papers)
            lines.append((texts.say("Papers of the second count"), papers, "figure"))
            lines += [
                (say_head(texts, head), texts.figure(second.rejected.get(head, 0)), "figure")
                for head in state.rules.second_heads
            ]
        if state.contest.seats > 1:
            in_part = texts.figure(totals.rejected_in_part)
            lines.append((texts.say("Rejected in part, counted as valid"), in_part, "figure"))
        if screen.turnout is not None:
            lines.append((texts.say("Turnout"), f"{say_share(screen.turnout)}%", "figure"))
        self._fill(lines)

    def _fill(self, lines: list[tuple[str, str, str]]) -> None:
        if lines == self._lines:
            return
        look, old = self._look, self._rows
        self._lines = lines
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, (words, figure, kind) in enumerate(lines):
            strong = "strong" if kind == "figureStrong" else "body"
            grid.addWidget(Words(look, words, strong, wrap=True), at, 0)
            shown = Words(look, figure, kind)
            shown.setAccessibleName(f"{words}: {figure}")
            grid.addWidget(shown, at, 1, right)
        self.body.replaceWidget(old, self._rows)
        old.deleteLater()
