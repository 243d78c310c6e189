"""A sheet over the page with a few fields and one act, which says itself what still hinders it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import Act, Button, Overlay, Words
from countroom.ui.parts.choices import Lines, Pick, Sentence, Tick
from countroom.ui.parts.scrolled import Column, Fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from countroom.domain.commands import Command
    from countroom.ui.desk import Desk
    from countroom.ui.shell.page import Page

    Asked = Command | str
    """What is to be done, or the sentence that says what is still missing."""

T = TypeVar("T")

_WIDTH = 640


class Picked(Generic[T]):
    """One choice of a list, and what it means."""

    def __init__(
        self, desk: Desk, name: str, options: Mapping[T, str], chosen: T | None = None
    ) -> None:
        self.values = list(options)
        self.box = Pick(desk.look)
        self.box.setAccessibleName(name)
        self.box.addItems(list(options.values()))
        if chosen in self.values:
            self.box.setCurrentIndex(self.values.index(chosen))

    @property
    def value(self) -> T:
        """Give what is chosen."""
        return self.values[self.box.currentIndex()]


class Ticked(Generic[T]):
    """Several that may be ticked."""

    def __init__(
        self, desk: Desk, name: str, options: Mapping[T, str], ticked: Sequence[T]
    ) -> None:
        self.boxes = {value: Tick(desk.look, words) for value, words in options.items()}
        for value, tick in self.boxes.items():
            tick.setChecked(value in ticked)
            tick.setAccessibleName(f"{name}: {tick.text()}")

    @property
    def values(self) -> tuple[T, ...]:
        """Give those ticked, in the order of the list."""
        return tuple(value for value, tick in self.boxes.items() if tick.isChecked())

    def show(self, ticked: Sequence[T]) -> None:
        """Tick others."""
        for value, tick in self.boxes.items():
            tick.setChecked(value in ticked)


class Form(Overlay):
    """Fields below each other; ``ask`` gives the command as filled in. Esc leaves it."""

    def __init__(self, page: Page, title: str, intro: str = "") -> None:
        self.desk: Desk = page.desk
        look = self.desk.look
        super().__init__(look, page.window(), title, _WIDTH)
        self.panel.setMaximumWidth(look.px(_WIDTH * 3 // 2))
        self._ask: Callable[[], Asked] = str
        self.fields: list[QWidget] = []
        content = Column(look, "xs")
        self.column = content.column
        self.column.setContentsMargins(6, 6, 6, 6)
        self.body.addWidget(Fitted(look, content))
        if intro:
            self.column.addWidget(Words(look, intro, "body", "muted", wrap=True))

    def line(self, name: str, text: str = "", hint: str = "") -> QLineEdit:
        """Add a line to write on."""
        field = Sentence(self.desk.look, name)
        field.setMaxLength(LONGEST_TEXT)
        field.setPlaceholderText(hint)
        field.setText(text)
        field.returnPressed.connect(lambda: self.focusNextPrevChild(True))  # noqa: FBT003 - Qt's
        field.textChanged.connect(self.show_why)
        self._add(name, field)
        return field

    def secret(self, name: str) -> QLineEdit:
        """Add a line that is not shown."""
        field = self.line(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def text(self, name: str, lines: int) -> Lines:
        """Add several lines to write on."""
        field = Lines(self.desk.look, name, lines)
        field.textChanged.connect(self.show_why)
        self._add(name, field)
        return field

    def pick(self, name: str, options: Mapping[T, str], chosen: T | None = None) -> Picked[T]:
        """Add one choice of a list."""
        picked = Picked(self.desk, name, options, chosen)
        picked.box.currentIndexChanged.connect(self.show_why)
        self._add(name, picked.box)
        return picked

    def ticks(self, name: str, options: Mapping[T, str], ticked: Sequence[T]) -> Ticked[T]:
        """Add several that may be ticked."""
        found = Ticked(self.desk, name, options, ticked)
        self._label(name)
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setVerticalSpacing(11)
        for at, tick in enumerate(found.boxes.values()):
            tick.toggled.connect(self.show_why)
            grid.addWidget(tick, at // 2, at % 2, Qt.AlignmentFlag.AlignLeft)
            self.fields.append(tick)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        return found

    def finish(self, words: str, ask: Callable[[], Asked]) -> None:
        """Add the act and show the sheet."""
        look = self.desk.look
        self._ask = ask
        self.act = Act(look, Button(look, words, primary=True))
        self.act.button.clicked.connect(self.carry_out)
        leave = Button(look, self.desk.texts.say("Leave"), "Esc")
        leave.clicked.connect(self.leave)
        foot = QVBoxLayout()
        foot.setContentsMargins(6, 0, 6, 5)
        foot.addWidget(self.act)
        foot.addWidget(leave)
        self.body.addLayout(foot)
        self.show_why()
        self.open(self.fields[0])

    def show_why(self) -> None:
        """Say what opens the act."""
        if hasattr(self, "act"):
            self.act.show_why(self.why_not(self._ask()))

    def why_not(self, asked: Asked) -> str:
        """Say what still hinders, empty where nothing does."""
        return asked if isinstance(asked, str) else self.desk.why_not(asked)

    def carry_out(self) -> None:
        """Do it and go."""
        asked = self._ask()
        if isinstance(asked, str) or self.why_not(asked):
            return
        self.leave()
        self.desk.do(asked)

    def _add(self, name: str, field: QWidget) -> None:
        self._label(name, field)
        self._put(field)

    def _label(self, name: str, buddy: QWidget | None = None) -> None:
        label = Words(self.desk.look, name, "caption", "muted", wrap=True)
        if buddy is not None:
            label.setBuddy(buddy)
        self.column.addWidget(label)

    def _put(self, field: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.addWidget(field)
        self.column.addLayout(row)
        self.fields.append(field)
