"""Events of double entry: what was keyed from a sheet, and how it was settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import ContestId, FieldId, SheetId

Ordinal = Literal[1, 2]
"""First or second entry of a sheet."""


@dataclass(frozen=True, slots=True)
class SheetEntered:
    """A keyer finished the first or the second entry of a sheet."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class EntriesAgreed:
    """Both entries of a sheet are the same: its figures are settled."""

    contest: ContestId
    sheet: SheetId


@dataclass(frozen=True, slots=True)
class EntriesDiffered:
    """The entries of a sheet differ in these lines, and in no others."""

    contest: ContestId
    sheet: SheetId
    fields: tuple[FieldId, ...]


@dataclass(frozen=True, slots=True)
class SheetSentBack:
    """A supervisor sent the differing lines of one entry back to be keyed again from paper."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    fields: tuple[FieldId, ...]


@dataclass(frozen=True, slots=True)
class EntryCorrected:
    """A keyer keyed the lines sent back again."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SheetSettled:
    """A supervisor who keyed neither entry settled the differing lines from the paper."""

    contest: ContestId
    sheet: SheetId
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SheetReopened:
    """A settled sheet turned out wrong on paper: both entries are void, it is keyed anew."""

    contest: ContestId
    sheet: SheetId
    reason: str


@dataclass(frozen=True, slots=True)
class AdjudicationSigned:
    """Whoever may rule on doubtful papers signed a batch: these figures are what was decided.

    The decision is final (SI 2006/3304 Sch 2 rr. 47, 48).
    """

    contest: ContestId
    sheet: SheetId
    figures: Mapping[FieldId, int]
