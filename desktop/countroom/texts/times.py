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


_SHORT: Final = (
    N_("Mon {time}"),
    N_("Tue {time}"),
    N_("Wed {time}"),
    N_("Thu {time}"),
    N_("Fri {time}"),
    N_("Sat {time}"),
    N_("Sun {time}"),
)

WIDEST_TIME: Final = "Mer 00:00"
"""As wide as ``short_time`` gets, in either language: for columns that keep room for it."""


def london(at: str) -> tuple[str, str]:
    """Give the London day (ISO) and time (hh:mm) of a UTC stamp."""
    local = datetime.fromisoformat(at).astimezone(LONDON)
    return local.date().isoformat(), local.strftime("%H:%M")


def weekday(texts: Texts, iso: str) -> str:
    """Write an ISO day with its weekday: Thursday 2 May 2024."""
    name = texts.say(_WEEKDAYS[datetime.fromisoformat(iso).weekday()])
    return f"{name} {texts.day(iso)}"


def say_time(texts: Texts, at: str, polling_day: str = "") -> str:
    """Write the London time of a UTC stamp, with its day unless that is the polling day.

    So after midnight nobody takes 00:40 for the evening before: 00:40 on 3 May 2024. Where the
    polling day is not at hand every time carries its day.
    """
    day, time = london(at)
    return (
        time if day == polling_day else texts.say("{time} on {day}", time=time, day=texts.day(day))
    )


def short_time(texts: Texts, at: str, polling_day: str = "") -> str:
    """Write the London time of a UTC stamp for a narrow column: 23:40, after midnight Fri 00:12.

    A night and the days after it are told apart by their weekday; the date stands elsewhere on
    the page. Where the polling day is not at hand every time carries its weekday.
    """
    day, time = london(at)
    if day == polling_day:
        return time
    return texts.say(_SHORT[datetime.fromisoformat(day).weekday()], time=time)
