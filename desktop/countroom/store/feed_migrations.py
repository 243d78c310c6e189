"""The form of a feed's database, step by step. A step is never edited once released.

``entry`` is the log as the world will read it, ``key_file`` whose signatures it takes; both only
grow. Everything published is derived from them and lies in plain files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

FEED = Migrations("countroom-feed")
FEED_ID = 0x434E4644
"""``CNFD`` in the header of a feed's database."""


@FEED()
def m001_log(database: Database) -> None:
    """Lay out the log and the enrolled key files."""
    for statement in _TABLES:
        database.execute(statement)
    for table in ("entry", "key_file"):
        for verb in ("UPDATE", "DELETE"):
            database.execute(
                f"CREATE TRIGGER {table}_only_grows_{verb.lower()} BEFORE {verb} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
            )
    database.execute(f"PRAGMA application_id = {FEED_ID}")


_TABLES = (
    """CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    """CREATE TABLE key_file (
        position INTEGER PRIMARY KEY,
        centre INTEGER NOT NULL,
        content TEXT NOT NULL UNIQUE,
        enrolled_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        entry_index INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        contest TEXT,
        centre INTEGER NOT NULL,
        received_at TEXT NOT NULL,
        leaf BLOB NOT NULL,
        envelope BLOB NOT NULL,
        receipt TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER entry_without_gap BEFORE INSERT ON entry
       WHEN NEW.entry_index <> (SELECT COALESCE(MAX(entry_index) + 1, 0) FROM entry)
       BEGIN SELECT RAISE(ABORT, 'the index has no gaps'); END""",
)
