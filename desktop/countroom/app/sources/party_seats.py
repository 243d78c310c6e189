"""What a source has by party, for polls of which it has no candidates: seats and votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.sources.tables import SourceFault, read_table
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLUMNS: Final = (
    "council_slug",
    "election_date",
    "party",
    "party_id",
    "party_group",
    "seats_won",
)

_VOTES_COLUMNS: Final = (
    "contest_id",
    "party_label",
    "party_id",
    "party_group",
    "best_candidate_votes",
)

PartySeats = tuple[tuple[Party, int], ...]
"""The parties that won seats in a council, and how many."""


def read_party_seats(
    path: Path, date: str, parties: Mapping[str, Party]
) -> tuple[dict[str, PartySeats], list[SourceFault]]:
    """Read the seats won on an ISO day by the council's slug. Raises Fault when the disk fails."""
    table = read_table(path, _COLUMNS)
    found: dict[str, PartySeats] = {}
    for row in table.rows():
        council, seats = row.needed("council_slug"), row.whole("seats_won")
        if row.text("election_date") != date or not seats:
            continue
        id_, name = row.text("party_id"), row.needed("party")
        party = parties.get(id_) or Party(PartyId(id_), name, row.needed("party_group"))
        found[council] = (*found.get(council, ()), (party, seats))
    return found, table.faults


def read_first_parties(
    path: Path, parties: Mapping[str, Party]
) -> tuple[dict[str, Party], list[SourceFault]]:
    """Read whose best candidate came first in each contest, by its id; ties are left out.

    Raises Fault when the disk fails.
    """
    table = read_table(path, _VOTES_COLUMNS)
    most: dict[str, int] = {}
    found: dict[str, Party] = {}
    for row in table.rows():
        contest, votes = row.needed("contest_id"), row.whole("best_candidate_votes") or 0
        if votes == most.get(contest, 0):
            found.pop(contest, None)
        elif votes > most.get(contest, 0):
            most[contest] = votes
            id_, label = row.text("party_id"), row.text("party_label")
            found[contest] = parties.get(id_) or Party(
                PartyId(id_), label, row.text("party_group") or "OTH"
            )
    return found, table.faults
