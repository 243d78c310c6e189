"""Times as a count centre says them: after midnight with their day."""

from __future__ import annotations

import pytest

from countroom.texts import Texts, say_time, short_time

POLLED = "2024-05-02"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2024-05-02T21:59:00.000Z", "22:59"),
        ("2024-05-02T22:59:59.000Z", "23:59"),
        ("2024-05-02T23:00:00.000Z", "00:00 on 3 May 2024"),
        ("2024-05-03T03:30:00.000Z", "04:30 on 3 May 2024"),
        ("2024-05-03T13:05:00.000Z", "14:05 on 3 May 2024"),
    ],
)
def test_a_time_that_is_not_on_the_polling_day_carries_its_day(at: str, said: str) -> None:
    assert say_time(Texts(), at, POLLED) == said


def test_where_the_polling_day_is_not_at_hand_every_time_carries_its_day() -> None:
    assert say_time(Texts(), "2024-05-02T21:59:00.000Z") == "22:59 on 2 May 2024"


def test_in_winter_the_clock_of_london_is_that_of_the_stamp() -> None:
    assert (
        say_time(Texts(), "2026-11-26T00:40:00.000Z", "2026-11-25") == "00:40 on 26 November 2026"
    )


@pytest.mark.parametrize(
    ("at", "polled", "said"),
    [
        ("2024-05-02T22:59:59.000Z", "2024-05-02", "23:59"),
        ("2024-05-02T23:00:00.000Z", "2024-05-02", "Fri 00:00"),
        ("2024-05-03T23:12:00.000Z", "2024-05-02", "Sat 00:12"),
        ("2026-11-26T23:59:00.000Z", "2026-11-26", "23:59"),
        ("2026-11-27T00:12:00.000Z", "2026-11-26", "Fri 00:12"),
        ("2024-05-02T21:59:00.000Z", "", "Thu 22:59"),
    ],
)
def test_in_a_narrow_column_a_time_of_another_day_carries_its_weekday(
    at: str, polled: str, said: str
) -> None:
    assert short_time(Texts(), at, polled) == said


def test_every_weekday_has_its_short_form() -> None:
    days = [short_time(Texts(), f"2024-05-{day:02}T12:00:00Z")[:3] for day in range(6, 13)]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
