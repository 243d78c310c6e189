"""What a person asks the count to do: verbs, each naming who asks.

``decide`` answers with events or a refusal. Figures come from paper; nothing is computed here.
The modules are the steps of the night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.commands.boxes import (
    AddBox,
    ClosePostal,
    HoldPostalSession,
    ReceiveBoxes,
    RecordFoundPapers,
    RecordPackets,
    ReopenPostal,
    SignVerification,
    TakeBackReceipt,
    TakeBackSession,
    TransferPapers,
)
from countroom.domain.commands.consultation import (
    AppointAgents,
    ConfirmUnchanged,
    GrantRecount,
    OpenSecondCount,
    RefuseRecount,
)
from countroom.domain.commands.entries import (
    CorrectEntry,
    EnterSheet,
    ReopenSheet,
    SendBack,
    SettleSheet,
    SignAdjudication,
)
from countroom.domain.commands.papers import (
    AddMiniCount,
    AddSheet,
    ChangeDepth,
    CloseMiniCount,
    IssuePapers,
    OpenSeals,
    ReturnPapers,
    SealPapers,
    WithdrawSheets,
)
from countroom.domain.commands.platform import (
    CallToPlatform,
    NoteHowSaid,
    SetRunningOrder,
    TakeFromPlatform,
)
from countroom.domain.commands.printing import (
    CollectPapers,
    RecordPrinted,
    SendToPrinter,
    TickSigned,
    VoidPrint,
)
from countroom.domain.commands.result import (
    AnswerFinding,
    ClearResult,
    CloseConsultation,
    CorrectDeclaration,
    DeclareOnPaper,
    DrawLot,
    ReachProvisionalResult,
    RecordReceipt,
    SpeakResult,
    TakeStep,
    WithdrawClearance,
)
from countroom.domain.commands.set_up import (
    AlterElectorate,
    AmendSetUp,
    CallOffPoll,
    ChangeThresholds,
    CorrectSetUp,
    EnrolDevice,
    EnrolPerson,
    ProveContest,
    RestorePoll,
    ReturnUncontested,
    SetUpContest,
    SetUpElection,
)
from countroom.domain.commands.staff import (
    ChangeAppointments,
    NotePersonLeft,
    NotePersonReturned,
    RecordException,
)
from countroom.domain.commands.telling import SetDisclosure, TickAnnouncement

if TYPE_CHECKING:
    from countroom.domain.identifiers import PersonId

Command = (
    EnrolDevice
    | EnrolPerson
    | SetUpElection
    | SetUpContest
    | CorrectSetUp
    | AmendSetUp
    | ProveContest
    | ReturnUncontested
    | AlterElectorate
    | CallOffPoll
    | RestorePoll
    | ChangeThresholds
    | ChangeAppointments
    | NotePersonLeft
    | NotePersonReturned
    | RecordException
    | ReceiveBoxes
    | TakeBackReceipt
    | TakeBackSession
    | AddBox
    | RecordPackets
    | HoldPostalSession
    | ClosePostal
    | ReopenPostal
    | TransferPapers
    | RecordFoundPapers
    | SignVerification
    | IssuePapers
    | ReturnPapers
    | AddMiniCount
    | CloseMiniCount
    | ChangeDepth
    | AddSheet
    | WithdrawSheets
    | SealPapers
    | OpenSeals
    | EnterSheet
    | SendBack
    | CorrectEntry
    | SettleSheet
    | ReopenSheet
    | SignAdjudication
    | AnswerFinding
    | ReachProvisionalResult
    | AppointAgents
    | RefuseRecount
    | GrantRecount
    | ConfirmUnchanged
    | OpenSecondCount
    | CloseConsultation
    | DrawLot
    | TakeStep
    | ClearResult
    | WithdrawClearance
    | SpeakResult
    | DeclareOnPaper
    | CorrectDeclaration
    | RecordReceipt
    | SendToPrinter
    | RecordPrinted
    | VoidPrint
    | CollectPapers
    | TickSigned
    | SetDisclosure
    | TickAnnouncement
    | SetRunningOrder
    | CallToPlatform
    | TakeFromPlatform
    | NoteHowSaid
)

__all__ = [
    "AddBox",
    "AddMiniCount",
    "AddSheet",
    "AlterElectorate",
    "AmendSetUp",
    "AnswerFinding",
    "AppointAgents",
    "CallOffPoll",
    "CallToPlatform",
    "ChangeAppointments",
    "ChangeDepth",
    "ChangeThresholds",
    "ClearResult",
    "CloseConsultation",
    "CloseMiniCount",
    "ClosePostal",
    "CollectPapers",
    "Command",
    "ConfirmUnchanged",
    "CorrectDeclaration",
    "CorrectEntry",
    "CorrectSetUp",
    "DeclareOnPaper",
    "DrawLot",
    "EnrolDevice",
    "EnrolPerson",
    "EnterSheet",
    "GrantRecount",
    "HoldPostalSession",
    "IssuePapers",
    "NoteHowSaid",
    "NotePersonLeft",
    "NotePersonReturned",
    "OpenSeals",
    "OpenSecondCount",
    "ProveContest",
    "ReachProvisionalResult",
    "ReceiveBoxes",
    "RecordException",
    "RecordFoundPapers",
    "RecordPackets",
    "RecordPrinted",
    "RecordReceipt",
    "RefuseRecount",
    "ReopenPostal",
    "ReopenSheet",
    "RestorePoll",
    "ReturnPapers",
    "ReturnUncontested",
    "SealPapers",
    "SendBack",
    "SendToPrinter",
    "SetDisclosure",
    "SetRunningOrder",
    "SetUpContest",
    "SetUpElection",
    "SettleSheet",
    "SignAdjudication",
    "SignVerification",
    "SpeakResult",
    "TakeBackReceipt",
    "TakeBackSession",
    "TakeFromPlatform",
    "TakeStep",
    "TickAnnouncement",
    "TickSigned",
    "TransferPapers",
    "VoidPrint",
    "WithdrawClearance",
    "WithdrawSheets",
    "signers",
]


_BY_TWO: Final = (
    ProveContest
    | AlterElectorate
    | ClearResult
    | SettleSheet
    | ConfirmUnchanged
    | DeclareOnPaper
    | CorrectDeclaration
)


def signers(command: Command) -> tuple[PersonId, ...]:
    """List the people whose keys sign what the command brings about, in order."""
    first = None if isinstance(command, RecordReceipt | RecordPrinted) else command.by
    second = command.second if isinstance(command, _BY_TWO) else None
    return tuple(person for person in (first, second) if person is not None)
