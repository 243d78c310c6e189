"""The print desk: any laptop sends papers, the laptop that prints says where they came out.

Printing changes no figure, so it is possible at any step, after the declaration too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from countroom.domain import events as ev
from countroom.domain.print_job import Paper, PaperLanguage
from countroom.domain.prints import (
    ABOUT,
    TOGETHER,
    Holder,
    clearance_number,
    holder_of,
    job_of,
    last_job_with,
    standing_papers,
    to_collect,
    void_papers,
    written_number,
)
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.running_order import running_order
from countroom.domain.state import ContestState, Count

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob

Decision = tuple[ev.Event, ...] | Refusal

MOST_COPIES: Final = 50
_MOST_KINDS: Final = 40
_FEWEST_TOGETHER: Final = 2
_LONGEST_NAME: Final = 500


def send_to_printer(count: Count, command: do.SendToPrinter) -> Decision:
    """Give papers a print number; those that stand already are replaced.

    Papers that show figures are replaced with a reason. Sheets of the hall say when they were made,
    and the next one takes their place.
    """
    holder = holder_of(count, command.contest)
    if holder is None:
        return refuse("contest_unknown", contest=command.contest or "")
    wrong = _unprintable(holder, command)
    if wrong is not None:
        return wrong
    papers = {Paper(kind, one) for kind in command.kinds for one in command.languages}
    before = last_job_with(holder, papers, command.contests)
    again = before is not None and papers & set(standing_papers(holder, before))
    dated = isinstance(holder, Count) and not _shows_clearance(command)
    if before is not None and again and not dated and not command.reason.strip():
        return refuse("printed_already", **_print(command.contest, before.number))
    reserved = 0
    if isinstance(holder, ContestState) and _shows_clearance(command):
        reserved = clearance_number(holder)
    return (
        ev.SheetsSentToPrinter(
            command.contest,
            reserved or holder.prints + 1,
            command.kinds,
            command.languages,
            command.copies,
            before.number if before is not None else 0,
            command.reason,
            command.contests,
        ),
    )


def record_printed(count: Count, command: do.RecordPrinted) -> Decision:
    """Keep once where a print came out."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    if found[1].printed is not None:
        return refuse("printed_before", **_print(command.contest, command.number))
    if not 0 < len(command.to) <= _LONGEST_NAME:
        return refuse("printer_unnamed")
    return (ev.SheetsPrinted(command.contest, command.number, command.to),)


def void_print(count: Count, command: do.VoidPrint) -> Decision:
    """Give a print up with a reason."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    if found[1].given_up:
        return refuse("print_void", **_print(command.contest, command.number))
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PrintVoided(command.contest, command.number, command.reason),)


def collect_papers(count: Count, command: do.CollectPapers) -> Decision:
    """Tick void papers that came out as taken away."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    holder, job = found
    if job not in [one for one, _ in to_collect(holder)]:
        return refuse("nothing_to_collect", **_print(command.contest, command.number))
    return (ev.PapersCollected(command.contest, command.number),)


def tick_signed(count: Count, command: do.TickSigned) -> Decision:
    """Tick that a paper in somebody's hands was signed; nobody signs what is void."""
    found = _job(count, command.contest, command.number)
    if isinstance(found, Refusal):
        return found
    holder, job = found
    if job.printed is None or command.kind not in job.kinds:
        return refuse("not_printed", **_print(command.contest, command.number))
    void = void_papers(holder, job)
    if all(Paper(command.kind, language) in void for language in job.languages):
        return refuse("print_void", **_print(command.contest, command.number))
    if not command.name.strip():
        return refuse("signer_missing")
    return (ev.PaperSigned(command.contest, command.number, command.kind, command.name),)


def _job(count: Count, contest: ContestId | None, number: int) -> tuple[Holder, PrintJob] | Refusal:
    holder = holder_of(count, contest)
    if holder is None:
        return refuse("contest_unknown", contest=contest or "")
    job = job_of(holder, number)
    if job is None:
        return refuse(
            "print_unknown", contest=contest or "", number=written_number(contest, number)
        )
    return holder, job


def _print(contest: ContestId | None, number: int) -> dict[str, str]:
    """Name a print in a refusal."""
    return {"contest": contest or "", "number": written_number(contest, number)}


def _unprintable(holder: Holder, command: do.SendToPrinter) -> Refusal | None:
    """Refuse papers whose figures are not there yet, none at all, or copies nobody wants."""
    contest = command.contest or ""
    if _unnamed(command) or (contest and command.contests):
        return refuse("nothing_to_print", contest=contest)
    if not 1 <= command.copies <= MOST_COPIES:
        return refuse("copies_unlikely", copies=command.copies, most=MOST_COPIES)
    if isinstance(holder, Count):
        return _unprintable_together(holder, command)
    about = {ABOUT.get(kind) for kind in command.kinds}
    if "clearance" in about and holder.cleared is None:
        return refuse("not_cleared", contest=contest)
    if "provisional" in about and holder.provisional is None:
        return refuse("not_provisional", contest=contest)
    if "statement" in about and holder.verification is None:
        return refuse("not_verified", contest=contest)
    return None


def _unnamed(command: do.SendToPrinter) -> bool:
    """Say whether it names no sheet, no language, or one of them twice."""
    kinds, languages = command.kinds, command.languages
    if not kinds or not languages or set(languages) - set(get_args(PaperLanguage)) or "" in kinds:
        return True
    if len(kinds) > _MOST_KINDS or any(len(kind) > _MOST_KINDS for kind in kinds):
        return True
    return len(set(kinds)) != len(kinds) or len(set(languages)) != len(languages)


def _unprintable_together(count: Count, command: do.SendToPrinter) -> Refusal | None:
    """Refuse papers of several results that are not read together, and figures of one contest."""
    contests = command.contests
    if set(command.kinds) <= set(TOGETHER):
        order = running_order(count)
        groups = [tuple(s.contest.id for s in group) for group in (*order.called, *order.queue)]
        if len(contests) < _FEWEST_TOGETHER or contests not in groups:
            return refuse("not_read_together")
        return None
    strange = [contest for contest in contests if contest not in count.contests]
    if strange:
        return refuse("contest_unknown", contest=strange[0])
    if set(command.kinds) & set(ABOUT) or len(set(contests)) != len(contests):
        return refuse("nothing_to_print", contest="")
    return None


def _shows_clearance(command: do.SendToPrinter) -> bool:
    return any(ABOUT.get(kind) == "clearance" for kind in command.kinds)
