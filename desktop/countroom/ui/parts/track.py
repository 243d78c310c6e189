"""The track of a contest: how many steps are behind it, painted small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from countroom.ui.look import Look

STEPS: Final = 6
"""Boxes, verified, first entry, second entry, agreed, declared."""


def paint_track(painter: QPainter, rect: QRect, done: int, look: Look) -> None:
    """Paint six segments, so many of them filled."""
    gap = look.px(3)
    width = (rect.width() - gap * (STEPS - 1)) / STEPS
    painter.save()
    for step in range(STEPS):
        at = QRectF(rect.x() + step * (width + gap), rect.y(), width, rect.height())
        filled = step < done
        painter.setPen(QPen(look.colour("meterFill" if filled else "border"), 1))
        painter.setBrush(look.colour("meterFill" if filled else "meterTrack"))
        painter.drawRect(at.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()
