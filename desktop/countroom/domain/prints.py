"""Papers that were sent to a printer, by print number: which stand, which are void.

One numbering a contest: a cleared or corrected result has its number from its record, every other
print the next one. Papers of several contests together, and those of the whole hall, have one
numbering of the hall. Nothing says that papers are void but the state itself: the figures they
show are those that stand, or they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.state import ContestState, Count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.identifiers import ContestId, EventId
    from countroom.domain.print_job import Paper, PrintJob

WhyVoid = Literal["withdrawn", "corrected", "regrouped", "new_version", "replaced", "given_up"]
About = Literal["clearance", "provisional", "statement"]
Holder = ContestState | Count
"""Whose papers they are: a contest's, or the hall's."""

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

TOGETHER: Final = ("script", "press")
"""What is printed of contests that are read together."""


def holder_of(count: Count, contest: ContestId | None) -> Holder | None:
    """Find whose papers are meant: without a contest the hall's; None for a contest unknown."""
    return count if contest is None else count.contests.get(contest)


def holders(count: Count) -> Iterator[Holder]:
    """List all who may have papers, the hall first."""
    yield count
    yield from count.contests.values()


def id_of(holder: Holder) -> ContestId | None:
    """Name whose papers they are, as a print does."""
    return None if isinstance(holder, Count) else holder.contest.id


def written_number(contest: ContestId | None, number: int) -> str:
    """Write a print number as it stands on paper: none of the hall is taken for a contest's."""
    return str(number) if contest is not None else f"H{number}"


def void_papers(holder: Holder, job: PrintJob) -> dict[Paper, WhyVoid]:
    """Say which papers of a print stand no longer, and why."""
    later = _papers_after(holder, job)
    found: dict[Paper, WhyVoid] = {}
    for paper in job.papers:
        why = _why_void(holder, job, paper)
        if why is None and paper in later:
            why = "replaced"
        if why is not None:
            found[paper] = why
    return found


def standing_papers(holder: Holder, job: PrintJob) -> tuple[Paper, ...]:
    """List the papers of a print that stand."""
    void = void_papers(holder, job)
    return tuple(paper for paper in job.papers if paper not in void)


def to_print(holder: Holder) -> Iterator[PrintJob]:
    """List what waits for a printer; papers that are void already are never printed."""
    for job in holder.jobs:
        if job.printed is None and standing_papers(holder, job):
            yield job


def to_collect(holder: Holder) -> Iterator[tuple[PrintJob, dict[Paper, WhyVoid]]]:
    """List printed papers that are void and that nobody has taken away yet, by print number."""
    for job in holder.jobs:
        if job.printed is None:
            continue
        void = {p: why for p, why in void_papers(holder, job).items() if p not in job.collected}
        if void:
            yield job, void


def job_of(holder: Holder, number: int) -> PrintJob | None:
    """Find a print by its number."""
    return next((job for job in holder.jobs if job.number == number), None)


def last_job_with(
    holder: Holder, papers: set[Paper], contests: tuple[ContestId, ...] = ()
) -> PrintJob | None:
    """Find the last print, not given up, that holds any of these papers of these contests."""
    for job in reversed(holder.jobs):
        if not job.given_up and papers & set(job.papers) and _alike(job.contests, contests):
            return job
    return None


def clearance_number(state: ContestState) -> int:
    """Give the print number that the record of the result reserved, 0 once it is used, or none."""
    number = state.cleared.event.print_number if state.cleared is not None else 0
    return 0 if job_of(state, number) else number


def _papers_after(holder: Holder, job: PrintJob) -> set[Paper]:
    later = holder.jobs[holder.jobs.index(job) + 1 :]
    alike = (one for one in later if not one.given_up and _alike(one.contests, job.contests))
    return {paper for one in alike for paper in one.papers}


def _alike(some: tuple[ContestId, ...], others: tuple[ContestId, ...]) -> bool:
    """Say whether papers of the hall are about the same: all of it, or a contest of both."""
    return some == others or bool(set(some) & set(others))


def _why_void(holder: Holder, job: PrintJob, paper: Paper) -> WhyVoid | None:
    if job.given_up:
        return "given_up"
    if isinstance(holder, Count):
        return _why_void_together(holder, job)
    about = ABOUT.get(paper.kind)
    if about == "clearance" and (why := _why_not_cleared(holder, job.clearance)):
        return why
    version = holder.provisional.version if holder.provisional is not None else 0
    if about == "provisional" and version != job.provisional:
        return "new_version"
    if about == "statement" and holder.verifications != job.statement:
        return "new_version"
    return None


def _why_void_together(count: Count, job: PrintJob) -> WhyVoid | None:
    """Papers of several results are void with any of these, and when the group is another."""
    for contest, clearance in zip(job.contests, job.clearances, strict=False):
        if why := _why_not_cleared(count.contests[contest], clearance):
            return why
    return "regrouped" if job.regrouped else None


def _why_not_cleared(state: ContestState, clearance: EventId | None) -> WhyVoid | None:
    if state.cleared is not None and state.cleared.id == clearance:
        return None
    corrected = clearance in {one.id for one in state.superseded}
    return "corrected" if corrected else "withdrawn"
