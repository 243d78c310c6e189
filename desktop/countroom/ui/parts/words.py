"""Text on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.ui.look import Look


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does here."""

    key: str
    words: str


class Words(QLabel):
    """Plain text in one kind of type; it never reads markup out of a name."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        kind: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(kind))
        self.setWordWrap(wrap)
        self.colour(colour)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)

    def colour(self, key: str) -> None:
        """Show the text in a colour of the palette."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(key))
        self.setPalette(palette)
