"""Where the log stands: events by the code on paper, and since when papers are under seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.identifiers import ContestId, DeviceId, PersonId
from countroom.store.connection import faults_of
from countroom.store.log import Stored

if TYPE_CHECKING:
    from countroom.store.log import CountStore

_SINCE: Final = "SELECT contest, max(sealed_at) FROM seal WHERE opened_at IS NULL GROUP BY contest"
_SEALING: Final = "SELECT max(position) FROM event WHERE type = 'PapersSealed' AND contest = ?"
_EVENT: Final = "SELECT position, sequence, device, id, at, envelope FROM event"
_BY_CODE: Final = f"{_EVENT} WHERE id >= ? AND id < ? ORDER BY position LIMIT 1"
_NEXT: Final = (
    f"{_EVENT} WHERE device = ? AND type != 'PapersSealed' AND position > ?"
    " ORDER BY position LIMIT 1"
)
_BEFORE: Final = (
    f"{_EVENT} WHERE device = ? AND type != 'PapersSealed' AND position < ?"
    " ORDER BY position DESC LIMIT 1"
)
_HOURLY: Final = (
    f"{_EVENT} WHERE position IN"  # noqa: S608
    " (SELECT max(position) FROM event WHERE type != 'PapersSealed' AND position <= ?"
    " GROUP BY device, substr(at, 1, 13)) ORDER BY position"
)
_LAST: Final = "SELECT max(position) FROM event WHERE type != 'PapersSealed' AND position < ?"
_PAST_HEX: Final = "g"


@dataclass(frozen=True, slots=True)
class Place:
    """An event in this file: where it stands, and whose laptop wrote it as which of its events.

    ``position`` and ``number`` count from 1, in the file and in the laptop; ``at`` is UTC in
    RFC 3339.
    """

    position: int
    number: int
    device: DeviceId
    id: str
    at: str
    people: tuple[PersonId, ...]


def sealed_since(store: CountStore) -> dict[ContestId, str]:
    """Give since when each contest is under seal, UTC in RFC 3339. Raises Fault."""
    with faults_of(store.path):
        rows = store.execute(_SINCE).fetchall()
    return {ContestId(contest): at for contest, at in rows}


def sealing_of(store: CountStore, contest: ContestId) -> int:
    """Give the position of a contest's last sealing, 0 without one. Raises Fault."""
    with faults_of(store.path):
        (found,) = store.execute(_SEALING, (contest,)).fetchone()
    return int(found or 0)


def event_by_code(store: CountStore, code: str) -> Place | None:
    """Find the first event whose id begins with a code's hex digits. Raises Fault."""
    return _one(store, _BY_CODE, code, code + _PAST_HEX)


def event_after(store: CountStore, device: DeviceId, position: int) -> Place | None:
    """Find a laptop's next event after a position, sealings aside. Raises Fault."""
    return _one(store, _NEXT, device, position)


def event_before(store: CountStore, device: DeviceId, position: int) -> Place | None:
    """Find a laptop's last event before a position, sealings aside. Raises Fault."""
    return _one(store, _BEFORE, device, position)


def last_before(store: CountStore, position: int) -> int:
    """Give the position of the last event before another, sealings aside. Raises Fault."""
    with faults_of(store.path):
        (found,) = store.execute(_LAST, (position,)).fetchone()
    return int(found or 0)


def hourly(store: CountStore, until: int) -> tuple[Place, ...]:
    """List each laptop's last event of every hour in which it wrote, up to a position.

    In order. Raises Fault.
    """
    with faults_of(store.path):
        rows = store.execute(_HOURLY, (until,)).fetchall()
    return tuple(_place(store, *row) for row in rows)


def _one(store: CountStore, query: str, *values: object) -> Place | None:
    with faults_of(store.path):
        row = store.execute(query, values).fetchone()
    return _place(store, *row) if row else None


def _place(
    store: CountStore,
    position: int,
    number: int,
    device: str,
    event: str,
    at: str,
    envelope: bytes,
) -> Place:
    people = store.read(Stored(position, event, envelope)).people
    return Place(position, number, DeviceId(device), event, at, people)
