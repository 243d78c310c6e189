"""The clocks of the world; tests and rehearsals bring their own."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock; times go into the log and order nothing."""

    def __init__(self) -> None:
        self._boot = uuid.uuid4().hex

    @property
    def boot(self) -> str:
        """Name this run of the program."""
        return self._boot

    def now(self) -> str:
        """Give UTC in RFC 3339 with milliseconds."""
        return stamp(datetime.now(UTC))

    def ticks(self) -> int:
        """Give milliseconds of a clock that nobody sets."""
        return time.monotonic_ns() // 1_000_000


def stamp(moment: datetime) -> str:
    """Write an aware moment as UTC in RFC 3339 with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
