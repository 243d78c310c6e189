"""The night hours: papers under seal, the closing sheet, and what differs in the morning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.hall import Container, PostalSession, Transfer
from countroom.domain.identifiers import BoxId, DeviceId, MiniCountId, SheetId
from countroom.domain.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer
ONE, HALL, A = sc.ONE, sc.MILL_LANE_HALL, MiniCountId("A")
POST, SHEET, LAPTOP_2 = BoxId("mill-lane-postal"), SheetId("001-03"), DeviceId("laptop-2")
HEADS = {sc.LAPTOP: "5f3a 91c2"}
BAG = Container("bag 1", ("1001", "1002"), ("an agent's",))
BIN = Container("bin 2", ("1003",))
SEAL = do.SealPapers(O, ONE, (BAG, BIN), "strong room", "A. Caretaker", HEADS)
OPEN = do.OpenSeals(O, ONE, {}, HEADS)


def verified() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats()).verify(ONE)


def sealed() -> sc.Night:
    return verified().play(SEAL)


def test_the_closing_sheet_keeps_seals_place_custodian_and_heads() -> None:
    closing = sealed()[ONE].sealed
    assert closing is not None
    assert closing.containers == (BAG, BIN)
    assert (closing.place, closing.custodian) == ("strong room", "A. Caretaker")
    assert closing.heads == HEADS


def test_the_morning_goes_on_where_the_night_stopped() -> None:
    night = verified().count_votes(ONE).play(do.ReachProvisionalResult(S, ONE))
    before = night[ONE]
    night.play(SEAL)
    assert night[ONE].stage == "sealed"
    night.play(OPEN)
    assert night[ONE] == before
    assert night[ONE].stage == "provisional"


def test_a_pause_of_one_contest_stops_no_other() -> None:
    sealed().verify(sc.THREE)


def test_papers_are_sealed_again_under_the_same_or_other_seals() -> None:
    sealed().play(OPEN, SEAL, OPEN, replace(SEAL, containers=(BIN,)))


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


def test_the_closing_sheet_names_the_head_of_every_laptop_and_of_no_other() -> None:
    night = verified().play(do.EnrolDevice(sc.ADMINISTRATOR, sc.device(LAPTOP_2)))
    refusal = refuse("head_missing", contest=ONE)
    both = {**HEADS, LAPTOP_2: "0c11 77aa"}
    for heads in (HEADS, {**both, DeviceId("laptop-3"): "1111 1111"}, {**HEADS, LAPTOP_2: " "}):
        assert night.ask(replace(SEAL, heads=heads)) == refusal
    night.play(replace(SEAL, heads=both))


def test_a_seal_that_is_not_intact_is_written_down() -> None:
    night = sealed()
    unknown = refuse("seal_unknown", seal="1004")
    assert night.ask(replace(OPEN, differences={"1004": "torn"})) == unknown
    assert night.ask(replace(OPEN, differences={"1002": " "})) == refuse("reason_missing")
    assert night[ONE].sealed is not None
    night.play(replace(OPEN, differences={"1002": "torn", "an agent's": "gone", "1003": "cut"}))
    assert night[ONE].sealed is None


def test_a_head_that_differs_is_written_down_by_its_laptop() -> None:
    """Somebody keyed at that laptop in the night, or the sheet was misread."""
    night = sealed()
    differs = refuse("head_differs", device=sc.LAPTOP)
    for heads in ({}, {sc.LAPTOP: "5f3a 91c3"}):
        assert night.ask(replace(OPEN, heads=heads)) == differs
        about_a_seal = replace(OPEN, heads=heads, differences={"1001": "torn"})
        assert night.ask(about_a_seal) == differs
    written = {str(sc.LAPTOP): "an account of the other ward was keyed at 07:10"}
    night.play(replace(OPEN, heads={sc.LAPTOP: "5f3a 91c3"}, differences=written))


def test_a_laptop_that_joined_in_the_morning_is_not_asked_about() -> None:
    night = sealed().play(do.EnrolDevice(sc.ADMINISTRATOR, sc.device(LAPTOP_2)))
    night.play(OPEN)


def test_a_poll_called_off_keeps_its_seals() -> None:
    night = sealed().play(do.CallOffPoll(O, ONE, "abandoned", "a candidate died at midnight"))
    assert night.ask(OPEN) == refuse("poll_called_off", contest=ONE)
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
