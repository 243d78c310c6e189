"""Papers are neither lost nor made, whatever is moved, counted, issued and keyed, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.conservation import papers_at, papers_of
from countroom.domain.hall import Transfer
from countroom.domain.identifiers import BoxId, MiniCountId
from countroom.domain.sheets import PAPERS
from countroom.domain.totals import counted_by_box, counts_of, variances
from countroom.domain.verifying import counted_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.identifiers import ContestId, SheetId

K, K2, S, O = sc.KEYER, sc.OTHER_KEYER, sc.SUPERVISOR, sc.OFFICER  # noqa: E741 - the officer
TABLES: Final = {sc.SPLIT: ("A", "B"), sc.THREE: ("A",)}
OF: Final = {
    BoxId("green-end-hall"): sc.SPLIT,
    BoxId("green-end-library"): sc.SPLIT,
    BoxId("old-town-school"): sc.THREE,
}
BOXES: Final = tuple(OF)
LATE_POST: Final = BoxId("green-end-postal")


class Hall:
    """What really lies where, beside what the program was told."""

    def __init__(self, lie_in: dict[BoxId, int], aside: int) -> None:
        self.lie_in, self.aside = lie_in, aside
        self.written: dict[SheetId, int] = {}
        self.issued: dict[tuple[ContestId, str], int] = {}
        self.keyed: dict[tuple[ContestId, str], int] = {}
        self.night = sc.Night().set_up(sc.split(), sc.three_seats())
        hall, library, school = lie_in.values()
        self.night.arrive(sc.SPLIT, hall, library, 7).arrive(sc.THREE, school)
        self.night.key(self.account(LATE_POST), sc.account(7, kind="postal"))

    def account(self, box: BoxId) -> SheetId:
        sheets = self.night[OF.get(box, sc.SPLIT)].sheets.values()
        return next(s.sheet.id for s in sheets if s.sheet.kind == "account" and s.sheet.box == box)

    def settled(self, box: BoxId) -> bool:
        return self.night[OF[box]].sheets[self.account(box)].settled is not None

    def begin(self, box: BoxId) -> None:
        """Key an account once; its paper says what lies in the box when that is written."""
        sheet = self.account(box)
        if self.night[OF[box]].sheets[sheet].first is None:
            figures = self.written.setdefault(sheet, self.lie_in[box])
            self.night.play(do.EnterSheet(K, sheet, 1, sc.account(figures)))

    def finish(self, box: BoxId) -> None:
        self.begin(box)
        sheet = self.account(box)
        if not self.settled(box):
            self.night.play(do.EnterSheet(K2, sheet, 2, sc.account(self.written[sheet])))

    def key_anew(self, box: BoxId) -> None:
        if self.night[OF[box]].sheets[self.account(box)].first is not None:
            self.night.play(do.ReopenSheet(S, self.account(box), "a line is wrong"))

    def count_again(self, box: BoxId) -> None:
        if counts_of(self.night[OF[box]], box):
            self.night.count_again(OF[box], box, self.lie_in[box])

    def move(self, box: BoxId, to: BoxId, papers: int, *, counted: bool) -> None:
        """Move papers: out of the figure of their box, or of those set aside before its count."""
        had = min(
            papers, counted_by_box(self.night[OF[box]]).get(box, 0) if counted else self.aside
        )
        if had < 1:
            return
        transfer = Transfer(OF[box], box, OF[to], to, had, counted)
        self.night.play(do.TransferPapers(S, transfer, "found at sorting"))
        self.lie_in[to] += had
        if counted:
            self.lie_in[box] -= had
        else:
            self.aside -= had

    def sign(self, contest: ContestId) -> None:
        """Count what varies until it is the same twice, and sign."""
        for box in (box for box in BOXES if OF[box] == contest):
            self.finish(box)
        self.check_boxes()
        while again := counted_once(self.night[contest]):
            self.count_again(again[0])
        state = self.night[contest]
        if state.verification is None:
            reasons = dict.fromkeys(variances(state), "nobody knows why")
            self.night.play(do.SignVerification(O, contest, reasons))

    def issue(self, contest: ContestId, table: str, papers: int) -> None:
        """Send out so many papers, as far as there are any left."""
        statement = self.night[contest].verification
        assert statement is not None
        left = statement.verified - sum(self.night[contest].issued.values())
        if (parcel := min(papers, left)) > 0:
            self.night.play(do.IssuePapers(S, contest, MiniCountId(table), parcel))
            self.issued[contest, table] = self.issued.get((contest, table), 0) + parcel

    def take_back(self, contest: ContestId, table: str, papers: int) -> None:
        own = self.issued.get((contest, table), 0) - self.keyed.get((contest, table), 0)
        if (back := min(papers, own)) > 0:
            self.night.play(do.ReturnPapers(S, contest, MiniCountId(table), back, "too many"))
            self.issued[contest, table] -= back

    def key_count(self, contest: ContestId, table: str, papers: int) -> None:
        """Key the table's sheet with so many papers, nobody voted for, unless it is keyed."""
        state = self.night[contest]
        sheet = next(
            s
            for s in state.sheets.values()
            if s.sheet.kind == "count" and s.sheet.mini_count == table
        )
        if sheet.settled is None:
            figures = dict.fromkeys(sheet.sheet.fields, 0) | {PAPERS: papers}
            self.night.key(sheet.sheet.id, figures)
            self.keyed[contest, table] = papers

    def check_boxes(self) -> None:
        """Hold every figure counted to what lies in its box."""
        for contest in TABLES:
            figures = counted_by_box(self.night[contest])
            told = {box: n for box, n in figures.items() if box in OF}
            assert told == {box: self.lie_in[box] for box in told}
            assert set(told) == {box for box in BOXES if OF[box] == contest and self.settled(box)}

    def check_tables(self) -> None:
        """Hold what each table has, and all of them, to parcels and sheets."""
        for contest, tables in TABLES.items():
            state = self.night[contest]
            for mini_count in state.contest.counted_in:
                at = (contest, str(mini_count.id))
                papers = papers_at(state, mini_count)
                assert papers.accounted == self.keyed.get(at, 0)
                if state.issued:
                    assert papers.issued == self.issued.get(at, 0)
                    assert papers.out == self.issued.get(at, 0) - self.keyed.get(at, 0)
            whole = papers_of(state)
            assert whole.accounted == sum(self.keyed.get((contest, one), 0) for one in tables)
            if whole.issued is not None:
                assert whole.out is not None
                assert whole.issued == whole.accounted + whole.out


PAPERS_IN: Final = st.integers(1, 9)
BOX: Final = st.sampled_from(BOXES)
ACROSS: Final = st.sampled_from([(a, b) for a in BOXES for b in BOXES if OF[a] != OF[b]])
MOVES: Final = st.one_of(
    st.tuples(st.sampled_from(["begin", "finish", "key_anew", "count_again"]), BOX),
    st.tuples(st.just("move"), ACROSS, PAPERS_IN, st.booleans()),
)
TABLE: Final = st.sampled_from([(c, t) for c, tables in TABLES.items() for t in tables])
PARCELS: Final = st.tuples(
    st.sampled_from(["issue", "take_back", "key_count"]), TABLE, st.integers(1, 60)
)


def _carry_out(hall: Hall, step: tuple[object, ...]) -> None:
    match step:
        case ("move", (source, target), papers, counted):
            hall.move(source, target, papers, counted=counted)  # type: ignore[arg-type]
        case (name, (contest, table), papers):
            getattr(hall, str(name))(contest, table, papers)
        case (name, box):
            act: Callable[[object], None] = getattr(hall, str(name))
            act(box)


@settings(deadline=None, max_examples=200)
@given(
    st.fixed_dictionaries(dict.fromkeys(BOXES, st.integers(20, 60))),
    st.integers(10, 30),
    st.lists(MOVES, min_size=6, max_size=20),
    st.lists(st.one_of(PARCELS, MOVES), max_size=12),
)
def test_no_paper_is_lost_or_made_by_any_order_of_transfers_parcels_and_sheets(
    lie_in: dict[BoxId, int],
    aside: int,
    early: list[tuple[object, ...]],
    late: list[tuple[object, ...]],
) -> None:
    hall = Hall(dict(lie_in), aside)
    all_papers = sum(lie_in.values()) + aside
    for step in early:
        _carry_out(hall, step)
        hall.check_boxes()
    for step in late:
        for contest in TABLES:
            hall.sign(contest)
        hall.check_boxes()
        _carry_out(hall, step)
        hall.check_boxes()
        hall.check_tables()
    for contest in TABLES:
        hall.sign(contest)
    statements = [hall.night[contest].verification for contest in TABLES]
    verified = sum(one.verified for one in statements if one is not None)
    assert verified - 7 + hall.aside == all_papers
    for contest, tables in TABLES.items():
        for table in tables:
            hall.issue(contest, table, all_papers)
    hall.check_tables()
