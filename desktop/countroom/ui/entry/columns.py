"""Where the columns of a sheet stand, from its right edge, so that figures are in line down it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look

PLAIN_EDGE: Final = 48
"""Right of a field on a sheet whose lines come to no sum."""
SUM_EDGE: Final = 144
"""Right of a field on a sheet whose lines do; the sum stands there."""
OUTER: Final = 16
"""Right of a sum."""
BLOCK_EDGE: Final = SUM_EDGE + 96 + 44
"""Right of the block papers of a candidate, before the field."""
BLOCK_ROOM: Final = 84
TIMES: Final = 40
AND: Final = 54
"""Between size and bundles, and between bundles and loose papers."""
NARROW: Final = 64
BUNDLES_EDGE: Final = SUM_EDGE + NARROW + AND
SIZE_EDGE: Final = BUNDLES_EDGE + NARROW + TIMES
MARK: Final = 16
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Heads(QWidget):
    """The words over the columns; ``words`` are by the place of their right edge."""

    def __init__(self, look: Look, words: Mapping[int, str]) -> None:
        super().__init__()
        self._look, self._words = look, dict(words)
        self.setFixedHeight(look.px(22))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them."""
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        for edge, words in self._words.items():
            room = look.px(120)
            at = QRect(self.width() - look.px(edge) - room, 0, room, self.height())
            painter.drawText(at, _RIGHT, words)
