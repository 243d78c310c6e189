"""The feed's log: what was accepted, byte for byte, under an index without gaps.

A database of another kind gives the same few methods: append a batch after a known size, read
since an index, keep the key files.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.faults import Fault
from countroom.domain.identifiers import EventId
from countroom.store.connection import connect, faults_of, migrate, refuse_newer
from countroom.store.feed_migrations import FEED, FEED_ID
from countroom.wire.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Arrival:
    """An accepted event on its way into the log; ``centre`` is whose key file signed it."""

    id: EventId
    type: str
    contest: str | None
    centre: int
    received_at: str
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where an arrival stands once its batch is committed: RFC 6962 leaf hash, index from 0."""

    index: int
    leaf: bytes
    log_size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the log with the receipt that was signed for it."""

    index: int
    id: EventId
    centre: int
    received_at: str
    leaf: bytes
    envelope: bytes
    receipt: str


class FeedLog:
    """An open feed database, owned by one thread. All methods raise Fault when the disk fails."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        create = not read_only and not path.exists()
        try:
            self._database = connect(path, create=create, read_only=read_only)
        except Fault as fault:
            if fault.code not in ("not_a_count_file", "file_missing"):
                raise
            raise Fault("not_a_feed", path=str(path.parent)) from fault
        self._execute = self._database.conn.execute
        try:
            self._require_feed(may_be_empty=not read_only)
            if not read_only:
                refuse_newer(self._database, FEED, path)
                migrate(self._database, FEED, path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database; what was committed is on disk."""
        self._database.conn.close()

    def about(self) -> dict[str, str]:
        """Read what the log says of itself: origin, environment, public key."""
        with faults_of(self.path):
            return dict(self._execute("SELECT key, value FROM about").fetchall())

    def describe(self, about: Mapping[str, str]) -> None:
        """Write what the log says of itself, once, when it is made."""
        with self._transaction():
            self._database.conn.executemany(
                "INSERT INTO about (key, value) VALUES (?, ?)", list(about.items())
            )

    def key_files(self) -> list[tuple[int, str]]:
        """List the enrolled key files with their count centre, the newest of a centre last."""
        with faults_of(self.path):
            rows = self._execute("SELECT centre, content FROM key_file ORDER BY position")
            return list(rows.fetchall())

    def enrol(self, centre: int, key_file: str, at: str) -> None:
        """Keep a count centre's key file durably."""
        with self._transaction():
            self._execute(
                "INSERT INTO key_file (centre, content, enrolled_at) VALUES (?, ?, ?)",
                (centre, key_file, at),
            )

    def size(self) -> int:
        """Count the entries; also the index that the next one gets."""
        with faults_of(self.path):
            rows = self._execute("SELECT COALESCE(MAX(entry_index) + 1, 0) FROM entry")
            return int(rows.fetchone()[0])

    def append(
        self, arrivals: Sequence[Arrival], size: int, receipt_for: Callable[[Arrival, Place], str]
    ) -> list[str]:
        """Append a batch in one durable transaction, or nothing of it; gives the receipts.

        ``size`` is the log's as the caller knows it; raises Fault ``file_busy`` when another
        program has appended since.
        """
        rows = []
        for index, one in enumerate(arrivals, start=size):
            place = Place(index, leaf_hash(one.envelope), size + len(arrivals))
            about = (one.id, one.type, one.contest, one.centre, one.received_at)
            rows.append((index, *about, place.leaf, one.envelope, receipt_for(one, place)))
        with self._transaction():
            self._require_size(size)
            self._database.conn.executemany(
                "INSERT INTO entry (entry_index, id, type, contest, centre, received_at, leaf,"
                " envelope, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        return [str(row[-1]) for row in rows]

    def since(self, index: int = 0) -> Iterator[Entry]:
        """Read the log from an index on, in order."""
        with faults_of(self.path):
            rows = self._execute(
                "SELECT entry_index, id, centre, received_at, leaf, envelope, receipt"
                " FROM entry WHERE entry_index >= ? ORDER BY entry_index",
                (index,),
            )
            for row in rows:
                yield Entry(*row)

    def receipts(self, indices: Iterable[int]) -> dict[int, str]:
        """Give the receipts that were signed for these entries."""
        found = {}
        with faults_of(self.path):
            for index in set(indices):
                rows = self._execute("SELECT receipt FROM entry WHERE entry_index = ?", (index,))
                found[index] = str(rows.fetchone()[0])
        return found

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with faults_of(self.path):
            self._execute("BEGIN IMMEDIATE")
            try:
                yield
                self._execute("COMMIT")
            except BaseException:
                # SQLite may have rolled back by itself when the disk failed.
                if self._database.conn.in_transaction:
                    self._execute("ROLLBACK")
                raise

    def _require_size(self, size: int) -> None:
        if self.size() != size:
            raise Fault("file_busy", path=str(self.path))

    def _require_feed(self, *, may_be_empty: bool) -> None:
        with faults_of(self.path):
            found = self._execute("PRAGMA application_id").fetchone()[0]
            tables = self._execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0]
        # An empty file is a first start that was cut short.
        if found != FEED_ID and (tables or not may_be_empty):
            raise Fault("not_a_feed", path=str(self.path.parent))
