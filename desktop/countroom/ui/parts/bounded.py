"""A scrolled part that asks for little height, and takes what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from countroom.ui.parts.scrolled import Scrolled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.ui.look import Look

_ENOUGH = 240
"""Px of a list that is worth looking at; a page as a whole scrolls only for less."""


class Bounded(Scrolled):
    """Scrolls by itself before the page round it does: what stands below it stays in sight."""

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__(look, content)
        self._enough = look.px(_ENOUGH)

    def sizeHint(self) -> QSize:
        """Ask for what is enough, or for less where there is less."""
        hint = super().sizeHint()
        return QSize(hint.width(), min(hint.height(), self._enough))
