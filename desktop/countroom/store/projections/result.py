"""Rows from the warnings answered to the spoken word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


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
    witnesses = ", ".join(lot.witnesses)
    row = (event.contest, event.version, lot.drawn, lot.method, witnesses, lot.term)
    db.execute("INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?)", row)


def _step(db: Rows, event: ev.GuidanceStepTaken, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.version, event.step, recorded.people[0], recorded.at)
    db.execute("INSERT INTO guidance_step VALUES (?, ?, ?, ?, ?)", row)


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


def _on_paper(db: Rows, event: ev.DeclaredOnPaper, recorded: ev.Recorded, count: Count) -> None:
    _cleared(db, _as_cleared(event, event.reason), recorded, count)
    spoken = ev.ResultSpoken(event.contest, recorded.id, event.spoken_at, event.reason)
    _spoken(db, spoken, recorded, count)
    _votes(db, event.contest, event.declaration.totals)


def _corrected(
    db: Rows, event: ev.DeclarationCorrected, recorded: ev.Recorded, count: Count
) -> None:
    state = count.contests[event.contest]
    db.execute(
        "UPDATE declaration SET state = 'superseded' WHERE cleared = ?",
        (state.superseded[-1].id,),
    )
    db.execute("UPDATE candidate SET elected = 0 WHERE contest = ?", (event.contest,))
    _cleared(db, _as_cleared(event, event.note), recorded, count)
    spoken = ev.ResultSpoken(event.contest, recorded.id, state.spoken_at, event.note)
    _spoken(db, spoken, recorded, count)
    _votes(db, event.contest, event.declaration.totals)
    db.execute("UPDATE contest SET receipt_index = NULL WHERE id = ?", (event.contest,))


def _as_cleared(
    event: ev.DeclaredOnPaper | ev.DeclarationCorrected, reason: str
) -> ev.ResultCleared:
    return ev.ResultCleared(event.contest, event.declaration, event.print_number, reason, ())


def _receipted(db: Rows, event: ev.DeclarationReceipted, _r: ev.Recorded, count: Count) -> None:
    if event.declared == count.contests[event.contest].declared:
        row = (event.index, event.contest)
        db.execute("UPDATE contest SET receipt_index = ? WHERE id = ?", row)
    db.execute(
        "UPDATE declaration SET receipt = ? WHERE spoken = ?", (event.receipt, event.declared)
    )


def _votes(db: Rows, contest: ContestId, totals: Totals) -> None:
    rows = [(votes, contest, candidate) for candidate, votes in totals.votes.items()]
    db.executemany("UPDATE candidate SET votes = ? WHERE contest = ? AND id = ?", rows)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.FindingAnswered: _answered,
    ev.ProvisionalResultReached: _provisional,
    ev.ConsultationClosed: _consulted,
    ev.LotDrawn: _lot,
    ev.GuidanceStepTaken: _step,
    ev.ResultCleared: _cleared,
    ev.ClearanceWithdrawn: _withdrawn,
    ev.ResultSpoken: _spoken,
    ev.DeclaredOnPaper: _on_paper,
    ev.DeclarationCorrected: _corrected,
    ev.DeclarationReceipted: _receipted,
}
