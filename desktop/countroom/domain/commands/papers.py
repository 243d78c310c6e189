"""Commands of papers out and back, of sheets added and withdrawn, and of the pause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.election import Depth, MiniCount
from countroom.domain.hall import Container
from countroom.domain.identifiers import BoxId, ContestId, DeviceId, MiniCountId, PersonId, SheetId
from countroom.domain.sheets import SheetKind


@dataclass(frozen=True, slots=True)
class IssuePapers:
    """Send a parcel of verified papers to a mini-count."""

    by: PersonId
    contest: ContestId
    mini_count: MiniCountId
    papers: int


@dataclass(frozen=True, slots=True)
class ReturnPapers:
    """Take papers back from a mini-count uncounted."""

    by: PersonId
    contest: ContestId
    mini_count: MiniCountId
    papers: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddMiniCount:
    """Open a table, or split one."""

    by: PersonId
    contest: ContestId
    mini_count: MiniCount
    reason: str


@dataclass(frozen=True, slots=True)
class CloseMiniCount:
    """Close a table that holds no papers any more."""

    by: PersonId
    contest: ContestId
    mini_count: MiniCountId
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeDepth:
    """Key a mini-count at another depth from now on; ``sheets`` are printed then."""

    by: PersonId
    contest: ContestId
    mini_count: MiniCountId
    depth: Depth
    sheets: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddSheet:
    """Add a sheet: for a box counted again (``box``) or for a mini-count."""

    by: PersonId
    contest: ContestId
    kind: SheetKind
    box: BoxId | None
    mini_count: MiniCountId | None
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawSheets:
    """Withdraw sheets without a first entry: blank, spoilt or superseded."""

    by: PersonId
    contest: ContestId
    sheets: tuple[SheetId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SealPapers:
    """Pause the count of a contest with its papers under seal."""

    by: PersonId
    contest: ContestId
    containers: tuple[Container, ...]
    place: str
    custodian: str


@dataclass(frozen=True, slots=True)
class OpenSeals:
    """Go on: every seal intact or its difference written, heads read from the closing sheet."""

    by: PersonId
    contest: ContestId
    differences: Mapping[str, str]
    heads: Mapping[DeviceId, str]
