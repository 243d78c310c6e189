"""Everything that can happen in a count: one frozen dataclass an event, in the past tense.

The names and fields are the form on disk, on a stick and on the network. A change of meaning
is a new version with an upcast in ``wire``, never an edit. The modules are the steps of the night.
"""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.events.boxes import (
    BoxAdded,
    BoxesReceived,
    PacketsRecorded,
    PapersBroughtIn,
    PapersFound,
    PapersSent,
    PostalClosed,
    PostalReopened,
    PostalSessionHeld,
    PostalSessionTakenBack,
    ReceiptTakenBack,
    VerificationSigned,
)
from countroom.domain.events.consultation import (
    AgentsAppointed,
    RecountGranted,
    RecountRefused,
    SecondCountOpened,
    SheetsUnchanged,
)
from countroom.domain.events.entries import (
    AdjudicationSigned,
    EntriesAgreed,
    EntriesDiffered,
    EntryCorrected,
    Ordinal,
    SheetEntered,
    SheetReopened,
    SheetSentBack,
    SheetSettled,
)
from countroom.domain.events.papers import (
    DepthChanged,
    MiniCountAdded,
    MiniCountClosed,
    PapersIssued,
    PapersReturned,
    PapersSealed,
    SealsOpened,
    SheetAdded,
    SheetsWithdrawn,
)
from countroom.domain.events.platform import (
    CalledToPlatform,
    HowSaidNoted,
    RunningOrderSet,
    TakenFromPlatform,
)
from countroom.domain.events.printing import (
    PapersCollected,
    PaperSigned,
    PrintVoided,
    SheetsPrinted,
    SheetsSentToPrinter,
)
from countroom.domain.events.result import (
    ClearanceWithdrawn,
    ConsultationClosed,
    ConsultationOutcome,
    DeclarationCorrected,
    DeclarationReceipted,
    DeclaredOnPaper,
    FindingAnswered,
    GuidanceStepTaken,
    LotDrawn,
    ProvisionalResultReached,
    ResultCleared,
    ResultSpoken,
)
from countroom.domain.events.set_up import (
    ContestProven,
    ContestSetUp,
    DeviceEnrolled,
    ElectionSetUp,
    ElectorateAltered,
    PersonEnrolled,
    PollCalledOff,
    PollRestored,
    ReturnedUncontested,
    SetUpAmended,
    SetUpCorrected,
    ThresholdsChanged,
)
from countroom.domain.events.staff import (
    AppointmentsChanged,
    ExceptionRecorded,
    PersonLeft,
    PersonReturned,
)
from countroom.domain.events.telling import AnnouncementRead, DisclosureSet
from countroom.domain.identifiers import DeviceId, EventId, PersonId

CountEvent = (
    DeviceEnrolled
    | PersonEnrolled
    | AppointmentsChanged
    | PersonLeft
    | PersonReturned
    | ElectionSetUp
    | ThresholdsChanged
    | ContestSetUp
    | BoxesReceived
    | ReceiptTakenBack
    | DisclosureSet
    | RunningOrderSet
    | CalledToPlatform
    | TakenFromPlatform
)
"""What concerns the whole count file."""
ContestEvent = (
    SetUpCorrected
    | SetUpAmended
    | ContestProven
    | ReturnedUncontested
    | ElectorateAltered
    | PollCalledOff
    | PollRestored
    | ExceptionRecorded
    | BoxAdded
    | PacketsRecorded
    | PostalSessionHeld
    | PostalSessionTakenBack
    | PostalClosed
    | PostalReopened
    | PapersSent
    | PapersBroughtIn
    | PapersFound
    | VerificationSigned
    | PapersIssued
    | PapersReturned
    | MiniCountAdded
    | MiniCountClosed
    | DepthChanged
    | SheetAdded
    | SheetsWithdrawn
    | PapersSealed
    | SealsOpened
    | SheetEntered
    | EntriesAgreed
    | EntriesDiffered
    | SheetSentBack
    | EntryCorrected
    | SheetSettled
    | SheetReopened
    | AdjudicationSigned
    | FindingAnswered
    | ProvisionalResultReached
    | AgentsAppointed
    | RecountRefused
    | RecountGranted
    | SheetsUnchanged
    | SecondCountOpened
    | ConsultationClosed
    | LotDrawn
    | GuidanceStepTaken
    | ResultCleared
    | ClearanceWithdrawn
    | ResultSpoken
    | DeclaredOnPaper
    | DeclarationCorrected
    | DeclarationReceipted
    | SheetsSentToPrinter
    | SheetsPrinted
    | PrintVoided
    | PapersCollected
    | PaperSigned
    | AnnouncementRead
    | HowSaidNoted
)
"""What concerns one contest."""
Event = CountEvent | ContestEvent
DeclaringEvent = ReturnedUncontested | ResultSpoken | DeclaredOnPaper | DeclarationCorrected
"""What makes a contest declared, or declares it anew: each is a record that the feed receipts."""
PublicEvent = (
    DeviceEnrolled
    | PersonEnrolled
    | ElectionSetUp
    | ContestSetUp
    | SetUpCorrected
    | SetUpAmended
    | ContestProven
    | ElectorateAltered
    | PollCalledOff
    | PollRestored
    | AppointmentsChanged
    | DisclosureSet
    | ResultCleared
    | DeclaringEvent
)
"""What leaves the room for the feed; everything else stays there and is refused there."""

__all__ = [
    "AdjudicationSigned",
    "AgentsAppointed",
    "AnnouncementRead",
    "AppointmentsChanged",
    "BoxAdded",
    "BoxesReceived",
    "CalledToPlatform",
    "ClearanceWithdrawn",
    "ConsultationClosed",
    "ConsultationOutcome",
    "ContestEvent",
    "ContestProven",
    "ContestSetUp",
    "CountEvent",
    "DeclarationCorrected",
    "DeclarationReceipted",
    "DeclaredOnPaper",
    "DeclaringEvent",
    "DepthChanged",
    "DeviceEnrolled",
    "DisclosureSet",
    "ElectionSetUp",
    "ElectorateAltered",
    "EntriesAgreed",
    "EntriesDiffered",
    "EntryCorrected",
    "Event",
    "ExceptionRecorded",
    "FindingAnswered",
    "GuidanceStepTaken",
    "HowSaidNoted",
    "LotDrawn",
    "MiniCountAdded",
    "MiniCountClosed",
    "Ordinal",
    "PacketsRecorded",
    "PaperSigned",
    "PapersBroughtIn",
    "PapersCollected",
    "PapersFound",
    "PapersIssued",
    "PapersReturned",
    "PapersSealed",
    "PapersSent",
    "PersonEnrolled",
    "PersonLeft",
    "PersonReturned",
    "PollCalledOff",
    "PollRestored",
    "PostalClosed",
    "PostalReopened",
    "PostalSessionHeld",
    "PostalSessionTakenBack",
    "PrintVoided",
    "ProvisionalResultReached",
    "PublicEvent",
    "ReceiptTakenBack",
    "Recorded",
    "RecountGranted",
    "RecountRefused",
    "ResultCleared",
    "ResultSpoken",
    "ReturnedUncontested",
    "RunningOrderSet",
    "SealsOpened",
    "SecondCountOpened",
    "SetUpAmended",
    "SetUpCorrected",
    "SheetAdded",
    "SheetEntered",
    "SheetReopened",
    "SheetSentBack",
    "SheetSettled",
    "SheetsPrinted",
    "SheetsSentToPrinter",
    "SheetsUnchanged",
    "SheetsWithdrawn",
    "TakenFromPlatform",
    "ThresholdsChanged",
    "VerificationSigned",
]


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
