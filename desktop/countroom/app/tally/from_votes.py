"""Tally votes by candidate: plurality and block vote, one count or several local ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.tally.asked import Asked, draw_lots, seats_beyond_law
from countroom.app.tally.reading import complain, convert
from countroom.app.tally.records import PlainRecord, Rejected
from countroom.app.tally.result import Chosen, StageRow, Tallied, noted
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import (
    Elected,
    OtherCandidatesError,
    add_local_counts,
    elect,
)
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from countroom.app.tally.records import LocalCount, SupplementaryRecord
    from countroom.app.tally.result import Note
    from countroom.domain.refusals import Refusal

Votes = dict[CandidateId, int]
"""Votes by candidate, in ballot order; an id is the place on the ballot paper."""

FIRST: Final = 1
"""The only stage of a plurality count, and the first of any other."""


def tally_plurality(data: dict[str, Any], text: str, asked: Asked) -> Tallied | Refusal:
    """Elect those with most votes. Refused: seats the law has not. Raises Malformed."""
    record = convert(data, PlainRecord, text)
    names, votes = votes_of(record, text)
    seats = asked.seats_of(record.seats)
    if refusal := seats_beyond_law(asked, record.seats):
        return refusal
    if not seats:
        raise complain(text, "$", "json_missing", name="seats")

    def count(drawn: Sequence[int]) -> Elected:
        return elect(votes, seats, [candidate_id(one) for one in drawn])

    def tie_of(result: Elected) -> tuple[int, list[int]] | None:
        return (FIRST, places(result.equality.tied)) if result.equality else None

    result, lots = draw_lots(count, tie_of, asked, names)
    valid = valid_papers(record, text)
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=valid if seats > 1 else sum(votes.values()),
        rejected=rejected_papers(record, text),
        elected=tuple(chosen(one, names, record.parties) for one in places(result.elected)),
        stages=(stage_of(FIRST, "votes", (), votes, 0),),
        lots=lots,
        findings=_findings(record, votes, seats),
        parties=tuple(record.parties.get(name, "") for name in names),
        votes=tuple(votes.values()),
    )


def votes_of(record: PlainRecord, text: str) -> tuple[tuple[str, ...], Votes]:
    """Take the votes, or add those of the local counts, all of the same candidates."""
    votes = record.votes
    if record.local_counts:
        if votes:
            raise complain(text, "$.votes", "json_votes_and_counts")
        counts = (
            {CandidateId(name): n for name, n in one.votes.items()} for one in record.local_counts
        )
        try:
            votes = {str(name): n for name, n in add_local_counts(counts).items()}
        except OtherCandidatesError as error:
            path = f"$.local_counts[{error.number - 1}]"
            raise complain(text, path, "json_other_candidates") from error
    if not votes:
        raise complain(text, "$", "json_missing", name="votes")
    return tuple(votes), {candidate_id(place): n for place, n in enumerate(votes.values(), 1)}


def votes_here(local: LocalCount, names: Sequence[str]) -> Votes:
    """Take the votes of a local count, in ballot order."""
    return {candidate_id(place): local.votes[name] for place, name in enumerate(names, 1)}


def area_of(number: int, local: LocalCount) -> str:
    """Name a local count; its number, from 1, where it has no name."""
    return local.area or str(number)


def valid_papers(record: PlainRecord | SupplementaryRecord, text: str) -> int | None:
    """Take the valid papers, or add those of the local counts; None where they are not given."""
    parts = [one.valid for one in record.local_counts]
    return _given_or_added(record.valid, parts, "valid", text)


def rejected_papers(record: PlainRecord | SupplementaryRecord, text: str) -> int | None:
    """Take the rejected papers, or add those of the local counts; None where they are not given."""
    parts = [all_heads(one.rejected) for one in record.local_counts]
    return _given_or_added(all_heads(record.rejected), parts, "rejected", text)


def all_heads(rejected: Rejected) -> int | None:
    """Add rejected papers given by head; None where they are not given."""
    return sum(rejected.values()) if isinstance(rejected, dict) else rejected


def _given_or_added(
    given: int | None, parts: Sequence[int | None], name: str, text: str
) -> int | None:
    """Take a figure of the record, or add one that all the local counts have."""
    known = [part for part in parts if part is not None]
    if not known:
        return given
    if given is not None:
        raise complain(text, f"$.{name}", "json_beside_counts", name=name)
    if len(known) < len(parts):
        path = f"$.local_counts[{parts.index(None)}]"
        raise complain(text, path, "json_missing", name=name)
    return sum(known)


def _findings(record: PlainRecord, votes: Votes, seats: int) -> tuple[Note, ...]:
    """Compare votes with valid papers, of the whole or of each local count that has some."""
    found = [noted(one, 0) for one in _papers_and_votes(votes, record.valid, seats)]
    for number, local in enumerate(record.local_counts, 1):
        here = votes_here(local, tuple(record.local_counts[0].votes))
        wrong = _papers_and_votes(here, local.valid, seats)
        found += [noted(one, 0, area_of(number, local)) for one in wrong]
    return tuple(found)


def _papers_and_votes(votes: Votes, valid: int | None, seats: int) -> list[Discrepancy]:
    """Compare votes with valid papers: identities 3 and 4 of a count of several seats."""
    if valid is None:
        return []
    above = [
        Discrepancy("votes_above_papers", FIRST, int(one), n, valid)
        for one, n in votes.items()
        if n > valid
    ]
    cast = sum(votes.values())
    if not above and cast > seats * valid:
        return [Discrepancy("votes_above_papers", FIRST, None, cast, seats * valid)]
    if not above and cast < valid:
        return [Discrepancy("votes_below_papers", FIRST, None, cast, valid)]
    return above


def stage_of(
    number: int, action: str, moved: Sequence[int], votes: Mapping[CandidateId, int], nobody: int
) -> StageRow:
    """Write a stage of whole votes; ``moved`` are places, ``nobody`` the votes of none."""
    totals = tuple(str(n) for n in votes.values())
    return StageRow(number, action, tuple(moved), None, totals, str(nobody))


def chosen(
    place: int, names: Sequence[str], parties: Mapping[str, str], stage: int = FIRST
) -> Chosen:
    """Name who is elected from a place."""
    name = names[place - 1]
    return Chosen(place, name, parties.get(name, ""), stage)


def candidate_id(place: int) -> CandidateId:
    """Make an id of a place, so that equals are listed in ballot order."""
    return CandidateId(f"{place:04}")


def places(ids: Sequence[CandidateId]) -> list[int]:
    """Give the places on the ballot paper that ids stand for."""
    return [int(one) for one in ids]
