"""Compositions before a poll that are cited as facts, one row a party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources.tables import Row, SourceFault, Table, read_table
from countroom.domain.council import add
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS: Final = (
    "council_id",
    "as_of",
    "party_group",
    "party_id",
    "seats",
    "seats_total",
    "source",
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A council on the eve of a poll, in councillors by party key, and who says so.

    ``continuing`` are those whose seats are not up, from a column of that name; None without it.
    """

    seats_total: int
    before: Mapping[str, int]
    continuing: Mapping[str, int] | None
    as_of: str
    source: str


def read_cited(
    path: Path, parties: Mapping[str, Party]
) -> tuple[dict[str, Cited], list[SourceFault]]:
    """Read the cited compositions by council id. Raises Fault when the disk fails."""
    table = read_table(path, _COLUMNS)
    found: dict[str, Cited] = {}
    for row in table.rows():
        council, total = row.needed("council_id"), row.whole("seats_total")
        if not total:
            row.fault("no_seats", "seats_total", ward=council)
            continue
        key = _party(row, parties).key
        known = found.get(council) or Cited(total, {}, _empty(table), "", "")
        if known.seats_total != total:
            row.fault("seats_disagree", "seats_total", seats=total, other=known.seats_total)
        before = add(known.before, {key: row.whole("seats") or 0})
        if sum(before.values()) > known.seats_total:
            row.fault("seats_exceed_total", "seats", seats=sum(before.values()), total=total)
        found[council] = Cited(
            seats_total=known.seats_total,
            before=before,
            continuing=_continuing(row, key, known.continuing),
            as_of=row.needed("as_of"),
            source=row.needed("source"),
        )
    return found, table.faults


def _empty(table: Table) -> dict[str, int] | None:
    return {} if "continuing" in table.columns else None


def _continuing(row: Row, key: str, known: Mapping[str, int] | None) -> Mapping[str, int] | None:
    return None if known is None else add(known, {key: row.whole("continuing") or 0})


def _party(row: Row, parties: Mapping[str, Party]) -> Party:
    id_, group = row.text("party_id"), row.needed("party_group")
    return parties.get(id_) or Party(PartyId(id_), id_, group)
