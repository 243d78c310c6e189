"""Brings what other threads have to say into the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class PostBox(QObject):
    """``tell`` may be called from any thread; the call is made in the thread of this object."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def tell(self, call: Callable[[], None]) -> None:
        """Have a call made in the window's thread, after those told before."""
        self._posted.emit(call)

    def _take(self, call: Callable[[], None]) -> None:
        call()
