"""The head of the platform: the ward, how far its reading is, and the languages it is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.ui.parts import Words
from countroom.ui.platform.marks import Languages, Track

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look
    from countroom.ui.platform.progress import Voices


class Head(QWidget):
    """``chosen`` gives a language, or both."""

    chosen = Signal(str)

    def __init__(self, look: Look, ward: str) -> None:
        super().__init__()
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(16))
        row.addWidget(Words(look, ward, "title"))
        self._at = Words(look, "", colour="muted")
        self._at.setFont(look.font_of(20))
        row.addWidget(self._at)
        self.track = Track(look)
        row.addWidget(self.track, 1)
        self._languages = QHBoxLayout()
        row.addLayout(self._languages)

    def show_progress(self, said: int, of: int, words: str) -> None:
        """Show how many lines are said of how many; ``words`` say it."""
        self._at.say(words)
        self.track.show_progress(said, of, words)

    def show_voices(self, texts: Texts, now: Voices) -> None:
        """Name the languages in the page's own, the one that is read filled."""
        while (item := self._languages.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names: dict[Voices, str] = {
            "en": texts.say("English"),
            "cy": texts.say("Cymraeg"),
            "both": texts.say("Bilingual"),
        }
        languages = Languages(self._look, names, now)
        languages.chosen.connect(self.chosen)
        self._languages.addWidget(languages)
