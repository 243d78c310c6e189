"""From a source to the elections and contests of the domain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.app.sources.boxes import usual_boxes
from countroom.app.sources.composition import composition_before
from countroom.app.sources.labels import own_names
from countroom.app.sources.licences import joined, provenance
from countroom.app.sources.mayors import law_of
from countroom.app.sources.names import ballot_paper, folded
from countroom.app.sources.previous import previous_results
from countroom.app.sources.registers import council_of
from countroom.domain.election import Candidate, Contest, Election
from countroom.domain.identifiers import ElectionId
from countroom.rules import rule_set_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.app.sources.source import Source
    from countroom.domain.election import Council, Party
    from countroom.domain.identifiers import CandidateId, RuleSetId


def councils_on(source: Source, date: str) -> list[str]:
    """List the slugs of councils with a poll that day, ordinary or to fill a vacancy."""
    return list(source.day(date).contests)


def polls_on(source: Source, date: str) -> list[str]:
    """List what has a poll that day by slug: councils, then mayors (``mayor-mansfield``)."""
    return [*councils_on(source, date), *source.offices(date)]


def council_in(source: Source, slug: str, date: str) -> Council:
    """Find a council, or an office, that has a poll that day; raise KeyError for another."""
    if slug in source.offices(date):
        return source.offices(date)[slug].election.council
    return council_of(source.day(date).contests[slug][0], source.councils)


def election_for(source: Source, slug: str, date: str) -> Election:
    """Make the election of a council or an office on an ISO day. Raises KeyError without one."""
    if slug in source.offices(date):
        return source.offices(date)[slug].election
    contests = source.day(date).contests[slug]
    council = council_of(contests[0], source.councils)
    origin = joined(contest.label for contest in contests)
    return Election(
        id=_election_id(slug, date),
        name=council.name,
        polling_day=date,
        council=council,
        returning_officer="",
        composition=composition_before(source, slug, date).composition,
        source=origin.attribution,
        licence=origin.licence,
    )


def contests_for(source: Source, slug: str, date: str) -> list[Contest]:
    """Make a council's contests of an ISO day, by the name of the ward.

    Wards in which nobody stands are left out: they are among the day's faults. Votes and who was
    elected play no part. Raises KeyError when the council has no poll.
    """
    if slug in source.offices(date):
        return [source.offices(date)[slug].contest]
    day = source.day(date)
    nation = council_of(day.contests[slug][0], source.councils).nation
    standing = [one.party for ward in day.contests[slug] for one in day.candidates_in(ward)]
    own = own_names(standing, composition_before(source, slug, date).sitting)
    before = previous_results(source, day.contests[slug])
    wards = sorted(day.contests[slug], key=lambda contest: (folded(contest.ward), contest.id))
    return [
        replace(
            _contest(ward, day.candidates_in(ward), nation, own),
            previous=before.get(ward.id),
            boundary_changed=ward.id in before and not before[ward.id].comparable,
        )
        for ward in wards
        if day.candidates_in(ward)
    ]


def _contest(
    contest: SourceContest,
    candidates: Sequence[SourceCandidate],
    nation: str,
    own: Mapping[Party, Party],
) -> Contest:
    paper = ballot_paper(contest.id, candidates)
    known = contest.electorate is not None
    return Contest(
        id=contest.id,
        election=_election_id(contest.council, contest.date),
        area=contest.ward,
        area_code=contest.gss,
        seats=contest.seats,
        electorate=contest.electorate,
        electorate_source=provenance(contest.label).attribution if known else "",
        rule_set=_law(contest, nation),
        candidates=tuple(
            _candidate(id_, number, one, own[one.party])
            for number, (id_, one) in enumerate(paper.items(), 1)
        ),
        boxes=() if len(paper) <= contest.seats else usual_boxes(contest.id),
        by_election=contest.by_election,
    )


def _law(contest: SourceContest, nation: str) -> RuleSetId:
    if contest.of_mayor:
        return law_of(contest.id, contest.date).id
    return rule_set_for(nation, contest.date).id


def _candidate(
    id_: CandidateId, number: int, candidate: SourceCandidate, party: Party
) -> Candidate:
    """Make a candidate of a party by its own name in the council.

    The data has no descriptions, so what the source calls the party stands for it.
    """
    label = candidate.party.name
    return Candidate(id_, number, candidate.name, candidate.surname, label, party)


def _election_id(slug: str, date: str) -> ElectionId:
    return ElectionId(f"local.{slug}.{date}")
