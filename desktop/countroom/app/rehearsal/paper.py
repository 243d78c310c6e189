"""The paper of a night: what the sheets would have said for a published result.

Where the source lacks a figure (boxes, rejected papers), one is made that satisfies the
identities. Where the source cannot be a real count, the least is changed that makes it one, and
each such case is told as a ``SourceCase``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.accounts import entrusted_with, true_accounts
from countroom.app.sources.boxes import box_id
from countroom.domain.election import BallotBox, Contest
from countroom.domain.identifiers import BoxId, CandidateId, ContestId, FieldId, HeadId
from countroom.domain.sheets import (
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    rejected_under,
    votes_of,
)

if TYPE_CHECKING:
    from random import Random

    from countroom.domain.rule_set import RuleSet

_TYPICAL_VOTES_PERCENT: Final = {2: 185, 3: 268}
"""Votes on 100 valid papers in English wards of 2 and 3 seats, 2024."""
_STATIONS_TOGETHER: Final = 2


@dataclass(frozen=True, slots=True)
class Published:
    """What the source says of one contest; None where it says nothing.

    ``turnout`` is in hundredths of a percent; ``winners`` only decide how a lot fell. ``seconds``
    are what a second count added to those who remained.
    """

    contest: Contest
    votes: Mapping[CandidateId, int]
    winners: frozenset[CandidateId]
    ballot_papers: int | None
    turnout: int | None
    rejected: int | None
    seconds: Mapping[CandidateId, int] | None = None


@dataclass(frozen=True, slots=True)
class SourceCase:
    """A place where the source could not be played as it stands."""

    contest: ContestId
    code: str
    source: str
    played: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper of a contest says: accounts by box, and all its votes as on one sheet.

    ``accounts`` have the papers as first counted; ``recounts`` are the further counts of a box in
    order, the last of them true.
    """

    accounts: Mapping[BoxId, Mapping[FieldId, int]]
    count: Mapping[FieldId, int]
    recounts: Mapping[BoxId, tuple[int, ...]] = field(default_factory=dict)


def with_boxes(contest: Contest) -> Contest:
    """Give a contest the boxes its size would have: up to three stations and one postal.

    The first two stations are in one polling place. A box is entrusted with a paper for each of
    its electors.
    """
    stations = min(3, 1 + (contest.electorate or 3000) // 4000)
    boxes = [_station_box(contest, n, stations) for n in range(1, stations + 1)]
    return replace(contest, boxes=(*boxes, BallotBox(box_id(contest.id, "P1"), "postal", "")))


def _station_box(contest: Contest, number: int, stations: int) -> BallotBox:
    place = contest.area if number <= _STATIONS_TOGETHER <= stations else ""
    box = BallotBox(box_id(contest.id, f"S{number}"), "station", str(number), place)
    if contest.electorate is None:
        return box
    electors = contest.electorate // stations + (number <= contest.electorate % stations)
    return replace(box, electorate=electors, entrusted=entrusted_with(electors))


def make_paper(
    published: Published, rules: RuleSet, random: Random
) -> tuple[Paper, list[SourceCase]]:
    """Make the paper of one contest with a poll."""
    papers, rejected, cases = _papers_and_rejected(published, random)
    contest = published.contest
    heads = _by_head(rejected, rules, contest.seats, random)
    count = {PAPERS: papers}
    count |= {votes_of(c.id): published.votes[c.id] for c in contest.candidates}
    count |= {rejected_under(head): n for head, n in heads.items()}
    if contest.seats > 1:
        count[REJECTED_IN_PART] = min(papers, random.randrange(0, 4))
    if contest.keeps_unused_votes:
        count[UNUSED_VOTES] = papers * contest.seats - sum(published.votes.values())
    accounts = true_accounts(contest, papers + rejected, random)
    return Paper(accounts, count), cases


def _papers_and_rejected(published: Published, random: Random) -> tuple[int, int, list[SourceCase]]:
    """Give valid and rejected papers, as near to the source as the identities let them be."""
    contest, votes = published.contest, sum(published.votes.values())
    least = _least_valid(published)
    known = _verified_in_source(published)
    if known is None:
        valid = _typical_valid(contest.seats, votes, least)
        return valid, _rejected_made(published, valid, random), []
    if contest.seats == 1:
        return _single_seat(published, votes, known, random)
    rejected = _rejected_made(published, known, random)
    valid = known - rejected
    if valid < least:
        return least, rejected, [_case(published, "votes_exceed_papers", known, least + rejected)]
    if valid > votes:
        return votes, rejected, [_case(published, "papers_exceed_votes", known, votes + rejected)]
    return valid, rejected, []


def _single_seat(
    published: Published, votes: int, known: int, random: Random
) -> tuple[int, int, list[SourceCase]]:
    spare = known - votes
    if published.rejected is not None:
        rejected = published.rejected
    elif 0 <= spare * 50 <= known:
        rejected = spare
    else:
        rejected = _rejected_made(published, votes, random)
    if votes + rejected == known or (published.ballot_papers is None and abs(spare) * 50 <= known):
        return votes, rejected, []
    code = "votes_exceed_papers" if spare < 0 else "papers_exceed_votes"
    return votes, rejected, [_case(published, code, known, votes + rejected)]


def _least_valid(published: Published) -> int:
    """Give the fewest valid papers that can hold these votes."""
    votes = sum(published.votes.values())
    if published.contest.seats == 1:
        return votes
    best = max(published.votes.values(), default=0)
    return max(best, -(-votes // published.contest.seats))


def _verified_in_source(published: Published) -> int | None:
    if published.ballot_papers is not None:
        return published.ballot_papers
    electorate = published.contest.electorate
    if electorate is None or published.turnout is None:
        return None
    return (electorate * published.turnout + 5000) // 10_000


def _typical_valid(seats: int, votes: int, least: int) -> int:
    per_cent = _TYPICAL_VOTES_PERCENT.get(seats, 100 * seats)
    return min(votes, max(least, votes * 100 // per_cent))


def _rejected_made(published: Published, papers: int, random: Random) -> int:
    if published.rejected is not None:
        return published.rejected
    return papers * random.randrange(10, 60) // 10_000


def _by_head(rejected: int, rules: RuleSet, seats: int, random: Random) -> dict[HeadId, int]:
    """Spread rejected papers over the heads; most are unmarked or void for uncertainty."""
    heads = dict.fromkeys(rules.heads, 0)
    weights = [1 if seats > 1 else 2, 30, 2, 67, *[20] * len(heads)]
    for head in random.choices(rules.heads, weights[: len(heads)], k=rejected):
        heads[head] += 1
    return heads


def _case(published: Published, code: str, source: int, played: int) -> SourceCase:
    return SourceCase(published.contest.id, code, str(source), str(played))
