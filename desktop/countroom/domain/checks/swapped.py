"""Figures that look exchanged: against the last election's, and against the other tables'.

A swap passes every identity (Marsden West 2023). Running mates show one in ``likely``; where there
are none, these look at what the ward did before and at what its other tables found. Of 4,918 real
wards held back with a last time, 4 are asked (``dev.py accuracy``).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from countroom.domain.checks.finding import Finding
from countroom.domain.sheets import votes_of
from countroom.domain.totals import totals_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.domain.declaration import Totals
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.state import ContestState

APART: Final = 50
"""A share at or below so many per cent of the other lies apart."""
TOGETHER: Final = 90
"""From so many per cent on two shares are the same."""
LEAST_VOTES: Final = 50
"""Below this a table's figures vary too much to say anything."""


class _Compared(NamedTuple):
    """A candidate's votes here beside those of the comparison, each of its own total."""

    candidate: Candidate
    here: int
    there: int


def swapped_since_last_time(contest: Contest, totals: Totals) -> Iterator[Finding]:
    """Warn where two parties have each other's share of the last comparable election.

    A party stands for its best-placed candidate at both; independents are no party.
    """
    previous = contest.previous
    if previous is None or not previous.comparable:
        return
    best: dict[str, Candidate] = {}
    for candidate in contest.candidates:
        key = candidate.party.key
        held = best.get(key)
        if candidate.party.group != "IND" and (
            held is None or totals.votes.get(candidate.id, 0) > totals.votes.get(held.id, 0)
        ):
            best[key] = candidate
    compared = [
        _Compared(candidate, totals.votes.get(candidate.id, 0), previous.votes.get(key, 0))
        for key, candidate in best.items()
    ]
    for one, other in _exchanged(compared):
        yield _finding("W07", contest, one, other)


def swapped_at_a_table(state: ContestState) -> Iterator[Finding]:
    """Notice a table where two candidates have each other's share at all other tables.

    A notice: the villages that feed two tables may really differ so.
    """
    contest = state.contest
    tables = [totals_at(state, mini_count.id) for mini_count in contest.counted_in]
    for at, (mini_count, here) in enumerate(zip(contest.counted_in, tables, strict=True)):
        others = [table for place, table in enumerate(tables) if place != at]
        compared = [
            _Compared(
                candidate,
                here.votes[candidate.id],
                sum(table.votes[candidate.id] for table in others),
            )
            for candidate in contest.candidates
        ]
        for one, other in _exchanged(compared):
            yield _finding("N07", contest, one, other, mini_count.table or mini_count.id)


def _exchanged(compared: Sequence[_Compared]) -> Iterator[tuple[_Compared, _Compared]]:
    """Find pairs whose shares lie apart as they are and come together exchanged."""
    here, there = sum(c.here for c in compared), sum(c.there for c in compared)
    for one, other in combinations(compared, 2):
        if max(one.here, other.here) < LEAST_VOTES:
            continue
        ours = (one.here * there, other.here * there)
        theirs = (one.there * here, other.there * here)
        apart = max(_likeness(ours[0], theirs[0]), _likeness(ours[1], theirs[1])) <= APART
        if apart and min(_likeness(ours[0], theirs[1]), _likeness(ours[1], theirs[0])) >= TOGETHER:
            yield one, other


def _likeness(one: int, other: int) -> int:
    """Give the smaller per 100 of the larger, 0 where there is none."""
    return 100 * min(one, other) // max(one, other) if one and other else 0


def _finding(
    code: str, contest: Contest, one: _Compared, other: _Compared, table: str = ""
) -> Finding:
    lines = tuple(votes_of(compared.candidate.id) for compared in (one, other))
    names = (one.candidate.name, other.candidate.name, *((table,) if table else ()))
    return Finding(code, contest.id, {"one": one.here, "other": other.here}, lines, names=names)
