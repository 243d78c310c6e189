"""State and command in, events or a refusal out: the only way anything changes.

Pure, so that every replica decides alike; ``retrace`` puts the same question to a log that
somebody else wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import (
    adding,
    adjudicating,
    amending,
    announcing,
    consulting,
    declaring,
    disclosing,
    entering,
    issuing,
    moving,
    on_record,
    pausing,
    printing,
    receiving,
    reconciling,
    running_order,
    second_count,
    setting_up,
    staffing,
    verifying,
)
from countroom.domain import commands as do
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.written import LONGEST_TEXT, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.events import Event
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.people import Power, Role
    from countroom.domain.state import Count

Decision = tuple["Event", ...] | Refusal

_STAFF: tuple[Role, ...] = ("administrator", "keyer", "supervisor", "officer")

_RULES: Mapping[type, tuple[tuple[Role, ...], Callable[..., Decision]]] = {
    do.EnrolDevice: (("administrator",), setting_up.enrol_device),
    do.EnrolPerson: (("administrator",), setting_up.enrol_person),
    do.SetUpElection: (("administrator",), setting_up.set_up_election),
    do.SetUpContest: (("administrator",), setting_up.set_up_contest),
    do.CorrectSetUp: (("officer",), setting_up.correct_set_up),
    do.AmendSetUp: (("administrator", "officer"), amending.amend_set_up),
    do.ProveContest: (("administrator", "supervisor", "officer"), setting_up.prove_contest),
    do.ReturnUncontested: (("officer",), setting_up.return_uncontested),
    do.AlterElectorate: (("administrator", "supervisor", "officer"), setting_up.alter_electorate),
    do.CallOffPoll: (("officer",), setting_up.call_off_poll),
    do.RestorePoll: (("officer",), setting_up.restore_poll),
    do.ChangeThresholds: (("officer",), setting_up.change_thresholds),
    do.ChangeAppointments: (("administrator",), staffing.change_appointments),
    do.NotePersonLeft: (("administrator", "supervisor", "officer"), staffing.note_person_left),
    do.NotePersonReturned: (
        ("administrator", "supervisor", "officer"),
        staffing.note_person_returned,
    ),
    do.RecordException: (("officer",), staffing.record_exception),
    do.ReceiveBoxes: (("keyer", "supervisor", "officer"), receiving.receive_boxes),
    do.TakeBackReceipt: (("supervisor", "officer"), receiving.take_back_receipt),
    do.AddBox: (("supervisor", "officer"), receiving.add_box),
    do.RecordPackets: (("keyer", "supervisor", "officer"), receiving.record_packets),
    do.HoldPostalSession: (("supervisor", "officer"), receiving.hold_postal_session),
    do.TakeBackSession: (("supervisor", "officer"), receiving.take_back_session),
    do.ClosePostal: (("supervisor", "officer"), receiving.close_postal),
    do.ReopenPostal: (("supervisor", "officer"), receiving.reopen_postal),
    do.TransferPapers: (("supervisor", "officer"), moving.transfer_papers),
    do.RecordFoundPapers: (("supervisor", "officer"), moving.record_found_papers),
    do.SignVerification: (("officer",), verifying.sign_verification),
    do.IssuePapers: (("supervisor",), issuing.issue_papers),
    do.ReturnPapers: (("supervisor",), issuing.return_papers),
    do.AddMiniCount: (("supervisor", "officer"), issuing.add_mini_count),
    do.CloseMiniCount: (("supervisor", "officer"), issuing.close_mini_count),
    do.ChangeDepth: (("supervisor", "officer"), issuing.change_depth),
    do.AddSheet: (("keyer", "supervisor", "officer"), adding.add_sheet),
    do.WithdrawSheets: (("supervisor", "officer"), adding.withdraw_sheets),
    do.SealPapers: (("officer",), pausing.seal_papers),
    do.OpenSeals: (("officer",), pausing.open_seals),
    do.EnterSheet: (("keyer", "supervisor"), entering.enter_sheet),
    do.SendBack: (("supervisor",), entering.send_back),
    do.CorrectEntry: (("keyer", "supervisor"), entering.correct_entry),
    do.SettleSheet: (("keyer", "supervisor", "officer"), entering.settle_sheet),
    do.ReopenSheet: (("supervisor", "officer"), entering.reopen_sheet),
    do.SignAdjudication: (("officer",), adjudicating.sign_adjudication),
    do.AnswerFinding: (("supervisor", "officer"), verifying.answer_finding),
    do.ReachProvisionalResult: (("supervisor",), declaring.reach_provisional_result),
    do.AppointAgents: (("administrator", "supervisor", "officer"), consulting.appoint_agents),
    do.RefuseRecount: (("officer",), consulting.refuse_recount),
    do.GrantRecount: (("officer",), consulting.grant_recount),
    do.ConfirmUnchanged: (("keyer", "supervisor", "officer"), consulting.confirm_unchanged),
    do.OpenSecondCount: (("supervisor", "officer"), second_count.open_second_count),
    do.CloseConsultation: (("officer",), declaring.close_consultation),
    do.DrawLot: (("officer",), declaring.draw_lot),
    do.TakeStep: (("supervisor", "officer"), reconciling.take_step),
    do.ClearResult: (("officer",), declaring.clear_result),
    do.WithdrawClearance: (("officer",), declaring.withdraw_clearance),
    do.SpeakResult: (("officer", "supervisor"), declaring.speak_result),
    do.DeclareOnPaper: (("officer",), on_record.declare_on_paper),
    do.CorrectDeclaration: (("officer",), on_record.correct_declaration),
    do.RecordReceipt: ((), declaring.record_receipt),
    do.SendToPrinter: (_STAFF, printing.send_to_printer),
    do.RecordPrinted: ((), printing.record_printed),
    do.VoidPrint: (_STAFF, printing.void_print),
    do.CollectPapers: (_STAFF, printing.collect_papers),
    do.TickSigned: (_STAFF, printing.tick_signed),
    do.SetDisclosure: (("officer",), disclosing.set_disclosure),
    do.SetRunningOrder: (("officer", "supervisor"), running_order.set_running_order),
    do.CallToPlatform: (("officer", "supervisor"), running_order.call_to_platform),
    do.TakeFromPlatform: (("officer", "supervisor"), running_order.take_from_platform),
    do.NoteHowSaid: (_STAFF, running_order.note_how_said),
    do.TickAnnouncement: (
        ("administrator", "supervisor", "officer"),
        announcing.tick_announcement,
    ),
}

_POWER: Mapping[type, Power] = {
    do.CorrectSetUp: "clear",
    do.AmendSetUp: "clear",
    do.ReturnUncontested: "clear",
    do.CallOffPoll: "clear",
    do.RestorePoll: "clear",
    do.ChangeThresholds: "clear",
    do.RecordException: "verify",
    do.TakeBackReceipt: "verify",
    do.AddBox: "verify",
    do.HoldPostalSession: "verify",
    do.TakeBackSession: "verify",
    do.ClosePostal: "verify",
    do.ReopenPostal: "verify",
    do.TransferPapers: "verify",
    do.RecordFoundPapers: "verify",
    do.SignVerification: "verify",
    do.SealPapers: "verify",
    do.OpenSeals: "verify",
    do.SignAdjudication: "adjudicate",
    do.AnswerFinding: "verify",
    do.RefuseRecount: "recount",
    do.GrantRecount: "recount",
    do.OpenSecondCount: "recount",
    do.CloseConsultation: "recount",
    do.DrawLot: "lot",
    do.ClearResult: "clear",
    do.WithdrawClearance: "clear",
    do.SpeakResult: "clear",
    do.DeclareOnPaper: "clear",
    do.CorrectDeclaration: "clear",
    do.SetDisclosure: "disclose",
    do.SetRunningOrder: "clear",
    do.CallToPlatform: "clear",
    do.TakeFromPlatform: "clear",
}
"""What an officer's letter of appointment must name for that poll; decision 11 says why.

Who may do it by another role needs no letter. Sheets ask by their kind, where they are decided.
"""


def decide(count: Count, command: do.Command) -> Decision:
    """Say what a command brings about now, or why it is refused."""
    rule = _RULES[type(command)][1]
    refusal = not_entitled(count, command)
    if refusal is None and too_long(command):
        return refuse("text_too_long", longest=LONGEST_TEXT)
    return refusal if refusal is not None else rule(count, command)


def not_entitled(count: Count, command: do.Command) -> Refusal | None:
    """Say why those who sign may not ask for this at all, whatever the state; None if they may."""
    roles = _RULES[type(command)][0]
    return _not_entitled(count, command, roles) or _without_power(count, command, roles)


def roles_for(command: type) -> tuple[Role, ...]:
    """Give the roles of which one is enough to ask for a kind of command."""
    return _RULES[command][0]


def _without_power(count: Count, command: do.Command, roles: tuple[Role, ...]) -> Refusal | None:
    """Refuse an officer whose letter does not name this power for this poll, or for each of them.

    Who is a supervisor too does as one what a supervisor may.
    """
    power = _POWER.get(type(command))
    if power is None:
        return None
    others = set(roles) - {"officer"}
    for id_ in do.signers(command):
        person = count.people[id_]
        if others & set(person.roles):
            continue
        if not all(person.may(power, election) for election in _elections_of(count, command)):
            return refuse("power_missing", person=id_, power=power)
    return None


def _elections_of(count: Count, command: do.Command) -> set[ElectionId]:
    """Give the polls a command is about; a box may stand in several."""
    match command:
        case do.ChangeThresholds(election=election) | do.SetDisclosure(election=election):
            return {election}
        case do.SetRunningOrder(groups=groups):
            contests = {contest for group in groups for contest in group}
        case do.CallToPlatform(contests=named) | do.TakeFromPlatform(contests=named):
            contests = set(named)
        case do.TransferPapers(transfer=transfer):
            contests = {transfer.source, transfer.target}
        case do.TakeBackReceipt(box=box):
            contests = {
                id_ for id_, state in count.contests.items() if state.contest.box(box) is not None
            }
        case _:
            contests = {one for one in (getattr(command, "contest", None),) if one is not None}
    return {count.contests[id_].contest.election for id_ in contests & count.contests.keys()}


def _not_entitled(count: Count, command: do.Command, roles: tuple[Role, ...]) -> Refusal | None:
    if not count.people and isinstance(command, do.EnrolDevice | do.EnrolPerson):
        return None  # somebody has to be first; the key file made at set-up names them
    people = do.signers(command)
    if roles and not people:
        return refuse("nobody_signed")
    for person in people:
        if person not in count.people:
            return refuse("person_unknown", person=person)
        if roles and not set(roles) & set(count.people[person].roles):
            return refuse("role_missing", person=person, roles=" ".join(roles))
    if len({count.people[person].key for person in people}) < len(people):
        return refuse("second_person_is_first")
    return None
