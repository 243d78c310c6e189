"""A supplementary vote through the room: two counts, each told, and what makes the second void."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, check_declaration
from countroom.domain.declaration import Second, Totals
from countroom.domain.electing import Outcome, final_votes, outcome
from countroom.domain.identifiers import CandidateId, HeadId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import ELSEWHERE, PAPERS, head_of, no_second_of, second_for

if TYPE_CHECKING:
    from countroom.domain.checks import Finding
    from countroom.domain.sheets import Sheet

MAYOR = sc.MAYOR
MANSFIELD = (6_881, 5_860, 4_827, 3_592, 2_422)
"""First preferences of May 2019; BBC News 48030754. Abbott stands for the elected mayor."""
ADDED = (1_049, 2_068)
CONTEST = replace(sc.mayor(), electorate=81_076)
A, B, C, D, E = (candidate.id for candidate in sc.mayor().candidates)


def first_told(votes: tuple[int, ...] = MANSFIELD) -> sc.Night:
    night = sc.Night().set_up(CONTEST).verify(MAYOR, sum(votes))
    return night.count_votes(MAYOR, votes, ()).consult(MAYOR)


def second_sheet(night: sc.Night) -> Sheet:
    (sheet,) = (one.sheet for one in night[MAYOR].papers_out)
    return sheet


def second_open() -> sc.Night:
    return first_told().play(do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 1))


def second_told() -> sc.Night:
    night = second_open()
    sheet = second_sheet(night)
    night.key(sheet.id, sc.seconds(sheet, ADDED, sum(MANSFIELD[2:]) - sum(ADDED)))
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))


def stopping(night: sc.Night) -> list[Finding]:
    return [f for f in check_contest(night.count, night[MAYOR]) if f.code.startswith("V")]


# --- Mansfield 2019 ---------------------------------------------------------------------------


def test_nobody_above_half_leaves_two_for_a_second_count_and_nobody_elected() -> None:
    night = first_told()
    result = night[MAYOR].provisional
    assert result is not None
    assert (result.elected, result.tied, result.remaining) == ((), (), (A, B))
    clear = do.ClearResult(sc.OFFICER, MAYOR)
    assert night.ask(clear) == refuse("second_count_needed", contest=MAYOR)


def test_the_second_count_asks_for_those_who_remain_and_for_the_papers_of_the_others() -> None:
    sheet = second_sheet(second_open())
    heads = [no_second_of(field) for field in sheet.fields if no_second_of(field)]
    assert sheet.fields[:4] == (PAPERS, second_for(A), second_for(B), ELSEWHERE)
    assert heads == ["unmarked_or_void_second"]
    assert not any(head_of(field) for field in sheet.fields)


def test_mansfield_2019_is_won_by_two_votes_after_two_recounts_of_the_second_count() -> None:
    """7,930 to 7,928: the margin the officer had counted again twice, the second count only."""
    night = second_told()
    for number in (1, 2):
        version = night[MAYOR].provisionals
        night.play(
            do.GrantRecount(sc.OFFICER, MAYOR, version, None, "second_count", (), "two votes apart")
        )
        (sheet,) = night[MAYOR].to_confirm
        assert night[MAYOR].sheets[sheet].sheet.kind == "second"
        night.play(do.ConfirmUnchanged(sc.KEYER, sc.OTHER_KEYER, MAYOR, number, (sheet,)))
        night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))
    night.play(do.CloseConsultation(sc.OFFICER, MAYOR, "agreed"))
    night.clear(MAYOR).speak(MAYOR)
    declaration = night[MAYOR].cleared
    assert declaration is not None
    totals = declaration.event.declaration.totals
    assert final_votes(totals) == {A: 7_930, B: 7_928, C: 4_827, D: 3_592, E: 2_422}
    assert (night[MAYOR].elected, declaration.event.declaration.provisional_version) == ((A,), 4)
    assert check_declaration("supplementary_vote", CONTEST, declaration.event.declaration) == ()


def test_a_declaration_of_the_other_of_the_two_or_after_one_count_is_impossible() -> None:
    night = second_told().play(do.CloseConsultation(sc.OFFICER, MAYOR, "agreed")).clear(MAYOR)
    cleared = night[MAYOR].cleared
    assert cleared is not None
    right = cleared.event.declaration
    for wrong in (
        replace(right, elected=(B,)),
        replace(right, totals=replace(right.totals, second=None)),
    ):
        found = check_declaration("supplementary_vote", CONTEST, wrong)
        assert {one.code for one in found} == {"V13"}


# --- what makes it void, and what it must add up to -------------------------------------------


def test_a_first_count_sheet_opened_again_gives_up_the_second_count() -> None:
    night = second_told()
    seconds = [s for s in night[MAYOR].sheets.values() if s.sheet.kind == "second"]
    first = night.sheet(MAYOR)
    night.play(do.ReopenSheet(sc.SUPERVISOR, first, "a bundle was in the wrong pile"))
    assert [night[MAYOR].sheets[one.sheet.id].withdrawn for one in seconds] == [
        "first_count_changed"
    ]
    night.key(first, night.paper(MAYOR, MANSFIELD, ())).consult(MAYOR)
    assert night[MAYOR].results[-1].remaining == (A, B)
    night.play(do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 3))
    assert second_sheet(night).id == "001-04"


def test_a_first_count_again_in_whole_keeps_the_second_while_nothing_changes() -> None:
    night = second_told().play(
        do.GrantRecount(sc.OFFICER, MAYOR, 2, None, "whole", (), "two votes apart")
    )
    first, second = night[MAYOR].to_confirm
    night.play(do.ConfirmUnchanged(sc.KEYER, sc.OTHER_KEYER, MAYOR, 1, (first, second)))
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))
    assert night[MAYOR].results[-1].elected == (A,)
    again = do.GrantRecount(sc.OFFICER, MAYOR, 3, None, "whole", (), "once more")
    night.play(again, do.ReopenSheet(sc.SUPERVISOR, first, "a bundle moved"))
    assert night[MAYOR].to_confirm == ()


def test_second_preferences_are_all_papers_of_those_who_went_out() -> None:
    night = second_open()
    sheet = second_sheet(night)
    night.key(sheet.id, sc.seconds(sheet, ADDED, 7_723))
    (found,) = stopping(night)
    assert (found.code, dict(found.numbers)) == (
        "V18",
        {"found": 10_840, "expected": 10_841, "difference": -1},
    )


def test_a_sheet_of_second_preferences_makes_the_papers_it_states() -> None:
    night = second_open()
    sheet = second_sheet(night)
    wrong = sc.seconds(sheet, ADDED, 7_724) | {PAPERS: 10_000}
    night.key(sheet.id, wrong)
    (found,) = stopping(night)
    assert (found.code, found.sheet, found.numbers["difference"]) == ("V18", sheet.id, 841)


def test_papers_without_a_second_preference_that_counts_are_rejected_by_head() -> None:
    night = second_open()
    sheet = second_sheet(night)
    void = next(field for field in sheet.fields if no_second_of(field))
    figures = sc.seconds(sheet, ADDED, 7_724) | {ELSEWHERE: 7_000, void: 724}
    night.key(sheet.id, figures)
    assert stopping(night) == []
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))
    totals = night[MAYOR].results[-1].totals
    rejected = {HeadId("unmarked_or_void_second"): 724}
    assert totals.second == Second(10_841, {A: 1_049, B: 2_068}, 7_000, rejected)


@pytest.mark.parametrize(
    ("votes", "version", "refusal"),
    [
        (MANSFIELD, 2, refuse("provisional_changed", contest=MAYOR, seen=2, now=1)),
        ((600, 100, 100, 100, 99), 1, refuse("no_second_count_needed", contest=MAYOR)),
    ],
)
def test_a_second_count_follows_the_first_result_that_needs_it(
    votes: tuple[int, ...], version: int, refusal: object
) -> None:
    assert first_told(votes).ask(do.OpenSecondCount(sc.OFFICER, MAYOR, version)) == refusal


def test_a_second_count_waits_until_the_agents_had_their_say_on_the_first() -> None:
    night = sc.Night().set_up(sc.mayor()).verify(MAYOR, 1_000)
    night.count_votes(MAYOR, (400, 300, 150, 100, 50), ())
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))
    early = do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 1)
    assert night.ask(early) == refuse("consultation_open", contest=MAYOR)


def test_a_tie_of_the_second_count_needs_a_lot() -> None:
    night = first_told((400, 300, 100, 100, 99)).play(do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 1))
    sheet = second_sheet(night)
    night.key(sheet.id, sc.seconds(sheet, (50, 150), 99)).consult(MAYOR)
    assert set(night[MAYOR].results[-1].tied) == {A, B}
    night.draw(MAYOR, B).clear(MAYOR).speak(MAYOR)
    assert night[MAYOR].elected == (B,)


# --- the outcome by itself --------------------------------------------------------------------


def totals(votes: dict[CandidateId, int], second: Second | None = None) -> Totals:
    papers = sum(votes.values())
    return Totals(papers, papers, votes, {}, 0, 0, second)


def test_more_than_half_is_elected_at_once_and_two_candidates_have_no_second_count() -> None:
    assert outcome("supplementary_vote", 1, totals({A: 51, B: 30, C: 19})) == Outcome((A,))
    assert outcome("supplementary_vote", 1, totals({A: 50, B: 49})) == Outcome((A,))
    tie = outcome("supplementary_vote", 1, totals({A: 50, B: 50}))
    assert tie.equality is not None
    assert outcome("supplementary_vote", 1, totals({A: 50, B: 50}), (B,)) == Outcome((B,))


def test_where_all_remain_no_second_preference_can_count_and_a_lot_decides() -> None:
    """Local Government Act 2000 Sch 2 para 3: seconds of those who voted for nobody remaining."""
    result = outcome("supplementary_vote", 1, totals({A: 30, B: 30, C: 30}))
    assert result.equality is not None
    assert set(result.equality.tied) == {A, B, C}
    assert result.remaining == ()


def test_a_second_count_of_others_than_those_who_remain_counts_for_nothing() -> None:
    other = Second(10, {A: 5, C: 5}, 0, {})
    result = outcome("supplementary_vote", 1, totals({A: 40, B: 35, C: 20, D: 5}, other))
    assert (result.elected, result.remaining) == ((), (A, B))
