"""The board: counted steps, who is waited for, tiles in their order, the finder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import scenarios as sc
from countroom.app.screens.contests import (
    Board,
    Reader,
    Tile,
    Waiting,
    board,
    matches,
)
from countroom.app.screens.gate import Gate, say_outstanding, say_waiting
from countroom.domain import commands as do
from countroom.domain.election import Composition, Contest
from countroom.domain.hall import Container
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId

EN = Texts()
KEYER = Reader(("keyer",), sc.key_of(sc.KEYER).key)
OTHER_KEYER = Reader(("keyer",), sc.key_of(sc.OTHER_KEYER).key)
SUPERVISOR = Reader(("supervisor",), sc.key_of(sc.SUPERVISOR).key)
OFFICER = Reader(("officer",), sc.key_of(sc.OFFICER).key)


def shown(night: sc.Night, reader: Reader = SUPERVISOR) -> Board:
    return board(EN, night.count, reader)


def whole() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats(), sc.without_poll())


def declared(night: sc.Night) -> sc.Night:
    night.verify(sc.THREE).count_votes(sc.THREE).consult(sc.THREE)
    return night.clear(sc.THREE).speak(sc.THREE)


def of(rows: tuple[Waiting, ...], contest: ContestId) -> Waiting:
    return next(row for row in rows if row.contest == contest)


def tile_of(found: Board, contest: ContestId) -> Tile:
    return next(one for one in found.tiles if one.contest == contest)


def test_steps_are_counted_and_add_up_to_all_contests() -> None:
    found = shown(declared(whole()))
    assert found.steps == {
        "boxes": 1,
        "verified": 0,
        "entry": 0,
        "differ": 0,
        "agreed": 1,
        "declared": 1,
    }
    assert sum(found.steps.values()) == found.contests == 3
    assert (found.declared, found.seats_declared, found.seats_up) == (1, 3, 6)


def test_only_declared_contests_give_seats() -> None:
    night = whole().verify(sc.THREE).count_votes(sc.THREE).consult(sc.THREE).clear(sc.THREE)
    assert shown(night).seats == ()
    night.speak(sc.THREE)
    assert [(party.group, seats) for party, seats in shown(night).seats] == [
        ("CON", 1),
        ("LAB", 1),
        ("LD", 1),
    ]


def test_a_tile_before_declaration_tells_no_figure_of_the_count() -> None:
    night = whole().verify(sc.THREE).count_votes(sc.THREE).consult(sc.THREE).clear(sc.THREE)
    found = tile_of(shown(night), sc.THREE)
    assert found.elected == ()
    assert found.told == (
        "Old Town: Ready to read back. Cleared: read it out on the platform. "
        "Returning officer or deputy."
    )


def test_a_declared_tile_tells_when_and_who() -> None:
    found = tile_of(shown(declared(whole())), sc.THREE)
    assert (found.word, found.aside, found.track) == ("Declared", "Fri 03:00", 6)
    assert found.told == (
        "Old Town: Declared 03:00 on 3 May 2024. Elected: Conservative, Labour, Liberal Democrat."
    )


def test_boxes_say_how_many_came() -> None:
    night = whole()
    first, _ = night.accounts(sc.ONE)
    night.key(first, sc.account(700))
    found = tile_of(shown(night), sc.ONE)
    assert (found.aside, found.track, found.urgent) == ("1 of 2", 0, False)


def test_the_track_moves_with_the_contest() -> None:
    night = sc.Night().set_up(sc.three_seats())
    sheet = night.sheet(sc.THREE)
    track = []

    def look() -> None:
        track.append(tile_of(shown(night), sc.THREE).track)

    look()
    night.key(night.accounts(sc.THREE)[0], sc.account(800))
    look()
    night.arrive(sc.THREE).play(do.SignVerification(sc.OFFICER, sc.THREE, {}))
    look()
    paper = night.paper(sc.THREE)
    night.play(do.EnterSheet(sc.KEYER, sheet, 1, paper))
    look()
    other = {**paper, sc.CARTER_VOTES: 1}
    night.play(do.EnterSheet(sc.OTHER_KEYER, sheet, 2, other))
    look()
    night.play(do.SettleSheet(sc.SUPERVISOR, sheet, {sc.CARTER_VOTES: 420}))
    look()
    night.consult(sc.THREE).clear(sc.THREE).speak(sc.THREE)
    look()
    assert track == [0, 1, 2, 3, 4, 5, 6]


def test_what_waits_for_a_person_comes_before_what_waits_for_paper() -> None:
    night = whole().verify(sc.THREE)
    night.play(do.EnterSheet(sc.KEYER, night.sheet(sc.THREE), 1, night.paper(sc.THREE)))
    rows = shown(night, OTHER_KEYER).waiting
    assert [(row.area, row.urgent, row.mine) for row in rows] == [
        ("Old Town", True, True),
        ("The Fens", True, False),
        ("Mill Lane", False, True),
    ]
    assert shown(night).urgent == 2


def test_a_second_entry_names_who_may_not_key_it() -> None:
    night = whole().verify(sc.THREE)
    night.play(do.EnterSheet(sc.KEYER, night.sheet(sc.THREE), 1, night.paper(sc.THREE)))
    reader = replace(KEYER, name_of={sc.KEYER: "Keyer 1"}.__getitem__)
    row = of(shown(night, reader).waiting, sc.THREE)
    assert (row.sentence, row.whose, row.mine) == (
        "Needs second entry",
        "Any keyer but Keyer 1",
        False,
    )
    assert row.told == "Old Town: Needs second entry. Any keyer but Keyer 1."


def test_the_readers_own_step_stands_in_the_list() -> None:
    night = whole().arrive(sc.ONE)
    first, second = night.accounts(sc.ONE)
    night.play(
        do.EnterSheet(sc.KEYER, first, 1, sc.account(700)),
        do.EnterSheet(sc.OTHER_KEYER, first, 2, sc.account(701)),
    )
    assert of(shown(night).waiting, sc.ONE).step.state == "difference"
    assert of(shown(night, KEYER).waiting, sc.ONE).step.sheet == second


def test_unproven_contests_wait_for_two_people() -> None:
    night = sc.Night().play(*sc.set_up(sc.three_seats()))
    (row,) = shown(night, OFFICER).waiting
    assert (row.whose, row.mine) == ("Two people: supervisor, officer or administrator", True)


def test_tiles_that_wait_come_first_and_declared_ones_last_in_order_of_time() -> None:
    found = shown(declared(whole()))
    assert [one.area for one in found.tiles] == ["The Fens", "Mill Lane", "Old Town"]
    assert [one.urgent for one in found.tiles] == [True, False, False]


def test_the_finder_looks_into_names_and_sheet_numbers() -> None:
    found = tile_of(shown(whole()), sc.THREE)
    assert matches(found, None, "")
    assert matches(found, None, "TOWN old")
    assert matches(found, None, "002-01")
    assert not matches(found, None, "mill")
    assert not matches(found, "declared", "old")
    assert matches(found, "boxes", "old")


def test_the_majority_stands_only_where_the_whole_council_is_elected_here() -> None:
    assert shown(whole()).majority is None
    composition = Composition(63, 63, {"LAB": 63}, {}, None, "all_out", "", "made up")
    night = _with(composition, sc.three_seats())
    assert shown(night).majority == 32
    assert (
        shown(_with(replace(composition, continuing={"LAB": 40}), sc.one_seat())).majority is None
    )


def test_nobody_signed_in_sees_the_board_and_nothing_is_theirs() -> None:
    found = shown(whole(), Reader())
    assert found.waiting
    assert not any(row.mine for row in found.waiting)


def _with(composition: Composition, contest: Contest) -> sc.Night:
    night = sc.Night()
    for command in sc.set_up(contest):
        if isinstance(command, do.SetUpElection):
            election = sc.an_election(composition=composition)
            night.play(do.SetUpElection(command.by, election))
        else:
            night.play(command)
    return night


def test_combined_polls_name_what_is_outstanding_and_who_waits() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    assert shown(night).gate == Gate(("Mill Lane", "Old Town"), ())
    night.verify(sc.THREE).count_votes(sc.THREE)
    assert shown(night).gate == Gate(("Mill Lane",), ())
    night.consult(sc.THREE)
    assert shown(night).gate == Gate(("Mill Lane",), ("Old Town",))
    found = tile_of(shown(night), sc.THREE)
    assert (found.step.page, found.urgent) == ("result", False)
    assert say_outstanding(EN, shown(night).gate) == (
        "Combined polls: 1 ward is still to be verified: Mill Lane."
    )
    assert say_waiting(EN, shown(night).gate) == "1 result waits for that: Old Town."
    night.verify(sc.ONE)
    assert shown(night).gate == Gate((), ())
    assert say_outstanding(EN, shown(night).gate) == say_waiting(EN, shown(night).gate) == ""
    assert tile_of(shown(night), sc.THREE).step.page == "clear"


def test_a_combined_poll_called_off_holds_nobody_back() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))
    night.verify(sc.THREE).count_votes(sc.THREE).consult(sc.THREE)
    assert shown(night).gate == Gate((), ())
    night.clear(sc.THREE)


def test_a_poll_called_off_is_neither_counted_nor_awaited() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "countermanded", "a candidate died"))
    found = shown(night)
    assert (found.contests, found.seats_up, sum(found.steps.values())) == (1, 3, 1)
    assert [row.contest for row in found.waiting] == [sc.THREE]
    gone = tile_of(found, sc.ONE)
    assert (gone.group, gone.word, gone.urgent) == (None, "Poll countermanded", False)
    assert found.tiles[-1] == gone


def test_a_contest_under_seal_waits_for_the_officer() -> None:
    night = sc.Night().set_up(sc.three_seats())
    bags = (Container("bag 1", ("1001",)),)
    night.play(do.SealPapers(sc.OFFICER, sc.THREE, bags, "strong room", "A. Caretaker"))
    paused = tile_of(shown(night), sc.THREE)
    assert (paused.step.page, paused.word, paused.urgent) == ("pause", "Paused, under seal", True)


def test_accounts_are_counted_and_new_counts_are_not() -> None:
    night = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    first, _ = night.accounts(sc.ONE)
    night.key(first, sc.account(700, variance=2))
    assert tile_of(shown(night), sc.ONE).aside == "1 of 2"
    night.play(do.AddSheet(sc.SUPERVISOR, sc.ONE, "recount", sc.MILL_LANE_HALL, None, "it varies"))
    assert tile_of(shown(night), sc.ONE).aside == "1 of 2"
