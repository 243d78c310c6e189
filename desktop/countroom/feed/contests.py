"""What the world is told of a contest: one plain document, and the parts that others use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from countroom.domain.counting.plurality import majority
from countroom.domain.electing import contenders
from countroom.domain.lots import terms_served
from countroom.domain.state import ContestState
from countroom.feed.intake import Received
from countroom.feed.records import about_record, figures_document, percent, records_document
from countroom.wire.short_code import short_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.declaration import Totals
    from countroom.domain.election import Candidate, Council, Election

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ward:
    """A contest with what the feed noted of each record of its declaration, the first one first."""

    state: ContestState
    records: tuple[Received, ...]

    @property
    def received(self) -> Received | None:
        """Give when the record that stands came in, None before the declaration."""
        return self.records[-1] if self.records else None


def contest_document(election: Election, ward: Ward) -> Document:
    """Tell all of one contest."""
    state, contest = ward.state, ward.state.contest
    cleared = state.cleared if state.declared is not None else None
    declaration = cleared.event.declaration if cleared else None
    totals = declaration.totals if declaration else None
    lots = declaration.lots if declaration else ()
    return {
        "attribution": election.source,
        "id": contest.id,
        "area": contest.area,
        "area_code": contest.area_code,
        "council": asdict(election.council),
        "election": about_election(election),
        "state": _state_word(state),
        "seats": contest.seats,
        "electorate": contest.electorate,
        "rule_set": contest.rule_set,
        "system": state.rules.system,
        "candidates": [_candidate(state, candidate, totals) for candidate in contest.candidates],
        "elected": _elected(state),
        "figures": figures_document(state, totals) if totals else None,
        "last_seat_by": _last_seat_by(state),
        "lots": [
            {"tied": [*one.tied], "drawn": one.drawn, "term": one.term or None} for one in lots
        ],
        "terms": dict(terms_served(contest, declaration)) if declaration and contest.terms else {},
        "declared": _declared(ward),
        "records": records_document(state, ward.records),
    }


def contest_summary(ward: Ward) -> Document:
    """Tell of one contest what its council's page needs."""
    contest = ward.state.contest
    totals = _totals(ward.state)
    return {
        "id": contest.id,
        "area": contest.area,
        "state": _state_word(ward.state),
        "seats": contest.seats,
        "system": ward.state.rules.system,
        "electorate": contest.electorate,
        "candidates": [_candidate(ward.state, one, totals) for one in contest.candidates],
        "elected": _elected(ward.state),
        "turnout": percent(totals.verified, contest.electorate) if totals else None,
        "last_seat_by": _last_seat_by(ward.state),
        "declared": _declared(ward),
    }


def results_rows(ward: Ward) -> list[tuple[object, ...]]:
    """Give a declared contest's rows of ``results.csv``, in ballot-paper order."""
    state = ward.state
    if ward.received is None:
        return []
    totals = state.cleared.event.declaration.totals if state.cleared else None
    votes = totals.votes if totals else {}
    seconds = totals.second.votes if totals and totals.second else {}
    elected = set(state.elected)
    declaration = state.cleared.event.declaration if state.cleared else None
    record = (declaration.revision, int(declaration.on_paper)) if declaration else ("", 0)
    return [
        (
            state.contest.id,
            candidate.number,
            candidate.name,
            candidate.party.id,
            votes.get(candidate.id, ""),
            int(candidate.id in elected),
            seconds.get(candidate.id, ""),
            *record,
        )
        for candidate in state.contest.candidates
    ]


def latest(wards: Iterable[Ward], council: Council) -> list[Document]:
    """List the declarations, the last one in first."""
    found = [
        {
            "contest": ward.state.contest.id,
            "area": ward.state.contest.area,
            "state": _state_word(ward.state),
            "council": council.name,
            "slug": council.slug,
            "elected": _elected(ward.state),
            "last_seat_by": _last_seat_by(ward.state),
            "spoken_at": ward.state.spoken_at,
            "received_at": ward.received.at,
            "index": ward.received.index,
            "revision": len(ward.records),
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


def about_election(election: Election) -> Document:
    """Name an election."""
    return {"id": election.id, "name": election.name, "polling_day": election.polling_day}


def _candidate(state: ContestState, candidate: Candidate, totals: Totals | None) -> Document:
    """Tell of a candidate; ``votes`` are first preferences where there can be second ones.

    ``second_count`` is there for those who remained for one: what it added, and the total.
    """
    party, seconds = candidate.party, totals.second.votes if totals and totals.second else {}
    second = None
    if totals and candidate.id in seconds:
        added = seconds[candidate.id]
        second = {"added": added, "total": totals.votes[candidate.id] + added}
    return {
        "number": candidate.number,
        "id": candidate.id,
        "name": candidate.name,
        "description": candidate.description,
        "party": {"id": party.id, "name": party.name, "key": party.key},
        "votes": totals.votes.get(candidate.id) if totals else None,
        "second_count": second,
        "elected": candidate.id in state.elected if state.declared is not None else None,
    }


def _elected(state: ContestState) -> list[Document]:
    return [_person(state.contest.candidate(candidate)) for candidate in state.elected]


def _person(candidate: Candidate) -> Document:
    party = {"key": candidate.party.key, "name": candidate.party.name}
    return {"id": candidate.id, "name": candidate.name, "party": party}


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
        # The code that the sheet bears: of the cleared result, or of the return without a poll.
        "code": short_code(state.cleared.id if state.cleared else state.declared),
    }
    return {**document, **about_record(state.cleared)} if state.cleared else document


def _totals(state: ContestState) -> Totals | None:
    spoken = state.declared is not None and state.cleared is not None
    return state.cleared.event.declaration.totals if spoken and state.cleared else None


def _last_seat_by(state: ContestState) -> int | None:
    """Give the margin of the last seat; None where those elected are not the first by votes."""
    totals = _totals(state)
    if totals is None or (state.cleared and "V13" in state.cleared.event.declaration.findings):
        return None
    return majority(contenders(totals), state.contest.seats)


def _state_word(state: ContestState) -> str:
    if state.called_off is not None:
        return state.called_off.how
    if state.declared is None:
        return "nominated"
    return "uncontested" if state.uncontested else "declared"
