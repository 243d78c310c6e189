"""What one person's desk remembers between nights: language, palette, text size, feeds, files.

Nothing of a count is kept here; a lost or damaged file costs a choice or two.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from platformdirs import user_config_path, user_data_path

from countroom.app.files import make_folder, write_whole
from countroom.domain.faults import Fault
from countroom.texts import Language
from countroom.tokens import PaletteName

if TYPE_CHECKING:
    from collections.abc import Callable

PrintsFor = Literal["own", "hall", "nobody"]
"""What a laptop prints: what is sent from it, what any laptop sends, or nothing at all."""

_NAME: Final = "countroom"
_MOST_RECENT: Final = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; ``feeds`` are addresses by count file, ``recent`` files newest first.

    ``printer`` and ``prints_for`` are those of ``app.print_desk.PrintChoice``.
    """

    language: Language = "en"
    palette: PaletteName = "light"
    scale: float = 1.0
    feeds: dict[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    printer: str = ""
    prints_for: PrintsFor = "own"

    def choosing(self, name: str, value: object) -> Preferences:
        """Give these with one choice changed."""
        return replace(self, **{name: value})  # type: ignore[arg-type]

    def remembering(self, path: Path, feed: str = "") -> Preferences:
        """Give these with a count file opened last, and its feed where one was named."""
        name = str(path.resolve())
        others = tuple(one for one in self.recent if one != name)
        feeds = {**self.feeds, name: feed} if feed else self.feeds
        return replace(self, recent=(name, *others)[:_MOST_RECENT], feeds=feeds)

    def feed_of(self, path: Path) -> str:
        """Give the feed that a count file was last sent to, empty for none."""
        return self.feeds.get(str(path.resolve()), "")

    def recent_files(self) -> tuple[Path, ...]:
        """List the files opened last that still exist."""
        return tuple(path for path in map(Path, self.recent) if _is_there(path))


class Shelf:
    """Where the choices are kept; ``folder`` is the system's place unless a test names one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or user_config_path(_NAME)) / "desk.json"
        self._not_kept: Preferences | None = None

    def read(self) -> Preferences:
        """Read the choices; the usual ones where none are kept or none can be read."""
        if self._not_kept is not None:
            return self._not_kept
        try:
            return _read(json.loads(self._path.read_bytes()))
        except (OSError, ValueError, RecursionError):  # whatever it holds, it is not ours
            return Preferences()

    def change(self, change: Callable[[Preferences], Preferences]) -> Preferences:
        """Change the choices and keep them where the disk lets us."""
        changed = change(self.read())
        try:
            make_folder(self._path.parent)
            write_whole(self._path, json.dumps(asdict(changed), indent=2) + "\n")
        except Fault:
            self._not_kept = changed  # it holds while the program runs, and is asked for again
        else:
            self._not_kept = None
        return changed


def _read(kept: Any) -> Preferences:  # noqa: ANN401 - whatever stands in the file
    """Take every choice that can be one; raise ValueError where nothing can."""
    if not isinstance(kept, dict):
        raise ValueError("not a set of choices")  # noqa: TRY004 - a file, not an argument
    usual = Preferences()
    known = {one.name: kept.get(one.name, getattr(usual, one.name)) for one in fields(usual)}
    if known["language"] not in get_args(Language) or known["palette"] not in get_args(PaletteName):
        raise ValueError("a choice that is none")
    if not isinstance(known["printer"], str) or known["prints_for"] not in get_args(PrintsFor):
        raise ValueError("a printer is named, or the folder")
    feeds, recent, scale = known["feeds"], known["recent"], known["scale"]
    if not isinstance(feeds, dict) or not isinstance(recent, list | tuple):
        raise ValueError("files and feeds are lists")  # noqa: TRY004
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not isfinite(scale):
        raise ValueError("a text size is a number")
    if not all(isinstance(text, str) for text in (*feeds.values(), *recent)):
        raise ValueError("an address and a path are text")
    known["recent"] = tuple(recent)
    known["scale"] = min(2.0, max(1.0, float(scale)))
    return Preferences(**known)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be looked into, a name that no file can have
        return False


def practice_folder() -> Path:
    """Name the folder for nights that are only practised."""
    return user_data_path(_NAME) / "practice"
