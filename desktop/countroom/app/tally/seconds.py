"""The second count of a supplementary vote, of the whole contest or added from its local counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from countroom.app.tally.from_votes import area_of, candidate_id, votes_here
from countroom.app.tally.reading import complain, refuse_shared_names
from countroom.app.tally.result import Note, noted
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import add_local_counts
from countroom.domain.counting.supplementary import (
    NONE,
    OTHER,
    Seconds,
    add_transfers,
    check_seconds,
    papers_out,
)
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.tally.from_votes import Votes
    from countroom.app.tally.records import LocalCount, SecondPreferences, SupplementaryRecord

SECOND: Final = 2
"""The stage at which second preferences are added."""


class Sheet(NamedTuple):
    """Figures of one local count, or of the whole contest with no ``area``; ``path`` in the input.

    ``first`` are its first preferences, in ballot order.
    """

    given: SupplementaryRecord | LocalCount
    first: Votes
    path: str
    area: str

    @property
    def has_seconds(self) -> bool:
        """Say whether anything of a second count is given."""
        given = self.given
        some = given.transfers or given.second_count
        return bool(some) or given.second_count_uncounted is not None


@dataclass(frozen=True, slots=True)
class AddedSeconds:
    """The seconds of each who remains, in votes, None where they are not known or not needed.

    ``areas_missing`` are the local counts that lack what others have.
    """

    added: Mapping[CandidateId, int] | None
    findings: tuple[Note, ...]
    areas_missing: tuple[str, ...] = ()


def sheets_of(record: SupplementaryRecord) -> tuple[Sheet, list[Sheet]]:
    """Make the sheet of the whole contest, and those of its local counts."""
    names = [one.name for one in record.candidates]
    first = {candidate_id(p): one.first_preferences for p, one in enumerate(record.candidates, 1)}
    local = [
        Sheet(one, votes_here(one, names), f"$.local_counts[{number - 1}]", area_of(number, one))
        for number, one in enumerate(record.local_counts, 1)
    ]
    return Sheet(record, first, "$", ""), local


def add_seconds(
    record: SupplementaryRecord, remaining: Sequence[CandidateId], text: str
) -> AddedSeconds:
    """Add the seconds of those who remain, wherever they are given. Raises Malformed."""
    whole, local = sheets_of(record)
    sheets = [whole]
    if any(sheet.has_seconds for sheet in local):
        sheets = local
        _refuse_both(record, text)
    known: list[Mapping[CandidateId, int]] = []
    findings: list[Note] = []
    missing: list[str] = []
    for sheet in sheets:
        seconds = _read(sheet, remaining, record, text)
        findings += [noted(one, 0, sheet.area) for one in seconds.discrepancies]
        if seconds.added.keys() == set(remaining):
            known.append(seconds.added)
        else:
            missing.append(sheet.area)
    added = None if missing or not remaining else add_local_counts(known)
    return AddedSeconds(added, tuple(findings), tuple(missing) if sheets is local else ())


def _refuse_both(record: SupplementaryRecord, text: str) -> None:
    given = {
        "transfers": record.transfers,
        "second_count": record.second_count,
        "second_count_uncounted": record.second_count_uncounted,
    }
    for name, value in given.items():
        if value or value == 0:
            raise complain(text, f"$.{name}", "json_beside_counts", name=name)


def _read(
    sheet: Sheet, remaining: Sequence[CandidateId], record: SupplementaryRecord, text: str
) -> Seconds:
    """Read the seconds of a sheet, of some or none where they are not known, and check them.

    Where the eliminated have no papers, nobody has a second preference to count.
    """
    places = {one.name: candidate_id(p) for p, one in enumerate(record.candidates, 1)}
    rows = _rows(sheet, places, text)
    found = list(_for_eliminated(sheet.first, rows, remaining))
    if not remaining:
        return Seconds({}, tuple(found))
    uncounted = sheet.given.second_count_uncounted
    if sheet.given.transfers:
        transfers = _transfers(sheet, sheet.given.transfers, places, text)
        seconds = add_transfers(sheet.first, remaining, transfers)
        added = dict(seconds.added)
        found += seconds.discrepancies
        uncounted = None if seconds.discrepancies else uncounted
    else:
        nobody = record.first_count_complete and not papers_out(sheet.first, remaining)
        added = {one: 0 for one in remaining if nobody}
        added |= _added(sheet.first, rows, remaining)
    found += _wrong_totals(sheet.first, rows, added)
    if record.first_count_complete and len(added) == len(remaining):
        found += check_seconds(sheet.first, remaining, added, uncounted)
    return Seconds(added, tuple(found))


def _rows(
    sheet: Sheet, places: Mapping[str, CandidateId], text: str
) -> dict[CandidateId, SecondPreferences]:
    """Take the rows of a second count, one for a candidate."""
    rows = sheet.given.second_count or []
    path = f"{sheet.path}.second_count"
    refuse_shared_names([one.name for one in rows], text, path)
    for at, one in enumerate(rows):
        if one.name not in places:
            raise complain(text, f"{path}[{at}]", "json_not_standing", name=one.name)
    return {places[one.name]: one for one in rows}


def _transfers(
    sheet: Sheet,
    given: Mapping[str, Mapping[str, int]],
    places: Mapping[str, CandidateId],
    text: str,
) -> dict[CandidateId, dict[str, int]]:
    """Take the rows by first preference; a candidate may be called as a cell is."""
    for name, row in given.items():
        strangers = {name, *row} - {*places, OTHER, NONE}
        if strangers or name not in places:
            stranger = min(strangers or {name})
            raise complain(text, f"{sheet.path}.transfers", "json_not_standing", name=stranger)
    return {
        places[name]: {places.get(cell, cell): n for cell, n in row.items()}
        for name, row in given.items()
    }


def _added(
    first: Votes, rows: Mapping[CandidateId, SecondPreferences], remaining: Sequence[CandidateId]
) -> dict[CandidateId, int]:
    """Take the votes added to those who remain, from the total where only that is known."""
    added = {}
    for one in remaining:
        row = rows.get(one)
        if row and row.second_preferences_added is not None:
            added[one] = row.second_preferences_added
        elif row and row.total is not None:
            added[one] = max(row.total - first[one], 0)
    return added


def _said(row: SecondPreferences, first: int) -> list[int]:
    """Give the totals that a row says, in one way and in the other."""
    added = row.second_preferences_added
    return [n for n in (row.total, None if added is None else first + added) if n is not None]


def _for_eliminated(
    first: Votes, rows: Mapping[CandidateId, SecondPreferences], remaining: Sequence[CandidateId]
) -> Iterator[Discrepancy]:
    """Find the rows of those who do not remain: a wrong candidate was taken on."""
    for one, row in rows.items():
        said = _said(row, first[one])
        if said and one not in remaining:
            yield Discrepancy("second_count_for_eliminated", SECOND, int(one), said[0], None)


def _wrong_totals(
    first: Votes,
    rows: Mapping[CandidateId, SecondPreferences],
    added: Mapping[CandidateId, int],
) -> Iterator[Discrepancy]:
    """Find the totals of the second count that are not first preferences and votes added."""
    for one, seconds in added.items():
        expected = first[one] + seconds
        said = _said(rows[one], first[one]) if one in rows else []
        wrong = next((n for n in said if n != expected), None)
        if wrong is not None:
            yield Discrepancy("second_total_wrong", SECOND, int(one), wrong, expected)
