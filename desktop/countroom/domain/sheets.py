"""Sheets: the unit of entry. What is printed on one, line by line, and what its lines mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.domain.identifiers import BoxId, CandidateId, ContestId, FieldId, HeadId, SheetId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.election import BallotBox, Contest
    from countroom.domain.rule_set import RuleSet

SheetKind = Literal["account", "count"]

ENTRUSTED = FieldId("entrusted")
UNUSED = FieldId("unused")
SPOILT = FieldId("spoilt")
TENDERED = FieldId("tendered")
EXPECTED = FieldId("expected")
COUNTED = FieldId("counted")
PAPERS = FieldId("papers")
REJECTED_IN_PART = FieldId("rejected_in_part")
UNUSED_VOTES = FieldId("unused_votes")

_CANDIDATE = "candidate:"
_REJECTED = "rejected:"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with an id: an account of one box, or count figures of a contest.

    ``fields`` are its lines from top to bottom, candidates in ballot-paper order.
    """

    id: SheetId
    contest: ContestId
    kind: SheetKind
    box: BoxId | None
    fields: tuple[FieldId, ...]


def votes_of(candidate: CandidateId) -> FieldId:
    """Name the line of a candidate's votes."""
    return FieldId(_CANDIDATE + candidate)


def rejected_under(head: HeadId) -> FieldId:
    """Name the line of papers rejected under a head."""
    return FieldId(_REJECTED + head)


def candidate_of(field: FieldId) -> CandidateId | None:
    """Give the candidate whose votes the line holds, None for any other line."""
    return CandidateId(field[len(_CANDIDATE) :]) if field.startswith(_CANDIDATE) else None


def head_of(field: FieldId) -> HeadId | None:
    """Give the head of rejection that the line holds, None for any other line."""
    return HeadId(field[len(_REJECTED) :]) if field.startswith(_REJECTED) else None


def account_fields(box: BallotBox) -> tuple[FieldId, ...]:
    """List the lines of a ballot paper account; postal boxes have an opening total instead."""
    if box.kind == "postal":
        return (EXPECTED, COUNTED)
    return (ENTRUSTED, UNUSED, SPOILT, TENDERED, COUNTED)


def count_fields(contest: Contest, rules: RuleSet) -> tuple[FieldId, ...]:
    """List the lines of a count sheet: papers, votes in ballot-paper order, rejected papers."""
    in_part = (REJECTED_IN_PART,) if contest.seats > 1 else ()
    unused = (UNUSED_VOTES,) if contest.keeps_unused_votes else ()
    return (
        PAPERS,
        *(votes_of(candidate.id) for candidate in contest.candidates),
        *unused,
        *(rejected_under(head) for head in rules.heads),
        *in_part,
    )


def sheets_for(contest: Contest, rules: RuleSet, number: int) -> tuple[Sheet, ...]:
    """Make a contest's sheets: an account for each box, then one count sheet.

    ``number`` is the contest's place in the file, from 1; it leads every sheet id.
    """
    accounts = [
        Sheet(_sheet_id(number, i), contest.id, "account", box.id, account_fields(box))
        for i, box in enumerate(contest.boxes, start=1)
    ]
    count = Sheet(
        _sheet_id(number, len(accounts) + 1),
        contest.id,
        "count",
        None,
        count_fields(contest, rules),
    )
    return (*accounts, count)


def expected_in_box(figures: Mapping[FieldId, int]) -> int:
    """Give the papers a box should hold: entrusted less unused less spoilt (SI 2006/3304 r. 44)."""
    if EXPECTED in figures:
        return figures[EXPECTED]
    return figures[ENTRUSTED] - figures[UNUSED] - figures[SPOILT]


def _sheet_id(contest: int, sheet: int) -> SheetId:
    return SheetId(f"{contest:03d}-{sheet:02d}")
