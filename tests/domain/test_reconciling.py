"""The steps of the guidance: each an act of its own, on one version, before totals pass."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.reconciling import steps_open, steps_taken
from countroom.domain.refusals import refuse

ONE = sc.ONE
TICK = do.TakeStep(sc.SUPERVISOR, ONE, "floor", 1, 1)
CLEAR = do.ClearResult(sc.OFFICER, ONE, sc.OTHER_OFFICER, "searched twice")


def short(papers: int = 1_100) -> sc.Night:
    """Fewer papers on the sheets than were verified, and an officer who lets it stand."""
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE, papers=papers)
    return night.let_stand(ONE, "V11").play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE))


def test_a_step_is_kept_with_who_took_it_and_when() -> None:
    night = short().play(TICK)
    (taken,) = steps_taken(night[ONE])
    assert (taken.step, taken.version, taken.by) == ("floor", 1, sc.SUPERVISOR)
    assert taken.at == night.log[-1].at
    assert steps_open(night[ONE]) == tuple(one for one in GUIDANCE_STEPS if one != "floor")


def test_a_key_pressed_twice_ticks_a_step_once() -> None:
    """Two laptops that saw the same open step, or one finger that shook."""
    night = short().play(TICK)
    again = refuse("step_taken_already", step="floor", contest=ONE)
    assert night.ask(replace(TICK, by=sc.OFFICER)) == again


def test_a_step_found_wrong_is_taken_again_and_both_are_kept() -> None:
    night = short().play(TICK, replace(TICK, by=sc.OFFICER, nth=2))
    assert [(one.step, one.by) for one in steps_taken(night[ONE])] == [
        ("floor", sc.SUPERVISOR),
        ("floor", sc.OFFICER),
    ]


def test_after_a_recount_every_step_is_taken_anew() -> None:
    night = short().search(ONE)
    assert steps_open(night[ONE]) == ()
    night.play(do.ReopenSheet(sc.SUPERVISOR, night.sheet(ONE), "a bundle turned up"))
    night.count_votes(ONE, papers=1_120).let_stand(ONE, "V11").consult(ONE)
    assert steps_open(night[ONE]) == GUIDANCE_STEPS
    assert night.ask(CLEAR) == refuse("step_missing", step="stores", contest=ONE)
    assert night.ask(TICK) == refuse("provisional_changed", contest=ONE, seen=1, now=2)
    night.search(ONE).play(CLEAR)
    assert len(night[ONE].steps) == 2 * len(GUIDANCE_STEPS)


def test_the_last_open_step_holds_a_clearance_back_until_it_is_ticked() -> None:
    night = short().search(ONE, "recounted")
    night.play(do.CloseConsultation(sc.OFFICER, ONE, "agreed"))
    assert night.ask(CLEAR) == refuse("step_missing", step="recounted", contest=ONE)
    night.play(replace(TICK, step="recounted"), CLEAR)
    cleared = night[ONE].cleared
    assert cleared is not None
    assert cleared.event.steps == GUIDANCE_STEPS


def test_a_clearance_taken_back_keeps_the_steps_of_its_version() -> None:
    night = short().search(ONE).play(do.CloseConsultation(sc.OFFICER, ONE, "agreed"), CLEAR)
    assert night.ask(TICK) == refuse("cleared_already", contest=ONE)
    night.play(do.WithdrawClearance(sc.OFFICER, ONE, "an agent on the steps"), CLEAR)
    assert night[ONE].cleared is not None


def test_where_the_totals_agree_no_step_is_asked_for() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE).consult(ONE)
    assert night.ask(TICK) == refuse("totals_agree", contest=ONE)
    night.clear(ONE)
