"""What is durable into files for the world: only what changed, never in the way of intake.

It may stop anywhere: the next start derives everything from the log again.
"""

from __future__ import annotations

import csv
import io
import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.bundled import bundled
from countroom.domain.faults import Fault
from countroom.domain.identifiers import ContestId
from countroom.feed.contests import (
    Document,
    Ward,
    contest_document,
    party_names,
    results_rows,
)
from countroom.feed.night import night_document
from countroom.feed.pages import (
    FONTS,
    SCRIPT,
    STYLE_SHEET,
    Site,
    contest_page,
    council_page,
    fixed_pages,
    lost_page,
    night_page,
)
from countroom.feed.sequencer import Snapshot
from countroom.feed.shelf import Published, Shelf
from countroom.feed.state import council_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from countroom.domain.election import Election
    from countroom.domain.identifiers import ElectionId

RESULTS_COLUMNS: Final = (
    *("contest_id", "candidate_number", "name", "party_id", "votes", "elected"),
    *("second_preferences", "revision", "on_paper"),
)
"""``revision`` counts the records of a declaration, 2 and more for corrected ones; ``on_paper`` is
1 where the result was declared on paper and taken down afterwards. Rows hold the newest record."""
LOST: Final = "404.html"
SCHEMA: Final = "countroom/{kind}/1"

_LEAST_PAUSE: Final = 0.2
_PAUSE_IN_DURATIONS: Final = 4
_PAUSE_AFTER_A_FAULT: Final = 5.0
_STEP: Final = 0.25
"""Seconds of work after which intake may have the processor again."""
_NO_LIMIT: Final = float("inf")

_LOG: Final = logging.getLogger(__name__)

_Elections = list[tuple["Election", tuple[Ward, ...]]]


@dataclass(slots=True)
class _Made:
    """What was made of an election last time, to see what changed since."""

    wards: tuple[Ward, ...]
    council: Document
    names: dict[str, str]
    rows: dict[ContestId, str]


class Publisher:
    """Publishes snapshots of the log into a folder, the newest only, on a thread of its own."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        now: Callable[[], str],
        failed: Callable[[Fault], None],
        published: Callable[[int], None] = lambda _size: None,
    ) -> None:
        self._shelf = Shelf(folder)
        self._site = site
        self._now = now
        self._failed = failed
        self._told = published
        self._made: dict[ElectionId, _Made] = {}
        self._newest = Snapshot(0, ())
        self._published: Snapshot | None = None
        self._stumbled: dict[ElectionId, tuple[Ward, ...]] = {}
        self._night_due = True
        self._size = 0
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="publisher")

    @property
    def files(self) -> Mapping[str, Published]:
        """Give what is published, by path from the root."""
        return self._shelf.files

    def wake(self, snapshot: Snapshot) -> None:
        """Take a newer snapshot; returns at once."""
        self._newest = snapshot
        self._wanted.set()

    def start(self) -> None:
        """Publish what is there, then go on by itself. Raises Fault for an unwritable folder."""
        self.publish()
        self._thread.start()

    def stop(self) -> None:
        """Publish the last snapshot and end."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def publish(self) -> None:
        """Publish the newest snapshot. Raises Fault when the folder cannot be written."""
        while not self._publish_some(_NO_LIMIT):
            pass

    def _run(self) -> None:
        told: dict[str, str | int] = {}
        while not self._stopping.is_set():
            self._wanted.wait()
            self._wanted.clear()
            snapshot, began = self._newest, time.thread_time()
            try:
                done = self._publish_some(_STEP)
            except Fault as fault:
                if fault.details != told:
                    self._failed(fault)
                told, done = fault.details, False
                self._stopping.wait(_PAUSE_AFTER_A_FAULT)
            else:
                told = {}
            if not done:
                self._wanted.set()
            used = time.thread_time() - began
            busy = self._newest is not snapshot
            if busy or done:
                # Intake has the processor first; what comes meanwhile is published together.
                self._stopping.wait(max(_LEAST_PAUSE, _PAUSE_IN_DURATIONS * used * busy))
        with suppress(Fault):
            self.publish()

    def _publish_some(self, limit: float) -> bool:
        """Publish councils until the time is up, those with news first; say whether all are."""
        snapshot, began = self._newest, time.thread_time()
        if snapshot is self._published:
            return True
        if not self._shelf.files:
            for path, content in self._fixed_files():
                self._shelf.put(path, content)
        elections = list(_elections(snapshot))
        due = sorted(self._due(elections), key=lambda one: -one[2])
        for election, wards, _ in due:
            self._try_council(election, wards, snapshot.size)
            self._night_due = True
            if time.thread_time() - began > limit and election is not due[-1][0]:
                break
        else:
            self._size = snapshot.size
        made = [self._made[one.id] for one, _ in elections if one.id in self._made]
        if self._night_due:
            self._publish_night(made)
            self._night_due = False
        self._shelf.put_json("status.json", self._status(made))
        if self._size == snapshot.size:
            self._published = snapshot
        self._told(self._size)
        return snapshot is self._published

    def _due(self, elections: _Elections) -> Iterator[tuple[Election, tuple[Ward, ...], int]]:
        """Give the councils that changed, each with the number of new declarations."""
        for election, wards in elections:
            old = self._made.get(election.id)
            known = {ward.state.contest.id: ward for ward in old.wards} if old else {}
            changed = [one for one in wards if not _same(known.get(one.state.contest.id), one)]
            stumbled = self._stumbled.get(election.id)
            if (changed or old is None) and not _all_same(stumbled, wards):
                yield election, wards, sum(1 for ward in changed if ward.received)

    def _fixed_files(self) -> Iterator[tuple[str, bytes]]:
        yield STYLE_SHEET, self._site.look.style_sheet().encode()
        yield SCRIPT, self._site.look.script
        yield LOST, lost_page(self._site)
        yield from fixed_pages(self._site)
        for font in FONTS:
            file = bundled(f"fonts/{font}")
            if file.is_file():
                yield f"fonts/{font}", file.read_bytes()

    def _publish_night(self, made: list[_Made]) -> None:
        names = {key: name for one in made for key, name in one.names.items()}
        night = night_document(self._site.texts, [one.council for one in made], names)
        licences = dict.fromkeys(one.council["licence"] for one in made)
        night = self._headed("night", night, "; ".join(filter(None, licences)), self._size)
        self._shelf.put_json("state/night.json", night)
        self._shelf.put("index.html", night_page(self._site, night))
        rows = (text for one in made for text in one.rows.values())
        self._shelf.put("results.csv", (_csv([RESULTS_COLUMNS]) + "".join(rows)).encode())

    def _try_council(self, election: Election, wards: tuple[Ward, ...], size: int) -> None:
        """Publish a council; a mistake of ours in one must not hide all others."""
        try:
            self._publish_council(election, wards, size)
        except Fault:
            raise
        except Exception:  # noqa: BLE001 - the seam of a publication
            _LOG.exception("publishing %s", election.id)
            self._stumbled[election.id] = wards

    def _publish_council(self, election: Election, wards: tuple[Ward, ...], size: int) -> None:
        """Publish a council and those of its contests that changed, the page before its figures."""
        old = self._made.get(election.id)
        known = {ward.state.contest.id: ward for ward in old.wards} if old else {}
        changed = [one for one in wards if not _same(known.get(one.state.contest.id), one)]
        rows = dict(old.rows) if old else {}
        for ward in changed:
            identity = ward.state.contest.id
            document = contest_document(election, ward)
            document = self._headed("contest", document, election.licence, size)
            self._shelf.put(f"contest/{identity}/index.html", contest_page(self._site, document))
            self._shelf.put_json(f"state/contest/{identity}.json", document)
            rows[identity] = _csv(results_rows(ward))
        slug = election.council.slug
        document = council_document(self._site.texts, election, wards)
        document = self._headed("council", document, election.licence, size)
        self._shelf.put(f"council/{slug}/index.html", council_page(self._site, document))
        self._shelf.put_json(f"state/council/{slug}.json", document)
        self._made[election.id] = _Made(wards, document, party_names(wards), rows)

    def _headed(self, kind: str, document: Document, licence: str, size: int) -> Document:
        """Put on what every document carries; it shows all entries below ``log_size``."""
        return {
            "licence": licence,
            "schema": SCHEMA.format(kind=kind),
            "environment": self._site.environment,
            "origin": self._site.origin,
            "log_size": size,
            **document,
        }

    def _status(self, made: list[_Made]) -> Document:
        contests = [ward for one in made for ward in one.wards]
        status = {
            "published_at": self._now(),
            "councils": len(made),
            "contests": len(contests),
            "declared": sum(1 for ward in contests if ward.received),
        }
        return self._headed("status", status, "", self._size)


def _elections(snapshot: Snapshot) -> Iterator[tuple[Election, tuple[Ward, ...]]]:
    """Give every election with its contests, both in the order they were set up."""
    for centre in snapshot.centres:
        wards: dict[ElectionId, list[Ward]] = {one: [] for one in centre.count.elections}
        for state in centre.count.contests.values():
            ward = Ward(state, centre.received.get(state.contest.id, ()))
            wards[state.contest.election].append(ward)
        for election in centre.count.elections.values():
            yield election, tuple(wards[election.id])


def _same(one: Ward | None, other: Ward) -> bool:
    return one is not None and one.state is other.state and one.records == other.records


def _all_same(some: tuple[Ward, ...] | None, others: tuple[Ward, ...]) -> bool:
    return some is not None and len(some) == len(others) and all(map(_same, some, others))


def _csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
