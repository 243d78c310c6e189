"""Sheets: the unit of entry. What is printed on one, line by line, and what its lines mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    FieldId,
    HeadId,
    MiniCountId,
    SheetId,
    SlateId,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.election import BallotBox, Contest, MiniCount
    from countroom.domain.rule_set import RuleSet

SheetKind = Literal[
    "account", "recount", "count", "summary", "block", "mixed", "adjudication", "second"
]
"""An account of a box, a box counted again; then the papers of a mini-count: all in one sheet, a
team's bundles and mixed papers together, its bundles alone, one sheet of mixed papers, or a batch
of doubtful papers; last the second preferences of a mini-count's papers that need one."""

OF_BOXES: Final[frozenset[SheetKind]] = frozenset({"account", "recount"})
OF_PAPERS: Final[frozenset[SheetKind]] = frozenset(
    {"count", "summary", "block", "mixed", "adjudication"}
)

OF_SECOND: Final[frozenset[SheetKind]] = frozenset({"second"})

ENTRUSTED = FieldId("entrusted")
UNUSED = FieldId("unused")
SPOILT = FieldId("spoilt")
TENDERED = FieldId("tendered")
EXPECTED = FieldId("expected")
COUNTED = FieldId("counted")
PAPERS = FieldId("papers")
DOUBTFUL = FieldId("doubtful")
ALLOWED = FieldId("allowed")
REJECTED_IN_PART = FieldId("rejected_in_part")
UNUSED_VOTES = FieldId("unused_votes")
ELSEWHERE = FieldId("second_elsewhere")

_CANDIDATE = "candidate:"
_REJECTED = "rejected:"
_OBJECTED = "objected:"
_SECOND = "second:"
_NO_SECOND = "no_second:"
_BUNDLE_SIZE = "bundle_size:"
_BUNDLES = "bundles:"
_ODD = "odd:"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with an id: of one box, or of papers counted at a mini-count.

    ``fields`` are its lines from top to bottom, candidates in ballot-paper order.
    """

    id: SheetId
    contest: ContestId
    kind: SheetKind
    box: BoxId | None
    fields: tuple[FieldId, ...]
    mini_count: MiniCountId | None = None

    @property
    def of_second_box(self) -> bool:
        """Say whether it counts a station's second box, which is in the account of the first."""
        return self.kind == "account" and not {ENTRUSTED, EXPECTED} & set(self.fields)


@dataclass(frozen=True, slots=True)
class Pad:
    """Sheets that differ by their numbers only: a ward may have hundreds in one event."""

    ids: tuple[SheetId, ...]
    contest: ContestId
    kind: SheetKind
    box: BoxId | None
    fields: tuple[FieldId, ...]
    mini_count: MiniCountId | None = None

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """List the sheets one by one."""
        alike = (self.contest, self.kind, self.box, self.fields, self.mini_count)
        return tuple(Sheet(id_, *alike) for id_ in self.ids)


@dataclass(frozen=True, slots=True)
class Slate:
    """Candidates whose papers are bundled together: a party's, or one alone for one seat."""

    id: SlateId
    candidates: tuple[CandidateId, ...]


def slates(contest: Contest) -> tuple[Slate, ...]:
    """List what papers are bundled for, in ballot-paper order.

    For one seat each candidate; for several each party with at least two candidates and no more
    than there are seats, so that a paper can be a vote for all of them.
    """
    if contest.seats == 1:
        return tuple(Slate(SlateId(one.id), (one.id,)) for one in contest.candidates)
    of_party: dict[str, list[CandidateId]] = {}
    for one in contest.candidates:
        if one.party.group != "IND":
            of_party.setdefault(one.party.key, []).append(one.id)
    return tuple(
        Slate(SlateId(key), tuple(ids))
        for key, ids in of_party.items()
        if 1 < len(ids) <= contest.seats
    )


def votes_of(candidate: CandidateId) -> FieldId:
    """Name the line of a candidate's votes."""
    return FieldId(_CANDIDATE + candidate)


def rejected_under(head: HeadId) -> FieldId:
    """Name the line of papers rejected under a head."""
    return FieldId(_REJECTED + head)


def second_for(candidate: CandidateId) -> FieldId:
    """Name the line of second preferences for a candidate who remains."""
    return FieldId(_SECOND + candidate)


def no_second_under(head: HeadId) -> FieldId:
    """Name the line of papers rejected at the second count under a head."""
    return FieldId(_NO_SECOND + head)


def objected_by(candidate: CandidateId) -> FieldId:
    """Name the line of rejections that a candidate's agent objected to."""
    return FieldId(_OBJECTED + candidate)


def bundle_lines(slate: SlateId) -> tuple[FieldId, FieldId, FieldId]:
    """Name a slate's lines: papers in a bundle, whole bundles, papers of a part bundle."""
    return FieldId(_BUNDLE_SIZE + slate), FieldId(_BUNDLES + slate), FieldId(_ODD + slate)


def candidate_of(field: FieldId) -> CandidateId | None:
    """Give the candidate whose votes the line holds, None for any other line."""
    return CandidateId(field[len(_CANDIDATE) :]) if field.startswith(_CANDIDATE) else None


def second_of(field: FieldId) -> CandidateId | None:
    """Give the candidate whose second preferences the line holds, None for any other line."""
    return CandidateId(field[len(_SECOND) :]) if field.startswith(_SECOND) else None


def no_second_of(field: FieldId) -> HeadId | None:
    """Give the head of rejection at the second count, None for any other line."""
    return HeadId(field[len(_NO_SECOND) :]) if field.startswith(_NO_SECOND) else None


def objector_of(field: FieldId) -> CandidateId | None:
    """Give the candidate whose agent objected on this line, None for any other line."""
    return CandidateId(field[len(_OBJECTED) :]) if field.startswith(_OBJECTED) else None


def head_of(field: FieldId) -> HeadId | None:
    """Give the head of rejection that the line holds, None for any other line."""
    return HeadId(field[len(_REJECTED) :]) if field.startswith(_REJECTED) else None


def slate_of(field: FieldId) -> SlateId | None:
    """Give the slate that a line of bundles belongs to, None for any other line."""
    for start in (_BUNDLE_SIZE, _BUNDLES, _ODD):
        if field.startswith(start):
            return SlateId(field[len(start) :])
    return None


def bundled(figures: Mapping[FieldId, int], slate: SlateId) -> int:
    """Give the papers in a slate's bundles: size times bundles and the odd ones."""
    size, bundles, odd = bundle_lines(slate)
    return figures.get(size, 0) * figures.get(bundles, 0) + figures.get(odd, 0)


def account_fields(box: BallotBox) -> tuple[FieldId, ...]:
    """List the lines of a ballot paper account; postal boxes have an opening total instead.

    A station's second box is in the account of its first, so it is counted and no more.
    """
    if box.kind == "postal":
        return (EXPECTED, COUNTED)
    if box.beside is not None:
        return (COUNTED,)
    return (ENTRUSTED, UNUSED, SPOILT, TENDERED, COUNTED)


def fields_of(kind: SheetKind, contest: Contest, rules: RuleSet) -> tuple[FieldId, ...]:
    """List the lines of a sheet of papers in the order of the paper.

    Bundles come first and state their papers by themselves; ``papers`` are the others.
    """
    votes = tuple(votes_of(candidate.id) for candidate in contest.candidates)
    unused = (UNUSED_VOTES,) if contest.keeps_unused_votes else ()
    heads = tuple(rejected_under(head) for head in rules.heads)
    in_part = (REJECTED_IN_PART,) if contest.seats > 1 else ()
    bundles = tuple(line for slate in slates(contest) for line in bundle_lines(slate.id))
    match kind:
        case "count":
            return (PAPERS, *votes, *unused, *heads, *in_part)
        case "mixed":
            return (PAPERS, *votes, *unused)
        case "block":
            return bundles
        case "summary":
            return (*bundles, PAPERS, *votes, *unused)
        case "adjudication":
            objected = tuple(objected_by(candidate.id) for candidate in contest.candidates)
            return (DOUBTFUL, *heads, ALLOWED, *in_part, *objected)
        case _:
            return (COUNTED,)


def second_fields(remaining: Iterable[CandidateId], rules: RuleSet) -> tuple[FieldId, ...]:
    """List the lines of a sheet of second preferences: of papers for nobody who remains.

    ``ELSEWHERE`` are those whose second preference is for somebody who went out too.
    """
    heads = tuple(no_second_under(head) for head in rules.second_heads)
    return (PAPERS, *(second_for(one) for one in remaining), ELSEWHERE, *heads)


def sheets_for(
    contest: Contest, rules: RuleSet, number: int, made_before: int = 0
) -> tuple[Sheet, ...]:
    """Make a contest's sheets: an account for each box, then those of each mini-count.

    ``number`` is the contest's place in the file, from 1; it leads every sheet id. Numbers of
    sheets made before are not used again.
    """
    first = made_before + 1
    made = [
        account_of(contest, box, number, at) for at, box in enumerate(contest.boxes, start=first)
    ]
    for mini_count in contest.counted_in:
        made += sheets_of_papers(contest, rules, mini_count, number, first + len(made))
    return tuple(made)


def in_pads(sheets: Iterable[Sheet]) -> tuple[Pad, ...]:
    """Put sheets that follow each other and are alike into pads."""
    return tuple(
        Pad(tuple(sheet.id for sheet in alike), *key)
        for key, alike in groupby(
            sheets, key=lambda s: (s.contest, s.kind, s.box, s.fields, s.mini_count)
        )
    )


def sheets_in(pads: Iterable[Pad]) -> tuple[Sheet, ...]:
    """List the sheets of pads one by one."""
    return tuple(sheet for pad in pads for sheet in pad.sheets)


def account_of(contest: Contest, box: BallotBox, number: int, place: int) -> Sheet:
    """Make the account sheet of a box; ``place`` is the sheet's among its contest's, from 1."""
    return Sheet(sheet_id(number, place), contest.id, "account", box.id, account_fields(box))


def sheets_of_papers(
    contest: Contest, rules: RuleSet, mini_count: MiniCount, number: int, place: int
) -> list[Sheet]:
    """Make the sheets that a mini-count needs at its depth, numbered from ``place`` on."""
    return [
        Sheet(
            sheet_id(number, place + at),
            contest.id,
            kind,
            None,
            fields_of(kind, contest, rules),
            mini_count.id,
        )
        for at, kind in enumerate(kinds_of(contest, mini_count))
    ]


def kinds_of(contest: Contest, mini_count: MiniCount) -> tuple[SheetKind, ...]:
    """List the kinds of sheet a mini-count keys, sheet by sheet, at its depth."""
    if mini_count.depth == "totals":
        return ("count",)
    if mini_count.depth == "team_summary":
        return ("block" if contest.seats == 1 else "summary", "adjudication")
    block: tuple[SheetKind, ...] = ("block",) if slates(contest) else ()
    mixed: tuple[SheetKind, ...] = ("mixed",)
    return (*block, "adjudication", *(mixed * max(1, mini_count.sheets)))


def expected_in_box(figures: Mapping[FieldId, int]) -> int | None:
    """Give the papers an account expects: entrusted less unused less spoilt (SI 2006/3304 r. 44).

    None for a station's second box, which is in the account of its first.
    """
    if EXPECTED in figures:
        return figures[EXPECTED]
    if ENTRUSTED not in figures:
        return None
    return figures[ENTRUSTED] - figures[UNUSED] - figures[SPOILT]


def sheet_id(contest: int, sheet: int) -> SheetId:
    """Make a sheet's id of its contest's place in the file and its own in the contest, from 1."""
    return SheetId(f"{contest:03d}-{sheet:02d}")
