"""Published votes as ballot papers: straight ones for a party's list, mixed ones, rejected ones.

The papers are made, not known: any set of papers with these votes is as true as another. Every
one bears a vote and none more votes than there are seats, so each identity holds on any part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from countroom.domain.sheets import PAPERS, candidate_of, head_of, slates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import CandidateId, FieldId, HeadId, SlateId

_FEWEST: Final = 20
"""Votes of a slate's lowest candidate from which somebody is sure to have voted for them all."""


class BallotPaper(NamedTuple):
    """A paper: straight for a slate, mixed where there is none, or rejected under a head."""

    votes: tuple[CandidateId, ...]
    slate: SlateId | None = None
    head: HeadId | None = None


def ballots_of(
    contest: Contest, count: Mapping[FieldId, int], random: Random
) -> tuple[list[BallotPaper], int]:
    """Make the papers of a contest whose votes as on one sheet are ``count``, in random order.

    With them comes how many straight ones one would expect where the votes leave room for none.
    """
    votes = {c: n for field, n in count.items() if (c := candidate_of(field)) is not None}
    wanted = _wanted(contest, votes, random)
    straight = _fitting(contest, count[PAPERS], votes, wanted)
    papers = [
        BallotPaper(slate.candidates, slate.id)
        for slate in slates(contest)
        for _ in range(straight[slate.id])
    ]
    for slate in slates(contest):
        for candidate in slate.candidates:
            votes[candidate] -= straight[slate.id]
    papers += _mixed(count[PAPERS] - len(papers), votes, random)
    for field, rejected in count.items():
        head = head_of(field)
        if head is not None:
            papers += [BallotPaper((), head=head)] * rejected
    random.shuffle(papers)
    return papers, 0 if any(straight.values()) else sum(wanted.values())


def _wanted(
    contest: Contest, votes: Mapping[CandidateId, int], random: Random
) -> dict[SlateId, int]:
    """Say how many straight papers are likely: most of the votes of a slate's lowest candidate."""
    wanted = {}
    for slate in slates(contest):
        lowest = min(votes[candidate] for candidate in slate.candidates)
        share = 100 if contest.seats == 1 else random.randrange(55, 80)
        wanted[slate.id] = lowest * share // 100 if contest.seats == 1 or lowest >= _FEWEST else 0
    return wanted


def _fitting(
    contest: Contest, papers: int, votes: Mapping[CandidateId, int], wanted: Mapping[SlateId, int]
) -> dict[SlateId, int]:
    """Lower straight papers evenly until the votes they leave can be those of the other papers."""
    straight = dict(wanted)
    while any(straight.values()) and not _fits(contest, papers, votes, straight):
        straight = {slate: n * 19 // 20 for slate, n in straight.items()}
    return straight


def _fits(
    contest: Contest, papers: int, votes: Mapping[CandidateId, int], straight: Mapping[SlateId, int]
) -> bool:
    """Say whether mixed papers can hold what is left: none empty, overfull or with a vote twice."""
    mixed, left = papers - sum(straight.values()), dict(votes)
    for slate in slates(contest):
        for candidate in slate.candidates:
            left[candidate] -= straight[slate.id]
    return (
        all(0 <= n <= mixed for n in left.values())
        and mixed <= sum(left.values()) <= contest.seats * mixed
    )


def _mixed(papers: int, votes: Mapping[CandidateId, int], random: Random) -> list[BallotPaper]:
    """Deal votes out round and round, so that no paper has a candidate twice and all have alike."""
    marks: list[list[CandidateId]] = [[] for _ in range(papers)]
    candidates = list(votes)
    random.shuffle(candidates)
    at = 0
    for candidate in candidates:
        for _ in range(votes[candidate]):
            marks[at].append(candidate)
            at = (at + 1) % papers
    return [BallotPaper(tuple(one)) for one in marks]
