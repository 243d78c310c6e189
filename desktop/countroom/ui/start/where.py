"""How the count is made: TEST or live, in whose name, where it is kept; and how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from countroom.app.screens.new_count import Choices, missing, proposed_file, say_poll, say_stage
from countroom.ui.parts import Act, Button, Panel, Words
from countroom.ui.start.counted import Counted

if TYPE_CHECKING:
    from countroom.app.new_count import Poll, Stage
    from countroom.domain.election import Environment
    from countroom.texts import Texts
    from countroom.ui.look import Look


class Radio(QRadioButton):
    """One of several choices: its ring is as clear in every palette as its words."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(words)
        self._look = look
        self.setFont(look.font("strong"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take ring and words."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(width + self._look.px(32), self._look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, with its point where this is chosen, and the words."""
        look, painter = self._look, QPainter(self)
        side, on = look.px(20), self.isChecked()
        ring = look.icon("circle-dot" if on else "circle", "accent" if on else "border", 20)
        painter.drawPixmap(QRect(0, (self.height() - side) // 2, side, side), ring)
        painter.setFont(self.font())
        painter.setPen(look.colour("text"))
        words = self.rect().adjusted(look.px(28), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def hitButton(self, pos: QPoint) -> bool:
        """Take a press anywhere on it."""
        return self.rect().contains(pos)


class Where(Panel):
    """``made`` asks to set up, ``stopped`` to stop; ``counted`` is a panel beside this one."""

    made = Signal()
    stopped = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("How and where"))
        self._look, self._texts = look, texts
        self.counted = Counted(look, texts)
        self.counted.changed.connect(self._check)
        self._poll: Poll | None = None
        self._proposed = ""
        say = texts.say
        self.what = Words(look, "", "strong", wrap=True)
        self.body.addWidget(self.what)
        self.body.addSpacing(look.space("s"))
        self.test, self.live = self._environments()
        self.body.addSpacing(look.space("s"))
        self.officer = self._field(say("Returning officer's name, as printed on the declaration"))
        self.out = self._field(say("Where the count file is kept"), self._choose_file)
        self.body.addStretch(1)
        button = Button(look, say("Set up the count"), primary=True, large=True)
        self.act = Act(look, button)
        button.clicked.connect(self.made)
        self.body.addWidget(self.act)
        self.body.addWidget(self._progress())
        for field in (self.officer, self.out):
            field.textChanged.connect(lambda _: self._check())
        self.show_poll(None)

    @property
    def choices(self) -> Choices:
        """Give what is chosen."""
        environment: Environment | None = "test" if self.test.isChecked() else None
        if self.live.isChecked():
            environment = "live"
        counted = self.counted
        return Choices(
            self._poll,
            self.out.text(),
            environment,
            self.officer.text(),
            counted.stations.text(),
            counted.columns.text(),
            counted.expected.text(),
            counted.how,
        )

    def show_poll(self, poll: Poll | None) -> None:
        """Say which poll will be set up, and propose where."""
        self._poll = poll
        if poll is None:
            self.what.say(self._texts.say("Choose the election first."))
        else:
            said = ", ".join(say_poll(self._texts, poll))
            self.what.say(said)
        self._propose()

    def show_stage(self, stage: Stage, done: int, of: int) -> None:
        """Show how far it is."""
        self.progress.show()
        self.act.hide()
        self.words.say(say_stage(self._texts, stage, done, of))
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setAccessibleName(self.words.text())

    def show_idle(self) -> None:
        """Show the button again."""
        self.progress.hide()
        self.act.show()
        self._check()

    def say_stopping(self) -> None:
        """Say that it ends at the next step."""
        self.words.say(self._texts.say("Stopping. Nothing is left behind."))

    def _environments(self) -> tuple[Radio, Radio]:
        say, look = self._texts.say, self._look
        self._group = QButtonGroup(self)
        buttons = []
        for words, about in (
            (say("TEST"), say("To practise: every page and sheet says TEST.")),
            (say("Live"), say("The real count. What is declared is published as real.")),
        ):
            button = Radio(look, words)
            button.setAccessibleDescription(about)
            button.toggled.connect(lambda _: self._propose())
            self._group.addButton(button)
            row = QVBoxLayout()
            row.setContentsMargins(5, 5, 5, 0)
            row.setSpacing(0)
            row.addWidget(button)
            note = Words(look, about, "caption", "muted", wrap=True)
            note.setIndent(look.px(28))
            row.addWidget(note)
            self.body.addLayout(row)
            buttons.append(button)
        return buttons[0], buttons[1]

    def _field(self, name: str, browse: object = None) -> QLineEdit:
        look = self._look
        self.body.addWidget(Words(look, name, "caption", "muted", wrap=True))
        field = QLineEdit()
        field.setFont(look.font("body"))
        field.setMinimumHeight(look.size("button"))
        field.setAccessibleName(name)
        field.returnPressed.connect(self.focusNextChild)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.setSpacing(look.space("m"))
        row.addWidget(field, 1)
        if browse is not None:
            button = Button(look, self._texts.say("Choose"), icon="folder-open")
            button.clicked.connect(browse)
            row.addWidget(button)
        self.body.addLayout(row)
        return field

    def _progress(self) -> QWidget:
        look = self._look
        self.progress = QWidget()
        column = QVBoxLayout(self.progress)
        column.setContentsMargins(0, 0, 0, 0)
        self.words = Words(look, "", "body", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(look.px(12))
        palette = QPalette(self.bar.palette())
        palette.setColor(QPalette.ColorRole.Highlight, look.colour("meterFill"))
        self.bar.setPalette(palette)
        self.stop = Button(look, self._texts.say("Stop"), "Esc", large=True)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.progress.hide()
        return self.progress

    def _propose(self) -> None:
        """Keep the proposal in step until the person writes a name of their own."""
        if self._poll is not None and self.out.text() == self._proposed:
            folder = Path.home() / "Countroom"
            proposed = proposed_file(folder, self._poll, self.choices.environment)
            self._proposed = str(proposed)
            self.out.setText(self._proposed)
        self._check()

    def _check(self) -> None:
        self.act.show_why(missing(self._texts, self.choices))

    def _choose_file(self) -> None:
        title = self._texts.say("Where the count file is kept")
        kinds = self._texts.say("Count files (*.count)")
        path, _ = QFileDialog.getSaveFileName(self, title, self.out.text(), kinds)
        if path:
            self.out.setText(path)
