"""Every "no" that the domain can give, each from the nearest state that earns it."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import countroom.domain
import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.consultation import Agent, Scope, Voice
from countroom.domain.declaration import Reading, Totals
from countroom.domain.disclosure import Announcement
from countroom.domain.election import BallotBox, MiniCount, particulars_of
from countroom.domain.figures import read_figure
from countroom.domain.hall import BoxReceipt, Container, Packets, PostalSession, Transfer
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    ElectionId,
    EventId,
    FieldId,
    HeadId,
    MiniCountId,
    PersonId,
    RuleSetId,
    SheetId,
)
from countroom.domain.people import Appointment
from countroom.domain.refusals import Refusal
from countroom.rules import load_rule_sets
from countroom.texts import Texts, say_refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.election import Contest

NOWHERE, NO_SHEET = ContestId("no-such-contest"), SheetId("999-01")
ACCOUNT, POSTAL, SHEET = SheetId("001-01"), SheetId("001-02"), SheetId("001-03")
EVENT = EventId("0" * 64)
HALL, POST, NO_BOX = sc.MILL_LANE_HALL, BoxId("mill-lane-postal"), BoxId("no-such-box")
TABLE_A, TABLE_B, NO_TABLE = MiniCountId("A"), MiniCountId("B"), MiniCountId("Z")
BATCH = SheetId("001-04")
FIRST_SHEET = SheetId("003-04")  # of table A in the ward that two tables count
LETTER = Appointment(None, ("adjudicate",), "Deputy for doubtful papers")
WATCHER = Voice(sc.CARTER, "counting_agent")
BY_HAND = Totals(3, 3, {sc.ABBOTT: 2, sc.BARKER: 1, sc.CARTER: 0}, {}, 0, 0)
BAG = Container("bag 1", ("1001", "1002"))
HEADS = {sc.LAPTOP: "5f3a 91c2"}
ALL_ONE = (1_000, 0)


def enrolled() -> sc.Night:
    return sc.Night().play(*sc.set_up()[:-1])


def unproven() -> sc.Night:
    return sc.Night().play(*sc.set_up(sc.one_seat(), sc.without_poll()))


def proven(*more: Contest) -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.without_poll(), *more)


def verified() -> sc.Night:
    return proven().verify(sc.ONE)


def called() -> sc.Night:
    return cleared().play(do.CallToPlatform(sc.SUPERVISOR, (sc.ONE,)))


def told() -> sc.Night:
    return verified().play(do.TickAnnouncement(sc.SUPERVISOR, sc.ONE, VERIFIED))


def half_entered() -> sc.Night:
    night = verified()
    return night.play(do.EnterSheet(sc.KEYER, SHEET, 1, night.paper(sc.ONE)))


def differing() -> sc.Night:
    night = half_entered()
    slip = night.paper(sc.ONE) | {sc.CARTER_VOTES: 661}
    return night.play(do.EnterSheet(sc.OTHER_KEYER, SHEET, 2, slip))


def sent_back() -> sc.Night:
    return differing().play(do.SendBack(sc.SUPERVISOR, SHEET, 1))


def counted() -> sc.Night:
    return verified().count_votes(sc.ONE)


def provisional() -> sc.Night:
    return counted().play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE))


def consulted() -> sc.Night:
    return counted().consult(sc.ONE)


def recount(scope: Scope, *, new: bool = False) -> do.GrantRecount:
    return do.GrantRecount(sc.OFFICER, sc.ONE, 1, None, scope, (), "it is close", new)


def recounting() -> sc.Night:
    return provisional().play(recount("whole"))


def first_count_told() -> sc.Night:
    night = proven(sc.mayor()).verify(sc.MAYOR, 1_000)
    return night.count_votes(sc.MAYOR, (400, 300, 150, 100, 50), ()).consult(sc.MAYOR)


def by_hand(
    totals: Totals = BY_HAND,
    again: Totals | None = None,
    elected: tuple[CandidateId, ...] = (sc.ABBOTT,),
) -> do.DeclareOnPaper:
    read, other = (Reading(one, elected, sc.SPOKEN_AT) for one in (totals, again or totals))
    return do.DeclareOnPaper(sc.OFFICER, sc.OTHER_OFFICER, sc.ONE, read, other, "why")


def on_paper() -> sc.Night:
    return verified().play(by_hand())


def tied() -> sc.Night:
    night = proven().verify(sc.ONE, *ALL_ONE).count_votes(sc.ONE, (480, 480, 40), ())
    return night.consult(sc.ONE)


def equal_for_a_term() -> sc.Night:
    ward = replace(sc.three_seats(), terms=("2028-05-04", "2026-05-07", "2026-05-07"))
    night = sc.Night().set_up(ward).verify(sc.THREE)
    return night.count_votes(sc.THREE, (420, 420, 420, 330, 217)).consult(sc.THREE)


def short_of_papers() -> sc.Night:
    night = verified().count_votes(sc.ONE, papers=1_100)
    return night.let_stand(sc.ONE, "V11").consult(sc.ONE)


def searched_but_once() -> sc.Night:
    return short_of_papers().search(sc.ONE, "stores")


def hall_waiting() -> sc.Night:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    return night.verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)


def cleared() -> sc.Night:
    return consulted().clear(sc.ONE)


def sent() -> sc.Night:
    return cleared().play(do.SendToPrinter(sc.OFFICER, sc.ONE, ("notice",)))


def printed() -> sc.Night:
    return sent().play(do.RecordPrinted(sc.ONE, 1, "spool"))


def spoken() -> sc.Night:
    return cleared().speak(sc.ONE)


def receipted() -> sc.Night:
    return spoken().receipt(sc.ONE)


def uncontested() -> sc.Night:
    return proven().play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))


def with_tables() -> sc.Night:
    """Set up a ward that two tables count, its papers verified."""
    return proven(sc.split()).verify(sc.SPLIT, 500, 400, 100)


def issued() -> sc.Night:
    return with_tables().play(do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, TABLE_A, 600))


def begun() -> sc.Night:
    """Have a first entry at table A, whose papers are out."""
    night = issued()
    figures = sc.count_sheet(sc.split(), (300, 200, 96), papers=596, rejected=(4,))
    return night.play(do.EnterSheet(sc.KEYER, FIRST_SHEET, 1, figures))


def batch_open() -> sc.Night:
    """Have a batch of doubtful papers beside the count sheet."""
    more = do.AddSheet(sc.KEYER, sc.ONE, "adjudication", None, TABLE_A, "doubtful papers")
    return verified().play(more)


def batch_settled() -> sc.Night:
    night = batch_open()
    return night.key(BATCH, sc.batch(night[sc.ONE].sheets[BATCH].sheet))


def batch_waits() -> sc.Night:
    return batch_settled().count_votes(sc.ONE, rejected=(1, 1), papers=996)


def closed_table() -> sc.Night:
    return with_tables().play(do.CloseMiniCount(sc.SUPERVISOR, sc.SPLIT, TABLE_B, "no crew"))


def withdrawn() -> sc.Night:
    sheets = (FIRST_SHEET,)
    return with_tables().play(do.WithdrawSheets(sc.SUPERVISOR, sc.SPLIT, sheets, "spoilt"))


def arrived() -> sc.Night:
    return proven().arrive(sc.ONE)


def arrived_open() -> sc.Night:
    return arrived().play(do.ReopenPostal(sc.SUPERVISOR, sc.ONE, "more came"))


def excepted_beside_the_keyer() -> sc.Night:
    """Let the officer beside the exception be the keyer of the other entry."""
    both = do.ChangeAppointments(
        sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer", "keyer"), (sc.DEPUTYSHIP,), "two jobs"
    )
    night = verified().play(both)
    paper = night.paper(sc.ONE)
    field = next(iter(paper))
    return night.play(
        do.EnterSheet(sc.KEYER, SHEET, 1, paper),
        do.EnterSheet(sc.OTHER_OFFICER, SHEET, 2, paper | {field: paper[field] + 1}),
        do.RecordException(sc.OFFICER, sc.ONE, sc.KEYER, "nobody else"),
    )


def packets_said() -> sc.Night:
    return proven().play(do.RecordPackets(sc.SUPERVISOR, sc.ONE, {HALL: Packets(0, 0)}))


def added_after_closing(kind: str) -> sc.Night:
    """Add a box after the post was closed, have it in and counted, but not in the ledger."""
    box = BallotBox(BoxId("late"), "postal" if kind == "postal" else "station", "Late")
    night = arrived().play(do.AddBox(sc.SUPERVISOR, sc.ONE, box, TABLE_A, "found in a van"))
    if kind == "station":
        night.play(do.ReceiveBoxes(sc.KEYER, (BoxReceipt(box.id, sealed=True),)))
    hall, postal, late = night.accounts(sc.ONE)
    night.key(hall, sc.account(700)).key(postal, sc.account(300, kind="postal"))
    return night.key(late, sc.account(0, kind=kind))


def sealed() -> sc.Night:
    return verified().play(SEAL)


def seals_opened() -> sc.Night:
    night = sealed()
    return night.play(do.OpenSeals(O, sc.ONE, {}, night[sc.ONE].closing))


def called_off() -> sc.Night:
    return proven().play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))


def called_off_under_seal() -> sc.Night:
    return sealed().play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))


def away() -> sc.Night:
    return proven().play(do.NotePersonLeft(sc.OFFICER, sc.KEYER))


def lettered() -> sc.Night:
    letter = do.ChangeAppointments(
        sc.ADMINISTRATOR, sc.OFFICER, ("officer",), (sc.DEPUTYSHIP,), "letter of 1 May"
    )
    return proven().play(letter)


def excepted() -> sc.Night:
    return differing().play(do.RecordException(sc.OFFICER, sc.ONE, sc.KEYER, "nobody else"))


def deputy(start: Callable[[], sc.Night]) -> sc.Night:
    """Have a second officer whose letter is for doubtful papers alone."""
    letter = do.ChangeAppointments(
        sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (LETTER,), "letter of 1 May"
    )
    return start().play(letter)


def by_supervisor(start: Callable[[], sc.Night]) -> sc.Night:
    """Have the supervisor key the first entry of the count sheet."""
    night = start()
    night.play(do.EnterSheet(sc.SUPERVISOR, SHEET, 1, night.paper(sc.ONE)))
    slip = night.paper(sc.ONE) | {sc.CARTER_VOTES: 661}
    return night.play(do.EnterSheet(sc.KEYER, SHEET, 2, slip))


def set_up_with(**changes: Any) -> do.Command:  # noqa: ANN401 - each case is wrong elsewhere
    contest = replace(sc.one_seat(), id=ContestId("another"), **changes)
    return do.SetUpContest(sc.ADMINISTRATOR, contest)


def enter(by: PersonId, sheet: SheetId, entry: int, **changes: int) -> do.EnterSheet:
    figures = sc.count_sheet(sc.one_seat(), (520, 310, 166), papers=996, rejected=(1, 2, 0, 1))
    for name, figure in changes.items():
        figures[FieldId(name)] = figure
    return do.EnterSheet(by, sheet, 1 if entry == 1 else 2, figures)


def receive(box: BoxId, **changes: Any) -> do.ReceiveBoxes:  # noqa: ANN401 - as set_up_with
    return do.ReceiveBoxes(K, (replace(BoxReceipt(box, sealed=True), **changes),))


def opened(box: BoxId, envelopes: int, accepted: int, rejected: int) -> do.HoldPostalSession:
    session = PostalSession(envelopes, accepted, {"signature": rejected}, box, accepted)
    return do.HoldPostalSession(S, sc.ONE, session)


def held(envelopes: int, accepted: int, papers: int, matched: int = 0) -> do.HoldPostalSession:
    told = {"signature": envelopes - accepted}
    session = PostalSession(envelopes, accepted, told, POST, papers, matched)
    return do.HoldPostalSession(S, sc.ONE, session)


def two_wait() -> sc.Night:
    """Open covers of which one lacked its statement, and one its paper."""
    session = PostalSession(10, 9, {"statement": 1}, POST, 8)
    return proven().play(do.HoldPostalSession(S, sc.ONE, session))


def move(papers: int, *, counted: bool = True, **changes: Any) -> do.TransferPapers:  # noqa: ANN401
    """Move papers from Mill Lane to Green End."""
    hall = BoxId("green-end-hall")
    transfer = Transfer(sc.ONE, HALL, sc.SPLIT, hall, papers, counted)
    return do.TransferPapers(S, replace(transfer, **changes), "in the wrong box")


def fewer_than_moved() -> sc.Night:
    """Have a box keyed anew with fewer papers than were moved out of it."""
    night = with_tables().verify(sc.ONE).play(move(600))
    (account,) = (s.sheet.id for s in night[sc.ONE].sheets.values() if s.sheet.box == HALL)
    return night.play(do.ReopenSheet(S, account, "read wrongly")).key(account, sc.account(500))


def sign_batch(**changes: Any) -> do.SignAdjudication:  # noqa: ANN401 - as set_up_with
    figures = sc.batch(batch_open()[sc.ONE].sheets[BATCH].sheet)
    return replace(do.SignAdjudication(O, sc.ONE, BATCH, figures), **changes)


def too_few_lines() -> do.EnterSheet:
    return do.EnterSheet(sc.KEYER, SHEET, 1, {FieldId("papers"): 996})


A, B = sc.one_seat().candidates[:2]
S, O, K, ADM = sc.SUPERVISOR, sc.OFFICER, sc.KEYER, sc.ADMINISTRATOR  # noqa: E741 - the officer
SEAL = do.SealPapers(O, sc.ONE, (BAG,), "strong room", "A. Caretaker")
FOUND = do.RecordFoundPapers(S, sc.ONE, 2, "under the stage", "found at 05:00")


def second_box(beside: BoxId) -> BallotBox:
    return BallotBox(NO_BOX, "station", "Mill Lane Hall/2", beside=beside)


def two_boxes() -> sc.Night:
    return proven().play(replace(MORE_BOX, box=second_box(HALL)))


MORE_BOX = do.AddBox(S, sc.ONE, BallotBox(NO_BOX, "station", "Late"), TABLE_A, "a second one")
MORE_TABLE = do.AddMiniCount(
    S, sc.SPLIT, MiniCount(MiniCountId("C"), "Table 3", ()), "a table more"
)
CORRECT = do.CorrectSetUp(O, sc.ONE, sc.one_seat(), "an order")
PARTICULARS = particulars_of(sc.one_seat())
AMEND = do.AmendSetUp(O, sc.ONE, PARTICULARS, "a misprint")
RECOUNT = do.AddSheet(S, sc.ONE, "recount", HALL, None, "it varies")
USUAL = next(one for one in load_rule_sets()[sc.RULES].likely if one.seats == 1)
TELL = do.SetDisclosure(O, sc.ELECTION, "hall", "recount", shown=True, reason="all saw it")
VERIFIED = Announcement("verified", 1)
LIMITS = do.ChangeThresholds(O, sc.ELECTION, USUAL, "two polls")
UNRECONCILED = do.ClearResult(O, sc.ONE, sc.OTHER_OFFICER, "recounted")
SEARCH = do.TakeStep(S, sc.ONE, "floor", 1)

# fmt: off
CASES: list[tuple[str, Callable[[], sc.Night], do.Command]] = [
    ("nobody_signed", enrolled, do.EnrolPerson(None, sc.person("keyer-3", "keyer"))),
    ("person_unknown", proven, do.ReturnUncontested(PersonId("nobody"), sc.NO_POLL)),
    ("role_missing", proven, do.ReturnUncontested(K, sc.NO_POLL)),
    ("second_person_is_first", unproven, do.ProveContest(O, O, sc.ONE, 3_000)),
    ("second_person_is_first", short_of_papers, replace(UNRECONCILED, second=O)),
    # set-up
    ("device_known", enrolled, do.EnrolDevice(ADM, sc.device())),
    ("person_known", enrolled, do.EnrolPerson(ADM, sc.person("keyer-1", "keyer"))),
    ("key_known", enrolled, do.EnrolPerson(
        ADM, replace(sc.person("keyer-1", "keyer"), id=PersonId("keyer-3")))),
    ("election_unknown", proven, replace(TELL, election=ElectionId("another"))),
    ("fact_not_carried", proven, replace(TELL, outlet="feed")),
    ("fact_not_there", proven, replace(TELL, fact="stage_figures")),
    ("reason_missing", proven, replace(TELL, reason=" ")),
    ("disclosure_set_already", proven, replace(TELL, shown=False)),
    ("contest_unknown", proven, do.TickAnnouncement(S, NOWHERE, Announcement("recount", 1))),
    ("announcement_not_there", proven, do.TickAnnouncement(
        S, sc.ONE, Announcement("recount", 1))),
    ("contest_unknown", proven, do.SetRunningOrder(S, ((NOWHERE,),))),
    ("not_cleared", proven, do.SetRunningOrder(S, ((sc.ONE,),))),
    ("queued_twice", cleared, do.SetRunningOrder(S, ((sc.ONE,), (sc.ONE,)))),
    ("called_already", called, do.SetRunningOrder(S, ((sc.ONE,),))),
    ("called_already", called, do.CallToPlatform(S, (sc.ONE,))),
    ("nobody_to_call", cleared, do.CallToPlatform(S, ())),
    ("declared_already", spoken, do.CallToPlatform(S, (sc.ONE,))),
    ("not_called", cleared, do.TakeFromPlatform(S, (sc.ONE,))),
    ("not_called", called, do.TakeFromPlatform(S, ())),
    ("not_called", called, do.TakeFromPlatform(S, (sc.ONE, sc.ONE))),
    ("contest_unknown", proven, do.NoteHowSaid(K, NOWHERE, sc.ABBOTT, "AB-ot")),
    ("candidate_unknown", proven, do.NoteHowSaid(K, sc.ONE, CandidateId("nobody"), "NO-body")),
    ("announcement_read_already", told, do.TickAnnouncement(S, sc.ONE, VERIFIED)),
    ("election_known", proven, do.SetUpElection(ADM, sc.an_election())),
    ("election_unknown", proven, set_up_with(election=ElectionId("another"))),
    ("contest_known", proven, do.SetUpContest(ADM, sc.one_seat())),
    ("rule_set_unknown", proven, set_up_with(rule_set=RuleSetId("isle-of-man-1900"))),
    ("system_not_kept", proven, set_up_with(rule_set=RuleSetId("senedd-2024"))),
    ("seats_of_the_law", proven, set_up_with(rule_set=RuleSetId("supplementary-vote"), seats=2)),
    ("contest_without_seats", proven, set_up_with(seats=0)),
    ("candidates_not_in_order", proven, set_up_with(candidates=(B, A))),
    ("candidates_not_in_order", proven, set_up_with(candidates=(A, replace(B, number=3)))),
    ("candidate_twice", proven, set_up_with(candidates=(A, replace(B, id=A.id)))),
    ("contest_without_boxes", proven, set_up_with(boxes=())),
    ("box_twice", proven, set_up_with(boxes=sc.one_seat().boxes[:1] * 2)),
    ("contest_unknown", proven, do.ProveContest(ADM, O, NOWHERE, 3_000)),
    ("contest_proven", proven, do.ProveContest(ADM, O, sc.ONE, 3_000)),
    ("contest_unknown", proven, do.ReturnUncontested(O, NOWHERE)),
    ("contest_has_a_poll", proven, do.ReturnUncontested(O, sc.ONE)),
    ("contest_not_proven", unproven, do.ReturnUncontested(O, sc.NO_POLL)),
    ("declared_already", uncontested, do.ReturnUncontested(O, sc.NO_POLL)),
    ("contest_without_poll", called_off, do.CallOffPoll(O, sc.NO_POLL, "countermanded", "why")),
    ("combined_counted_early", enrolled, do.SetUpElection(ADM, replace(
        sc.an_election(combined=True), count_before_verification=True))),
    ("mini_count_twice", proven, set_up_with(mini_counts=sc.split().mini_counts[:1] * 2)),
    ("box_without_mini_count", proven, set_up_with(
        boxes=sc.split().boxes, mini_counts=(MiniCount(
            TABLE_A, "", tuple(box.id for box in sc.split().boxes[:2])),))),
    ("mini_count_of_one_box", proven, set_up_with(boxes=sc.one_seat().boxes[:1])),
    ("box_unknown", proven, set_up_with(mini_counts=sc.split().mini_counts)),
    # what the night changes of the set-up
    ("contest_unknown", proven, replace(CORRECT, contest=NOWHERE)),
    ("another_contest", proven, replace(CORRECT, corrected=sc.split())),
    ("declared_already", uncontested, do.CorrectSetUp(
        O, sc.NO_POLL, sc.without_poll(), "an order")),
    ("cleared_already", cleared, CORRECT),
    ("poll_called_off", called_off, CORRECT),
    ("papers_sealed", sealed, CORRECT),
    ("keyed_already", half_entered, CORRECT),
    ("reason_missing", proven, replace(CORRECT, reason=" ")),
    ("contest_without_seats", proven, replace(
        CORRECT, corrected=replace(sc.one_seat(), seats=0))),
    ("contest_unknown", proven, replace(AMEND, contest=NOWHERE)),
    ("cleared_already", cleared, AMEND),
    ("poll_called_off", called_off, AMEND),
    ("papers_sealed", sealed, AMEND),
    ("reason_missing", proven, replace(AMEND, reason=" ")),
    ("lines_would_change", proven, replace(AMEND, particulars=replace(
        PARTICULARS, candidates=PARTICULARS.candidates[::-1]))),
    ("moment_unreadable", proven, replace(AMEND, particulars=replace(
        PARTICULARS, expected_at="half past one"))),
    ("papers_out_of_range", proven, replace(AMEND, particulars=replace(
        PARTICULARS, postal_issued=-1))),
    ("contest_not_proven", lambda: counted().play(AMEND), do.ReachProvisionalResult(S, sc.ONE)),
    ("electorate_differs", unproven, do.ProveContest(ADM, O, sc.ONE, 3_001)),
    ("electorate_differs", unproven, do.ProveContest(ADM, O, sc.ONE, None)),
    ("electorate_by_one", proven, do.AlterElectorate(S, sc.ONE, 3_012, "register", "late")),
    ("second_person_is_first", proven, do.AlterElectorate(S, sc.ONE, 3_012, "r", "late", S)),
    ("contest_unknown", proven, do.AlterElectorate(S, NOWHERE, 3_012, "register", "late")),
    ("cleared_already", cleared, do.AlterElectorate(S, sc.ONE, 3_012, "register", "late")),
    ("reason_missing", proven, do.AlterElectorate(S, sc.ONE, 3_012, "register", " ")),
    ("reason_missing", proven, do.AlterElectorate(S, sc.ONE, 3_012, " ", "late")),
    ("papers_out_of_range", proven, do.AlterElectorate(S, sc.ONE, 0, "register", "late")),
    ("contest_unknown", proven, do.RestorePoll(O, NOWHERE, "why")),
    ("poll_not_called_off", proven, do.RestorePoll(O, sc.ONE, "why")),
    ("reason_missing", called_off, do.RestorePoll(O, sc.ONE, " ")),
    ("contest_unknown", proven, do.CallOffPoll(O, NOWHERE, "abandoned", "why")),
    ("poll_called_off", called_off, do.CallOffPoll(O, sc.ONE, "abandoned", "why")),
    ("poll_called_off", called_off_under_seal, do.CallOffPoll(O, sc.ONE, "abandoned", "why")),
    ("cleared_already", cleared, do.CallOffPoll(O, sc.ONE, "abandoned", "why")),
    ("declared_already", spoken, do.CallOffPoll(O, sc.ONE, "abandoned", "why")),
    ("reason_missing", proven, do.CallOffPoll(O, sc.ONE, "abandoned", " ")),
    ("election_unknown", proven, replace(LIMITS, election=ElectionId("another"))),
    ("reason_missing", proven, replace(LIMITS, reason=" ")),
    ("thresholds_unsound", proven, replace(LIMITS, usual=replace(USUAL, seats=0))),
    ("thresholds_unsound", proven, replace(LIMITS, usual=replace(USUAL, least_votes=-1))),
    ("thresholds_unsound", proven, replace(LIMITS, usual=replace(USUAL, turnout_low=101))),
    ("thresholds_unsound", proven, replace(LIMITS, usual=replace(USUAL, mean_votes_low=999))),
    # the crew
    ("person_unknown", proven, do.ChangeAppointments(ADM, PersonId("nobody"), (), (), "why")),
    ("reason_missing", proven, do.ChangeAppointments(ADM, K, ("keyer",), (), " ")),
    ("officer_without_letter", lettered, do.ChangeAppointments(ADM, O, ("officer",), (), "why")),
    ("administrator_stays", proven, do.ChangeAppointments(ADM, ADM, ("keyer",), (), "why")),
    ("person_unknown", proven, do.NotePersonLeft(O, PersonId("nobody"))),
    ("person_away", away, do.NotePersonLeft(O, K)),
    ("person_not_away", proven, do.NotePersonReturned(O, K)),
    ("contest_unknown", proven, do.RecordException(O, NOWHERE, K, "why")),
    ("person_unknown", proven, do.RecordException(O, sc.ONE, PersonId("nobody"), "why")),
    ("role_missing", proven, do.RecordException(O, sc.ONE, ADM, "why")),
    ("exception_known", excepted, do.RecordException(O, sc.ONE, K, "why")),
    ("reason_missing", proven, do.RecordException(O, sc.ONE, K, " ")),
    ("power_missing", lambda: deputy(arrived),
     do.SignVerification(sc.OTHER_OFFICER, sc.ONE, {})),
    ("power_missing", lambda: deputy(proven), replace(LIMITS, by=sc.OTHER_OFFICER)),
    ("power_missing", lambda: deputy(short_of_papers), UNRECONCILED),
    ("power_missing", lambda: deputy(lambda: verified().count_votes(sc.ONE, papers=1_100)),
     do.AnswerFinding(sc.OTHER_OFFICER, sc.ONE, "V11", "why")),
    # boxes, post, papers that wandered
    ("nothing_received", proven, do.ReceiveBoxes(K, ())),
    ("box_unknown", proven, receive(NO_BOX)),
    ("more_papers_than_accepted", two_wait, held(9, 8, 9)),
    ("more_papers_than_accepted", two_wait, held(9, 8, 10, 1)),
    ("more_matched_than_waiting", two_wait, held(9, 8, 9, 3)),
    ("more_matched_than_waiting", two_wait, held(9, 8, 1, 2)),
    ("papers_out_of_range", two_wait, held(9, 8, 8, -1)),
    ("session_matched_since", lambda: two_wait().play(held(9, 8, 9, 2)),
     do.TakeBackSession(S, sc.ONE, 1, "why")),
    ("session_unknown", arrived_open, do.TakeBackSession(S, sc.ONE, 2, "why")),
    ("session_unknown", arrived_open, do.TakeBackSession(S, sc.ONE, 0, "why")),
    ("reason_missing", arrived_open, do.TakeBackSession(S, sc.ONE, 1, " ")),
    ("postal_closed_already", arrived, do.TakeBackSession(S, sc.ONE, 1, "why")),
    ("box_is_here", arrived, do.WithdrawSheets(O, sc.ONE, (SheetId("001-01"),), "why")),
    ("box_is_here", arrived, do.WithdrawSheets(O, sc.ONE, (SheetId("001-02"),), "why")),
    ("box_twice", proven, do.AddSheet(S, sc.ONE, "account", HALL, None, "why")),
    ("box_unknown", proven, do.AddSheet(S, sc.ONE, "account", BoxId("none"), None, "why")),
    ("sheet_without_place", proven, do.AddSheet(S, sc.ONE, "account", None, None, "why")),
    ("sheet_without_place", proven, do.AddSheet(
        S, sc.ONE, "account", HALL, MiniCountId("A"), "why")),
    ("role_missing", verified, do.AddSheet(K, sc.ONE, "recount", HALL, None, "why")),
    ("role_missing", provisional, do.AddSheet(K, sc.ONE, "count", None, MiniCountId("A"), "why")),
    ("moment_unreadable", cleared, do.SpeakResult(O, sc.ONE, "soon")),
    ("moment_unreadable", proven, set_up_with(expected_at="soon")),
    ("papers_out_of_range", proven, set_up_with(electorate=10**30)),
    ("papers_out_of_range", proven, set_up_with(postal_issued=-1)),
    ("too_many_sheets_in_all", proven, set_up_with(seats=2, mini_counts=tuple(
        MiniCount(MiniCountId(f"T{n}"), "", tuple(b.id for b in sc.one_seat().boxes),
                  "every_sheet", 450) for n in range(5)))),
    ("own_promotion", proven, do.ChangeAppointments(
        ADM, ADM, ("administrator", "officer"), (sc.DEPUTYSHIP,), "why")),
    ("settler_keyed_sheet", excepted_beside_the_keyer, do.SettleSheet(
        K, SHEET, {}, sc.OTHER_OFFICER)),
    ("box_not_in", proven, do.TakeBackReceipt(S, HALL, "why")),
    ("reason_missing", arrived, do.TakeBackReceipt(S, HALL, " ")),
    ("verified_already", verified, do.TakeBackReceipt(S, HALL, "why")),
    ("box_received_already", arrived, receive(HALL)),
    ("box_received_already", proven, do.ReceiveBoxes(K, (BoxReceipt(HALL, sealed=True),) * 2)),
    ("seal_without_note", proven, receive(HALL, sealed=False, note=" ")),
    ("contest_unknown", proven, replace(MORE_BOX, contest=NOWHERE)),
    ("box_known", proven, replace(MORE_BOX, box=sc.one_seat().boxes[0])),
    ("second_box_astray", proven, replace(MORE_BOX, box=second_box(POST))),
    ("second_box_astray", proven, set_up_with(boxes=(*sc.one_seat().boxes, second_box(NO_BOX)))),
    ("second_box_with_figures", proven, replace(
        MORE_BOX, box=replace(second_box(HALL), entrusted=100))),
    ("second_box_with_figures", proven, set_up_with(
        boxes=(*sc.one_seat().boxes, replace(second_box(HALL), electorate=100)))),
    ("box_shares_account", two_boxes, do.WithdrawSheets(O, sc.ONE, (ACCOUNT,), "why")),
    ("mini_count_unknown", proven, replace(MORE_BOX, mini_count=NO_TABLE)),
    ("mini_count_closed", closed_table, replace(
        MORE_BOX, contest=sc.SPLIT, mini_count=TABLE_B)),
    ("reason_missing", proven, replace(MORE_BOX, reason=" ")),
    ("contest_unknown", proven, do.RecordPackets(S, NOWHERE, {HALL: Packets(0, 0)})),
    ("nothing_received", proven, do.RecordPackets(S, sc.ONE, {})),
    ("box_unknown", proven, do.RecordPackets(S, sc.ONE, {POST: Packets(0, 0)})),
    ("papers_out_of_range", proven, do.RecordPackets(S, sc.ONE, {HALL: Packets(1, -1)})),
    ("postal_closed_already", arrived, do.RecordPackets(S, sc.ONE, {HALL: Packets(1, 0)})),
    ("box_unknown", proven, opened(HALL, 10, 9, 1)),
    ("box_unknown", proven, opened(NO_BOX, 10, 9, 1)),
    ("papers_out_of_range", proven, opened(POST, 10, 11, -1)),
    ("envelopes_not_judged", proven, opened(POST, 10, 9, 0)),
    ("postal_closed_already", arrived, opened(POST, 10, 9, 1)),
    ("packets_not_said", proven, do.ClosePostal(S, sc.ONE)),
    ("postal_session_missing", packets_said, do.ClosePostal(S, sc.ONE)),
    ("postal_closed_already", arrived, do.ClosePostal(S, sc.ONE)),
    ("contest_unknown", proven, do.ReopenPostal(S, NOWHERE, "why")),
    ("postal_open", proven, do.ReopenPostal(S, sc.ONE, "why")),
    ("reason_missing", arrived, do.ReopenPostal(S, sc.ONE, " ")),
    ("transfer_within_contest", with_tables, move(3, target=sc.ONE)),
    ("contest_unknown", with_tables, move(3, source=NOWHERE)),
    ("contest_unknown", with_tables, move(3, counted=False, target=NOWHERE)),
    ("box_unknown", with_tables, move(3, source_box=NO_BOX)),
    ("box_unknown", with_tables, move(3, counted=False, target_box=HALL)),
    ("more_than_counted", with_tables, move(3)),
    ("more_than_counted", lambda: with_tables().verify(sc.ONE), move(701)),
    ("fewer_than_moved", fewer_than_moved, do.SignVerification(O, sc.ONE, {})),
    ("papers_out_of_range", with_tables, move(0, counted=False)),
    ("reason_missing", with_tables, replace(move(3, counted=False), reason=" ")),
    ("declared_already", lambda: spoken().play(*more_set_up(sc.split())), move(3)),
    ("contest_unknown", spoken, replace(FOUND, contest=NOWHERE)),
    ("found_in_time", cleared, FOUND),
    ("reason_missing", spoken, replace(FOUND, where=" ")),
    ("reason_missing", spoken, replace(FOUND, reason=" ")),
    ("papers_out_of_range", spoken, replace(FOUND, papers=0)),
    # papers out, papers back
    ("contest_unknown", issued, do.IssuePapers(S, NOWHERE, TABLE_A, 1)),
    ("mini_count_unknown", issued, do.IssuePapers(S, sc.SPLIT, NO_TABLE, 1)),
    ("mini_count_closed", closed_table, do.IssuePapers(S, sc.SPLIT, TABLE_B, 1)),
    ("papers_out_of_range", issued, do.IssuePapers(S, sc.SPLIT, TABLE_B, 0)),
    ("not_verified", lambda: proven(sc.split()), do.IssuePapers(S, sc.SPLIT, TABLE_A, 1)),
    ("more_than_verified", issued, do.IssuePapers(S, sc.SPLIT, TABLE_B, 401)),
    ("more_than_out", issued, do.ReturnPapers(S, sc.SPLIT, TABLE_A, 601, "too many")),
    ("reason_missing", issued, do.ReturnPapers(S, sc.SPLIT, TABLE_A, 600, " ")),
    ("mini_count_twice", with_tables, replace(
        MORE_TABLE, mini_count=MiniCount(TABLE_A, "Table 3", ()))),
    ("box_unknown", with_tables, replace(
        MORE_TABLE, mini_count=MiniCount(NO_TABLE, "Table 3", (NO_BOX,)))),
    ("mini_count_of_one_box", with_tables, replace(
        MORE_TABLE, mini_count=MiniCount(NO_TABLE, "Table 3", (BoxId("green-end-hall"),)))),
    ("reason_missing", with_tables, replace(MORE_TABLE, reason=" ")),
    ("sheet_begun", begun, do.CloseMiniCount(S, sc.SPLIT, TABLE_A, "why")),
    ("too_many_sheets", with_tables,
     do.ChangeDepth(S, sc.SPLIT, TABLE_A, "every_sheet", 501, "why")),
    ("more_accounted_than_issued", lambda: two_tables.count(
        two_tables.issue(two_tables.verified(), 490, 500), (300, 150, 50), (300, 150, 50)),
     do.CloseMiniCount(S, sc.SPLIT, TABLE_A, "why")),
    ("papers_still_out", issued, do.CloseMiniCount(S, sc.SPLIT, TABLE_A, "why")),
    ("reason_missing", with_tables, do.CloseMiniCount(S, sc.SPLIT, TABLE_A, " ")),
    ("depth_as_it_is", with_tables, do.ChangeDepth(S, sc.SPLIT, TABLE_A, "totals", 0, "why")),
    ("papers_out_of_range", with_tables,
     do.ChangeDepth(S, sc.SPLIT, TABLE_A, "every_sheet", -1, "why")),
    ("reason_missing", with_tables,
     do.ChangeDepth(S, sc.SPLIT, TABLE_A, "team_summary", 0, " ")),
    ("reason_missing", verified, replace(RECOUNT, reason=" ")),
    ("box_not_counted", proven, RECOUNT),
    ("sheet_without_place", verified, replace(RECOUNT, mini_count=TABLE_A)),
    ("sheet_without_place", verified, replace(RECOUNT, kind="mixed")),
    ("mini_count_unknown", verified, replace(
        RECOUNT, kind="mixed", box=None, mini_count=NO_TABLE)),
    ("sheet_unknown", begun, do.WithdrawSheets(S, sc.SPLIT, (NO_SHEET,), "why")),
    ("reason_missing", begun, do.WithdrawSheets(S, sc.SPLIT, (), "why")),
    ("sheet_begun", begun, do.WithdrawSheets(S, sc.SPLIT, (FIRST_SHEET,), "why")),
    ("sheet_withdrawn", withdrawn, do.WithdrawSheets(S, sc.SPLIT, (FIRST_SHEET,), "why")),
    ("role_missing", proven, do.WithdrawSheets(S, sc.ONE, (ACCOUNT,), "no such box")),
    # the pause
    ("contest_unknown", verified, replace(SEAL, contest=NOWHERE)),
    ("papers_sealed", sealed, SEAL),
    ("container_without_seal", verified, replace(SEAL, containers=())),
    ("container_without_seal", verified, replace(SEAL, containers=(BAG, Container("b", ())))),
    ("container_without_seal", verified, replace(SEAL, containers=(Container("b", (" ",)),))),
    ("container_without_seal", verified, replace(SEAL, containers=(Container(" ", ("7",)),))),
    ("container_without_seal", verified,
     replace(SEAL, containers=(Container("b", ("7",), ("",)),))),
    ("seal_twice", verified, replace(SEAL, containers=(BAG, Container("b", ("1002",))))),
    ("seal_twice", verified, replace(SEAL, containers=(Container("b", ("1",), ("1",)),))),
    ("custodian_missing", verified, replace(SEAL, place=" ")),
    ("custodian_missing", verified, replace(SEAL, custodian=" ")),
    ("seal_used", seals_opened, SEAL),
    ("contest_unknown", sealed, do.OpenSeals(O, NOWHERE, {}, HEADS)),
    ("papers_not_sealed", verified, do.OpenSeals(O, sc.ONE, {}, HEADS)),
    ("poll_called_off", called_off_under_seal, do.OpenSeals(O, sc.ONE, {}, HEADS)),
    ("seal_unknown", sealed, do.OpenSeals(O, sc.ONE, {"1003": "torn"}, HEADS)),
    ("reason_missing", sealed, do.OpenSeals(O, sc.ONE, {"1001": " "}, HEADS)),
    ("head_differs", sealed, do.OpenSeals(O, sc.ONE, {}, {sc.LAPTOP: "another"})),
    ("head_differs", sealed, do.OpenSeals(O, sc.ONE, {"1001": "torn"}, {})),
    # accounts and the statement
    ("contest_unknown", proven, do.SignVerification(O, NOWHERE, {})),
    ("contest_without_poll", proven, do.SignVerification(O, sc.NO_POLL, {})),
    ("contest_not_proven", unproven, do.SignVerification(O, sc.ONE, {})),
    ("box_not_received", proven, do.SignVerification(O, sc.ONE, {})),
    ("box_outstanding", arrived, do.SignVerification(O, sc.ONE, {})),
    ("postal_open", lambda: accounts_in(sc.account(700)).play(do.ReopenPostal(S, sc.ONE, "why")),
     do.SignVerification(O, sc.ONE, {})),
    ("packets_not_said", lambda: added_after_closing("station"),
     do.SignVerification(O, sc.ONE, {})),
    ("postal_session_missing", lambda: added_after_closing("postal"),
     do.SignVerification(O, sc.ONE, {})),
    ("poll_called_off", called_off, do.SignVerification(O, sc.ONE, {})),
    ("papers_sealed", sealed, do.SignVerification(O, sc.ONE, {})),
    ("verified_already", verified, do.SignVerification(O, sc.ONE, {})),
    ("cleared_already", cleared, do.SignVerification(O, sc.ONE, {})),
    ("declared_already", spoken, do.SignVerification(O, sc.ONE, {})),
    ("variance_without_reason",
     lambda: twice_counted(1), do.SignVerification(O, sc.ONE, {})),
    ("box_counted_once", lambda: accounts_in(sc.account(700, variance=1)),
     do.SignVerification(O, sc.ONE, {HALL: "so it is"})),
    ("variance_without_reason",
     lambda: twice_counted(1),
     do.SignVerification(O, sc.ONE, {sc.one_seat().boxes[0].id: "  "})),
    ("finding_stands",
     lambda: accounts_in(sc.account(700) | {FieldId("spoilt"): 10_000}),
     do.SignVerification(O, sc.ONE, {sc.one_seat().boxes[0].id: "so it is"})),
    # entries
    ("sheet_unknown", verified, enter(K, NO_SHEET, 1)),
    ("contest_not_proven", unproven, enter(K, SHEET, 1)),
    ("not_verified", proven, enter(K, SHEET, 1)),
    ("cleared_already", cleared, enter(K, SHEET, 1)),
    ("declared_already", spoken, enter(K, SHEET, 1)),
    ("entered_already", half_entered, enter(sc.OTHER_KEYER, SHEET, 1)),
    ("entered_already", counted, enter(S, SHEET, 2)),
    ("first_entry_missing", verified, enter(K, SHEET, 2)),
    ("second_keyer_is_first", half_entered, enter(K, SHEET, 2)),
    ("field_missing", verified, too_few_lines()),
    ("field_unknown", verified, enter(K, SHEET, 1, entrusted=5)),
    ("figure_out_of_range", verified, enter(K, SHEET, 1, papers=-1)),
    ("figure_out_of_range", verified, enter(K, SHEET, 1, papers=10**40)),
    ("papers_sealed", sealed, enter(K, SHEET, 1)),
    ("poll_called_off", called_off, enter(K, SHEET, 1)),
    ("sheet_withdrawn", withdrawn, enter(K, FIRST_SHEET, 1)),
    # doubtful papers
    ("sheet_unknown", batch_settled, sign_batch(sheet=NO_SHEET)),
    ("sheet_unknown", batch_settled, sign_batch(contest=sc.NO_POLL)),
    ("not_a_batch", batch_settled, sign_batch(sheet=SHEET)),
    ("batch_not_settled", batch_open, sign_batch()),
    ("batch_changed", batch_settled, sign_batch(figures={})),
    ("adjudication_signed_already", lambda: batch_settled().play(sign_batch()), sign_batch()),
    ("adjudication_unsigned", batch_waits, do.ReachProvisionalResult(S, sc.ONE)),
    # differences
    ("corrector_saw_both", sent_back, do.CorrectEntry(S, SHEET, 1, {sc.CARTER_VOTES: 166})),
    ("role_missing", excepted, do.SettleSheet(K, SHEET, {sc.CARTER_VOTES: 166})),
    ("no_exception", differing, do.SettleSheet(K, SHEET, {sc.CARTER_VOTES: 166}, O)),
    ("no_exception", excepted, do.SettleSheet(sc.OTHER_KEYER, SHEET, {sc.CARTER_VOTES: 166}, O)),
    ("power_missing", lambda: deputy(excepted),
     do.SettleSheet(K, SHEET, {sc.CARTER_VOTES: 166}, sc.OTHER_OFFICER)),
    ("power_missing", excepted, do.SettleSheet(K, SHEET, {sc.CARTER_VOTES: 166}, S)),
    ("second_person_is_first", excepted, do.SettleSheet(K, SHEET, {sc.CARTER_VOTES: 166}, K)),
    ("sheet_unknown", verified, do.SendBack(S, NO_SHEET, 1)),
    ("nothing_differs", half_entered, do.SendBack(S, SHEET, 1)),
    ("nothing_differs", counted, do.SettleSheet(S, SHEET, {})),
    ("sent_back_already", sent_back, do.SendBack(S, SHEET, 1)),
    ("settler_keyed_sheet", lambda: by_supervisor(verified), do.SendBack(S, SHEET, 2)),
    ("nothing_differs", counted, do.CorrectEntry(K, SHEET, 1, {})),
    ("not_sent_back", sent_back, do.CorrectEntry(K, SHEET, 2, {})),
    ("second_keyer_is_first", sent_back, do.CorrectEntry(sc.OTHER_KEYER, SHEET, 1, {})),
    ("field_missing", sent_back, do.CorrectEntry(K, SHEET, 1, {})),
    ("field_unknown", sent_back, do.CorrectEntry(
        K, SHEET, 1, {sc.CARTER_VOTES: 166, FieldId("papers"): 996})),
    ("settler_keyed_sheet", lambda: by_supervisor(verified),
     do.SettleSheet(S, SHEET, {sc.CARTER_VOTES: 166})),
    ("field_missing", differing, do.SettleSheet(S, SHEET, {})),
    ("field_unknown", differing, do.SettleSheet(
        S, SHEET, {sc.CARTER_VOTES: 166, FieldId("papers"): 996})),
    ("sheet_unknown", verified, do.ReopenSheet(S, NO_SHEET, "why")),
    ("sheet_not_begun", verified, do.ReopenSheet(S, SHEET, "why")),
    ("reason_missing", counted, do.ReopenSheet(S, SHEET, " ")),
    ("cleared_already", cleared, do.ReopenSheet(S, SHEET, "why")),
    # warnings
    ("contest_unknown", counted, do.AnswerFinding(S, NOWHERE, "W01", "why")),
    ("reason_missing", counted, do.AnswerFinding(S, sc.ONE, "W01", "")),
    ("finding_not_open", counted, do.AnswerFinding(S, sc.ONE, "W01", "why")),
    ("finding_not_open", lambda: verified().count_votes(sc.ONE, (500, 300, 170), (30,)),
     do.AnswerFinding(S, sc.ONE, "W03", "why")),
    ("finding_not_open", short_of_papers, do.AnswerFinding(S, sc.ONE, "V11", "why")),
    ("role_missing", lambda: verified().count_votes(sc.ONE, papers=1_100),
     do.AnswerFinding(S, sc.ONE, "V11", "why")),
    ("text_too_long", counted, do.AnswerFinding(S, sc.ONE, "W01", "x" * 501)),
    ("text_too_long", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W." * 300,))),
    # the provisional result
    ("contest_unknown", counted, do.ReachProvisionalResult(S, NOWHERE)),
    ("not_verified", proven, do.ReachProvisionalResult(S, sc.ONE)),
    ("finding_stands", half_entered, do.ReachProvisionalResult(S, sc.ONE)),
    ("warning_unanswered", lambda: verified().count_votes(sc.ONE, (500, 300, 170), (30,)),
     do.ReachProvisionalResult(S, sc.ONE)),
    ("warning_unanswered", lambda: verified().count_votes(sc.ONE, papers=1_100),
     do.ReachProvisionalResult(S, sc.ONE)),
    ("provisional_already", provisional, do.ReachProvisionalResult(S, sc.ONE)),
    ("contest_unknown", counted, do.CloseConsultation(O, NOWHERE, "agreed")),
    ("not_provisional", counted, do.CloseConsultation(O, sc.ONE, "agreed")),
    ("consultation_closed_already", consulted, do.CloseConsultation(O, sc.ONE, "agreed")),
    # recounts
    ("candidate_unknown", verified, do.AppointAgents(
        S, sc.ONE, (Agent(CandidateId("x"), "election_agent", "T."),))),
    ("agent_without_name", verified, do.AppointAgents(
        S, sc.ONE, (Agent(sc.CARTER, "election_agent", " "),))),
    ("not_entitled_to_recount", provisional, do.RefuseRecount(O, sc.ONE, 1, WATCHER, "why")),
    ("provisional_changed", provisional, do.RefuseRecount(
        O, sc.ONE, 2, sc.CARTERS_AGENT, "why")),
    ("scope_and_tables_disagree", provisional, recount("mini_counts")),
    ("scope_keeps_its_sheets", provisional, recount("bundles", new=True)),
    ("nothing_to_recount", provisional, recount("second_count")),
    ("recount_open", recounting, do.ReachProvisionalResult(S, sc.ONE)),
    ("no_such_recount", provisional, do.ConfirmUnchanged(K, S, sc.ONE, 1, (SHEET,))),
    ("sheet_not_in_recount", recounting, do.ConfirmUnchanged(K, S, sc.ONE, 1, (ACCOUNT,))),
    ("no_second_count_needed", consulted, do.OpenSecondCount(S, sc.ONE, 1)),
    ("second_count_needed", first_count_told, do.ClearResult(O, sc.MAYOR)),
    # on paper, corrected
    ("readings_differ", verified, by_hand(again=sc.NO_TOTALS)),
    ("candidate_unknown", verified, by_hand(sc.NO_TOTALS)),
    ("not_so_many_elected", verified, by_hand(elected=())),
    ("head_unknown", verified, by_hand(replace(BY_HAND, rejected={HeadId("ink"): 1}))),
    ("nothing_corrected", on_paper, do.CorrectDeclaration(
        O, sc.OTHER_OFFICER, sc.ONE, BY_HAND, (sc.ABBOTT,), "transcription", "why")),
    ("only_a_court", on_paper, do.CorrectDeclaration(
        O, sc.OTHER_OFFICER, sc.ONE, BY_HAND, (sc.CARTER,), "transcription", "why")),
    ("provisional_changed", provisional, do.CloseConsultation(O, sc.ONE, "agreed", 2)),
    # lots
    ("not_provisional", counted, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W.",))),
    ("consultation_open", provisional, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W.",))),
    ("no_lot_needed", consulted, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W.",))),
    ("not_among_tied", tied, do.DrawLot(O, sc.ONE, sc.CARTER, "hat", ("W.",))),
    ("not_among_tied", tied, do.DrawLot(O, sc.ONE, CandidateId("x"), "hat", ("W.",))),
    ("lot_without_witness", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ())),
    ("lot_without_witness", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, " ", ("W.",))),
    ("no_lot_needed", lambda: tied().draw(sc.ONE, sc.ABBOTT),
     do.DrawLot(O, sc.ONE, sc.BARKER, "hat", ("W.",))),
    ("provisional_changed", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W.",), 2)),
    ("lot_drawn_already", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W.",), 1, 2)),
    # clearing
    ("not_provisional", counted, do.ClearResult(O, sc.ONE)),
    ("consultation_open", provisional, do.ClearResult(O, sc.ONE)),
    ("finding_stands", hall_waiting, do.ClearResult(O, sc.ONE)),
    ("lot_needed", tied, do.ClearResult(O, sc.ONE)),
    ("term_lot_needed", equal_for_a_term, do.ClearResult(O, sc.THREE)),
    ("second_officer_missing", short_of_papers, do.ClearResult(O, sc.ONE)),
    ("reason_missing", short_of_papers, replace(UNRECONCILED, reason=" ")),
    ("step_missing", searched_but_once, UNRECONCILED),
    ("not_provisional", counted, SEARCH),
    ("provisional_changed", short_of_papers, replace(SEARCH, version=2)),
    ("totals_agree", provisional, SEARCH),
    ("step_taken_already", searched_but_once, replace(SEARCH, nth=1)),
    ("cleared_already", cleared, SEARCH),
    ("cleared_already", cleared, do.ClearResult(O, sc.ONE)),
    ("provisional_changed", consulted, do.ClearResult(O, sc.ONE, version=2)),
    ("contest_unknown", cleared, do.WithdrawClearance(O, NOWHERE, "why")),
    ("not_cleared", consulted, do.WithdrawClearance(O, sc.ONE, "why")),
    ("reason_missing", cleared, do.WithdrawClearance(O, sc.ONE, "")),
    ("declared_already", spoken, do.WithdrawClearance(O, sc.ONE, "why")),
    # speaking and the receipt
    ("contest_unknown", cleared, do.SpeakResult(O, NOWHERE, sc.SPOKEN_AT)),
    ("not_cleared", consulted, do.SpeakResult(O, sc.ONE, sc.SPOKEN_AT)),
    ("declared_already", spoken, do.SpeakResult(O, sc.ONE, sc.SPOKEN_AT)),
    ("declared_already", uncontested, do.SpeakResult(O, sc.NO_POLL, sc.SPOKEN_AT)),
    # the print desk
    ("contest_unknown", cleared, do.SendToPrinter(O, NOWHERE, ("notice",))),
    ("contest_unknown", cleared, do.RecordPrinted(NOWHERE, 1, "spool")),
    ("nothing_to_print", cleared, do.SendToPrinter(O, sc.ONE, ())),
    ("nothing_to_print", cleared, do.SendToPrinter(O, sc.ONE, ("notice", "notice"))),
    ("nothing_to_print", cleared, do.SendToPrinter(O, sc.ONE, ("x" * 99,))),
    ("copies_unlikely", cleared, do.SendToPrinter(O, sc.ONE, ("notice",), copies=0)),
    ("nothing_to_print", cleared, do.SendToPrinter(O, sc.ONE, ("notice",), contests=(sc.ONE,))),
    ("nothing_to_print", cleared, do.SendToPrinter(O, None, ("notice",))),
    ("nothing_to_print", cleared, do.SendToPrinter(O, None, ("plan",), contests=(sc.ONE, sc.ONE))),
    ("contest_unknown", cleared, do.SendToPrinter(O, None, ("plan",), contests=(NOWHERE,))),
    ("not_read_together", cleared, do.SendToPrinter(O, None, ("script",), contests=(sc.ONE,))),
    ("not_read_together", cleared, do.SendToPrinter(O, None, ("press",))),
    ("print_unknown", cleared, do.VoidPrint(O, None, 1, "torn")),
    ("not_cleared", provisional, do.SendToPrinter(O, sc.ONE, ("notice",))),
    ("not_provisional", counted, do.SendToPrinter(O, sc.ONE, ("provisional",))),
    ("not_verified", proven, do.SendToPrinter(O, sc.ONE, ("verification",))),
    ("printed_already", printed, do.SendToPrinter(O, sc.ONE, ("notice",))),
    ("printed_before", printed, do.RecordPrinted(sc.ONE, 1, "spool")),
    ("printer_unnamed", sent, do.RecordPrinted(sc.ONE, 1, "")),
    ("print_unknown", sent, do.RecordPrinted(sc.ONE, 2, "spool")),
    ("print_unknown", sent, do.VoidPrint(O, sc.ONE, 2, "torn")),
    ("print_void", lambda: sent().play(do.VoidPrint(O, sc.ONE, 1, "torn")),
     do.VoidPrint(O, sc.ONE, 1, "torn")),
    ("reason_missing", sent, do.VoidPrint(O, sc.ONE, 1, " ")),
    ("nothing_to_collect", printed, do.CollectPapers(O, sc.ONE, 1)),
    ("print_unknown", printed, do.CollectPapers(O, sc.ONE, 2)),
    ("not_printed", sent, do.TickSigned(O, sc.ONE, 1, "notice", "A. Returning")),
    ("not_printed", printed, do.TickSigned(O, sc.ONE, 1, "script", "A. Returning")),
    ("print_unknown", printed, do.TickSigned(O, sc.ONE, 2, "notice", "A. Returning")),
    ("print_void", lambda: printed().play(do.VoidPrint(O, sc.ONE, 1, "torn")),
     do.TickSigned(O, sc.ONE, 1, "notice", "A. Returning")),
    ("signer_missing", printed, do.TickSigned(O, sc.ONE, 1, "notice", " ")),
    ("contest_unknown", spoken, do.RecordReceipt(NOWHERE, EVENT, 0, "")),
    ("not_declared", cleared, do.RecordReceipt(sc.ONE, EVENT, 0, "")),
    ("not_declared", spoken, do.RecordReceipt(sc.ONE, EVENT, 0, "")),
]
# fmt: on


def more_set_up(contest: Contest) -> tuple[do.Command, ...]:
    return do.SetUpContest(sc.ADMINISTRATOR, contest), sc.proof(contest)


def twice_counted(variance: int) -> sc.Night:
    night = accounts_in(sc.account(700, variance=variance))
    return night.count_again(sc.ONE, HALL, 700)


def accounts_in(hall: dict[FieldId, int]) -> sc.Night:
    return arrived().key(ACCOUNT, hall).key(POSTAL, sc.account(300, kind="postal"))


def receipted_again() -> Refusal | None:
    night = receipted()
    declared = night[sc.ONE].declared
    assert declared is not None
    return night.ask(do.RecordReceipt(sc.ONE, declared, 9, "another"))


OTHERS: list[tuple[str, Callable[[], object]]] = [
    ("receipted_already", receipted_again),
    ("figure_blank", lambda: read_figure(" ")),
    ("figure_not_a_number", lambda: read_figure("twelve")),
    ("figure_too_large", lambda: read_figure("9" * 40)),
]


def refusals_in_the_source() -> set[str]:
    """Read the code of every ``refuse(...)`` of a command; counting has tests of its own."""
    folder = Path(countroom.domain.__file__).parent
    files = (file for file in folder.rglob("*.py") if file.parent.name != "counting")
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "refuse"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_refusal_of_the_domain_has_a_case_here() -> None:
    here = {code for code, *_ in CASES} | {code for code, _ in OTHERS}
    assert here == refusals_in_the_source()


@pytest.mark.parametrize(
    ("code", "start", "command"),
    [pytest.param(*case, id=f"{case[0]}-{type(case[2]).__name__}") for case in CASES],
)
def test_a_command_out_of_turn_is_refused_and_changes_nothing(
    code: str, start: Callable[[], sc.Night], command: do.Command
) -> None:
    night = start()
    before = night.count
    refusal = night.ask(command)
    assert refusal is not None
    assert refusal.code == code
    assert night.count is before
    assert say_refusal(Texts(), refusal)  # raises when the sentence wants another detail


@pytest.mark.parametrize(("code", "ask"), OTHERS)
def test_other_refusals_are_given_and_spoken(code: str, ask: Callable[[], object]) -> None:
    refusal = ask()
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert say_refusal(Texts(), refusal)
