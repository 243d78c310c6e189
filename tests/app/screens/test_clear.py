"""What is read back, and what keeps a result from being cleared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import scenarios as sc
import two_tables
from countroom.app.screens.clear import clear_screen
from countroom.app.screens.guidance import guidance_screen
from countroom.app.screens.read_back import ReadBack, begin, readers, still_good
from countroom.domain import commands as do
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.texts import Texts
from countroom.texts.of_the_result import GUIDANCE

if TYPE_CHECKING:
    from countroom.app.screens.clear import ClearScreen

EN = Texts()
NAMES = {sc.SUPERVISOR: "Ann", sc.OFFICER: "Bea"}


def consulted(votes: tuple[int, ...] = ()) -> sc.Night:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    return night.count_votes(sc.THREE, votes).consult(sc.THREE)


def unreconciled() -> sc.Night:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    return night.count_votes(sc.THREE, papers=790).let_stand(sc.THREE, "V11").consult(sc.THREE)


def shown(night: sc.Night, read: int = 0, reason: str = "") -> ClearScreen:
    read_back = ReadBack(1, sc.OFFICER, sc.SUPERVISOR, read)
    state = night[sc.THREE]
    return clear_screen(night.count, state, EN, read_back, reason)


def points(screen: ClearScreen) -> list[tuple[str, str]]:
    return [(condition.key, condition.progress) for condition in screen.conditions]


def notes(screen: ClearScreen) -> dict[str, tuple[str, str]]:
    return {c.key: (c.title, c.note) for c in screen.conditions}


def test_lines_follow_the_paper_candidates_first_and_rejected_papers_after() -> None:
    screen = shown(consulted())
    assert [(line.number, line.figure) for line in screen.lines] == [
        *((1, 560), (2, 540), (3, 420), (4, 330), (5, 217)),
        *((None, 0), (None, 3), (None, 0), (None, 2), (None, 5), (None, 0)),
    ]
    assert screen.candidates == 5
    assert [line.short for line in screen.lines][4:] == [
        "Ellis",
        "Want of an official mark",
        "Voting for more candidates than the voter was entitled to",
        "Writing or mark by which the voter could be identified",
        "Unmarked or wholly void for uncertainty",
        "Total rejected",
        "Rejected in part",
    ]


def test_a_ward_of_one_seat_has_no_line_of_papers_rejected_in_part() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    screen = clear_screen(night.count, night[sc.ONE], EN, begin(night[sc.ONE], sc.OFFICER))
    assert screen.lines[-1].key == "rejected_total"


def test_one_point_is_for_now_and_the_rest_are_open() -> None:
    night = consulted()
    assert points(shown(night, 2)) == [
        ("checks", "done"),
        ("consultation", "done"),
        ("candidates", "now"),
        ("rejected", "open"),
        ("key", "done"),
    ]
    assert points(shown(night, 5))[2:4] == [("candidates", "done"), ("rejected", "now")]
    assert not shown(night, 10).ready
    assert shown(night, 11).ready


def test_the_points_say_how_far_the_reading_is() -> None:
    night = consulted()
    assert notes(shown(night, 2))["candidates"] == (
        "Read back: 2 of 5 lines",
        "line 3, Carter, is being read",
    )
    assert notes(shown(night, 2))["rejected"][1] == "4 heads and the total"
    assert notes(shown(night, 5))["candidates"][1] == "read by supervisor-1"
    assert notes(shown(night, 9))["rejected"][1] == "Total rejected is being read"
    state = night[sc.THREE]
    unread = clear_screen(night.count, state, EN, begin(state, sc.OFFICER))
    assert notes(unread)["candidates"][1] == "choose who reads the paper aloud"
    differs = ReadBack(1, sc.OFFICER, sc.SUPERVISOR, 2).not_same(11)
    stopped = clear_screen(night.count, state, EN, differs)
    assert notes(stopped)["candidates"][1] == "Carter is not the same: settle it first"


def test_an_officers_key_is_needed() -> None:
    night = consulted()
    state = night[sc.THREE]
    nobody = clear_screen(night.count, state, EN, ReadBack(1, None, sc.KEYER, 11))
    assert notes(nobody)["key"] == ("Your key", "an officer signs in: Hand over, F10")
    other = clear_screen(night.count, state, EN, ReadBack(1, sc.SUPERVISOR, sc.KEYER, 11))
    assert notes(other)["key"][1] == "only an officer clears: Hand over, F10"
    assert points(other)[-1] == ("key", "now")
    assert notes(shown(night, 11))["key"][1] == "officer-1 signs"


def test_the_consultation_has_to_be_closed() -> None:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    screen = shown(night, 11)
    assert points(screen)[1] == ("consultation", "now")
    assert notes(screen)["consultation"] == ("Close the consultation", "provisional result 1")


def test_a_tie_has_a_point_of_its_own_until_the_lot_is_drawn() -> None:
    night = consulted(sc.TIE_VOTES)
    screen = shown(night, 11)
    assert ("lot", "now") in points(screen)
    assert [one.candidate for one in screen.elected] == [sc.ABBOTT, sc.BARKER]
    night.draw(sc.THREE, sc.DAWSON)
    screen = shown(night, 11)
    assert notes(screen)["lot"] == ("Lot drawn", "Dawson")
    assert [one.candidate for one in screen.elected] == [sc.ABBOTT, sc.BARKER, sc.DAWSON]
    assert screen.ready


def test_totals_not_reconciled_need_every_step_and_the_reason() -> None:
    night = unreconciled()
    screen = shown(night, 11)
    assert screen.codes == ("V11",)
    title = "Totals not reconciled (V11)"
    assert [key for key, _ in points(screen)] == [
        *("consultation", "candidates", "rejected", "checks", "key")
    ]
    assert notes(screen)["checks"] == (title, "6 steps of the guidance left")
    night.search(sc.THREE, "floor")
    assert notes(shown(night, 11, "searched"))["checks"] == (title, "1 step of the guidance left")
    night.search(sc.THREE)
    assert notes(shown(night, 11, " "))["checks"] == (title, "the reason is not given yet")
    done = shown(night, 11, "searched twice")
    assert done.ready
    assert "second officer" in notes(done)["checks"][1]


def test_every_step_of_the_guidance_has_its_words() -> None:
    assert tuple(GUIDANCE) == GUIDANCE_STEPS


def test_the_steps_say_who_took_them_and_when_beside_difference_and_margin() -> None:
    night = unreconciled().search(sc.THREE, "stores")
    night.play(do.TakeStep(sc.OFFICER, sc.THREE, "floor", 1, 2))
    screen = guidance_screen(night.count, night[sc.THREE], EN, NAMES.__getitem__)
    assert screen is not None
    assert (screen.version, screen.codes, screen.left) == (1, ("V11",), 1)
    assert screen.difference == "Difference: 5 at the most. Margin: 90 between 3rd and 4th."
    stores, floor, *_ = screen.rows
    assert (stores.step, stores.done, stores.times) == ("stores", "", 0)
    first = "02:30 on 3 May 2024, Ann"
    assert (floor.done, floor.times) == (f"{first}; 02:30 on 3 May 2024, Bea", 2)


def test_papers_of_two_tables_that_make_up_for_each_other_leave_the_margin_alone() -> None:
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 149, 50), (300, 150, 51)).let_stand(sc.SPLIT, "V24", "V24")
    night.consult(sc.SPLIT)
    screen = guidance_screen(night.count, night[sc.SPLIT], EN, str)
    assert screen is not None
    assert screen.codes == ("V24",)
    assert screen.difference == "Margin: 301 between 1st and 2nd."


def test_no_step_is_shown_before_a_result_nor_where_its_totals_agree() -> None:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    assert guidance_screen(night.count, night[sc.THREE], EN, str) is None
    night = consulted()
    assert guidance_screen(night.count, night[sc.THREE], EN, str) is None


def test_a_poll_that_waits_for_another_is_not_cleared() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    night.verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    screen = clear_screen(night.count, night[sc.ONE], EN, begin(night[sc.ONE], sc.OFFICER))
    assert notes(screen)["checks"][0] == "Must be settled"
    assert "Old Town" in notes(screen)["checks"][1]
    assert screen.codes == ()


def test_answered_warnings_are_counted() -> None:
    contest = replace(sc.three_seats(), electorate=1_000)
    night = sc.Night().set_up(contest).verify(sc.THREE).count_votes(sc.THREE)
    night.play(do.AnswerFinding(sc.SUPERVISOR, sc.THREE, "W03", "two polls")).consult(sc.THREE)
    assert notes(shown(night))["checks"] == ("All checks clear", "1 warning answered")


def test_without_a_provisional_result_there_is_nothing_to_read() -> None:
    night = sc.Night().set_up(sc.three_seats())
    screen = shown(night)
    assert (screen.lines, screen.ready) == ((), False)
    assert begin(night[sc.THREE], None) == ReadBack(0, None)


def test_space_goes_on_n_stops_and_up_goes_back() -> None:
    reading = ReadBack(1, sc.OFFICER, sc.KEYER)
    assert reading.same(2).same(2).same(2).read == 2
    assert reading.same(2).back().back().read == 0
    stopped = reading.same(2).not_same(2)
    assert (stopped.read, stopped.differs) == (1, True)
    assert not stopped.same(2).differs
    assert not stopped.back().differs
    assert not reading.same(2).same(2).not_same(2).differs


def test_another_reader_reads_everything_again() -> None:
    reading = ReadBack(1, sc.OFFICER, sc.KEYER, 4)
    assert reading.by(sc.KEYER) is reading
    assert reading.by(sc.SUPERVISOR) == ReadBack(1, sc.OFFICER, sc.SUPERVISOR)


def test_a_reading_is_good_for_its_figures_and_its_officer_only() -> None:
    state = consulted()[sc.THREE]
    reading = begin(state, sc.OFFICER)
    assert still_good(reading, state, sc.OFFICER)
    assert not still_good(reading, state, sc.OTHER_OFFICER)
    assert not still_good(replace(reading, version=2), state, sc.OFFICER)


def test_anybody_but_the_officer_may_read_aloud() -> None:
    found = readers(consulted().count, sc.OFFICER)
    assert sc.OFFICER not in found
    assert sc.OTHER_OFFICER in found
