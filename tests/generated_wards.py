"""Wards to count by the single transferable vote: real ones, and small ones made to give trouble.

A made ward depends on its number alone, so a ward that fails is made again by its number.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Ranking = tuple[int, ...]


class Ward(NamedTuple):
    """A ward's papers, each with the candidates in order of preference, numbered from 1."""

    name: str
    papers: list[Ranking]
    candidates: int
    seats: int


def real_wards(data_folder: Path) -> Iterator[Ward]:
    """Read the Scottish wards, without the program's own reader."""
    for path in sorted((data_folder / "counting" / "stv-scotland").glob("*.blt")):
        lines = iter(path.read_text(encoding="utf-8").splitlines())
        candidates, seats = map(int, next(lines).split())
        papers: list[Ranking] = []
        for line in lines:
            many, *preferences = map(int, line.split())
            if not many:
                break
            papers += [tuple(preferences[:-1])] * many
        yield Ward(path.stem, papers, candidates, seats)


def made_wards(many: int) -> Iterator[Ward]:
    """Make so many wards, each kind of trouble as often as the others."""
    for number in range(many):
        kind = KINDS[number % len(KINDS)]
        papers, candidates, seats = kind(Random(number))
        yield Ward(f"{number} {kind.__name__}", papers, candidates, seats)


Made = tuple[list["Ranking"], int, int]


def ranking(rng: Random, candidates: list[int], least: int = 1, most: int = 99) -> Ranking:
    """Rank some of the candidates, ``least`` to ``most`` of them."""
    length = rng.randint(min(least, len(candidates)), min(most, len(candidates)))
    return tuple(rng.sample(candidates, length))


def size(rng: Random, candidates: tuple[int, int], seats: tuple[int, int]) -> tuple[list[int], int]:
    """Draw the candidates, and seats that are fewer."""
    numbers = list(range(1, rng.randint(*candidates) + 1))
    return numbers, min(rng.randint(*seats), len(numbers) - 1)


def anything(rng: Random) -> Made:
    numbers, seats = size(rng, (3, 9), (1, 5))
    papers = [ranking(rng, numbers) for _ in range(rng.randint(5, 120))]
    return papers, len(numbers), seats


def all_alike(rng: Random) -> Made:
    """All candidates have the same votes at the first stage, and often at all that follow."""
    numbers, seats = size(rng, (3, 7), (1, 4))
    papers: list[Ranking] = []
    for _ in range(rng.randint(1, 4)):
        pattern = ranking(rng, numbers)
        turns = [{old: (old + by) % len(numbers) + 1 for old in numbers} for by in numbers]
        papers += [tuple(turn[c] for c in pattern) for turn in turns]
    return papers, len(numbers), seats


def twins(rng: Random) -> Made:
    """Two candidates get the same from everybody, so only a lot can part them."""
    numbers, seats = size(rng, (4, 8), (1, 4))
    one, other = rng.sample(numbers, 2)
    swap = {**{c: c for c in numbers}, one: other, other: one}
    half = [ranking(rng, numbers) for _ in range(rng.randint(4, 40))]
    return half + [tuple(swap[c] for c in paper) for paper in half], len(numbers), seats


def equal_surpluses(rng: Random) -> Made:
    """Two or three have the same first preferences above the quota, on different papers."""
    numbers, seats = size(rng, (5, 8), (3, 4))
    strong = rng.sample(numbers, rng.randint(2, seats))
    each = rng.randint(10, 25)
    papers = [
        (c, *ranking(rng, [n for n in numbers if n != c], 0)) for c in strong for _ in range(each)
    ]
    papers += [ranking(rng, numbers) for _ in range(rng.randint(0, 12))]
    return papers, len(numbers), seats


def parted_late(rng: Random) -> Made:
    """Few votes and many candidates: equal now, unequal at some stage before."""
    numbers, seats = size(rng, (6, 10), (1, 3))
    papers = [ranking(rng, numbers, 2) for _ in range(rng.randint(8, 24))]
    return papers, len(numbers), seats


def plumpers(rng: Random) -> Made:
    """Nearly every paper has one preference: nothing is transferable."""
    numbers, seats = size(rng, (4, 9), (1, 5))
    papers = [ranking(rng, numbers, 1, 1) for _ in range(rng.randint(3, 60))]
    papers += [ranking(rng, numbers, 1, 2) for _ in range(rng.randint(0, 5))]
    return papers, len(numbers), seats


def nobodys_first(rng: Random) -> Made:
    """Several candidates are nobody's first preference, and some are nobody's at all."""
    numbers, seats = size(rng, (5, 9), (2, 5))
    firsts = rng.sample(numbers, rng.randint(1, 3))
    later = rng.sample(numbers, rng.randint(1, len(numbers)))
    papers: list[Ranking] = []
    for _ in range(rng.randint(4, 80)):
        first = rng.choice(firsts)
        papers.append((first, *ranking(rng, [c for c in later if c != first], 0)))
    return papers, len(numbers), seats


def as_many_as_seats(rng: Random) -> Made:
    numbers = list(range(1, rng.randint(1, 5) + 1))
    papers = [ranking(rng, numbers) for _ in range(rng.randint(1, 40))]
    return papers, len(numbers), len(numbers)


def one_seat(rng: Random) -> Made:
    numbers = list(range(1, rng.randint(2, 7) + 1))
    papers = [ranking(rng, numbers) for _ in range(rng.randint(1, 60))]
    return papers, len(numbers), 1


def many_small(rng: Random) -> Made:
    """Many with hardly a vote stand beside a few: whole groups are excluded together."""
    numbers, seats = size(rng, (7, 12), (2, 5))
    rng.shuffle(numbers)
    weights = [rng.choice((2, 3, 5, 9)) ** 2 if i <= seats + 1 else 1 for i in range(len(numbers))]
    firsts = rng.choices(numbers, weights, k=rng.randint(40, 150))
    papers = [(c, *ranking(rng, [n for n in numbers if n != c], 0, 4)) for c in firsts]
    return papers, len(numbers), seats


def small_surplus(rng: Random) -> Made:
    """One or two stand just above the quota, the others far apart: surpluses wait."""
    numbers, seats = size(rng, (5, 8), (2, 4))
    quota = rng.randint(15, 40)
    valid = (quota - 1) * (seats + 1) + rng.randint(0, seats)
    above = rng.randint(1, min(2, seats))
    firsts = [c for c in numbers[:above] for _ in range(quota + rng.randint(0, 3))]
    rest = numbers[above:]
    firsts += rng.choices(rest, [3**i for i in range(len(rest))], k=max(valid - len(firsts), 0))
    papers = [(c, *ranking(rng, [n for n in numbers if n != c], 0)) for c in firsts]
    return papers, len(numbers), seats


def several_values(rng: Random) -> Made:
    """Surplus follows surplus through long rankings, so candidates hold papers of many values."""
    numbers, seats = size(rng, (7, 10), (4, 6))
    papers: list[Ranking] = []
    for _ in range(rng.randint(60, 140)):
        first = numbers[min(int(rng.expovariate(0.6)), len(numbers) - 1)]
        papers.append((first, *ranking(rng, [c for c in numbers if c != first], 3)))
    return papers, len(numbers), seats


def few_transferable(rng: Random) -> Made:
    """A huge surplus with only a handful of papers that have a next preference."""
    numbers, seats = size(rng, (4, 8), (2, 4))
    favourite, *others = rng.sample(numbers, len(numbers))
    papers: list[Ranking] = [(favourite,)] * rng.randint(40, 90)
    papers += [(favourite, *ranking(rng, others)) for _ in range(rng.randint(0, 5))]
    papers += [ranking(rng, numbers) for _ in range(rng.randint(5, 30))]
    return papers, len(numbers), seats


def long_rankings(rng: Random) -> Made:
    numbers, seats = size(rng, (8, 14), (2, 6))
    papers = [ranking(rng, numbers, len(numbers)) for _ in range(rng.randint(20, 80))]
    return papers, len(numbers), seats


def duplicates(rng: Random) -> Made:
    """A few rankings, each on many papers."""
    numbers, seats = size(rng, (4, 8), (1, 5))
    papers: list[Ranking] = []
    for _ in range(rng.randint(2, 8)):
        papers += [ranking(rng, numbers)] * rng.randint(1, 60)
    rng.shuffle(papers)
    return papers, len(numbers), seats


def hardly_any(rng: Random) -> Made:
    """One to six papers."""
    numbers, seats = size(rng, (2, 6), (1, 4))
    papers = [ranking(rng, numbers) for _ in range(rng.randint(1, 6))]
    return papers, len(numbers), seats


def tiny_values(rng: Random) -> Made:
    """A surplus of a vote or two over many papers: the value is cut to nearly nothing."""
    numbers, seats = size(rng, (4, 7), (2, 4))
    quota = rng.randint(80, 220)
    valid = (quota - 1) * (seats + 1) + rng.randint(0, seats)
    firsts = [1] * (quota + rng.randint(1, 2))
    firsts += rng.choices(numbers[1:], k=max(valid - len(firsts), 0))
    papers = [(c, *ranking(rng, [n for n in numbers if n != c], 0)) for c in firsts]
    return papers, len(numbers), seats


def stranded_surplus(rng: Random) -> Made:
    """Most votes are lost with one surplus; a small surplus is left, and hardly anybody to exclude.

    Candidate 1 is nearly everybody's only preference, 2 rises just above the quota, 3 and 4 are
    close and low, 5 stands far above them and far below the quota.
    """
    seats = 4
    quota = rng.randint(20, 40)
    rising = rng.randint(3, 8)
    low = rng.randint(1, 3)
    middle = rng.randint(12, quota - 4)
    firsts = [2] * (quota - rng.randint(1, rising)) + [3] * low + [4] * (low + rng.randint(0, 2))
    firsts += [5] * middle
    papers = [(c, *ranking(rng, [n for n in (3, 4, 5) if n != c], 0)) for c in firsts]
    papers += [(1, 2, *ranking(rng, [3, 4, 5])) for _ in range(rising)]
    valid = (quota - 1) * (seats + 1) + rng.randint(0, seats)
    papers += [(1,)] * (valid - len(papers))
    return papers, 5, seats


def group_elects(rng: Random) -> Made:
    """The papers of several excluded together lift somebody above the quota in one sub-parcel."""
    seats = rng.randint(2, 3)
    quota = rng.randint(25, 40)
    strong = list(range(1, seats + 2))
    small = list(range(seats + 2, seats + 2 + rng.randint(2, 5)))
    short = [rng.randint(1, 4) for _ in strong]
    papers = [
        (c, *ranking(rng, [n for n in strong if n != c], 0))
        for c, missing in zip(strong, short, strict=True)
        for _ in range(quota - missing)
    ]
    for c in small:
        papers += [(c, *ranking(rng, strong, 2)) for _ in range(rng.randint(1, 4))]
    return papers, len(strong) + len(small), seats


KINDS: tuple[Callable[[Random], Made], ...] = (
    anything,
    all_alike,
    twins,
    equal_surpluses,
    parted_late,
    plumpers,
    nobodys_first,
    as_many_as_seats,
    one_seat,
    many_small,
    small_surplus,
    several_values,
    few_transferable,
    long_rankings,
    duplicates,
    hardly_any,
    tiny_values,
    stranded_surplus,
    group_elects,
)
