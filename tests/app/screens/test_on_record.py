"""A result written by hand: what is asked, what differs, when it was; and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.hand_sheet import (
    TIME,
    VERIFIED,
    Typed,
    asked,
    elected_by_votes,
    lines_of,
    moment_at,
    reading_of,
    trouble,
    typed_again,
)
from countroom.app.screens.on_record import corrected_totals, differences, fails
from countroom.app.screens.record import found_words, note_to_candidates, record_words
from countroom.domain import commands as do
from countroom.domain.sheets import rejected_under, second_for, votes_of
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.identifiers import FieldId
    from countroom.domain.state import ContestState

TEXTS = Texts()
NOW = "2024-05-03T02:10:00.000Z"
A, B, C = (candidate.id for candidate in sc.one_seat().candidates)


@pytest.fixture
def ward() -> ContestState:
    return sc.Night().set_up(sc.one_seat()).verify(sc.ONE)[sc.ONE]


def keyed(state: ContestState, votes: dict[object, int], verified: int) -> Typed:
    figures: dict[FieldId, str] = dict.fromkeys(
        (rejected_under(head) for head in state.rules.heads), "0"
    )
    figures |= {votes_of(one): str(n) for one, n in votes.items()}  # type: ignore[arg-type]
    figures[VERIFIED] = f"{verified:,}"
    made = Typed(figures, time="3.05")
    return replace(made, elected=elected_by_votes(state, made))


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("03:05", "2024-05-03T02:05:00.000Z"),
        ("3.05", "2024-05-03T02:05:00.000Z"),
        ("0305", "2024-05-03T02:05:00.000Z"),
        ("03:15", "2024-05-02T02:15:00.000Z"),  # not yet today, so it was yesterday
        ("23:50", "2024-05-02T22:50:00.000Z"),
        ("24:00", None),
        ("3", None),
        ("", None),
    ],
)
def test_a_time_is_the_last_moment_the_clock_in_the_hall_showed_it(
    clock: str, moment: str | None
) -> None:
    assert moment_at(clock, NOW) == moment


def test_a_reading_is_the_paper_with_the_elected_in_order(ward: ContestState) -> None:
    typed = keyed(ward, {A: 310, B: 520, C: 170}, 1_000)
    lines = lines_of(TEXTS, ward)
    assert trouble(TEXTS, lines, ward, typed, NOW) is None
    read = reading_of(ward, typed, NOW)
    assert (read.elected, read.totals.papers, read.spoken_at) == (
        (B,),
        1_000,
        "2024-05-03T02:05:00.000Z",
    )
    assert fails(TEXTS, ward, read) == ()
    short = keyed(ward, {A: 310, B: 520, C: 100}, 1_000)
    ((finding, said),) = fails(TEXTS, ward, reading_of(ward, short, NOW))
    assert (finding.code, said) == ("V06", "930 votes are fewer than the 1,000 valid papers.")


def test_the_first_line_without_a_figure_is_named(ward: ContestState) -> None:
    typed = keyed(ward, {A: 310, B: 520}, 1_000)
    found = trouble(TEXTS, lines_of(TEXTS, ward), ward, typed, NOW)
    assert found is not None
    assert found[0] == votes_of(C)
    assert elected_by_votes(ward, typed) == frozenset()
    late = replace(keyed(ward, {A: 1, B: 2, C: 0}, 3), time="soon")
    found = trouble(TEXTS, lines_of(TEXTS, ward), ward, late, NOW)
    assert found is not None
    assert found[0] == TIME


def test_two_readings_differ_in_what_they_say_not_in_how_it_is_written(
    ward: ContestState,
) -> None:
    lines = lines_of(TEXTS, ward)
    one = keyed(ward, {A: 310, B: 1_520, C: 170}, 2_000)
    same = replace(one, time="03:05", figures={**one.figures, votes_of(B): "1,520"})
    assert differences(TEXTS, lines, ward, one, same) == ()
    other = replace(
        one, time="3:06", figures={**one.figures, VERIFIED: "2001"}, elected=frozenset({A})
    )
    found = differences(TEXTS, lines, ward, one, other)
    assert [(each.key, each.first, each.again) for each in found] == [
        (VERIFIED, "2,000", "2,001"),
        (TIME, "03:05", "03:06"),
        (None, ward.contest.candidate(B).name, ward.contest.candidate(A).name),
    ]


def test_a_second_count_is_asked_for_only_where_one_was_held() -> None:
    night = sc.Night().set_up(sc.mayor()).verify(sc.MAYOR, 1_000)
    state = night[sc.MAYOR]
    lines = lines_of(TEXTS, state)
    ids = [one.id for one in state.contest.candidates]
    clear = keyed(state, dict(zip(ids, (600, 200, 100, 60, 40), strict=True)), 1_000)
    assert not [line for line in asked(lines, state, clear) if line.of_second]
    close = keyed(state, dict(zip(ids, (400, 300, 150, 100, 50), strict=True)), 1_000)
    wanted = [line.key for line in asked(lines, state, close) if line.of_second]
    assert wanted[:2] == [second_for(one) for one in ids[:2]]
    assert len(wanted) == 3 + len(state.rules.second_heads)
    figures = {**close.figures, second_for(ids[0]): "20", second_for(ids[1]): "130"}
    full = replace(close, figures=figures)
    assert elected_by_votes(state, full) == {ids[1]}
    second = reading_of(state, replace(full, elected=frozenset({ids[1]})), NOW).totals.second
    assert second is not None
    assert (second.papers, dict(second.votes)) == (150, {ids[0]: 20, ids[1]: 130})


def test_a_record_keyed_again_as_it_stands_changes_nothing() -> None:
    for night, contest in (
        (sc.declared(sc.Night()), sc.ONE),
        (sc.eventful(sc.Night()), sc.MAYOR),
    ):
        state = night[contest]
        assert state.cleared is not None
        last = state.cleared.event.declaration
        typed = typed_again(state, last)
        assert corrected_totals(state, last.totals, typed) == last.totals
        more = replace(typed, figures={**typed.figures, VERIFIED: str(last.totals.verified + 1)})
        changed = corrected_totals(state, last.totals, more)
        assert changed.papers - last.totals.papers == 1
        assert replace(changed, verified=last.totals.verified, papers=last.totals.papers) == (
            last.totals
        )


def test_papers_that_were_missing_stay_so_in_a_corrected_record(ward: ContestState) -> None:
    read = reading_of(ward, keyed(ward, {A: 310, B: 520, C: 170}, 1_000), NOW)
    short = replace(read.totals, papers=998)
    typed = keyed(ward, {A: 310, B: 520, C: 169}, 1_001)
    assert corrected_totals(ward, short, typed).papers == 998


def test_the_record_says_who_took_a_result_down_and_what_was_corrected() -> None:
    night = sc.eventful(sc.Night())
    said = [word.sentence for word in record_words(TEXTS, night[sc.MAYOR], str)]
    assert said[0].startswith("Declared on paper, entered by officer-1")
    assert said[1].startswith("Record 2, ")
    assert "one vote unused" in said[1]
    assert record_words(TEXTS, night[sc.NO_POLL], str) == ()


def test_papers_found_are_set_beside_the_majority_and_told_to_the_candidates() -> None:
    night = sc.declared(sc.Night())
    night.play(do.RecordFoundPapers(sc.OFFICER, sc.ONE, 1, "the stage", "at 05:00"))
    state = night[sc.ONE]
    votes = sorted(state.cleared.event.declaration.totals.votes.values())  # type: ignore[union-attr]
    (found,) = found_words(TEXTS, state)
    assert found.sentence == "1 ballot paper found: the stage (at 05:00)."
    assert found.beside.endswith(f"won by {votes[-1] - votes[-2]} votes.")
    note = note_to_candidates(TEXTS, night.count, state)
    assert note.startswith("DRAFT\nTo the candidates")
    assert found.sentence in note
