"""The council's page: seats before and after, outcome, baselines, wards; nothing undeclared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import scenarios as sc
from countroom.app.screens.council import CouncilView, council_view, say_percent, turnout
from countroom.app.screens.outcome import certain_since, most_still_to_win
from countroom.domain import commands as do
from countroom.domain.election import Composition, Contest
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId

EN = Texts()
ALL_OUT = Composition(
    4, 4, {"CON": 3, "LAB": 1}, {}, None, "all_out", "2024-05-01", "made up for tests"
)
"""Four seats in two wards: one in Mill Lane, three in Old Town."""
SOME = Composition(
    9,
    9,
    {"LAB": 5, "CON": 4},
    {"LAB": 3, "CON": 2},
    {"LAB": 2, "CON": 2},
    "",
    "2024-05-01",
    "made up for tests",
)


def night(composition: Composition | None, *contests: Contest) -> sc.Night:
    played = sc.Night()
    wards = contests or (sc.one_seat(), sc.three_seats())
    for command in sc.set_up(*wards):
        if isinstance(command, do.SetUpElection):
            command = do.SetUpElection(  # noqa: PLW2901 - the same with a composition
                command.by, sc.an_election(composition=composition)
            )
        played.play(command)
    return played.play(*(sc.proof(one) for one in wards))


def clear(played: sc.Night, contest: ContestId) -> sc.Night:
    return played.verify(contest).count_votes(contest).consult(contest).clear(contest)


def view(played: sc.Night) -> CouncilView:
    return council_view(EN, played.count, sc.ELECTION)


def test_nothing_shows_before_the_word_is_spoken() -> None:
    found = view(clear(night(ALL_OUT), sc.THREE))
    assert (found.headline, found.certain, found.declared) == ("Not certain yet", False, 0)
    assert [s.now for s in found.standings] == [0, 0]
    (_, after) = found.rows
    assert [(b.kind, b.seats) for b in after.blocks] == [("open", 4)]
    assert all((w.turnout, w.last_seat_by, w.elected) == (None, None, ()) for w in found.wards)
    assert [w.told for w in found.wards] == [
        "Mill Lane. Not declared yet, 1 seat",
        "Old Town. Not declared yet, 3 seats",
    ]


def test_seats_of_both_moments_share_one_scale_and_are_said_in_words() -> None:
    before, after = view(clear(night(ALL_OUT), sc.THREE).speak(sc.THREE)).rows
    assert before.told == "Before: Conservative 3, Labour 1. Majority: 3 of 4."
    assert after.told == (
        "After: Conservative 1, Liberal Democrat 1, 1 not declared yet, Labour 1. Majority: 3 of 4."
    )
    assert (before.note, after.note) == ("3 and 1", "1 to come")
    assert sum(block.seats for block in after.blocks) == after.total == 4


def test_what_could_still_happen_is_said_until_it_is_certain() -> None:
    played = night(ALL_OUT)
    assert view(played).detail == (
        "4 of 4 seats are still to be declared.",
        "Nobody who stands could still have a majority.",
    )
    one = replace(ALL_OUT, seats_total=1, seats_before=1, before={"CON": 1})
    assert view(night(one, sc.one_seat())).detail == (
        "1 of 1 seats are still to be declared.",
        "Conservative would need 1 of them for a majority.",
        "Labour would need 1 of them for a majority.",
        "Liberal Democrat would need 1 of them for a majority.",
    )


def test_a_party_wins_no_more_than_it_has_candidates() -> None:
    played = night(ALL_OUT)
    most = most_still_to_win(played.count.contests_of(sc.ELECTION))
    assert most == {"CON": 2, "LAB": 2, "LD": 2, "GRN": 1, "OTH:OTH party": 1}


def test_the_outcome_names_control_and_since_when() -> None:
    played = clear(night(ALL_OUT), sc.THREE).speak(sc.THREE)
    clear(played, sc.ONE).speak(sc.ONE)
    found = view(played)
    assert (found.headline, found.certain) == ("Conservative loss to no overall control", True)
    assert found.detail == (
        "The largest party is 1 seat short of a majority.",
        "Certain since 03:00 on 3 May 2024, with Old Town.",
    )
    since = certain_since(played.count, sc.ELECTION)
    assert since is not None
    assert since.contest.id in (sc.ONE, sc.THREE)


def test_a_hold_by_a_bare_majority_says_so() -> None:
    one = replace(ALL_OUT, seats_total=1, seats_before=1, before={"CON": 1})
    found = view(clear(night(one, sc.one_seat()), sc.ONE).speak(sc.ONE))
    assert found.headline == "Conservative hold"
    assert found.detail[0] == "1 of 1 seats: exactly a majority."
    assert found.standings[0].change == 0


def test_changes_wait_for_the_last_ward() -> None:
    played = clear(night(SOME), sc.THREE).speak(sc.THREE)
    assert all(s.change is None for s in view(played).standings)
    found = view(clear(played, sc.ONE).speak(sc.ONE))
    changes = {s.name: (s.before, s.now, s.change, s.change_last_fought) for s in found.standings}
    assert changes == {
        "Labour": (5, 4, -1, -1),
        "Conservative": (4, 4, 0, 0),
        "Liberal Democrat": (0, 1, 1, 1),
    }
    assert found.about == "2 May 2024, 4 of 9 seats up"
    assert [base.given for base in found.baselines] == [True, True]


def test_a_baseline_that_cannot_be_given_says_why() -> None:
    eve, fought = view(night(ALL_OUT)).baselines
    assert eve.given
    assert (fought.text, fought.given) == (
        "The wards have new boundaries, and no notional result is loaded.",
        False,
    )


def test_an_election_without_a_composition_says_so_and_still_shows_its_seats() -> None:
    found = view(clear(night(None), sc.THREE).speak(sc.THREE))
    assert found.headline == "Control is not known here"
    assert found.detail == ("The seats before this election are not known here.",)
    (row,) = found.rows
    assert (row.title, row.total, row.majority) == ("Elected", 4, None)
    assert row.told == (
        "Elected: Conservative 1, Liberal Democrat 1, 1 not declared yet, Labour 1."
    )
    assert all(s.before is None for s in found.standings)


def test_wards_give_turnout_margin_and_time_once_declared() -> None:
    played = clear(night(ALL_OUT), sc.THREE).speak(sc.THREE)
    town = view(played).wards[1]
    assert (town.turnout, town.last_seat_by, town.closest, town.time) == (
        3200,
        90,
        True,
        "Fri 03:00",
    )
    assert town.told == (
        "Old Town: elected Conservative, Labour, Liberal Democrat. Turnout 32.00%. "
        "Last seat by 90. Declared Fri 03:00."
    )


def test_turnout_is_rounded_half_up_and_unknown_without_an_electorate() -> None:
    assert turnout(1, 3) == 3333
    assert turnout(2, 3) == 6667
    assert turnout(1, 20_000) == 1
    assert turnout(1, None) is None
    assert say_percent(2814) == "28.14%"
    assert say_percent(5) == "0.05%"


def test_a_ward_without_a_poll_has_no_figures_but_its_councillors() -> None:
    played = night(None, sc.without_poll())
    played.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    (fens,) = view(played).wards
    assert (fens.note, len(fens.elected), fens.turnout) == ("Returned without a poll", 2, None)
    assert "Turnout not known" in fens.told


def test_seats_that_stay_empty_are_vacant_not_open() -> None:
    few = replace(ALL_OUT, seats_total=5, seats_before=5, before={"CON": 3, "LAB": 1})
    before, _ = view(night(few)).rows
    assert [(b.kind, b.seats) for b in before.blocks] == [
        ("held", 3),
        ("vacant", 1),
        ("held", 1),
    ]
    assert before.told == "Before: Conservative 3, 1 vacant, Labour 1. Majority: 3 of 5."
