"""How much of the paper is keyed: which sheets each depth has, and that all come to one sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, stopping
from countroom.domain.election import Contest, Depth, MiniCount, Party
from countroom.domain.identifiers import MiniCountId, PartyId, SlateId
from countroom.domain.sheets import (
    Slate,
    bundle_lines,
    bundled,
    fields_of,
    kinds_of,
    sheets_of_papers,
    slate_of,
    slates,
    votes_of,
)
from countroom.domain.totals import add_sheets
from countroom.rules import load_rule_sets
from piles import figures_on, papers_in, part_for, piles
from strategies import wards
from two_tables import A, B

if TYPE_CHECKING:
    from countroom.domain.declaration import Totals
    from piles import Pile

RULES = load_rule_sets()[sc.RULES]


def table(depth: Depth, sheets: int = 2) -> MiniCount:
    return MiniCount(MiniCountId("A"), "", (), depth, sheets)


def of_parties(groups: str, seats: int) -> Contest:
    """Old Town with so many seats, its candidates standing for parties by these letters."""
    names = ["IND" if group == "I" else group for group in groups]
    parties = [Party(PartyId(f"PP{name}"), f"Party {name}", name) for name in names]
    standing = zip(sc.candidates(len(groups)), parties, strict=True)
    candidates = tuple(replace(one, party=party) for one, party in standing)
    return replace(sc.three_seats(), seats=seats, candidates=candidates)


# --- what is bundled --------------------------------------------------------------------------


def test_for_one_seat_each_candidate_has_bundles_whatever_the_party() -> None:
    contest = of_parties("AAI", 1)
    assert slates(contest) == tuple(Slate(SlateId(one.id), (one.id,)) for one in contest.candidates)


@pytest.mark.parametrize(
    ("groups", "seats", "expected"),
    [
        ("AABBI", 3, {"A": 2, "B": 2}),
        ("AAABI", 3, {"A": 3}),  # one alone is no slate
        ("AAABB", 2, {"B": 2}),  # more candidates than seats: no paper votes for them all
        ("IIIAB", 3, {}),  # independents are no party
        ("ABABA", 3, {"A": 3, "B": 2}),
    ],
)
def test_for_several_seats_slates_are_parties_of_two_to_as_many_as_there_are_seats(
    groups: str, seats: int, expected: dict[str, int]
) -> None:
    found = {str(s.id): len(s.candidates) for s in slates(of_parties(groups, seats))}
    assert found == expected


@given(wards())
def test_no_candidate_is_on_two_slates_and_no_slate_is_larger_than_a_paper_holds(
    contest: Contest,
) -> None:
    found = slates(contest)
    together = [candidate for slate in found for candidate in slate.candidates]
    assert len(set(together)) == len(together)
    for slate in found:
        assert len(slate.candidates) <= contest.seats
        of_slate = [contest.candidate(candidate).party for candidate in slate.candidates]
        assert len({party.key for party in of_slate}) == 1
        assert contest.seats == 1 or {party.group for party in of_slate} != {"IND"}
        numbers = [contest.candidate(candidate).number for candidate in slate.candidates]
        assert numbers == sorted(numbers)


def test_whole_bundles_and_the_part_bundle_are_multiplied_by_the_program() -> None:
    (slate, *_) = slates(of_parties("AABBI", 3))
    lines = bundle_lines(slate.id)
    assert [slate_of(line) for line in lines] == [slate.id] * 3
    assert bundled(dict(zip(lines, (25, 14, 7), strict=True)), slate.id) == 357
    assert bundled({}, slate.id) == 0
    assert slate_of(votes_of(sc.ABBOTT)) is None


# --- sheets by depth ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "seats", "depth", "kinds"),
    [
        ("ABI", 1, "totals", ("count",)),
        ("ABI", 1, "team_summary", ("block", "adjudication")),
        ("ABI", 1, "every_sheet", ("block", "adjudication", "mixed", "mixed")),
        ("AABBI", 3, "totals", ("count",)),
        ("AABBI", 3, "team_summary", ("summary", "adjudication")),
        ("AABBI", 3, "every_sheet", ("block", "adjudication", "mixed", "mixed")),
        ("ABCDI", 3, "team_summary", ("summary", "adjudication")),
        ("ABCDI", 3, "every_sheet", ("adjudication", "mixed", "mixed")),
    ],
)
def test_each_depth_has_its_sheets(
    groups: str, seats: int, depth: Depth, kinds: tuple[str, ...]
) -> None:
    assert kinds_of(of_parties(groups, seats), table(depth)) == kinds


def test_a_teams_summary_lists_bundles_first_then_the_mixed_papers() -> None:
    fields = fields_of("summary", of_parties("AABI", 2), RULES)
    assert fields == (
        "bundle_size:A",
        "bundles:A",
        "odd:A",
        "papers",
        "candidate:zadie-abbott",
        "candidate:yusuf-barker",
        "candidate:wendy-carter",
        "candidate:vivek-dawson",
    )


def test_a_batch_of_doubtful_papers_has_heads_allowed_in_part_and_objections_by_candidate() -> None:
    fields = fields_of("adjudication", of_parties("AAI", 2), RULES)
    assert fields == (
        "doubtful",
        *(f"rejected:{head}" for head in RULES.heads),
        "allowed",
        "rejected_in_part",
        "objected:zadie-abbott",
        "objected:yusuf-barker",
        "objected:wendy-carter",
    )
    alone = fields_of("adjudication", of_parties("AAI", 1), RULES)
    assert "rejected_in_part" not in alone


# --- the same papers come to the same sum ---------------------------------------------------------


def totals_at(contest: Contest, depth: Depth, pile: Pile) -> Totals:
    """Write a pile down on the sheets of a depth, each what it has lines for."""
    figures, left = [], pile
    for sheet in sheets_of_papers(contest, RULES, table(depth), 1, 1):
        part = part_for(sheet.kind, left)
        figures.append(figures_on(contest, sheet, part))
        left = left - part
    assert papers_in(left) == 0
    return add_sheets(contest, figures)


@given(
    wards().flatmap(lambda ward: st.tuples(st.just(ward), piles(ward))),
    st.sampled_from(get_args(Depth)),
)
def test_bundles_odd_ones_mixed_and_doubtful_papers_come_to_what_one_count_sheet_says(
    case: tuple[Contest, Pile], depth: Depth
) -> None:
    contest, pile = case
    assert totals_at(contest, depth, pile) == totals_at(contest, "totals", pile)


@given(wards().flatmap(lambda ward: st.tuples(st.just(ward), piles(ward))))
def test_votes_and_unused_votes_are_papers_times_seats_where_they_are_kept(
    case: tuple[Contest, Pile],
) -> None:
    contest, pile = case
    totals = totals_at(contest, "team_summary", pile)
    used = totals.votes_total + totals.unused_votes
    if contest.keeps_unused_votes:
        assert used == totals.papers * contest.seats
    else:
        assert totals.unused_votes == 0


@given(
    st.lists(st.sampled_from(get_args(Depth)), min_size=2, max_size=2),
    st.data(),
)
def test_two_tables_at_any_two_depths_are_checked_together(
    depths: list[Depth], data: st.DataObject
) -> None:
    contest = data.draw(wards(seats=3))
    tables = tuple(replace(table(depth), id=id_) for id_, depth in zip((A, B), depths, strict=True))
    boxes = tuple(box.id for box in contest.boxes)
    tables = tuple(replace(one, boxes=boxes, alone_because="one box") for one in tables)
    contest = replace(contest, mini_counts=tables, electorate=3_000, postal_issued=None)
    true = {one.id: data.draw(piles(contest)) for one in tables}
    papers = {id_: papers_in(pile) for id_, pile in true.items()}
    night = sc.Night().set_up(contest)
    night.verify(sc.ONE, sum(papers.values()), *(0 for _ in contest.boxes[1:]))
    for id_, pile in true.items():
        if papers[id_]:
            night.play(do.IssuePapers(sc.SUPERVISOR, sc.ONE, id_, papers[id_]))
        left = pile
        for sheet in two_tables.sheets_of(night[sc.ONE], id_):
            part = part_for(sheet.kind, left)
            assert stopping(check_contest(night.count, night[sc.ONE]))  # one is still out
            night.key(sheet.id, figures_on(contest, sheet, part))
            left = left - part
    if sum(papers.values()):
        assert stopping(check_contest(night.count, night[sc.ONE])) == ()
    else:
        assert {f.code for f in check_contest(night.count, night[sc.ONE])} <= {"V23"}
