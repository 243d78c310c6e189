"""The disclosure table: what an outlet may know of a contest, step by step, and never a vote early.

Sources: N18; Electoral Commission, Communication during the verification and count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.disclosing import (
    disclosed,
    facts_in,
    facts_of,
    is_shown,
    may_be_handed_out,
    seen_at,
)
from countroom.domain.disclosure import FACTS, FIGURES, OUTLETS, Disclosure
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import RuleSetId
from countroom.rules import load_disclosure, load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.disclosing import Step
    from countroom.domain.disclosure import Fact, Outlet
    from countroom.domain.identifiers import ContestId

ONE = sc.ONE
TWO_OUT: tuple[Fact, ...] = ("provisional", "recount")


def show(night: sc.Night, outlet: Outlet, *facts: Fact, shown: bool = True) -> sc.Night:
    """Have facts shown, or withheld, where the table does not say so yet."""
    for fact in facts:
        if is_shown(night.count, sc.ELECTION, outlet, fact) != shown:
            night.play(
                do.SetDisclosure(sc.OFFICER, sc.ELECTION, outlet, fact, shown=shown, reason="why")
            )
    return night


def step(night: sc.Night, outlet: Outlet = "hall", contest: ContestId = ONE) -> Step:
    return disclosed(night.count, contest, outlet).step


def proven() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.without_poll())


def counted() -> sc.Night:
    return proven().verify(ONE).count_votes(ONE)


def recounting() -> sc.Night:
    again = do.GrantRecount(sc.OFFICER, ONE, 1, None, "whole", (), "it is close")
    return counted().play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE), again)


def cleared() -> sc.Night:
    return counted().consult(ONE).clear(ONE)


def spoken() -> sc.Night:
    return cleared().speak(ONE)


def test_nothing_close_is_known_anywhere_until_an_officer_says_so() -> None:
    """A provisional result and a recount tell the world that it is close (N18)."""
    for outlet in OUTLETS:
        for fact in TWO_OUT:
            assert not load_disclosure().shows(outlet, fact)
    night = recounting()
    assert {outlet: step(night, outlet) for outlet in OUTLETS} == {
        "hall": "counting", "observers": "counting", "press": "counting", "feed": "nominated",
    }  # fmt: skip
    show(night, "hall", "provisional")
    assert step(night) == "provisional"
    assert step(night, "observers") == "counting"
    show(night, "hall", "recount")
    assert step(night) == "recount"


def test_who_is_about_to_be_declared_is_called_in_the_hall_and_nowhere_else() -> None:
    night = cleared()
    steps = {outlet: step(night, outlet) for outlet in OUTLETS}
    counting = dict.fromkeys(("observers", "press"), "counting")
    assert steps == {"hall": "cleared", "feed": "nominated"} | counting


def test_a_step_that_is_withheld_looks_like_the_one_before_it() -> None:
    night = cleared()
    show(night, "hall", "cleared", shown=False)
    assert step(night) == "counting"
    show(night, "hall", "counting", shown=False)
    assert step(night) == "verified_turnout"
    show(night, "hall", "verified_turnout", shown=False)
    assert step(night) == "boxes_in"
    show(night, "hall", "boxes_in", shown=False)
    assert step(night) == "nominated"


def test_the_step_follows_the_night() -> None:
    night = proven()
    assert step(night) == "boxes_in"
    assert step(night.verify(ONE)) == "verified_turnout"
    show(night, "hall", *FACTS[:6])
    night.count_votes(ONE)
    assert step(night) == "counting"
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE))
    assert step(night) == "provisional"
    night.play(do.CloseConsultation(sc.OFFICER, ONE, "agreed"))
    assert step(night.clear(ONE)) == "cleared"
    assert step(night.speak(ONE)) == "declared"


def test_papers_counted_before_their_statement_are_counted() -> None:
    """A stand-alone poll may be counted before it is verified (N9)."""
    night = proven()
    sheets = night[ONE].sheets
    begun = {id_: replace(one, reopened=True) for id_, one in sheets.items()}
    state = replace(night[ONE], sheets=begun)
    count = replace(night.count, contests={**night.count.contests, ONE: state})
    assert disclosed(count, ONE, "hall").step == "counting"


def test_boxes_are_those_of_stations_and_turnout_is_of_signed_papers() -> None:
    night = proven()
    assert disclosed(night.count, ONE, "hall").boxes == (0, 1)
    assert disclosed(night.count, ONE, "hall").verified is None
    night.play(do.ReceiveBoxes(sc.KEYER, (BoxReceipt(sc.MILL_LANE_HALL, sealed=True),)))
    assert disclosed(night.count, ONE, "hall").boxes == (1, 1)
    night.verify(ONE)
    signed = night[ONE].verification
    assert signed is not None
    assert disclosed(night.count, ONE, "hall").verified == signed.verified
    show(night, "hall", "boxes_in", "verified_turnout", shown=False)
    known = disclosed(night.count, ONE, "hall")
    assert (known.boxes, known.verified, known.step) == (None, None, "nominated")


@pytest.mark.parametrize("outlet", OUTLETS)
def test_no_vote_comes_out_before_it_is_spoken_whatever_the_table_says(outlet: Outlet) -> None:
    night = cleared()
    for one in OUTLETS:
        show(night, one, *(fact for fact in FACTS if fact in facts_in(night.count, sc.ELECTION)
                           and (one != "feed" or fact in FIGURES)))  # fmt: skip
    known = disclosed(night.count, ONE, outlet)
    assert (known.declaration, known.elected, known.spoken_at) == (None, (), "")
    masked = seen_at(night.count, outlet).contests[ONE]
    assert (masked.cleared, masked.provisional, masked.results, masked.sheets) == (
        None, None, (), {})  # fmt: skip
    assert not may_be_handed_out(night.count, ONE)
    night.speak(ONE)
    known = disclosed(night.count, ONE, outlet)
    cleared_now = night[ONE].cleared
    assert cleared_now is not None
    assert known.declaration == cleared_now.event.declaration
    assert known.elected == (sc.ABBOTT,)
    assert may_be_handed_out(night.count, ONE)
    open_ = seen_at(night.count, outlet).contests[ONE]
    assert (open_.elected, open_.provisional, open_.sheets) == ((sc.ABBOTT,), None, {})


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_result_may_be_withheld_longer(outlet: Outlet) -> None:
    night = show(spoken(), outlet, "result", shown=False)
    known = disclosed(night.count, ONE, outlet)
    assert known.step == {"hall": "cleared", "feed": "nominated"}.get(outlet, "counting")
    assert known.declaration is None
    assert not seen_at(night.count, outlet).contests[ONE].elected
    assert may_be_handed_out(night.count, ONE) == (outlet != "press")
    others = [one for one in OUTLETS if one != outlet]
    assert {step(night, one) for one in others} == {"declared"}


def test_nobody_is_in_what_an_outlet_sees_but_the_elections_and_their_contests() -> None:
    seen = seen_at(spoken().count, "observers")
    assert not seen.people
    assert not seen.devices
    assert not seen.last
    assert list(seen.contests) == [ONE, sc.NO_POLL]


def test_a_return_without_a_poll_has_no_boxes_and_its_elected_when_it_is_made() -> None:
    night = proven()
    assert step(night, contest=sc.NO_POLL) == "nominated"
    night.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    known = disclosed(night.count, sc.NO_POLL, "feed")
    assert (known.step, known.declaration, len(known.elected)) == ("uncontested", None, 2)


def test_a_poll_called_off_is_public() -> None:
    night = counted().play(do.CallOffPoll(sc.OFFICER, ONE, "abandoned", "a candidate died"))
    assert [step(night, outlet) for outlet in OUTLETS] == ["called_off"] * 4
    assert seen_at(night.count, "feed").contests[ONE].called_off is not None


def test_local_totals_stand_for_the_result_where_another_officer_declares_it() -> None:
    """They are spoken once that officer authorised them (N5)."""
    sets = load_rule_sets()
    local, here = sets[RuleSetId("pcc-2023-fptp")], sets[sc.RULES]
    staged = sets[RuleSetId("ni-council")]
    assert facts_of(local) == (*FACTS[:6], "local_totals")
    assert facts_of(here) == (*FACTS[:6], "result")
    assert facts_of(staged) == (*FACTS[:6], "stage_figures", "result")
    night = spoken()
    state = replace(night[ONE], rules=local)
    count = replace(night.count, contests={**night.count.contests, ONE: state})
    assert disclosed(count, ONE, "feed").step == "declared"
    assert facts_in(count, sc.ELECTION) == (*FACTS[:6], "local_totals", "result")
    withheld = {("feed", "local_totals"): False}
    count = replace(count, disclosures={sc.ELECTION: withheld})  # type: ignore[dict-item]
    assert disclosed(count, ONE, "feed").step == "nominated"
    assert disclosed(count, ONE, "press").step == "declared"


def test_a_table_is_of_one_poll_and_its_last_word_stands() -> None:
    night = recounting()
    show(night, "observers", "recount")
    assert step(night, "observers") == "recount"
    show(night, "observers", "recount", shown=False)
    assert step(night, "observers") == "counting"
    show(night, "observers", "recount")
    other = replace(sc.an_election(), id=sc.ELECTION + "-2")  # type: ignore[arg-type]
    night.play(do.SetUpElection(sc.ADMINISTRATOR, other))
    assert not night.count.disclosures.get(other.id)


def test_a_law_that_says_nothing_shows_nothing() -> None:
    assert not any(Disclosure().shows(outlet, fact) for outlet in OUTLETS for fact in FACTS)
