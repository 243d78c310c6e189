"""The heads of the log: each laptop's last event, short enough to be copied on a closing sheet."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.identifiers import ContestId, DeviceId
from countroom.store.heads import last_events, sealed_since
from countroom.store.log import CountStore
from countroom.wire.short_code import in_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_DIGITS: Final = 8
NO_EVENT: Final = in_groups("0" * _DIGITS)
"""The head of a laptop that has written nothing into this file."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing sheet needs of the file: heads by laptop, and since when papers are sealed.

    Times are UTC in RFC 3339; a contest that is not under seal has none.
    """

    heads: Mapping[DeviceId, str]
    since: Mapping[ContestId, str]


def heads_of(store: CountStore, devices: Iterable[DeviceId]) -> dict[DeviceId, str]:
    """Give each laptop's head as two groups of four hex digits. Raises Fault."""
    last = last_events(store)
    return {
        device: in_groups(last[device][:_DIGITS]) if device in last else NO_EVENT
        for device in devices
    }


def read_closing(path: Path, devices: Iterable[DeviceId]) -> Closing:
    """Read a count file's heads and seals without changing it. Raises Fault."""
    with _reading(path) as store:
        return Closing(heads_of(store, devices), sealed_since(store))


def as_head(typed: str) -> str:
    """Write a head as it is printed, however its hex digits were typed.

    What holds other letters, or too few or too many, stays as typed and agrees with none.
    """
    digits = "".join(typed.split()).lower()
    if len(digits) == _DIGITS and all(letter in "0123456789abcdef" for letter in digits):
        return in_groups(digits)
    return typed.strip()


@contextmanager
def _reading(path: Path) -> Iterator[CountStore]:
    store = CountStore(path, read_only=True)
    try:
        yield store
    finally:
        store.close()
