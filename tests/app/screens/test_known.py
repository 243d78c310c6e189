"""What strangers are told of every contest, and the hall's screen: only what is disclosed."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.screens.disclosure import fact_rows, outlet_words
from countroom.app.screens.hall import (
    MOST_ROWS,
    NEW_SECONDS,
    hall_pages,
    hall_view,
    new_ward,
)
from countroom.app.screens.known import known_row, known_rows
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId
from countroom.texts import Texts

EN = Texts()
ONE, THREE, NO_POLL = sc.ONE, sc.THREE, sc.NO_POLL


def night() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats(), sc.without_poll())


def spoken() -> sc.Night:
    return night().verify(ONE).count_votes(ONE).consult(ONE).clear(ONE).speak(ONE)


def told(night: sc.Night, contest: ContestId = ONE) -> str:
    return known_row(EN, night.count, contest, "press").told


def test_boxes_then_turnout_then_the_result_with_its_votes() -> None:
    assert told(night()) == "Mill Lane: Boxes coming in. 0 of 1 box in"
    verified = night().verify(ONE)
    assert told(verified) == ("Mill Lane: Verified. Turnout 33.33%, 1,000 ballot papers verified")
    row = known_row(EN, spoken().count, ONE, "press")
    assert row.word.startswith("Declared ")
    assert row.lines == ("Elected: Zadie Abbott",)
    assert row.figures[0].startswith("Zadie Abbott (")
    assert row.figures[1] == "Turnout 33.33%, 1,000 ballot papers verified"
    assert row.short == f"Mill Lane: {row.word}. Elected: Zadie Abbott"


def test_without_an_electorate_only_papers_are_told() -> None:
    verified = night().verify(ONE)
    contest = replace(verified[ONE].contest, electorate=None)
    state = replace(verified[ONE], contest=contest)
    count = replace(verified.count, contests={**verified.count.contests, ONE: state})
    assert known_row(EN, count, ONE, "press").lines == ("1,000 ballot papers verified",)


def test_without_a_poll_there_are_people_and_no_figures() -> None:
    returned = night().play(do.ReturnUncontested(sc.OFFICER, NO_POLL))
    row = known_row(EN, returned.count, NO_POLL, "feed")
    assert (row.word, row.looks, row.figures) == ("Elected without a poll", "uncontested", ())
    assert row.lines[0].startswith("Elected: ")


def test_a_poll_called_off_says_how() -> None:
    off = night().play(do.CallOffPoll(sc.OFFICER, ONE, "abandoned", "a candidate died"))
    row = known_row(EN, off.count, ONE, "hall")
    assert (row.word, row.looks, row.lines) == ("Poll abandoned", "abandoned", ())


def test_the_feed_is_told_nothing_of_a_count_under_way() -> None:
    rows = known_rows(EN, night().verify(ONE).count, "feed")
    assert {row.word for row in rows} == {"Nothing known yet"}


def test_a_ward_is_on_the_screen_while_it_is_new_and_then_progress() -> None:
    count = spoken().count
    at = count.contests[ONE].spoken_at
    assert hall_pages(count) == (ONE,)
    assert new_ward(count, at) == ONE
    assert new_ward(count, "2024-05-04T12:00:00Z") is None
    assert NEW_SECONDS == 180
    assert new_ward(night().count, at) is None


def test_the_screen_shows_a_declared_ward_whole() -> None:
    count = spoken().count
    view = hall_view(EN, count, ONE)
    assert view.ward is not None
    votes = [one.votes or 0 for one in view.ward.candidates]
    assert votes == sorted(votes, reverse=True)
    assert [one.elected for one in view.ward.candidates] == [True, False, False]
    assert view.ward.foot == (("Turnout", "33.33%"), ("Electorate", "3,000"))
    assert (view.ward.seats, view.ward.looks) == ("1 seat", "declared")
    assert view.declared == "1 of 3 wards declared"
    assert view.progress == ()
    assert all(f"{n:,}" in view.told for n in votes)
    assert "Elected" in view.told


def test_progress_names_every_ward_and_no_votes() -> None:
    count = spoken().count
    view = hall_view(EN, count, None)
    assert view.ward is None
    assert [row.area for row in view.progress] == ["Mill Lane", "Old Town", "The Fens"]
    declaration = count.contests[ONE].cleared
    assert declaration is not None
    for votes in declaration.event.declaration.totals.votes.values():
        assert f" {votes:,}" not in view.told


def test_what_is_to_come_names_those_nearest_to_the_word_first() -> None:
    begun = night().verify(THREE)
    view = hall_view(EN, begun.count, None)
    assert view.to_come.startswith("To come: Old Town (verified), Mill Lane (boxes coming in)")
    done = spoken().play(do.ReturnUncontested(sc.OFFICER, NO_POLL))
    off = done.play(do.CallOffPoll(sc.OFFICER, THREE, "abandoned", "a candidate died"))
    assert hall_view(EN, off.count, None).to_come == ""


def test_a_ward_without_a_poll_has_a_page_without_figures() -> None:
    returned = night().play(do.ReturnUncontested(sc.OFFICER, NO_POLL))
    view = hall_view(EN, returned.count, NO_POLL)
    assert view.ward is not None
    assert {one.figure for one in view.ward.candidates} == {""}
    assert view.ward.foot == ()


def test_seats_show_the_majority_of_the_council_where_it_is_known() -> None:
    view = hall_view(EN, spoken().count, ONE)
    assert view.seats is not None
    assert (view.seats.majority is None) == (view.majority == "")


@pytest.mark.parametrize("wards", [MOST_ROWS, MOST_ROWS + 3])
def test_a_large_council_shows_as_many_wards_as_can_be_read(wards: int) -> None:
    big = sc.Night().set_up(sc.one_seat())
    state = big[ONE]
    contests = {}
    for n in range(wards):
        id_ = ContestId(f"ward-{n}")
        contests[id_] = replace(state, contest=replace(state.contest, id=id_, area=f"Ward {n}"))
    view = hall_view(EN, replace(big.count, contests=contests), None)
    assert len(view.progress) == MOST_ROWS
    assert view.to_come.endswith(f"{wards - 4} more")


def test_a_table_says_each_fact_at_each_outlet() -> None:
    rows = {row.fact: row for row in fact_rows(EN, night().count, sc.ELECTION)}
    assert outlet_words(EN) == ("Hall", "Observers", "Feed", "Press")
    assert [cell.mark for cell in rows["recount"].cells] == [
        "withheld", "withheld", "never", "withheld"]  # fmt: skip
    assert [cell.mark for cell in rows["result"].cells] == ["shown"] * 4
    assert rows["result"].condition == "not before it is spoken"
    assert rows["cleared"].cells[0].told == "Hall, About to be declared: shown"
    assert "stage_figures" not in rows
