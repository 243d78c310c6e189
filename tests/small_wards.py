"""Small wards for the tests of the two STV laws: written by letters, drawn, or put on a sheet."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hypothesis import strategies as st

from countroom.domain.counting.stage_sheet import SheetStage, StageSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.counting.stv import Ballots, Count, Drawn, Lot, Ranking


class Ward(NamedTuple):
    """Papers by ranking, places on the ballot paper, seats, and a seed for what chance decides."""

    ballots: dict[Ranking, int]
    candidates: int
    seats: int
    seed: int

    @property
    def papers(self) -> int:
        return sum(self.ballots.values())


class Law(Protocol):
    """The count of one of the two laws."""

    def __call__(
        self,
        ballots: Ballots,
        candidates: int,
        seats: int,
        drawn: Drawn = (),
        withdrawn: frozenset[int] = frozenset(),
    ) -> Count: ...


def papers(by_letters: Mapping[str, int]) -> dict[Ranking, int]:
    """Write papers by letters: "CA" has candidate 3 first and 1 second."""
    return {tuple(ord(one) - 64 for one in word): many for word, many in by_letters.items()}


@st.composite
def wards(draw: st.DrawFn, most_candidates: int = 7) -> Ward:
    """Draw a ward; the fewer rankings and the rounder the figures, the more ties there are."""
    candidates = draw(st.integers(2, most_candidates))
    places = list(range(1, candidates + 1))
    rankings = st.lists(st.sampled_from(places), min_size=1, max_size=candidates, unique=True)
    step = draw(st.sampled_from([1, 1, 2, 5]))
    numbers = st.integers(1, 12).map(lambda many: many * step)
    ballots = draw(st.dictionaries(rankings.map(tuple), numbers, min_size=1, max_size=14))
    seats = draw(st.integers(1, min(5, candidates)))
    return Ward(ballots, candidates, seats, draw(st.integers(0, 999)))


def count_to_the_end(
    law: Law, ward: Ward, choose: Callable[[Lot], int] | None = None
) -> tuple[Count, set[tuple[int, int]]]:
    """Count, drawing each lot the count waits for; give the count and the lots that were drawn."""
    choose = choose or by_seed(ward.seed)
    drawn: set[tuple[int, int]] = set()
    while True:
        count = law(ward.ballots, ward.candidates, ward.seats, drawn)
        lot = count.waits_for
        if lot is None:
            return count, drawn
        drawn.add((lot.stage, choose(lot)))


def by_seed(seed: int) -> Callable[[Lot], int]:
    """Draw lots that depend on the seed and the stage alone."""
    return lambda lot: Random(seed + lot.stage).choice(lot.tied)


def as_sheet(count: Count, seats: int) -> StageSheet:
    """Print a Northern Ireland count as its stage sheet."""
    later = [
        SheetStage(
            "surplus" if now.action == "surplus" else "exclusion",
            now.moved,
            now.totals,
            tuple(after - before for before, after in zip(then.totals, now.totals, strict=True)),
            now.non_transferable - then.non_transferable,
        )
        for then, now in pairwise(count.stages)
    ]
    return StageSheet(seats, count.valid, count.stages[0].totals, tuple(later))
