"""Both counts of the single transferable vote, the program's and the plain one, stage by stage."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

from countroom.domain.counting import stv_northern_ireland, stv_scotland
from generated_wards import Ward, made_wards, real_wards
from plain_stv import PlainCount, PlainLot, PlainStage, count_northern_ireland, count_scotland

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countroom.domain.counting.stv import Ballots, Count, Drawn
    from plain_stv import Draw, Papers

MADE = 1_000  # for each law


class Law(NamedTuple):
    """A law with its two counts, and how many units the fast one makes of a vote."""

    plain: Callable[[Papers, int, int, Draw], PlainCount]
    fast: Callable[[Ballots, int, int, Drawn], Count]
    units: int


SCOTLAND = Law(count_scotland, stv_scotland.count, 100_000)
NORTHERN_IRELAND = Law(count_northern_ireland, stv_northern_ireland.count, 100)
both_laws = pytest.mark.parametrize(
    "law", [SCOTLAND, NORTHERN_IRELAND], ids=["Scotland", "Northern Ireland"]
)


def lowest_number(stage: int, purpose: str, tied: list[int]) -> int:
    assert stage, purpose
    return min(tied)


def highest_number(stage: int, purpose: str, tied: list[int]) -> int:
    assert stage, purpose
    return max(tied)


def in_the_plain_form(count: Count, units: int) -> PlainCount:
    """Write the fast count as the plain one is written."""
    return PlainCount(
        count.quota,
        tuple(
            PlainStage(
                stage.action,
                stage.moved,
                tuple(Fraction(votes, units) for votes in stage.totals),
                Fraction(stage.non_transferable, units),
            )
            for stage in count.stages
        ),
        count.elected,
        tuple(PlainLot(lot.stage, lot.purpose, lot.tied, lot.drawn or 0) for lot in count.lots),
    )


def compared(law: Law, ward: Ward, draw: Draw) -> PlainCount:
    """Count a ward both ways and give the plain count; fail where they part."""
    plain = law.plain(ward.papers, ward.candidates, ward.seats, draw)
    drawn = {(lot.stage, lot.drawn) for lot in plain.lots}
    ballots = Counter(ward.papers)
    fast = law.fast(ballots, ward.candidates, ward.seats, drawn)
    assert [stage.number for stage in fast.stages] == list(range(1, len(plain.stages) + 1)), ward
    assert in_the_plain_form(fast, law.units) == plain, ward
    if plain.lots:
        asked = law.fast(ballots, ward.candidates, ward.seats, ()).waits_for
        assert asked is not None, ward
        assert (asked.stage, asked.purpose, asked.tied) == plain.lots[0][:3], ward
    return plain


@pytest.mark.data
@both_laws
def test_both_counts_of_every_real_ward_are_the_same(data_folder: Path, law: Law) -> None:
    wards = 0
    for ward in real_wards(data_folder):
        compared(law, ward, lowest_number)
        wards += 1
    assert wards == 68


@both_laws
def test_both_counts_of_every_made_ward_are_the_same(law: Law) -> None:
    wards = 0
    for ward in made_wards(MADE):
        if compared(law, ward, lowest_number).lots:
            compared(law, ward, highest_number)
        wards += 1
    assert wards == MADE


def test_the_made_wards_give_the_trouble_they_are_made_for() -> None:
    met: Counter[str] = Counter()
    for ward in made_wards(MADE):
        for law in (SCOTLAND, NORTHERN_IRELAND):
            plain = law.plain(ward.papers, ward.candidates, ward.seats, lowest_number)
            met.update(troubles(plain))
    few = {trouble: met[trouble] for trouble in TROUBLES if met[trouble] < 20}
    assert not few


TROUBLES = (
    "lot for surplus",
    "lot for exclusion",
    "equals parted by an earlier stage",
    "nothing transferable",
    "excluded with no votes",
    "excluded together",
    "surplus waits",
    "elected below the quota",
)


def troubles(count: PlainCount) -> Iterator[str]:
    """Name the troubles that a ward gave."""
    yield from (f"lot for {lot.purpose}" for lot in count.lots)
    lots = {lot.stage for lot in count.lots}
    for number, (before, after) in enumerate(pairwise(count.stages), 1):
        had = [before.totals[c - 1] for c in after.moved]
        equals = before.totals.count(had[0]) if len(had) == 1 and had[0] else 1
        if equals > 1 and number not in lots:
            yield "equals parted by an earlier stage"
        if after.action == "surplus":
            if all(new <= old for new, old in zip(after.totals, before.totals, strict=True)):
                yield "nothing transferable"
        else:
            if not any(had):
                yield "excluded with no votes"
            if len(had) > 1:
                yield "excluded together"
            if max(before.totals) > count.quota:
                yield "surplus waits"
    if any(count.stages[-1].totals[c - 1] < count.quota for c in count.elected):
        yield "elected below the quota"
