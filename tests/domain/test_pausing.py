"""The night hours: papers under seal, the closing sheet, and what differs in the morning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.election import BallotBox, MiniCount, particulars_of
from countroom.domain.hall import Container, PostalSession, Transfer
from countroom.domain.history import replay
from countroom.domain.identifiers import (
    BoxId,
    ContestId,
    DeviceId,
    EventId,
    MiniCountId,
    SheetId,
)
from countroom.domain.pausing import code_of
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.state import Count
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable

S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer
ONE, HALL, A = sc.ONE, sc.MILL_LANE_HALL, MiniCountId("A")
POST, SHEET, LAPTOP_2 = BoxId("mill-lane-postal"), SheetId("001-03"), DeviceId("laptop-2")
BAG = Container("bag 1", ("1001", "1002"), ("an agent's",))
BIN = Container("bin 2", ("1003",))
SEAL = do.SealPapers(O, ONE, (BAG, BIN), "strong room", "A. Caretaker")
OTHER = (Container("bag 3", ("2001",)),)


def opening(night: sc.Night, **changes: Any) -> do.OpenSeals:  # noqa: ANN401
    """Open the seals by the codes on the paper of that evening."""
    return replace(do.OpenSeals(O, ONE, {}, night[ONE].closing), **changes)


def verified() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats()).verify(ONE)


def sealed() -> sc.Night:
    return verified().play(SEAL)


def test_the_closing_sheet_keeps_seals_place_custodian_and_heads() -> None:
    night = verified()
    before = night.log[-1].id
    closing = night.play(SEAL)[ONE].sealed
    assert closing is not None
    assert closing.containers == (BAG, BIN)
    assert (closing.place, closing.custodian) == ("strong room", "A. Caretaker")
    assert closing.heads == night[ONE].closing == {sc.LAPTOP: code_of(before)}


def test_the_morning_goes_on_where_the_night_stopped() -> None:
    night = verified().count_votes(ONE).play(do.ReachProvisionalResult(S, ONE))
    before = night[ONE]
    night.play(SEAL)
    assert night[ONE].stage == "sealed"
    night.play(opening(night))
    assert replace(night[ONE], pauses=()) == before
    assert night[ONE].stage == "provisional"


def test_a_pause_of_one_contest_stops_no_other() -> None:
    sealed().verify(sc.THREE)


def test_papers_are_sealed_again_under_other_seals() -> None:
    night = sealed()
    night.play(opening(night)).play(replace(SEAL, containers=OTHER))
    night.play(opening(night))
    assert [pause.containers for pause in night[ONE].pauses] == [(BAG, BIN), OTHER]


@pytest.mark.parametrize("seal", ["1002", "1003", "an agent's", " AN AGENT'S", "10 02"])
@pytest.mark.parametrize("agents", [True, False])
@pytest.mark.parametrize("again", [ONE, sc.THREE])
def test_a_seal_closes_once_a_night_whatever_it_was_on(
    seal: str, agents: bool, again: ContestId
) -> None:
    """A seal that is seen twice was never broken, or is another with its number."""
    night = sealed()
    night.play(opening(night))
    on = Container("bag 9", ("9",), (seal,)) if agents else Container("bag 9", (seal,))
    where = "bin 2" if seal == "1003" else "bag 1"
    refusal = refuse("seal_used", seal=seal, contest=ONE, container=where)
    assert night.ask(replace(SEAL, contest=again, containers=(on,))) == refusal


def test_a_seal_still_on_one_contest_is_on_no_other() -> None:
    refusal = refuse("seal_used", seal="1003", contest=ONE, container="bin 2")
    assert sealed().ask(replace(SEAL, contest=sc.THREE, containers=(BIN,))) == refusal


@pytest.mark.parametrize(
    "containers",
    [
        pytest.param((), id="no container"),
        pytest.param((BAG, Container("bin 2", ())), id="one without a seal"),
        pytest.param((Container("bin 2", (), ("an agent's",)),), id="an agent's seal alone"),
        pytest.param((Container("bin 2", ("1003", " ")),), id="a seal without a number"),
        pytest.param((Container(" ", ("1003",)),), id="a container without a name"),
    ],
)
def test_every_container_has_a_name_and_a_seal(containers: tuple[Container, ...]) -> None:
    refusal = refuse("container_without_seal", contest=ONE)
    assert verified().ask(replace(SEAL, containers=containers)) == refusal


@pytest.mark.parametrize(
    "containers",
    [
        (BAG, replace(BIN, seals=("1001",))),
        (BAG, replace(BIN, agents_seals=("1002",))),
        (replace(BIN, seals=("1003", "1003")),),
    ],
)
def test_no_seal_is_on_the_closing_sheet_twice(containers: tuple[Container, ...]) -> None:
    refusal = refuse("seal_twice", contest=ONE)
    assert verified().ask(replace(SEAL, containers=containers)) == refusal


def test_somebody_keeps_the_papers_somewhere() -> None:
    refusal = refuse("custodian_missing", contest=ONE)
    for nowhere in (replace(SEAL, place=" "), replace(SEAL, custodian="")):
        assert verified().ask(nowhere) == refusal


def test_the_closing_sheet_names_the_head_of_every_laptop_also_of_one_that_wrote_nothing() -> None:
    night = verified().play(do.EnrolDevice(sc.ADMINISTRATOR, sc.device(LAPTOP_2)))
    heads = {sc.LAPTOP: code_of(night.log[-1].id), LAPTOP_2: "0000 0000"}
    assert night.play(SEAL)[ONE].closing == heads


def test_contests_sealed_together_have_the_same_codes_and_later_ones_others() -> None:
    night = sealed().play(replace(SEAL, contest=sc.THREE, containers=OTHER))
    assert night[ONE].closing == night[sc.THREE].closing
    night = sealed().verify(sc.THREE).play(replace(SEAL, contest=sc.THREE, containers=OTHER))
    assert night[ONE].closing != night[sc.THREE].closing


def test_the_paper_is_compared_with_the_log_itself_not_with_what_the_sealing_says() -> None:
    """Somebody with the keys keyed the night again, and left the sealing as it had been."""
    night = sealed()
    paper = night[ONE].closing
    forged = [replace(one, id=EventId("f" + one.id[1:])) for one in night.log]
    assert forged[-1].event == night.log[-1].event
    count = replay(Count(load_rule_sets()), forged)
    state = count.contests[ONE]
    assert state.sealed is not None
    assert state.sealed.heads == paper
    by_paper = do.OpenSeals(O, ONE, {}, paper)
    assert decide(count, by_paper) == refuse("head_differs", device=sc.LAPTOP)
    assert not isinstance(decide(night.count, by_paper), Refusal)
    written = replace(by_paper, differences={str(sc.LAPTOP): "the file is another"})
    assert not isinstance(decide(count, written), Refusal)


def test_a_seal_that_is_not_intact_is_written_down() -> None:
    night = sealed()
    unknown = refuse("seal_unknown", seal="1004")
    assert night.ask(opening(night, differences={"1004": "torn"})) == unknown
    assert night.ask(opening(night, differences={"1002": " "})) == refuse("reason_missing")
    assert night[ONE].sealed is not None
    night.play(opening(night, differences={"1002": "torn", "an agent's": "gone", "1003": "cut"}))
    assert night[ONE].sealed is None


def test_a_head_that_differs_is_written_down_by_its_laptop() -> None:
    """Somebody keyed at that laptop in the night, or the sheet was misread."""
    night = sealed()
    differs = refuse("head_differs", device=sc.LAPTOP)
    for heads in ({}, {sc.LAPTOP: "5f3a 91c3"}):
        assert night.ask(opening(night, heads=heads)) == differs
        about_a_seal = opening(night, heads=heads, differences={"1001": "torn"})
        assert night.ask(about_a_seal) == differs
    written = {str(sc.LAPTOP): "an account of the other ward was keyed at 07:10"}
    night.play(opening(night, heads={sc.LAPTOP: "5f3a 91c3"}, differences=written))


def test_a_laptop_that_joined_in_the_morning_is_not_asked_about() -> None:
    night = sealed().play(do.EnrolDevice(sc.ADMINISTRATOR, sc.device(LAPTOP_2)))
    night.play(opening(night))


def test_a_poll_called_off_keeps_its_seals() -> None:
    night = sealed().play(do.CallOffPoll(O, ONE, "abandoned", "a candidate died at midnight"))
    assert night.ask(opening(night)) == refuse("poll_called_off", contest=ONE)
    assert night[ONE].sealed is not None


def test_nothing_is_sealed_once_it_is_cleared() -> None:
    night = verified().count_votes(ONE).consult(ONE).clear(ONE)
    assert night.ask(SEAL) == refuse("cleared_already", contest=ONE)
    assert night.speak(ONE).ask(SEAL) == refuse("declared_already", contest=ONE)


def _opened() -> do.HoldPostalSession:
    return do.HoldPostalSession(S, ONE, PostalSession(1, 1, {}, POST, 1))


def _sent(source: bool) -> do.TransferPapers:
    school = sc.OLD_TOWN_SCHOOL
    ends = (ONE, HALL, sc.THREE, school) if source else (sc.THREE, school, ONE, HALL)
    return do.TransferPapers(S, Transfer(*ends, 1, counted=source), "the wrong box")


STEPS: dict[str, do.Command] = {
    "correct set-up": do.CorrectSetUp(O, ONE, sc.one_seat(), "an order"),
    "amend set-up": do.AmendSetUp(O, ONE, particulars_of(sc.one_seat()), "a misprint"),
    "alter electorate": do.AlterElectorate(S, ONE, 3_001, "register", "late"),
    "add box": do.AddBox(S, ONE, BallotBox(BoxId("b"), "station", "B"), A, "a second"),
    "packets": do.RecordPackets(S, ONE, {}),
    "opening": _opened(),
    "close post": do.ClosePostal(S, ONE),
    "reopen post": do.ReopenPostal(S, ONE, "why"),
    "send papers": _sent(source=True),
    "bring papers in": _sent(source=False),
    "statement": do.SignVerification(O, ONE, {}),
    "issue": do.IssuePapers(S, ONE, A, 1),
    "take back": do.ReturnPapers(S, ONE, A, 1, "why"),
    "open table": do.AddMiniCount(S, ONE, MiniCount(MiniCountId("C"), "", ()), "why"),
    "close table": do.CloseMiniCount(S, ONE, A, "why"),
    "depth": do.ChangeDepth(S, ONE, A, "team_summary", 0, "why"),
    "add sheet": do.AddSheet(S, ONE, "mixed", None, A, "why"),
    "withdraw sheets": do.WithdrawSheets(S, ONE, (SHEET,), "why"),
    "seal": SEAL,
    "first entry": do.EnterSheet(K, SHEET, 1, {}),
    "second entry": do.EnterSheet(K, SHEET, 2, {}),
    "send back": do.SendBack(S, SHEET, 1),
    "correct entry": do.CorrectEntry(K, SHEET, 1, {}),
    "settle": do.SettleSheet(S, SHEET, {}),
    "reopen sheet": do.ReopenSheet(S, SHEET, "why"),
    "answer": do.AnswerFinding(S, ONE, "W01", "why"),
    "provisional": do.ReachProvisionalResult(S, ONE),
    "consultation": do.CloseConsultation(O, ONE, "agreed"),
    "lot": do.DrawLot(O, ONE, sc.ABBOTT, "a hat", ("W.",)),
    "step of the guidance": do.TakeStep(S, ONE, "floor", 1),
    "clear": do.ClearResult(O, ONE),
}
"""Every step of a contest that its papers or its figures are needed for."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "start", [verified, lambda: verified().count_votes(ONE).consult(ONE)], ids=["early", "late"]
)
def test_no_step_is_taken_under_seal(step: str, start: Callable[[], sc.Night]) -> None:
    night = start().play(SEAL)
    before = night.count
    assert night.ask(STEPS[step]) == refuse("papers_sealed", contest=ONE)
    assert night.count is before
