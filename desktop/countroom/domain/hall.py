"""What comes through the door and what is written down of it: boxes, packets, parcels, seals.

Values that the events of boxes and papers carry. All counts are in ballot papers but those of
postal packets and envelopes, which say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from countroom.domain.identifiers import BoxId, ContestId, PersonId, SheetId


@dataclass(frozen=True, slots=True)
class BoxReceipt:
    """A box as it came in: its seal intact or not, with a note where it was not."""

    box: BoxId
    sealed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Packets:
    """Postal packets handed in at one polling station, in packets; nil is said as 0."""

    accepted: int
    rejected: int


MISSING: Final = "statement"
"""Why a cover is rejected for now whose statement or whose ballot paper was not in it."""


@dataclass(frozen=True, slots=True)
class PostalSession:
    """One opening of postal votes: envelopes opened, statements judged, papers into a box.

    ``rejected`` counts statements by reason; ``box`` is the postal box the papers went into.
    ``matched`` of the papers came together with their statement only now, one of the two having
    come in an earlier cover. Source: SI 2001/341 regs 82 to 88, by the Commission's guidance on
    opening.
    """

    envelopes: int
    accepted: int
    rejected: Mapping[str, int]
    box: BoxId
    papers: int
    matched: int = 0

    @property
    def own(self) -> int:
        """Give the papers that came in this session's own covers."""
        return self.papers - self.matched


@dataclass(frozen=True, slots=True)
class PostalLedger:
    """The postal votes of a contest: packets by station, sessions in order, closed or not."""

    packets: Mapping[BoxId, Packets] = field(default_factory=dict)
    sessions: tuple[PostalSession, ...] = ()
    closed: bool = False

    @property
    def waiting(self) -> int:
        """Give the covers whose statement or paper has not come: so many can be matched yet."""
        return sum(
            one.accepted + one.rejected.get(MISSING, 0) - one.papers for one in self.sessions
        )

    def papers_into(self, box: BoxId) -> int | None:
        """Give the papers that sessions put into a postal box, None without a session."""
        into = [one.papers for one in self.sessions if one.box == box]
        return sum(into) if into else None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Papers of one contest found in a box of another: the number moves, each keeps its sum.

    ``counted`` says whether they were in the figure counted for the box they lay in.
    """

    source: ContestId
    source_box: BoxId
    target: ContestId
    target_box: BoxId
    papers: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A transfer as it was written down: why, by whom, and when (UTC in RFC 3339)."""

    transfer: Transfer
    reason: str
    people: tuple[PersonId, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Papers that came to a box (positive) or left it, after the counts on these sheets.

    What such a sheet says is of before, also where it is keyed anew; a count on a later sheet
    finds the papers where they are.
    """

    box: BoxId
    papers: int
    sheets: frozenset[SheetId]


@dataclass(frozen=True, slots=True)
class Container:
    """What sealed papers lie in while the count pauses: its name and the seals on it.

    ``agents_seals`` are those that candidates' agents added.
    """

    name: str
    seals: tuple[str, ...]
    agents_seals: tuple[str, ...] = ()
