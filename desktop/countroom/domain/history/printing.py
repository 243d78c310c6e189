"""Fold the print desk: papers sent, printed, given up, collected and signed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countroom.domain import events as ev
from countroom.domain.print_job import Printed, PrintJob, Signature
from countroom.domain.prints import TOGETHER, Holder, job_of, void_papers
from countroom.domain.running_order import running_order
from countroom.domain.state import ContestState, Count, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.identifiers import ContestId, EventId


def _sent(
    count: Count, holder: Holder, event: ev.SheetsSentToPrinter, recorded: ev.Recorded
) -> Holder:
    state = holder if isinstance(holder, ContestState) else None
    together = state is None and set(event.kinds) <= set(TOGETHER)
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
        state.cleared.id if state and state.cleared else None,
        state.provisional.version if state and state.provisional else 0,
        state.verifications if state else 0,
        event.contests,
        _clearances(count, event.contests) if together else (),
    )
    return changed(holder, jobs=(*holder.jobs, job), prints=max(holder.prints, event.number))


def regroup(count: Count) -> Count:
    """Void what was printed for a group that is another one now; spoken results left it in order.

    It stays void when the group comes back: the old papers are being collected.
    """
    if not any(job.clearances for job in count.jobs):
        return count
    order = running_order(count)
    groups = {tuple(s.contest.id for s in group) for group in (*order.called, *order.queue)}
    waiting = {contest for group in groups for contest in group}
    jobs = tuple(
        changed(job, regrouped=True) if _is_parted(job, groups, waiting) else job
        for job in count.jobs
    )
    return changed(count, jobs=jobs)


def _is_parted(job: PrintJob, groups: set[tuple[ContestId, ...]], waiting: set[ContestId]) -> bool:
    left = tuple(contest for contest in job.contests if contest in waiting)
    return bool(job.clearances and left) and left not in groups


def _clearances(count: Count, contests: tuple[ContestId, ...]) -> tuple[EventId, ...]:
    cleared = (count.contests[contest].cleared for contest in contests)
    return tuple(one.id for one in cleared if one is not None)


def _printed(
    _count: Count, holder: Holder, event: ev.SheetsPrinted, recorded: ev.Recorded
) -> Holder:
    return _with_job(holder, event.number, printed=Printed(recorded.device, event.to, recorded.at))


def _voided(_count: Count, holder: Holder, event: ev.PrintVoided, _recorded: ev.Recorded) -> Holder:
    return _with_job(holder, event.number, given_up=event.reason)


def _collected(
    _count: Count, holder: Holder, event: ev.PapersCollected, _recorded: ev.Recorded
) -> Holder:
    job = job_of(holder, event.number)
    void = void_papers(holder, job) if job is not None else {}
    return _with_job(holder, event.number, collected=frozenset(void))


def _signed(_count: Count, holder: Holder, event: ev.PaperSigned, recorded: ev.Recorded) -> Holder:
    job = job_of(holder, event.number)
    before = job.signed if job is not None else ()
    signature = Signature(event.kind, event.name, recorded.people[0], recorded.at)
    return _with_job(holder, event.number, signed=(*before, signature))


def _with_job(holder: Holder, number: int, **changes: object) -> Holder:
    jobs = tuple(changed(job, **changes) if job.number == number else job for job in holder.jobs)
    return changed(holder, jobs=jobs)


STEPS: dict[type, Callable[..., Any]] = {
    ev.SheetsSentToPrinter: _sent,
    ev.SheetsPrinted: _printed,
    ev.PrintVoided: _voided,
    ev.PapersCollected: _collected,
    ev.PaperSigned: _signed,
}
"""Each gives whose papers they are as it took it: a contest, or the whole count."""
