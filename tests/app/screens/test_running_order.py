"""The rows, moves and calls of the running order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.screens.platform import lines_in
from countroom.app.screens.reading import in_wales, place_in_group, say_progress, say_upcoming
from countroom.app.screens.running_order import (
    calls,
    group_of,
    joined,
    moved,
    order_rows,
    queued,
)
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Literal

    from countroom.app.rehearsal.desk import Desk
    from countroom.app.screens.running_order import Groups

WARDS = tuple(ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in range(1, 5))
ONE, TWO, THREE, FOUR = WARDS
A, B, C = (ContestId(name) for name in "abc")
TEXTS = Texts()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three wards cleared and a fourth consulted."""
    desk = hall.open_hall(tmp_path / "night.count", contests=4)
    for ward in WARDS:
        hall.key_accounts(desk, desk.state.contests[ward])
        hall.key_count_sheet(desk, desk.state.contests[ward])
        hall.reach_consulted(desk, desk.state.contests[ward])
    for ward in (ONE, TWO, THREE):
        desk.do(do.ClearResult(hall.OFFICER, ward))
    yield desk
    desk.count.close()


def shown(desk: Desk) -> list[tuple[str, str, int]]:
    return [(row.area, row.where, row.place) for row in order_rows(desk.state)]


def test_rows_are_those_called_the_queue_what_could_be_cleared_and_what_is_spoken(
    desk: Desk,
) -> None:
    desk.do(do.SetRunningOrder(hall.OFFICER, ((THREE, TWO), (ONE,))))
    assert shown(desk) == [
        ("Ward 3", "queue", 1),
        ("Ward 2", "queue", 1),
        ("Ward 1", "queue", 2),
        ("Ward 4", "to_clear", 0),
    ]
    desk.do(do.CallToPlatform(hall.OFFICER, (ONE,)))
    desk.do(do.SpeakResult(hall.OFFICER, THREE, "2024-05-03T02:00:00.000Z"))
    assert shown(desk) == [
        ("Ward 1", "called", 1),
        ("Ward 2", "queue", 2),
        ("Ward 4", "to_clear", 0),
        ("Ward 3", "spoken", 0),
    ]


def test_a_row_names_those_it_is_read_with(desk: Desk) -> None:
    desk.do(do.SetRunningOrder(hall.OFFICER, ((THREE, TWO, ONE),)))
    assert [row.others for row in order_rows(desk.state)][1] == ("Ward 3", "Ward 1")
    assert group_of(desk.state, ONE) == (THREE, TWO, ONE)
    assert group_of(desk.state, FOUR) == (FOUR,)
    assert queued(desk.state) == ((THREE, TWO, ONE),)


@pytest.mark.parametrize(
    ("groups", "contest", "step", "then"),
    [
        (((A,), (B,), (C,)), B, -1, ((B,), (A,), (C,))),
        (((A,), (B,), (C,)), B, 1, ((A,), (C,), (B,))),
        (((A,), (B,)), A, -1, ((A,), (B,))),
        (((A,), (B,)), B, 1, ((A,), (B,))),
        (((A, B), (C,)), B, -1, ((B, A), (C,))),
        (((A, B), (C,)), B, 1, ((C,), (A, B))),
        (((C,), (A, B)), A, -1, ((A, B), (C,))),
    ],
)
def test_a_contest_moves_in_its_group_and_a_group_past_the_next(
    groups: Groups, contest: ContestId, step: Literal[-1, 1], then: Groups
) -> None:
    assert moved(groups, contest, step) == then


@pytest.mark.parametrize(
    ("groups", "contest", "then"),
    [
        (((A,), (B,), (C,)), B, ((A, B), (C,))),
        (((A, B), (C,)), B, ((A,), (B,), (C,))),
        (((A, B, C),), B, ((A,), (B, C))),
        (((A, B), (C,)), A, ((A, B), (C,))),
        (((A,), (B, C)), B, ((A, B, C),)),
    ],
)
def test_a_group_is_joined_to_the_one_above_or_parted(
    groups: Groups, contest: ContestId, then: Groups
) -> None:
    assert joined(groups, contest) == then


def test_a_call_names_every_candidate_with_how_the_name_is_said(desk: Desk) -> None:
    first = desk.state.contests[TWO].contest.candidates[0].id
    desk.do(do.NoteHowSaid(hall.KEYER, TWO, first, "SUR-name"))
    call, other = calls(desk.state, (TWO, ONE), [Texts("cy"), TEXTS])
    assert call.area == "Ward 2"
    assert call.said[1] == "The candidates for Ward 2 are asked to the platform:"
    assert len(call.said) == 2
    assert [one.how for one in call.candidates] == ["SUR-name", *9 * [""]]
    assert other.candidates[0].name == "A. Surname111"


def test_the_platform_shows_how_names_are_said_again_where_they_are_elected(desk: Desk) -> None:
    for one, said in zip(desk.state.contests[ONE].contest.candidates, "abc", strict=False):
        desk.do(do.NoteHowSaid(hall.KEYER, ONE, one.id, said))
    lines = lines_in(desk.state, desk.state.contests[ONE], [TEXTS])
    assert [line.how for line in lines[1:4]] == ["a", "b", "c"]
    elected = next(line for line in lines if line.kind == "elected")
    assert elected.how == "Surname111: a; Surname222: b; Surname333: c"


def test_both_languages_are_read_line_by_line(desk: Desk) -> None:
    lines = lines_in(desk.state, desk.state.contests[ONE], [Texts("cy"), TEXTS])
    assert len(lines) == 14
    first = lines[1]
    assert first.words == "naw cant wyth deg un"
    assert first.also is not None
    assert first.also.words == "nine hundred and eighty-one"
    assert "naw cant wyth deg un" in first.spoken
    assert "nine hundred and eighty-one" in first.spoken


def test_a_poll_of_an_english_council_is_not_in_wales(desk: Desk) -> None:
    assert not in_wales(desk.state, desk.state.contests[ONE])


def test_the_platform_says_which_result_of_a_group_is_read_and_what_comes_next(desk: Desk) -> None:
    desk.do(do.CallToPlatform(hall.OFFICER, (TWO, THREE)))
    two, three = (desk.state.contests[ward] for ward in (TWO, THREE))
    assert place_in_group(desk.state, three) == (2, 2)
    assert say_progress(desk.state, two, TEXTS, 0, 14) == "Result 1 of 2 · Line 1 of 14"
    assert say_upcoming(desk.state, two, TEXTS) == "Next on the platform: Ward 3."
    desk.do(do.SpeakResult(hall.OFFICER, TWO, "2024-05-03T02:00:00.000Z"))
    three = desk.state.contests[THREE]
    assert say_progress(desk.state, three, TEXTS, 14, 14) == (
        "Result 2 of 2 · All 14 lines are said"
    )
    assert say_upcoming(desk.state, three, TEXTS) == "Next in the running order: Ward 1."


def test_a_result_read_alone_says_only_its_lines(desk: Desk) -> None:
    one = desk.state.contests[ONE]
    assert place_in_group(desk.state, one) == (1, 1)
    assert say_progress(desk.state, one, TEXTS, 0, 14) == "Line 1 of 14"
    for ward in (TWO, THREE):
        desk.do(do.SpeakResult(hall.OFFICER, ward, "2024-05-03T02:00:00.000Z"))
    assert say_upcoming(desk.state, one, TEXTS) == ""
