"""Which power each act of an officer asks: decision 11, command by command, in any state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide, roles_for
from countroom.domain.disclosure import Announcement
from countroom.domain.election import BallotBox, MiniCount, particulars_of
from countroom.domain.hall import BoxReceipt, Packets, PostalSession, Transfer
from countroom.domain.identifiers import BoxId, ElectionId, MiniCountId, PersonId, SheetId
from countroom.domain.people import ALL_POWERS, Appointment, Power
from countroom.domain.refusals import Refusal, refuse
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.people import Role
    from countroom.domain.sheets import SheetKind

DEPUTY: Final = sc.OTHER_OFFICER
ONE, HALL, POST = sc.ONE, sc.MILL_LANE_HALL, BoxId("mill-lane-postal")
SHEET, BATCH, TENT = SheetId("001-03"), SheetId("001-04"), SheetId("001-04")
A = MiniCountId("A")
USUAL = load_rule_sets()[sc.RULES].likely[0]
MAYOR: Final = ElectionId("mayor.sample.2024-05-02")
MOVED = Transfer(ONE, HALL, sc.SPLIT, BoxId("green-end-hall"), 3, counted=False)
OPENED = PostalSession(1, 1, {}, POST, 1)


def other(officer: PersonId) -> PersonId:
    """Name the second officer beside the first."""
    return sc.OFFICER if officer == DEPUTY else DEPUTY


# fmt: off
ASKS: dict[type, tuple[Power | None, Callable[[PersonId], do.Command]]] = {
    do.CorrectSetUp: ("clear", lambda by: do.CorrectSetUp(by, ONE, sc.one_seat(), "why")),
    do.AmendSetUp: ("clear", lambda by: do.AmendSetUp(
        by, ONE, particulars_of(sc.one_seat()), "why")),
    do.ReturnUncontested: ("clear", lambda by: do.ReturnUncontested(by, ONE)),
    do.CallOffPoll: ("clear", lambda by: do.CallOffPoll(by, ONE, "abandoned", "why")),
    do.RestorePoll: ("clear", lambda by: do.RestorePoll(by, ONE, "why")),
    do.ChangeThresholds: ("clear", lambda by: do.ChangeThresholds(by, sc.ELECTION, USUAL, "why")),
    do.SetDisclosure: ("disclose", lambda by: do.SetDisclosure(
        by, sc.ELECTION, "hall", "recount", shown=True, reason="why")),
    do.ClearResult: ("clear", lambda by: do.ClearResult(by, ONE)),
    do.WithdrawClearance: ("clear", lambda by: do.WithdrawClearance(by, ONE, "why")),
    do.DeclareOnPaper: ("clear", lambda by: do.DeclareOnPaper(
        by, other(by), ONE, sc.NOTHING_READ, sc.NOTHING_READ, "why")),
    do.CorrectDeclaration: ("clear", lambda by: do.CorrectDeclaration(
        by, other(by), ONE, sc.NO_TOTALS, (), "transcription", "why")),
    do.SpeakResult: ("clear", lambda by: do.SpeakResult(by, ONE, sc.SPOKEN_AT)),
    do.RecordException: ("verify", lambda by: do.RecordException(by, ONE, sc.KEYER, "why")),
    do.TakeBackReceipt: ("verify", lambda by: do.TakeBackReceipt(by, HALL, "why")),
    do.AddBox: ("verify", lambda by: do.AddBox(
        by, ONE, BallotBox(BoxId("tent"), "station", "Tent"), A, "why")),
    do.HoldPostalSession: ("verify", lambda by: do.HoldPostalSession(by, ONE, OPENED)),
    do.TakeBackSession: ("verify", lambda by: do.TakeBackSession(by, ONE, 1, "why")),
    do.ClosePostal: ("verify", lambda by: do.ClosePostal(by, ONE)),
    do.ReopenPostal: ("verify", lambda by: do.ReopenPostal(by, ONE, "why")),
    do.TransferPapers: ("verify", lambda by: do.TransferPapers(by, MOVED, "why")),
    do.RecordFoundPapers: ("verify", lambda by: do.RecordFoundPapers(by, ONE, 1, "here", "why")),
    do.SignVerification: ("verify", lambda by: do.SignVerification(by, ONE, {})),
    do.SealPapers: ("verify", lambda by: do.SealPapers(by, ONE, (), "here", "A.")),
    do.OpenSeals: ("verify", lambda by: do.OpenSeals(by, ONE, {}, {})),
    do.AnswerFinding: ("verify", lambda by: do.AnswerFinding(by, ONE, "W01", "why")),
    do.SignAdjudication: ("adjudicate", lambda by: do.SignAdjudication(by, ONE, BATCH, {})),
    do.RefuseRecount: ("recount", lambda by: do.RefuseRecount(
        by, ONE, 1, sc.CARTERS_AGENT, "why")),
    do.GrantRecount: ("recount", lambda by: do.GrantRecount(
        by, ONE, 1, sc.CARTERS_AGENT, "whole", (), "why")),
    do.OpenSecondCount: ("recount", lambda by: do.OpenSecondCount(by, ONE, 1)),
    do.CloseConsultation: ("recount", lambda by: do.CloseConsultation(by, ONE, "agreed")),
    do.DrawLot: ("lot", lambda by: do.DrawLot(by, ONE, sc.CARTER, "a hat", ("W.",))),
    # by the kind of the sheet, or by the one box that feeds a table: see below
    do.SettleSheet: ("verify", lambda by: do.SettleSheet(by, SHEET, {sc.CARTER_VOTES: 166})),
    do.ReopenSheet: ("recount", lambda by: do.ReopenSheet(by, SHEET, "why")),
    do.AddSheet: ("verify", lambda by: do.AddSheet(by, ONE, "recount", HALL, None, "why")),
    do.WithdrawSheets: ("verify", lambda by: do.WithdrawSheets(
        by, ONE, (TENT,), "there was no tent")),
    do.AddMiniCount: ("verify", lambda by: do.AddMiniCount(
        by, ONE, MiniCount(MiniCountId("C"), "", (HALL,), alone_because="why"), "why")),
    # what any of the staff does by anybody's direction needs no letter
    do.AppointAgents: (None, lambda by: do.AppointAgents(by, ONE, (sc.CARTERS,))),
    do.TakeStep: (None, lambda by: do.TakeStep(by, ONE, "floor", 1)),
    do.ConfirmUnchanged: (None, lambda by: do.ConfirmUnchanged(by, sc.KEYER, ONE, 1, (SHEET,))),
    do.ChangeDepth: (None, lambda by: do.ChangeDepth(by, ONE, A, "every_sheet", 3, "why")),
    do.CloseMiniCount: (None, lambda by: do.CloseMiniCount(by, ONE, A, "why")),
    do.ProveContest: (None, lambda by: do.ProveContest(by, sc.SUPERVISOR, ONE, 3_000)),
    do.AlterElectorate: (None, lambda by: do.AlterElectorate(by, ONE, 3_000, "register", "why")),
    do.SetRunningOrder: ("clear", lambda by: do.SetRunningOrder(by, ((ONE,),))),
    do.CallToPlatform: ("clear", lambda by: do.CallToPlatform(by, (ONE,))),
    do.TakeFromPlatform: ("clear", lambda by: do.TakeFromPlatform(by, (ONE,))),
    do.NoteHowSaid: (None, lambda by: do.NoteHowSaid(by, ONE, sc.ABBOTT, "AB-ot")),
    do.TickAnnouncement: (None, lambda by: do.TickAnnouncement(
        by, ONE, Announcement("postal_in", 1))),
    do.SendToPrinter: (None, lambda by: do.SendToPrinter(by, ONE, ("box_receipt",))),
    do.VoidPrint: (None, lambda by: do.VoidPrint(by, ONE, 1, "why")),
    do.CollectPapers: (None, lambda by: do.CollectPapers(by, ONE, 1)),
    do.TickSigned: (None, lambda by: do.TickSigned(by, ONE, 1, "declaration", "A. Officer")),
    do.NotePersonLeft: (None, lambda by: do.NotePersonLeft(by, sc.KEYER)),
    do.NotePersonReturned: (None, lambda by: do.NotePersonReturned(by, sc.KEYER)),
    do.ReceiveBoxes: (None, lambda by: do.ReceiveBoxes(by, (BoxReceipt(HALL, sealed=True),))),
    do.RecordPackets: (None, lambda by: do.RecordPackets(by, ONE, {HALL: Packets(0, 0)})),
}
# fmt: on
BOUND = [command for command, (power, _) in ASKS.items() if power is not None]
FREE = [command for command in ASKS if command not in BOUND]


def night_for(command: type) -> sc.Night:
    """Have Mill Lane verified, its sheet's entries differ; or a box that nobody brings in."""
    night = sc.Night().set_up(sc.one_seat(), sc.split())
    if command is do.WithdrawSheets:
        tent = BallotBox(BoxId("tent"), "station", "Tent")
        return night.play(do.AddBox(sc.SUPERVISOR, ONE, tent, A, "a tent was planned"))
    paper = night.verify(ONE).paper(ONE)
    slip = paper | {sc.CARTER_VOTES: 661}
    return night.play(
        do.EnterSheet(sc.KEYER, SHEET, 1, paper), do.EnterSheet(sc.OTHER_KEYER, SHEET, 2, slip)
    )


def deputed(
    night: sc.Night, letters: tuple[Appointment, ...], roles: tuple[Role, ...] = ("officer",)
) -> sc.Night:
    return night.play(
        do.ChangeAppointments(sc.ADMINISTRATOR, DEPUTY, roles, letters, "letter of 1 May")
    )


def letter(*powers: Power, election: ElectionId | None = sc.ELECTION) -> Appointment:
    return Appointment(election, powers, "Deputy Returning Officer")


def all_but(power: Power | None) -> Appointment:
    return letter(*(one for one in ALL_POWERS if one != power))


def lacks(night: sc.Night, command: do.Command) -> str:
    """Give the power that is missing, empty where another thing or nothing is."""
    refusal = decide(night.count, command)
    missing = isinstance(refusal, Refusal) and refusal.code == "power_missing"
    return str(refusal.details["power"]) if isinstance(refusal, Refusal) and missing else ""


def open_to_officers() -> set[type]:
    return {command for command in get_args(do.Command) if "officer" in roles_for(command)}


def test_every_command_of_an_officer_says_which_power_it_asks() -> None:
    assert set(ASKS) == open_to_officers()


@pytest.mark.parametrize("command", BOUND, ids=lambda command: command.__name__)
def test_a_deputy_without_the_power_is_refused_and_with_it_is_not(command: type) -> None:
    power, made_by = ASKS[command]
    for wrong in (letter(), all_but(power), letter(*ALL_POWERS, election=MAYOR)):
        night = deputed(night_for(command), (wrong,))
        refusal = refuse("power_missing", person=DEPUTY, power=str(power))
        assert night.ask(made_by(DEPUTY)) == refusal
    assert power is not None
    assert not lacks(deputed(night_for(command), (letter(power),)), made_by(DEPUTY))
    assert not lacks(night_for(command), made_by(sc.OFFICER))


@pytest.mark.parametrize("command", FREE, ids=lambda command: command.__name__)
def test_what_any_of_the_staff_may_do_needs_no_letter(command: type) -> None:
    assert not lacks(deputed(night_for(command), (letter(),)), ASKS[command][1](DEPUTY))


@pytest.mark.parametrize("command", [do.ClosePostal, do.ReopenPostal, do.AnswerFinding, do.AddBox])
def test_a_supervisor_who_is_an_officer_too_does_as_one_what_a_supervisor_may(
    command: type,
) -> None:
    """The postal manager needs no letter: N16."""
    night = deputed(night_for(command), (letter("adjudicate"),), ("officer", "supervisor"))
    assert not lacks(night, ASKS[command][1](DEPUTY))
    assert lacks(night, do.SignVerification(DEPUTY, ONE, {})) == "verify"


def test_totals_stay_unreconciled_only_by_who_may_verify_whatever_else_they_are() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE, papers=1_100)
    deputed(night, (letter("adjudicate"),), ("officer", "supervisor"))
    assert lacks(night, do.AnswerFinding(DEPUTY, ONE, "V11", "searched")) == "verify"


@pytest.mark.parametrize(
    ("kind", "power"),
    [("account", "verify"), ("recount", "verify"), ("count", "recount"),
     ("adjudication", "adjudicate")],
)  # fmt: skip
def test_a_sheet_is_voided_by_the_power_it_rests_on(kind: SheetKind, power: Power) -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE)
    if kind == "adjudication":
        night.play(do.AddSheet(sc.KEYER, ONE, "adjudication", None, A, "doubtful papers"))
    if kind == "recount":
        night.play(do.AddSheet(sc.SUPERVISOR, ONE, "recount", HALL, None, "an agent doubts it"))
    sheet = next(id_ for id_, one in night[ONE].sheets.items() if one.sheet.kind == kind)
    again = do.ReopenSheet(DEPUTY, sheet, "why")
    assert lacks(deputed(night, (all_but(power),)), again) == power
    assert not lacks(deputed(night, (letter(power),)), again)
    assert not lacks(night, replace(again, by=sc.SUPERVISOR))


def test_a_sheet_more_is_anybodys_until_a_result_was_told() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE)
    more = do.AddSheet(DEPUTY, ONE, "count", None, A, "a bundle came later")
    deputed(night, (letter("adjudicate"),))
    assert not lacks(night, more)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE))
    assert lacks(night, more) == "recount"
    assert not lacks(night, replace(more, by=sc.SUPERVISOR))
    deputed(night, (letter("recount"),)).play(more)


def test_papers_moved_between_polls_need_the_power_in_both() -> None:
    night = night_for(do.TransferPapers)
    mayor = replace(sc.an_election(), id=MAYOR)
    ward = replace(sc.split(), election=MAYOR, id=sc.THREE)
    night.play(do.SetUpElection(sc.ADMINISTRATOR, mayor), do.SetUpContest(sc.ADMINISTRATOR, ward))
    across = do.TransferPapers(DEPUTY, replace(MOVED, target=sc.THREE), "in the wrong box")
    assert lacks(deputed(night, (letter("verify"),)), across) == "verify"
    both = (letter("verify"), letter("verify", election=MAYOR))
    assert not lacks(deputed(night, both), across)


# --- a box alone: its voters' secret ---------------------------------------------------------


ALONE = MiniCount(MiniCountId("C"), "Table 9", (BoxId("green-end-hall"),), alone_because="no other")


def test_only_an_officer_opens_a_table_that_one_box_alone_feeds() -> None:
    """N34; SI 2006/3304 Sch 2 r. 45: papers are mixed before they are counted."""
    night = two_tables.verified()
    opened = do.AddMiniCount(sc.SUPERVISOR, sc.SPLIT, ALONE, "the hall is full")
    refusal = refuse("role_missing", person=sc.SUPERVISOR, roles="officer")
    assert night.ask(opened) == refusal
    deputed(night, (letter("adjudicate"),), ("officer", "supervisor"))
    assert lacks(night, replace(opened, by=DEPUTY)) == "verify"
    night.play(replace(opened, by=sc.OFFICER))
    added = night.log[-1].event
    assert isinstance(added, ev.MiniCountAdded)
    assert (added.mini_count, night.log[-1].people) == (ALONE, (sc.OFFICER,))


def test_a_supervisor_keys_less_of_a_box_alone_and_an_officer_more() -> None:
    """N6: the depth may be lowered on the night; more of one box shows more of how it voted."""
    night = two_tables.verified().play(do.AddMiniCount(sc.OFFICER, sc.SPLIT, ALONE, "full"))
    deeper = do.ChangeDepth(sc.SUPERVISOR, sc.SPLIT, ALONE.id, "every_sheet", 3, "agents asked")
    refusal = refuse("role_missing", person=sc.SUPERVISOR, roles="officer")
    assert night.ask(deeper) == refusal
    night.play(replace(deeper, by=sc.OFFICER))
    night.play(replace(deeper, depth="team_summary", sheets=0))
