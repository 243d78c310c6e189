"""From the boxes to the spoken word, and what each step leaves in the log."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.declaration import Declaration, Lot
from countroom.domain.events import (
    ContestSetUp,
    ProvisionalResultReached,
    ResultCleared,
    ReturnedUncontested,
    VerificationSigned,
)
from countroom.domain.faults import Fault
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.hall import Container
from countroom.domain.identifiers import BoxId, CandidateId, ElectionId, PersonId, SheetId
from countroom.domain.refusals import refuse
from countroom.domain.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

HALL, POSTAL = BoxId("mill-lane-hall"), BoxId("mill-lane-postal")


def tied() -> sc.Night:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    return night.count_votes(sc.THREE, sc.TIE_VOTES).consult(sc.THREE)


def result_cleared(night: sc.Night) -> ResultCleared:
    event = night.log[-1].event
    assert isinstance(event, ResultCleared)
    return event


def test_the_statement_gives_papers_by_box_and_in_all() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    boxes = {HALL: 700, POSTAL: 300}
    assert night.log[-1].event == VerificationSigned(sc.ONE, 1, boxes, {}, 1_000, 300)


def test_the_counted_figure_is_the_verified_one_and_a_variance_keeps_its_reason() -> None:
    """Electoral Commission guidance: the number counted stands, not the number expected."""
    night = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    hall, postal = night.accounts(sc.ONE)
    night.key(hall, sc.account(700, variance=-3)).key(postal, sc.account(300, kind="postal"))
    night.count_again(sc.ONE, HALL, 700)
    reasons = {HALL: "three voters left with theirs", POSTAL: "nothing varies here"}
    night.play(do.SignVerification(sc.OFFICER, sc.ONE, reasons))
    statement = night[sc.ONE].verification
    assert statement is not None
    assert statement.verified == 1_000
    assert statement.variances == {HALL: (-3, "three voters left with theirs")}


def test_the_provisional_result_is_the_totals_and_the_top_of_them() -> None:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    event = night.log[-1].event
    assert isinstance(event, ProvisionalResultReached)
    assert (event.version, event.elected, event.tied) == (1, (sc.ABBOTT, sc.BARKER, sc.CARTER), ())
    assert event.totals.votes_total == 2_067
    assert event.totals.valid == 795


def test_a_provisional_result_in_a_combined_poll_does_not_wait_for_the_hall() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    night.verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    clear = do.ClearResult(sc.OFFICER, sc.ONE)
    assert night.ask(clear) == refuse("finding_stands", code="V16", contest=sc.ONE)
    night.verify(sc.THREE)
    assert night.ask(clear) is None


def counted_anew(night: sc.Night) -> sc.Night:
    """Have the papers counted again with one vote for another, and drawn anew."""
    sheet = night.sheet(sc.ONE)
    night.play(do.ReopenSheet(sc.OFFICER, sheet, "one paper on the wrong pile"))
    votes = sc.USUAL[sc.ONE].votes
    night.count_votes(sc.ONE, (votes[0] - 1, votes[1] + 1, *votes[2:]))
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE))


def test_nothing_is_concluded_from_a_version_that_was_replaced_meanwhile() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE))
    closing = do.CloseConsultation(sc.OFFICER, sc.ONE, "agreed", 1)
    counted_anew(night)
    refusal = refuse("provisional_changed", contest=sc.ONE, seen=1, now=2)
    assert night.ask(closing) == refusal
    night.play(replace(closing, version=2))
    clearing = do.ClearResult(sc.OFFICER, sc.ONE, version=2)
    counted_anew(night).play(replace(closing, version=3))
    assert night.ask(clearing) == refuse("provisional_changed", contest=sc.ONE, seen=2, now=3)
    night.play(replace(clearing, version=3))
    assert result_cleared(night).declaration.provisional_version == 3


def test_an_equality_shows_on_the_provisional_result_and_waits_for_its_lot() -> None:
    night = tied()
    provisional = night[sc.THREE].provisional
    assert provisional is not None
    assert provisional.elected == (sc.ABBOTT, sc.BARKER)
    assert set(provisional.tied) == {sc.CARTER, sc.DAWSON}
    clear = do.ClearResult(sc.OFFICER, sc.THREE)
    assert night.ask(clear) == refuse("lot_needed", contest=sc.THREE)


@pytest.mark.parametrize("drawn", [sc.CARTER, sc.DAWSON])
def test_whoever_is_drawn_is_elected_and_the_votes_stay_as_counted(drawn: CandidateId) -> None:
    """SI 2006/3304 Sch 2 r. 49, without the additional vote of parliamentary elections."""
    night = tied().draw(sc.THREE, drawn).clear(sc.THREE)
    declaration = result_cleared(night).declaration
    assert declaration.elected == (sc.ABBOTT, sc.BARKER, drawn)
    assert declaration.totals.votes[drawn] == 420
    tie = (sc.DAWSON, sc.CARTER)
    assert declaration.lots == (Lot(tie, drawn, "names in a hat", ("B. Witness",)),)


def test_a_new_provisional_version_needs_a_new_lot_and_a_new_consultation() -> None:
    night = tied().draw(sc.THREE, sc.DAWSON)
    night.play(do.ReopenSheet(sc.SUPERVISOR, night.sheet(sc.THREE), "recount"))
    assert night[sc.THREE].lots == ()
    night.count_votes(sc.THREE, sc.TIE_VOTES)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    provisional = night[sc.THREE].provisional
    assert provisional is not None
    assert provisional.version == 2
    assert night[sc.THREE].stage == "provisional"
    clear = do.ClearResult(sc.OFFICER, sc.THREE)
    assert night.ask(clear) == refuse("consultation_open", contest=sc.THREE)


def test_a_declaration_is_complete_in_itself() -> None:
    night = sc.declared(sc.Night())
    clearance = night[sc.ONE].cleared
    assert clearance is not None
    provisional = night[sc.ONE].provisional
    assert provisional is not None
    assert clearance.event.declaration == Declaration(
        contest=sc.ONE,
        revision=1,
        supersedes=None,
        rule_set=sc.RULES,
        seats=1,
        electorate=3_000,
        totals=provisional.totals,
        totals_state="reconciled",
        elected=(sc.ABBOTT,),
        lots=(),
        findings=(),
        verification_version=1,
        provisional_version=1,
    )


def test_a_reconciled_result_keeps_no_excuse_even_when_one_is_offered() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    eager = do.ClearResult(sc.OFFICER, sc.ONE, sc.OTHER_OFFICER, "to be safe")
    (event,) = decided(night, eager)
    assert isinstance(event, ResultCleared)
    assert (event.reason, event.steps) == ("", ())
    assert event.declaration.totals_state == "reconciled"


def test_unreconciled_totals_pass_with_two_officers_a_reason_and_every_step_and_say_so() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE, papers=1_100)
    night.let_stand(sc.ONE, "V11").consult(sc.ONE).search(sc.ONE)
    command = do.ClearResult(sc.OFFICER, sc.ONE, sc.OTHER_OFFICER, "three recounts")
    (event,) = decided(night, command)
    assert isinstance(event, ResultCleared)
    assert (event.reason, event.steps) == ("three recounts", GUIDANCE_STEPS)
    assert event.declaration.totals_state == "not_reconciled"
    assert event.declaration.findings == ("V11",)


def test_an_impossible_figure_never_passes_whoever_signs() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.count_votes(sc.ONE, (997, 310, 166))
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE)
    assert night.ask(reach) == refuse("finding_stands", code="V04", contest=sc.ONE)


def test_a_withdrawn_clearance_can_be_given_again_under_the_next_print_number() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    night.consult(sc.ONE).clear(sc.ONE)
    first = night.log[-1]
    night.play(do.WithdrawClearance(sc.OFFICER, sc.ONE, "an agent on the steps"))
    assert night[sc.ONE].cleared is None
    assert night[sc.ONE].stage == "consulted"
    night.clear(sc.ONE)
    assert result_cleared(night).print_number == 2
    night.speak(sc.ONE)
    assert night[sc.ONE].declared == night.log[-1].id != first.id


def test_only_the_spoken_word_elects() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    night.consult(sc.ONE).clear(sc.ONE)
    assert night[sc.ONE].elected == ()
    night.speak(sc.ONE)
    assert night[sc.ONE].elected == (sc.ABBOTT,)
    assert night[sc.ONE].spoken_at == sc.SPOKEN_AT


def test_without_a_poll_all_are_returned_at_the_moment_of_the_event() -> None:
    """SI 2006/3304 Sch 2 r. 16."""
    night = sc.Night().set_up(sc.without_poll())
    night.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    assert night.log[-1].event == ReturnedUncontested(sc.NO_POLL, (sc.ABBOTT, sc.BARKER))
    state = night[sc.NO_POLL]
    assert state.elected == (sc.ABBOTT, sc.BARKER)
    assert state.spoken_at == night.log[-1].at


def test_a_contest_without_a_poll_has_no_sheets() -> None:
    night = sc.Night().set_up(sc.without_poll())
    event = next(r.event for r in night.log if isinstance(r.event, ContestSetUp))
    assert event.sheets == ()


def test_the_feeds_answer_is_kept_once() -> None:
    night = sc.declared(sc.Night())
    assert night[sc.ONE].receipt_index == 0


def decided(night: sc.Night, command: do.Command) -> tuple[object, ...]:
    decision = decide(night.count, command)
    assert isinstance(decision, tuple), decision
    return decision


def _steps_of_a_contest() -> list[tuple[Stage, Callable[[sc.Night], object]]]:
    def enter(entry: int, by: PersonId, **changes: int) -> Callable[[sc.Night], object]:
        def step(night: sc.Night) -> None:
            paper = night.paper(sc.ONE)
            if changes:
                paper[sc.CARTER_VOTES] = changes["carter"]
            night.play(do.EnterSheet(by, night.sheet(sc.ONE), 1 if entry == 1 else 2, paper))

        return step

    def settle(night: sc.Night) -> None:
        night.play(do.SettleSheet(sc.SUPERVISOR, night.sheet(sc.ONE), {sc.CARTER_VOTES: 166}))

    return [
        ("nominated", lambda n: n.play(*sc.set_up(sc.one_seat()))),
        ("proven", lambda n: n.play(sc.proof(sc.one_seat()))),
        ("proven", lambda n: n.arrive(sc.ONE)),
        ("boxes", lambda n: n.key(n.accounts(sc.ONE)[0], sc.account(700))),
        ("boxes", lambda n: n.key(n.accounts(sc.ONE)[1], sc.account(300, kind="postal"))),
        ("verified", lambda n: n.play(do.SignVerification(sc.OFFICER, sc.ONE, {}))),
        ("second_entry", enter(1, sc.KEYER)),
        ("differ", enter(2, sc.OTHER_KEYER, carter=661)),
        ("agreed", settle),
        ("provisional", lambda n: n.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE))),
        (
            "consulted",
            lambda n: n.play(do.CloseConsultation(sc.OFFICER, sc.ONE, "bundles_inspected")),
        ),
        ("cleared", lambda n: n.clear(sc.ONE)),
        ("declared", lambda n: n.speak(sc.ONE)),
    ]


def test_a_contest_goes_through_the_stages_of_the_night_in_order() -> None:
    night = sc.Night()
    for stage, step in _steps_of_a_contest():
        step(night)
        assert night[sc.ONE].stage == stage


def test_a_contest_of_several_sheets_is_in_first_entry_until_each_has_one() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    state = night[sc.ONE]
    sheet = state.sheets[night.sheet(sc.ONE)]
    more = replace(sheet, sheet=replace(sheet.sheet, id=SheetId("001-04")))
    two = replace(state, sheets={**state.sheets, more.sheet.id: more})
    assert two.stage == "verified"
    night.play(do.EnterSheet(sc.KEYER, sheet.sheet.id, 1, night.paper(sc.ONE)))
    half = replace(two, sheets={**night[sc.ONE].sheets, more.sheet.id: more})
    assert half.stage == "first_entry"


def test_every_stage_has_its_word_here() -> None:
    seen = {stage for stage, _ in _steps_of_a_contest()}
    aside = {"first_entry", "uncontested", "sealed", "called_off"}
    assert seen | aside == set(get_args(Stage))
    night = sc.Night().set_up(sc.without_poll(), sc.one_seat()).verify(sc.ONE)
    night.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    assert night[sc.NO_POLL].stage == "uncontested"
    bag = Container("bag 1", ("1001",))
    night.play(do.SealPapers(sc.OFFICER, sc.ONE, (bag,), "strong room", "A. Caretaker"))
    assert night[sc.ONE].stage == "sealed"
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))
    assert night[sc.ONE].stage == "called_off"


def test_an_elections_contests_are_listed_in_the_order_of_set_up() -> None:
    night = sc.Night().set_up(sc.three_seats(), sc.one_seat())
    listed = night.count.contests_of(sc.ELECTION)
    assert [(c.contest.id, c.number) for c in listed] == [(sc.THREE, 1), (sc.ONE, 2)]
    assert night.count.contests_of(ElectionId("another")) == ()


def test_a_fault_carries_its_code_and_what_the_sentence_needs() -> None:
    fault = Fault("disk_full", path="night.count")
    assert fault.code == "disk_full"
    assert fault.details == {"path": "night.count"}


def test_a_fault_travels_between_processes_whole() -> None:
    fault = Fault("disk_failed", path="night.count", reason="Input/output error")
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert (again.code, again.details) == (fault.code, fault.details)
