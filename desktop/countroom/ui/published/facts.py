"""Saved, copied, published: three steps with word, icon and what they wait for; and the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from countroom.ui.parts import IconBox, Panel, Rule, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.published import Fact, FeedWord
    from countroom.texts import Texts
    from countroom.ui.look import Look

COLOURS: Final = {"done": "success", "waiting": "warning", "none": "muted"}
"""The colour of a fact's icon by how far it is; word and note say the same."""
_FEED_ICONS: Final = {
    "success": "globe",
    "info": "info",
    "warning": "wifi-off",
    "danger": "octagon-alert",
}


class FactsPanel(Panel):
    """The three steps of one result."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("What has become of it"))
        self.rows: list[_FactRow] = []
        for _ in range(3):
            if self.rows:
                self.body.addWidget(Rule(look))
            self.rows.append(_FactRow(look))
            self.body.addWidget(self.rows[-1])

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show them as they are now."""
        for row, fact in zip(self.rows, facts, strict=True):
            row.show_fact(fact)


class _FactRow(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(6), 0, look.px(6))
        row.setSpacing(look.space("m"))
        self._icon = IconBox(look, "globe", "muted", 20)
        self.word = Words(look, "", "strong")
        self.note = Words(look, "", "caption", "muted", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(self.word)
        words.addWidget(self.note)
        row.addLayout(words, 1)

    def show_fact(self, fact: Fact) -> None:
        """Show one step."""
        self._icon.show_icon(fact.icon, COLOURS[fact.progress], 20)
        self.word.say(fact.word)
        self.note.say(fact.note)
        self.setAccessibleName(f"{fact.word}: {fact.note}")


class FeedPanel(Panel):
    """How the feed stands; further lines of the page go below."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("The feed"))
        self._look = look
        self._shown: tuple[FeedWord, ...] = ()
        self._words = QVBoxLayout()
        self._words.setSpacing(look.space("s"))
        self.body.addLayout(self._words)
        self.address = Words(look, "", "caption", "muted", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.address)

    @property
    def said(self) -> tuple[str, ...]:
        """List what is said of the feed."""
        return tuple(word.sentence for word in self._shown)

    def show_feed(self, words: tuple[FeedWord, ...], address: str) -> None:
        """Say how it stands, and at which address."""
        self.address.say(address)
        self.address.setVisible(bool(address))
        if words == self._shown:
            return
        self._shown = words
        while (item := self._words.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for word in words:
            strip = Strip(self._look, word.tone)
            icon = IconBox(self._look, _FEED_ICONS[word.tone], word.tone, 20)
            strip.row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            strip.row.addWidget(Words(self._look, word.sentence, "body", wrap=True), 1)
            strip.setAccessibleName(word.sentence)
            self._words.addWidget(strip)
