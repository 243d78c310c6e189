"""Tally list votes of a region: constituency seats in the divisor, seat by seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.tally.asked import Asked, draw_lots
from countroom.app.tally.from_votes import rejected_papers
from countroom.app.tally.reading import convert, refuse_shared_names
from countroom.app.tally.records import ListRecord
from countroom.app.tally.result import Chosen, StageRow, Tallied, decimal, noted
from countroom.domain.counting.party_list import Allocation, ListEntry, allocate, people_left

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
        stages=_stages(entries, result, frozenset(record.returned)),
        lots=lots,
        findings=tuple(noted(one, 0) for one in result.discrepancies),
        seats_by_party={name: won for name, won in zip(names, result.won, strict=True) if won},
    )


def _entries(record: ListRecord, text: str) -> list[ListEntry]:
    """Make the entries; two of one name could not be told apart."""
    refuse_shared_names([one.party for one in record.parties], text, "$.parties")
    entries: list[ListEntry] = []
    for one in record.parties:
        people = None if one.candidates is None else tuple(one.candidates)
        entries.append(
            ListEntry(one.party, one.votes, one.constituency_seats, one.individual, people)
        )
    return entries


def _stages(
    entries: Sequence[ListEntry], result: Allocation, returned: frozenset[str]
) -> tuple[StageRow, ...]:
    """Show the figures among which each seat went to the highest, cut to two decimals.

    Whoever cannot take a seat, or another one, stands at 0.
    """
    seats = [
        0 if place in result.excluded else len(people_left(entry, returned, len(result.seats)))
        for place, entry in enumerate(entries)
    ]
    won = [0] * len(entries)
    rows = []
    for number, seat in enumerate(result.seats, 1):
        figures = [
            entry.votes * 10**_SHOWN // (entry.constituency_seats + got + 1) if got < most else 0
            for entry, got, most in zip(entries, won, seats, strict=True)
        ]
        totals = tuple(decimal(figure, _SHOWN) for figure in figures)
        rows.append(StageRow(number, "seat", (), None, totals, decimal(0, _SHOWN)))
        won[seat.entry] += 1
    return tuple(rows)
