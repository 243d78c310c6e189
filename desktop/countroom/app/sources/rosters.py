"""The seats of a council by ward: who sits in each, and when it falls vacant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import folded, split_name
from countroom.app.sources.tables import SourceFault, read_table
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId

if TYPE_CHECKING:
    from pathlib import Path

TERM: Final = {"England": 4, "Wales": 5}
"""Years of a term: Local Government Act 1972 ss. 7 and 26, Wales as extended from 2012 on."""

_COLUMNS: Final = ("council_id", "ward", "councillor", "party_id", "next_election")
_VACANT: Final = "VACANT"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: its ward (folded), its holder's surname and party, None when vacant.

    ``due`` is the year of the poll that fills it again; ``votes`` those of a holder whose poll
    the source has.
    """

    ward: str
    surname: str
    party: Party | None
    due: int
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """All seats of all councils, by council id, as they stood after the polls of a year."""

    year: int
    seats: Mapping[str, tuple[Seat, ...]]
    faults: tuple[SourceFault, ...]


@cache
def ward_key(ward: str) -> str:
    """Give a ward's name in the form in which two sources agree on it."""
    return folded(ward.replace("&", " and ")).replace(" ", "")


def read_roster(
    path: Path, year: int, parties: Mapping[str, Party], nations: Mapping[str, str]
) -> Roster:
    """Read a roster; ``nations`` are by council id. Raises Fault when the disk fails."""
    table = read_table(path, _COLUMNS)
    councils: dict[str, list[Seat]] = {}
    for row in table.rows():
        council, day = row.needed("council_id"), row.text("next_election")
        if not day[:4].isdigit():
            row.fault("not_a_day", "next_election", text=day[:40])
            continue
        due = _due(int(day[:4]), year, TERM.get(nations.get(council, ""), 4))
        label = row.text("party_label_if_not_in_register")
        party = _party(row.text("party_id"), label, parties)
        surname = split_name(row.text("councillor"))[0] if party else ""
        councils.setdefault(council, []).append(
            Seat(ward_key(row.text("ward")), surname, party, due)
        )
    seats = {council: tuple(several) for council, several in councils.items()}
    return Roster(year, seats, tuple(table.faults))


def _due(due: int, year: int, term: int) -> int:
    """Mend a year that a later update of the roster moved on by one term.

    Nobody sits longer than a term from the roster's year on: the rosters of 2016 and 2017 give
    2022 for seats up in 2018.
    """
    return due - term if due > year + term else due


def _party(id_: str, label: str, parties: Mapping[str, Party]) -> Party | None:
    if id_ == _VACANT:
        return None
    return parties.get(id_) or Party(PartyId(id_), label or id_, "OTH")
