"""The lines of every kind of sheet as they stand on the paper, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.election import Candidate
from countroom.domain.identifiers import FieldId
from countroom.domain.rule_set import in_preferences
from countroom.domain.sheets import (
    ALLOWED,
    DOUBTFUL,
    ELSEWHERE,
    PAPERS,
    REJECTED_IN_PART,
    SPOILT,
    TENDERED,
    UNUSED_VOTES,
    Slate,
    bundle_lines,
    candidate_of,
    head_of,
    no_second_of,
    objector_of,
    second_of,
    slate_of,
    slates,
)
from countroom.texts import N_, say_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts

Section = Literal[
    "account",
    "beside",
    "recount",
    "blocks",
    "mixed",
    "papers",
    "votes",
    "firsts",
    "seconds",
    "doubtful",
    "rejected",
    "allowed",
    "objections",
]
Part = Literal["", "size", "bundles", "odd"]

SECTIONS: Final[Mapping[Section, str]] = {
    "account": N_("Ballot paper account"),
    "beside": N_("Another box of the station, counted"),
    "recount": N_("The box counted again"),
    "blocks": N_("Block papers"),
    "mixed": N_("Mixed papers"),
    "papers": N_("Papers"),
    "votes": N_("Votes, in ballot-paper order"),
    "firsts": N_("First preferences, in ballot-paper order"),
    "seconds": N_("Second preferences on papers for nobody who remains"),
    "doubtful": N_("Doubtful papers"),
    "rejected": N_("Rejected papers"),
    "allowed": N_("Allowed papers"),
    "objections": N_("Rejections objected to, by whose agent"),
}
"""What a paper is divided into, in its order."""

_PARTS: Final[tuple[Part, ...]] = ("size", "bundles", "odd")
_ZERO_BY_ENTER: Final = frozenset({REJECTED_IN_PART, UNUSED_VOTES, SPOILT, TENDERED})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: what stands on the paper, and whether Enter alone means 0.

    ``number`` is what stands before it: the candidate's on the ballot paper or the letter of a
    party's bundles, empty for other lines. A line of bundles has its ``slate`` and which
    ``part`` of the three it is.
    """

    field: FieldId
    section: Section
    words: str
    number: str = ""
    candidate: Candidate | None = None
    zero_by_enter: bool = False
    slate: Slate | None = None
    part: Part = ""


def lines_of(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Line, ...]:
    """List the lines of a sheet as they stand on the paper."""
    return tuple(_line(texts, state, sheet.sheet, field) for field in sheet.sheet.fields)


def section_on(sheet: Sheet, field: FieldId) -> Section:
    """Say in which part of a sheet a line stands; a second box has no account of its own."""
    return "beside" if sheet.of_second_box else section_of(sheet.kind, field)


def section_of(kind: SheetKind, field: FieldId) -> Section:
    """Say in which part of the paper a line stands."""
    if slate_of(field) is not None:
        return "blocks"
    if field in (PAPERS, UNUSED_VOTES) or candidate_of(field) is not None:
        if kind == "summary":
            return "mixed"
        return "papers" if field == PAPERS else "votes"
    if kind == "adjudication" and field in (ALLOWED, REJECTED_IN_PART):
        return "allowed"
    if field == ELSEWHERE or second_of(field) is not None:
        return "seconds"
    if field == REJECTED_IN_PART or head_of(field) or no_second_of(field):
        return "rejected"
    if field == DOUBTFUL:
        return "doubtful"
    if objector_of(field) is not None:
        return "objections"
    return "recount" if kind == "recount" else "account"


def say_where(texts: Texts, line: Line) -> str:
    """Name a line as a finding does: Line 8, NOAKES."""
    if line.candidate is None or line.part:
        return line.words
    surname = line.candidate.surname.upper()
    if line.section == "objections":
        return texts.say("Objections, {name}", name=surname)
    if line.section == "seconds":
        return texts.say("Second preferences, {name}", name=surname)
    return texts.say("Line {number}, {name}", number=line.number, name=surname)


def _line(texts: Texts, state: ContestState, sheet: Sheet, field: FieldId) -> Line:
    contest, section = state.contest, section_on(sheet, field)
    if section == "votes" and in_preferences(contest.rule_set):
        section = "firsts"
    words = say_field(texts, contest, field)
    if section == "blocks":
        return _bundle_line(state, field, words)
    stands = candidate_of(field) or objector_of(field) or second_of(field)
    if stands is not None:
        candidate = contest.candidate(stands)
        zero = section == "objections"
        return Line(field, section, words, str(candidate.number), candidate, zero_by_enter=zero)
    if section == "mixed" and field == PAPERS:
        words = texts.say(SECTIONS["mixed"])
    zero = bool(head_of(field) or no_second_of(field)) or field in _ZERO_BY_ENTER
    return Line(field, section, words, zero_by_enter=zero)


def _bundle_line(state: ContestState, field: FieldId, words: str) -> Line:
    contest, wanted = state.contest, slate_of(field)
    at, slate = next((n, one) for n, one in enumerate(slates(contest)) if one.id == wanted)
    part = _PARTS[bundle_lines(slate.id).index(field)]
    candidate = contest.candidate(slate.candidates[0]) if contest.seats == 1 else None
    number = str(candidate.number) if candidate else ascii_lowercase[at % len(ascii_lowercase)]
    return Line(field, "blocks", words, number, candidate, slate=slate, part=part)
