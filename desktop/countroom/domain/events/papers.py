"""Events of papers out and back: parcels, mini-counts, sheets added and withdrawn, the pause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.election import Depth, MiniCount
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId, DeviceId, MiniCountId, SheetId
from countroom.domain.sheets import Pad, Sheet, sheets_in


@dataclass(frozen=True, slots=True)
class PapersIssued:
    """A parcel of verified papers went out to a mini-count."""

    contest: ContestId
    mini_count: MiniCountId
    papers: int


@dataclass(frozen=True, slots=True)
class PapersReturned:
    """Papers came back from a mini-count uncounted, to be issued elsewhere."""

    contest: ContestId
    mini_count: MiniCountId
    papers: int
    reason: str


@dataclass(frozen=True, slots=True)
class MiniCountAdded:
    """A table was opened or split off during the night, with its sheets."""

    contest: ContestId
    mini_count: MiniCount
    pads: tuple[Pad, ...]
    reason: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """List the sheets one by one."""
        return sheets_in(self.pads)


@dataclass(frozen=True, slots=True)
class MiniCountClosed:
    """A table was closed: its sheets without a first entry are withdrawn, nothing is removed."""

    contest: ContestId
    mini_count: MiniCountId
    withdrawn: tuple[SheetId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class DepthChanged:
    """A mini-count is keyed at another depth: sheets not begun give way to the new ones.

    ``printed`` is how many counting sheets it has then, where every sheet is keyed.
    """

    contest: ContestId
    mini_count: MiniCountId
    depth: Depth
    printed: int
    withdrawn: tuple[SheetId, ...]
    pads: tuple[Pad, ...]
    reason: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """List the sheets one by one."""
        return sheets_in(self.pads)


@dataclass(frozen=True, slots=True)
class SheetAdded:
    """A sheet more: a box counted again, a counting sheet that had no number, another batch."""

    contest: ContestId
    sheet: Sheet
    reason: str


@dataclass(frozen=True, slots=True)
class SheetsWithdrawn:
    """Sheets came back blank or spoilt, or are superseded: nobody waits for them any more."""

    contest: ContestId
    sheets: tuple[SheetId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PapersSealed:
    """The count of a contest pauses: papers under seal, the logs' heads on the closing sheet.

    ``heads`` give each laptop's last event but for sealings, as its short hash on paper.
    """

    contest: ContestId
    containers: tuple[Container, ...]
    place: str
    custodian: str
    heads: Mapping[DeviceId, str]


@dataclass(frozen=True, slots=True)
class SealsOpened:
    """The count goes on: every seal was intact, or its difference is written.

    ``differences`` are by seal; ``heads`` are those read from the closing sheet.
    """

    contest: ContestId
    differences: Mapping[str, str]
    heads: Mapping[DeviceId, str]
