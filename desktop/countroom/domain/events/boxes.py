"""Events of the boxes: receipt, the postal ledger, papers that wandered, verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt, Packets, PostalSession, Transfer
from countroom.domain.identifiers import BoxId, ContestId, MiniCountId
from countroom.domain.sheets import Sheet


@dataclass(frozen=True, slots=True)
class VerificationSigned:
    """An officer signed the statement as to verification: papers verified by box and in all.

    ``variances`` give, for each box that does not match its account, found less expected and
    the reason. The counted figure is the verified figure; ``postal`` is what the postal boxes
    have of it, in papers.
    """

    contest: ContestId
    version: int
    boxes: Mapping[BoxId, int]
    variances: Mapping[BoxId, tuple[int, str]]
    verified: int
    postal: int


@dataclass(frozen=True, slots=True)
class BoxesReceived:
    """Boxes came in from their stations, for every contest whose papers they hold."""

    receipts: tuple[BoxReceipt, ...]


@dataclass(frozen=True, slots=True)
class ReceiptTakenBack:
    """A box was received by mistake: it is still out."""

    box: BoxId
    reason: str


@dataclass(frozen=True, slots=True)
class BoxAdded:
    """A box nobody had foreseen belongs to a contest; its account is a sheet more."""

    contest: ContestId
    box: BallotBox
    mini_count: MiniCountId
    sheets: tuple[Sheet, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PacketsRecorded:
    """Packets of postal votes handed in at polling stations, nil said as nil."""

    contest: ContestId
    packets: Mapping[BoxId, Packets]


@dataclass(frozen=True, slots=True)
class PostalSessionHeld:
    """Postal votes were opened and their papers put into a postal box."""

    contest: ContestId
    session: PostalSession


@dataclass(frozen=True, slots=True)
class PostalSessionTakenBack:
    """A session was written down wrongly: ``number`` counts those that stand, from 1."""

    contest: ContestId
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class PostalClosed:
    """The postal manager signed that no more postal papers will come."""

    contest: ContestId


@dataclass(frozen=True, slots=True)
class PostalReopened:
    """Postal papers turned up after all; a statement signed before is void."""

    contest: ContestId
    reason: str


@dataclass(frozen=True, slots=True)
class PapersSent:
    """Papers of another contest, found in a box of this one, were taken out of it."""

    contest: ContestId
    transfer: Transfer
    reason: str


@dataclass(frozen=True, slots=True)
class PapersBroughtIn:
    """Papers of this contest, found in a box of another, were added to it."""

    contest: ContestId
    transfer: Transfer


@dataclass(frozen=True, slots=True)
class PapersFound:
    """Papers were found after the declaration: sealed, never added, set beside the majority."""

    contest: ContestId
    papers: int
    where: str
    reason: str
