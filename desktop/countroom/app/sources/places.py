"""Where a source's files are: folders in the tidy form, and files named one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.app.sources.mayors import CANDIDATES, CONTESTS
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HALF: Final = re.compile(r"(?P<stem>.*?)(?:contests|candidates(?:-partial)?)\.csv")
_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-.*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A file of contests and the file of their candidates, None where there is none."""

    contests: Path
    candidates: Path | None


@dataclass(frozen=True, slots=True)
class Places:
    """Folders whose results are all read, and files each of which stands for its pair.

    ``mayors`` are folders that have the two files of mayors and commissioners.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    mayors: tuple[Path, ...] = ()

    def pairs(self, year: int) -> list[Pair]:
        """List the pairs that may hold polls of a year.

        In a folder the name has to begin with the year; a file somebody named needs none.
        """
        stems: dict[tuple[Path, str], None] = {}
        for file in (*self.files, *self._results()):
            half, dated = _HALF.fullmatch(file.name), _YEAR.fullmatch(file.name)
            fits = int(dated["year"]) == year if dated else file in self.files
            if half and fits:
                stems[file.parent, half["stem"]] = None
        return [_pair(folder, stem) for folder, stem in stems]

    def years(self) -> list[int]:
        """List the years that the files are named after, the latest first; 0 for a file of none."""
        halves = [f for f in (*self.files, *self._results()) if _HALF.fullmatch(f.name)]
        dated = [(file, _YEAR.fullmatch(file.name)) for file in halves]
        known = {int(found["year"]) for _, found in dated if found}
        named = any(found is None and file in self.files for file, found in dated)
        return [*sorted(known, reverse=True), *([0] if named else [])]

    def beside(self, name: str) -> list[Path]:
        """List the files of one name that lie in, or beside, the places."""
        return [root / name for root in self._roots() if (root / name).is_file()]

    def rosters(self) -> dict[int, Path]:
        """Find the rosters of councillors by year."""
        found = (file for root in self._roots() for file in root.glob("rosters/*-councillors.csv"))
        dated = ((_YEAR.fullmatch(file.name), file) for file in sorted(found))
        return {int(match["year"]): file for match, file in dated if match}

    def _results(self) -> Iterator[Path]:
        for folder in self.folders:
            results = folder / "results"
            yield from sorted((results if results.is_dir() else folder).glob("*.csv"))

    def _roots(self) -> list[Path]:
        around = [file.parent for file in self.files]
        outer = [folder.parent if folder.name == "results" else folder for folder in around]
        return list(dict.fromkeys((*self.folders, *outer)))


def find_places(paths: Sequence[Path]) -> Places:
    """Sort what was named into folders and files. Raises Fault when one does not exist."""
    for path in paths:
        if not path.exists():
            raise Fault("file_missing", path=str(path))
    mayors = [path if path.is_dir() else path.parent for path in paths if _of_mayors(path)]
    tidy = [path for path in paths if not _of_mayors(path)]
    folders = tuple(path for path in tidy if path.is_dir())
    files = tuple(path for path in tidy if not path.is_dir())
    return Places(folders, files, tuple(dict.fromkeys(mayors)))


def _of_mayors(path: Path) -> bool:
    return path.name in (CANDIDATES, CONTESTS) or (path / CANDIDATES).is_file()


def _pair(folder: Path, stem: str) -> Pair:
    names = (f"{stem}candidates.csv", f"{stem}candidates-partial.csv")
    candidates = next((folder / name for name in names if (folder / name).is_file()), None)
    return Pair(folder / f"{stem}contests.csv", candidates)
