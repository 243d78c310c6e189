"""Commands of the boxes: receipt, the postal ledger, papers that wandered, verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt, Packets, PostalSession, Transfer
from countroom.domain.identifiers import BoxId, ContestId, MiniCountId, PersonId


@dataclass(frozen=True, slots=True)
class ReceiveBoxes:
    """Register boxes that came in."""

    by: PersonId
    receipts: tuple[BoxReceipt, ...]


@dataclass(frozen=True, slots=True)
class TakeBackReceipt:
    """Say that a box was received by mistake."""

    by: PersonId
    box: BoxId
    reason: str


@dataclass(frozen=True, slots=True)
class AddBox:
    """Add a box that nobody had foreseen, and the mini-count that counts its papers."""

    by: PersonId
    contest: ContestId
    box: BallotBox
    mini_count: MiniCountId
    reason: str


@dataclass(frozen=True, slots=True)
class RecordPackets:
    """Register packets of postal votes handed in at polling stations; nil is 0."""

    by: PersonId
    contest: ContestId
    packets: Mapping[BoxId, Packets]


@dataclass(frozen=True, slots=True)
class HoldPostalSession:
    """Register an opening of postal votes."""

    by: PersonId
    contest: ContestId
    session: PostalSession


@dataclass(frozen=True, slots=True)
class TakeBackSession:
    """Say that a postal session was written down wrongly; ``number`` is its place, from 1."""

    by: PersonId
    contest: ContestId
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class ClosePostal:
    """Sign that no more postal papers will come."""

    by: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class ReopenPostal:
    """Open the postal ledger again, with a reason."""

    by: PersonId
    contest: ContestId
    reason: str


@dataclass(frozen=True, slots=True)
class TransferPapers:
    """Move papers found in a box of another contest to their own."""

    by: PersonId
    transfer: Transfer
    reason: str


@dataclass(frozen=True, slots=True)
class RecordFoundPapers:
    """Record papers found after the declaration."""

    by: PersonId
    contest: ContestId
    papers: int
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignVerification:
    """Sign the statement as to verification, with a reason for every box that varies."""

    by: PersonId
    contest: ContestId
    reasons: Mapping[BoxId, str]
