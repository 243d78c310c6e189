"""The points before clearing, each done, for now or open; and who will be declared elected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.texts import N_
from countroom.ui.parts import IconBox, Panel, Rule, StampBox, Words

if TYPE_CHECKING:
    from countroom.app.screens.before_clearing import Condition
    from countroom.app.screens.clear import WillDeclare
    from countroom.texts import Texts
    from countroom.ui.look import Look

_LOOKS: Final = {
    "done": ("circle-check", "success", N_("Done")),
    "now": ("circle-dot", "info", N_("Now")),
    "open": ("circle", "text", N_("Still to do")),
}


class Points(Panel):
    """Before you can clear."""

    def __init__(self, look: Look, texts: Texts) -> None:
        title = texts.say("Before you can clear")
        super().__init__(look)
        self.setAccessibleName(title)
        self.body.addWidget(Words(look, title, "heading", wrap=True))
        self.body.addSpacing(look.space("xs"))
        self._look, self._texts = look, texts
        self._shown: tuple[Condition, ...] = ()
        self._rows: list[_Point] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(7))
        self.body.addLayout(self._column)

    def show_conditions(self, conditions: tuple[Condition, ...]) -> None:
        """Show how far each point is."""
        if [one.key for one in conditions] != [one.key for one in self._shown]:
            while (item := self._column.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            self._rows = [_Point(self._look, self._texts) for _ in conditions]
            for row in self._rows:
                self._column.addWidget(Rule(self._look))
                self._column.addWidget(row)
        self._shown = conditions
        for row, condition in zip(self._rows, conditions, strict=True):
            row.show_condition(condition)


class _Point(QWidget):
    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._icon = IconBox(look, "circle", "text", 20)
        self._title = Words(look, "", "body", wrap=True)
        self._note = Words(look, "", "caption", "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(look.space("xxs"))
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(14))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_condition(self, condition: Condition) -> None:
        icon, colour, word = _LOOKS[condition.progress]
        self._icon.show_icon(icon, colour, 20)
        self._title.setFont(self._look.font("strong" if condition.progress == "now" else "body"))
        self._title.say(condition.title)
        self._note.say(condition.note)
        self._note.setVisible(bool(condition.note))
        said = f"{self._texts.say(word)}: {condition.title}. {condition.note}"
        self._icon.setAccessibleName(self._texts.say(word))
        self.setAccessibleName(said)


class WillBeElected(Panel):
    """Who will be declared elected, with their votes."""

    def __init__(self, look: Look, texts: Texts) -> None:
        title = texts.say("You will declare elected")
        super().__init__(look)
        self.setAccessibleName(title)
        self.body.addWidget(Words(look, title, "heading", wrap=True))
        self.body.addSpacing(look.space("xs"))
        self._look, self._texts = look, texts
        self._rows = QWidget()
        self._shown: tuple[WillDeclare, ...] | None = None
        self.body.addWidget(self._rows)

    def show_elected(self, elected: tuple[WillDeclare, ...]) -> None:
        """Show them in the order of votes."""
        if elected == self._shown:
            return
        look, old = self._look, self._rows
        self._shown = elected
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        for one in elected:
            row = QHBoxLayout()
            row.setSpacing(look.px(10))
            row.addWidget(StampBox(look, look.stamp(one.party), one.party.name))
            if one.name.before:
                row.addWidget(Words(look, one.name.before.strip()))
            row.addWidget(Words(look, one.name.surname, "strong"))
            if one.name.after:
                row.setSpacing(0)
                row.insertSpacing(1, look.px(10))
                row.addWidget(Words(look, one.name.after))
            row.addStretch(1)
            votes = Words(look, self._texts.figure(one.votes), "figure")
            votes.setAccessibleName(f"{one.name.whole}: {votes.text()}")
            row.addWidget(votes)
            column.addLayout(row)
        self.body.replaceWidget(old, self._rows)
        old.deleteLater()
