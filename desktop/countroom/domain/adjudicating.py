"""Doubtful papers: whoever may rule on them signs each batch, and the result waits for that.

Only the returning officer, or a deputy whose letter gives that function, decides whether a paper
counts; the decision is final (SI 2006/3304 Sch 2 rr. 47, 48; RPA 1983 s. 35(4)). Keyers copy what
was decided, so a batch needs a signature that its two entries are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.openness import open_sheet
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState, Count, SheetState

Decision = tuple[ev.Event, ...] | Refusal

_BATCHES: Final[frozenset[SheetKind]] = frozenset({"adjudication"})


def sign_adjudication(count: Count, command: do.SignAdjudication) -> Decision:
    """Sign a settled batch once, on exactly the figures that were seen."""
    found = open_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    if state.contest.id != command.contest:
        return refuse("sheet_unknown", sheet=command.sheet)
    if sheet.sheet.kind not in _BATCHES:
        return refuse("not_a_batch", sheet=command.sheet)
    if sheet.settled is None:
        return refuse("batch_not_settled", sheet=command.sheet)
    if sheet.adjudicated is not None:
        return refuse("adjudication_signed_already", sheet=command.sheet)
    if dict(command.figures) != dict(sheet.settled):
        return refuse("batch_changed", sheet=command.sheet)
    return (ev.AdjudicationSigned(command.contest, command.sheet, command.figures),)


def batches(state: ContestState) -> tuple[SheetState, ...]:
    """List the batches of doubtful papers that are not withdrawn."""
    return state.sheets_of(_BATCHES)


def unsigned_batches(state: ContestState) -> tuple[SheetState, ...]:
    """List the settled batches with papers in them that nobody signed yet."""
    return tuple(
        sheet
        for sheet in batches(state)
        if sheet.adjudicated is None and sheet.settled is not None and any(sheet.settled.values())
    )
