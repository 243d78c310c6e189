"""A set-up amended with figures keyed: what no line rests on changes, and no figure is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.election import MiniCount, Particulars, Party, PreviousResult, particulars_of
from countroom.domain.identifiers import MiniCountId, PartyId
from countroom.domain.refusals import refuse

if TYPE_CHECKING:
    from countroom.domain.election import Contest

S, O, ADM, ONE = sc.SUPERVISOR, sc.OFFICER, sc.ADMINISTRATOR, sc.ONE  # noqa: E741 - the officer
OTHERS = Party(PartyId("PP9"), "Others", "OTH")


def amended(contest: Contest, **changes: object) -> do.AmendSetUp:
    particulars = replace(particulars_of(contest), **changes)  # type: ignore[arg-type]
    return do.AmendSetUp(O, contest.id, particulars, "as on the ballot paper")


def described(contest: Contest, **changes: object) -> do.AmendSetUp:
    first, *others = contest.candidates
    return amended(contest, candidates=(replace(first, **changes), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "command",
    [
        described(sc.one_seat(), description="Independent"),
        described(sc.one_seat(), name="Zadie ABBOT", surname="ABBOT", full_name="Zadie Ann ABBOT"),
        described(sc.one_seat(), party=OTHERS),
        described(sc.one_seat(), incumbent="this_ward"),
        amended(sc.one_seat(), expected_at=sc.SPOKEN_AT),
        amended(sc.one_seat(), terms=("2026-05-07",), postal_issued=401, boundary_changed=True),
        amended(
            sc.one_seat(),
            previous=PreviousResult("2021-05-06", {"LAB": 1}, {"LAB": 540}, False, "BBC", "BBC"),
        ),
    ],
    ids=["description", "name", "party", "sitting", "time", "terms", "previous"],
)
def test_what_no_figure_rests_on_is_amended_with_every_figure_kept(command: do.AmendSetUp) -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE)
    night.play(do.ReachProvisionalResult(S, ONE))
    before = night[ONE]
    night.play(command)
    after = night[ONE]
    assert after.contest == command.particulars.of(before.contest)
    assert after.contest != before.contest
    assert (after.sheets, after.verification) == (before.sheets, before.verification)
    assert (after.proven, after.provisional) == (False, None)
    reach = do.ReachProvisionalResult(S, ONE)
    assert night.ask(reach) == refuse("contest_not_proven", contest=ONE)
    night.play(sc.proof(after.contest), reach, do.CloseConsultation(O, ONE, "agreed"))
    night.clear(ONE)
    assert night[ONE].cleared is not None


def test_nothing_is_keyed_between_the_amendment_and_its_proof() -> None:
    night = sc.Night().set_up(sc.one_seat())
    hall, _ = night.accounts(ONE)
    night.play(do.EnterSheet(sc.KEYER, hall, 1, sc.account(700)))
    night.play(amended(sc.one_seat(), expected_at=sc.SPOKEN_AT))
    second = do.EnterSheet(sc.OTHER_KEYER, hall, 2, sc.account(700))
    assert night.ask(second) == refuse("contest_not_proven", contest=ONE)
    night.play(sc.proof(sc.one_seat()), second)
    assert night[ONE].sheets[hall].settled == sc.account(700)


def test_the_particulars_are_all_that_changes_and_the_order_is_none_of_them() -> None:
    contest = sc.one_seat()
    assert particulars_of(contest).of(contest) == contest
    other = replace(contest, electorate=1, seats=2, boxes=())
    assert particulars_of(contest).of(other) == other
    night = sc.Night().set_up(contest)
    stand = refuse("lines_would_change", contest=ONE)
    first, second, third = contest.candidates
    for wrong in (
        (second, first, third),
        (first, second),
        (replace(first, number=2), replace(second, number=1), third),
        (replace(first, id=third.id), second, third),
    ):
        assert night.ask(amended(contest, candidates=wrong)) == stand


def test_a_party_that_printed_bundles_rest_on_stands_and_any_other_may_change() -> None:
    """Papers of one seat are bundled by candidate, those of several by party."""
    three = sc.three_seats()
    first, second, *others = three.candidates
    same = (first, replace(second, party=first.party), *others)
    totals = sc.Night().set_up(three)
    totals.play(amended(three, candidates=same))
    box = three.boxes[0].id
    deep = MiniCount(MiniCountId("A"), "", (box,), "team_summary", 0, "the only box")
    paired = replace(three, candidates=same, mini_counts=(deep,))
    bundled = sc.Night().set_up(paired)
    apart = amended(paired, candidates=three.candidates)
    assert bundled.ask(apart) == refuse("lines_would_change", contest=sc.THREE)
    bundled.play(described(paired, description="Another"))


def test_tables_and_boxes_that_the_night_brought_are_kept() -> None:
    night = two_tables.verified()
    contest = night[sc.SPLIT].contest
    night.play(
        do.AddMiniCount(O, sc.SPLIT, MiniCount(MiniCountId("C"), "Table 3", ()), "a table more")
    )
    tables = night[sc.SPLIT].contest.mini_counts
    night.play(described(contest, description="Independent"))
    assert night[sc.SPLIT].contest.mini_counts == tables


def test_the_event_holds_the_particulars_and_nothing_of_the_figures() -> None:
    night = sc.Night().set_up(sc.one_seat())
    command = described(sc.one_seat(), description="Independent")
    night.play(replace(command, by=ADM))
    assert night.log[-1].event == ev.SetUpAmended(ONE, command.particulars, command.reason)
    assert isinstance(command.particulars, Particulars)


def test_an_uncontested_contest_is_amended_until_it_is_returned() -> None:
    ward = sc.without_poll()
    night = sc.Night().set_up(ward).play(described(ward, description="Independent"))
    night.play(do.ProveContest(ADM, O, ward.id, None), do.ReturnUncontested(O, ward.id))
    late = refuse("declared_already", contest=ward.id)
    assert night.ask(described(ward, description="Another")) == late


@pytest.mark.parametrize("votes", [{"LAB": -1}, {"LAB": 10_000_000}])
def test_a_previous_result_is_of_papers_too(votes: dict[str, int]) -> None:
    previous = PreviousResult("2021-05-06", {}, votes, True, "", "the council")
    night = sc.Night().set_up(sc.one_seat())
    refusal = night.ask(amended(sc.one_seat(), previous=previous))
    assert refusal is not None
    assert refusal.code == "papers_out_of_range"
