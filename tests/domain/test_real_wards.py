"""Every real Scottish ward here, from its ballots to its official stage sheet."""

from __future__ import annotations

import json
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from countroom.domain.counting import stv_northern_ireland, stv_scotland
from countroom.domain.counting.blt import BallotFile, read_blt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.data

MISPRINTS = {
    ("glasgow-city-2017-ward01", 3, 6): ("393", "303.00000"),
    ("midlothian-2017-ward01", 3, 6): ("832.84154", "832.84152"),
}
"""Ward, stage, candidate: what the official table prints, and what it should (data's README)."""

STAGE_NOT_MARKED = {"city-of-edinburgh-2012-ward01", "city-of-edinburgh-2012-ward04"}
"""Sheets of 2012 that do not list those elected in ballot order within a stage, or not all."""


class Ward(NamedTuple):
    """A ward with its ballots and what was published of its count."""

    name: str
    file: BallotFile
    official: dict[str, Any]


def wards(folder: Path) -> Iterator[Ward]:
    for ballots in sorted((folder / "counting" / "stv-scotland").glob("*.blt")):
        official = json.loads(ballots.with_suffix(".json").read_text(encoding="utf-8"))
        yield Ward(ballots.stem, read_blt(ballots.read_text(encoding="utf-8")), official)


def exact(total: int) -> str:
    whole, rest = divmod(total, stv_scotland.ONE)
    return f"{whole}.{rest:05}"


def places_printed(text: str) -> int:
    """Give the decimals of a printed figure; one without any is taken to be exact."""
    return len(text.partition(".")[2]) or stv_scotland.DECIMALS


def is_printed_as(text: str, total: int) -> bool:
    """Say whether a figure is the exact one, rounded or cut to the places it shows."""
    step = Decimal(1).scaleb(-places_printed(text))
    roundings = (ROUND_HALF_UP, ROUND_DOWN)
    return any(Decimal(exact(total)).quantize(step, one) == Decimal(text) for one in roundings)


def test_every_ward_ends_as_it_was_declared_stage_by_stage(data_folder: Path) -> None:
    seen = stages = figures = 0
    misprinted: dict[tuple[str, int, int], tuple[str, str]] = {}
    for ward in wards(data_folder):
        seats, places = ward.file.seats, len(ward.file.candidates)
        count = stv_scotland.count(ward.file.ballots, places, seats)
        assert count.waits_for is None
        assert count.valid == ward.official["valid_poll"], ward.name
        assert count.quota == ward.official["quota"], ward.name
        elected = ward.official["official_elected"]
        assert sorted(count.elected) == sorted(elected), ward.name
        assert list(count.elected) == elected or ward.name in STAGE_NOT_MARKED, ward.name
        assert len(count.stages) == len(ward.official["stages"]), ward.name
        for ours, theirs in zip(count.stages, ward.official["stages"], strict=True):
            assert sum(ours.totals) + ours.non_transferable == count.valid * stv_scotland.ONE
            for place, (total, text) in enumerate(
                zip(ours.totals, theirs["published_totals"], strict=True), 1
            ):
                if text is None:  # the sheet stops showing a candidate
                    continue
                figures += 1
                if not is_printed_as(text, total):
                    misprinted[ward.name, ours.number, place] = (text, exact(total))
            stages += 1
        seen += 1
    assert misprinted == MISPRINTS
    assert (seen, stages, figures) == (68, 405, 3233)


def test_the_same_papers_counted_by_the_other_law_conserve_every_vote(data_folder: Path) -> None:
    for ward in wards(data_folder):
        count = stv_northern_ireland.count(
            ward.file.ballots, len(ward.file.candidates), ward.file.seats
        )
        assert count.waits_for is None
        assert len(set(count.elected)) == ward.file.seats
        for stage in count.stages:
            held = sum(stage.totals) + stage.non_transferable
            assert held == count.valid * stv_northern_ireland.ONE
