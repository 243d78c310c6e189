"""The middle of the platform page: the line before, the line read, two lines after; or the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from countroom.ui.platform.line import Bar, LineView, NearLine, Pieces, Told, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.platform import Line, Reading
    from countroom.texts import Texts
    from countroom.ui.look import Look

_AFTER = 2


class Sheet(QScrollArea):
    """What is read; it scrolls only when the text is larger than the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, look.colour("base"))
        self.setPalette(palette)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line: LineView | None = None

    def show_line(self, look: Look, texts: Texts, lines: Sequence[Line], reading: Reading) -> None:
        """Show the line being read with those around it."""
        at = reading.said
        column = self._new()
        if at:
            column.addWidget(NearLine(look, lines[at - 1], at, said=True))
        else:
            column.addSpacing(look.px(24))
        column.addWidget(Bar(look))
        self.line = LineView(look, lines[at])
        column.addWidget(self.line)
        if at in reading.slips:
            told = texts.say(
                "Say now: “Correction”, and the whole line again. No figure is changed. The slip "
                "is kept in the note of the declaration; C takes it off again."
            )
            column.addWidget(Told(look, "triangle-alert", "warning", told))
            column.addSpacing(look.px(12))
        column.addWidget(Bar(look))
        column.addSpacing(look.px(12))
        for number in range(at + 1, min(at + 1 + _AFTER, len(lines))):
            column.addWidget(NearLine(look, lines[number], number + 1, said=False))
        column.addStretch(1)
        # The size of wrapped text is known only when it has been laid out.
        QTimer.singleShot(0, self, self._show_read)

    def show_end(self, look: Look, texts: Texts, ward: str, note: str) -> None:
        """Say what the one key does, before it is pressed."""
        column = self._new()
        column.addStretch(1)
        column.addWidget(Pieces(look, [(texts.say("Every line is said."), True)], "platformName"))
        column.addSpacing(look.px(16))
        final = texts.say(
            "One key now declares {ward}. That is final: the signed result goes out, and after it "
            "there is only a correction that everybody sees.",
            ward=ward,
        )
        column.addWidget(plain(look, final, "platformWords"))
        column.addSpacing(look.px(16))
        before = texts.say(
            "Press it when the words have been spoken in the hall. "
            "Nothing has left this laptop yet."
        )
        column.addWidget(Told(look, "megaphone", "muted", before))
        if note:
            kept = texts.say("Note that goes with it: {note}", note=note)
            column.addWidget(Told(look, "message-square-check", "info", kept))
        column.addStretch(2)

    def say_not_cleared(self, look: Look, texts: Texts) -> None:
        """Say that there is nothing to read."""
        column = self._new()
        column.addStretch(1)
        sentence = texts.say(
            "This result is not cleared, so there is nothing to read out. "
            "An officer clears it first."
        )
        column.addWidget(plain(look, sentence, "platformWords"))
        column.addStretch(2)

    def turn(self, pages: int) -> None:
        """Go down, or up, by most of what is seen."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 3 // 4)

    def _new(self) -> QVBoxLayout:
        self.line = None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.setWidget(inner)  # the one before is thrown away
        return column

    def _show_read(self) -> None:
        if self.line is not None:
            self.ensureWidgetVisible(self.line, 0, 0)
