"""The count file: an append-only log, its derived tables and the drafts, one writer at a time."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.faults import Fault
from countroom.store.connection import connect, faults_of, migrate, refuse_newer
from countroom.store.migrations import APPLICATION_ID, COUNT_FILE
from countroom.store.projections import project, rebuild
from countroom.wire import payload as pl
from countroom.wire.envelope import reopen_envelope
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.domain import events as ev
    from countroom.domain.identifiers import DeviceId, EventId, FieldId, PersonId, SheetId
    from countroom.domain.state import Count
    from countroom.wire.chain import Signed

_SINCE: Final = "SELECT position, id, envelope FROM event WHERE position > ? ORDER BY position"
_STOPPING: Final = ("disk_full", "disk_failed", "file_damaged", "read_only")


@dataclass(frozen=True, slots=True)
class Stored:
    """An envelope at its position in this file, from 1, under the id it was stored with."""

    position: int
    id: str
    envelope: bytes


class Turn:
    """The right to append, held between BEGIN IMMEDIATE and COMMIT."""

    def __init__(self, store: CountStore) -> None:
        self._store = store

    def since(self, position: int) -> list[Stored]:
        """List what another program appended after ``position``; seldom anything."""
        if not self._store.changed_elsewhere():
            return []
        return [Stored(*row) for row in self._store.execute(_SINCE, (position,)).fetchall()]

    def append(self, signed: Signed, count: Count) -> int:
        """Append one event and let the derived tables follow; ``count`` is the state after it.

        Gives the event's position.
        """
        payload, record = signed.payload, signed.recorded
        execute = self._store.execute
        position = execute(
            "INSERT INTO event (id, type, contest, device, incarnation, sequence, at, envelope)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id,
                payload.type,
                payload.contest,
                payload.device,
                payload.incarnation,
                payload.sequence,
                payload.at,
                signed.envelope,
            ),
        ).lastrowid
        project(self._store.rows, record, count)
        return position or 0

    def drop_drafts(self, sheet: SheetId, entry: int) -> None:
        """Forget what was typed for an entry that is finished."""
        self._store.execute("DELETE FROM draft WHERE sheet = ? AND entry = ?", (sheet, entry))


class CountStore:
    """An open count file. All methods raise Fault when the disk or the file fails.

    After the first disk error it takes no more input: it has to be opened again, which reads
    back what is really there.
    """

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = path
        self._database = connect(path, create=create, read_only=read_only, mark=APPLICATION_ID)
        self.rows = self._database.conn
        self.execute = self.rows.execute
        self._stopped = False
        self._version = 0
        try:
            refuse_newer(self._database, COUNT_FILE, path)
            if not read_only:
                migrate(self._database, COUNT_FILE, path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; what was committed is on disk."""
        self._database.conn.close()

    def about(self) -> dict[str, str]:
        """Read what the file says of itself: environment, incarnation, writer."""
        with faults_of(self.path):
            return dict(self.execute("SELECT key, value FROM about").fetchall())

    def describe(self, about: Mapping[str, str]) -> None:
        """Write what the file says of itself, once, when it is made."""
        with self.exclusive():
            self._database.conn.executemany(
                "INSERT INTO about (key, value) VALUES (?, ?)", list(about.items())
            )

    def since(self, position: int = 0) -> Iterator[Stored]:
        """Read the log after a position, in order."""
        with faults_of(self.path):
            for row in self.execute(_SINCE, (position,)):
                yield Stored(*row)

    def changed_elsewhere(self) -> bool:
        """Say whether another connection has written since this was last asked."""
        version = int(self.execute("PRAGMA data_version").fetchone()[0])
        changed, self._version = version != self._version, version
        return changed

    def holds(self, position: int, event: EventId) -> bool:
        """Say whether an event is still where it was stored."""
        with faults_of(self.path):
            row = self.execute("SELECT id FROM event WHERE position = ?", (position,)).fetchone()
        return row is not None and row[0] == event

    def last_at(self) -> str:
        """Give when the last event was recorded, UTC in RFC 3339, empty before the first."""
        with faults_of(self.path):
            row = self.execute("SELECT at FROM event ORDER BY position DESC LIMIT 1").fetchone()
        return row[0] if row else ""

    def head(self, device: DeviceId, incarnation: str) -> tuple[int, str]:
        """Give a chain's last sequence number and event id; (0, FIRST) before its first event."""
        with faults_of(self.path):
            row = self.execute(
                "SELECT sequence, id FROM event WHERE device = ? AND incarnation = ?"
                " ORDER BY sequence DESC LIMIT 1",
                (device, incarnation),
            ).fetchone()
        return (row[0], row[1]) if row else (0, pl.FIRST)

    @contextmanager
    def exclusive(self) -> Iterator[Turn]:
        """Hold the file for one append; leaving by an exception leaves it as it was."""
        if self._stopped:
            raise Fault("stopped", path=str(self.path))
        try:
            with faults_of(self.path):
                self.execute("BEGIN IMMEDIATE")
                try:
                    yield Turn(self)
                    self.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise
        except Fault as fault:
            self._stopped = fault.code in _STOPPING
            raise

    def chained(self, position: int = 0) -> Iterator[tuple[int, ev.Recorded]]:
        """Read the log after a position as events, each following its device's one before.

        What does not read, or does not follow, is a damaged file.
        """
        heads: dict[tuple[str, str], str] = {}
        for stored in self.since(position):
            payload, recorded = self._read(stored)
            chain = (payload.device, payload.incarnation)
            before = heads.get(chain) or self._event_before(payload)
            if payload.previous != before:
                raise self._damaged(stored)
            heads[chain] = recorded.id
            yield stored.position, recorded

    def read(self, stored: Stored) -> ev.Recorded:
        """Read one of our own envelopes, whose signatures were made or checked here before.

        Its bytes still have to be those of its id: a damaged file is a fault.
        """
        return self._read(stored)[1]

    def _read(self, stored: Stored) -> tuple[pl.Payload, ev.Recorded]:
        envelope = reopen_envelope(stored.envelope)
        found = envelope if isinstance(envelope, Problem) else pl.reread(envelope.payload)
        if not isinstance(envelope, Problem) and not isinstance(found, Problem):
            recorded = pl.recorded(envelope.payload, *found)
            if recorded.id == stored.id:
                return found[0], recorded
        raise self._damaged(stored)

    def _event_before(self, payload: pl.Payload) -> str:
        row = self.execute(
            "SELECT id FROM event WHERE device = ? AND incarnation = ? AND sequence = ?",
            (payload.device, payload.incarnation, payload.sequence - 1),
        ).fetchone()
        return str(row[0]) if row else pl.FIRST

    def _damaged(self, stored: Stored) -> Fault:
        return Fault("file_damaged", path=str(self.path), reason=f"event {stored.position}")

    def rebuild(self, empty: Count) -> Count:
        """Drop the derived tables' rows and derive them again from the log."""
        with self.exclusive():
            return rebuild(self.rows, empty, (recorded for _, recorded in self.chained()))

    def save_draft(
        self, sheet: SheetId, entry: int, field: FieldId, person: PersonId, text: str, at: str
    ) -> None:
        """Keep one typed field on disk before the cursor moves on."""
        with self.exclusive():
            self.execute(
                "INSERT OR REPLACE INTO draft (sheet, entry, field, person, text, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (sheet, entry, field, person, text, at),
            )

    def drafts(self, sheet: SheetId, entry: int, person: PersonId) -> dict[FieldId, str]:
        """Read back what a person had typed of a sheet."""
        with faults_of(self.path):
            return dict(
                self.execute(
                    "SELECT field, text FROM draft WHERE sheet = ? AND entry = ? AND person = ?",
                    (sheet, entry, person),
                ).fetchall()
            )

    def _roll_back(self) -> None:
        # SQLite may have rolled back by itself when the disk failed.
        if self._database.conn.in_transaction:
            self.execute("ROLLBACK")
