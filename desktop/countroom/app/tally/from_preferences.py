"""Tally a supplementary vote: first preferences, and seconds where they are needed and known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.tally.asked import Asked, draw_lots, seats_beyond_law
from countroom.app.tally.from_votes import (
    FIRST,
    Votes,
    candidate_id,
    chosen,
    places,
    rejected_papers,
    stage_of,
    valid_papers,
    votes_of,
)
from countroom.app.tally.reading import complain, convert, refuse_shared_names
from countroom.app.tally.records import FirstPreferences, PlainRecord, SupplementaryRecord
from countroom.app.tally.result import LotRow, StageRow, Tallied, noted
from countroom.app.tally.seconds import SECOND, Sheet, add_seconds, sheets_of
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.supplementary import (
    FirstCount,
    SecondCount,
    first_count,
    second_count,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from countroom.app.tally.result import Note
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.refusals import Refusal


def tally_supplementary(data: dict[str, Any], text: str, asked: Asked) -> Tallied | Refusal:
    """Count first preferences, and second ones where they are needed and known.

    Without them the tally names those who remain, and is not complete. Refused: seats the law has
    not. Raises Malformed.
    """
    record = _supplementary(data, text)
    names = tuple(one.name for one in record.candidates)
    parties = {one.name: one.party for one in record.candidates}
    refuse_shared_names(names, text, "$.candidates")
    if refusal := seats_beyond_law(asked, record.seats):
        return refusal
    valid, rejected = valid_papers(record, text), rejected_papers(record, text)
    whole, local = sheets_of(record)
    one, lots = _first(whole.first, asked, names)
    stages = [stage_of(FIRST, "first preferences", (), whole.first, 0)]
    elected, at_stage, between = one.elected, FIRST, places(one.remaining)
    seconds = add_seconds(record, one.remaining, text)
    if seconds.added is not None:
        two, more = _second(whole.first, one.remaining, seconds.added, asked, names)
        stages.append(_second_stage(whole.first, two))
        lots, elected, at_stage, between = (*lots, *more), two.elected, SECOND, []
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=1,
        valid=sum(whole.first.values()) if record.first_count_complete else valid,
        rejected=rejected,
        elected=(chosen(int(elected), names, parties, at_stage),) if elected else (),
        stages=tuple(stages),
        lots=lots,
        findings=(*_first_findings(record, [whole, *local]), *seconds.findings),
        remaining=tuple(names[place - 1] for place in between),
        areas_missing=seconds.areas_missing,
        parties=tuple(parties.values()),
        votes=tuple(whole.first.values()),
    )


def _supplementary(data: dict[str, Any], text: str) -> SupplementaryRecord:
    """Read a record of either form: candidates with first preferences, or votes by name."""
    if "candidates" in data:
        record = convert(data, SupplementaryRecord, text)
        if record.local_counts:
            raise complain(text, "$.candidates", "json_votes_and_counts")
        return record
    plain = convert(data, PlainRecord, text)
    names, votes = votes_of(plain, text)
    return SupplementaryRecord(
        candidates=[
            FirstPreferences(name, n, plain.parties.get(name, ""))
            for name, n in zip(names, votes.values(), strict=True)
        ],
        first_count_complete=plain.first_count_complete,
        seats=plain.seats,
        valid=plain.valid,
        rejected=plain.rejected,
        transfers=plain.transfers,
        second_count=plain.second_count,
        second_count_uncounted=plain.second_count_uncounted,
        local_counts=plain.local_counts,
    )


def _first_findings(record: SupplementaryRecord, sheets: Sequence[Sheet]) -> list[Note]:
    """Compare first preferences with valid papers, which are more while some are not known."""
    found = []
    whole = sheets[0]
    if not record.first_count_complete:
        listed = sum(whole.first.values())
        found.append(noted(Discrepancy("threshold_not_testable", FIRST, None, listed, None), 0))
    for sheet in sheets:
        valid, listed = sheet.given.valid, sum(sheet.first.values())
        if valid is None or valid == listed or (valid > listed and not record.first_count_complete):
            continue
        wrong = Discrepancy("valid_poll_wrong", None, None, valid, listed)
        found.append(noted(wrong, 0, sheet.area))
    return found


def _first(
    first: Votes, asked: Asked, names: Sequence[str]
) -> tuple[FirstCount, tuple[LotRow, ...]]:
    def count(drawn: Sequence[int]) -> FirstCount:
        return first_count(first, [candidate_id(one) for one in drawn])

    def tie_of(result: FirstCount) -> tuple[int, list[int]] | None:
        return (FIRST, places(result.equality.tied)) if result.equality else None

    return draw_lots(count, tie_of, asked, names)


def _second(
    first: Votes,
    remaining: Sequence[CandidateId],
    added: Mapping[CandidateId, int],
    asked: Asked,
    names: Sequence[str],
) -> tuple[SecondCount, tuple[LotRow, ...]]:
    def count(drawn: Sequence[int]) -> SecondCount:
        return second_count(first, remaining, added, [candidate_id(one) for one in drawn])

    def tie_of(result: SecondCount) -> tuple[int, list[int]] | None:
        return (SECOND, places(result.equality.tied)) if result.equality else None

    return draw_lots(count, tie_of, asked, names)


def _second_stage(first: Votes, second: SecondCount) -> StageRow:
    """Write the second count as a stage: the eliminated stand at 0, the rest went to nobody."""
    totals = {one: second.totals.get(one, 0) for one in first}
    eliminated = [int(one) for one in first if one not in second.totals]
    nobody = sum(first.values()) - sum(totals.values())
    return stage_of(SECOND, "second preferences", eliminated, totals, nobody)
