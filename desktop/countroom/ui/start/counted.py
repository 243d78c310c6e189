"""How the papers are counted: the hall's stations, tables, depth, what is kept, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from countroom.app.arranging import MOST_TABLES, Arrangement
from countroom.app.screens.new_count import DEPTHS
from countroom.ui.parts import Button, Panel, Words
from countroom.ui.parts.choices import Pick, Tick

if TYPE_CHECKING:
    from countroom.domain.election import Depth
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Counted(Panel):
    """Everything here may stay as it is; ``changed`` tells that something does not."""

    changed = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("How it is counted"))
        self._look, self._texts = look, texts
        say = texts.say
        self.stations = self._wide(say("File of polling stations, if there is one"), browse=True)
        self.columns = self._wide(say("Its columns under other names: theirs=ours; theirs=ours"))
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(1, 1)
        self.tables = Pick(look)
        self.tables.setMinimumWidth(look.px(120))
        self.tables.addItems([texts.figure(n) for n in range(1, MOST_TABLES + 1)])
        self.depth_of = Pick(look)
        self.depth_of.setMinimumWidth(look.px(120))
        self._depths: list[Depth] = list(DEPTHS)
        self.depth_of.addItems([say(words) for words in DEPTHS.values()])
        self.expected = self._field()
        self.expected.setPlaceholderText("02:30")
        fields: tuple[tuple[str, QWidget], ...] = (
            (say("Tables for each contest"), self.tables),
            (say("What is keyed"), self.depth_of),
            (say("Declarations expected at"), self.expected),
        )
        for at, (words, field) in enumerate(fields):
            label = Words(look, words, "body", wrap=True)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        self.body.addLayout(grid)
        self.unused = Tick(look, say("Unused votes are counted too"))
        self.early = Tick(look, say("Count before verification is complete"))
        for tick in (self.unused, self.early):
            tick.setAccessibleName(tick.text())
            row = QHBoxLayout()
            row.setContentsMargins(5, 5, 5, 5)
            row.addWidget(tick)
            row.addStretch(1)
            self.body.addLayout(row)
        self.body.addStretch(1)
        self.stations.textChanged.connect(self._follow)
        self.expected.textChanged.connect(lambda _: self.changed.emit())
        self._follow()

    @property
    def how(self) -> Arrangement:
        """Give what is chosen, the time expected left to the one who knows the day."""
        return Arrangement(
            self.tables.currentIndex() + 1,
            self._depths[self.depth_of.currentIndex()],
            self.unused.isChecked(),
            self.early.isChecked(),
        )

    def _follow(self) -> None:
        """Ask for names of columns only where there is a file that has some."""
        for part in self._of_columns:
            part.setVisible(bool(self.stations.text().strip()))
        self.changed.emit()

    def _wide(self, name: str, *, browse: bool = False) -> QLineEdit:
        look = self._look
        label = Words(look, name, "caption", "muted", wrap=True)
        field = self._field()
        field.setAccessibleName(name)
        label.setBuddy(field)
        field.returnPressed.connect(self.focusNextChild)
        self.body.addWidget(label)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.setSpacing(look.space("m"))
        row.addWidget(field, 1)
        if browse:
            button = Button(look, self._texts.say("Choose"), icon="folder-open")
            button.setAccessibleName(name)
            button.clicked.connect(self._choose)
            row.addWidget(button)
        self.body.addLayout(row)
        self._of_columns: tuple[QWidget, ...] = (label, field)
        return field

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setFont(self._look.font("body"))
        field.setMinimumHeight(self._look.size("button"))
        return field

    def _choose(self) -> None:
        title = self._texts.say("File of polling stations")
        kinds = self._texts.say("Tables (*.csv)")
        path, _ = QFileDialog.getOpenFileName(self, title, self.stations.text(), kinds)
        if path:
            self.stations.setText(path)
