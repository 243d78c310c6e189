"""Whether a machine is fit for a night: program, disk, clock, sheets and law, as codes.

Nothing of a count is read and nothing stays behind on the disk.
"""

from __future__ import annotations

import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from countroom.bundled import bundled
from countroom.documents import KINDS, Typesetter
from countroom.domain.faults import Fault
from countroom.rules import RuleSetError, load_rule_sets
from countroom.store.connection import connect
from countroom.texts import london

MOUNTS: Final = Path("/proc/mounts")
OLDEST_PYTHON: Final = (3, 11)
EARLIEST: Final = "2025-01-01"
LATEST: Final = "2049-12-31"
"""Before the one this program was not written; past the other a battery is dead."""
LEAST_ROOM_MB: Final = 200
EASY_ROOM_MB: Final = 2_000
"""A night's count file takes some tens of megabytes, its sheets and copies as much again."""

_NETWORK: Final = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "davfs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.davfs2"),
}
_MEMORY: Final = {"tmpfs", "ramfs"}

State = Literal["ok", "note", "fault"]
Subject = Literal["python", "store", "disk", "room", "clock", "sheets", "rules", "law"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one subject; a fault is a reason not to start the night.

    ``why`` is the code of a sentence in ``FAULTS`` (store) or ``UNVERIFIED`` (law), empty for
    the others; ``details`` fill the sentence.
    """

    subject: Subject
    state: State
    why: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)


def home_folder() -> Path:
    """Name the folder in which the desk proposes to keep count files; it may not exist."""
    return Path.home() / "Countroom"


def examine(folder: Path, now: str) -> tuple[Check, ...]:
    """Check the machine for count files in ``folder`` at ``now``, a UTC stamp."""
    place = _nearest(folder)
    return (
        _python(),
        _store(place),
        _disk(place),
        _room(place),
        _clock(now),
        _sheets(),
        *_law(),
    )


def _nearest(folder: Path) -> Path:
    """Give the folder, or the first above it that exists."""
    whole = folder.absolute()
    return next(place for place in (whole, *whole.parents) if place.is_dir())


def _python() -> Check:
    fits = sys.version_info[:2] >= OLDEST_PYTHON
    return Check("python", _fault_unless(fits), details={"version": platform.python_version()})


def _store(place: Path) -> Check:
    """Keep and drop a small file as a night would: a sound SQLite, every setting read back."""
    try:
        with tempfile.TemporaryDirectory(prefix=".countroom-", dir=place) as folder:
            database = connect(Path(folder) / "doctor.db", create=True)
            try:
                version = ".".join(map(str, database.sqlite_version))
            finally:
                database.close()
    except OSError as error:
        details = {"path": str(place), "reason": error.strerror or ""}
        return Check("store", "fault", "cannot_write", details)
    except Fault as fault:
        return Check("store", "fault", fault.code, fault.details)
    return Check("store", "ok", details={"version": version, "folder": str(place)})


def _disk(place: Path) -> Check:
    """Say whether the folder is on a disk of this machine: elsewhere a commit is no promise."""
    kind = _file_system(place)
    details = {"folder": str(place), "kind": kind}
    if not kind:
        return Check("disk", "note", details=details)
    return Check("disk", _fault_unless(kind not in _NETWORK | _MEMORY), details=details)


def _file_system(place: Path) -> str:
    """Name the kind of file system under a folder, empty where the system does not tell."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    kind, longest = "", -1
    for line in mounts.splitlines():
        _, at, found, *_ = line.split(" ")
        mounted = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), at))
        # Of two at one place the later covers the earlier.
        if mounted in (place, *place.parents) and len(mounted.parts) >= longest:
            kind, longest = found, len(mounted.parts)
    return kind


def _room(place: Path) -> Check:
    free = shutil.disk_usage(place).free // 1_000_000
    state: State = "note" if free < EASY_ROOM_MB else "ok"
    state = "fault" if free < LEAST_ROOM_MB else state
    return Check("room", state, details={"folder": str(place), "free": free})


def _clock(now: str) -> Check:
    day, time = london(now)
    fits = EARLIEST <= day <= LATEST
    return Check("clock", _fault_unless(fits), details={"day": day, "time": time})


def _sheets() -> Check:
    """Say whether the typesetter starts and has its templates and fonts."""
    Typesetter()
    templates = [bundled(f"typst/{kind.template}") for kind in KINDS.values()]
    fonts = [*bundled("fonts").glob("*.ttf")]
    whole = bool(fonts) and all(file.is_file() for file in templates)
    return Check("sheets", _fault_unless(whole), details={"fonts": len(fonts)})


def _law() -> tuple[Check, ...]:
    try:
        rule_sets = load_rule_sets()
    except RuleSetError as error:
        return (Check("rules", "fault", details={"reason": str(error)}),)
    unverified = [
        Check("law", "note", one.unverified_because, {"rule_set": one.id, "source": one.source})
        for one in rule_sets.values()
        if not one.verified
    ]
    return (Check("rules", "ok", details={"n": len(rule_sets)}), *unverified)


def _fault_unless(fits: bool) -> State:  # noqa: FBT001 - reads as what it says
    return "ok" if fits else "fault"
