"""One file of polling stations for the whole hall: boxes, electorates and papers of every poll.

A row is a station and a poll (columns ``poll``, ``ward``, ``electorate`` ...), or a station with
columns for each poll (``ward:harlow``, ``electorate:essex``). Contests that a station serves share
its boxes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from countroom.app.sources.columns import Hall, name_columns, poll_names, unique, ward_names
from countroom.app.sources.names import folded
from countroom.app.sources.tables import HEADER, Row, SourceFault, Table, read_table
from countroom.domain.election import BallotBox, Contest
from countroom.domain.identifiers import BoxId, ContestId, ElectionId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from countroom.domain.election import Election

OF_A_POLL: Final = ("ward", "electorate", "entrusted", "postal_issued")
"""Columns that may stand once for each poll, as ``electorate:harlow``."""
COLUMNS: Final = (
    "poll",
    "ward",
    "station",
    "polling_place",
    "polling_district",
    "boxes",
    "electorate",
    "entrusted",
    "postal_issued",
    "register_date",
)
MOST_BOXES: Final = 20

_ONE_POLLS: Final = ("poll", "entrusted", "postal_issued")
"""Columns that mean nothing by themselves where other columns name their poll."""
_DAY: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class _Served:
    """One row for one contest."""

    row: Row
    station: str
    district: str
    contest: Contest
    poll: str


@dataclass(slots=True)
class _Station:
    """A station as its first row has it."""

    row: Row
    boxes: int
    place: str


@dataclass(slots=True)
class _Figures:
    """A figure of a contest by station, and the rows that lack it."""

    known: dict[str, int] = field(default_factory=dict)
    lacking: list[Row] = field(default_factory=list)


def read_stations(
    path: Path, renamed: Mapping[str, str], hall: Hall
) -> Hall | tuple[SourceFault, ...]:
    """Give the hall's contests their boxes, or everything that is wrong with the file.

    ``renamed`` says which column of ours each of theirs is, empty for one to be left out.
    Raises Fault when the file is missing or the disk fails.
    """
    return _Reader(read_table(path, ()), path, renamed, hall).read()


class _Reader:
    """Reads one file against one hall."""

    def __init__(self, table: Table, path: Path, renamed: Mapping[str, str], hall: Hall) -> None:
        self._table, self._path, self._hall = table, path, hall
        self._renamed = renamed
        self._polls = dict(unique((election for election, _ in hall), poll_names))
        self._wards = {
            election.id: dict(unique(contests, ward_names)) for election, contests in hall
        }
        self._postal = Counter(_ward_in(one.id) for _, contests in hall for one in contests)
        self._stations: dict[str, _Station] = {}
        self._theirs: dict[str, str] = {}
        self._date = ""

    def read(self) -> Hall | tuple[SourceFault, ...]:
        self._name_columns()
        if "station" not in self._theirs:
            self._fault("column_missing", HEADER, "station")
        if self._table.faults:
            return tuple(self._table.faults)
        served = [one for row in self._table.rows() for one in self._row(row)]
        by_contest: dict[ContestId, list[_Served]] = {}
        for one in served:
            by_contest.setdefault(one.contest.id, []).append(one)
        found = [(e, [self._contest(c, by_contest) for c in held]) for e, held in self._hall]
        # In the order of the file; what concerns all of it comes last.
        wrong = sorted(self._table.faults, key=lambda fault: (not fault.row, fault.row))
        return tuple(wrong) or _combined(found)

    # Columns.

    def _name_columns(self) -> None:
        names = (*COLUMNS, *(f"{name}:POLL" for name in OF_A_POLL))
        self._theirs = name_columns(self._table, self._renamed, self._known, names)
        for name in _ONE_POLLS if self._by_poll else ():
            if name in self._theirs:
                self._fault("column_of_no_poll", HEADER, self._theirs[name], name=name)

    def _known(self, name: str, poll: str) -> str | None:
        if not poll:
            return name if name in COLUMNS else None
        election = self._polls.get(folded(poll))
        return f"{name}:{election.id}" if election and name in OF_A_POLL else None

    def _column(self, name: str, poll: str = "") -> str:
        """Give their name of our column, that of one poll before the one of all."""
        return self._theirs.get(f"{name}:{poll}", "") or self._theirs.get(name, "")

    @property
    def _by_poll(self) -> bool:
        return any(":" in name for name in self._theirs)

    # Rows.

    def _row(self, row: Row) -> Iterator[_Served]:
        """Find the contests that a row's station serves."""
        if row.shifted:
            return
        station = " ".join(row.needed(self._column("station")).split())
        if not station:
            return
        self._meet(row, station)
        self._take_date(row)
        district = row.text(self._column("polling_district"))
        elections = list(self._elections(row))
        for election in elections:
            contest = self._ward(row, election)
            if contest is not None:
                yield _Served(row, station, district, contest, election.id)
        if not elections and self._by_poll:
            row.fault("no_poll_served")

    def _elections(self, row: Row) -> Iterator[Election]:
        if self._by_poll:
            for election, _ in self._hall:
                own = (self._theirs.get(f"{name}:{election.id}", "") for name in OF_A_POLL)
                if any(row.text(column) for column in own if column):
                    yield election
            return
        column = self._column("poll")
        said = row.text(column) if column else ""
        if not said and len(self._hall) == 1:
            yield self._hall[0][0]
            return
        named = self._polls.get(folded(said))
        if named is not None:
            yield named
        elif not said:
            row.fault("cell_empty" if column else "column_missing", column or "poll")
        else:
            row.fault("poll_unknown", column, text=said[:40], names=self._poll_list())

    def _ward(self, row: Row, election: Election) -> Contest | None:
        column = self._column("ward", election.id)
        said = row.text(column) if column else ""
        held = next(contests for one, contests in self._hall if one is election)
        if not said and len(held) == 1:
            return held[0]
        if not said:
            row.fault("cell_empty" if column else "column_missing", column or "ward")
            return None
        found = self._wards[election.id].get(folded(said))
        if found is None:
            row.fault("ward_of_no_poll", column, text=said[:40], poll=election.council.name)
        return found

    def _meet(self, row: Row, station: str) -> None:
        """Keep what the first row says of a station; a later one may not say otherwise."""
        column = self._column("boxes")
        boxes = 1 if not column or not row.text(column) else (row.whole(column) or 0)
        if not 1 <= boxes <= MOST_BOXES:
            row.fault("no_boxes", column, most=MOST_BOXES)
        place = row.text(self._column("polling_place"))
        known = self._stations.setdefault(_slug(station), _Station(row, boxes, place))
        first = known.row.number
        if boxes != known.boxes:
            row.fault("station_disagrees", column, text=boxes, first=first)
        if place != known.place:
            column = self._column("polling_place")
            row.fault("station_disagrees", column, text=place[:40], first=first)

    def _take_date(self, row: Row) -> None:
        column = self._column("register_date")
        day = row.text(column) if column else ""
        if day and not _DAY.fullmatch(day):
            row.fault("not_a_day", column, text=day[:40])
        self._date = max(self._date, day)

    # Contests.

    def _contest(self, contest: Contest, by_contest: Mapping[ContestId, list[_Served]]) -> Contest:
        if contest.uncontested:
            return contest
        served = by_contest.get(contest.id, [])
        if not served:
            self._fault("ward_without_station", 0, "", ward=contest.area)
            return contest
        self._check_twice(served)
        electors = self._figures("electorate", served)
        issued = self._figures("postal_issued", served)
        entrusted = self._figures("entrusted", served)
        boxes = [b for s in _stations_of(served) for b in self._boxes(s, electors, entrusted)]
        electorate = sum(electors.known.values()) if electors.known else contest.electorate
        dated = ", ".join(part for part in (self._path.name, self._date) if part)
        source = dated if electors.known else contest.electorate_source
        return replace(
            contest,
            electorate=electorate,
            electorate_source=source,
            postal_issued=sum(issued.known.values()) if issued.known else contest.postal_issued,
            boxes=(*boxes, self._postal_box(contest)),
        )

    def _check_twice(self, served: Iterable[_Served]) -> None:
        first: dict[tuple[str, str], int] = {}
        for one in served:
            key = _slug(one.station), folded(one.district)
            if key in first:
                one.row.fault("station_twice", self._column("station"), first=first[key])
            first.setdefault(key, one.row.number)

    def _figures(self, name: str, served: Sequence[_Served]) -> _Figures:
        """Add a figure up by station; one that only some rows have cannot be added."""
        figures, first = _Figures(), dict[str, int]()
        for one in served:
            column = self._column(name, one.poll)
            if not column or not one.row.text(column):
                figures.lacking.append(one.row)
                continue
            figure, station = one.row.whole(column), _slug(one.station)
            if name == "entrusted" and station in first:
                one.row.fault("entrusted_twice", column, first=first[station])
            first.setdefault(station, one.row.number)
            figures.known[station] = figures.known.get(station, 0) + (figure or 0)
        if name != "entrusted" and figures.known:
            column = self._column(name, served[0].poll)
            for row in figures.lacking:
                row.fault("not_for_every_station", column, ward=served[0].contest.area)
        return figures

    def _boxes(self, one: _Served, electors: _Figures, entrusted: _Figures) -> Iterator[BallotBox]:
        """Make a station's boxes; what is known of the station stands at its first box only.

        The others stand beside it: papers are entrusted to the station, which has one account.
        """
        station = _slug(one.station)
        known = self._stations[station]
        district = f" ({one.district})" if one.district else ""
        several = known.boxes > 1
        first = BallotBox(
            BoxId(f"{station}-1" if several else station),
            "station",
            f"{one.station}/1{district}" if several else f"{one.station}{district}",
            known.place,
            electors.known.get(station),
            entrusted.known.get(station),
        )
        yield first
        for n in range(2, known.boxes + 1):
            id_, place = BoxId(f"{station}-{n}"), f"{one.station}/{n}{district}"
            yield BallotBox(id_, "station", place, known.place, beside=first.id)

    def _postal_box(self, contest: Contest) -> BallotBox:
        """Make the postal box of a contest: no other contest's papers lie in it."""
        ward = _ward_in(contest.id)
        whole = contest.id.rpartition(".")[0].replace(".", "-")
        return BallotBox(BoxId(f"P-{ward if self._postal[ward] == 1 else whole}"), "postal", "")

    def _poll_list(self) -> str:
        return ", ".join(election.council.slug for election, _ in self._hall)

    def _fault(self, code: str, row: int, column: str, **details: str | int) -> None:
        fault = SourceFault(code, self._table.file, row, column, details=details)
        self._table.faults.append(fault)


def _stations_of(served: Iterable[_Served]) -> list[_Served]:
    """List each station once, in the order of the file, its districts together."""
    found: dict[str, _Served] = {}
    for one in served:
        before = found.get(_slug(one.station))
        if before is None:
            found[_slug(one.station)] = one
        elif one.district and one.district not in before.district.split(", "):
            both = f"{before.district}, {one.district}"
            found[_slug(one.station)] = replace(before, district=both)
    return list(found.values())


def _slug(station: str) -> str:
    """Make a box's id of a station's name or number: ``S12``, ``green-end-hall``."""
    bare = "-".join(re.findall(r"[a-z0-9]+", folded(station)))
    return f"S{int(bare)}" if bare.isascii() and bare.isdigit() else bare or "S"


def _ward_in(contest: ContestId) -> str:
    """Give what a contest's id says of the ward: ``bush-fair``; of the body where it has none."""
    _, *names = contest.split(".")[:-1]
    return "-".join(names[1:] or names)


def _combined(found: Hall) -> Hall:
    """Mark the polls that share a station."""
    polls: dict[BoxId, set[ElectionId]] = {}
    for election, contests in found:
        for contest in contests:
            for box in contest.boxes:
                if box.kind == "station":
                    polls.setdefault(box.id, set()).add(election.id)
    shared = {one for held in polls.values() if len(held) > 1 for one in held}
    return [
        (replace(election, combined=election.combined or election.id in shared), contests)
        for election, contests in found
    ]
