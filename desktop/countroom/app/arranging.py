"""How a contest's papers are counted, as chosen at set-up: tables, depth, what is kept, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from countroom.app.bill import sheets_to_print
from countroom.domain.election import Depth, MiniCount
from countroom.domain.identifiers import MiniCountId
from countroom.texts import LONDON

if TYPE_CHECKING:
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import BoxId
    from countroom.texts import Texts

MOST_TABLES: Final = 26
NOON: Final = 12
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MIXED: Final = 2
"""Papers of so many boxes at least are mixed before they are counted."""
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What set-up decides for every contest; ``expected_at`` is UTC, empty where nobody said."""

    tables: int = 1
    depth: Depth = "totals"
    unused_votes: bool = False
    count_before_verification: bool = False
    expected_at: str = ""


def arranged(contest: Contest, how: Arrangement, texts: Texts) -> Contest:
    """Give a contest its tables and what else was decided; one without a poll stays as it is."""
    if contest.uncontested:
        return contest
    return replace(
        contest,
        mini_counts=_tables(contest, how, texts),
        keeps_unused_votes=how.unused_votes,
        expected_at=how.expected_at,
    )


def at_night(polling_day: str, typed: str) -> str | None:
    """Read a time of the night in London as UTC, None where it is none.

    A time before noon is that of the morning after polling day.
    """
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    day = date.fromisoformat(polling_day) + timedelta(days=int(hour < NOON))
    local = datetime.combine(day, time(hour, minute), LONDON)
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _tables(contest: Contest, how: Arrangement, texts: Texts) -> tuple[MiniCount, ...]:
    """Make the mini-counts; one table at the usual depth needs none by name."""
    if how.tables == 1 and how.depth == "totals":
        return ()
    every = how.depth == "every_sheet"
    sheets = sheets_to_print(contest, how.tables) if every else 0
    return tuple(
        MiniCount(
            MiniCountId(_LETTERS[n]), texts.say("Table {n}", n=n + 1), boxes, how.depth, sheets
        )
        for n, boxes in enumerate(_dealt(contest, how.tables))
    )


def _dealt(contest: Contest, tables: int) -> list[tuple[BoxId, ...]]:
    """Deal the boxes to tables, two or more to each; where they are too few all feed each table.

    Papers of a box are mixed with those of another first (SI 2006/3304 Sch 2 r. 45).
    """
    boxes = [box.id for box in contest.boxes]
    dealt = [tuple(boxes[n::tables]) for n in range(tables)]
    if len(boxes) < _MIXED * tables or any(map(contest.of_one_station, dealt)):
        return [tuple(boxes)] * tables
    return dealt
