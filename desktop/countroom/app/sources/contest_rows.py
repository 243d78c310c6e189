"""The rows of a contests file, in the column forms of every year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.app.sources.records import SourceContest
from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from countroom.app.sources.tables import Row, Table

CONTEST_COLUMNS: Final = (
    "contest_id",
    "election_date",
    "council_id",
    "council_slug",
    "ward",
    "seats",
)

_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
"""Ids become names of files and addresses of pages."""
_DAY: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_FORMS: Final = (
    ("contest_id", _ID, "id_malformed"),
    ("council_slug", _ID, "id_malformed"),
    ("election_date", _DAY, "not_a_day"),
)
_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,9}))?")


def read_contests(table: Table) -> tuple[dict[ContestId, SourceContest], dict[ContestId, int]]:
    """Give the contests that can be used, and the row of every contest id there is."""
    contests: dict[ContestId, SourceContest] = {}
    known: dict[ContestId, int] = {}
    for row in table.rows():
        contest, id_ = _contest(row), ContestId(row.text("contest_id"))
        if id_ in known:
            row.fault("contest_twice", "contest_id", first=known[id_])
        elif id_:
            known[id_] = row.number
            if contest is not None:
                contests[id_] = contest
    return contests, known


def _contest(row: Row) -> SourceContest | None:
    """Read a contest; None when it cannot be one. A figure that cannot be read is left out."""
    sound = _has_form(row)
    contest = SourceContest(
        id=ContestId(row.text("contest_id")),
        date=row.text("election_date"),
        council_id=row.needed("council_id"),
        council=row.text("council_slug"),
        ward=row.needed("ward"),
        gss=row.text("ward_gss"),
        seats=row.whole("seats") or 0,
        by_election=bool(row.flag("by_election")) or ".by." in row.text("contest_id"),
        uncontested=bool(row.flag("uncontested")),
        electorate=row.whole("electorate"),
        ballot_papers=_ballot_papers(row),
        rejected=_rejected(row),
        turnout=_turnout(row),
        flags=tuple(row.text("flags").split()),
        label=row.text("source"),
    )
    return contest if sound and contest.seats and not row.shifted else None


def _has_form(row: Row) -> bool:
    """Check ids, day and seats, without which a contest cannot be; each that fails is a fault."""
    sound = True
    for column, form, code in _FORMS:
        text = row.needed(column)
        if text and not form.fullmatch(text):
            row.fault(code, column, text=text[:40])
        sound = sound and form.fullmatch(text) is not None
    if not row.text("seats").strip("0"):
        row.fault("no_seats", "seats", ward=row.text("ward"))
    return sound


def _ballot_papers(row: Row) -> int | None:
    if "ballots_postal" not in row.cells:
        return row.whole("ballot_papers")
    stations, postal = row.whole("ballots_polling_stations"), row.whole("ballots_postal")
    return None if stations is None or postal is None else stations + postal


def _rejected(row: Row) -> int | None:
    """Give the rejected papers; London's returns have the total as the borough wrote it."""
    london = "rejected_total_as_returned"
    return row.whole(london if london in row.cells else "rejected")


def _turnout(row: Row) -> int | None:
    """Give the turnout in hundredths of a percent, half up; London's may be a fraction of 1."""
    column = "turnout_as_returned" if "turnout_as_returned" in row.cells else "turnout_pct"
    text = row.text(column)
    if not text:
        return None
    match = _PERCENT.fullmatch(text)
    if match is None:
        row.fault("not_a_number", column, text=text[:40])
        return None
    places = 4 if "TURNOUT_AS_FRACTION" in row.text("flags").split() else 2
    digits = (match[2] or "").ljust(places + 1, "0")
    return int(match[1] + digits[:places]) + (digits[places] >= "5")
