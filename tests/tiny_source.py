"""Small sources of elections, written as the tidy CSV files that the real ones are."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

COLUMNS = {
    "contests": (
        "contest_id",
        "election_date",
        "council_id",
        "council_slug",
        "ward",
        "ward_gss",
        "seats",
        "by_election",
        "electorate",
        "source",
    ),
    "candidates": (
        "contest_id",
        "candidate",
        "party_label",
        "party_id",
        "party_group",
        "votes",
        "elected",
    ),
    "roster": ("council_id", "ward", "councillor", "party_id", "next_election"),
    "cited": (
        "council_id",
        "as_of",
        "party_group",
        "party_id",
        "seats",
        "seats_total",
        "source",
    ),
}
PARTIES = (
    ("PP52", "Conservative and Unionist Party", "CON"),
    ("PP53", "Labour Party", "LAB"),
    ("joint-party:53-119", "Labour and Co-operative Party", "LAB"),
    ("PP90", "Liberal Democrats", "LD"),
    ("PP1", "Anyborough First", "OTH"),
)
GROUPS = {id_: group for id_, _, group in PARTIES}


class TinySource:
    """A folder in the tidy form with one made-up council, Anyborough (ANY, anyborough)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(
            "councils/councils.csv",
            ("council_id", "dc_slug", "name", "name_cy", "nation", "region"),
            [("ANY", "anyborough", "Anyborough", "Unrhywle", "England", "North East")],
        )
        self.write("parties/parties.csv", ("party_id", "name", "group"), PARTIES)

    def write(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
        """Write a file of rows."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows])
        return path

    def poll(
        self, day: str, wards: Mapping[str, tuple[int, Sequence[tuple[str, str, int]]]]
    ) -> None:
        """Write a poll: by ward its seats and the candidates with party id and votes."""
        contests, candidates = [], []
        for ward, (seats, standing) in wards.items():
            name, _, by = ward.partition(" (by)")
            slug = name.lower().replace(" ", "-") + (".by" if by or "(by)" in ward else "")
            id_ = f"local.anyborough.{slug}.{day}"
            by_election = int("(by)" in ward)
            contests.append(
                (id_, day, "ANY", "anyborough", name, "", seats, by_election, 4000, "x")
            )
            candidates += [(id_, who, "", p, GROUPS[p], votes, "") for who, p, votes in standing]
        self.write(f"results/{day[:4]}-contests.csv", COLUMNS["contests"], contests)
        self.write(f"results/{day[:4]}-candidates.csv", COLUMNS["candidates"], candidates)

    def roster(self, year: int, seats: Sequence[tuple[str, str, str, str]]) -> None:
        """Write a roster: ward, councillor, party id, next election."""
        rows = [("ANY", *seat) for seat in seats]
        self.write(f"rosters/{year}-councillors.csv", COLUMNS["roster"], rows)
