"""Commands from the warnings answered to the spoken word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.consultation import Voice
from countroom.domain.declaration import CorrectionReason, Totals
from countroom.domain.events import ConsultationOutcome
from countroom.domain.identifiers import CandidateId, ContestId, EventId, PersonId


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """Give the reason why a warned figure stands.

    ``numbers`` and ``names`` are those the person saw, so that the reason is booked on nothing
    else; without them it is for the first finding of the code.
    """

    by: PersonId
    contest: ContestId
    code: str
    reason: str
    numbers: Mapping[str, int] | None = None
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReachProvisionalResult:
    """Draw the provisional result from the settled sheets."""

    by: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class CloseConsultation:
    """Close the consultation of candidates and agents on the last provisional version.

    ``version`` is the one that the person saw; without it the one that stands is meant.
    ``present`` are those noted as there.
    """

    by: PersonId
    contest: ContestId
    outcome: ConsultationOutcome
    version: int | None = None
    present: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawLot:
    """Record one lot drawn among the tied."""

    by: PersonId
    contest: ContestId
    drawn: CandidateId
    method: str
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearResult:
    """Sign the result for the platform.

    ``second``, ``reason`` and ``steps`` are for totals that are not reconciled; ``version`` is
    the provisional one that was read back, without it the one that stands.
    """

    by: PersonId
    contest: ContestId
    second: PersonId | None = None
    reason: str = ""
    steps: tuple[str, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawClearance:
    """Take a cleared result back before it is spoken."""

    by: PersonId
    contest: ContestId
    reason: str


@dataclass(frozen=True, slots=True)
class SpeakResult:
    """Record that the words were said; ``spoken_at`` is UTC in RFC 3339."""

    by: PersonId
    contest: ContestId
    spoken_at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordReceipt:
    """Keep the feed's signed answer; the device does it by itself."""

    contest: ContestId
    declared: EventId
    index: int
    receipt: str


@dataclass(frozen=True, slots=True)
class DeclareOnPaper:
    """Take down a result that was declared without the program; two officers read the paper.

    ``totals`` are as ``by`` read them, ``again`` as ``second`` did without seeing the first.
    ``elected`` are in the order of votes; ``spoken_at`` is UTC in RFC 3339.
    """

    by: PersonId
    second: PersonId
    contest: ContestId
    totals: Totals
    again: Totals
    elected: tuple[CandidateId, ...]
    spoken_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectDeclaration:
    """Sign a corrected record of a declared result; ``note`` says in words what was wrong."""

    by: PersonId
    second: PersonId
    contest: ContestId
    totals: Totals
    elected: tuple[CandidateId, ...]
    reason: CorrectionReason
    note: str
