"""Commands of double entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.events import Ordinal
from countroom.domain.identifiers import ContestId, FieldId, PersonId, SheetId


@dataclass(frozen=True, slots=True)
class EnterSheet:
    """Finish the first or second entry of a sheet with the figures as keyed."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SendBack:
    """Send the differing lines of one entry back to a keyer."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """Key the lines sent back again from paper."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SettleSheet:
    """Settle the differing lines from the paper; ``second`` is the officer beside an exception."""

    by: PersonId
    sheet: SheetId
    figures: Mapping[FieldId, int]
    second: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReopenSheet:
    """Void both entries of a settled sheet that is wrong on paper."""

    by: PersonId
    sheet: SheetId
    reason: str


@dataclass(frozen=True, slots=True)
class SignAdjudication:
    """Sign a batch of doubtful papers; ``figures`` are those the person saw."""

    by: PersonId
    contest: ContestId
    sheet: SheetId
    figures: Mapping[FieldId, int]
