"""Telling a scanner from fingers: it types a whole number and Enter within a moment."""

from __future__ import annotations

from time import monotonic_ns
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_SHORTEST: Final = 6
"""Digits of the shortest number on a sheet, its check digit included."""
_APART_MS: Final = 35
"""The longest between two characters of a scanner; a fast typist needs three times as long."""


class Wedge:
    """Listens to the keys of one field; ``scanned`` says at Enter whether it was a scanner.

    A scanner is a keyboard to the computer. Where it types into a field for figures, the number
    must not stay there.
    """

    def __init__(self) -> None:
        self._heard = ""
        self._last = -_APART_MS
        self._before = ""

    @property
    def before(self) -> str:
        """Give what stood in the field before the number came."""
        return self._before

    def hear(self, event: QKeyEvent, text: str) -> bool:
        """Take a key; ``text`` is what stands in the field. Says whether fingers are too slow."""
        # The system's own time of the key: ours would be late where the window was busy.
        now = event.timestamp() or monotonic_ns() // 1_000_000
        close = 0 <= now - self._last <= _APART_MS
        self._last = now
        if not close:
            self._heard, self._before = "", text
        key = event.text()
        self._heard += key if key.isdigit() or key == "-" else ""
        return close

    def scanned(self) -> str:
        """Give at Enter the number that a scanner typed, empty where it was fingers.

        Some scanners are set up without Enter: then the keyer's own counts.
        """
        heard, self._heard = self._heard, ""
        self._last = -_APART_MS
        return heard if sum(one.isdigit() for one in heard) >= _SHORTEST else ""
