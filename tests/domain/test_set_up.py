"""The set-up and what the night changes of it: corrected, called off, other electorates, limits."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.checks import check_contest
from countroom.domain.election import MiniCount, PreviousResult
from countroom.domain.identifiers import (
    BoxId,
    ContestId,
    ElectionId,
    MiniCountId,
    RuleSetId,
    SheetId,
)
from countroom.domain.refusals import refuse
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.election import Contest
    from countroom.domain.rule_set import Thresholds

S, O, ADM = sc.SUPERVISOR, sc.OFFICER, sc.ADMINISTRATOR  # noqa: E741 - the officer
ONE, HALL, A = sc.ONE, sc.MILL_LANE_HALL, MiniCountId("A")
PREVIOUS = PreviousResult("2021-05-06", {"LAB": 1}, {"LAB": 540}, True, "", "the council")
USUAL = next(one for one in load_rule_sets()[sc.RULES].likely if one.seats == 1)
EARLY = replace(sc.an_election(), count_before_verification=True)


def proven(*more: Contest) -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), *more)


def enrolled() -> sc.Night:
    return sc.Night().play(*sc.set_up())


def correct(**changes: object) -> do.CorrectSetUp:
    corrected = replace(sc.one_seat(), **changes)  # type: ignore[arg-type]
    return do.CorrectSetUp(O, ONE, corrected, "the order of the ballot paper")


def standing(night: sc.Night) -> list[str]:
    return [s.sheet.id for s in night[ONE].sheets.values() if not s.withdrawn]


# --- boxes and tables ----------------------------------------------------------------------


def test_a_contest_with_the_result_before_it_is_set_up_like_any_other() -> None:
    night = enrolled().play(do.SetUpContest(ADM, replace(sc.one_seat(), previous=PREVIOUS)))
    assert night[ONE].contest.previous == PREVIOUS


def test_a_table_that_one_box_alone_feeds_is_refused_and_another_box_is_named() -> None:
    """SI 2006/3304 Sch 2 r. 45: papers are mixed with those of another box."""
    alone = MiniCount(A, "Table 1", (HALL,))
    rest = MiniCount(MiniCountId("B"), "Table 2", tuple(b.id for b in sc.one_seat().boxes))
    ward = replace(sc.one_seat(), mini_counts=(alone, rest))
    refusal = refuse("mini_count_of_one_box", mini_count=A, other="mill-lane-postal")
    night = enrolled()
    assert night.ask(do.SetUpContest(ADM, ward)) == refusal
    blank = replace(ward, mini_counts=(replace(alone, alone_because=" "), rest))
    assert night.ask(do.SetUpContest(ADM, blank)) == refusal
    reasoned = replace(ward, mini_counts=(replace(alone, alone_because="too far away"), rest))
    night.play(do.SetUpContest(ADM, reasoned))


def test_a_ward_of_one_box_without_tables_needs_the_reason_too() -> None:
    ward = replace(sc.one_seat(), boxes=sc.one_seat().boxes[:1])
    refusal = refuse("mini_count_of_one_box", mini_count=A, other="")
    assert enrolled().ask(do.SetUpContest(ADM, ward)) == refusal


def test_a_ward_without_a_poll_needs_neither_boxes_nor_tables() -> None:
    enrolled().play(do.SetUpContest(ADM, sc.without_poll()))


def test_a_table_of_strange_boxes_is_refused() -> None:
    strange = MiniCount(A, "Table 1", (HALL, BoxId("another-town")))
    ward = replace(sc.one_seat(), mini_counts=(strange,))
    refusal = refuse("box_unknown", box="another-town")
    assert enrolled().ask(do.SetUpContest(ADM, ward)) == refusal


def test_the_table_that_stands_twice_is_named() -> None:
    first, second = sc.split().mini_counts
    ward = replace(sc.split(), mini_counts=(first, second, second))
    refusal = refuse("mini_count_twice", mini_count=second.id)
    assert enrolled().ask(do.SetUpContest(ADM, ward)) == refusal


def test_votes_are_counted_before_verification_only_at_a_poll_that_stands_alone() -> None:
    """Electoral Commission guidance: combined polls wait for every box of every poll."""
    night = sc.Night().play(*sc.set_up()[:-1])
    combined = do.SetUpElection(ADM, replace(EARLY, combined=True))
    assert night.ask(combined) == refuse("combined_counted_early", election=sc.ELECTION)
    night.play(do.SetUpElection(ADM, EARLY), do.SetUpContest(ADM, sc.one_seat()))
    night.play(sc.proof(sc.one_seat()))
    paper = sc.count_sheet(sc.one_seat(), (520, 310, 166), papers=996, rejected=(1, 2, 0, 1))
    night.key(night.sheet(ONE), paper)
    assert night[ONE].verification is None
    assert night.ask(do.ReachProvisionalResult(S, ONE)) == refuse("not_verified", contest=ONE)


# --- corrected -----------------------------------------------------------------------------


def test_a_corrected_set_up_voids_the_printed_numbers_and_needs_a_new_proof() -> None:
    night = proven()
    assert standing(night) == ["001-01", "001-02", "001-03"]
    order = tuple(
        replace(one, number=n) for n, one in enumerate(reversed(sc.candidates(3)), start=1)
    )
    night.play(correct(candidates=order))
    assert standing(night) == ["001-04", "001-05", "001-06"]
    old = [night[ONE].sheets[sheet] for sheet in list(night[ONE].sheets)[:3]]
    assert {one.withdrawn for one in old} == {"the order of the ballot paper"}
    assert night[ONE].contest.candidates == order
    assert not night[ONE].proven
    assert night[ONE].stage == "nominated"
    account = sc.account(700)
    assert night.ask(do.EnterSheet(sc.KEYER, old[0].sheet.id, 1, account)) == refuse(
        "contest_not_proven", contest=ONE
    )
    night.play(sc.proof(sc.one_seat()))
    assert night.ask(do.EnterSheet(sc.KEYER, old[0].sheet.id, 1, account)) == refuse(
        "sheet_withdrawn", sheet=old[0].sheet.id
    )
    night.verify(ONE).key(SheetId("001-06"), night.paper(ONE)).consult(ONE)


def test_a_set_up_stands_once_a_line_of_it_is_keyed_until_the_entry_is_void() -> None:
    night = proven()
    hall, _ = night.accounts(ONE)
    night.play(do.EnterSheet(sc.KEYER, hall, 1, sc.account(700)))
    assert night.ask(correct(seats=2)) == refuse("keyed_already", contest=ONE)
    night.play(do.EnterSheet(sc.OTHER_KEYER, hall, 2, sc.account(700)))
    night.play(do.ReopenSheet(S, hall, "the ballot paper is another"), correct(seats=2))
    assert night[ONE].contest.seats == 2


def test_a_correction_is_of_the_same_contest_and_as_sound_as_a_set_up() -> None:
    night = proven()
    another = refuse("another_contest", contest=sc.THREE)
    assert night.ask(correct(id=sc.THREE)) == another
    elsewhere = correct(election=ElectionId("another"))
    assert night.ask(elsewhere) == refuse("another_contest", contest=ONE)
    assert night.ask(correct(seats=0)) == refuse("contest_without_seats", contest=ONE)
    assert night.ask(replace(correct(), reason=" ")) == refuse("reason_missing")
    nowhere = replace(correct(), contest=ContestId("nowhere"))
    assert night.ask(nowhere) == refuse("contest_unknown", contest="nowhere")
    unknown = correct(rule_set=RuleSetId("isle-of-man-1900"))
    assert night.ask(unknown) == refuse("rule_set_unknown", rule_set="isle-of-man-1900")


def test_a_withdrawn_candidate_can_leave_a_contest_without_a_poll_or_give_it_one() -> None:
    night = proven().play(correct(candidates=sc.candidates(1)))
    assert standing(night) == []
    night.play(do.ProveContest(ADM, O, ONE, None), do.ReturnUncontested(O, ONE))
    back = proven().play(correct(candidates=sc.candidates(1)), correct())
    assert standing(back) == ["001-04", "001-05", "001-06"]


def test_another_rule_set_brings_its_own_heads_and_limits() -> None:
    wales = RuleSetId("wales-principal-2021")
    night = proven().play(correct(rule_set=wales))
    assert night[ONE].rules == load_rule_sets()[wales]


def test_no_set_up_is_corrected_once_the_result_is_cleared_sealed_away_or_declared() -> None:
    night = proven(sc.without_poll()).play(do.ReturnUncontested(O, sc.NO_POLL))
    late = do.CorrectSetUp(O, sc.NO_POLL, sc.without_poll(), "too late")
    assert night.ask(late) == refuse("declared_already", contest=sc.NO_POLL)
    night.play(do.CallOffPoll(O, ONE, "countermanded", "a candidate died"))
    assert night.ask(correct()) == refuse("poll_called_off", contest=ONE)


# --- called off ----------------------------------------------------------------------------


def test_a_poll_called_off_is_counted_no_further() -> None:
    night = proven().verify(ONE).count_votes(ONE).consult(ONE)
    night.play(do.CallOffPoll(O, ONE, "abandoned", "a candidate died this afternoon"))
    state, gone = night[ONE], refuse("poll_called_off", contest=ONE)
    assert state.stage == "called_off"
    assert state.called_off == ev.PollCalledOff(ONE, "abandoned", "a candidate died this afternoon")
    for command in (
        do.ClearResult(O, ONE),
        do.SignVerification(O, ONE, {}),
        do.EnterSheet(sc.KEYER, night.sheet(ONE), 1, {}),
        do.AlterElectorate(S, ONE, 3_001, "register", "late"),
        do.CallOffPoll(O, ONE, "abandoned", "again"),
    ):
        assert night.ask(command) == gone


def test_a_cleared_result_is_taken_back_before_the_poll_is_called_off() -> None:
    """Otherwise the words could still be spoken from the cleared sheet."""
    night = proven().verify(ONE).count_votes(ONE).consult(ONE).clear(ONE)
    call_off = do.CallOffPoll(O, ONE, "abandoned", "a candidate died")
    assert night.ask(call_off) == refuse("cleared_already", contest=ONE)
    night.play(do.WithdrawClearance(O, ONE, "a candidate died"), call_off)
    assert night.ask(do.SpeakResult(O, ONE, sc.SPOKEN_AT)) == refuse("not_cleared", contest=ONE)


def test_there_is_nothing_to_call_off_where_nobody_votes() -> None:
    call_off = do.CallOffPoll(O, sc.NO_POLL, "countermanded", "a candidate died")
    refusal = refuse("contest_without_poll", contest=sc.NO_POLL)
    assert proven(sc.without_poll()).ask(call_off) == refusal


def test_a_declared_result_is_not_called_off() -> None:
    night = sc.declared(sc.Night())
    call_off = do.CallOffPoll(O, ONE, "abandoned", "too late")
    assert night.ask(call_off) == refuse("declared_already", contest=ONE)


# --- electorate and limits -----------------------------------------------------------------


def test_an_altered_electorate_names_its_source_and_voids_the_result_drawn_from_the_old() -> None:
    night = proven().verify(ONE).count_votes(ONE).consult(ONE)
    alter = do.AlterElectorate(S, ONE, 999, "register of 2 May 2024, 21:00", "clerical errors", O)
    night.play(alter)
    contest = night[ONE].contest
    assert (contest.electorate, contest.electorate_source) == (999, alter.source)
    assert night[ONE].provisional is None
    found = [f.code for f in check_contest(night.count, night[ONE])]
    assert "V09" in found  # 1,000 papers verified


def test_two_people_sign_the_electorate_as_they_keyed_it_from_the_register() -> None:
    """N41: a wrong electorate makes a wrong turnout."""
    night = enrolled().play(do.SetUpContest(ADM, sc.one_seat()))
    slip = refuse("electorate_differs", contest=ONE)
    for electorate in (3_001, None):
        assert night.ask(do.ProveContest(ADM, O, ONE, electorate)) == slip
    night.play(do.ProveContest(ADM, O, ONE, 3_000))
    assert night.log[-1].event == ev.ContestProven(ONE, 3_000)
    assert night.log[-1].people == (ADM, O)


def test_an_electorate_not_known_yet_is_proven_as_not_known_and_taken_by_two_later() -> None:
    night = enrolled().play(do.SetUpContest(ADM, replace(sc.one_seat(), electorate=None)))
    assert night.ask(do.ProveContest(ADM, O, ONE, 3_000)) == refuse(
        "electorate_differs", contest=ONE
    )
    night.play(do.ProveContest(ADM, O, ONE, None))
    alter = do.AlterElectorate(S, ONE, 3_001, "register of 2 May 2024", "not known before")
    assert night.ask(alter) == refuse("electorate_by_one", contest=ONE)
    night.play(replace(alter, second=O))
    assert night[ONE].proven
    assert night.log[-1].people == (S, O)


def test_an_electorate_altered_before_the_proof_is_seen_by_two_with_the_proof() -> None:
    night = enrolled().play(do.SetUpContest(ADM, sc.one_seat()))
    night.play(do.AlterElectorate(S, ONE, 3_001, "register of 2 May 2024", "clerical errors"))
    old = refuse("electorate_differs", contest=ONE)
    assert night.ask(do.ProveContest(ADM, O, ONE, 3_000)) == old
    night.play(do.ProveContest(ADM, O, ONE, 3_001))


@pytest.mark.parametrize("electorate", [0, -1, 10_000_000])
def test_an_electorate_is_a_number_of_people(electorate: int) -> None:
    alter = do.AlterElectorate(S, ONE, electorate, "register", "late")
    refusal = refuse("papers_out_of_range", papers=electorate, least=1)
    assert proven().ask(alter) == refusal


def test_an_electorate_is_altered_until_the_result_is_cleared() -> None:
    night = proven().verify(ONE).count_votes(ONE).consult(ONE).clear(ONE)
    alter = do.AlterElectorate(S, ONE, 3_001, "register", "late")
    assert night.ask(alter) == refuse("cleared_already", contest=ONE)


def limits(**changes: int) -> do.ChangeThresholds:
    return do.ChangeThresholds(O, sc.ELECTION, replace(USUAL, **changes), "two polls on one day")


def usual_in(night: sc.Night, contest: ContestId, seats: int) -> Thresholds:
    return next(one for one in night[contest].rules.likely if one.seats == seats)


def test_limits_change_in_the_wards_of_that_size_and_there_alone() -> None:
    night = proven(sc.three_seats())
    before = usual_in(night, sc.THREE, 3)
    night.play(limits(turnout_high=90))
    assert usual_in(night, ONE, 1).turnout_high == 90
    assert usual_in(night, sc.THREE, 3) == usual_in(night, ONE, 3) == before
    assert load_rule_sets()[sc.RULES].likely != night[ONE].rules.likely


def test_a_limit_changed_with_its_reason_silences_the_warning_it_set_off() -> None:
    night = proven().verify(ONE, 2_000, 300).count_votes(ONE, (1_500, 500, 296))
    turnout = [f.code for f in check_contest(night.count, night[ONE]) if f.code == "W03"]
    assert turnout == ["W03"]
    night.play(limits(turnout_high=80))
    assert "W03" not in [f.code for f in check_contest(night.count, night[ONE])]


@pytest.mark.parametrize("name", [one.name for one in fields(USUAL)])
def test_no_limit_is_below_zero(name: str) -> None:
    refusal = refuse("thresholds_unsound", seats=-1 if name == "seats" else 1)
    assert proven().ask(limits(**{name: -1})) == refusal


@pytest.mark.parametrize("kind", ["mean_votes", "turnout"])
def test_no_lower_limit_is_above_its_upper_one(kind: str) -> None:
    refusal = refuse("thresholds_unsound", seats=1)
    assert proven().ask(limits(**{f"{kind}_low": 5_000, f"{kind}_high": 4_999})) == refusal
    proven().play(limits(**{f"{kind}_low": 5_000, f"{kind}_high": 5_000}))


def test_limits_are_for_wards_with_a_seat_in_an_election_of_this_file() -> None:
    assert proven().ask(limits(seats=0)) == refuse("thresholds_unsound", seats=0)
    stranger = replace(limits(), election=ElectionId("another"))
    assert proven().ask(stranger) == refuse("election_unknown", election="another")
    assert proven().ask(replace(limits(), reason="")) == refuse("reason_missing")
