"""Wards to split into ballot papers, and what their sheets come to."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from countroom.app.rehearsal.ballots import ballots_of
from countroom.app.rehearsal.piles import Pile, deal
from countroom.domain.election import BallotBox, Candidate, Contest, MiniCount, Party
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    ElectionId,
    MiniCountId,
    PartyId,
    RuleSetId,
)
from countroom.domain.sheets import (
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    Sheet,
    fields_of,
    kinds_of,
    rejected_under,
    sheet_id,
    votes_of,
)
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countroom.domain.election import Depth
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import SheetKind

RULES = RuleSetId("england-principal-2006")


def a_ward(seats: int, parties: Sequence[str], *, unused: bool = False) -> Contest:
    """Make a ward with a candidate for each of these party groups, in that order."""
    return Contest(
        id=ContestId("local.testham.mill.2024-05-02"),
        election=ElectionId("local.testham.2024-05-02"),
        area="Mill",
        area_code="",
        seats=seats,
        electorate=6000,
        electorate_source="tests",
        rule_set=RULES,
        candidates=tuple(
            Candidate(CandidateId(f"c-{n}"), n, f"Name{n}", f"Name{n}", "", Party(PartyId(p), p, p))
            for n, p in enumerate(parties, start=1)
        ),
        boxes=tuple(BallotBox(BoxId(b), "station", b) for b in ("S1", "S2", "S3")),
        keeps_unused_votes=unused,
    )


def one_sheet(
    contest: Contest, papers: int, votes: Sequence[int], rejected: int = 0, in_part: int = 0
) -> dict[FieldId, int]:
    """Write a ward's papers and votes as on a single sheet."""
    heads = load_rule_sets()[contest.rule_set].heads
    figures = {PAPERS: papers}
    figures |= {votes_of(c.id): n for c, n in zip(contest.candidates, votes, strict=True)}
    figures |= {rejected_under(head): 0 for head in heads} | {rejected_under(heads[1]): rejected}
    if contest.seats > 1:
        figures[REJECTED_IN_PART] = in_part
    if contest.keeps_unused_votes:
        figures[UNUSED_VOTES] = papers * contest.seats - sum(votes)
    return figures


def piles_of(
    contest: Contest, count: Mapping[FieldId, int], sizes: Sequence[int], seed: int
) -> list[Pile]:
    """Deal a ward's papers out to tables."""
    random = Random(seed)
    papers, _ = ballots_of(contest, count, random)
    return deal(contest, papers, sizes, count.get(REJECTED_IN_PART, 0), random)


def keyed(contest: Contest, pile: Pile, depth: Depth) -> Iterator[tuple[Sheet, dict[FieldId, int]]]:
    """Fill a table's sheets at a depth until its pile is worked off."""
    table = MiniCount(MiniCountId("A"), "1", (), depth)
    kinds: list[SheetKind] = [*kinds_of(contest, table)]
    for place in range(1, 1000):
        if not kinds and not pile.papers:
            return
        more: SheetKind = "mixed" if pile.left_for("mixed") else "adjudication"
        kind = kinds.pop(0) if kinds else more
        lines = fields_of(kind, contest, load_rule_sets()[contest.rule_set])
        sheet = Sheet(sheet_id(1, place), contest.id, kind, None, lines, table.id)
        yield sheet, pile.fill(sheet)
    raise AssertionError("the pile never ends")
