"""The print desk's page: what waits, what is to be collected, what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.app.print_desk import Print, waiting
from countroom.domain.prints import (
    ABOUT,
    holders,
    id_of,
    standing_papers,
    to_collect,
    void_papers,
    written_number,
)
from countroom.texts import say_fault, short_time
from countroom.texts.of_printing import PACK, SHEETS, WHY_VOID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.app.print_desk import Outcome, PrintDesk
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import Paper, PrintJob
    from countroom.domain.prints import About, Holder
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

RowState = Literal["failed", "printing", "waiting", "elsewhere", "collect", "printed", "void"]


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A print on the page: ``title`` names it, ``note`` says how it stands and what to do."""

    of: Print
    state: RowState
    title: str
    note: str
    at: str

    @property
    def key(self) -> str:
        """Tell it from the other lines."""
        return f"{self.of[0]} {self.of[1]} {self.state}"


def print_rows(texts: Texts, count: Count, desk: PrintDesk) -> tuple[PrintRow, ...]:
    """List all prints: what needs somebody first, then what came out, the last first."""
    queue = [_waiting_row(texts, count, holder, job, desk) for holder, job in waiting(count)]
    order = ("failed", "printing", "waiting", "elsewhere")
    queue.sort(key=lambda row: order.index(row.state))
    failed = [row for row in queue if row.state == "failed"]
    others = [row for row in queue if row.state != "failed"]
    return (*failed, *_collecting(texts, count), *others, *_printed(texts, count))


def say_kind(texts: Texts, kind: str) -> str:
    """Name a kind of sheet."""
    return texts.say(SHEETS[kind]) if kind in SHEETS else kind


def say_papers(texts: Texts, papers: Iterable[Paper]) -> str:
    """Name papers, each kind once, with the language where it is Welsh; a whole pack in one."""
    papers = tuple(papers)
    if {one.kind for one in papers} == set(PACK):
        return texts.say("The pack")
    named = {
        texts.say("{sheet} (Welsh)", sheet=say_kind(texts, one.kind))
        if one.language == "cy"
        else say_kind(texts, one.kind): None
        for one in papers
    }
    return ", ".join(named)


def say_outcome(texts: Texts, outcome: Outcome, folder: str, day: str) -> str:
    """Say that a print came out, when and where; ``day`` is the polling day (ISO)."""
    time = short_time(texts, outcome.at, day)
    if outcome.into_folder:
        return texts.count(
            "No printer: {n} sheet saved in {folder}, {time}",
            "No printer: {n} sheets saved in {folder}, {time}",
            outcome.sheets,
            folder=folder,
            time=time,
        )
    return texts.count(
        "Printed {n} sheet, {time}: {printer}",
        "Printed {n} sheets, {time}: {printer}",
        outcome.sheets,
        time=time,
        printer=outcome.to,
    )


def last_job(state: ContestState, about: About) -> PrintJob | None:
    """Find the last print of a contest that shows the figures that stand, None without one."""
    for job in reversed(state.jobs):
        standing = standing_papers(state, job)
        if any(ABOUT.get(paper.kind) == about for paper in standing):
            return job
    return None


def say_last(
    texts: Texts, count: Count, contest: ContestId, about: About, desk: PrintDesk
) -> tuple[str, str]:
    """Say how the last print stands, with its tone; empty where nothing was sent."""
    state, day = count.contests[contest], count.polling_day(contest)
    job = last_job(state, about)
    if job is None:
        return "", "info"
    of = (contest, job.number)
    if job.printed is None:
        stands, note = _how_it_waits(texts, of, job, desk)
        return note, "danger" if stands == "failed" else "info"
    if of in desk.done:
        return say_outcome(texts, desk.done[of], str(desk.folder), day), "success"
    n = len(job.papers) * job.copies
    time = short_time(texts, job.printed.at, day)
    printed = texts.count(
        "Printed {n} sheet, {time}: {printer}",
        "Printed {n} sheets, {time}: {printer}",
        n,
        time=time,
        printer=job.printed.to,
    )
    return printed, "success"


def say_subject(texts: Texts, count: Count, contest: ContestId | None, job: PrintJob) -> str:
    """Name what a print is about: its ward, the wards read together, or the hall."""
    about = job.contests if contest is None else (contest,)
    return ", ".join(count.contests[one].contest.area for one in about) or texts.say("The hall")


def _title(
    texts: Texts, count: Count, holder: Holder, job: PrintJob, papers: Iterable[Paper]
) -> str:
    contest = id_of(holder)
    ward, number = say_subject(texts, count, contest, job), written_number(contest, job.number)
    return texts.say(
        "{ward}, print {number}: {papers}",
        ward=ward,
        number=number,
        papers=say_papers(texts, papers),
    )


def _waiting_row(
    texts: Texts, count: Count, holder: Holder, job: PrintJob, desk: PrintDesk
) -> PrintRow:
    of = (id_of(holder), job.number)
    title = _title(texts, count, holder, job, standing_papers(holder, job))
    stands, note = _how_it_waits(texts, of, job, desk)
    at = short_time(texts, job.at, count.polling_day(id_of(holder)))
    return PrintRow(of, stands, title, note, at)


def _how_it_waits(texts: Texts, of: Print, job: PrintJob, desk: PrintDesk) -> tuple[RowState, str]:
    fault = desk.troubles.get(of)
    if fault is not None:
        return "failed", say_fault(texts, fault.code, fault.details)
    if desk.busy == of:
        return "printing", texts.say("Printing…")
    if any(job is one for _, one in desk.queue()):
        return "waiting", texts.say("Waiting for the printer")
    return "elsewhere", texts.say("Waiting for the laptop that prints")


def _collecting(texts: Texts, count: Count) -> Iterator[PrintRow]:
    for holder in holders(count):
        for job, void in to_collect(holder):
            reasons = dict.fromkeys(texts.say(WHY_VOID[why]) for why in void.values())
            note = texts.say(
                "Collect these papers, they are void: {reasons}.", reasons=", ".join(reasons)
            )
            title = _title(texts, count, holder, job, void)
            at = short_time(texts, job.at, count.polling_day(id_of(holder)))
            yield PrintRow((id_of(holder), job.number), "collect", title, note, at)


def _printed(texts: Texts, count: Count) -> list[PrintRow]:
    jobs = [
        (holder, job) for holder in holders(count) for job in holder.jobs if job.printed is not None
    ]
    jobs.sort(key=lambda one: one[1].at, reverse=True)
    rows = []
    for holder, job in jobs:
        standing = standing_papers(holder, job)
        if standing or set(void_papers(holder, job)) <= job.collected:
            rows.append(_printed_row(texts, count, holder, job, standing))
    return rows


def _printed_row(
    texts: Texts, count: Count, holder: Holder, job: PrintJob, standing: tuple[Paper, ...]
) -> PrintRow:
    of, day = (id_of(holder), job.number), count.polling_day(id_of(holder))
    at = short_time(texts, job.printed.at, day) if job.printed else ""
    if not standing:
        title = _title(texts, count, holder, job, job.papers)
        return PrintRow(of, "void", title, texts.say("Void and collected"), at)
    to = job.printed.to if job.printed else ""
    note = texts.say("Printed: {printer}", printer=to)
    if job.signed:
        signed = "; ".join(
            texts.say(
                "{sheet} signed on paper by {name}, {time}",
                sheet=say_kind(texts, one.kind),
                name=one.name,
                time=short_time(texts, one.at, day),
            )
            for one in job.signed
        )
        note = f"{note}. {signed}"
    return PrintRow(of, "printed", _title(texts, count, holder, job, standing), note, at)
