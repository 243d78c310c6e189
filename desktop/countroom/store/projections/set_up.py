"""Rows of the set-up: people, laptops, elections, contests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.store.projections.rows import nothing, show_box, show_mini_count, show_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _device(db: Rows, event: ev.DeviceEnrolled, _r: ev.Recorded, _c: Count) -> None:
    db.execute("INSERT INTO device VALUES (?, ?)", (event.device.id, event.device.key))


def _person(db: Rows, event: ev.PersonEnrolled, _r: ev.Recorded, _c: Count) -> None:
    person = event.person
    row = (person.id, " ".join(person.roles), person.title, person.key)
    db.execute("INSERT INTO person VALUES (?, ?, ?, ?, 0)", row)


def _election(db: Rows, event: ev.ElectionSetUp, _r: ev.Recorded, _c: Count) -> None:
    e = event.election
    row = (e.id, e.name, e.polling_day, e.council.name, e.council.slug, e.council.region)
    db.execute("INSERT INTO election VALUES (?, ?, ?, ?, ?, ?)", row)


def _contest(db: Rows, event: ev.ContestSetUp, _r: ev.Recorded, count: Count) -> None:
    state = count.contests[event.contest.id]
    db.execute(
        "INSERT INTO contest (id, election, number, area, seats, electorate, rule_set, milestone)"
        " VALUES (?, ?, ?, '', 0, NULL, '', ?)",
        (state.contest.id, state.contest.election, state.number, state.stage),
    )
    _paper(db, event.contest)
    show_sheets(db, event.sheets)


def _set_up_corrected(db: Rows, event: ev.SetUpCorrected, _r: ev.Recorded, _c: Count) -> None:
    for table in ("candidate", "box", "mini_count"):
        db.execute(f"DELETE FROM {table} WHERE contest = ?", (event.contest,))  # noqa: S608 - ours
    db.execute(
        "UPDATE sheet SET withdrawn = ? WHERE contest = ? AND withdrawn = ''",
        (event.reason, event.contest),
    )
    _paper(db, event.corrected)
    show_sheets(db, event.sheets)


def _amended(db: Rows, event: ev.SetUpAmended, _r: ev.Recorded, _c: Count) -> None:
    db.executemany(
        "UPDATE candidate SET name = ?, description = ?, party_id = ?, party = ?, party_group = ?"
        " WHERE contest = ? AND id = ?",
        [
            (x.name, x.description, x.party.id, x.party.name, x.party.group, event.contest, x.id)
            for x in event.particulars.candidates
        ],
    )


def _paper(db: Rows, c: Contest) -> None:
    """Show a contest as its ballot paper, its boxes and its tables stand."""
    db.execute(
        "UPDATE contest SET area = ?, seats = ?, electorate = ?, rule_set = ? WHERE id = ?",
        (c.area, c.seats, c.electorate, c.rule_set, c.id),
    )
    db.executemany(
        "INSERT INTO candidate"
        " (contest, id, number, name, description, party_id, party, party_group)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (c.id, x.id, x.number, x.name, x.description, x.party.id, x.party.name, x.party.group)
            for x in c.candidates
        ],
    )
    for box in c.boxes:
        show_box(db, c.id, box)
    for mini_count in () if c.uncontested else c.counted_in:
        show_mini_count(db, c.id, mini_count)


def _thresholds(db: Rows, event: ev.ThresholdsChanged, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.election, event.usual.seats, event.reason, recorded.people[0], recorded.at)
    db.execute("INSERT INTO threshold_change VALUES (?, ?, ?, ?, ?)", row)


def _electorate(db: Rows, event: ev.ElectorateAltered, _r: ev.Recorded, _c: Count) -> None:
    row = (event.electorate, event.contest)
    db.execute("UPDATE contest SET electorate = ? WHERE id = ?", row)


def _appointments(db: Rows, event: ev.AppointmentsChanged, _r: ev.Recorded, _c: Count) -> None:
    row = (" ".join(event.roles), event.person)
    db.execute("UPDATE person SET roles = ? WHERE id = ?", row)


def _left(db: Rows, event: ev.PersonLeft, _r: ev.Recorded, _c: Count) -> None:
    db.execute("UPDATE person SET away = 1 WHERE id = ?", (event.person,))


def _returned(db: Rows, event: ev.PersonReturned, _r: ev.Recorded, _c: Count) -> None:
    db.execute("UPDATE person SET away = 0 WHERE id = ?", (event.person,))


def _exception(db: Rows, event: ev.ExceptionRecorded, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.person, event.reason, recorded.people[0], recorded.at)
    db.execute("INSERT INTO exception VALUES (?, ?, ?, ?, ?)", row)


def _uncontested(db: Rows, event: ev.ReturnedUncontested, recorded: ev.Recorded, _c: Count) -> None:
    db.execute("UPDATE candidate SET elected = 1 WHERE contest = ?", (event.contest,))
    db.execute("UPDATE contest SET declared_at = ? WHERE id = ?", (recorded.at, event.contest))


STEPS: Mapping[type, Callable[..., None]] = {
    ev.DeviceEnrolled: _device,
    ev.PersonEnrolled: _person,
    ev.AppointmentsChanged: _appointments,
    ev.PersonLeft: _left,
    ev.PersonReturned: _returned,
    ev.ExceptionRecorded: _exception,
    ev.ElectionSetUp: _election,
    ev.ThresholdsChanged: _thresholds,
    ev.ContestSetUp: _contest,
    ev.SetUpCorrected: _set_up_corrected,
    ev.SetUpAmended: _amended,
    ev.ContestProven: nothing,
    ev.ReturnedUncontested: _uncontested,
    ev.ElectorateAltered: _electorate,
    ev.PollCalledOff: nothing,
    ev.PollRestored: nothing,
}
