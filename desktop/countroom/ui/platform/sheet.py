"""The middle of the platform page: the line before, the line read, two lines after; or the end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from countroom.ui.look import Look
from countroom.ui.platform.line import Bar, LineView, NearLine, Pieces, Told, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from countroom.app.screens.platform import Line, Reading
    from countroom.texts import Texts

_AFTER = 2
_PARTS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35)
_LEAST = 0.7
"""Of the usual text: the type of this page is large at that, too."""


class Sheet(QScrollArea):
    """What is read, smaller where the screen is; it scrolls only when somebody wants it larger."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._show: Callable[[], None] = lambda: None
        self._was = QSize()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, look.colour("base"))
        self.setPalette(palette)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line: LineView | None = None

    def sizeHint(self) -> QSize:
        """Ask for little: the page gives what head and foot leave."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is read into the room there is now; a scroll bar that comes changes none."""
        super().resizeEvent(event)
        if self.size() != self._was:
            self._was = self.size()
            QTimer.singleShot(0, self, self._show_again)

    def show_line(self, size: float, texts: Texts, lines: Sequence[Line], reading: Reading) -> None:
        """Show the line being read with those around it, and how its name is said."""
        self._show = partial(self._show_line, size, texts, lines, reading)
        self._show()

    def show_end(self, texts: Texts, ward: str, note: str, upcoming: str) -> None:
        """Say what the one key does, before it is pressed, and what is read after it."""
        self._show = partial(self._show_end, texts, ward, note, upcoming)
        self._show()

    def _show_line(
        self, size: float, texts: Texts, lines: Sequence[Line], reading: Reading
    ) -> None:
        at = reading.said
        how = _how_said(texts, lines[at])
        slipped = at in reading.slips

        def seen(look: Look) -> list[QWidget]:
            line = LineView(look, lines[at], how)
            return [line, self._slip(look, texts)] if slipped else [line]

        fitting = self._fitting(seen)
        look = Look(fitting.name, fitting.scale * size)
        column = self._new()
        self.line = line = LineView(look, lines[at], how)
        near = [NearLine(look, lines[n], n + 1, said=n < at) for n in _beside(at, len(lines))]
        slip = self._slip(look, texts) if slipped else None
        taken = line.heightForWidth(self.width()) + look.px(24)
        taken += slip.heightForWidth(self.width()) if slip is not None else 0
        room = max(self.height() - taken, 0) // near[0].sizeHint().height()
        before = at > 0 and room > 0
        if before:
            column.addWidget(near[0])
        column.addWidget(Bar(look))
        column.addWidget(line)
        if slip is not None:
            column.addWidget(slip)
        column.addWidget(Bar(look))
        for one in near[at > 0 :][: max(room - before, 0)]:
            column.addWidget(one)
        column.addStretch(1)
        # The size of wrapped text is known only when it has been laid out.
        QTimer.singleShot(0, self, self._show_read)

    def _show_end(self, texts: Texts, ward: str, note: str, upcoming: str) -> None:
        look = self._fitting(lambda look: [EndView(look, texts, ward, note, upcoming)])
        column = self._new()
        column.addStretch(1)
        column.addWidget(EndView(look, texts, ward, note, upcoming))
        column.addStretch(2)

    def say_not_cleared(self, texts: Texts) -> None:
        """Say that there is nothing to read."""
        self._show, look = (lambda: None), self._look
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

    def _slip(self, look: Look, texts: Texts) -> Told:
        told = texts.say(
            "Say now: “Correction”, and the whole line again. No figure is changed. The slip "
            "is kept in the note of the declaration; C takes it off again."
        )
        return Told(look, "triangle-alert", "warning", told)

    def _show_again(self) -> None:
        self._show()

    def _fitting(self, make: Callable[[Look], Sequence[QWidget]]) -> Look:
        """Give the largest look, up to the desk's own, at which these are seen whole."""
        width, height, look = self.width(), self.height(), self._look
        for part in _PARTS:
            look = Look(self._look.name, max(self._look.scale * part, _LEAST))
            if sum(one.heightForWidth(width) for one in make(look)) + look.px(8) <= height:
                break
        return look

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


def _beside(at: int, lines: int) -> tuple[int, ...]:
    """Give the line before, where there is one, and those after."""
    return (*range(max(at - 1, 0), at), *range(at + 1, min(at + 1 + _AFTER, lines)))


class EndView(QWidget):
    """What one key does now, and what is read after it."""

    def __init__(self, look: Look, texts: Texts, ward: str, note: str, upcoming: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
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
        column.addWidget(Told(look, "lock", "muted", before))
        if note:
            kept = texts.say("Note that goes with it: {note}", note=note)
            column.addWidget(Told(look, "message-square-check", "info", kept))
        if upcoming:
            column.addWidget(Told(look, "megaphone", "muted", upcoming))


def _how_said(texts: Texts, line: Line) -> str:
    if line.how:
        return texts.say("How it is said: {note}", note=line.how)
    if line.candidate is None:
        return ""
    return texts.say("How the name is said: no note. Ask the agent, then add one with N.")
