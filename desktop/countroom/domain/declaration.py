"""What the returning officer declares, complete: nothing else is needed to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import CandidateId, ContestId, EventId, HeadId, RuleSetId

TotalsState = Literal["reconciled", "not_reconciled"]
CorrectionReason = Literal[
    "announcement_slip", "transcription", "statement_amended", "court_order", "environment_error"
]
"""Why the record of a declared result is corrected: the closed list."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that decided a place: who was tied, who was drawn, how and before whom.

    ``term`` is the day on which the seat of the one drawn ends, where the lot decided who serves
    longer; empty where it decided who is elected.
    """

    tied: tuple[CandidateId, ...]
    drawn: CandidateId
    method: str
    witnesses: tuple[str, ...]
    term: str = ""


@dataclass(frozen=True, slots=True)
class Second:
    """A second count, in papers: second preferences of those who voted for nobody remaining.

    ``votes`` are the seconds of each who remained; ``elsewhere`` went to somebody out as well.
    """

    papers: int
    votes: Mapping[CandidateId, int]
    elsewhere: int
    rejected: Mapping[HeadId, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a contest, all in papers but ``votes`` and ``unused_votes``.

    ``papers`` are those on settled sheets, without the rejected; ``valid`` is verified less
    rejected. The three counts of papers rejected, rejected in part and votes unused are never
    added together (domain rules: SI 2006/3304 r. 47). ``votes`` are first preferences where there
    can be a ``second`` count.
    """

    verified: int
    papers: int
    votes: Mapping[CandidateId, int]
    rejected: Mapping[HeadId, int]
    rejected_in_part: int
    unused_votes: int
    second: Second | None = None

    @property
    def rejected_total(self) -> int:
        """Add the papers rejected under every head."""
        return sum(self.rejected.values())

    @property
    def valid(self) -> int:
        """Give the valid papers: verified less wholly rejected."""
        return self.verified - self.rejected_total

    @property
    def votes_total(self) -> int:
        """Add all candidates' votes."""
        return sum(self.votes.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read from a result written by hand; ``spoken_at`` is UTC in RFC 3339."""

    totals: Totals
    elected: tuple[CandidateId, ...]
    spoken_at: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A result as signed, spoken and published; ``elected`` in order of votes, lots applied.

    ``supersedes`` names the cleared event of an earlier revision, None for the first.
    ``findings`` are the codes of checks that an officer cleared as not reconciled.
    """

    contest: ContestId
    revision: int
    supersedes: EventId | None
    rule_set: RuleSetId
    seats: int
    electorate: int | None
    totals: Totals
    totals_state: TotalsState
    elected: tuple[CandidateId, ...]
    lots: tuple[Lot, ...]
    findings: tuple[str, ...]
    verification_version: int
    provisional_version: int
    on_paper: bool = False
