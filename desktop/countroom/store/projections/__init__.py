"""Derived tables: rows a person can read, following the log in the append's own transaction.

``rebuild`` uses the same steps, so a rebuilt table cannot differ from a live one. The modules are
the steps of the night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history import unfold
from countroom.domain.history.sheet import FIRST_COUNT_CHANGED
from countroom.store.migrations import DERIVED_TABLES
from countroom.store.projections import (
    boxes,
    consultation,
    entries,
    papers,
    platform,
    printing,
    result,
    set_up,
    telling,
)
from countroom.store.projections.rows import Rows, withdraw_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.state import ContestState, Count, Stage

__all__ = ["Rows", "project", "rebuild"]

_STEPS = {
    **set_up.STEPS,
    **boxes.STEPS,
    **papers.STEPS,
    **entries.STEPS,
    **consultation.STEPS,
    **result.STEPS,
    **printing.STEPS,
    **telling.STEPS,
    **platform.STEPS,
}


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
    if state.rules.second_heads:  # a second count may have been given up with what it rests on
        seconds = (s for s in state.sheets.values() if s.sheet.kind == "second")
        withdraw_sheets(db, [s.sheet.id for s in seconds if s.withdrawn], FIRST_COUNT_CHANGED)


_SEEN_AS: Mapping[Stage, Stage] = {
    "boxes": "proven",
    "first_entry": "verified",
    "second_entry": "verified",
    "differ": "verified",
    "agreed": "verified",
}
_MILESTONES = (
    ev.ContestProven
    | ev.SetUpCorrected
    | ev.SetUpAmended
    | ev.ReturnedUncontested
    | ev.PollCalledOff
    | ev.PollRestored
    | ev.ElectorateAltered
    | ev.PapersIssued
    | ev.PapersReturned
    | ev.MiniCountAdded
    | ev.MiniCountClosed
    | ev.DepthChanged
    | ev.SheetsWithdrawn
    | ev.BoxAdded
    | ev.PostalReopened
    | ev.PapersSent
    | ev.PapersBroughtIn
    | ev.SheetAdded
    | ev.PapersSealed
    | ev.SealsOpened
    | ev.SheetReopened
    | ev.VerificationSigned
    | ev.ProvisionalResultReached
    | ev.RecountGranted
    | ev.SecondCountOpened
    | ev.ConsultationClosed
    | ev.ResultCleared
    | ev.ClearanceWithdrawn
    | ev.ResultSpoken
    | ev.DeclaredOnPaper
    | ev.DeclarationCorrected
)
"""What moves a milestone; keying a sheet moves none, and touches one page less on disk."""
