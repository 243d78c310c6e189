"""State and command in, events or a refusal out: the only way anything changes.

Pure, so that every replica decides alike; ``retrace`` puts the same question to a log that
somebody else wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import commands as do
from countroom.domain import (
    declaring,
    entering,
    issuing,
    moving,
    pausing,
    receiving,
    setting_up,
    staffing,
    verifying,
)
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.written import LONGEST_TEXT, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.events import Event
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.people import Power, Role
    from countroom.domain.state import Count

Decision = tuple["Event", ...] | Refusal

_RULES: Mapping[type, tuple[tuple[Role, ...], Callable[..., Decision]]] = {
    do.EnrolDevice: (("administrator",), setting_up.enrol_device),
    do.EnrolPerson: (("administrator",), setting_up.enrol_person),
    do.SetUpElection: (("administrator",), setting_up.set_up_election),
    do.SetUpContest: (("administrator",), setting_up.set_up_contest),
    do.CorrectSetUp: (("officer",), setting_up.correct_set_up),
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
    do.AddSheet: (("keyer", "supervisor", "officer"), issuing.add_sheet),
    do.WithdrawSheets: (("supervisor", "officer"), issuing.withdraw_sheets),
    do.SealPapers: (("officer",), pausing.seal_papers),
    do.OpenSeals: (("officer",), pausing.open_seals),
    do.EnterSheet: (("keyer", "supervisor"), entering.enter_sheet),
    do.SendBack: (("supervisor",), entering.send_back),
    do.CorrectEntry: (("keyer", "supervisor"), entering.correct_entry),
    do.SettleSheet: (("keyer", "supervisor", "officer"), entering.settle_sheet),
    do.ReopenSheet: (("supervisor", "officer"), entering.reopen_sheet),
    do.AnswerFinding: (("supervisor", "officer"), verifying.answer_finding),
    do.ReachProvisionalResult: (("supervisor",), declaring.reach_provisional_result),
    do.CloseConsultation: (("officer",), declaring.close_consultation),
    do.DrawLot: (("officer",), declaring.draw_lot),
    do.ClearResult: (("officer",), declaring.clear_result),
    do.WithdrawClearance: (("officer",), declaring.withdraw_clearance),
    do.SpeakResult: (("officer", "supervisor"), declaring.speak_result),
    do.RecordReceipt: ((), declaring.record_receipt),
}

_POWER: Mapping[type, Power] = {
    do.ReturnUncontested: "clear",
    do.CallOffPoll: "clear",
    do.RestorePoll: "clear",
    do.ChangeThresholds: "verify",
    do.RecordException: "verify",
    do.SignVerification: "verify",
    do.SealPapers: "verify",
    do.OpenSeals: "verify",
    do.CloseConsultation: "recount",
    do.DrawLot: "lot",
    do.ClearResult: "clear",
    do.WithdrawClearance: "clear",
}
"""What an officer's letter of appointment must name for that poll; the rest any officer may."""


def decide(count: Count, command: do.Command) -> Decision:
    """Say what a command brings about now, or why it is refused."""
    roles, rule = _RULES[type(command)]
    refusal = _not_entitled(count, command, roles) or _without_power(count, command)
    if refusal is None and too_long(command):
        return refuse("text_too_long", longest=LONGEST_TEXT)
    return refusal if refusal is not None else rule(count, command)


def _without_power(count: Count, command: do.Command) -> Refusal | None:
    """Refuse an officer whose letter does not name this power for this poll."""
    power = _POWER.get(type(command))
    election = None if power is None else _election_of(count, command)
    if power is None or election is None:
        return None
    for person in do.signers(command):
        if not count.people[person].may(power, election):
            return refuse("power_missing", person=person, power=power)
    return None


def _election_of(count: Count, command: do.Command) -> ElectionId | None:
    if isinstance(command, do.ChangeThresholds):
        return command.election
    contest = getattr(command, "contest", None)
    state = None if contest is None else count.contests.get(contest)
    return None if state is None else state.contest.election


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
