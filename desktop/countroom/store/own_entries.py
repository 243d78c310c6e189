"""What was keyed, read from the log alone: the events of double entry and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.store.connection import faults_of
from countroom.store.log import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.store.log import CountStore

_TYPES: Final = (ev.SheetEntered, ev.EntryCorrected, ev.SheetSentBack, ev.SheetReopened)
_KEYED: Final = (
    "SELECT position, id, envelope FROM event WHERE position > ? AND type IN (?, ?, ?, ?)"
    " ORDER BY position"
)


def entries_since(store: CountStore, position: int) -> Iterator[tuple[int, ev.Recorded]]:
    """Read the events of double entry after a position, each with its own. Raises Fault."""
    names = tuple(one.__name__ for one in _TYPES)
    with faults_of(store.path):
        for row in store.execute(_KEYED, (position, *names)):
            stored = Stored(*row)
            yield stored.position, store.read(stored)
