"""The running order: cleared contests are queued, grouped, called, taken back and spoken.

Source: N29 (returning officers declare in batches), N1 (cleared is reversible until spoken).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.identifiers import BoxId, ElectionId, MiniCountId
from countroom.domain.people import Appointment
from countroom.domain.refusals import refuse
from countroom.domain.running_order import running_order

if TYPE_CHECKING:
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import ContestId
    from countroom.domain.running_order import Group

ONE, THREE, SPLIT = sc.ONE, sc.THREE, sc.SPLIT
ALL = (ONE, THREE, SPLIT)


def green_end() -> Contest:
    """Make a third ward, with a box of its own."""
    box = BallotBox(BoxId("green-end-hall"), "station", "Green End Hall")
    table = MiniCount(MiniCountId("A"), "", (box.id,), alone_because="the only box")
    old = sc.three_seats()
    return replace(old, id=SPLIT, area="Green End", boxes=(box,), mini_counts=(table,))


def three_cleared() -> sc.Night:
    """Clear three wards, the last one set up first."""
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), green_end())
    usual = sc.USUAL[THREE]
    night.verify(SPLIT, *usual.boxes).count_votes(SPLIT, usual.votes, usual.rejected)
    night.consult(SPLIT).clear(SPLIT)
    for contest in (THREE, ONE):
        night.verify(contest).count_votes(contest).consult(contest).clear(contest)
    return night


def ids(*groups: Group) -> list[tuple[ContestId, ...]]:
    return [tuple(state.contest.id for state in group) for group in groups]


def queue(night: sc.Night) -> list[tuple[ContestId, ...]]:
    return ids(*running_order(night.count).queue)


def called(night: sc.Night) -> list[tuple[ContestId, ...]]:
    return ids(*running_order(night.count).called)


def order(night: sc.Night, *groups: tuple[ContestId, ...]) -> sc.Night:
    return night.play(do.SetRunningOrder(sc.SUPERVISOR, groups))


def call(night: sc.Night, *contests: ContestId) -> sc.Night:
    return night.play(do.CallToPlatform(sc.SUPERVISOR, contests))


def upcoming(night: sc.Night) -> ContestId | None:
    state = running_order(night.count).next
    return None if state is None else state.contest.id


def test_nothing_is_next_while_nothing_is_cleared() -> None:
    night = sc.Night().set_up(sc.one_seat())
    assert upcoming(night) is None
    assert queue(night) == []


def test_what_is_cleared_first_is_read_first() -> None:
    night = three_cleared()
    assert queue(night) == [(SPLIT,), (THREE,), (ONE,)]
    assert upcoming(night) == SPLIT


def test_contests_are_reordered_and_grouped() -> None:
    night = order(three_cleared(), (ONE, SPLIT), (THREE,))
    assert queue(night) == [(ONE, SPLIT), (THREE,)]
    assert upcoming(night) == ONE


def test_what_is_in_no_group_follows_as_it_was_cleared() -> None:
    assert queue(order(three_cleared(), (ONE,))) == [(ONE,), (SPLIT,), (THREE,)]


def test_an_empty_group_is_no_group() -> None:
    assert queue(order(three_cleared(), (), (ONE, THREE), ())) == [(ONE, THREE), (SPLIT,)]


def test_a_group_is_called_and_leaves_the_queue() -> None:
    night = call(order(three_cleared(), (THREE, ONE)), THREE, ONE)
    assert called(night) == [(THREE, ONE)]
    assert queue(night) == [(SPLIT,)]
    assert upcoming(night) == THREE


def test_a_second_group_may_be_called_while_the_first_is_read() -> None:
    night = call(call(three_cleared(), ONE), SPLIT)
    assert called(night) == [(ONE,), (SPLIT,)]


def test_a_called_group_is_spoken_contest_by_contest() -> None:
    night = call(three_cleared(), THREE, ONE)
    night.speak(THREE)
    assert called(night) == [(ONE,)]
    assert upcoming(night) == ONE
    night.speak(ONE)
    assert called(night) == []
    assert ids(running_order(night.count).spoken) == [(THREE, ONE)]
    assert upcoming(night) == SPLIT


def test_a_result_nobody_called_may_be_spoken_all_the_same() -> None:
    night = order(three_cleared(), ALL).speak(THREE)
    assert queue(night) == [(ONE, SPLIT)]


def test_a_call_taken_back_is_the_next_to_be_called() -> None:
    night = call(three_cleared(), ONE, THREE)
    night.play(do.TakeFromPlatform(sc.OFFICER, (ONE, THREE)))
    assert called(night) == []
    assert queue(night) == [(ONE, THREE), (SPLIT,)]


def test_one_of_a_called_group_is_taken_back_alone() -> None:
    night = call(order(three_cleared(), (SPLIT, ONE)), *ALL)
    night.play(do.TakeFromPlatform(sc.OFFICER, (ONE,)))
    assert called(night) == [(THREE, SPLIT)]
    assert queue(night) == [(ONE,)]


@pytest.mark.parametrize("platform", [False, True])
def test_a_withdrawn_clearance_drops_out_and_comes_back_at_the_end(platform: bool) -> None:
    night = order(three_cleared(), (ONE, THREE))
    if platform:
        call(night, ONE, THREE)
    night.play(do.WithdrawClearance(sc.OFFICER, ONE, "an agent on the steps"))
    assert (called(night) if platform else queue(night))[0] == (THREE,)
    night.clear(ONE)
    assert queue(night)[-2:] == ([(SPLIT,), (ONE,)])


def test_an_order_from_before_is_overtaken_by_a_clearance_taken_back() -> None:
    """Two laptops: one orders what the other has just taken back, and is told so plainly."""
    night = three_cleared()
    seen = do.SetRunningOrder(sc.SUPERVISOR, ((ONE,), (SPLIT,)))
    night.play(do.WithdrawClearance(sc.OFFICER, ONE, "an agent on the steps"))
    assert night.ask(seen) == refuse("not_cleared", contest=ONE)
    assert queue(night) == [(SPLIT,), (THREE,)]


def test_two_officers_clear_the_same_contest_and_the_second_is_refused() -> None:
    """Both read back the same version; the second loses nothing and hears why."""
    night = sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE).consult(ONE)
    seen = do.ClearResult(sc.OFFICER, ONE, version=1)
    night.play(seen)
    cleared = night[ONE].cleared
    assert night.ask(replace(seen, by=sc.OTHER_OFFICER)) == refuse("cleared_already", contest=ONE)
    assert night[ONE].cleared == cleared
    assert queue(night) == [(ONE,)]


def test_an_officer_orders_only_polls_of_the_letter() -> None:
    night = three_cleared()
    elsewhere = (Appointment(ElectionId("another"), ("clear",), "Deputy"),)
    night.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), elsewhere, "letter of 1 May"
        )
    )
    lacking = refuse("power_missing", person=sc.OTHER_OFFICER, power="clear")
    for command in (
        do.SetRunningOrder(sc.OTHER_OFFICER, ((ONE,),)),
        do.CallToPlatform(sc.OTHER_OFFICER, (ONE,)),
        do.TakeFromPlatform(sc.OTHER_OFFICER, (ONE,)),
    ):
        assert night.ask(command) == lacking


def test_how_a_name_is_said_is_noted_changed_and_taken_off() -> None:
    night = sc.Night().set_up(sc.one_seat())
    note = do.NoteHowSaid(sc.KEYER, ONE, sc.ABBOTT, " AB-ot ")
    assert night.play(note)[ONE].how_said == {sc.ABBOTT: "AB-ot"}
    night.play(replace(note, candidate=sc.CARTER, said="KAR-ter"), replace(note, said="ab-OT"))
    assert night[ONE].how_said == {sc.CARTER: "KAR-ter", sc.ABBOTT: "ab-OT"}
    assert night.play(replace(note, said=" "))[ONE].how_said == {sc.CARTER: "KAR-ter"}


def test_a_note_is_too_long_to_be_said() -> None:
    night = sc.Night().set_up(sc.one_seat())
    note = do.NoteHowSaid(sc.KEYER, ONE, sc.ABBOTT, 501 * "a")
    assert night.ask(note) == refuse("text_too_long", longest=500)
