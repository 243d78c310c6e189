"""The panel with the lines, who reads them, and what to do where one is not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.ui.clear.lines import ColumnHeads, ReadingLines
from countroom.ui.clear.reader import Reader
from countroom.ui.clear.steps import StepsAndReason
from countroom.ui.parts import Button, Panel, Rule, Words
from countroom.ui.parts.reopening import Reopening
from countroom.ui.parts.scrolled import Column, Fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.clear import ClearScreen
    from countroom.app.screens.read_back import ReadBack
    from countroom.domain.identifiers import ContestId, SheetId
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look


class ReadingPanel(Panel):
    """The paper is read aloud; the screen is ticked line by line."""

    def __init__(
        self, desk: Desk, contest: ContestId, sheets: Sequence[SheetId], *, preferences: bool
    ) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("Read back from the paper"))
        self._texts, self._preferences = texts, preferences
        self.reader = Reader(look, texts)
        self.lines = ReadingLines(look, texts)
        self.how_far = Words(look, "", "strong")
        self.same = Button(look, texts.say("Same, next"), texts.say("Space"))
        self.differs = Button(look, texts.say("Not the same"), "N")
        self.after = Words(look, "", "caption", "muted", wrap=True)
        self.reopening = Reopening(look, texts, sheets)
        self.unreconciled = StepsAndReason(desk, contest)
        self.head.addWidget(self.how_far)
        self._arrange(look, ColumnHeads(look, texts, self.lines, preferences=preferences))

    def show_progress(self, screen: ClearScreen, read_back: ReadBack, *, steps: bool) -> None:
        """Show how far the paper is read; ``steps`` asks for those of the guidance."""
        texts = self._texts
        self.lines.show_lines(screen.lines, read_back)
        read, lines = texts.figure(read_back.read), texts.figure(len(screen.lines))
        self.how_far.say(texts.say("{read} of {lines}", read=read, lines=lines))
        why = "" if read_back.reader else texts.say("Choose who reads the paper aloud.")
        after = ""
        if not screen.lines:
            why = screen.conditions[0].title
        elif read_back.read >= len(screen.lines):
            why = texts.say("Every line is read.")
            after = texts.say("Every line is the same. Enter goes on.")
        else:
            number = texts.figure(screen.candidates)
            after = (
                texts.say(
                    "Rejected papers and the second count are read after line {number}.",
                    number=number,
                )
                if self._preferences
                else texts.say("Rejected papers are read after line {number}.", number=number)
            )
        self.same.close_for(why)
        self.differs.close_for(why)
        self.after.say(after)
        self.reopening.setVisible(read_back.differs)
        if read_back.differs:
            self.reopening.explain(self._what_differs(screen, read_back))
        self.unreconciled.setVisible(steps)
        self._more.setVisible(read_back.differs or steps)

    def _arrange(self, look: Look, heads: ColumnHeads) -> None:
        """Let the rows reach to the panel's edges, so that the lamp does; the rest stays inside."""
        whole, margin = self.layout(), look.space("l")
        if whole is not None:
            whole.setContentsMargins(1, look.space("m"), 1, look.space("m"))
        self.head.setContentsMargins(margin - 1, 0, margin - 1, 0)
        self.body.setSpacing(0)
        self.body.addLayout(_inside(margin, self.reader))
        self.body.addWidget(heads)
        self.body.addWidget(self.lines, 1)
        self.body.addWidget(Rule(look))
        self._more = Fitted(look, self._what_more(look))
        foot = _inside(margin, self._more)
        foot.addLayout(self._buttons(look))
        self.body.addLayout(foot)

    def _what_more(self, look: Look) -> Column:
        """Hold what is shown only where it is needed."""
        content = Column(look, "xs")
        content.column.addWidget(self.reopening)
        content.column.addWidget(self.unreconciled)
        return content

    def _what_differs(self, screen: ClearScreen, read_back: ReadBack) -> str:
        line = screen.lines[read_back.read]
        return self._texts.say(
            "{line}: the screen says {figure}, and the paper read aloud says another. Look at "
            "the paper together; if it is the same after all, press Space. If not, open the "
            "sheet again.",
            line=line.words,
            figure=self._texts.figure(line.figure),
        )

    def _buttons(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, look.space("s"), 0, 0)
        row.setSpacing(look.space("m"))
        for button in (self.same, self.differs):
            # The lines keep the keys: Space and N act there.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.after.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.after, 1)
        return row


def _inside(margin: int, *widgets: QWidget) -> QVBoxLayout:
    """Keep a panel's margin at both sides."""
    column = QVBoxLayout()
    column.setContentsMargins(margin - 1, 0, margin - 1, 0)
    for widget in widgets:
        column.addWidget(widget)
    return column
