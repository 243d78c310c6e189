"""Keying one sheet: what was typed, what Enter confirms, what can be said about it live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from countroom.app.screens.accounts import entrusted_of
from countroom.app.screens.meters import Judged, Meter, judged_of, meter_of
from countroom.app.screens.sheet_lines import Line, lines_of, say_where
from countroom.domain.checks import Finding, check_account, check_count_sheet
from countroom.domain.election import Contest
from countroom.domain.events import Ordinal
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import FieldId, PersonId, SlateId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import (
    COUNTED,
    ENTRUSTED,
    EXPECTED,
    OF_BOXES,
    SPOILT,
    UNUSED,
    bundle_lines,
    bundled,
    expected_in_box,
    slates,
)
from countroom.domain.staffing import keys_in, who_would_settle
from countroom.domain.state import SheetState
from countroom.domain.totals import account_is_whole
from countroom.texts import say_parts, say_refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.conservation import Papers
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

__all__ = [
    "Line",
    "Reading",
    "Task",
    "equals_account",
    "finding_words",
    "left_to_settle",
    "lines_of",
    "offers",
    "read",
    "say_where",
    "task_of",
    "why_not_finished",
]

BUNDLE_SIZE: Final = 25
"""Papers in a bundle where no line above says another number."""


@dataclass(frozen=True, slots=True)
class Task:
    """An entry to be keyed: first, second or lines sent back; ``kept`` are figures that stay.

    ``whole`` says that an account is of this one box, so that what it expects may be counted here.
    """

    sheet: SheetState
    entry: Ordinal
    correcting: bool
    lines: tuple[Line, ...]
    kept: Mapping[FieldId, int]
    contest: Contest
    whole: bool = True

    @property
    def fields(self) -> tuple[FieldId, ...]:
        """List the lines to key, from top to bottom."""
        return tuple(line.field for line in self.lines if line.field not in self.kept)

    def line(self, field: FieldId) -> Line:
        """Find a line of the sheet."""
        return next(line for line in self.lines if line.field == field)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the typed figures say: troubles by line, findings, the meters, what is still open.

    ``bundles`` are the papers of each slate whose three lines are keyed.
    """

    figures: Mapping[FieldId, int]
    troubles: Mapping[FieldId, str]
    findings: tuple[Finding, ...]
    missing: tuple[FieldId, ...]
    meter: Meter
    judged: Judged | None
    bundles: Mapping[SlateId, int]

    @property
    def impossible(self) -> tuple[Finding, ...]:
        """Keep what cannot be."""
        return tuple(f for f in self.findings if f.severity == "impossible")


def task_of(texts: Texts, state: ContestState, sheet: SheetState, entry: Ordinal) -> Task:
    """Say what is to be keyed as the first or second entry of a sheet."""
    lines = lines_of(texts, state, sheet)
    back = sheet.sent_back.get(entry)
    own = sheet.entry(entry)
    whole = sheet.sheet.box is None or account_is_whole(state, sheet.sheet.box)
    if back is None or own is None:
        kept: dict[FieldId, int] = {}
    else:
        kept = {field: figure for field, figure in own.figures.items() if field not in back}
    return Task(
        sheet,
        entry,
        correcting=back is not None and own is not None,
        lines=lines,
        kept=kept,
        contest=state.contest,
        whole=whole,
    )


def read(
    task: Task,
    state: ContestState,
    typed: Mapping[FieldId, str],
    texts: Texts,
    elsewhere: Papers | None = None,
) -> Reading:
    """Read what was typed so far; a line never visited is missing, an unreadable one troubled.

    ``elsewhere`` are the papers that other sheets account for, added up here where not given.
    """
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
    bundles = _bundles(task, state, figures)
    return Reading(
        figures,
        troubles,
        _findings(task, state, figures, complete=not missing),
        missing,
        meter_of(state, task.sheet, figures, bundles, elsewhere),
        judged_of(task.sheet, figures),
        bundles,
    )


def offers(
    task: Task, state: ContestState, reading: Reading, *, equal: bool = False
) -> Mapping[FieldId, int]:
    """Give what Enter alone writes on a blank line: shown there in grey, never taken unseen.

    None where it is usual, the numbers entrusted from the set-up, and the size of a bundle as on
    the line above. ``equal`` says that the keyer asked for the counted figure of the account.
    """
    found: dict[FieldId, int] = {}
    size = BUNDLE_SIZE
    for line in task.lines:
        field = line.field
        if field in reading.figures:
            size = reading.figures[field] if line.part == "size" else size
        elif line.part == "size":
            found[field] = size
        elif line.zero_by_enter:
            found[field] = 0
        elif field == ENTRUSTED:
            entrusted = entrusted_of(state.contest, task.sheet.sheet)
            if entrusted is not None:
                found[field] = entrusted
    due = equals_account(task, reading) if equal else None
    if due is not None and COUNTED not in reading.figures:
        found[COUNTED] = due
    return found


def equals_account(task: Task, reading: Reading) -> int | None:
    """Give the figure counted where it is what the account expects; None while that is open."""
    figures = reading.figures
    needed = (EXPECTED,) if EXPECTED in task.sheet.sheet.fields else (ENTRUSTED, UNUSED, SPOILT)
    of_account = task.sheet.sheet.kind == "account" and task.whole
    if not of_account or any(field not in figures for field in needed):
        return None
    expected = expected_in_box(figures)
    return expected if expected is not None and expected >= 0 else None


def left_to_settle(
    count: Count, state: ContestState, sheet: SheetState, person: PersonId
) -> tuple[PersonId, ...] | None:
    """List who could settle a sheet once this supervisor has keyed it; None where no concern.

    Who has no part in settling loses none by keying.
    """
    someone = count.people[person]
    if "supervisor" not in someone.roles or someone.key in keys_in(sheet):
        return None
    return who_would_settle(count, state, sheet, person)


def why_not_finished(texts: Texts, task: Task, reading: Reading) -> str:
    """Say what opens the Finish button, empty when it is open."""
    if reading.troubles:
        return texts.say("Opens when every figure can be read.")
    if reading.missing:
        lines = [line for line in task.lines if line.field in reading.missing]
        if len(lines) == 1:
            line = lines[0]
            name = line.words if line.part or line.section == "objections" else line.number
            return texts.say("Opens when this line is keyed: {line}.", line=name or line.words)
        if _in_a_row(lines):
            first, last = lines[0].number, lines[-1].number
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


def finding_words(texts: Texts, task: Task, finding: Finding) -> tuple[str, str]:
    """Give the head of a finding, led by its line's number, and what to do about it."""
    head, rest = say_parts(texts, finding, task.contest)
    about = [line for line in task.lines if line.field in finding.fields]
    if len(about) == 1 and about[0].number:
        return texts.say("Line {number}: {head}", number=about[0].number, head=head), rest
    return head[:1].upper() + head[1:], rest


def _in_a_row(lines: Sequence[Line]) -> bool:
    """Say whether these are candidates one after the other."""
    if not all(line.candidate and not line.part for line in lines):
        return False
    return all(int(b.number) - int(a.number) == 1 for a, b in pairwise(lines))


def _bundles(
    task: Task, state: ContestState, figures: Mapping[FieldId, int]
) -> Mapping[SlateId, int]:
    if not task.lines or not any(line.part for line in task.lines):
        return {}
    return {
        slate.id: bundled(figures, slate.id)
        for slate in slates(state.contest)
        if all(line in figures for line in bundle_lines(slate.id))
    }


def _findings(
    task: Task, state: ContestState, figures: Mapping[FieldId, int], *, complete: bool
) -> tuple[Finding, ...]:
    sheet = task.sheet.sheet
    if sheet.kind in OF_BOXES:
        return check_account(state.contest, sheet, figures) if complete else ()
    return check_count_sheet(state.contest, sheet, figures)
