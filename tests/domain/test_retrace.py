"""Behind every event of a log stands a command, and deciding it again gives the event."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings

import scenarios as sc
import strategies
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.history import evolve
from countroom.domain.refusals import Refusal
from countroom.domain.retrace import command_behind
from countroom.domain.state import Count
from countroom.rules import load_rule_sets

CONSEQUENCES = (ev.EntriesAgreed, ev.EntriesDiffered)


def assert_retraces(night: sc.Night) -> None:
    count = Count(load_rule_sets())
    due: list[ev.Event] = []
    for recorded in night.log:
        if not due:
            command = command_behind(recorded)
            assert do.signers(command) == recorded.people
            decision = decide(count, command)
            assert not isinstance(decision, Refusal), (command, decision)
            due.extend(decision)
        assert due.pop(0) == recorded.event
        count = evolve(count, recorded)
    assert due == []


def test_every_kind_of_event_retraces_to_a_command_that_brings_it_about() -> None:
    assert_retraces(sc.eventful(sc.Night()))


@settings(max_examples=40)
@given(strategies.nights(sc.Night))
def test_any_night_can_be_decided_over_again(night: sc.Night) -> None:
    assert_retraces(night)


def test_every_command_stands_behind_some_event() -> None:
    behind = {type(command_behind(recorded)) for recorded in sc.eventful(sc.Night()).log}
    assert behind == set(get_args(do.Command))


@pytest.mark.parametrize("kind", CONSEQUENCES)
def test_what_only_follows_from_an_entry_is_never_decided_by_itself(kind: type) -> None:
    night = sc.eventful(sc.Night())
    count = Count(load_rule_sets())
    seen = 0
    for recorded in night.log:
        if isinstance(recorded.event, kind):
            decision = decide(count, command_behind(recorded))
            assert isinstance(decision, Refusal) or recorded.event not in decision
            seen += 1
        count = evolve(count, recorded)
    assert seen > 0


def test_a_proof_signed_by_one_person_retraces_to_one_that_is_refused() -> None:
    night = sc.Night().play(*sc.set_up(sc.one_seat()))
    proof = ev.ContestProven(sc.ONE, 3_000)
    alone = ev.Recorded(night.log[0].id, proof, (sc.OFFICER,), sc.LAPTOP, sc.SPOKEN_AT)
    decision = decide(night.count, command_behind(alone))
    assert isinstance(decision, Refusal)
    assert decision.code == "second_person_is_first"
