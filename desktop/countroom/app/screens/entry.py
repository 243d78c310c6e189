"""Keying one sheet: its lines as on the paper, what was typed, what can be said about it live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.checks import Finding, check_account, check_count_sheet
from countroom.domain.election import Candidate
from countroom.domain.events import Ordinal
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import FieldId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import (
    PAPERS,
    REJECTED_IN_PART,
    SPOILT,
    TENDERED,
    UNUSED_VOTES,
    candidate_of,
    head_of,
)
from countroom.domain.state import SheetState
from countroom.texts import N_, say_field, say_parts, say_refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.state import ContestState
    from countroom.texts import Texts

Section = Literal["papers", "votes", "rejected", "account"]

SECTIONS: Final[Mapping[Section, str]] = {
    "papers": N_("Papers"),
    "votes": N_("Votes, in ballot-paper order"),
    "rejected": N_("Rejected papers"),
    "account": N_("Ballot paper account"),
}
_ZERO_BY_ENTER: Final = frozenset({REJECTED_IN_PART, UNUSED_VOTES, SPOILT, TENDERED})
_SURE_WHILE_KEYING: Final = frozenset({"V03", "V04", "V05", "V07", "V21"})
"""Findings that more figures cannot undo; the others wait until every line is keyed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: what stands on the paper, and whether Enter alone means 0.

    ``number`` is the candidate's on the ballot paper, empty for other lines.
    """

    field: FieldId
    section: Section
    words: str
    number: str = ""
    candidate: Candidate | None = None
    zero_by_enter: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """An entry to be keyed: first, second or lines sent back; ``kept`` are figures that stay."""

    sheet: SheetState
    entry: Ordinal
    correcting: bool
    lines: tuple[Line, ...]
    kept: Mapping[FieldId, int]

    @property
    def fields(self) -> tuple[FieldId, ...]:
        """List the lines to key, from top to bottom."""
        return tuple(line.field for line in self.lines if line.field not in self.kept)


@dataclass(frozen=True, slots=True)
class Meter:
    """Votes against their ceiling, papers times seats; and where the papers are.

    ``papers`` is None until that line is keyed; ``verified`` is the signed total, None before it.
    """

    papers: int | None
    seats: int
    votes: int
    rejected: int
    verified: int | None

    @property
    def ceiling(self) -> int | None:
        """Give the most votes that these papers can hold."""
        return None if self.papers is None else self.papers * self.seats

    @property
    def accounted(self) -> int:
        """Give the papers on this sheet, valid and rejected."""
        return (self.papers or 0) + self.rejected


@dataclass(frozen=True, slots=True)
class Reading:
    """What the typed figures say: troubles by line, findings, the meter, what is still open."""

    figures: Mapping[FieldId, int]
    troubles: Mapping[FieldId, str]
    findings: tuple[Finding, ...]
    missing: tuple[FieldId, ...]
    meter: Meter

    @property
    def impossible(self) -> tuple[Finding, ...]:
        """Keep what cannot be."""
        return tuple(f for f in self.findings if f.severity == "impossible")


def task_of(texts: Texts, state: ContestState, sheet: SheetState, entry: Ordinal) -> Task:
    """Say what is to be keyed as the first or second entry of a sheet."""
    lines = lines_of(texts, state, sheet)
    back = sheet.sent_back.get(entry)
    own = sheet.entry(entry)
    if back is None or own is None:
        return Task(sheet, entry, correcting=False, lines=lines, kept={})
    kept = {field: figure for field, figure in own.figures.items() if field not in back}
    return Task(sheet, entry, correcting=True, lines=lines, kept=kept)


def lines_of(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Line, ...]:
    """List the lines of a sheet as they stand on the paper."""
    return tuple(_line(texts, state, field) for field in sheet.sheet.fields)


def read(task: Task, state: ContestState, typed: Mapping[FieldId, str], texts: Texts) -> Reading:
    """Read what was typed so far; a line never visited is missing, an unreadable one troubled."""
    figures: dict[FieldId, int] = dict(task.kept)
    troubles: dict[FieldId, str] = {}
    for field in task.fields:
        text = typed.get(field, "").strip()
        if not text:
            continue
        figure = read_figure(text)
        if isinstance(figure, Refusal):
            troubles[field] = say_refusal(texts, figure)
        else:
            figures[field] = figure
    missing = tuple(field for field in task.fields if field not in figures)
    findings = _findings(task, state, figures, complete=not missing)
    return Reading(figures, troubles, findings, missing, _meter(state, figures))


def why_not_finished(texts: Texts, task: Task, reading: Reading) -> str:
    """Say what opens the Finish button, empty when it is open."""
    if reading.troubles:
        return texts.say("Opens when every figure can be read.")
    if reading.missing:
        lines = _of(task, reading.missing)
        first, last = lines[0].number, lines[-1].number
        if len(lines) == 1:
            line = first or lines[0].words
            return texts.say("Opens when this line is keyed: {line}.", line=line)
        if first and last and int(last) - int(first) == len(lines) - 1:
            return texts.say(
                "Opens when lines {first} to {last} are keyed.", first=first, last=last
            )
        return texts.count(
            "Opens when {n} more line is keyed.",
            "Opens when {n} more lines are keyed.",
            len(lines),
        )
    if reading.impossible:
        return texts.say("Opens when what cannot be is settled; see the checks.")
    return ""


def say_where(texts: Texts, task: Task, field: FieldId) -> str:
    """Name a line as a finding does: Line 8, NOAKES."""
    line = next(line for line in task.lines if line.field == field)
    if line.candidate is None:
        return line.words
    surname = line.candidate.surname.upper()
    return texts.say("Line {number}, {name}", number=line.number, name=surname)


def finding_words(texts: Texts, task: Task, finding: Finding) -> tuple[str, str]:
    """Give the head of a finding, led by its line's number, and what to do about it."""
    head, rest = say_parts(texts, finding)
    about = _of(task, finding.fields)
    if len(about) == 1 and about[0].number:
        return texts.say("Line {number}: {head}", number=about[0].number, head=head), rest
    return head[:1].upper() + head[1:], rest


def _line(texts: Texts, state: ContestState, field: FieldId) -> Line:
    contest = state.contest
    words = say_field(texts, contest, field)
    by_id, head = candidate_of(field), head_of(field)
    if by_id is not None:
        candidate = contest.candidate(by_id)
        return Line(field, "votes", words, str(candidate.number), candidate)
    zero = head is not None or field in _ZERO_BY_ENTER
    if head is not None or field == REJECTED_IN_PART:
        return Line(field, "rejected", words, zero_by_enter=zero)
    if field == PAPERS:
        return Line(field, "papers", words)
    if field == UNUSED_VOTES:
        return Line(field, "votes", words, zero_by_enter=zero)
    return Line(field, "account", words, zero_by_enter=zero)


def _findings(
    task: Task, state: ContestState, figures: Mapping[FieldId, int], *, complete: bool
) -> tuple[Finding, ...]:
    sheet = task.sheet.sheet
    if sheet.kind == "account":
        ready = complete
        found = check_account(state.contest, sheet, figures) if ready else ()
    else:
        ready = PAPERS in figures
        found = check_count_sheet(state.contest, sheet, figures) if ready else ()
    return found if complete else tuple(f for f in found if f.code in _SURE_WHILE_KEYING)


def _meter(state: ContestState, figures: Mapping[FieldId, int]) -> Meter:
    votes = sum(n for field, n in figures.items() if candidate_of(field) is not None)
    rejected = sum(n for field, n in figures.items() if head_of(field) is not None)
    verified = state.verification.verified if state.verification else None
    return Meter(figures.get(PAPERS), state.contest.seats, votes, rejected, verified)


def _of(task: Task, fields: Sequence[FieldId]) -> list[Line]:
    return [line for line in task.lines if line.field in fields]
