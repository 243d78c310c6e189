"""What a night has in store for a hall: drawn from the seed before the first box comes in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.accounts import postal_account
from countroom.app.rehearsal.mishaps import exchanged, miscounted, neighbours, strayed, untouched
from countroom.app.rehearsal.paper import Paper, Published
from countroom.app.rehearsal.post import NO_POST, Post, make_post, put_into
from countroom.domain.hall import Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from countroom.domain.election import BallotBox

# One in so many boxes, wards or nights, as seldom as a hall may hope.
_BOX_MISCOUNTED: Final = 25
_PAPERS_EXCHANGED: Final = 12
_POST_LATE: Final = 12
_SEAL_BROKEN: Final = 40
_PAPERS_STRAYED: Final = 2
_PAUSE: Final = 3
_KEYER_LEAVES: Final = 3
_LEAST_WARDS: Final = 3
"""Wards of a hall that is big enough to pause, or to lose somebody, half-way."""


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward with a poll and all its paper, as its crew will find it.

    ``late`` are postal papers that turn up after the ledger was closed, before the statement is
    signed or ``after_statement``; ``broken_seal`` says that a box comes in with one. ``mislaid``
    papers are in a box and on no table later.
    """

    published: Published
    paper: Paper
    post: Post = NO_POST
    late: int = 0
    after_statement: bool = False
    broken_seal: bool = False
    mislaid: int = 0


@dataclass(frozen=True, slots=True)
class Programme:
    """A hall's wards in the order of the night, and what befalls more than one of them.

    ``set_aside`` are papers seen in a wrong box as it was opened, ``found`` those counted in it
    and found after both statements; ``pause_before`` and ``leaves_before`` are places in the
    order, None where the night is not interrupted and nobody goes home.
    """

    wards: tuple[Ward, ...]
    set_aside: tuple[Transfer, ...] = ()
    found: tuple[Transfer, ...] = ()
    pause_before: int | None = None
    leaves_before: int | None = None


def quiet(papers: Iterable[tuple[Published, Paper]]) -> Programme:
    """Give a night on which nothing happens but the count."""
    return Programme(tuple(Ward(published, paper) for published, paper in papers))


def programme(
    papers: Sequence[tuple[Published, Paper]], random: Random, *, eventful: bool = False
) -> Programme:
    """Draw the events of a night; in an eventful one of several wards each happens somewhere."""
    many = len(papers) >= _LEAST_WARDS
    eventful = eventful and many
    sure = random.randrange(len(papers)) if eventful else None
    drawn = [_drawn(*one, random, sure=sure == n) for n, one in enumerate(papers)]
    wards = [ward for ward, _ in drawn]
    free = [boxes for _, boxes in drawn]
    set_aside, found = (
        _strayed(wards, free, random, counted=counted)
        if eventful or _one_in(_PAPERS_STRAYED, random)
        else ()
        for counted in (False, True)
    )
    half = len(wards) // 2
    pauses = many and (eventful or _one_in(_PAUSE, random))
    leaves = many and (eventful or _one_in(_KEYER_LEAVES, random))
    return Programme(
        tuple(wards),
        set_aside,
        found,
        random.randrange(half + 1, len(wards)) if pauses else None,
        random.randrange(1, half + 1) if leaves else None,
    )


def _drawn(
    published: Published, paper: Paper, random: Random, *, sure: bool
) -> tuple[Ward, list[BallotBox]]:
    """Draw what befalls one ward; the boxes that nothing befell come with it."""
    free = untouched(published.contest, paper)
    pair = neighbours(free)
    if pair is not None and (_one_in(_PAPERS_EXCHANGED, random) or sure):
        paper = exchanged(paper, pair[0].id, pair[1].id, random.randrange(1, 4))
        free = [box for box in free if box not in pair]
    for box in [box for box in free if _one_in(_BOX_MISCOUNTED, random)]:
        paper = miscounted(published.contest, paper, box, random)
        free.remove(box)
    paper, late = _late(published, paper, random, sure=sure)
    post = make_post(published.contest, paper, random)
    after, broken = random.choice((True, False)), _one_in(_SEAL_BROKEN, random)
    return Ward(published, paper, post, late, after, broken), free


def _late(published: Published, paper: Paper, random: Random, *, sure: bool) -> tuple[Paper, int]:
    """Keep some postal papers back, to come when nobody expects any more."""
    postal = [box.id for box in published.contest.boxes if box.kind == "postal"]
    papers = put_into(paper.accounts[postal[0]]) if postal else 0
    late = random.randrange(2, 30)
    if papers < 2 * late or not (_one_in(_POST_LATE, random) or sure):
        return paper, 0
    accounts = {**paper.accounts, postal[0]: postal_account(papers - late)}
    return replace(paper, accounts=accounts), late


def _strayed(
    wards: list[Ward], free: Sequence[list[BallotBox]], random: Random, *, counted: bool
) -> tuple[Transfer, ...]:
    """Let papers of one ward lie in a box of an earlier one.

    Those set aside as that box is opened are in their own when it is counted.
    """
    able = [n for n, boxes in enumerate(free) if boxes]
    if len(able) < 2:  # noqa: PLR2004 - from one to another
        return ()
    at, to = sorted(random.sample(able, 2))
    papers = random.randrange(1, 6)
    here, there = free[at].pop().id, free[to].pop().id
    if counted:
        wards[at] = _with(wards[at], strayed(wards[at].paper, here, papers))
        wards[to] = _with(wards[to], strayed(wards[to].paper, there, -papers))
    source, target = (wards[n].published.contest.id for n in (at, to))
    return (Transfer(source, here, target, there, papers, counted),)


def _with(ward: Ward, paper: Paper) -> Ward:
    return replace(ward, paper=paper)


def _one_in(how_many: int, random: Random) -> bool:
    return random.randrange(how_many) == 0
