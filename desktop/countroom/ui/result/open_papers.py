"""The gauge that asks whether what is open can change who is elected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.app.screens.gauge import say_gauge
from countroom.ui.parts import IconBox, Panel, Strip, Words
from countroom.ui.parts.gauge import GaugeMeter

if TYPE_CHECKING:
    from countroom.app.screens.gauge import Gauge
    from countroom.texts import Texts
    from countroom.ui.look import Look


class OpenPapers(Panel):
    """The meter, what it adds up, and the answer with its sum."""

    def __init__(self, look: Look, texts: Texts) -> None:
        title = texts.say("Can what is open change who is elected?")
        super().__init__(look)
        self.setAccessibleName(title)
        self._look, self._texts = look, texts
        self.meter = GaugeMeter(look)
        self.meter.setAccessibleName(title)
        self._rows = QWidget()
        self._shown: Gauge | None = None
        self.answer = Strip(look, "success")
        self._icon = IconBox(look, "circle-check", "success", 20)
        self._words = Words(look, "", "body", wrap=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.answer.row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.answer.row.addWidget(self._words, 1)
        question = Words(look, title, "heading", wrap=True)
        for widget in (question, self.meter, self._rows, self.answer):
            self.body.addWidget(widget)

    def show_gauge(self, gauge: Gauge) -> None:
        """Show what is open now."""
        if gauge == self._shown:
            return
        self._shown = gauge
        words = say_gauge(self._texts, gauge)
        end = self._texts.figure(gauge.end)
        figures = (gauge.open, gauge.margin, gauge.end)
        self.meter.show_gauge(figures, (words.open, words.margin, end))
        self._fill(words.rows)
        tone = "warning" if gauge.can_change else "success"
        self.answer.turn(tone)
        icon = "triangle-alert" if gauge.can_change else "circle-check"
        self._icon.show_icon(icon, tone, 20)
        # Catalogue sentences and figures alone: no name of a person comes near the markup.
        self._words.say(f"<b>{words.answer}</b> {words.why}")
        self.answer.setAccessibleName(f"{words.answer} {words.why}")

    def _fill(self, rows: tuple[tuple[str, str], ...]) -> None:
        look, old = self._look, self._rows
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, look.space("xs"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for at, (name, figure) in enumerate(rows):
            grid.addWidget(Words(look, name, "body", wrap=True), at, 0)
            shown = Words(look, figure, "figure")
            shown.setAccessibleName(f"{name}: {figure}")
            grid.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignRight)
        self.body.replaceWidget(old, self._rows)
        old.deleteLater()
