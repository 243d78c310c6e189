"""Lots for a seat and for the longer of two terms, one by one and only where they decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.checks import check_declaration
from countroom.domain.declaration import Declaration, Lot
from countroom.domain.history import replay
from countroom.domain.lots import (
    Draw,
    days_of,
    lot_needed,
    lot_now,
    terms_at_council,
    terms_served,
)
from countroom.domain.refusals import refuse
from countroom.domain.state import Count
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.identifiers import CandidateId

A, B, C, D, E = sc.ABBOTT, sc.BARKER, sc.CARTER, sc.DAWSON, sc.ELLIS
LONG, MIDDLE, SHORT = "2028-05-04", "2027-05-06", "2026-05-07"
TERMS = (LONG, MIDDLE, SHORT)
ALL_EQUAL = (420, 420, 420, 330, 217)
"""The three elected have equal votes: no seat is in doubt, every term is."""


def consulted(votes: tuple[int, ...], days: tuple[str, ...] = TERMS) -> sc.Night:
    ward = replace(sc.three_seats(), terms=days)
    return sc.Night().set_up(ward).verify(sc.THREE).count_votes(sc.THREE, votes).consult(sc.THREE)


def declared(night: sc.Night) -> Declaration:
    cleared = night[sc.THREE].cleared
    assert cleared is not None
    return cleared.event.declaration


def test_terms_are_drawn_one_by_one_longest_first_and_the_votes_stay_as_counted() -> None:
    night = consulted(ALL_EQUAL)
    assert lot_now(night[sc.THREE]) == Draw(_by_id(A, B, C), 1, LONG)
    assert night.ask(do.ClearResult(sc.OFFICER, sc.THREE)) == refuse(
        "term_lot_needed", contest=sc.THREE
    )
    night.draw(sc.THREE, C)
    assert lot_now(night[sc.THREE]) == Draw(_by_id(A, B), 1, MIDDLE)
    night.draw(sc.THREE, A)
    assert lot_now(night[sc.THREE]) is None
    declaration = declared(night.clear(sc.THREE))
    assert [(lot.drawn, lot.term) for lot in declaration.lots] == [(C, LONG), (A, MIDDLE)]
    assert {declaration.totals.votes[one] for one in (A, B, C)} == {420}
    served = terms_served(night[sc.THREE].contest, declaration)
    assert dict(served) == {C: LONG, A: MIDDLE, B: SHORT}
    assert check_declaration("plurality", night[sc.THREE].contest, declaration) == ()
    assert replay(Count(load_rule_sets()), night.log) == night.count


def test_a_seat_is_drawn_before_a_term_and_decides_none() -> None:
    """Carter and Dawson tie for the third seat with Barker ahead; then two of three tie again."""
    night = consulted((560, 420, 420, 420, 217))
    assert lot_now(night[sc.THREE]) == Draw(_by_id(B, C, D), 2)
    night.draw(sc.THREE, D, B)
    assert lot_now(night[sc.THREE]) == Draw(_by_id(B, D), 1, MIDDLE)
    night.draw(sc.THREE, B)
    declaration = declared(night.clear(sc.THREE))
    assert [lot.term for lot in declaration.lots] == ["", "", MIDDLE]
    assert set(declaration.elected) == {A, B, D}
    served = terms_served(night[sc.THREE].contest, declaration)
    assert dict(served) == {A: LONG, B: MIDDLE, D: SHORT}


@pytest.mark.parametrize(
    ("votes", "days"),
    [
        pytest.param((560, 540, 420, 330, 330), TERMS, id="equal among those not elected"),
        pytest.param((420, 420, 420, 330, 217), (), id="all terms alike"),
        pytest.param((420, 420, 420, 330, 217), (LONG, LONG, LONG), id="all terms the same day"),
        pytest.param((420, 420, 400, 330, 217), (LONG, LONG, SHORT), id="within one term"),
        pytest.param((420, 420, 420, 330, 217), (LONG,), id="terms not known"),
    ],
)
def test_an_equality_that_decides_neither_seat_nor_term_opens_no_lot(
    votes: tuple[int, ...], days: tuple[str, ...]
) -> None:
    night = consulted(votes, days)
    assert lot_now(night[sc.THREE]) is None
    draw = do.DrawLot(sc.OFFICER, sc.THREE, A, "a hat", ("B. Witness",))
    assert night.ask(draw) == refuse("no_lot_needed", contest=sc.THREE)
    assert declared(night.clear(sc.THREE)).lots == ()


def test_two_equal_for_two_long_terms_of_three_leave_the_last_the_short_one() -> None:
    night = consulted(ALL_EQUAL, (LONG, LONG, SHORT))
    assert lot_now(night[sc.THREE]) == Draw(_by_id(A, B, C), 2, LONG)
    declaration = declared(night.draw(sc.THREE, B, C).clear(sc.THREE))
    assert dict(terms_served(night[sc.THREE].contest, declaration)) == {B: LONG, C: LONG, A: SHORT}


def test_no_lot_is_drawn_for_a_term_before_the_consultation_is_closed() -> None:
    ward = replace(sc.three_seats(), terms=TERMS)
    night = sc.Night().set_up(ward).verify(sc.THREE)
    assert lot_now(night[sc.THREE]) is None
    night.count_votes(sc.THREE, ALL_EQUAL)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    assert lot_now(night[sc.THREE]) is not None
    draw = do.DrawLot(sc.OFFICER, sc.THREE, A, "a hat", ("B. Witness",))
    assert night.ask(draw) == refuse("consultation_open", contest=sc.THREE)


def test_a_lot_that_two_laptops_record_is_booked_once() -> None:
    night = consulted(ALL_EQUAL)
    draw = do.DrawLot(sc.OFFICER, sc.THREE, A, "a hat", ("B. Witness",), version=1, nth=1)
    night.play(draw)
    again = replace(draw, drawn=B)
    assert night.ask(again) == refuse("lot_drawn_already", contest=sc.THREE)
    of_another = replace(draw, version=2, nth=2)
    refusal = refuse("provisional_changed", contest=sc.THREE, seen=2, now=1)
    assert night.ask(of_another) == refusal


def test_a_declaration_is_held_to_its_lots_for_terms() -> None:
    night = consulted(ALL_EQUAL).draw(sc.THREE, C, A).clear(sc.THREE)
    contest, declaration = night[sc.THREE].contest, declared(night)
    first, second = declaration.lots
    forged = {
        "in another order": (second, first),
        "for another term": (replace(first, term=SHORT), second),
        "for a seat": (replace(first, term=""), second),
        "one too many": (first, second, second),
        "drawn from outside": (replace(first, drawn=E), second),
        "among others": (replace(first, tied=(A, C)), second),
    }
    for why, lots in forged.items():
        (found,) = check_declaration("plurality", contest, replace(declaration, lots=lots))
        assert found.code == "V13", why
    assert check_declaration("plurality", contest, replace(declaration, lots=())) == ()


def test_a_term_that_no_lot_decided_is_not_known() -> None:
    """So it is where a result was declared on paper, and where a correction undid the equality."""
    night = consulted(ALL_EQUAL).draw(sc.THREE, C, A).clear(sc.THREE)
    contest, declaration = night[sc.THREE].contest, declared(night)
    without = replace(declaration, lots=())
    assert terms_served(contest, without) == tuple((one, None) for one in declaration.elected)
    votes = {**declaration.totals.votes, A: 421, C: 400}
    corrected = replace(declaration, totals=replace(declaration.totals, votes=votes))
    assert dict(terms_served(contest, corrected)) == {A: LONG, B: MIDDLE, C: SHORT}
    one_less = {**declaration.totals.votes, C: 419}
    totals = replace(declaration.totals, votes=one_less)
    assert days_of(contest, totals, declaration.elected, declaration.lots) == {C: SHORT}


def test_a_lot_for_a_term_elects_nobody() -> None:
    """As where a correction of the figures leaves a seat to a lot that was never drawn."""
    night = consulted(ALL_EQUAL).draw(sc.THREE, C, A).clear(sc.THREE)
    contest, declaration = night[sc.THREE].contest, declared(night)
    tied = {**declaration.totals.votes, A: 500, B: 500, D: 420}
    totals = replace(declaration.totals, votes=tied)
    assert lot_needed("plurality", contest, totals, declaration.lots) == Draw(_by_id(C, D), 1)


def test_a_second_count_comes_before_any_lot() -> None:
    night = sc.Night().set_up(sc.mayor()).verify(sc.MAYOR, 1_000)
    night.count_votes(sc.MAYOR, (400, 300, 150, 100, 50), ()).consult(sc.MAYOR)
    assert lot_now(night[sc.MAYOR]) is None


def test_without_a_poll_the_council_draws_who_serves_longer() -> None:
    without = sc.without_poll()
    assert not terms_at_council(without)
    assert terms_at_council(replace(without, terms=(LONG, SHORT)))
    assert not terms_at_council(replace(without, terms=(LONG, LONG)))
    alone = replace(without, candidates=without.candidates[:1], terms=(LONG, SHORT))
    assert not terms_at_council(alone)
    assert not terms_at_council(replace(sc.three_seats(), terms=TERMS))


def test_a_lot_for_a_seat_has_no_term() -> None:
    drawn = Lot((C, D), D, "names in a hat", ("B. Witness",))
    night = consulted(sc.TIE_VOTES)
    state = night[sc.THREE]
    assert state.provisional is not None
    totals = state.provisional.totals
    assert lot_needed("plurality", state.contest, totals, ()) == Draw(_by_id(C, D), 1)
    assert lot_needed("plurality", state.contest, totals, (drawn,)) is None


def _by_id(*candidates: CandidateId) -> tuple[CandidateId, ...]:
    """List equals as every replica does."""
    return tuple(sorted(candidates))
