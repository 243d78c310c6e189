"""The registers beside the results: councils and parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.sources.tables import SourceFault, read_table
from countroom.domain.election import Council, Party
from countroom.domain.identifiers import PartyId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from countroom.app.sources.records import SourceContest

_COUNCIL_COLUMNS: Final = ("council_id", "dc_slug", "name", "nation", "region")
_PARTY_COLUMNS: Final = ("party_id", "name", "group")


def read_councils(path: Path) -> tuple[dict[str, Council], list[SourceFault]]:
    """Read the councils by their three-letter id; a slug may have passed to a successor.

    Raises Fault when the disk fails.
    """
    table = read_table(path, _COUNCIL_COLUMNS)
    councils = {}
    for row in table.rows():
        id_ = row.needed("council_id")
        councils[id_] = Council(
            id=id_,
            slug=row.text("dc_slug"),
            name=row.needed("name"),
            name_cy=row.text("name_cy"),
            region=row.text("region"),
            nation=row.needed("nation"),
        )
    return councils, table.faults


def read_parties(path: Path) -> tuple[dict[str, Party], list[SourceFault]]:
    """Read the parties by their Electoral Commission id. Raises Fault when the disk fails."""
    table = read_table(path, _PARTY_COLUMNS)
    parties = {}
    for row in table.rows():
        id_ = row.needed("party_id")
        parties[id_] = Party(PartyId(id_), row.needed("name"), row.needed("group"))
    return parties, table.faults


def council_of(contest: SourceContest, councils: Mapping[str, Council]) -> Council:
    """Find the council of a contest; one that is not in the register gets what the row tells.

    Codes of Welsh wards begin with W (Office for National Statistics, GSS coding).
    """
    if contest.council_id in councils:
        return councils[contest.council_id]
    nation = "Wales" if contest.gss.startswith("W") else "England"
    name = contest.council.replace("-", " ").title()
    return Council(contest.council_id, contest.council, name, "", "", nation)
