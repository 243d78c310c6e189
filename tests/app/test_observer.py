"""An observer sees the board and changes nothing: every command there is, is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.state import Count

OBSERVER = PersonId("observer-1")


class Watched(sc.Night):
    """A night that keeps every command with the count it was given to."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[Count, do.Command]] = []

    def play(self, *commands: do.Command) -> Watched:
        for command in commands:
            self.given.append((self.count, command))
            super().play(command)
        return self


@pytest.fixture(scope="module")
def given() -> Sequence[tuple[Count, do.Command]]:
    night = Watched()
    sc.eventful(night)
    return night.given


def test_the_night_has_every_command(given: Sequence[tuple[Count, do.Command]]) -> None:
    assert {type(command) for _, command in given} == set(get_args(do.Command))


def test_every_command_of_an_observer_is_refused(
    given: Sequence[tuple[Count, do.Command]],
) -> None:
    observer = sc.person(OBSERVER, "observer")
    asked = set()
    for count, command in given:
        if isinstance(command, do.RecordReceipt | do.RecordPrinted) or not count.people:
            continue  # the laptop keeps these by itself; before anybody there is no observer
        if OBSERVER not in count.people:
            count = replace(count, people={**count.people, OBSERVER: observer})  # noqa: PLW2901
        decision = decide(count, replace(command, by=OBSERVER))
        assert isinstance(decision, Refusal), command
        assert decision.code == "role_missing", command
        asked.add(type(command))
    assert asked >= set(get_args(do.Command)) - {do.RecordReceipt, do.RecordPrinted, do.EnrolDevice}


def test_an_observer_signs_second_to_nothing(given: Sequence[tuple[Count, do.Command]]) -> None:
    observer, asked = sc.person(OBSERVER, "observer"), 0
    for count, command in given:
        if getattr(command, "second", None) is None or isinstance(command, do.RecordReceipt):
            continue
        joined = replace(count, people={**count.people, OBSERVER: observer})
        decision = decide(joined, replace(command, second=OBSERVER))  # type: ignore[arg-type]
        assert isinstance(decision, Refusal), command
        asked += 1
    assert asked > 2
