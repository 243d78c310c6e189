"""State and command in, events or a refusal out: the only way anything changes.

Pure, so that every replica decides alike; ``retrace`` puts the same question to a log that
somebody else wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import commands as do
from countroom.domain import declaring, entering, setting_up, verifying
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.events import Event
    from countroom.domain.people import Role
    from countroom.domain.state import Count

Decision = tuple["Event", ...] | Refusal

LONGEST_TEXT = 500
"""Characters of a reason, a note or a name: a sentence or two."""

_RULES: Mapping[type, tuple[tuple[Role, ...], Callable[..., Decision]]] = {
    do.EnrolDevice: (("administrator",), setting_up.enrol_device),
    do.EnrolPerson: (("administrator",), setting_up.enrol_person),
    do.SetUpElection: (("administrator",), setting_up.set_up_election),
    do.SetUpContest: (("administrator",), setting_up.set_up_contest),
    do.ProveContest: (("administrator", "supervisor", "officer"), setting_up.prove_contest),
    do.ReturnUncontested: (("officer",), setting_up.return_uncontested),
    do.EnterSheet: (("keyer", "supervisor"), entering.enter_sheet),
    do.SendBack: (("supervisor",), entering.send_back),
    do.CorrectEntry: (("keyer", "supervisor"), entering.correct_entry),
    do.SettleSheet: (("supervisor",), entering.settle_sheet),
    do.ReopenSheet: (("supervisor", "officer"), entering.reopen_sheet),
    do.SignVerification: (("officer",), verifying.sign_verification),
    do.AnswerFinding: (("supervisor", "officer"), verifying.answer_finding),
    do.ReachProvisionalResult: (("supervisor",), declaring.reach_provisional_result),
    do.CloseConsultation: (("officer",), declaring.close_consultation),
    do.DrawLot: (("officer",), declaring.draw_lot),
    do.ClearResult: (("officer",), declaring.clear_result),
    do.WithdrawClearance: (("officer",), declaring.withdraw_clearance),
    do.SpeakResult: (("officer", "supervisor"), declaring.speak_result),
    do.RecordReceipt: ((), declaring.record_receipt),
}


def decide(count: Count, command: do.Command) -> Decision:
    """Say what a command brings about now, or why it is refused."""
    roles, rule = _RULES[type(command)]
    refusal = _not_entitled(count, command, roles) or _too_long(command)
    return refusal if refusal is not None else rule(count, command)


def _too_long(command: do.Command) -> Refusal | None:
    """Refuse what a person wrote at such length that no sheet and no envelope holds it."""
    match command:
        case do.EnterSheet() | do.CorrectEntry():
            return None  # figures only
        case do.DrawLot():
            written = [command.method, *command.witnesses]
        case do.SignVerification():
            written = list(command.reasons.values())
        case _:
            written = [getattr(command, "reason", ""), getattr(command, "note", "")]
    if any(len(text) > LONGEST_TEXT for text in written):
        return refuse("text_too_long", longest=LONGEST_TEXT)
    return None


def _not_entitled(count: Count, command: do.Command, roles: tuple[Role, ...]) -> Refusal | None:
    if not count.people and isinstance(command, do.EnrolDevice | do.EnrolPerson):
        return None  # somebody has to be first; the key file made at set-up names them
    people = do.signers(command)
    if roles and not people:
        return refuse("nobody_signed")
    for person in people:
        if person not in count.people:
            return refuse("person_unknown", person=person)
        if not set(roles) & set(count.people[person].roles):
            return refuse("role_missing", person=person, roles=" ".join(roles))
    if len({count.people[person].key for person in people}) < len(people):
        return refuse("second_person_is_first")
    return None
