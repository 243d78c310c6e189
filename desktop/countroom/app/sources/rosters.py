"""The seats of a council by ward: who sits in each, and when it falls vacant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import folded, split_name
from countroom.app.sources.tables import read_table
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from countroom.app.sources.tables import Row, SourceFault

TERM: Final = {"England": 4, "Wales": 5}
"""Years of a term: Local Government Act 1972 ss. 7 and 26, Wales as extended from 2012 on."""

_COLUMNS: Final = ("council_id", "ward", "councillor", "party_id", "next_election")
_VACANT: Final = "VACANT"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: its ward (folded), its holder's surname and party, None when vacant.

    ``due`` is the year of the poll that fills it again; ``votes`` those of a holder whose poll
    the source has, and ``fought`` the day of that poll.
    """

    ward: str
    surname: str
    party: Party | None
    due: int
    votes: int | None = None
    fought: str = ""


@cache
def ward_key(ward: str) -> str:
    """Give a ward's name in the form in which two sources agree on it."""
    return folded(ward.replace("&", " and ")).replace(" ", "")


class Roster:
    """All seats of all councils as they stood after the polls of a ``year``.

    The seats of a council are made when they are first asked for.
    """

    def __init__(
        self, path: Path, year: int, parties: Mapping[str, Party], nations: Mapping[str, str]
    ) -> None:
        """Read a roster; ``nations`` are by council id. Raises Fault when the disk fails."""
        self.year = year
        self._table = read_table(path, _COLUMNS)
        self._by_council = self._table.sorted_by("council_id")
        self._parties = parties
        self._nations = nations
        self._seats: dict[str, tuple[Seat, ...]] = {}

    def seats_of(self, council: str) -> tuple[Seat, ...]:
        """Give a council's seats by its id, none where the roster does not have it."""
        if council not in self._seats:
            rows = self._table.part(self._by_council.get(council, ())).rows()
            seats = (self._seat(row, council) for row in rows)
            self._seats[council] = tuple(seat for seat in seats if seat)
        return self._seats[council]

    @cached_property
    def faults(self) -> tuple[SourceFault, ...]:
        """Give all that is wrong in the file."""
        for row in () if self._all_sound() else self._table.rows():
            row.needed("council_id")
            day = row.text("next_election")
            if not day[:4].isdigit():
                row.fault("not_a_day", "next_election", text=day[:40])
        return tuple(self._table.faults)

    def _all_sound(self) -> bool:
        """Look over all rows at once, as nearly always nothing is wrong with any."""
        columns = self._table.columns
        if not self._table.readable:
            return False
        width, council, day = len(columns), columns.index(_COLUMNS[0]), columns.index(_COLUMNS[-1])
        return all(
            len(cells) == width and cells[day].strip()[:4].isdigit() and cells[council].strip()
            for cells in self._table.records
        )

    def _seat(self, row: Row, council: str) -> Seat | None:
        """Make a seat, None where it is not said when it is due."""
        year = row.text("next_election")[:4]
        if not year.isdigit():
            return None
        due = _due(int(year), self.year, TERM.get(self._nations.get(council, ""), 4))
        label = row.text("party_label_if_not_in_register")
        party = _party(row.text("party_id"), label, self._parties)
        surname = split_name(row.text("councillor"))[0] if party else ""
        return Seat(ward_key(row.text("ward")), surname, party, due)


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
