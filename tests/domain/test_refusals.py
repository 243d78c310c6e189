"""Every "no" that the domain can give, each from the nearest state that earns it."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import countroom.domain
import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.declaring import GUIDANCE_STEPS
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import (
    CandidateId,
    ContestId,
    ElectionId,
    EventId,
    FieldId,
    PersonId,
    RuleSetId,
    SheetId,
)
from countroom.domain.refusals import Refusal
from countroom.texts import Texts, say_refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.election import Contest

NOWHERE, NO_SHEET = ContestId("no-such-contest"), SheetId("999-01")
ACCOUNT, POSTAL, SHEET = SheetId("001-01"), SheetId("001-02"), SheetId("001-03")
EVENT = EventId("0" * 64)
ALL_ONE = (1_000, 0)


def enrolled() -> sc.Night:
    return sc.Night().play(*sc.set_up()[:-1])


def unproven() -> sc.Night:
    return sc.Night().play(*sc.set_up(sc.one_seat(), sc.without_poll()))


def proven(*more: Contest) -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.without_poll(), *more)


def verified() -> sc.Night:
    return proven().verify(sc.ONE)


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


def tied() -> sc.Night:
    night = proven().verify(sc.ONE, *ALL_ONE).count_votes(sc.ONE, (480, 480, 40), ())
    return night.consult(sc.ONE)


def short_of_papers() -> sc.Night:
    night = verified().count_votes(sc.ONE, papers=900)
    return night.let_stand(sc.ONE, "V11").consult(sc.ONE)


def hall_waiting() -> sc.Night:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    return night.verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)


def cleared() -> sc.Night:
    return consulted().clear(sc.ONE)


def spoken() -> sc.Night:
    return cleared().speak(sc.ONE)


def receipted() -> sc.Night:
    return spoken().receipt(sc.ONE)


def uncontested() -> sc.Night:
    return proven().play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))


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


def too_few_lines() -> do.EnterSheet:
    return do.EnterSheet(sc.KEYER, SHEET, 1, {FieldId("papers"): 996})


A, B = sc.one_seat().candidates[:2]
S, O, K, ADM = sc.SUPERVISOR, sc.OFFICER, sc.KEYER, sc.ADMINISTRATOR  # noqa: E741 - the officer
UNRECONCILED = do.ClearResult(O, sc.ONE, sc.OTHER_OFFICER, "recounted", GUIDANCE_STEPS)

# fmt: off
CASES: list[tuple[str, Callable[[], sc.Night], do.Command]] = [
    ("nobody_signed", enrolled, do.EnrolPerson(None, sc.person("keyer-3", "keyer"))),
    ("person_unknown", proven, do.ReturnUncontested(PersonId("nobody"), sc.NO_POLL)),
    ("role_missing", proven, do.ReturnUncontested(K, sc.NO_POLL)),
    ("second_person_is_first", unproven, do.ProveContest(O, O, sc.ONE)),
    ("second_person_is_first", short_of_papers, replace(UNRECONCILED, second=O)),
    # set-up
    ("device_known", enrolled, do.EnrolDevice(ADM, sc.device())),
    ("person_known", enrolled, do.EnrolPerson(ADM, sc.person("keyer-1", "keyer"))),
    ("key_known", enrolled, do.EnrolPerson(
        ADM, replace(sc.person("keyer-1", "keyer"), id=PersonId("keyer-3")))),
    ("election_known", proven, do.SetUpElection(ADM, sc.an_election())),
    ("election_unknown", proven, set_up_with(election=ElectionId("another"))),
    ("contest_known", proven, do.SetUpContest(ADM, sc.one_seat())),
    ("rule_set_unknown", proven, set_up_with(rule_set=RuleSetId("isle-of-man-1900"))),
    ("system_not_kept", proven, set_up_with(rule_set=RuleSetId("pcc-2012-sv"))),
    ("contest_without_seats", proven, set_up_with(seats=0)),
    ("candidates_not_in_order", proven, set_up_with(candidates=(B, A))),
    ("candidates_not_in_order", proven, set_up_with(candidates=(A, replace(B, number=3)))),
    ("candidate_twice", proven, set_up_with(candidates=(A, replace(B, id=A.id)))),
    ("contest_without_boxes", proven, set_up_with(boxes=())),
    ("box_twice", proven, set_up_with(boxes=sc.one_seat().boxes[:1] * 2)),
    ("contest_unknown", proven, do.ProveContest(ADM, O, NOWHERE)),
    ("contest_proven", proven, do.ProveContest(ADM, O, sc.ONE)),
    ("contest_unknown", proven, do.ReturnUncontested(O, NOWHERE)),
    ("contest_has_a_poll", proven, do.ReturnUncontested(O, sc.ONE)),
    ("contest_not_proven", unproven, do.ReturnUncontested(O, sc.NO_POLL)),
    ("declared_already", uncontested, do.ReturnUncontested(O, sc.NO_POLL)),
    # accounts and the statement
    ("contest_unknown", proven, do.SignVerification(O, NOWHERE, {})),
    ("contest_without_poll", proven, do.SignVerification(O, sc.NO_POLL, {})),
    ("contest_not_proven", unproven, do.SignVerification(O, sc.ONE, {})),
    ("box_outstanding", proven, do.SignVerification(O, sc.ONE, {})),
    ("verified_already", verified, do.SignVerification(O, sc.ONE, {})),
    ("cleared_already", cleared, do.SignVerification(O, sc.ONE, {})),
    ("declared_already", spoken, do.SignVerification(O, sc.ONE, {})),
    ("variance_without_reason",
     lambda: accounts_in(sc.account(700, variance=1)), do.SignVerification(O, sc.ONE, {})),
    ("variance_without_reason",
     lambda: accounts_in(sc.account(700, variance=1)),
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
    # differences
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
    ("sheet_not_settled", half_entered, do.ReopenSheet(S, SHEET, "why")),
    ("reason_missing", counted, do.ReopenSheet(S, SHEET, " ")),
    ("cleared_already", cleared, do.ReopenSheet(S, SHEET, "why")),
    # warnings
    ("contest_unknown", counted, do.AnswerFinding(S, NOWHERE, "W01", "why")),
    ("reason_missing", counted, do.AnswerFinding(S, sc.ONE, "W01", "")),
    ("finding_not_open", counted, do.AnswerFinding(S, sc.ONE, "W01", "why")),
    ("finding_not_open", lambda: verified().count_votes(sc.ONE, (500, 300, 170), (30,)),
     do.AnswerFinding(S, sc.ONE, "W03", "why")),
    ("finding_not_open", short_of_papers, do.AnswerFinding(S, sc.ONE, "V11", "why")),
    ("role_missing", lambda: verified().count_votes(sc.ONE, papers=900),
     do.AnswerFinding(S, sc.ONE, "V11", "why")),
    ("text_too_long", counted, do.AnswerFinding(S, sc.ONE, "W01", "x" * 501)),
    ("text_too_long", tied, do.DrawLot(O, sc.ONE, sc.ABBOTT, "hat", ("W." * 300,))),
    # the provisional result
    ("contest_unknown", counted, do.ReachProvisionalResult(S, NOWHERE)),
    ("not_verified", proven, do.ReachProvisionalResult(S, sc.ONE)),
    ("finding_stands", half_entered, do.ReachProvisionalResult(S, sc.ONE)),
    ("warning_unanswered", lambda: verified().count_votes(sc.ONE, (500, 300, 170), (30,)),
     do.ReachProvisionalResult(S, sc.ONE)),
    ("warning_unanswered", lambda: verified().count_votes(sc.ONE, papers=900),
     do.ReachProvisionalResult(S, sc.ONE)),
    ("provisional_already", provisional, do.ReachProvisionalResult(S, sc.ONE)),
    ("contest_unknown", counted, do.CloseConsultation(O, NOWHERE, "agreed")),
    ("not_provisional", counted, do.CloseConsultation(O, sc.ONE, "agreed")),
    ("consultation_closed_already", consulted, do.CloseConsultation(O, sc.ONE, "agreed")),
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
    # clearing
    ("not_provisional", counted, do.ClearResult(O, sc.ONE)),
    ("consultation_open", provisional, do.ClearResult(O, sc.ONE)),
    ("finding_stands", hall_waiting, do.ClearResult(O, sc.ONE)),
    ("lot_needed", tied, do.ClearResult(O, sc.ONE)),
    ("second_officer_missing", short_of_papers, do.ClearResult(O, sc.ONE)),
    ("reason_missing", short_of_papers, replace(UNRECONCILED, reason=" ")),
    ("step_missing", short_of_papers, replace(UNRECONCILED, steps=GUIDANCE_STEPS[:-1])),
    ("cleared_already", cleared, do.ClearResult(O, sc.ONE)),
    ("contest_unknown", cleared, do.WithdrawClearance(O, NOWHERE, "why")),
    ("not_cleared", consulted, do.WithdrawClearance(O, sc.ONE, "why")),
    ("reason_missing", cleared, do.WithdrawClearance(O, sc.ONE, "")),
    ("declared_already", spoken, do.WithdrawClearance(O, sc.ONE, "why")),
    # speaking and the receipt
    ("contest_unknown", cleared, do.SpeakResult(O, NOWHERE, sc.SPOKEN_AT)),
    ("not_cleared", consulted, do.SpeakResult(O, sc.ONE, sc.SPOKEN_AT)),
    ("declared_already", spoken, do.SpeakResult(O, sc.ONE, sc.SPOKEN_AT)),
    ("declared_already", uncontested, do.SpeakResult(O, sc.NO_POLL, sc.SPOKEN_AT)),
    ("contest_unknown", spoken, do.RecordReceipt(NOWHERE, EVENT, 0, "")),
    ("not_declared", cleared, do.RecordReceipt(sc.ONE, EVENT, 0, "")),
    ("not_declared", spoken, do.RecordReceipt(sc.ONE, EVENT, 0, "")),
]
# fmt: on


def accounts_in(hall: dict[FieldId, int]) -> sc.Night:
    return proven().key(ACCOUNT, hall).key(POSTAL, sc.account(300, kind="postal"))


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
