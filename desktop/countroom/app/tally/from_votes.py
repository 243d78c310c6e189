"""Tally votes by candidate: plurality and block vote, one count or several local ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.tally.asked import Asked, draw_lots
from countroom.app.tally.reading import complain, convert
from countroom.app.tally.records import PlainRecord, Rejected
from countroom.app.tally.result import Chosen, StageRow, Tallied, noted
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import Elected, elect
from countroom.domain.counting.supplementary import add_local_counts
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

Votes = dict[CandidateId, int]
"""Votes by candidate, in ballot order; an id is the place on the ballot paper."""

FIRST: Final = 1
"""The only stage of a plurality count, and the first of any other."""


def tally_plurality(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Elect those with most votes. Raises Malformed."""
    record = convert(data, PlainRecord, text)
    names, votes = votes_of(record, text)
    seats = asked.seats_of(record.seats)

    def count(drawn: Sequence[int]) -> Elected:
        return elect(votes, seats, [candidate_id(one) for one in drawn])

    def tie_of(result: Elected) -> tuple[int, list[int]] | None:
        return (FIRST, places(result.equality.tied)) if result.equality else None

    result, lots = draw_lots(count, tie_of, asked, names)
    cast = sum(votes.values())
    valid = record.valid if seats > 1 else cast
    found = _papers_and_votes(votes, record.valid, seats)
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=valid,
        rejected=rejected_papers(record.rejected),
        elected=tuple(chosen(one, names, record.parties) for one in places(result.elected)),
        stages=(stage_of(FIRST, "votes", (), votes, 0),),
        lots=lots,
        findings=tuple(noted(one, 0) for one in found),
    )


def rejected_papers(rejected: Rejected) -> int | None:
    """Add rejected papers given by head; None where they are not given."""
    return sum(rejected.values()) if isinstance(rejected, dict) else rejected


def votes_of(record: PlainRecord, text: str) -> tuple[tuple[str, ...], Votes]:
    """Take the votes, or add those of the local counts, all of the same candidates."""
    votes = record.votes
    if record.local_counts:
        if votes:
            raise complain(text, "$.votes", "json_votes_and_counts")
        for at, one in enumerate(record.local_counts):
            if one.votes.keys() != record.local_counts[0].votes.keys():
                raise complain(text, f"$.local_counts[{at}]", "json_other_candidates")
        counts = [
            {CandidateId(name): n for name, n in one.votes.items()} for one in record.local_counts
        ]
        votes = {str(name): n for name, n in add_local_counts(counts).items()}
    if not votes:
        raise complain(text, "$", "json_missing", name="votes")
    return tuple(votes), {candidate_id(place): n for place, n in enumerate(votes.values(), 1)}


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


def chosen(place: int, names: Sequence[str], parties: Mapping[str, str]) -> Chosen:
    """Name who is elected from a place."""
    name = names[place - 1]
    return Chosen(place, name, parties.get(name, ""))


def candidate_id(place: int) -> CandidateId:
    """Make an id of a place, so that equals are listed in ballot order."""
    return CandidateId(f"{place:04}")


def places(ids: Sequence[CandidateId]) -> list[int]:
    """Give the places on the ballot paper that ids stand for."""
    return [int(one) for one in ids]
