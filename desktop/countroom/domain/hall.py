"""What comes through the door and what is written down of it: boxes, packets, parcels, seals.

Values that the events of boxes and papers carry. All counts are in ballot papers but those of
postal packets and envelopes, which say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from countroom.domain.identifiers import BoxId, ContestId


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


@dataclass(frozen=True, slots=True)
class PostalSession:
    """One opening of postal votes: envelopes opened, statements judged, papers into a box.

    ``rejected`` counts statements by reason; ``box`` is the postal box the papers went into.
    Source: SI 2001/341 regs 82 to 85, by the Commission's guidance on opening.
    """

    envelopes: int
    accepted: int
    rejected: Mapping[str, int]
    box: BoxId
    papers: int


@dataclass(frozen=True, slots=True)
class PostalLedger:
    """The postal votes of a contest: packets by station, sessions in order, closed or not."""

    packets: Mapping[BoxId, Packets] = field(default_factory=dict)
    sessions: tuple[PostalSession, ...] = ()
    closed: bool = False

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
class Moved:
    """Papers that came to a box (positive) or left it, after it had been counted so often.

    A count made later finds them where they are.
    """

    box: BoxId
    papers: int
    counts: int


@dataclass(frozen=True, slots=True)
class Container:
    """What sealed papers lie in while the count pauses: its name and the seals on it.

    ``agents_seals`` are those that candidates' agents added.
    """

    name: str
    seals: tuple[str, ...]
    agents_seals: tuple[str, ...] = ()
