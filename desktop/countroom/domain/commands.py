"""What a person asks the count to do: verbs, each naming who asks.

``decide`` answers with events or a refusal. Figures come from paper; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countroom.domain.election import Contest, Election
from countroom.domain.events import ConsultationOutcome, Ordinal
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    EventId,
    FieldId,
    PersonId,
    SheetId,
)
from countroom.domain.people import Device, Person


@dataclass(frozen=True, slots=True)
class EnrolDevice:
    """Let a laptop join; before anybody is enrolled it speaks for itself."""

    by: PersonId | None
    device: Device


@dataclass(frozen=True, slots=True)
class EnrolPerson:
    """Let a person join; the first one needs nobody's leave."""

    by: PersonId | None
    person: Person


@dataclass(frozen=True, slots=True)
class SetUpElection:
    """Set up an election."""

    by: PersonId
    election: Election


@dataclass(frozen=True, slots=True)
class SetUpContest:
    """Set up a contest; its sheets follow from the ballot paper and the rule set."""

    by: PersonId
    contest: Contest


@dataclass(frozen=True, slots=True)
class ProveContest:
    """Sign, with a second person, that the set-up is as the ballot paper is printed."""

    by: PersonId
    second: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class ReturnUncontested:
    """Return the candidates of a contest without a poll."""

    by: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class EnterSheet:
    """Finish the first or second entry of a sheet with the figures as keyed."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SendBack:
    """Send the differing lines of one entry back to a keyer."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """Key the lines sent back again from paper."""

    by: PersonId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SettleSheet:
    """Settle the differing lines from the paper."""

    by: PersonId
    sheet: SheetId
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class ReopenSheet:
    """Void both entries of a settled sheet that is wrong on paper."""

    by: PersonId
    sheet: SheetId
    reason: str


@dataclass(frozen=True, slots=True)
class SignVerification:
    """Sign the statement as to verification, with a reason for every box that varies."""

    by: PersonId
    contest: ContestId
    reasons: Mapping[BoxId, str]


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """Give the reason why a warned figure stands."""

    by: PersonId
    contest: ContestId
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReachProvisionalResult:
    """Draw the provisional result from the settled sheets."""

    by: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class CloseConsultation:
    """Close the consultation of candidates and agents on the last provisional version."""

    by: PersonId
    contest: ContestId
    outcome: ConsultationOutcome


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

    ``second``, ``reason`` and ``steps`` are for totals that are not reconciled.
    """

    by: PersonId
    contest: ContestId
    second: PersonId | None = None
    reason: str = ""
    steps: tuple[str, ...] = ()


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


Command = (
    EnrolDevice
    | EnrolPerson
    | SetUpElection
    | SetUpContest
    | ProveContest
    | ReturnUncontested
    | EnterSheet
    | SendBack
    | CorrectEntry
    | SettleSheet
    | ReopenSheet
    | SignVerification
    | AnswerFinding
    | ReachProvisionalResult
    | CloseConsultation
    | DrawLot
    | ClearResult
    | WithdrawClearance
    | SpeakResult
    | RecordReceipt
)


def signers(command: Command) -> tuple[PersonId, ...]:
    """List the people whose keys sign what the command brings about, in order."""
    first = None if isinstance(command, RecordReceipt) else command.by
    second = command.second if isinstance(command, ProveContest | ClearResult) else None
    return tuple(person for person in (first, second) if person is not None)
