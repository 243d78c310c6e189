"""Open SQLite files safely: a sound build, every pragma set and read back, plain faults."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils.migrations import Migrations

# The WAL-reset race can corrupt files in every release before 3.51.3 but for two backports.
_FIXED: Final = (3, 51, 3)
_BACKPORTS: Final = ((3, 50, 7), (3, 44, 6))

_PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit that returned is on disk
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,  # REPLACE must not get round the append-only triggers
    "trusted_schema": 0,
    "busy_timeout": 5000,
}

_FAULTS: Final = {
    sqlite.SQLITE_FULL: "disk_full",
    sqlite.SQLITE_READONLY: "read_only",
    sqlite.SQLITE_PERM: "read_only",
    sqlite.SQLITE_CANTOPEN: "read_only",
    sqlite.SQLITE_IOERR: "disk_failed",
    sqlite.SQLITE_CORRUPT: "file_damaged",
    sqlite.SQLITE_NOTADB: "not_a_count_file",
    sqlite.SQLITE_BUSY: "file_busy",
    sqlite.SQLITE_LOCKED: "file_busy",
}


def sound_build(version: tuple[int, ...]) -> bool:
    """Say whether a SQLite version is free of the WAL-reset fault."""
    return version >= _FIXED or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in _BACKPORTS
    )


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn what the disk did to a file into a fault; our own mistakes pass through."""
    try:
        yield
    except sqlite.Error as error:
        code = _FAULTS.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if code is None:
            raise
        raise Fault(code, path=str(path), reason=str(error)) from error


def connect(
    path: Path, *, create: bool = False, read_only: bool = False, mark: int | None = None
) -> Database:
    """Open a database file; the caller's thread owns it.

    ``mark`` is the application id that the file has to bear; another file is left untouched.
    Raises Fault when the file is missing or present against ``create``, is no database, or
    the disk does not give what durability needs.
    """
    if not sound_build(sqlite.sqlite_version_info):
        raise Fault("store_unsafe", version=sqlite.sqlite_version)
    if create and path.exists():
        raise Fault("file_exists", path=str(path))
    if not create and not path.is_file():
        raise Fault("file_missing", path=str(path))
    with faults_of(path):
        mode = "ro" if read_only else ("rwc" if create else "rw")
        connection = sqlite.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
        )
        try:
            if mark is not None and not create:
                _require_mark(connection, path, mark)
            _set_pragmas(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    if create:
        _sync_folder(path.parent)
    return Database(connection, execute_plugins=False)


def refuse_newer(database: Database, migrations: Migrations, path: Path) -> None:
    """Raise Fault for a file that a newer program has brought to its own form."""
    with faults_of(path):
        applied = [migration.name for migration in migrations.applied(database)]
    known = _names(migrations)
    if any(name not in known for name in applied):
        raise Fault("newer_version", path=str(path), theirs=len(applied), ours=len(known))


def migrate(database: Database, migrations: Migrations, path: Path) -> None:
    """Bring a file to today's form. Raises Fault when the disk fails.

    The lock is taken first, so that two programs starting at once do not migrate twice.
    """
    with faults_of(path):
        if not migrations.pending(database):
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(database)
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def _names(migrations: Migrations) -> set[str]:
    return {migration.name for migration in migrations._migrations}  # noqa: SLF001 - no accessor


def _require_mark(connection: sqlite.Connection, path: Path, mark: int) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != mark:
        raise Fault("not_a_count_file", path=str(path))


def _set_pragmas(connection: sqlite.Connection, path: Path, *, read_only: bool) -> None:
    for name, wanted in _PRAGMAS.items():
        if not (read_only and name == "journal_mode"):
            connection.execute(f"PRAGMA {name} = {wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise Fault("setting_missing", path=str(path), setting=f"{name} = {found}")


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable; Windows has no way and no need to sync a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
