"""Where each seat of a row stands: from the left, in one line or in columns of two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

_WIDE: Final = 12
_GAPS: Final = (1.0, 2.0)


@dataclass(frozen=True, slots=True)
class SeatPlaces:
    """The places of ``total`` seats, counted from 0, in ``box``; lengths in px.

    With two lines a column is filled from top to bottom before the next begins, so that a
    majority is one line through the row, with a step where it falls into a column.
    """

    box: QRectF
    total: int
    lines: int

    @property
    def pitch(self) -> float:
        """Give the width of a column with its gap."""
        columns = -(-max(1, self.total) // self.lines)
        return self.box.width() / columns

    def line_of(self, seat: int) -> int:
        """Give the line of a seat, 0 for the upper one."""
        return seat % self.lines

    def cells(self) -> list[QRectF]:
        """Give the cell of each seat."""
        pitch, height = self.pitch, self._line_height()
        gap = _GAPS[pitch >= _WIDE]
        # Whole px, so that every border is as sharp as the next.
        edges = [
            round(self.box.left() + column * pitch)
            for column in range(-(-self.total // self.lines) + 1)
        ]
        tops = [
            round(self.box.top() + line * (height + self._between())) for line in range(self.lines)
        ]
        places = (divmod(seat, self.lines) for seat in range(self.total))
        return [
            QRectF(edges[at], tops[line], edges[at + 1] - edges[at] - gap, round(height))
            for at, line in places
        ]

    def across(self, start: int, seats: int) -> QRectF:
        """Give the upper line of so many seats from ``start`` on, whole columns only."""
        first = -(-start // self.lines)
        end = (start + seats) // self.lines
        left = self.box.left() + first * self.pitch
        return QRectF(left, self.box.top(), (end - first) * self.pitch, self._line_height())

    def line_after(self, seats: int, over: float) -> list[QPointF]:
        """Give the line that has so many seats on its left, ``over`` px longer at both ends."""
        box = self.box
        whole, part = divmod(seats, self.lines)
        inset = _GAPS[self.pitch >= _WIDE] / 2
        low = box.left() + whole * self.pitch - inset
        high = low + (self.pitch if part else 0.0)
        middle = box.top() + self._line_height() + self._between() / 2
        top, bottom = QPointF(high, box.top() - over), QPointF(low, box.bottom() + over)
        if not part:
            return [top, bottom]
        return [top, QPointF(high, middle), QPointF(low, middle), bottom]

    def _between(self) -> float:
        return 2.0 if self.lines > 1 else 0.0

    def _line_height(self) -> float:
        return (self.box.height() - (self.lines - 1) * self._between()) / self.lines
