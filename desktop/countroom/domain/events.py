"""Everything that can happen in a count: one frozen dataclass an event, in the past tense.

The names and fields are the form on disk, on a stick and on the network. A change of meaning
is a new version with an upcast in ``wire``, never an edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from countroom.domain.declaration import Declaration, Lot, Totals
from countroom.domain.election import Contest, Election
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    DeviceId,
    EventId,
    FieldId,
    PersonId,
    SheetId,
)
from countroom.domain.people import Device, Person
from countroom.domain.sheets import Sheet

Ordinal = Literal[1, 2]
"""First or second entry of a sheet."""
ConsultationOutcome = Literal["agreed", "nobody_present", "bundles_inspected"]


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """A laptop joined the count with its own key."""

    device: Device


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """A person joined the count with a key sealed under their own secret."""

    person: Person


@dataclass(frozen=True, slots=True)
class ElectionSetUp:
    """An election of one council was set up."""

    election: Election


@dataclass(frozen=True, slots=True)
class ContestSetUp:
    """A contest was set up with its ballot paper, its boxes and the sheets printed for it."""

    contest: Contest
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class ContestProven:
    """Two people checked the set-up against the printed ballot paper and signed."""

    contest: ContestId


@dataclass(frozen=True, slots=True)
class ReturnedUncontested:
    """Candidates did not exceed vacancies: no poll, all returned (SI 2006/3304 r. 16)."""

    contest: ContestId
    elected: tuple[CandidateId, ...]


@dataclass(frozen=True, slots=True)
class SheetEntered:
    """A keyer finished the first or the second entry of a sheet."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class EntriesAgreed:
    """Both entries of a sheet are the same: its figures are settled."""

    contest: ContestId
    sheet: SheetId


@dataclass(frozen=True, slots=True)
class EntriesDiffered:
    """The entries of a sheet differ in these lines, and in no others."""

    contest: ContestId
    sheet: SheetId
    fields: tuple[FieldId, ...]


@dataclass(frozen=True, slots=True)
class SheetSentBack:
    """A supervisor sent the differing lines of one entry back to be keyed again from paper."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    fields: tuple[FieldId, ...]


@dataclass(frozen=True, slots=True)
class EntryCorrected:
    """A keyer keyed the lines sent back again."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SheetSettled:
    """A supervisor who keyed neither entry settled the differing lines from the paper."""

    contest: ContestId
    sheet: SheetId
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SheetReopened:
    """A settled sheet turned out wrong on paper: both entries are void, it is keyed anew."""

    contest: ContestId
    sheet: SheetId
    reason: str


@dataclass(frozen=True, slots=True)
class VerificationSigned:
    """An officer signed the statement as to verification: papers verified by box and in all.

    ``variances`` give, for each box that does not match its account, found less expected and
    the reason. The counted figure is the verified figure.
    """

    contest: ContestId
    version: int
    boxes: Mapping[BoxId, int]
    variances: Mapping[BoxId, tuple[int, str]]
    verified: int


@dataclass(frozen=True, slots=True)
class FindingAnswered:
    """A supervisor answered a warning; the answer lapses when one of the figures changes."""

    contest: ContestId
    code: str
    numbers: Mapping[str, int]
    reason: str


@dataclass(frozen=True, slots=True)
class ProvisionalResultReached:
    """All sheets are in and papers conserved: the result is told to candidates and agents."""

    contest: ContestId
    version: int
    totals: Totals
    elected: tuple[CandidateId, ...]
    tied: tuple[CandidateId, ...]


@dataclass(frozen=True, slots=True)
class ConsultationClosed:
    """The officer closed the consultation on one provisional version (SI 2006/3304 r. 46)."""

    contest: ContestId
    version: int
    outcome: ConsultationOutcome


@dataclass(frozen=True, slots=True)
class LotDrawn:
    """A lot decided a place among the tied (SI 2006/3304 r. 49); the votes stay as counted."""

    contest: ContestId
    version: int
    lot: Lot


@dataclass(frozen=True, slots=True)
class ResultCleared:
    """An officer signed the result for the platform; reversible until it is spoken.

    ``reason`` and ``steps`` are empty unless the totals are not reconciled; then a second
    officer signs as well.
    """

    contest: ContestId
    declaration: Declaration
    print_number: int
    reason: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearanceWithdrawn:
    """An officer took a cleared result back; its printed papers are void."""

    contest: ContestId
    cleared: EventId
    reason: str


@dataclass(frozen=True, slots=True)
class ResultSpoken:
    """The words were said: the contest is declared, one way.

    ``cleared`` names the event whose figures were spoken; a slip of the tongue is a ``note``.
    """

    contest: ContestId
    cleared: EventId
    spoken_at: str
    note: str


@dataclass(frozen=True, slots=True)
class DeclarationReceipted:
    """The feed answered that it holds the declaration; ``receipt`` is its signed answer.

    ``declared`` is the event that made it one (spoken, or returned uncontested); ``index`` its
    place in the feed's log, from 0.
    """

    contest: ContestId
    declared: EventId
    index: int
    receipt: str


CountEvent = DeviceEnrolled | PersonEnrolled | ElectionSetUp | ContestSetUp
"""What concerns the whole count file."""
ContestEvent = (
    ContestProven
    | ReturnedUncontested
    | SheetEntered
    | EntriesAgreed
    | EntriesDiffered
    | SheetSentBack
    | EntryCorrected
    | SheetSettled
    | SheetReopened
    | VerificationSigned
    | FindingAnswered
    | ProvisionalResultReached
    | ConsultationClosed
    | LotDrawn
    | ResultCleared
    | ClearanceWithdrawn
    | ResultSpoken
    | DeclarationReceipted
)
"""What concerns one contest."""
Event = CountEvent | ContestEvent


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the log: who signed it, on which device, when.

    ``people`` are the signers in order, empty for what a device records by itself; ``at`` is
    UTC in RFC 3339.
    """

    id: EventId
    event: Event
    people: tuple[PersonId, ...]
    device: DeviceId
    at: str
