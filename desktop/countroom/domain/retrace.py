"""Which command stands behind a recorded event: so that a log can be decided over again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.declaration import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.identifiers import PersonId


def command_behind(recorded: ev.Recorded) -> do.Command:
    """Rebuild the command that leads to this event.

    An event that only follows from another (entries agreed, papers brought in) gives a command that
    leads to neither, so it is never admitted by itself.
    """
    people = recorded.people
    by = people[0] if people else None
    return _RETRACE[type(recorded.event)](recorded.event, by, people[1] if people[1:] else None)


def _consequence(event: ev.EntriesAgreed | ev.EntriesDiffered, by: PersonId) -> do.Command:
    return do.SettleSheet(by, event.sheet, {})


_RETRACE: Mapping[type, Callable[..., do.Command]] = {
    ev.DeviceEnrolled: lambda e, by, _: do.EnrolDevice(by, e.device),
    ev.PersonEnrolled: lambda e, by, _: do.EnrolPerson(by, e.person),
    ev.ElectionSetUp: lambda e, by, _: do.SetUpElection(by, e.election),
    ev.ContestSetUp: lambda e, by, _: do.SetUpContest(by, e.contest),
    ev.SetUpCorrected: lambda e, by, _: do.CorrectSetUp(by, e.contest, e.corrected, e.reason),
    ev.SetUpAmended: lambda e, by, _: do.AmendSetUp(by, e.contest, e.particulars, e.reason),
    ev.ElectorateAltered: lambda e, by, second: do.AlterElectorate(
        by, e.contest, e.electorate, e.source, e.reason, second
    ),
    ev.PollCalledOff: lambda e, by, _: do.CallOffPoll(by, e.contest, e.how, e.reason),
    ev.PollRestored: lambda e, by, _: do.RestorePoll(by, e.contest, e.reason),
    ev.ThresholdsChanged: lambda e, by, _: do.ChangeThresholds(by, e.election, e.usual, e.reason),
    ev.AppointmentsChanged: lambda e, by, _: do.ChangeAppointments(
        by, e.person, e.roles, e.appointments, e.reason
    ),
    ev.PersonLeft: lambda e, by, _: do.NotePersonLeft(by, e.person),
    ev.PersonReturned: lambda e, by, _: do.NotePersonReturned(by, e.person),
    ev.ExceptionRecorded: lambda e, by, _: do.RecordException(by, e.contest, e.person, e.reason),
    ev.BoxesReceived: lambda e, by, _: do.ReceiveBoxes(by, e.receipts),
    ev.ReceiptTakenBack: lambda e, by, _: do.TakeBackReceipt(by, e.box, e.reason),
    ev.BoxAdded: lambda e, by, _: do.AddBox(by, e.contest, e.box, e.mini_count, e.reason),
    ev.PacketsRecorded: lambda e, by, _: do.RecordPackets(by, e.contest, e.packets),
    ev.PostalSessionHeld: lambda e, by, _: do.HoldPostalSession(by, e.contest, e.session),
    ev.PostalSessionTakenBack: lambda e, by, _: do.TakeBackSession(
        by, e.contest, e.number, e.reason
    ),
    ev.PostalClosed: lambda e, by, _: do.ClosePostal(by, e.contest),
    ev.PostalReopened: lambda e, by, _: do.ReopenPostal(by, e.contest, e.reason),
    ev.PapersSent: lambda e, by, _: do.TransferPapers(by, e.transfer, e.reason),
    ev.PapersBroughtIn: lambda e, by, _: do.RecordFoundPapers(by, e.contest, 0, "", ""),
    ev.PapersFound: lambda e, by, _: do.RecordFoundPapers(
        by, e.contest, e.papers, e.where, e.reason
    ),
    ev.PapersIssued: lambda e, by, _: do.IssuePapers(by, e.contest, e.mini_count, e.papers),
    ev.PapersReturned: lambda e, by, _: do.ReturnPapers(
        by, e.contest, e.mini_count, e.papers, e.reason
    ),
    ev.MiniCountAdded: lambda e, by, _: do.AddMiniCount(by, e.contest, e.mini_count, e.reason),
    ev.MiniCountClosed: lambda e, by, _: do.CloseMiniCount(by, e.contest, e.mini_count, e.reason),
    ev.DepthChanged: lambda e, by, _: do.ChangeDepth(
        by, e.contest, e.mini_count, e.depth, e.printed, e.reason
    ),
    ev.SheetAdded: lambda e, by, _: do.AddSheet(
        by, e.contest, e.sheet.kind, e.sheet.box, e.sheet.mini_count, e.reason
    ),
    ev.SheetsWithdrawn: lambda e, by, _: do.WithdrawSheets(by, e.contest, e.sheets, e.reason),
    ev.PapersSealed: lambda e, by, _: do.SealPapers(
        by, e.contest, e.containers, e.place, e.custodian
    ),
    ev.SealsOpened: lambda e, by, _: do.OpenSeals(by, e.contest, e.differences, e.heads),
    ev.ContestProven: lambda e, by, second: do.ProveContest(
        by, second or by, e.contest, e.electorate
    ),
    ev.ReturnedUncontested: lambda e, by, _: do.ReturnUncontested(by, e.contest),
    ev.SheetEntered: lambda e, by, _: do.EnterSheet(by, e.sheet, e.entry, e.figures),
    ev.EntriesAgreed: lambda e, by, _: _consequence(e, by),
    ev.EntriesDiffered: lambda e, by, _: _consequence(e, by),
    ev.SheetSentBack: lambda e, by, _: do.SendBack(by, e.sheet, e.entry),
    ev.EntryCorrected: lambda e, by, _: do.CorrectEntry(by, e.sheet, e.entry, e.figures),
    ev.SheetSettled: lambda e, by, second: do.SettleSheet(by, e.sheet, e.figures, second),
    ev.SheetReopened: lambda e, by, _: do.ReopenSheet(by, e.sheet, e.reason),
    ev.AdjudicationSigned: lambda e, by, _: do.SignAdjudication(by, e.contest, e.sheet, e.figures),
    ev.VerificationSigned: lambda e, by, _: do.SignVerification(
        by, e.contest, {box: reason for box, (_n, reason) in e.variances.items()}
    ),
    ev.FindingAnswered: lambda e, by, _: do.AnswerFinding(
        by, e.contest, e.code, e.reason, dict(e.numbers), e.names
    ),
    ev.ProvisionalResultReached: lambda e, by, _: do.ReachProvisionalResult(by, e.contest),
    ev.AgentsAppointed: lambda e, by, _: do.AppointAgents(by, e.contest, e.agents),
    ev.RecountRefused: lambda e, by, _: do.RefuseRecount(
        by, e.contest, e.version, e.asked_by, e.reason
    ),
    ev.RecountGranted: lambda e, by, _: do.GrantRecount(
        by, e.contest, e.version, e.asked_by, e.scope, e.mini_counts, e.reason, bool(e.pads)
    ),
    ev.SheetsUnchanged: lambda e, by, second: do.ConfirmUnchanged(
        by, second or by, e.contest, e.recount, e.sheets
    ),
    ev.SecondCountOpened: lambda e, by, _: do.OpenSecondCount(by, e.contest, e.version),
    ev.ConsultationClosed: lambda e, by, _: do.CloseConsultation(
        by, e.contest, e.outcome, e.version, e.present
    ),
    ev.LotDrawn: lambda e, by, _: do.DrawLot(
        by, e.contest, e.lot.drawn, e.lot.method, e.lot.witnesses, e.version
    ),
    ev.GuidanceStepTaken: lambda e, by, _: do.TakeStep(by, e.contest, e.step, e.version),
    ev.ResultCleared: lambda e, by, second: do.ClearResult(
        by, e.contest, second, e.reason, e.declaration.provisional_version
    ),
    ev.ClearanceWithdrawn: lambda e, by, _: do.WithdrawClearance(by, e.contest, e.reason),
    ev.ResultSpoken: lambda e, by, _: do.SpeakResult(by, e.contest, e.spoken_at, e.note),
    ev.DeclaredOnPaper: lambda e, by, second: do.DeclareOnPaper(
        by,
        second or by,
        e.contest,
        read := Reading(e.declaration.totals, e.declaration.elected, e.spoken_at),
        read,
        e.reason,
    ),
    ev.DeclarationCorrected: lambda e, by, second: do.CorrectDeclaration(
        by,
        second or by,
        e.contest,
        e.declaration.totals,
        e.declaration.elected,
        e.reason,
        e.note,
    ),
    ev.DeclarationReceipted: lambda e, _by, _: do.RecordReceipt(
        e.contest, e.declared, e.index, e.receipt
    ),
    ev.SheetsSentToPrinter: lambda e, by, _: do.SendToPrinter(
        by, e.contest, e.kinds, e.languages, e.copies, e.reason, e.contests
    ),
    ev.SheetsPrinted: lambda e, _by, _: do.RecordPrinted(e.contest, e.number, e.to),
    ev.PrintVoided: lambda e, by, _: do.VoidPrint(by, e.contest, e.number, e.reason),
    ev.PapersCollected: lambda e, by, _: do.CollectPapers(by, e.contest, e.number),
    ev.PaperSigned: lambda e, by, _: do.TickSigned(by, e.contest, e.number, e.kind, e.name),
    ev.DisclosureSet: lambda e, by, _: do.SetDisclosure(
        by, e.election, e.outlet, e.fact, e.shown, e.reason
    ),
    ev.RunningOrderSet: lambda e, by, _: do.SetRunningOrder(by, e.groups),
    ev.CalledToPlatform: lambda e, by, _: do.CallToPlatform(by, e.contests),
    ev.TakenFromPlatform: lambda e, by, _: do.TakeFromPlatform(by, e.contests),
    ev.HowSaidNoted: lambda e, by, _: do.NoteHowSaid(by, e.contest, e.candidate, e.said),
    ev.AnnouncementRead: lambda e, by, _: do.TickAnnouncement(by, e.contest, e.announcement),
}
