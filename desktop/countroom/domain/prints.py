"""Papers of a contest that were sent to a printer, by print number: which stand, which are void.

One numbering a contest: a cleared or corrected result has its number from its record, every other
print the next one. Nothing says that papers are void but the state itself: the figures they show
are those that stand, or they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.print_job import Paper, PrintJob
    from countroom.domain.state import ContestState

WhyVoid = Literal["withdrawn", "corrected", "new_version", "replaced", "given_up"]
About = Literal["clearance", "provisional", "statement"]

ABOUT: Final[dict[str, About]] = {
    "declaration": "clearance",
    "file": "clearance",
    "script": "clearance",
    "press": "clearance",
    "notice": "clearance",
    "provisional": "provisional",
    "verification": "statement",
}
"""Which figures a kind of sheet shows; what is not named here shows none that could change."""


def void_papers(state: ContestState, job: PrintJob) -> dict[Paper, WhyVoid]:
    """Say which papers of a print stand no longer, and why."""
    later = _papers_after(state, job)
    found: dict[Paper, WhyVoid] = {}
    for paper in job.papers:
        why = _why_void(state, job, paper, later)
        if why is not None:
            found[paper] = why
    return found


def standing_papers(state: ContestState, job: PrintJob) -> tuple[Paper, ...]:
    """List the papers of a print that stand."""
    void = void_papers(state, job)
    return tuple(paper for paper in job.papers if paper not in void)


def to_print(state: ContestState) -> Iterator[PrintJob]:
    """List what waits for a printer; papers that are void already are never printed."""
    for job in state.jobs:
        if job.printed is None and standing_papers(state, job):
            yield job


def to_collect(state: ContestState) -> Iterator[tuple[PrintJob, dict[Paper, WhyVoid]]]:
    """List printed papers that are void and that nobody has taken away yet, by print number."""
    for job in state.jobs:
        if job.printed is None:
            continue
        void = {p: why for p, why in void_papers(state, job).items() if p not in job.collected}
        if void:
            yield job, void


def job_of(state: ContestState, number: int) -> PrintJob | None:
    """Find a print by its number."""
    return next((job for job in state.jobs if job.number == number), None)


def last_job_with(state: ContestState, papers: set[Paper]) -> PrintJob | None:
    """Find the last print, not given up, that holds any of these papers."""
    for job in reversed(state.jobs):
        if not job.given_up and papers & set(job.papers):
            return job
    return None


def clearance_number(state: ContestState) -> int:
    """Give the print number that the record of the result reserved, 0 once it is used, or none."""
    number = state.cleared.event.print_number if state.cleared is not None else 0
    return 0 if job_of(state, number) else number


def _papers_after(state: ContestState, job: PrintJob) -> set[Paper]:
    later = state.jobs[state.jobs.index(job) + 1 :]
    return {paper for one in later if not one.given_up for paper in one.papers}


def _why_void(
    state: ContestState, job: PrintJob, paper: Paper, later: set[Paper]
) -> WhyVoid | None:
    if job.given_up:
        return "given_up"
    about = ABOUT.get(paper.kind)
    cleared = state.cleared
    if about == "clearance" and (cleared is None or cleared.id != job.clearance):
        corrected = job.clearance in {one.id for one in state.superseded}
        return "corrected" if corrected else "withdrawn"
    version = state.provisional.version if state.provisional is not None else 0
    if about == "provisional" and version != job.provisional:
        return "new_version"
    if about == "statement" and state.verifications != job.statement:
        return "new_version"
    return "replaced" if paper in later else None
