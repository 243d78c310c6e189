"""Derived tables: rows a person can read, following the log in the append's own transaction.

``rebuild`` uses the same steps, so a rebuilt table cannot differ from a live one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from countroom.domain import events as ev
from countroom.domain.history import unfold
from countroom.store.migrations import DERIVED_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import ContestId, FieldId, SheetId
    from countroom.domain.state import ContestState, Count, Stage


class Rows(Protocol):
    """What writes rows: an open connection."""

    def execute(self, sql: str, row: Sequence[object] = ..., /) -> object:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> object:
        """Run one statement for many rows."""
        ...


def project(db: Rows, recorded: ev.Recorded, count: Count) -> None:
    """Let the derived tables follow one event; ``count`` is the state after it."""
    event = recorded.event
    _STEPS[type(event)](db, event, recorded, count)
    if isinstance(event, _MILESTONES):
        _show_milestone(db, count.contests[event.contest])


def rebuild(db: Rows, empty: Count, log: Iterable[ev.Recorded]) -> Count:
    """Derive every row again; gives the state after the whole log.

    Only the last milestone of a contest shows, so it is written once.
    """
    for table in reversed(DERIVED_TABLES):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
    count = empty
    for recorded, state in unfold(empty, log):
        _STEPS[type(recorded.event)](db, recorded.event, recorded, state)
        count = state
    for contest in count.contests.values():
        _show_milestone(db, contest)
    return count


def _show_milestone(db: Rows, state: ContestState) -> None:
    """Show how far a contest is, entries left aside: view ``sheet_state`` tells of those."""
    stage = state.stage
    row = (_SEEN_AS.get(stage, stage), state.contest.id)
    db.execute("UPDATE contest SET milestone = ? WHERE id = ?", row)


def _device(db: Rows, event: ev.DeviceEnrolled, _r: ev.Recorded, _c: Count) -> None:
    db.execute("INSERT INTO device VALUES (?, ?)", (event.device.id, event.device.key))


def _person(db: Rows, event: ev.PersonEnrolled, _r: ev.Recorded, _c: Count) -> None:
    person = event.person
    row = (person.id, " ".join(person.roles), person.title, person.key)
    db.execute("INSERT INTO person VALUES (?, ?, ?, ?)", row)


def _election(db: Rows, event: ev.ElectionSetUp, _r: ev.Recorded, _c: Count) -> None:
    e = event.election
    row = (e.id, e.name, e.polling_day, e.council.name, e.council.slug, e.council.region)
    db.execute("INSERT INTO election VALUES (?, ?, ?, ?, ?, ?)", row)


def _contest(db: Rows, event: ev.ContestSetUp, _r: ev.Recorded, count: Count) -> None:
    c = event.contest
    state = count.contests[c.id]
    db.execute(
        "INSERT INTO contest (id, election, number, area, seats, electorate, rule_set, milestone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (c.id, c.election, state.number, c.area, c.seats, c.electorate, c.rule_set, state.stage),
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
    boxes = [(c.id, box.id, box.kind, box.place) for box in c.boxes]
    db.executemany("INSERT INTO box VALUES (?, ?, ?, ?)", boxes)
    sheets = [(sheet.id, c.id, sheet.kind, sheet.box) for sheet in event.sheets]
    db.executemany("INSERT INTO sheet VALUES (?, ?, ?, ?)", sheets)


def _nothing(_db: Rows, _event: ev.Event, _r: ev.Recorded, _c: Count) -> None:
    """Leave the tables: the event shows elsewhere or moves a milestone only."""


def _uncontested(db: Rows, event: ev.ReturnedUncontested, recorded: ev.Recorded, _c: Count) -> None:
    db.execute("UPDATE candidate SET elected = 1 WHERE contest = ?", (event.contest,))
    db.execute("UPDATE contest SET declared_at = ? WHERE id = ?", (recorded.at, event.contest))


def _entered(db: Rows, event: ev.SheetEntered, recorded: ev.Recorded, _c: Count) -> None:
    db.execute(
        "INSERT INTO entry (sheet, entry, person, at, figures) VALUES (?, ?, ?, ?, ?)",
        (event.sheet, event.entry, recorded.people[0], recorded.at, _figures(event.figures)),
    )


def _agreed(db: Rows, event: ev.EntriesAgreed, _r: ev.Recorded, count: Count) -> None:
    _settle(db, event.contest, event.sheet, count)


def _corrected(db: Rows, event: ev.EntryCorrected, recorded: ev.Recorded, count: Count) -> None:
    entry = count.contests[event.contest].sheets[event.sheet].entry(event.entry)
    figures = entry.figures if entry else event.figures
    db.execute(
        "UPDATE entry SET person = ?, at = ?, corrected = 1, figures = ?"
        " WHERE sheet = ? AND entry = ?",
        (recorded.people[0], recorded.at, _figures(figures), event.sheet, event.entry),
    )


def _settled(db: Rows, event: ev.SheetSettled, _r: ev.Recorded, count: Count) -> None:
    _settle(db, event.contest, event.sheet, count)


def _reopened(db: Rows, event: ev.SheetReopened, _r: ev.Recorded, _c: Count) -> None:
    db.execute("DELETE FROM entry WHERE sheet = ?", (event.sheet,))
    db.execute("DELETE FROM figure WHERE sheet = ?", (event.sheet,))
    db.execute("UPDATE candidate SET votes = NULL WHERE contest = ?", (event.contest,))


def _verified(db: Rows, event: ev.VerificationSigned, _r: ev.Recorded, _c: Count) -> None:
    for box, counted in event.boxes.items():
        variance, reason = event.variances.get(box, (0, ""))
        row = (event.contest, event.version, box, counted, variance, reason)
        db.execute("INSERT INTO verification VALUES (?, ?, ?, ?, ?, ?)", row)


def _answered(db: Rows, event: ev.FindingAnswered, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.code, event.reason, recorded.people[0], recorded.at)
    db.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", row)


def _provisional(db: Rows, event: ev.ProvisionalResultReached, _r: ev.Recorded, _c: Count) -> None:
    t = event.totals
    db.execute(
        "INSERT INTO provisional VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            event.contest,
            event.version,
            t.verified,
            t.valid,
            t.rejected_total,
            t.rejected_in_part,
            t.unused_votes,
            t.votes_total,
        ),
    )
    _votes(db, event.contest, t)


def _consulted(db: Rows, event: ev.ConsultationClosed, _r: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE provisional SET consultation = ? WHERE contest = ? AND version = ?",
        (event.outcome, event.contest, event.version),
    )


def _lot(db: Rows, event: ev.LotDrawn, _r: ev.Recorded, _c: Count) -> None:
    lot = event.lot
    row = (event.contest, event.version, lot.drawn, lot.method, ", ".join(lot.witnesses))
    db.execute("INSERT INTO lot VALUES (?, ?, ?, ?, ?)", row)


def _cleared(db: Rows, event: ev.ResultCleared, recorded: ev.Recorded, _c: Count) -> None:
    d, t = event.declaration, event.declaration.totals
    db.execute(
        "INSERT INTO declaration (cleared, contest, print_number, revision, totals_state,"
        " verified, valid, rejected, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'cleared')",
        (
            recorded.id,
            event.contest,
            event.print_number,
            d.revision,
            d.totals_state,
            t.verified,
            t.valid,
            t.rejected_total,
        ),
    )


def _withdrawn(db: Rows, event: ev.ClearanceWithdrawn, _r: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE declaration SET state = 'withdrawn', note = ? WHERE cleared = ?",
        (event.reason, event.cleared),
    )


def _spoken(db: Rows, event: ev.ResultSpoken, recorded: ev.Recorded, count: Count) -> None:
    db.execute(
        "UPDATE declaration SET state = 'declared', spoken = ?, spoken_at = ?, note = ?"
        " WHERE cleared = ?",
        (recorded.id, event.spoken_at, event.note, event.cleared),
    )
    db.execute("UPDATE contest SET declared_at = ? WHERE id = ?", (event.spoken_at, event.contest))
    for candidate in count.contests[event.contest].elected:
        db.execute(
            "UPDATE candidate SET elected = 1 WHERE contest = ? AND id = ?",
            (event.contest, candidate),
        )


def _receipted(db: Rows, event: ev.DeclarationReceipted, _r: ev.Recorded, _c: Count) -> None:
    db.execute("UPDATE contest SET receipt_index = ? WHERE id = ?", (event.index, event.contest))
    db.execute(
        "UPDATE declaration SET receipt = ? WHERE spoken = ?", (event.receipt, event.declared)
    )


def _settle(db: Rows, contest: ContestId, sheet: SheetId, count: Count) -> None:
    settled = count.contests[contest].sheets[sheet].settled or {}
    rows = [(sheet, field, figure) for field, figure in settled.items()]
    db.executemany("INSERT INTO figure VALUES (?, ?, ?)", rows)


def _votes(db: Rows, contest: ContestId, totals: Totals) -> None:
    rows = [(votes, contest, candidate) for candidate, votes in totals.votes.items()]
    db.executemany("UPDATE candidate SET votes = ? WHERE contest = ? AND id = ?", rows)


def _figures(figures: Mapping[FieldId, int]) -> str:
    return msgspec.json.encode(figures, order="deterministic").decode()


_SEEN_AS: Mapping[Stage, Stage] = {
    "boxes": "proven",
    "first_entry": "verified",
    "second_entry": "verified",
    "differ": "verified",
    "agreed": "verified",
}
_MILESTONES = (
    ev.ContestProven
    | ev.ReturnedUncontested
    | ev.SheetReopened
    | ev.VerificationSigned
    | ev.ProvisionalResultReached
    | ev.ConsultationClosed
    | ev.ResultCleared
    | ev.ClearanceWithdrawn
    | ev.ResultSpoken
)
"""What moves a milestone; keying a sheet moves none, and touches one page less on disk."""

_STEPS: Mapping[type, Callable[..., None]] = {
    ev.DeviceEnrolled: _device,
    ev.PersonEnrolled: _person,
    ev.ElectionSetUp: _election,
    ev.ContestSetUp: _contest,
    ev.ContestProven: _nothing,
    ev.ReturnedUncontested: _uncontested,
    ev.SheetEntered: _entered,
    ev.EntriesAgreed: _agreed,
    ev.EntriesDiffered: _nothing,
    ev.SheetSentBack: _nothing,
    ev.EntryCorrected: _corrected,
    ev.SheetSettled: _settled,
    ev.SheetReopened: _reopened,
    ev.VerificationSigned: _verified,
    ev.FindingAnswered: _answered,
    ev.ProvisionalResultReached: _provisional,
    ev.ConsultationClosed: _consulted,
    ev.LotDrawn: _lot,
    ev.ResultCleared: _cleared,
    ev.ClearanceWithdrawn: _withdrawn,
    ev.ResultSpoken: _spoken,
    ev.DeclarationReceipted: _receipted,
}
