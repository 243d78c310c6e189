"""Derived tables: rows a person can read, following the log in the append's own transaction.

``rebuild`` uses the same steps, so a rebuilt table cannot differ from a live one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from countroom.domain import events as ev
from countroom.domain.history import unfold
from countroom.store.migrations import DERIVED_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import ContestId, FieldId, SheetId
    from countroom.domain.state import ContestState, Count


class Execute(Protocol):
    """A connection's ``execute``."""

    def __call__(self, sql: str, parameters: tuple[Any, ...] = ..., /) -> Any:  # noqa: ANN401
        """Run one statement."""
        ...


def project(execute: Execute, recorded: ev.Recorded, count: Count) -> None:
    """Let the derived tables follow one event; ``count`` is the state after it."""
    event = recorded.event
    _STEPS[type(event)](execute, event, recorded, count)
    if isinstance(event, ev.ContestEvent):
        _show_stage(execute, count.contests[event.contest])


def rebuild(execute: Execute, empty: Count, log: Iterable[ev.Recorded]) -> Count:
    """Derive every row again; gives the state after the whole log.

    Only the last stage of a contest shows, so it is written once.
    """
    for table in reversed(DERIVED_TABLES):
        execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
    count = empty
    for recorded, state in unfold(empty, log):
        _STEPS[type(recorded.event)](execute, recorded.event, recorded, state)
        count = state
    for contest in count.contests.values():
        _show_stage(execute, contest)
    return count


def _show_stage(execute: Execute, state: ContestState) -> None:
    stage = state.stage
    execute(
        "UPDATE contest SET stage = ? WHERE id = ? AND stage <> ?",
        (stage, state.contest.id, stage),
    )


def _device(execute: Execute, event: ev.DeviceEnrolled, _r: ev.Recorded, _c: Count) -> None:
    execute("INSERT INTO device VALUES (?, ?)", (event.device.id, event.device.key))


def _person(execute: Execute, event: ev.PersonEnrolled, _r: ev.Recorded, _c: Count) -> None:
    person = event.person
    row = (person.id, " ".join(person.roles), person.title, person.key)
    execute("INSERT INTO person VALUES (?, ?, ?, ?)", row)


def _election(execute: Execute, event: ev.ElectionSetUp, _r: ev.Recorded, _c: Count) -> None:
    e = event.election
    row = (e.id, e.name, e.polling_day, e.council.name, e.council.slug, e.council.region)
    execute("INSERT INTO election VALUES (?, ?, ?, ?, ?, ?)", row)


def _contest(execute: Execute, event: ev.ContestSetUp, _r: ev.Recorded, count: Count) -> None:
    c = event.contest
    state = count.contests[c.id]
    execute(
        "INSERT INTO contest (id, election, number, area, seats, electorate, rule_set, stage)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (c.id, c.election, state.number, c.area, c.seats, c.electorate, c.rule_set, state.stage),
    )
    for candidate in c.candidates:
        party = candidate.party
        execute(
            "INSERT INTO candidate"
            " (contest, id, number, name, description, party_id, party, party_group)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                c.id,
                candidate.id,
                candidate.number,
                candidate.name,
                candidate.description,
                party.id,
                party.name,
                party.group,
            ),
        )
    for box in c.boxes:
        execute("INSERT INTO box VALUES (?, ?, ?, ?)", (c.id, box.id, box.kind, box.place))
    for sheet in event.sheets:
        row = (sheet.id, c.id, sheet.kind, sheet.box)
        execute("INSERT INTO sheet VALUES (?, ?, ?, ?)", row)


def _nothing(_execute: Execute, _event: ev.Event, _r: ev.Recorded, _c: Count) -> None:
    """Leave the tables: only the contest's stage moves."""


def _uncontested(
    execute: Execute, event: ev.ReturnedUncontested, recorded: ev.Recorded, _c: Count
) -> None:
    execute("UPDATE candidate SET elected = 1 WHERE contest = ?", (event.contest,))
    execute("UPDATE contest SET declared_at = ? WHERE id = ?", (recorded.at, event.contest))


def _entered(execute: Execute, event: ev.SheetEntered, recorded: ev.Recorded, _c: Count) -> None:
    execute(
        "INSERT INTO entry (sheet, entry, person, at, figures) VALUES (?, ?, ?, ?, ?)",
        (event.sheet, event.entry, recorded.people[0], recorded.at, _figures(event.figures)),
    )


def _agreed(execute: Execute, event: ev.EntriesAgreed, _r: ev.Recorded, count: Count) -> None:
    _settle(execute, event.contest, event.sheet, count)


def _corrected(
    execute: Execute, event: ev.EntryCorrected, recorded: ev.Recorded, count: Count
) -> None:
    entry = count.contests[event.contest].sheets[event.sheet].entry(event.entry)
    figures = entry.figures if entry else event.figures
    execute(
        "UPDATE entry SET person = ?, at = ?, corrected = 1, figures = ?"
        " WHERE sheet = ? AND entry = ?",
        (recorded.people[0], recorded.at, _figures(figures), event.sheet, event.entry),
    )


def _settled(execute: Execute, event: ev.SheetSettled, _r: ev.Recorded, count: Count) -> None:
    _settle(execute, event.contest, event.sheet, count)


def _reopened(execute: Execute, event: ev.SheetReopened, _r: ev.Recorded, _c: Count) -> None:
    execute("DELETE FROM entry WHERE sheet = ?", (event.sheet,))
    execute("DELETE FROM figure WHERE sheet = ?", (event.sheet,))
    execute("UPDATE candidate SET votes = NULL WHERE contest = ?", (event.contest,))


def _verified(execute: Execute, event: ev.VerificationSigned, _r: ev.Recorded, _c: Count) -> None:
    for box, counted in event.boxes.items():
        variance, reason = event.variances.get(box, (0, ""))
        row = (event.contest, event.version, box, counted, variance, reason)
        execute("INSERT INTO verification VALUES (?, ?, ?, ?, ?, ?)", row)


def _answered(
    execute: Execute, event: ev.FindingAnswered, recorded: ev.Recorded, _c: Count
) -> None:
    row = (event.contest, event.code, event.reason, recorded.people[0], recorded.at)
    execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", row)


def _provisional(
    execute: Execute, event: ev.ProvisionalResultReached, _r: ev.Recorded, _c: Count
) -> None:
    t = event.totals
    execute(
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
    _votes(execute, event.contest, t)


def _consulted(execute: Execute, event: ev.ConsultationClosed, _r: ev.Recorded, _c: Count) -> None:
    execute(
        "UPDATE provisional SET consultation = ? WHERE contest = ? AND version = ?",
        (event.outcome, event.contest, event.version),
    )


def _lot(execute: Execute, event: ev.LotDrawn, _r: ev.Recorded, _c: Count) -> None:
    lot = event.lot
    row = (event.contest, event.version, lot.drawn, lot.method, ", ".join(lot.witnesses))
    execute("INSERT INTO lot VALUES (?, ?, ?, ?, ?)", row)


def _cleared(execute: Execute, event: ev.ResultCleared, recorded: ev.Recorded, _c: Count) -> None:
    d, t = event.declaration, event.declaration.totals
    execute(
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


def _withdrawn(execute: Execute, event: ev.ClearanceWithdrawn, _r: ev.Recorded, _c: Count) -> None:
    execute(
        "UPDATE declaration SET state = 'withdrawn', note = ? WHERE cleared = ?",
        (event.reason, event.cleared),
    )


def _spoken(execute: Execute, event: ev.ResultSpoken, recorded: ev.Recorded, count: Count) -> None:
    execute(
        "UPDATE declaration SET state = 'declared', spoken = ?, spoken_at = ?, note = ?"
        " WHERE cleared = ?",
        (recorded.id, event.spoken_at, event.note, event.cleared),
    )
    execute("UPDATE contest SET declared_at = ? WHERE id = ?", (event.spoken_at, event.contest))
    for candidate in count.contests[event.contest].elected:
        execute(
            "UPDATE candidate SET elected = 1 WHERE contest = ? AND id = ?",
            (event.contest, candidate),
        )


def _receipted(
    execute: Execute, event: ev.DeclarationReceipted, _r: ev.Recorded, _c: Count
) -> None:
    execute("UPDATE contest SET receipt_index = ? WHERE id = ?", (event.index, event.contest))
    execute("UPDATE declaration SET receipt = ? WHERE spoken = ?", (event.receipt, event.declared))


def _settle(execute: Execute, contest: ContestId, sheet: SheetId, count: Count) -> None:
    settled = count.contests[contest].sheets[sheet].settled or {}
    for field, figure in settled.items():
        execute("INSERT INTO figure VALUES (?, ?, ?)", (sheet, field, figure))


def _votes(execute: Execute, contest: ContestId, totals: Totals) -> None:
    for candidate, votes in totals.votes.items():
        execute(
            "UPDATE candidate SET votes = ? WHERE contest = ? AND id = ?",
            (votes, contest, candidate),
        )


def _figures(figures: Mapping[FieldId, int]) -> str:
    return msgspec.json.encode(figures, order="deterministic").decode()


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
