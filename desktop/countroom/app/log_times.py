"""When things happened and who signed them: read from the log itself, for the pages that say so.

The state of the count keeps what happened, not when. Nothing is decided from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.faults import Fault
from countroom.store.log import CountStore
from countroom.store.selected import events_of

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import ContestId


def recorded_in(
    path: Path, *kinds: type, contest: ContestId | None = None, after: int = 0
) -> tuple[tuple[int, Recorded], ...]:
    """List a file's events of some kinds with their positions, those of one contest if named.

    Empty where the file cannot be read just now: whoever writes into it tells of that.
    """
    try:
        store = CountStore(path, read_only=True)
    except Fault:
        return ()
    try:
        return tuple(events_of(store, kinds, contest, after))
    except Fault:
        return ()
    finally:
        store.close()
