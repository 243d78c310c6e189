"""Commands from the warnings answered to the spoken word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.consultation import Voice
from countroom.domain.declaration import CorrectionReason, Reading, Totals
from countroom.domain.events import ConsultationOutcome
from countroom.domain.guidance import GuidanceStep
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
    """Record one lot drawn among the tied, for a seat or for the longer of two terms.

    ``version`` is the provisional one that the person saw and ``nth`` the lot of it, from 1;
    without them the lot that is needed now is meant.
    """

    by: PersonId
    contest: ContestId
    drawn: CandidateId
    method: str
    witnesses: tuple[str, ...]
    version: int | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Log that a step of the guidance was taken on the provisional ``version`` that stands.

    ``nth`` says how often it was then taken on that version, from 1, so that a key pressed twice
    logs nothing twice; without it the next time is meant.
    """

    by: PersonId
    contest: ContestId
    step: GuidanceStep
    version: int
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class ClearResult:
    """Sign the result for the platform.

    ``second`` and ``reason`` are for totals that are not reconciled; ``version`` is the
    provisional one that was read back, without it the one that stands.
    """

    by: PersonId
    contest: ContestId
    second: PersonId | None = None
    reason: str = ""
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

    ``read`` is as ``by`` read it, ``again`` as ``second`` did without seeing the first. The
    elected are in the order of votes.
    """

    by: PersonId
    second: PersonId
    contest: ContestId
    read: Reading
    again: Reading
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
