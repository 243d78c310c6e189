"""A published night: real contests with their real votes, ready to be played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.rehearsal.paper import Published, SourceCase, with_boxes
from countroom.app.sources import contests_for, election_for
from countroom.app.sources.names import ballot_paper
from countroom.domain.counting.plurality import elect
from countroom.domain.election import Election
from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from countroom.app.sources import Source
    from countroom.app.sources.mayors import Mayoral
    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import CandidateId


_TOLD_BY_CONTEST = ("winners_exceed_seats", "contest_without_candidates")


@dataclass(frozen=True, slots=True)
class PublishedNight:
    """One council's night as published; ``cases`` are what could not be taken as it stands."""

    election: Election
    contests: Sequence[Published]
    cases: Sequence[SourceCase]


def published_night(source: Source, slug: str, date: str) -> PublishedNight:
    """Read the night of a council or an office. Raises KeyError when it has no poll that day."""
    if slug in source.offices(date):
        return mayors_night(source.offices(date)[slug])
    day = source.day(date)
    cases = [
        SourceCase(contest.id, "no_candidates", "0", "")
        for contest in day.contests[slug]
        if not day.candidates_in(contest)
    ]
    cases += [
        SourceCase(ContestId(""), "row_unreadable", f"{f.file} {f.row} {f.column}", f.code)
        for f in source.faults(date, slug)
        if f.code not in _TOLD_BY_CONTEST
    ]
    given = {contest.id: contest for contest in day.contests[slug]}
    contests = []
    for contest in contests_for(source, slug, date):
        as_given = given[contest.id]
        paper = ballot_paper(contest.id, day.candidates_in(as_given))
        cases += [
            SourceCase(contest.id, "name_marked", one.written, one.name)
            for one in paper.values()
            if one.written
        ]
        published, found = _published(contest, as_given, paper)
        contests.append(published)
        cases += found
    return PublishedNight(election_for(source, slug, date), contests, cases)


def mayors_night(mayoral: Mayoral) -> PublishedNight:
    """Make a night of one mayor's contest, with the boxes its size would have."""
    winners = frozenset({mayoral.winner} if mayoral.winner else ())
    published = Published(
        with_boxes(mayoral.contest),
        mayoral.votes,
        winners,
        None,
        None,
        mayoral.rejected,
        mayoral.seconds,
    )
    return PublishedNight(mayoral.election, [published], [])


def _published(
    contest: Contest, given: SourceContest, paper: dict[CandidateId, SourceCandidate]
) -> tuple[Published, list[SourceCase]]:
    cases = []
    votes = {id_: one.votes or 0 for id_, one in paper.items()}
    winners = frozenset(id_ for id_, one in paper.items() if one.elected)
    if not contest.uncontested and not any(votes.values()):
        cases.append(SourceCase(contest.id, "no_votes", "", str(contest.seats)))
        contest = _without_a_poll(contest, winners)
    if not contest.uncontested:
        cases += _marks(contest, votes, winners)
        contest = with_boxes(contest)
    published = Published(
        contest, votes, winners, given.ballot_papers, given.turnout, given.rejected
    )
    return published, cases


def _without_a_poll(contest: Contest, winners: frozenset[CandidateId]) -> Contest:
    """Keep those marked elected, or the first on the paper, as the only ones who stood."""
    staying = [c for c in contest.candidates if c.id in winners] or list(contest.candidates)
    numbered = tuple(
        replace(candidate, number=number)
        for number, candidate in enumerate(staying[: contest.seats], start=1)
    )
    return replace(contest, candidates=numbered, boxes=())


def _marks(
    contest: Contest, votes: dict[CandidateId, int], winners: frozenset[CandidateId]
) -> list[SourceCase]:
    """Tell where the source's own marks disagree with most votes, or a lot was drawn."""
    result = elect(votes, contest.seats)
    if result.equality is not None:
        tied = str(len(result.equality.tied))
        return [SourceCase(contest.id, "tie_at_last_place", tied, str(result.equality.places))]
    if not winners or winners == frozenset(result.elected):
        return []
    if len(winners) != contest.seats:
        played = str(contest.seats)
        return [SourceCase(contest.id, "winners_not_seats", str(len(winners)), played)]
    return [SourceCase(contest.id, "winners_not_top", " ".join(sorted(winners)), "")]
