"""A night's clock that moves when something happens, the same for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from countroom.app.clock import stamp
from countroom.texts import LONDON

_STEP: Final = timedelta(seconds=7)


class NightClock:
    """Starts at 22:15 London time on polling day and takes seven seconds over everything."""

    def __init__(self, polling_day: str, seed: int) -> None:
        start = datetime.fromisoformat(f"{polling_day}T22:15:00").replace(tzinfo=LONDON)
        self._now = start.astimezone(UTC)
        self._start = self._now
        self._boot = f"rehearsal-{seed}"

    @property
    def boot(self) -> str:
        """Name this rehearsal."""
        return self._boot

    def now(self) -> str:
        """Give the night's time and move it on."""
        self._now += _STEP
        return stamp(self._now)

    def ticks(self) -> int:
        """Give milliseconds since the night began."""
        return int((self._now - self._start).total_seconds() * 1000)

    def until_morning(self) -> None:
        """Go on at nine o'clock London time, of this day or the next."""
        here = self._now.astimezone(LONDON)
        morning = here.replace(hour=9, minute=0, second=0, microsecond=0)
        if morning <= here:
            morning += timedelta(days=1)
        self._now = morning.astimezone(UTC)
