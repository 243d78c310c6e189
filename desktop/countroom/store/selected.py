"""Some events of a log: those of a kind, or of a kind in one contest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.store.connection import faults_of
from countroom.store.log import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import ContestId
    from countroom.store.log import CountStore


def events_of(
    store: CountStore, kinds: Sequence[type], contest: ContestId | None = None, after: int = 0
) -> Iterator[tuple[int, Recorded]]:
    """Read the events of some kinds after a position, each with its own. Raises Fault."""
    names = [kind.__name__ for kind in kinds]
    marks = ", ".join("?" for _ in names)
    query = f"SELECT position, id, envelope FROM event WHERE position > ? AND type IN ({marks})"  # noqa: S608 - marks alone vary
    values: tuple[object, ...] = (after, *names)
    if contest is not None:
        query, values = f"{query} AND contest = ?", (*values, contest)
    query = f"{query} ORDER BY position"
    with faults_of(store.path):
        rows = store.execute(query, values).fetchall()
    for row in rows:
        stored = Stored(*row)
        yield stored.position, store.read(stored)
