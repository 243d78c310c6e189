"""Papers that wandered: of one contest in a box of another, or found after the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.figures import unsound_papers
from countroom.domain.openness import contest_with_poll, open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.totals import counted_by_box

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.hall import Transfer
    from countroom.domain.state import Count

Decision = tuple[ev.Event, ...] | Refusal


def transfer_papers(count: Count, command: do.TransferPapers) -> Decision:
    """Move papers to their own contest: a wrong box does not make them void.

    A signed statement of either contest is void then, and its next version shows both figures.
    A declared contest keeps its result: nothing joins it, and only papers that were not counted
    in it leave its boxes. A box whose count is keyed already, settled or not, is taken to have been
    counted without the papers it gets; one that nobody has keyed is counted with them.
    """
    transfer = command.transfer
    refusal = _unsound(count, transfer)
    if refusal is not None:
        return refusal
    if not command.reason.strip():
        return refuse("reason_missing")
    return (
        ev.PapersSent(transfer.source, transfer, command.reason),
        ev.PapersBroughtIn(transfer.target, transfer),
    )


def record_found_papers(count: Count, command: do.RecordFoundPapers) -> Decision:
    """Record papers found too late: only a court can have them counted now."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.declared is None:
        return refuse("found_in_time", contest=command.contest)
    if not command.where.strip() or not command.reason.strip():
        return refuse("reason_missing")
    return unsound_papers(command.papers, least=1) or (
        ev.PapersFound(command.contest, command.papers, command.where, command.reason),
    )


def _unsound(count: Count, transfer: Transfer) -> Refusal | None:
    if transfer.source == transfer.target:
        return refuse("transfer_within_contest", contest=transfer.source)
    find_source = open_contest if transfer.counted else contest_with_poll
    source, target = find_source(count, transfer.source), open_contest(count, transfer.target)
    for state, box in ((source, transfer.source_box), (target, transfer.target_box)):
        if isinstance(state, Refusal):
            return state
        if state.contest.box(box) is None:
            return refuse("box_unknown", box=box)
        if transfer.counted and state is source:
            counted = counted_by_box(state).get(box, 0)
            if transfer.papers > counted:
                return refuse("more_than_counted", box=box, counted=counted)
    return unsound_papers(transfer.papers, least=1)
