"""Days and times as a count centre says them: polls close and results are dated in London."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from countroom.texts.catalogue import N_

if TYPE_CHECKING:
    from countroom.texts.catalogue import Texts

LONDON: Final = ZoneInfo("Europe/London")

_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def london(at: str) -> tuple[str, str]:
    """Give the London day (ISO) and time (hh:mm) of a UTC stamp."""
    local = datetime.fromisoformat(at).astimezone(LONDON)
    return local.date().isoformat(), local.strftime("%H:%M")


def weekday(texts: Texts, iso: str) -> str:
    """Write an ISO day with its weekday: Thursday 2 May 2024."""
    name = texts.say(_WEEKDAYS[datetime.fromisoformat(iso).weekday()])
    return f"{name} {texts.day(iso)}"
