"""Where a person is in the desk: a page, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import ContestId, SheetId


@dataclass(frozen=True, slots=True)
class Place:
    """A page by name, its contest and sheet where it has one; ``entry`` is 1 or 2, 0 for none."""

    page: str
    contest: ContestId | None = None
    sheet: SheetId | None = None
    entry: int = 0


BOARD = Place("contests")
FOR_OBSERVERS = Place("observers")
