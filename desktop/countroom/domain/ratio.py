"""Exact fractions in whole numbers: rounded where a person reads them, never before."""

from __future__ import annotations

from typing import NamedTuple


class Ratio(NamedTuple):
    """``numerator / denominator``, the denominator above zero; not reduced."""

    numerator: int
    denominator: int

    def scaled(self, scale: int) -> int:
        """Give the nearest whole number of 1/``scale``, halves away from zero: for display only.

        A share in tenths of a percent is ``share.scaled(1000)``.
        """
        size = (2 * abs(self.numerator) * scale + self.denominator) // (2 * self.denominator)
        return size if self.numerator >= 0 else -size
