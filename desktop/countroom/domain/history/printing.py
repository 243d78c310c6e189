"""Fold the print desk: papers sent, printed, given up, collected and signed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.print_job import Printed, PrintJob, Signature
from countroom.domain.prints import job_of, void_papers
from countroom.domain.state import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.state import ContestState, Count


def _sent(
    _count: Count, state: ContestState, event: ev.SheetsSentToPrinter, recorded: ev.Recorded
) -> ContestState:
    job = PrintJob(
        event.number,
        event.kinds,
        event.languages,
        event.copies,
        event.replaces,
        event.reason,
        recorded.people[0],
        recorded.device,
        recorded.at,
        state.cleared.id if state.cleared is not None else None,
        state.provisional.version if state.provisional is not None else 0,
        state.verifications,
    )
    return changed(state, jobs=(*state.jobs, job), prints=max(state.prints, event.number))


def _printed(
    _count: Count, state: ContestState, event: ev.SheetsPrinted, recorded: ev.Recorded
) -> ContestState:
    return _with_job(state, event.number, printed=Printed(recorded.device, event.to, recorded.at))


def _voided(
    _count: Count, state: ContestState, event: ev.PrintVoided, _recorded: ev.Recorded
) -> ContestState:
    return _with_job(state, event.number, given_up=event.reason)


def _collected(
    _count: Count, state: ContestState, event: ev.PapersCollected, _recorded: ev.Recorded
) -> ContestState:
    job = job_of(state, event.number)
    void = void_papers(state, job) if job is not None else {}
    return _with_job(state, event.number, collected=frozenset(void))


def _signed(
    _count: Count, state: ContestState, event: ev.PaperSigned, recorded: ev.Recorded
) -> ContestState:
    job = job_of(state, event.number)
    before = job.signed if job is not None else ()
    signature = Signature(event.kind, event.name, recorded.people[0], recorded.at)
    return _with_job(state, event.number, signed=(*before, signature))


def _with_job(state: ContestState, number: int, **changes: object) -> ContestState:
    jobs = tuple(changed(job, **changes) if job.number == number else job for job in state.jobs)
    return changed(state, jobs=jobs)


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.SheetsSentToPrinter: _sent,
    ev.SheetsPrinted: _printed,
    ev.PrintVoided: _voided,
    ev.PapersCollected: _collected,
    ev.PaperSigned: _signed,
}
