"""Papers issued, accounted for, still out: at each table and in the contest, all night."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, stopping
from countroom.domain.checks.identities import identities
from countroom.domain.conservation import Papers, papers_at, papers_of
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.identifiers import BoxId, ContestId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import OF_PAPERS
from countroom.domain.totals import add_sheets
from piles import figures_on, papers_in, part_for, piles
from strategies import wards
from two_tables import A, B

if TYPE_CHECKING:
    from countroom.domain.election import Contest
    from piles import Pile


def at(night: sc.Night, table: str) -> Papers:
    state = night[sc.SPLIT]
    (mini_count,) = (one for one in state.contest.counted_in if one.id == table)
    return papers_at(state, mini_count)


def test_papers_are_issued_accounted_for_and_still_out() -> None:
    night = two_tables.verified()
    assert (at(night, A), papers_of(night[sc.SPLIT])) == (Papers(None, 0), Papers(None, 0))
    assert at(night, A).out is None
    two_tables.issue(night, 600)
    assert (at(night, A).out, at(night, B)) == (600, Papers(0, 0))
    two_tables.issue(night, 0, 400)
    assert papers_of(night[sc.SPLIT]) == Papers(1_000, 0)
    two_tables.count(night, (300, 200, 99), (200, 100, 101))
    assert (at(night, A), at(night, A).out) == (Papers(600, 599), 1)
    assert (at(night, B), at(night, B).out) == (Papers(400, 401), -1)
    assert (papers_of(night[sc.SPLIT]), papers_of(night[sc.SPLIT]).out) == (
        Papers(1_000, 1_000),
        0,
    )


def test_papers_rejected_are_accounted_for_and_papers_allowed_are_not_counted_twice() -> None:
    night = two_tables.issue(two_tables.verified("team_summary"), 600, 400)
    (doubtful,) = two_tables.sheets(night[sc.SPLIT], A, "adjudication")
    fields = night[sc.SPLIT].sheets[doubtful].sheet.fields
    judged = {"doubtful": 9, "rejected:too_many_votes": 3, "allowed": 6}
    night.key(doubtful, {line: judged.get(line, 0) for line in fields})
    assert at(night, A) == Papers(600, 3)


def test_the_only_table_has_all_papers_verified_until_a_parcel_is_written_down() -> None:
    night = sc.Night().set_up(sc.one_seat())
    (whole,) = night[sc.ONE].contest.counted_in
    assert papers_at(night[sc.ONE], whole) == Papers(None, 0)
    night.verify(sc.ONE).count_votes(sc.ONE)
    assert papers_at(night[sc.ONE], whole) == papers_of(night[sc.ONE]) == Papers(1_000, 1_000)
    night.play(do.IssuePapers(sc.SUPERVISOR, sc.ONE, whole.id, 700))
    assert papers_at(night[sc.ONE], whole).out == -300


@given(
    wards().flatmap(lambda ward: st.tuples(st.just(ward), *(piles(ward) for _ in range(2)))),
)
def test_every_paper_of_every_table_is_accounted_for_once_at_any_depth(
    case: tuple[Contest, Pile, Pile],
) -> None:
    """Papers on mixed sheets, bundles by size, odd ones and those rejected: nothing else."""
    contest, *tables = case
    night = sc.Night().set_up(contest)
    verified = sum(papers_in(pile) for pile in tables[: len(contest.counted_in)])
    night.verify(sc.ONE, verified, *(0 for _ in contest.boxes[1:]))
    for mini_count, pile in zip(contest.counted_in, tables, strict=False):
        if papers_in(pile):
            parcel = do.IssuePapers(sc.SUPERVISOR, sc.ONE, mini_count.id, papers_in(pile))
            night.play(parcel)
        left = pile
        for state in night[sc.ONE].sheets_of(OF_PAPERS):
            if state.sheet.mini_count == mini_count.id:
                part = part_for(state.sheet.kind, left)
                night.key(state.sheet.id, figures_on(contest, state.sheet, part))
                left = left - part
        mixed = sum(n for (kind, _), n in left.items() if kind == "mixed")
        accounted = papers_at(night[sc.ONE], mini_count).accounted
        assert accounted + papers_in(left) == papers_in(pile)
        assert papers_in(left) == mixed  # where no counting sheet was printed


# --- Broughton and Scawby 2023 ----------------------------------------------------------------

BROUGHTON = ContestId("local.north-lincolnshire.broughton-and-scawby.2023-05-04")
VOTES = (528, 525, 367, 355, 105)
VERIFIED, MISLAID = 1_858, 864
COUNTED = VERIFIED - MISLAID


def broughton(*tables: str) -> Contest:
    """Two seats, five candidates, an electorate of 6,112; 864 papers came by post."""
    boxes = (
        BallotBox(BoxId("stations"), "station", "all stations"),
        BallotBox(BoxId("post"), "postal", "Postal"),
    )
    names = tuple(box.id for box in boxes)
    made = tuple(MiniCount(two_tables.A if t == "A" else two_tables.B, t, names) for t in tables)
    pattern = sc.three_seats()
    return replace(
        pattern,
        id=BROUGHTON,
        area="Broughton and Scawby",
        seats=2,
        electorate=6_112,
        boxes=boxes,
        mini_counts=made,
    )


def test_broughton_and_scawby_2023_passes_identities_one_to_six() -> None:
    contest = broughton()
    sheet = sc.count_sheet(contest, VOTES, papers=VERIFIED)
    totals = add_sheets(contest, [sheet], VERIFIED)
    assert (totals.votes_total, totals.valid) == (1_880, 1_858)
    assert list(identities(contest, totals)) == []


def hard(night: sc.Night) -> dict[str, tuple[tuple[str, ...], int]]:
    found = stopping(check_contest(night.count, night[BROUGHTON]))
    return {f.code: (f.names, f.numbers["difference"]) for f in found}


def hints(night: sc.Night) -> set[tuple[str, ...]]:
    return {f.names for f in check_contest(night.count, night[BROUGHTON]) if f.code == "N06"}


def stopped(night: sc.Night, code: str) -> None:
    """Hold the result back until an officer answers; then two officers and every step."""
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, BROUGHTON)
    for finding in check_contest(night.count, night[BROUGHTON]):
        if finding.severity == "warning":
            night.play(do.AnswerFinding(sc.SUPERVISOR, BROUGHTON, finding.code, "it is so"))
    assert night.ask(reach) == refuse("warning_unanswered", code=code, contest=BROUGHTON)
    by_supervisor = do.AnswerFinding(sc.SUPERVISOR, BROUGHTON, code, "never mind")
    refused = refuse("role_missing", person=sc.SUPERVISOR, roles="officer")
    assert night.ask(by_supervisor) == refused
    night.let_stand(BROUGHTON, code).consult(BROUGHTON)
    alone = do.ClearResult(sc.OFFICER, BROUGHTON)
    # A reader of the declaration alone sees no tables: to it the same papers are V11.
    assert night.ask(alone) == refuse("second_officer_missing", code="V11", contest=BROUGHTON)
    both = replace(alone, second=sc.OTHER_OFFICER, reason="searched")
    night.search(BROUGHTON).play(both)
    cleared = night[BROUGHTON].cleared
    assert cleared is not None
    assert cleared.event.declaration.totals_state == "not_reconciled"
    assert {"V11", code} <= set(cleared.event.declaration.findings)


def test_with_one_table_conservation_stops_it() -> None:
    night = sc.Night().set_up(broughton()).verify(BROUGHTON, COUNTED, MISLAID)
    night.count_votes(BROUGHTON, VOTES, (), COUNTED)
    assert hard(night) == {"V11": ((), -MISLAID)}
    assert hints(night) == {("Postal",)}
    stopped(night, "V11")


@pytest.mark.parametrize("written_down", [True, False])
def test_with_two_tables_the_one_that_never_got_the_post_is_named(*, written_down: bool) -> None:
    """The wheelie bin with the postal papers stood elsewhere, issued on paper or not at all."""
    night = sc.Night().set_up(broughton("A", "B")).verify(BROUGHTON, COUNTED, MISLAID)
    parcels = {A: 594, B: 400 + (MISLAID if written_down else 0)}
    for table, papers in parcels.items():
        night.play(do.IssuePapers(sc.SUPERVISOR, BROUGHTON, table, papers))
    first, second = (s.sheet.id for s in night[BROUGHTON].papers_out)
    contest = night[BROUGHTON].contest
    rest = tuple(votes * 594 // 994 for votes in VOTES)
    other = tuple(votes - half for votes, half in zip(VOTES, rest, strict=True))
    night.key(first, sc.count_sheet(contest, rest, papers=594))
    night.key(second, sc.count_sheet(contest, other, papers=400))
    code = "V24" if written_down else "V23"
    assert hard(night) == {code: (("B",) if written_down else (), -MISLAID)}
    assert hints(night) == {("Postal",)}
    stopped(night, code)


def test_with_the_post_found_the_same_ward_stands_at_both() -> None:
    for tables in ((), ("A", "B")):
        night = sc.Night().set_up(broughton(*tables)).verify(BROUGHTON, COUNTED, MISLAID)
        shares = (COUNTED, MISLAID) if tables else (VERIFIED,)
        if tables:
            for table, papers in zip((A, B), shares, strict=True):
                night.play(do.IssuePapers(sc.SUPERVISOR, BROUGHTON, table, papers))
        for state, papers in zip(night[BROUGHTON].papers_out, shares, strict=True):
            votes = (papers, papers // 2, papers // 4, 0, 0)
            contest = night[BROUGHTON].contest
            night.key(state.sheet.id, sc.count_sheet(contest, votes, papers=papers))
        assert hard(night) == {}
