"""Who may ask for what (design section 1): everybody else is refused, whatever the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.disclosure import Announcement
from countroom.domain.election import BallotBox, MiniCount, particulars_of
from countroom.domain.hall import PostalSession, Transfer
from countroom.domain.identifiers import (
    BoxId,
    ContestId,
    ElectionId,
    EventId,
    MiniCountId,
    PersonId,
    SheetId,
)
from countroom.domain.people import Role
from countroom.domain.refusals import Refusal, refuse
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable

SOMEBODY = PersonId("somebody-1")
HERE, SHEET = ContestId("no-such-contest"), SheetId("999-01")
ROLES: tuple[Role, ...] = get_args(Role)
SETS_UP, COUNTS = ("administrator",), ("keyer", "supervisor")
LEADS, ORDERS, ANY = ("supervisor", "officer"), ("officer",), ("keyer", "supervisor", "officer")
NOTES = ("administrator", "supervisor", "officer")
NO_POLL = ElectionId("no-such-election")
BOX, TABLE = BoxId("no-such-box"), MiniCountId("Z")
USUAL = load_rule_sets()[sc.RULES].likely[0]
MOVED = Transfer(HERE, BOX, ContestId("another"), BOX, 3, counted=False)
OPENED = PostalSession(1, 1, {}, BOX, 1)

# fmt: off
MAY: dict[type, tuple[tuple[str, ...], Callable[[PersonId], Any]]] = {
    do.EnrolDevice: (SETS_UP, lambda by: do.EnrolDevice(by, sc.device("laptop-2"))),
    do.EnrolPerson: (SETS_UP, lambda by: do.EnrolPerson(by, sc.person("keyer-3", "keyer"))),
    do.SetUpElection: (SETS_UP, lambda by: do.SetUpElection(by, sc.an_election())),
    do.SetUpContest: (SETS_UP, lambda by: do.SetUpContest(by, sc.one_seat())),
    do.ProveContest: (
        ("administrator", "supervisor", "officer"),
        lambda by: do.ProveContest(by, sc.OTHER_OFFICER, HERE, None),
    ),
    do.CorrectSetUp: (ORDERS, lambda by: do.CorrectSetUp(by, HERE, sc.one_seat(), "why")),
    do.AmendSetUp: (("administrator", "officer"), lambda by: do.AmendSetUp(
        by, HERE, particulars_of(sc.one_seat()), "why")),
    do.AlterElectorate: (NOTES, lambda by: do.AlterElectorate(by, HERE, 1, "register", "why")),
    do.CallOffPoll: (ORDERS, lambda by: do.CallOffPoll(by, HERE, "abandoned", "why")),
    do.ChangeThresholds: (ORDERS, lambda by: do.ChangeThresholds(by, NO_POLL, USUAL, "why")),
    do.SetDisclosure: (ORDERS, lambda by: do.SetDisclosure(
        by, NO_POLL, "hall", "recount", shown=True, reason="why")),
    do.TickAnnouncement: (NOTES, lambda by: do.TickAnnouncement(
        by, HERE, Announcement("postal_in"))),
    do.SetRunningOrder: (LEADS, lambda by: do.SetRunningOrder(by, ((HERE,),))),
    do.CallToPlatform: (LEADS, lambda by: do.CallToPlatform(by, (HERE,))),
    do.TakeFromPlatform: (LEADS, lambda by: do.TakeFromPlatform(by, (HERE,))),
    do.NoteHowSaid: (
        (*NOTES, "keyer"), lambda by: do.NoteHowSaid(by, HERE, sc.ABBOTT, "AB-ot")
    ),
    do.ChangeAppointments: (
        SETS_UP, lambda by: do.ChangeAppointments(by, sc.KEYER, ("keyer",), (), "why")
    ),
    do.NotePersonLeft: (NOTES, lambda by: do.NotePersonLeft(by, sc.KEYER)),
    do.NotePersonReturned: (NOTES, lambda by: do.NotePersonReturned(by, sc.KEYER)),
    do.RecordException: (ORDERS, lambda by: do.RecordException(by, HERE, sc.KEYER, "why")),
    do.RestorePoll: (("officer",), lambda by: do.RestorePoll(by, HERE, "why")),
    do.TakeBackSession: (
        ("supervisor", "officer"),
        lambda by: do.TakeBackSession(by, HERE, 1, "why"),
    ),
    do.TakeBackReceipt: (
        ("supervisor", "officer"),
        lambda by: do.TakeBackReceipt(by, BoxId("no-such-box"), "why"),
    ),
    do.ReceiveBoxes: (ANY, lambda by: do.ReceiveBoxes(by, ())),
    do.AddBox: (
        LEADS, lambda by: do.AddBox(by, HERE, BallotBox(BOX, "station", ""), TABLE, "why")
    ),
    do.RecordPackets: (ANY, lambda by: do.RecordPackets(by, HERE, {})),
    do.HoldPostalSession: (LEADS, lambda by: do.HoldPostalSession(by, HERE, OPENED)),
    do.ClosePostal: (LEADS, lambda by: do.ClosePostal(by, HERE)),
    do.ReopenPostal: (LEADS, lambda by: do.ReopenPostal(by, HERE, "why")),
    do.TransferPapers: (LEADS, lambda by: do.TransferPapers(by, MOVED, "why")),
    do.RecordFoundPapers: (LEADS, lambda by: do.RecordFoundPapers(by, HERE, 1, "here", "why")),
    do.IssuePapers: (("supervisor",), lambda by: do.IssuePapers(by, HERE, TABLE, 1)),
    do.ReturnPapers: (("supervisor",), lambda by: do.ReturnPapers(by, HERE, TABLE, 1, "why")),
    do.AddMiniCount: (
        LEADS, lambda by: do.AddMiniCount(by, HERE, MiniCount(TABLE, "", ()), "why")
    ),
    do.CloseMiniCount: (LEADS, lambda by: do.CloseMiniCount(by, HERE, TABLE, "why")),
    do.ChangeDepth: (LEADS, lambda by: do.ChangeDepth(by, HERE, TABLE, "totals", 0, "why")),
    do.AddSheet: (ANY, lambda by: do.AddSheet(by, HERE, "recount", BOX, None, "why")),
    do.WithdrawSheets: (LEADS, lambda by: do.WithdrawSheets(by, HERE, (SHEET,), "why")),
    do.SealPapers: (ORDERS, lambda by: do.SealPapers(by, HERE, (), "here", "A.")),
    do.OpenSeals: (ORDERS, lambda by: do.OpenSeals(by, HERE, {}, {})),
    do.ReturnUncontested: (("officer",), lambda by: do.ReturnUncontested(by, HERE)),
    do.EnterSheet: (COUNTS, lambda by: do.EnterSheet(by, SHEET, 1, {})),
    do.SendBack: (("supervisor",), lambda by: do.SendBack(by, SHEET, 1)),
    do.CorrectEntry: (COUNTS, lambda by: do.CorrectEntry(by, SHEET, 1, {})),
    # a keyer with an officer beside them by an exception on record: see test_staffing
    do.SettleSheet: ((*COUNTS, "officer"), lambda by: do.SettleSheet(by, SHEET, {})),
    do.ReopenSheet: (("supervisor", "officer"), lambda by: do.ReopenSheet(by, SHEET, "why")),
    do.SignAdjudication: (("officer",), lambda by: do.SignAdjudication(by, HERE, SHEET, {})),
    do.SignVerification: (("officer",), lambda by: do.SignVerification(by, HERE, {})),
    do.AnswerFinding: (
        ("supervisor", "officer"), lambda by: do.AnswerFinding(by, HERE, "W01", "why")
    ),
    do.ReachProvisionalResult: (
        ("supervisor",), lambda by: do.ReachProvisionalResult(by, HERE)
    ),
    do.AppointAgents: (NOTES, lambda by: do.AppointAgents(by, HERE, ())),
    do.RefuseRecount: (ORDERS, lambda by: do.RefuseRecount(by, HERE, 1, sc.CARTERS_AGENT, "why")),
    do.GrantRecount: (
        ORDERS, lambda by: do.GrantRecount(by, HERE, 1, sc.CARTERS_AGENT, "whole", (), "why")
    ),
    do.ConfirmUnchanged: (
        ANY, lambda by: do.ConfirmUnchanged(by, sc.OTHER_KEYER, HERE, 1, (SHEET,))
    ),
    do.OpenSecondCount: (LEADS, lambda by: do.OpenSecondCount(by, HERE, 1)),
    do.CloseConsultation: (("officer",), lambda by: do.CloseConsultation(by, HERE, "agreed")),
    do.DrawLot: (("officer",), lambda by: do.DrawLot(by, HERE, sc.CARTER, "a hat", ("W.",))),
    do.TakeStep: (LEADS, lambda by: do.TakeStep(by, HERE, "floor", 1)),
    do.ClearResult: (("officer",), lambda by: do.ClearResult(by, HERE)),
    do.WithdrawClearance: (("officer",), lambda by: do.WithdrawClearance(by, HERE, "why")),
    do.DeclareOnPaper: (ORDERS, lambda by: do.DeclareOnPaper(
        by, sc.OTHER_OFFICER, HERE, sc.NOTHING_READ, sc.NOTHING_READ, "why")),
    do.CorrectDeclaration: (ORDERS, lambda by: do.CorrectDeclaration(
        by, sc.OTHER_OFFICER, HERE, sc.NO_TOTALS, (), "transcription", "why")),
    do.SpeakResult: (
        ("supervisor", "officer"), lambda by: do.SpeakResult(by, HERE, sc.SPOKEN_AT)
    ),
}
# fmt: on


STAFF = ("administrator", "keyer", "supervisor", "officer")
MAY |= {
    do.SendToPrinter: (STAFF, lambda by: do.SendToPrinter(by, HERE, ("notice",))),
    do.VoidPrint: (STAFF, lambda by: do.VoidPrint(by, HERE, 1, "why")),
    do.CollectPapers: (STAFF, lambda by: do.CollectPapers(by, HERE, 1)),
    do.TickSigned: (STAFF, lambda by: do.TickSigned(by, HERE, 1, "notice", "A.")),
}


def enrolled(*roles: Role) -> sc.Night:
    night = sc.Night().play(*sc.set_up()[:-1])
    return night.play(do.EnrolPerson(sc.ADMINISTRATOR, sc.person(SOMEBODY, *roles)))


def refused_for_the_role(night: sc.Night, command: do.Command) -> bool:
    decision = decide(night.count, command)
    return isinstance(decision, Refusal) and decision.code == "role_missing"


def test_every_command_of_a_person_is_in_the_table() -> None:
    assert set(MAY) == set(get_args(do.Command)) - {do.RecordReceipt, do.RecordPrinted}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", MAY, ids=lambda command: command.__name__)
def test_only_the_people_of_the_night_may(command: type, role: Role) -> None:
    entitled, made_by = MAY[command]
    assert refused_for_the_role(enrolled(role), made_by(SOMEBODY)) == (role not in entitled)


@pytest.mark.parametrize("command", MAY, ids=lambda command: command.__name__)
def test_a_stranger_may_nothing(command: type) -> None:
    stranger = PersonId("stranger-1")
    _, made_by = MAY[command]
    refusal = decide(enrolled("observer").count, made_by(stranger))
    assert refusal == refuse("person_unknown", person=stranger)


def test_a_refusal_for_the_role_says_which_roles_it_takes() -> None:
    refusal = decide(enrolled("observer").count, do.EnterSheet(SOMEBODY, SHEET, 1, {}))
    assert refusal == refuse("role_missing", person=SOMEBODY, roles="keyer supervisor")


def test_somebody_with_two_roles_may_what_either_may() -> None:
    night = enrolled("keyer", "officer")
    assert not refused_for_the_role(night, do.EnterSheet(SOMEBODY, SHEET, 1, {}))
    assert not refused_for_the_role(night, do.ClearResult(SOMEBODY, HERE))
    assert refused_for_the_role(night, do.SendBack(SOMEBODY, SHEET, 1))


@pytest.mark.parametrize("role", ROLES)
def test_the_second_person_of_a_proof_needs_the_role_too(role: Role) -> None:
    command = do.ProveContest(sc.OFFICER, SOMEBODY, HERE, None)
    expected = role not in MAY[do.ProveContest][0]
    assert refused_for_the_role(enrolled(role), command) == expected


@pytest.mark.parametrize("role", ROLES)
def test_the_second_officer_of_a_clearance_is_an_officer(role: Role) -> None:
    command = do.ClearResult(sc.OFFICER, HERE, SOMEBODY)
    assert refused_for_the_role(enrolled(role), command) == (role != "officer")


def test_nobody_is_both_people_of_a_proof() -> None:
    night = enrolled("officer")
    twice = do.ProveContest(SOMEBODY, SOMEBODY, HERE, None)
    assert decide(night.count, twice) == refuse("second_person_is_first")


def test_a_receipt_needs_nobody() -> None:
    assert do.signers(do.RecordReceipt(HERE, EventId("0" * 64), 0, "")) == ()
    assert do.signers(do.RecordPrinted(HERE, 1, "spool")) == ()


def test_commands_are_signed_by_who_asks_and_the_second_person_after_them() -> None:
    both = do.ClearResult(sc.OFFICER, HERE, sc.OTHER_OFFICER)
    assert do.signers(both) == (sc.OFFICER, sc.OTHER_OFFICER)
    assert do.signers(do.ClearResult(sc.OFFICER, HERE)) == (sc.OFFICER,)
    beside = do.SettleSheet(sc.KEYER, SHEET, {}, sc.OFFICER)
    assert do.signers(beside) == (sc.KEYER, sc.OFFICER)
    assert do.signers(do.EnrolPerson(None, sc.person("p", "keyer"))) == ()


def test_the_first_laptop_and_person_need_nobodys_leave_and_the_next_do() -> None:
    night = sc.Night()
    night.play(do.EnrolDevice(None, sc.device()), do.EnrolDevice(None, sc.device("laptop-2")))
    night.play(do.EnrolPerson(None, sc.person("administrator-1", "administrator")))
    refusal = refuse("nobody_signed")
    assert night.ask(do.EnrolPerson(None, sc.person("keyer-1", "keyer"))) == refusal
    assert night.ask(do.EnrolDevice(None, sc.device("laptop-3"))) == refusal
