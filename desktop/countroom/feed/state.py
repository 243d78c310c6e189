"""What the world is told of contests and councils: plain documents, derived and nothing else.

The same documents are the JSON files and what the pages are made from. Numbers are numbers;
``null`` is what is not known or not certain yet, and where a reason is known it stands beside it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from countroom.domain.council import Picture, picture
from countroom.domain.counting.plurality import majority
from countroom.domain.state import ContestState
from countroom.feed.intake import Received
from countroom.texts import say_outcome, say_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.declaration import Totals
    from countroom.domain.election import Candidate, Composition, Council, Election
    from countroom.domain.identifiers import CandidateId
    from countroom.texts import Texts

Document = dict[str, Any]

NOT_COMPLETE: Final = "not_complete"
NO_COMPOSITION: Final = "composition_not_known"
NO_LIST: Final = "no_list_of_the_day"
"""This feed has no list of all that votes today, so it cannot say how many that is."""


@dataclass(frozen=True, slots=True)
class Ward:
    """A contest with what the feed noted of its declaration."""

    state: ContestState
    received: Received | None


def contest_document(election: Election, ward: Ward) -> Document:
    """Tell all of one contest."""
    state, contest = ward.state, ward.state.contest
    cleared = state.cleared if state.declared is not None else None
    declaration = cleared.event.declaration if cleared else None
    totals = declaration.totals if declaration else None
    return {
        "attribution": election.source,
        "id": contest.id,
        "area": contest.area,
        "area_code": contest.area_code,
        "council": _council(election.council),
        "election": _election(election),
        "state": _state_word(state),
        "seats": contest.seats,
        "electorate": contest.electorate,
        "rule_set": contest.rule_set,
        "candidates": [_candidate(state, candidate, totals) for candidate in contest.candidates],
        "elected": _elected(state),
        "figures": _figures(state, totals) if totals else None,
        "last_seat_by": majority(totals.votes, contest.seats) if totals else None,
        "lots": [_plain(lot.tied, lot.drawn) for lot in declaration.lots] if declaration else [],
        "declared": _declared(ward),
    }


def council_document(texts: Texts, election: Election, wards: Sequence[Ward]) -> Document:
    """Tell all of one council: control, seats, changes on both baselines, wards."""
    composition = election.composition
    names = party_names(wards)
    elected = dict(Counter(_party_keys(wards)))
    up = sum(ward.state.contest.seats for ward in wards)
    in_already = sum(ward.state.contest.seats for ward in wards if ward.received)
    found = picture(composition, elected, up, in_already) if composition else None
    declared = sum(1 for ward in wards if ward.received)
    return {
        "attribution": election.source,
        "council": _council(election.council),
        "election": _election(election),
        "headline": _headline(texts, found, names),
        "complete": bool(wards) and declared == len(wards),
        "control": _control(texts, found, names),
        "wards": counted(declared, len(wards), len(wards)),
        "seats": {
            "before": composition.seats_before if composition else None,
            "total": composition.seats_total if composition else None,
            "majority": composition.seats_total // 2 + 1 if composition else None,
            "up": up,
            "declared": in_already,
            "elected": sum(elected.values()),
        },
        "parties": _parties(texts, found, composition, elected, names),
        "baselines": _baselines(found, composition),
        "contests": [_summary(ward) for ward in wards],
        "latest": latest(wards, election.council),
    }


def counted(declared: int, covered: int, voting: int | None) -> Document:
    """Give the three numbers without which no total may stand: declared, covered, voting."""
    document: Document = {"declared": declared, "covered": covered, "voting": voting}
    return document if voting is not None else {**document, "voting_unknown": NO_LIST}


def latest(wards: Iterable[Ward], council: Council) -> list[Document]:
    """List the declarations, the last one in first."""
    found = [
        {
            "contest": ward.state.contest.id,
            "area": ward.state.contest.area,
            "council": council.name,
            "slug": council.slug,
            "elected": _elected(ward.state),
            "last_seat_by": _last_seat_by(ward.state),
            "spoken_at": ward.state.spoken_at,
            "received_at": ward.received.at,
            "index": ward.received.index,
        }
        for ward in wards
        if ward.received
    ]
    return sorted(found, key=lambda one: -int(str(one["index"])))


def party_names(wards: Iterable[Ward]) -> dict[str, str]:
    """Name the party keys of those who stand."""
    return {
        candidate.party.key: candidate.party.name
        for ward in wards
        for candidate in ward.state.contest.candidates
    }


def results_rows(ward: Ward) -> list[tuple[object, ...]]:
    """Give a declared contest's rows of ``results.csv``, in ballot-paper order."""
    state = ward.state
    if ward.received is None:
        return []
    votes = state.cleared.event.declaration.totals.votes if state.cleared else {}
    elected = set(state.elected)
    return [
        (
            state.contest.id,
            candidate.number,
            candidate.name,
            candidate.party.id,
            votes.get(candidate.id, ""),
            int(candidate.id in elected),
        )
        for candidate in state.contest.candidates
    ]


def _party_keys(wards: Iterable[Ward]) -> Iterable[str]:
    for ward in wards:
        for candidate in ward.state.elected:
            yield ward.state.contest.candidate(candidate).party.key


def _headline(texts: Texts, found: Picture | None, names: Mapping[str, str]) -> str | None:
    """Say the outcome in a newspaper's words, None until it is certain."""
    if found is None or found.control_after is None:
        return None
    return say_outcome(texts, found.control_before, found.control_after, names)


def _control(texts: Texts, found: Picture | None, names: Mapping[str, str]) -> Document:
    if found is None:
        nothing = dict.fromkeys(("before", "after", "after_name", "outcome"))
        return {**nothing, "lost_by": "", "unknown": NO_COMPOSITION}
    after = found.control_after
    return {
        "before": found.control_before,
        "after": after,
        "after_name": say_party(texts, after, names) if after is not None else None,
        "outcome": found.outcome,
        "lost_by": found.lost_by,
    }


def _parties(
    texts: Texts,
    found: Picture | None,
    composition: Composition | None,
    elected: Mapping[str, int],
    names: Mapping[str, str],
) -> list[Document]:
    before = composition.before if composition else {}
    after = found.seats if found else elected
    keys = {key for key in (*before, *after) if before.get(key) or after.get(key)}
    eve = found.change if found else None
    fought = found.change_last_fought if found else None
    return [
        {
            "party": key,
            "name": say_party(texts, key, names),
            "before": before.get(key, 0) if composition else None,
            "elected": elected.get(key, 0),
            "seats": after.get(key, 0),
            "change_eve_of_poll": eve.get(key, 0) if eve is not None else None,
            "change_last_fought": fought.get(key, 0) if fought is not None else None,
        }
        for key in sorted(keys, key=lambda key: (-after.get(key, 0), -before.get(key, 0), key))
    ]


def _baselines(found: Picture | None, composition: Composition | None) -> Document:
    """Say what changes are counted from, and why a change is not given."""
    if found is None or composition is None:
        unknown = {"unknown": NO_COMPOSITION}
        return {"eve_of_poll": unknown, "last_fought": unknown}
    complete = found.seats_declared == found.seats_up
    eve = "" if composition.before else "new_council"
    fought = composition.last_fought_unknown if composition.last_fought is None else ""
    about = {"as_of": composition.as_of, "source": composition.source}
    return {
        "eve_of_poll": {**about, "unknown": eve or ("" if complete else NOT_COMPLETE)},
        "last_fought": {"unknown": fought or ("" if complete else NOT_COMPLETE)},
    }


def _summary(ward: Ward) -> Document:
    contest = ward.state.contest
    totals = _totals(ward.state)
    return {
        "id": contest.id,
        "area": contest.area,
        "state": _state_word(ward.state),
        "seats": contest.seats,
        "electorate": contest.electorate,
        "candidates": [_candidate(ward.state, one, totals) for one in contest.candidates],
        "elected": _elected(ward.state),
        "turnout": _percent(totals.verified, contest.electorate) if totals else None,
        "last_seat_by": _last_seat_by(ward.state),
        "declared": _declared(ward),
    }


def _candidate(state: ContestState, candidate: Candidate, totals: Totals | None) -> Document:
    party = candidate.party
    return {
        "number": candidate.number,
        "id": candidate.id,
        "name": candidate.name,
        "description": candidate.description,
        "party": {"id": party.id, "name": party.name, "key": party.key},
        "votes": totals.votes.get(candidate.id) if totals else None,
        "elected": candidate.id in state.elected if state.declared is not None else None,
    }


def _elected(state: ContestState) -> list[Document]:
    return [_person(state.contest.candidate(candidate)) for candidate in state.elected]


def _person(candidate: Candidate) -> Document:
    party = {"key": candidate.party.key, "name": candidate.party.name}
    return {"id": candidate.id, "name": candidate.name, "party": party}


def _figures(state: ContestState, totals: Totals) -> Document:
    contest, rejected = state.contest, totals.rejected
    heads = [head for head in state.rules.heads if head in rejected]
    return {
        "verified": totals.verified,
        "turnout": _percent(totals.verified, contest.electorate),
        "valid": totals.valid,
        "rejected": [{"head": head, "papers": rejected[head]} for head in heads],
        "rejected_total": totals.rejected_total,
        "rejected_in_part": totals.rejected_in_part if contest.seats > 1 else None,
        "votes": totals.votes_total,
        "unused_votes": totals.unused_votes if contest.keeps_unused_votes else None,
    }


def _declared(ward: Ward) -> Document | None:
    """Say when a contest was declared, by which event, and whether its totals reconcile."""
    state = ward.state
    if ward.received is None or state.declared is None:
        return None
    document: Document = {
        "event": state.declared,
        "index": ward.received.index,
        "spoken_at": state.spoken_at,
        "received_at": ward.received.at,
    }
    if state.cleared is None:
        return document
    declaration = state.cleared.event.declaration
    return {
        **document,
        "cleared": state.cleared.id,
        "revision": declaration.revision,
        "totals_state": declaration.totals_state,
        "findings": list(declaration.findings),
        "on_paper": declaration.on_paper,
    }


def _totals(state: ContestState) -> Totals | None:
    spoken = state.declared is not None and state.cleared is not None
    return state.cleared.event.declaration.totals if spoken and state.cleared else None


def _last_seat_by(state: ContestState) -> int | None:
    totals = _totals(state)
    return majority(totals.votes, state.contest.seats) if totals else None


def _state_word(state: ContestState) -> str:
    if state.declared is None:
        return "nominated"
    return "uncontested" if state.uncontested else "declared"


def _plain(tied: Sequence[CandidateId], drawn: CandidateId) -> Document:
    return {"tied": list(tied), "drawn": drawn}


def _percent(part: int, whole: int | None) -> str | None:
    """Write a share in per cent with two places, half up; None where the whole is not known."""
    if not whole:
        return None
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _council(council: Council) -> Document:
    return {
        "id": council.id,
        "slug": council.slug,
        "name": council.name,
        "name_cy": council.name_cy,
        "region": council.region,
        "nation": council.nation,
    }


def _election(election: Election) -> Document:
    return {"id": election.id, "name": election.name, "polling_day": election.polling_day}
