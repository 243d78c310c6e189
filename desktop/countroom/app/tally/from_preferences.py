"""Tally a supplementary vote: first preferences, and seconds where they are needed and known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.tally.asked import Asked, draw_lots
from countroom.app.tally.from_votes import (
    FIRST,
    Votes,
    candidate_id,
    chosen,
    places,
    rejected_papers,
    stage_of,
    votes_of,
)
from countroom.app.tally.reading import complain, convert, refuse_shared_names
from countroom.app.tally.records import FirstPreferences, PlainRecord, SupplementaryRecord
from countroom.app.tally.result import LotRow, StageRow, Tallied, noted
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.supplementary import (
    NONE,
    OTHER,
    FirstCount,
    SecondCount,
    Seconds,
    add_transfers,
    check_seconds,
    first_count,
    second_count,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from countroom.app.tally.records import SecondPreferences
    from countroom.domain.identifiers import CandidateId

_SECOND: Final = 2
"""The stage at which second preferences are added."""


def tally_supplementary(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Count first preferences, and second ones where they are needed and known. Raises Malformed.

    Without them the tally names those who remain, and is not complete.
    """
    record = _supplementary(data, text)
    names = tuple(one.name for one in record.candidates)
    parties = {one.name: one.party for one in record.candidates}
    first = {candidate_id(p): one.first_preferences for p, one in enumerate(record.candidates, 1)}
    refuse_shared_names(names, text, "$.candidates")

    def count(drawn: Sequence[int]) -> FirstCount:
        return first_count(first, [candidate_id(one) for one in drawn])

    def tie_of(result: FirstCount) -> tuple[int, list[int]] | None:
        return (FIRST, places(result.equality.tied)) if result.equality else None

    result, lots = draw_lots(count, tie_of, asked, names)
    found = [] if record.first_count_complete else [_untestable(first)]
    stages = [stage_of(FIRST, "first preferences", (), first, 0)]
    elected = result.elected
    seconds = _seconds(record, names, first, result.remaining, text) if result.remaining else None
    if seconds is not None:
        closing = check_seconds(first, result.remaining, seconds.added)
        found += [*seconds.discrepancies, *(closing if record.first_count_complete else ())]
        second, more = _second(first, result.remaining, seconds.added, asked, names)
        lots, elected = (*lots, *more), second.elected
        stages.append(_second_stage(first, second))
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=1,
        valid=sum(first.values()),
        rejected=rejected_papers(record.rejected),
        elected=tuple(chosen(one, names, parties) for one in places([elected] if elected else [])),
        stages=tuple(stages),
        lots=lots,
        findings=tuple(noted(one, 0) for one in found),
        remaining=tuple(names[int(one) - 1] for one in result.remaining) if not seconds else (),
    )


def _supplementary(data: dict[str, Any], text: str) -> SupplementaryRecord:
    """Read a record of either form: candidates with first preferences, or votes by name."""
    if "candidates" in data:
        return convert(data, SupplementaryRecord, text)
    plain = convert(data, PlainRecord, text)
    names, votes = votes_of(plain, text)
    return SupplementaryRecord(
        candidates=[
            FirstPreferences(name, n, plain.parties.get(name, ""))
            for name, n in zip(names, votes.values(), strict=True)
        ],
        second_count=plain.second_count,
        transfers=plain.transfers,
        rejected=plain.rejected,
    )


def _seconds(
    record: SupplementaryRecord,
    names: tuple[str, ...],
    first: Votes,
    remaining: Sequence[CandidateId],
    text: str,
) -> Seconds | None:
    """Find the seconds of those who remain: from transfers, else from the second count given."""
    places = {name: candidate_id(place) for place, name in enumerate(names, 1)}
    if record.transfers is not None:
        rows = {}
        for name, row in record.transfers.items():
            strangers = {name, *row} - {*names, OTHER, NONE}
            if strangers or name not in places:
                stranger = min(strangers or {name})
                raise complain(text, "$.transfers", "json_not_standing", name=stranger)
            rows[places[name]] = {places.get(cell, cell): n for cell, n in row.items()}
        return add_transfers(first, remaining, rows)
    given: dict[CandidateId, SecondPreferences] = {}
    refuse_shared_names([one.name for one in record.second_count or ()], text, "$.second_count")
    for at, one in enumerate(record.second_count or ()):
        if one.name not in places:
            path = f"$.second_count[{at}]"
            raise complain(text, path, "json_not_standing", name=one.name)
        given[places[one.name]] = one
    figures = {one: _added(given[one], first[one]) for one in remaining if one in given}
    added = {one: n for one, n in figures.items() if n is not None}
    if len(added) < len(remaining):
        return None
    return Seconds(added, tuple(_wrong_totals(first, given, added)))


def _added(second: SecondPreferences, first: int) -> int | None:
    """Give the votes added, from the total where only that is known."""
    if second.second_preferences_added is not None:
        return second.second_preferences_added
    return None if second.total is None else max(second.total - first, 0)


def _wrong_totals(
    first: Votes, given: Mapping[CandidateId, SecondPreferences], added: Mapping[CandidateId, int]
) -> list[Discrepancy]:
    """Find the totals of the second count that are not first preferences and votes added."""
    return [
        Discrepancy("second_total_wrong", _SECOND, int(one), given[one].total, first[one] + n)
        for one, n in added.items()
        if given[one].total not in (None, first[one] + n)
    ]


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
        return (_SECOND, places(result.equality.tied)) if result.equality else None

    return draw_lots(count, tie_of, asked, names)


def _second_stage(first: Votes, second: SecondCount) -> StageRow:
    """Write the second count as a stage: the eliminated stand at 0, the rest went to nobody."""
    totals = {one: second.totals.get(one, 0) for one in first}
    eliminated = [int(one) for one in first if one not in second.totals]
    nobody = sum(first.values()) - sum(totals.values())
    return stage_of(_SECOND, "second preferences", eliminated, totals, nobody)


def _untestable(first: Votes) -> Discrepancy:
    return Discrepancy("threshold_not_testable", FIRST, None, sum(first.values()), None)
