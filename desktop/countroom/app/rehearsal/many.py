"""Play many councils at once, a process each, all sending to one feed."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.rehearsal.council import Rehearsed, Wishes, rehearse_council
from countroom.app.rehearsal.crew import Crew, make_crew
from countroom.app.rehearsal.source import published_night
from countroom.app.rehearsal.tables import laid_out
from countroom.app.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class _Worker:
    source: Source
    crew: Crew
    day: str
    folder: Path
    wishes: Wishes


_worker: list[_Worker] = []


def rehearse_many(
    paths: Sequence[Path], day: str, slugs: Sequence[str], folder: Path, wishes: Wishes
) -> Iterator[Rehearsed]:
    """Play councils in one process more than there are cores, since each waits for the disk.

    Results come in the order of ``slugs``.
    """
    pool = ProcessPoolExecutor(
        max_workers=min(len(slugs), 1 + (os.cpu_count() or 1)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(list(paths), day, folder, wishes),
    )
    with pool:
        yield from pool.map(_play, slugs)


def _start(paths: list[Path], day: str, folder: Path, wishes: Wishes) -> None:
    """Read the source and make the crew once for every council this process plays."""
    _worker[:] = [_Worker(Source(paths), make_crew(wishes.seed), day, folder, wishes)]


def _play(slug: str) -> Rehearsed:
    worker = _worker[0]
    night = laid_out(published_night(worker.source, slug, worker.day), worker.wishes.layout)
    return rehearse_council(
        night, worker.crew, worker.folder / slug, worker.wishes, lambda _state: None
    )
