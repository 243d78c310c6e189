"""Tally list votes of a region: constituency seats in the divisor, seat by seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.tally.asked import Asked, draw_lots
from countroom.app.tally.from_votes import rejected_papers
from countroom.app.tally.records import ListRecord, complain, convert
from countroom.app.tally.result import Chosen, StageRow, Tallied, decimal, noted
from countroom.domain.counting.party_list import Allocation, ListEntry, allocate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_SHOWN = 2
"""Decimals of a figure as it is shown; figures are compared whole."""


def tally_lists(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Allocate the list seats of a region. Raises Malformed."""
    record = convert(data, ListRecord, text)
    entries = _entries(record, text)
    names = tuple(entry.name for entry in entries)
    seats = asked.seats_of(record.list_seats)

    def count(drawn: Sequence[int]) -> Allocation:
        return allocate(
            entries,
            seats,
            threshold_percent=asked.rules.threshold_percent,
            total_votes=record.total_valid_votes,
            votes_complete=record.votes_complete,
            returned=frozenset(record.returned),
            drawn=[names[one - 1] for one in drawn],
        )

    def tie_of(result: Allocation) -> tuple[int, list[int]] | None:
        if result.equality is None:
            return None
        return len(result.seats) + 1, [names.index(one) + 1 for one in result.equality.tied]

    result, lots = draw_lots(count, tie_of, asked, names)
    listed = sum(entry.votes for entry in entries)
    known = listed if record.votes_complete else None
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=record.total_valid_votes or known,
        rejected=rejected_papers(record.rejected),
        elected=tuple(
            Chosen(seat.entry + 1, seat.person, names[seat.entry]) for seat in result.seats
        ),
        stages=_stages(entries, result),
        lots=lots,
        findings=tuple(noted(one, 0) for one in result.discrepancies),
        seats_by_party={name: won for name, won in zip(names, result.won, strict=True) if won},
    )


def _entries(record: ListRecord, text: str) -> list[ListEntry]:
    """Make the entries; two of one name could not be told apart."""
    entries: list[ListEntry] = []
    for at, one in enumerate(record.parties):
        if any(one.party == other.name for other in entries):
            raise complain(text, f"$.parties[{at}]", "json_name_shared", name=one.party)
        people = None if one.candidates is None else tuple(one.candidates)
        entries.append(
            ListEntry(one.party, one.votes, one.constituency_seats, one.individual, people)
        )
    return entries


def _stages(entries: Sequence[ListEntry], result: Allocation) -> tuple[StageRow, ...]:
    """Show the figures among which each seat went to the highest, cut to two decimals."""
    divisors = [entry.constituency_seats + 1 for entry in entries]
    rows = []
    for number, seat in enumerate(result.seats, 1):
        figures = tuple(
            decimal(entry.votes * 10**_SHOWN // divisor, _SHOWN)
            for entry, divisor in zip(entries, divisors, strict=True)
        )
        rows.append(StageRow(number, "seat", (), None, figures, "0.00"))
        divisors[seat.entry] += 1
    return tuple(rows)
