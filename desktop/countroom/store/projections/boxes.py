"""Rows of the boxes: receipt, the postal ledger, papers that wandered, verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.store.projections.rows import nothing, show_box, show_mini_count, show_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows


def _received(db: Rows, event: ev.BoxesReceived, recorded: ev.Recorded, _c: Count) -> None:
    rows = [(one.box, int(one.sealed), one.note, recorded.at) for one in event.receipts]
    db.executemany("INSERT INTO box_receipt VALUES (?, ?, ?, ?)", rows)


def _taken_back(db: Rows, event: ev.ReceiptTakenBack, _r: ev.Recorded, _c: Count) -> None:
    db.execute("DELETE FROM box_receipt WHERE box = ?", (event.box,))


def _box(db: Rows, event: ev.BoxAdded, _r: ev.Recorded, count: Count) -> None:
    show_box(db, event.contest, event.box)
    show_sheets(db, event.sheets)
    for mini_count in count.contests[event.contest].contest.counted_in:
        if mini_count.id == event.mini_count:
            show_mini_count(db, event.contest, mini_count)


def _packets(db: Rows, event: ev.PacketsRecorded, _r: ev.Recorded, _c: Count) -> None:
    rows = [(event.contest, box, n.accepted, n.rejected) for box, n in event.packets.items()]
    db.executemany("INSERT OR REPLACE INTO postal_packets VALUES (?, ?, ?, ?)", rows)


def _sessions(
    db: Rows,
    event: ev.PostalSessionHeld | ev.PostalSessionTakenBack,
    _r: ev.Recorded,
    count: Count,
) -> None:
    """Write the sessions that stand, numbered from 1."""
    db.execute("DELETE FROM postal_session WHERE contest = ?", (event.contest,))
    for number, one in enumerate(count.contests[event.contest].postal.sessions, start=1):
        rejected = sum(one.rejected.values())
        judged = (one.envelopes, one.accepted, rejected)
        row = (event.contest, number, *judged, one.box, one.papers, one.matched)
        db.execute("INSERT INTO postal_session VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _sent(db: Rows, event: ev.PapersSent, recorded: ev.Recorded, _c: Count) -> None:
    one = event.transfer
    where = (one.source, one.source_box, one.target, one.target_box)
    row = (*where, one.papers, int(one.counted), event.reason, recorded.at)
    db.execute("INSERT INTO transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _found(db: Rows, event: ev.PapersFound, recorded: ev.Recorded, _c: Count) -> None:
    row = (event.contest, event.papers, event.where, event.reason, recorded.at)
    db.execute("INSERT INTO found VALUES (?, ?, ?, ?, ?)", row)


def _verified(db: Rows, event: ev.VerificationSigned, _r: ev.Recorded, _c: Count) -> None:
    for box, counted in event.boxes.items():
        variance, reason = event.variances.get(box, (0, ""))
        row = (event.contest, event.version, box, counted, variance, reason)
        db.execute("INSERT INTO verification VALUES (?, ?, ?, ?, ?, ?)", row)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.BoxesReceived: _received,
    ev.ReceiptTakenBack: _taken_back,
    ev.BoxAdded: _box,
    ev.PacketsRecorded: _packets,
    ev.PostalSessionHeld: _sessions,
    ev.PostalSessionTakenBack: _sessions,
    ev.PostalClosed: nothing,
    ev.PostalReopened: nothing,
    ev.PapersSent: _sent,
    ev.PapersBroughtIn: nothing,
    ev.PapersFound: _found,
    ev.VerificationSigned: _verified,
}
