"""What lies on the tables of a count: papers in piles, and what each sheet then says of them.

A pile is moved, split and joined as people do it; whatever sheet it is written on, it stays the
same papers. Only ``lost`` papers, issued to a table and gone, come to no sheet.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from hypothesis import strategies as st

import scenarios as sc
from countroom.domain.counting.supplementary import papers_out
from countroom.domain.identifiers import CandidateId, HeadId
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    ELSEWHERE,
    OF_PAPERS,
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    bundle_lines,
    rejected_under,
    second_for,
    second_of,
    slates,
    votes_of,
)
from countroom.domain.totals import totals_at
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import BoxId, FieldId, MiniCountId, SheetId
    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState, SheetState

Pile: TypeAlias = "Counter[tuple[str, str]]"
"""Papers bundled by slate, mixed papers and their votes, papers rejected by head, allowed, ..."""

BUNDLE: Final = 25
_MIXED, _ALLOWED, _IN_PART, _LOST = ((kind, "") for kind in ("mixed", "allowed", "in_part", "lost"))
_JUDGED = frozenset({"rejected", "allowed", "in_part"})
_HOLDS: Final[Mapping[SheetKind, frozenset[str]]] = {
    "count": frozenset({"slate", "mixed", "votes", *_JUDGED}),
    "summary": frozenset({"slate", "mixed", "votes"}),
    "block": frozenset({"slate"}),
    "mixed": frozenset({"mixed", "votes"}),
    "adjudication": _JUDGED,
}


@st.composite
def piles(draw: DrawFn, contest: Contest, *, lost: bool = False) -> Pile:
    """Make the papers of one table; small and equal numbers, and so ties, are frequent."""
    few = st.one_of(st.integers(0, 4), st.integers(20, 60))
    pile: Pile = Counter({("slate", slate.id): draw(few) for slate in slates(contest)})
    if contest.seats > 1:  # for one seat every paper lies in a candidate's bundles
        mixed = pile[_MIXED] = draw(few)
        votes = split_votes(draw, contest, mixed)
        pile.update({("votes", candidate): n for candidate, n in votes.items()})
    good = papers_in(pile)
    for head in load_rule_sets()[contest.rule_set].heads:
        pile["rejected", head] = draw(st.integers(0, 1))
    pile[_ALLOWED] = draw(st.integers(0, min(2, good)))
    if contest.seats > 1:
        pile[_IN_PART] = draw(st.integers(0, pile[_ALLOWED]))
    if lost:
        pile[_LOST] = min(good, draw(st.sampled_from([0, 0, 0, 1])))
    return pile


def split_votes(draw: DrawFn, contest: Contest, valid: int) -> dict[CandidateId, int]:
    """Draw what the candidates have from so many valid papers, one vote a paper at least."""
    votes = [draw(st.integers(0, valid)) for _ in contest.candidates]
    for i, drawn in enumerate(votes):  # at most ``seats`` votes a paper
        votes[i] -= max(0, min(drawn, sum(votes) - contest.seats * valid))
    for i, drawn in enumerate(votes):  # at least one
        votes[i] += max(0, min(valid - drawn, valid - sum(votes)))
    return {candidate.id: n for candidate, n in zip(contest.candidates, votes, strict=True)}


def papers_in(pile: Pile) -> int:
    """Count the papers of a pile: bundled, mixed and rejected; allowed ones lie among them."""
    return sum(n for (kind, _), n in pile.items() if kind in ("slate", "mixed", "rejected"))


def part_for(kind: SheetKind, pile: Pile) -> Pile:
    """Take from a pile what a kind of sheet has lines for."""
    return Counter({line: n for line, n in pile.items() if line[0] in _HOLDS[kind]})


def figures_on(contest: Contest, sheet: Sheet, pile: Pile) -> dict[FieldId, int]:
    """Write a pile down on a sheet: in bundles where it has lines for them, else paper by paper."""
    figures = dict.fromkeys(sheet.fields, 0)
    loose, unused = pile[_MIXED], contest.seats * pile[_MIXED]
    votes = {candidate.id: pile["votes", candidate.id] for candidate in contest.candidates}
    unused -= sum(votes.values())
    for slate in slates(contest):
        papers = pile["slate", slate.id]
        size, bundles, odd = bundle_lines(slate.id)
        if size in figures:
            figures[size] = BUNDLE
            figures[bundles], figures[odd] = divmod(papers, BUNDLE)
            continue
        loose += papers
        unused += papers * (contest.seats - len(slate.candidates))
        for candidate in slate.candidates:
            votes[candidate] += papers
    rejected = {HeadId(of): n for (kind, of), n in pile.items() if kind == "rejected"}
    written = {
        PAPERS: loose,
        UNUSED_VOTES: unused,
        DOUBTFUL: sum(rejected.values()) + pile[_ALLOWED],
        ALLOWED: pile[_ALLOWED],
        REJECTED_IN_PART: pile[_IN_PART],
        **{votes_of(candidate): n for candidate, n in votes.items()},
        **{rejected_under(head): n for head, n in rejected.items()},
    }
    return figures | {line: n for line, n in written.items() if line in figures}


class Paper:
    """What a contest's paper truly says: accounts by box, piles by table, sheets as begun."""

    def __init__(
        self,
        accounts: Mapping[BoxId, Mapping[FieldId, int]],
        tables: Mapping[MiniCountId, Pile],
        *,
        parcels: bool,
    ) -> None:
        self._accounts = accounts
        self._tables = dict(tables)
        self._on: dict[SheetId, Pile] = {}
        self.parcels = parcels

    def account(self, state: ContestState, box: BoxId) -> Mapping[FieldId, int]:
        """Give a box's account; one that turned up later is empty."""
        found = state.contest.box(box)
        nothing = sc.account(0, kind=found.kind if found is not None else "station")
        return self._accounts.get(box, nothing)

    def figures(self, state: ContestState, sheet: SheetState) -> Mapping[FieldId, int]:
        """Give what a sheet truly says; what is written on it stays on it."""
        kind, box, table = sheet.sheet.kind, sheet.sheet.box, sheet.sheet.mini_count
        if box is not None:
            account = self.account(state, box)
            return {COUNTED: account[COUNTED]} if kind == "recount" else account
        assert table is not None
        if kind == "second":
            return _seconds(sheet.sheet, totals_at(state, table).votes)
        if sheet.sheet.id not in self._on:
            self._on[sheet.sheet.id] = part_for(kind, self.left(state, table))
        return figures_on(state.contest, sheet.sheet, self._on[sheet.sheet.id])

    def left(self, state: ContestState, table: MiniCountId) -> Pile:
        """Give what of a table's papers is on none of its sheets."""
        left: Pile = Counter(self._tables.get(table, Counter()))
        left[_LOST] = 0
        for sheet in state.sheets_of(OF_PAPERS):
            if sheet.sheet.mini_count == table:
                left.subtract(self._on.get(sheet.sheet.id, Counter()))
        if not papers_in(left):  # whether papers were allowed is lost with the last of them
            left[_ALLOWED] = left[_IN_PART] = 0
        return left

    def issued_to(self, table: MiniCountId) -> int:
        """Give how many papers go out to a table."""
        pile = self._tables.get(table, Counter())
        return papers_in(pile) + pile[_LOST]

    def carry(self, state: ContestState) -> None:
        """Carry what lies uncounted at a closed table to an open one."""
        tables = open_tables(state)
        for closed in [table for table in self._tables if table not in tables]:
            left = self.left(state, closed)
            if tables and papers_in(left):
                other = self._tables.setdefault(tables[0], Counter())
                other.update(left)
                self._tables[closed].subtract(left)


def _seconds(sheet: Sheet, votes: Mapping[CandidateId, int]) -> dict[FieldId, int]:
    """Share the papers that need a second preference among those who remain and nobody."""
    remaining = [one for one in map(second_of, sheet.fields) if one is not None]
    papers = papers_out(votes, remaining)
    each, rest = divmod(papers, len(remaining) + 1)
    figures = dict.fromkeys(sheet.fields, 0) | {second_for(one): each for one in remaining}
    return figures | {PAPERS: papers, ELSEWHERE: each + rest}


def open_tables(state: ContestState) -> list[MiniCountId]:
    """List the mini-counts that are not closed."""
    return [one.id for one in state.contest.counted_in if one.id not in state.closed]
