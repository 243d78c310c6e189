"""Spoiled inputs of a tally: each is counted, or refused, or told at one of its lines.

``python tests/fuzz/run.py`` tries new ones for as long as it is given.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countroom.app.tally import LotGiven
from fuzz.readers import RULES, SMALL, Input, judged, real, spoiled

if TYPE_CHECKING:
    from pathlib import Path

CHANCE = st.randoms(use_true_random=False)
LOTS = st.lists(
    st.builds(LotGiven, st.integers(0, 4), st.sampled_from(("Ann Ash", "2", "Bob Birch", "A", "")))
    | st.builds(LotGiven, st.integers(0, 4), st.text(max_size=8)),
    max_size=3,
)
SEATS = st.one_of(st.none(), st.integers(1, 999))


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.rules)
def test_what_is_spoiled_was_sound(one: Input) -> None:
    assert not judged(one).startswith("malformed")


@settings(max_examples=3_000)
@given(CHANCE, st.sampled_from(SMALL), SEATS, LOTS)
def test_a_spoiled_input_is_counted_or_refused_or_told_at_one_of_its_lines(
    chance: Random, one: Input, seats: int | None, lots: list[LotGiven]
) -> None:
    assert judged(spoiled(chance, one), seats, *lots)


@settings(max_examples=500)
@given(st.sampled_from(RULES), st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_at_all_is_counted_or_refused_or_told_at_one_of_its_lines(
    rules: str, content: bytes
) -> None:
    assert judged(Input(rules, content))


@pytest.mark.data
def test_real_inputs_when_spoiled_are_counted_or_refused_or_told_at_one_of_their_lines(
    data_folder: Path,
) -> None:
    inputs = real(data_folder)
    assert len(inputs) > 100
    outcomes = set()
    for seed in range(600):
        chance = Random(seed)
        outcomes.add(judged(spoiled(chance, chance.choice(inputs))))
    assert {"counted", "counted, with findings", "malformed: json_twice"} <= outcomes
    assert len(outcomes) > 15
