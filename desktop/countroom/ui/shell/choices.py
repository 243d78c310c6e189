"""Language, colours and text size, and the feed of this count: changed at once, kept for later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from countroom.texts import N_
from countroom.ui.parts import Button, Overlay, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.app.preferences import Preferences
    from countroom.texts import Language, Texts
    from countroom.tokens import PaletteName
    from countroom.ui.look import Look

LANGUAGE_NAMES: Final[tuple[tuple[Language, str], ...]] = (("en", "English"), ("cy", "Cymraeg"))
PALETTES: Final[tuple[tuple[PaletteName, str], ...]] = (
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("highContrast", N_("High contrast")),
)


class Choices(Overlay):
    """Each choice acts at once by way of ``choose``, which gets the name and value."""

    def __init__(
        self,
        look: Look,
        texts: Texts,
        over: QWidget,
        now: Preferences,
        choose: Callable[[str, object], None],
        scales: Sequence[float],
        feed: str | None = None,
    ) -> None:
        say = texts.say
        super().__init__(look, over, say("How the desk looks and speaks"))
        self._choose = choose
        self._look_now = look
        palettes = [(key, say(words)) for key, words in PALETTES]
        sizes = [(scale, f"{round(scale * 100)} %") for scale in scales]
        self.first = self._row(say("Language"), "language", LANGUAGE_NAMES, now.language)
        self._row(say("Colours"), "palette", palettes, now.palette)
        self._row(say("Text size"), "scale", sizes, now.scale)
        if feed is not None:
            self._feed_row(say("Address of the feed"), feed)
        close = Button(look, say("Leave"), "Esc")
        close.clicked.connect(self.leave)
        self.body.addWidget(close)

    def begin(self) -> None:
        """Show it."""
        self.open(self.first)

    def _row(
        self, title: str, name: str, options: Sequence[tuple[object, str]], now: object
    ) -> QWidget:
        look = self._look_now
        self.body.addWidget(Words(look, title, "strong"))
        row = QHBoxLayout()
        group = QButtonGroup(self)
        checked: QWidget | None = None
        for value, words in options:
            button = QRadioButton(words)
            button.setFont(look.font("body"))
            button.setAccessibleName(f"{title}: {words}")
            button.setChecked(value == now)
            button.clicked.connect(lambda _=False, value=value: self._choose(name, value))
            group.addButton(button)
            row.addWidget(button)
            row.addSpacing(look.space("m"))
            checked = button if value == now else (checked or button)
        row.addStretch(1)
        self.body.addLayout(row)
        return checked or self

    def _feed_row(self, title: str, feed: str) -> None:
        look = self._look_now
        label = Words(look, title, "strong")
        field = QLineEdit(feed)
        field.setFont(look.font("body"))
        field.setMinimumHeight(look.px(32))
        field.setAccessibleName(title)
        field.setPlaceholderText("https://results.example.org")
        label.setBuddy(field)
        field.editingFinished.connect(lambda: self._choose("feed", field.text().strip()))
        self.body.addWidget(label)
        self.body.addWidget(field)
