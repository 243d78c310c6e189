"""A keyer's own speed and slips, from the log, for that keyer's eyes alone.

Nothing of it is kept, copied or shown to anybody else: it is worked out anew from what the log
holds anyway, at the laptop where the keyer sits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.identifiers import PersonId, SheetId
from countroom.store.selected import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.app.count import OpenCount
    from countroom.domain.identifiers import FieldId

_KEYED: Final = (ev.SheetEntered, ev.EntryCorrected, ev.SheetSentBack, ev.SheetReopened)
_PAUSE_SECONDS: Final = 600
"""A longer time between two sheets is a pause and no keying."""


@dataclass(frozen=True, slots=True)
class OwnSpeed:
    """How a person keys; ``keys_a_minute`` takes in the time between sheets, None for none yet.

    ``sent_back`` are lines of theirs that had to be keyed again, of ``lines`` keyed.
    """

    person: PersonId
    sheets: int
    keys_a_minute: int | None
    lines: int
    sent_back: int


@dataclass(slots=True)
class Pace:
    """What one person has keyed up to ``position`` of the log.

    ``keys`` and ``seconds`` are those of the sheets keyed without a pause after another.
    """

    person: PersonId
    position: int = 0
    sheets: int = 0
    lines: int = 0
    sent_back: int = 0
    keys: int = 0
    seconds: int = 0
    _last: str = ""
    _own: set[tuple[SheetId, int]] = field(default_factory=set)

    def speed(self) -> OwnSpeed:
        """Say how it goes."""
        a_minute = (120 * self.keys + self.seconds) // (2 * self.seconds) if self.seconds else None
        return OwnSpeed(self.person, self.sheets, a_minute, self.lines, self.sent_back)

    def take(self, log: Iterable[tuple[int, ev.Recorded]]) -> None:
        """Go on with what the log holds after ``position``."""
        for position, recorded in log:
            self.position = position
            self._see(recorded)

    def _see(self, recorded: ev.Recorded) -> None:
        match recorded.event:
            case ev.SheetEntered(sheet=sheet, entry=entry, figures=figures):
                if recorded.people[0] == self.person:
                    self._own.add((sheet, entry))
                    self.sheets += 1
                    self._keyed(figures, recorded.at)
            case ev.EntryCorrected(figures=figures):
                if recorded.people[0] == self.person:
                    self._keyed(figures, recorded.at)
            case ev.SheetSentBack(sheet=sheet, entry=entry, fields=fields):
                if (sheet, entry) in self._own:
                    self.sent_back += len(fields)
            case ev.SheetReopened(sheet=sheet):
                self._own -= {(sheet, 1), (sheet, 2)}

    def _keyed(self, figures: Mapping[FieldId, int], at: str) -> None:
        self.lines += len(figures)
        since = _seconds(self._last, at) if self._last else _PAUSE_SECONDS + 1
        if 0 <= since <= _PAUSE_SECONDS:
            self.seconds += since
            self.keys += sum(len(str(figure)) + 1 for figure in figures.values()) + 1
        self._last = at


def read_pace(count: OpenCount, pace: Pace) -> OwnSpeed:
    """Bring a pace up to what is on disk, and say it. Raises Fault when the disk fails."""
    pace.take(events_of(count.store, _KEYED, after=pace.position))
    return pace.speed()


def _seconds(before: str, after: str) -> int:
    between = datetime.fromisoformat(after) - datetime.fromisoformat(before)
    return round(between.total_seconds())
