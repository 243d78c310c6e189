"""The print desk: any laptop sends papers, the laptop that prints says where they came out.

Printing changes no figure, so it is possible at any step, after the declaration too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from countroom.domain import events as ev
from countroom.domain.print_job import Paper, PaperLanguage
from countroom.domain.prints import (
    ABOUT,
    clearance_number,
    job_of,
    last_job_with,
    standing_papers,
    to_collect,
    void_papers,
)
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal

MOST_COPIES: Final = 50
_MOST_KINDS: Final = 40
_LONGEST_NAME: Final = 500


def send_to_printer(count: Count, command: do.SendToPrinter) -> Decision:
    """Give papers a print number; those that stand already are replaced, with a reason."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    wrong = _unprintable(state, command)
    if wrong is not None:
        return wrong
    papers = {Paper(kind, one) for kind in command.kinds for one in command.languages}
    before = last_job_with(state, papers)
    again = before is not None and papers & set(standing_papers(state, before))
    if before is not None and again and not command.reason.strip():
        return refuse("printed_already", contest=command.contest, number=before.number)
    reserved = clearance_number(state) if _shows_clearance(command) else 0
    return (
        ev.SheetsSentToPrinter(
            command.contest,
            reserved or state.prints + 1,
            command.kinds,
            command.languages,
            command.copies,
            before.number if before is not None else 0,
            command.reason,
        ),
    )


def record_printed(count: Count, command: do.RecordPrinted) -> Decision:
    """Keep once where a print came out."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    if found[1].printed is not None:
        return refuse("printed_before", contest=command.contest, number=command.number)
    if not 0 < len(command.to) <= _LONGEST_NAME:
        return refuse("printer_unnamed")
    return (ev.SheetsPrinted(command.contest, command.number, command.to),)


def void_print(count: Count, command: do.VoidPrint) -> Decision:
    """Give a print up with a reason."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    if found[1].given_up:
        return refuse("print_void", contest=command.contest, number=command.number)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PrintVoided(command.contest, command.number, command.reason),)


def collect_papers(count: Count, command: do.CollectPapers) -> Decision:
    """Tick void papers that came out as taken away."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    state, job = found
    if job not in [one for one, _ in to_collect(state)]:
        return refuse("nothing_to_collect", contest=command.contest, number=command.number)
    return (ev.PapersCollected(command.contest, command.number),)


def tick_signed(count: Count, command: do.TickSigned) -> Decision:
    """Tick that a paper in somebody's hands was signed; nobody signs what is void."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    state, job = found
    if job.printed is None or command.kind not in job.kinds:
        return refuse("not_printed", contest=command.contest, number=command.number)
    void = void_papers(state, job)
    if all(Paper(command.kind, language) in void for language in job.languages):
        return refuse("print_void", contest=command.contest, number=command.number)
    if not command.name.strip():
        return refuse("signer_missing")
    return (ev.PaperSigned(command.contest, command.number, command.kind, command.name),)


def _job(count: Count, contest: ContestId, number: int) -> tuple[ContestState, PrintJob] | Refusal:
    state = count.contests.get(contest)
    if state is None:
        return refuse("contest_unknown", contest=contest)
    job = job_of(state, number)
    if job is None:
        return refuse("print_unknown", contest=contest, number=number)
    return state, job


def _unprintable(state: ContestState, command: do.SendToPrinter) -> Refusal | None:
    """Refuse papers whose figures are not there yet, none at all, or copies nobody wants."""
    kinds, languages = command.kinds, command.languages
    known = set(get_args(PaperLanguage))
    if not kinds or not languages or set(languages) - known or "" in kinds:
        return refuse("nothing_to_print", contest=state.contest.id)
    if len(set(kinds)) != len(kinds) or len(set(languages)) != len(languages):
        return refuse("nothing_to_print", contest=state.contest.id)
    if len(kinds) > _MOST_KINDS or any(len(kind) > _MOST_KINDS for kind in kinds):
        return refuse("nothing_to_print", contest=state.contest.id)
    if not 1 <= command.copies <= MOST_COPIES:
        return refuse("copies_unlikely", copies=command.copies, most=MOST_COPIES)
    about = {ABOUT.get(kind) for kind in kinds}
    if "clearance" in about and state.cleared is None:
        return refuse("not_cleared", contest=state.contest.id)
    if "provisional" in about and state.provisional is None:
        return refuse("not_provisional", contest=state.contest.id)
    if "statement" in about and state.verification is None:
        return refuse("not_verified", contest=state.contest.id)
    return None


def _shows_clearance(command: do.SendToPrinter) -> bool:
    return any(ABOUT.get(kind) == "clearance" for kind in command.kinds)
