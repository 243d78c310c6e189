"""The identities of a plurality or block-vote count, on totals in papers and votes.

Source of each: the arithmetic of SI 2006/3304 Sch 2 rr. 45 to 50 and the Electoral Commission's
guidance on reconciling count totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.other_systems import check_second_count
from countroom.domain.counting.supplementary import papers_out
from countroom.domain.sheets import (
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    rejected_under,
    votes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Second, Totals
    from countroom.domain.election import Contest


def identities(contest: Contest, totals: Totals) -> Iterator[Finding]:
    """Check the identities 2 to 5, 10 and 11; nothing more once rejected exceed verified."""
    if totals.rejected_total > totals.verified:
        yield Finding(
            "V02",
            contest.id,
            {"rejected": totals.rejected_total, "verified": totals.verified},
            tuple(rejected_under(head) for head in totals.rejected),
        )
        return
    yield from _in_part(contest, totals)
    yield from _candidates(contest, totals)
    yield from _votes(contest, totals)
    yield from _papers(contest, totals)
    if totals.second is not None:
        yield from _seconds(contest, totals, totals.second)


def _in_part(contest: Contest, totals: Totals) -> Iterator[Finding]:
    most = totals.valid if contest.seats > 1 else 0
    if totals.rejected_in_part > most:
        numbers = {"in_part": totals.rejected_in_part, "most": most}
        yield Finding("V03", contest.id, numbers, (REJECTED_IN_PART,))


def _candidates(contest: Contest, totals: Totals) -> Iterator[Finding]:
    for candidate in contest.candidates:
        votes = totals.votes.get(candidate.id, 0)
        if votes > totals.valid:
            numbers = {"votes": votes, "valid": totals.valid}
            line = (votes_of(candidate.id),)
            yield Finding("V04", contest.id, numbers, line, names=(candidate.name,))


def _votes(contest: Contest, totals: Totals) -> Iterator[Finding]:
    votes, valid, seats = totals.votes_total, totals.valid, contest.seats
    lines = tuple(votes_of(candidate.id) for candidate in contest.candidates)
    numbers = {"votes": votes, "valid": valid, "seats": seats}
    if votes > seats * valid:
        yield Finding("V05" if seats == 1 else "V07", contest.id, numbers, lines)
    elif votes < valid:
        yield Finding("V06" if seats == 1 else "V08", contest.id, numbers, lines)


def _seconds(contest: Contest, totals: Totals, second: Second) -> Iterator[Finding]:
    """Compare all that second preferences can be with the first ones of those who went out."""
    remaining = tuple(second.votes)
    yield from check_second_count(
        contest.id,
        sum(second.votes.values()),
        second.elsewhere,
        sum(second.rejected.values()),
        papers_out(totals.votes, remaining),
    )


def _papers(contest: Contest, totals: Totals) -> Iterator[Finding]:
    accounted = totals.papers + totals.rejected_total
    if accounted != totals.verified:
        numbers = {
            "papers": totals.papers,
            "rejected": totals.rejected_total,
            "accounted": accounted,
            "verified": totals.verified,
            "difference": accounted - totals.verified,
        }
        yield Finding("V11", contest.id, numbers, (PAPERS,))
    if contest.electorate is not None and totals.verified > contest.electorate:
        numbers = {"verified": totals.verified, "electorate": contest.electorate}
        yield Finding("V09", contest.id, numbers)
    used = totals.votes_total + totals.unused_votes
    if contest.keeps_unused_votes and used != totals.papers * contest.seats:
        numbers = {
            "votes": totals.votes_total,
            "unused": totals.unused_votes,
            "papers": totals.papers,
            "seats": contest.seats,
        }
        yield Finding("V12", contest.id, numbers, (UNUSED_VOTES,))
