"""Thresholds that make no sense are refused by the name of their file and list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from countroom.rules import RuleSetError, load_rule_sets, load_thresholds, read_thresholds

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    "seats": "2", "mean_votes_low": "145", "mean_votes_high": "199", "rejected_most": "200",
    "turnout_low": "15", "turnout_high": "60", "slate_low": "25", "equal_most": "400",
    "swap_apart": "60", "swap_together": "70", "least_papers": "200", "least_votes": "100",
}  # fmt: skip


def write(folder: Path, *tables: dict[str, str]) -> Path:
    """Write one list; a key changed to nothing is left out."""
    file = folder / "likely.toml"
    text = "".join(
        "[[some]]\n" + "".join(f"{key} = {n}\n" for key, n in {**GOOD, **table}.items() if n)
        for table in tables
    )
    file.write_text(text or "some = []\n", encoding="utf-8")
    return file


def test_a_whole_list_is_read_as_it_is_written(tmp_path: Path) -> None:
    two, three = read_thresholds(write(tmp_path, {}, {"seats": "3"}))["some"]
    assert (two.seats, three.seats) == (2, 3)
    assert {name: str(getattr(two, name)) for name in GOOD} == GOOD


def test_the_law_of_every_contest_that_a_count_file_keeps_names_the_shipped_list() -> None:
    shipped = load_thresholds()["wards-2018-2026"]
    assert [one.seats for one in shipped] == [1, 2, 3]
    for rules in load_rule_sets().values():
        assert rules.likely == (shipped if rules.system == "plurality" else ())


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"seats": ""}, "some: missing keys: seats"),
        ({"seat": "1"}, "some: unknown keys: seat"),
        ({"seats": "0"}, "some: seats do not rise from 1"),
        ({"mean_votes_low": "99"}, "some, seats 2: mean_votes out of range"),
        ({"mean_votes_high": "201"}, "some, seats 2: mean_votes out of range"),
        ({"mean_votes_low": "200"}, "some, seats 2: mean_votes out of range"),
        ({"rejected_most": "10_001"}, "some, seats 2: rejected_most out of range"),
        ({"turnout_low": "61"}, "some, seats 2: turnout out of range"),
        ({"turnout_high": "101"}, "some, seats 2: turnout out of range"),
        ({"slate_low": "-1"}, "some, seats 2: slate_low out of range"),
        ({"swap_apart": "71"}, "some, seats 2: swap out of range"),
        ({"equal_most": "-1"}, "some, seats 2: equal_most out of range"),
        ({"least_papers": "0"}, "some, seats 2: least_papers out of range"),
        ({"least_votes": "0"}, "some, seats 2: least_votes out of range"),
        ({"slate_low": '"25"'}, "Expected `int`, got `str`"),
        ({"slate_low": "2.5"}, "Expected `int`, got `float`"),
        ({"seats": "]"}, "Invalid"),
    ],
)
def test_a_malformed_list_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], why: str
) -> None:
    with pytest.raises(RuleSetError, match=rf"^likely\.toml: .*{re.escape(why)}"):
        read_thresholds(write(tmp_path, changed))


@pytest.mark.parametrize("tables", [(), ({}, {}), ({"seats": "3"}, {})])
def test_a_list_is_neither_empty_nor_out_of_order(
    tmp_path: Path, tables: tuple[dict[str, str], ...]
) -> None:
    with pytest.raises(RuleSetError, match=r"^likely\.toml: some: seats do not rise from 1$"):
        read_thresholds(write(tmp_path, *tables))
