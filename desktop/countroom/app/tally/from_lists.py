"""Tally list votes of a region: constituency seats in the divisor, seat by seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.tally.asked import Asked, draw_lots
from countroom.app.tally.from_votes import all_heads
from countroom.app.tally.reading import complain, convert, refuse_shared_names
from countroom.app.tally.records import ListRecord
from countroom.app.tally.result import Chosen, StageRow, Tallied, decimal, noted
from countroom.domain.counting.party_list import (
    Allocation,
    ListEntry,
    ListSeat,
    allocate,
    people_left,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from countroom.domain.counting.party_list import DecidedBy

_SHOWN: Final = 2
"""Decimals of a figure as it is shown; figures are compared whole."""
_ACTIONS: Final[dict[DecidedBy, str]] = {
    "figure": "seat",
    "added_vote": "seat (added vote)",
    "lot": "seat (lot)",
}
"""What a stage is called by what decided its seat: of equal figures the stage shows no reason."""


def tally_lists(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Allocate the list seats of a region. Raises Malformed."""
    record = convert(data, ListRecord, text)
    if not asked.rules.constituency_seats:
        _refuse_constituency_seats(record, text)
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
        rejected=all_heads(record.rejected),
        elected=tuple(
            _chosen(entries[seat.entry], seat, stage) for stage, seat in enumerate(result.seats, 1)
        ),
        stages=_stages(entries, result, frozenset(record.returned)),
        lots=lots,
        findings=tuple(noted(one, 0) for one in result.discrepancies),
        seats_by_party={name: won for name, won in zip(names, result.won, strict=True) if won},
        vacant=result.vacant,
        votes=tuple(entry.votes for entry in entries),
        below_threshold=tuple(names[place] for place in result.excluded),
    )


def _refuse_constituency_seats(record: ListRecord, text: str) -> None:
    """Complain about a party with seats of a kind that the law does not have."""
    for at, one in enumerate(record.parties):
        if one.constituency_seats:
            path = f"$.parties[{at}].constituency_seats"
            raise complain(text, path, "json_constituency_seats", name=one.party)


def _chosen(entry: ListEntry, seat: ListSeat, stage: int) -> Chosen:
    """Name who took a seat; an individual has no party."""
    return Chosen(seat.entry + 1, seat.person, "" if entry.individual else entry.name, stage)


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
        rows.append(
            StageRow(number, _ACTIONS[seat.decided_by], (), None, totals, decimal(0, _SHOWN))
        )
        won[seat.entry] += 1
    return tuple(rows)
