"""Rows of the print desk: prints by number, and papers signed by hand; no contest is the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.state import Count
    from countroom.store.projections.rows import Rows

_HALL: Final = ""


def _sent(db: Rows, event: ev.SheetsSentToPrinter, recorded: ev.Recorded, _c: Count) -> None:
    db.execute(
        "INSERT INTO print (contest, number, contests, kinds, languages, copies, replaces, reason,"
        " person, device, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.contest or _HALL,
            event.number,
            " ".join(event.contests),
            " ".join(event.kinds),
            " ".join(event.languages),
            event.copies,
            event.replaces,
            event.reason,
            recorded.people[0],
            recorded.device,
            recorded.at,
        ),
    )


def _printed(db: Rows, event: ev.SheetsPrinted, recorded: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE print SET printed_to = ?, printed_by = ?, printed_at = ?"
        " WHERE contest = ? AND number = ?",
        (event.to, recorded.device, recorded.at, event.contest or _HALL, event.number),
    )


def _voided(db: Rows, event: ev.PrintVoided, _r: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE print SET given_up = ? WHERE contest = ? AND number = ?",
        (event.reason, event.contest or _HALL, event.number),
    )


def _collected(db: Rows, event: ev.PapersCollected, recorded: ev.Recorded, _c: Count) -> None:
    db.execute(
        "UPDATE print SET collected_at = ? WHERE contest = ? AND number = ?",
        (recorded.at, event.contest or _HALL, event.number),
    )


def _signed(db: Rows, event: ev.PaperSigned, recorded: ev.Recorded, _c: Count) -> None:
    ticked_by = recorded.people[0]
    row = (event.contest or _HALL, event.number, event.kind, event.name, ticked_by, recorded.at)
    db.execute("INSERT INTO paper_signed VALUES (?, ?, ?, ?, ?, ?)", row)


STEPS: Mapping[type, Callable[..., None]] = {
    ev.SheetsSentToPrinter: _sent,
    ev.SheetsPrinted: _printed,
    ev.PrintVoided: _voided,
    ev.PapersCollected: _collected,
    ev.PaperSigned: _signed,
}
