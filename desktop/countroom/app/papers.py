"""The paper of a practice: what each sheet says, beside the count file, TEST only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from countroom.app.files import write_whole
from countroom.domain.identifiers import FieldId, SheetId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Papers(msgspec.Struct, frozen=True):
    """What the paper of each sheet says; TEST only."""

    sheets: dict[SheetId, dict[FieldId, int]]

    def of(self, sheet: SheetId) -> Mapping[FieldId, int] | None:
        """Give the figures on a sheet's paper."""
        return self.sheets.get(sheet)


def papers_beside(path: Path) -> Path:
    """Name the file with the papers to practise from."""
    return path.with_suffix(".papers.json")


def write_papers(path: Path, papers: Papers) -> None:
    """Keep the papers beside a count file. Raises Fault when the disk fails."""
    write_whole(papers_beside(path), msgspec.json.encode(papers))


def read_papers(path: Path) -> Papers | None:
    """Read the papers beside a count file; None where there are none."""
    try:
        return msgspec.json.decode(papers_beside(path).read_bytes(), type=Papers)
    except (OSError, ValueError):  # msgspec's errors, and letters that are not UTF-8
        return None
