"""Folding a log gives the state, in place of nothing and without touching what went before."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings

import scenarios as sc
import strategies
from countroom.domain import events as ev
from countroom.domain.history import evolve, replay, unfold
from countroom.domain.identifiers import ContestId, SheetId
from countroom.domain.state import Count, changed
from countroom.rules import load_rule_sets

EMPTY = Count(load_rule_sets())


def test_an_empty_log_is_an_empty_count() -> None:
    assert replay(EMPTY, []) == EMPTY
    assert EMPTY.contests == {}


def test_the_eventful_night_has_every_kind_of_event() -> None:
    night = sc.eventful(sc.Night())
    assert {type(r.event) for r in night.log} == set(get_args(ev.Event))


def test_a_night_replayed_is_the_night_as_it_was_lived() -> None:
    night = sc.eventful(sc.Night())
    assert replay(EMPTY, night.log) == night.count


@settings(max_examples=40)
@given(strategies.nights(sc.Night))
def test_any_night_replayed_is_the_night_as_it_was_lived(night: sc.Night) -> None:
    assert replay(EMPTY, night.log) == night.count


def test_folding_leaves_the_state_before_as_it_was() -> None:
    night = sc.eventful(sc.Night())
    states = [EMPTY]
    for recorded in night.log:
        states.append(evolve(states[-1], recorded))
    again = EMPTY
    for state, recorded in zip(states[1:], night.log, strict=True):
        again = evolve(again, recorded)
        assert state == again


def test_unfolding_gives_the_state_after_each_event_and_leaves_the_start_alone() -> None:
    night = sc.eventful(sc.Night())
    half = len(night.log) // 2
    start = replay(EMPTY, night.log[:half])
    kept = replay(EMPTY, night.log[:half])
    expected = start
    for recorded, state in unfold(start, night.log[half:]):
        expected = evolve(expected, recorded)
        assert state == expected
    assert start == kept


def test_a_changed_state_is_a_copy_with_some_fields_changed() -> None:
    state = sc.declared(sc.Night())[sc.ONE]
    assert changed(state, spoken_at="later", prints=9) == replace(
        state, spoken_at="later", prints=9
    )
    assert state.prints == 1
    with pytest.raises(TypeError, match="no_such_field"):
        changed(state, no_such_field=1)


def test_contests_are_numbered_in_the_order_they_were_set_up() -> None:
    count = sc.eventful(sc.Night()).count
    assert [(c.contest.id, c.number) for c in count.contests.values()] == [
        (sc.ONE, 1),
        (sc.THREE, 2),
        (sc.NO_POLL, 3),
        (sc.SPLIT, 4),
        (sc.GONE, 5),
        (sc.MAYOR, 6),
    ]
    for contest, sheets in ((sc.ONE, ("001-01", "001-04")), (sc.THREE, ("002-01", "002-02"))):
        for sheet in sheets:
            state = count.contest_of(SheetId(sheet))
            assert state is not None
            assert state.contest.id == contest
    for stranger in ("001-05", "002-03", "003-01", "007-01", "000-01", "x-01", ""):
        assert count.contest_of(SheetId(stranger)) is None


def test_an_event_out_of_place_is_an_error_and_not_a_guess() -> None:
    stray = ev.ContestProven(ContestId("no-such-contest"), None)
    recorded = replace(sc.Night().set_up(sc.one_seat()).log[-1], event=stray)
    with pytest.raises(KeyError):
        evolve(EMPTY, recorded)


def test_version_numbers_only_grow_even_over_reopened_accounts() -> None:
    night = sc.eventful(sc.Night())
    for contest in (sc.ONE, sc.THREE):
        versions = [
            r.event.version
            for r in night.log
            if isinstance(r.event, ev.ProvisionalResultReached) and r.event.contest == contest
        ]
        assert versions == list(range(1, len(versions) + 1))
