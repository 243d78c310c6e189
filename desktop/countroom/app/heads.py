"""What the closing sheet says of the log, and where a code from paper and this file part.

The codes of the closing sheet were on paper and out of reach while the hall slept: what they
do not agree with was changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.identifiers import ContestId, DeviceId
from countroom.domain.pausing import DIGITS, code_of
from countroom.store.heads import (
    Place,
    event_after,
    event_before,
    event_by_code,
    hourly,
    last_before,
    sealed_since,
    sealing_of,
)
from countroom.store.log import CountStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEX: Final = frozenset("0123456789abcdef")

Where = Literal["other_laptop", "after_sealing", "on_the_way", "nowhere", "agrees"]


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing sheet needs of the file: since when papers are sealed, codes on the way.

    Times are UTC in RFC 3339; a contest that is not under seal has none. ``rungs`` are each
    laptop's last event of every hour until then, oldest first: typed in, they find where a night
    was changed.
    """

    since: Mapping[ContestId, str]
    rungs: Mapping[ContestId, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a code from the closing sheet and this file part, as far as it can be known.

    ``known`` is the event that the code is of; ``first`` the laptop's first event that may be
    another than the papers were sealed on, None where it has none.
    """

    device: DeviceId
    where: Where
    known: Place | None
    first: Place | None


def read_closing(path: Path) -> Closing:
    """Read when papers were sealed and the codes on the way, without changing it. Raises Fault."""
    with _reading(path) as store:
        return closing_of(store)


def closing_of(store: CountStore) -> Closing:
    """Give what the closing sheet needs of an open file. Raises Fault."""
    since = sealed_since(store)
    until = {contest: last_before(store, sealing_of(store, contest)) for contest in since}
    found = {position: hourly(store, position) for position in set(until.values())}
    return Closing(since, {contest: found[position] for contest, position in until.items()})


def read_parting(
    path: Path, contest: ContestId, device: DeviceId, typed: str, agreed: int = 0
) -> Parting:
    """Find where a code read from the closing sheet stands in this file. Raises Fault.

    ``agreed`` is the position of an event whose code was read from the sheet too: up to there
    the file is what was sealed.
    """
    with _reading(path) as store:
        sealing = sealing_of(store, contest)
        digits = as_head(typed).replace(" ", "")
        found = event_by_code(store, digits) if _is_code(digits) else None
        if found is not None and found.device != device:
            return Parting(device, "other_laptop", found, None)
        if found is not None and found.position > sealing:
            return Parting(device, "after_sealing", found, None)
        if found is not None and found == event_before(store, device, sealing):
            return Parting(device, "agrees", found, None)
        where: Where = "nowhere" if found is None else "on_the_way"
        past = found.position if found is not None else agreed
        return Parting(device, where, found, event_after(store, device, past))


def as_head(typed: str) -> str:
    """Write a head as it is printed, however its hex digits were typed.

    What holds other letters, or too few or too many, stays as typed and agrees with none.
    """
    digits = "".join(typed.split()).lower()
    return code_of(digits) if _is_code(digits) else typed.strip()


def _is_code(digits: str) -> bool:
    return len(digits) == DIGITS and set(digits) <= _HEX


@contextmanager
def _reading(path: Path) -> Iterator[CountStore]:
    store = CountStore(path, read_only=True)
    try:
        yield store
    finally:
        store.close()
