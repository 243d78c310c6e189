"""Which command stands behind a recorded event: so that a log can be decided over again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import commands as do
from countroom.domain import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.identifiers import PersonId


def command_behind(recorded: ev.Recorded) -> do.Command:
    """Rebuild the command that leads to this event.

    An event that only follows from another (entries agreed or differed) gives a command that
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
    ev.ContestProven: lambda e, by, second: do.ProveContest(by, second or by, e.contest),
    ev.ReturnedUncontested: lambda e, by, _: do.ReturnUncontested(by, e.contest),
    ev.SheetEntered: lambda e, by, _: do.EnterSheet(by, e.sheet, e.entry, e.figures),
    ev.EntriesAgreed: lambda e, by, _: _consequence(e, by),
    ev.EntriesDiffered: lambda e, by, _: _consequence(e, by),
    ev.SheetSentBack: lambda e, by, _: do.SendBack(by, e.sheet, e.entry),
    ev.EntryCorrected: lambda e, by, _: do.CorrectEntry(by, e.sheet, e.entry, e.figures),
    ev.SheetSettled: lambda e, by, _: do.SettleSheet(by, e.sheet, e.figures),
    ev.SheetReopened: lambda e, by, _: do.ReopenSheet(by, e.sheet, e.reason),
    ev.VerificationSigned: lambda e, by, _: do.SignVerification(
        by, e.contest, {box: reason for box, (_n, reason) in e.variances.items()}
    ),
    ev.FindingAnswered: lambda e, by, _: do.AnswerFinding(by, e.contest, e.code, e.reason),
    ev.ProvisionalResultReached: lambda e, by, _: do.ReachProvisionalResult(by, e.contest),
    ev.ConsultationClosed: lambda e, by, _: do.CloseConsultation(by, e.contest, e.outcome),
    ev.LotDrawn: lambda e, by, _: do.DrawLot(
        by, e.contest, e.lot.drawn, e.lot.method, e.lot.witnesses
    ),
    ev.ResultCleared: lambda e, by, second: do.ClearResult(
        by, e.contest, second, e.reason, e.steps
    ),
    ev.ClearanceWithdrawn: lambda e, by, _: do.WithdrawClearance(by, e.contest, e.reason),
    ev.ResultSpoken: lambda e, by, _: do.SpeakResult(by, e.contest, e.spoken_at, e.note),
    ev.DeclarationReceipted: lambda e, _by, _: do.RecordReceipt(
        e.contest, e.declared, e.index, e.receipt
    ),
}
