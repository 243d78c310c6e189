"""A first look into a count file: which contests it holds and how far each is.

Read from the derived tables alone, so that a window can show them before the rest of the
program is loaded. Nothing is decided from it: the log is read for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysqlite3 import dbapi2 as sqlite

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Glance:
    """What a count file says of itself: ``contests`` are areas with their milestones."""

    environment: str
    name: str
    polling_day: str
    contests: tuple[tuple[str, str], ...]


def glance(path: Path) -> Glance | None:
    """Look into a count file; None for anything that cannot be read at once."""
    try:
        file = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite.Error:
        return None
    try:
        environment = file.execute("SELECT value FROM about WHERE key = 'environment'").fetchone()
        election = file.execute("SELECT name, polling_day FROM election ORDER BY id").fetchone()
        contests = file.execute("SELECT area, milestone FROM contest ORDER BY number").fetchall()
    except sqlite.Error:
        return None
    finally:
        file.close()
    if environment is None or election is None:
        return None
    name, day = election
    return Glance(environment[0], name, day, tuple(contests))
