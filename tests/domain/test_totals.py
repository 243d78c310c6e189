"""Sheets add up to totals; papers and votes are never mixed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.hall import Transfer
from countroom.domain.identifiers import BoxId, HeadId
from countroom.domain.sheets import (
    ALLOWED,
    DOUBTFUL,
    REJECTED_IN_PART,
    bundle_lines,
    objected_by,
    rejected_under,
    slates,
)
from countroom.domain.totals import (
    add_sheets,
    counted_by_box,
    counts_of,
    totals_at,
    totals_of,
    variances,
)
from strategies import contests, true_totals

if TYPE_CHECKING:
    from countroom.domain.declaration import Totals
    from countroom.domain.election import Contest

HALL, POSTAL = BoxId("mill-lane-hall"), BoxId("mill-lane-postal")


def test_two_sheets_add_line_by_line() -> None:
    contest = replace(sc.three_seats(), keeps_unused_votes=True)
    one = sc.count_sheet(
        contest, (5, 4, 3, 2, 1), papers=6, rejected=(1, 0, 0, 2), in_part=1, unused_votes=3
    )
    other = sc.count_sheet(contest, (1, 1, 0, 0, 0), papers=1, rejected=(0, 1), unused_votes=1)
    totals = add_sheets(contest, [one, other])
    assert list(totals.votes.values()) == [6, 5, 3, 2, 1]
    assert totals.papers == 7
    assert totals.rejected == {
        "no_official_mark": 1,
        "too_many_votes": 1,
        "identifying_mark": 0,
        "unmarked_or_uncertain": 2,
    }
    assert (totals.rejected_in_part, totals.unused_votes) == (1, 4)


def test_without_a_statement_the_papers_on_the_sheets_stand_for_those_verified() -> None:
    contest = sc.one_seat()
    figures = sc.count_sheet(contest, (3, 2, 1), papers=6, rejected=(1, 1))
    assert add_sheets(contest, [figures]).verified == 8
    assert add_sheets(contest, [figures], 9).verified == 9


def test_a_candidate_without_a_sheet_has_no_votes_rather_than_no_line() -> None:
    assert set(add_sheets(sc.one_seat(), []).votes.values()) == {0}


def test_valid_papers_are_those_verified_less_those_wholly_rejected() -> None:
    totals = replace(add_sheets(sc.one_seat(), [], 10), rejected={HeadId("a"): 2, HeadId("b"): 1})
    assert totals.rejected_total == 3
    assert totals.valid == 7


def test_only_settled_count_sheets_enter_the_totals() -> None:
    night = sc.Night().set_up(sc.one_seat())
    assert totals_of(night[sc.ONE]).verified == 0
    night.verify(sc.ONE)
    assert totals_of(night[sc.ONE]).verified == 1_000
    first = do.EnterSheet(sc.KEYER, night.sheet(sc.ONE), 1, night.paper(sc.ONE))
    night.play(first)
    assert totals_of(night[sc.ONE]).votes_total == 0
    night.play(replace(first, by=sc.OTHER_KEYER, entry=2))
    assert totals_of(night[sc.ONE]).votes_total == 996


def test_boxes_appear_as_their_accounts_are_settled() -> None:
    night = sc.Night().set_up(sc.one_seat())
    hall, postal = night.accounts(sc.ONE)
    assert counted_by_box(night[sc.ONE]) == {}
    night.key(postal, sc.account(300, kind="postal"))
    assert counted_by_box(night[sc.ONE]) == {POSTAL: 300}
    night.key(hall, sc.account(700))
    assert counted_by_box(night[sc.ONE]) == {HALL: 700, POSTAL: 300}


def test_a_variance_is_papers_found_less_papers_expected() -> None:
    night = sc.Night().set_up(sc.one_seat())
    hall, postal = night.accounts(sc.ONE)
    night.key(hall, sc.account(700, variance=-2)).key(postal, sc.account(300, kind="postal"))
    assert variances(night[sc.ONE]) == {HALL: -2}


def test_bundles_are_votes_for_each_of_their_slate_and_papers_once() -> None:
    contest = replace(sc.three_seats(), keeps_unused_votes=True)
    pair = tuple(replace(c, party=contest.candidates[0].party) for c in contest.candidates[:2])
    contest = replace(contest, candidates=(*pair, *contest.candidates[2:]))
    (slate,) = slates(contest)
    size, bundles, odd = bundle_lines(slate.id)
    totals = add_sheets(contest, [{size: 25, bundles: 3, odd: 5}])
    assert list(totals.votes.values()) == [80, 80, 0, 0, 0]
    assert (totals.papers, totals.verified, totals.unused_votes) == (80, 80, 80)
    silent = add_sheets(replace(contest, keeps_unused_votes=False), [{odd: 5}])
    assert silent.unused_votes == 0


def test_doubtful_allowed_and_objected_papers_are_no_papers_of_their_own() -> None:
    """They lie among the valid papers, where a tally counts them."""
    sheet = {
        DOUBTFUL: 9,
        rejected_under(HeadId("too_many_votes")): 3,
        ALLOWED: 6,
        REJECTED_IN_PART: 2,
        objected_by(sc.ABBOTT): 4,
    }
    totals = add_sheets(sc.three_seats(), [sheet])
    assert (totals.papers, totals.rejected_total, totals.rejected_in_part) == (0, 3, 2)
    assert totals.votes_total == 0


def test_a_tables_totals_are_those_of_its_own_sheets() -> None:
    night = two_tables.count(two_tables.verified(), (5, 4, 3), (1, 0, 0))
    state = night[sc.SPLIT]
    assert list(totals_at(state, two_tables.A).votes.values()) == [5, 4, 3]
    assert list(totals_at(state, two_tables.B).votes.values()) == [1, 0, 0]
    assert list(totals_of(state).votes.values()) == [6, 4, 3]
    assert totals_at(state, two_tables.C).papers == 0


def test_the_last_count_of_a_box_stands_and_transfers_move_it() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    night.verify(sc.ONE).verify(sc.THREE)
    night.count_again(sc.ONE, HALL, 698)
    assert counts_of(night[sc.ONE], HALL) == (700, 698)
    assert counted_by_box(night[sc.ONE])[HALL] == 698
    out = Transfer(sc.ONE, HALL, sc.THREE, sc.OLD_TOWN_SCHOOL, 3, counted=True)
    aside = Transfer(sc.THREE, sc.OLD_TOWN_SCHOOL, sc.ONE, POSTAL, 2, counted=False)
    night.play(do.TransferPapers(sc.SUPERVISOR, out, "three papers of Old Town"))
    assert counted_by_box(night[sc.ONE])[HALL] == 695
    assert counted_by_box(night[sc.THREE])[sc.OLD_TOWN_SCHOOL] == 803
    night.play(do.TransferPapers(sc.SUPERVISOR, aside, "two papers of Mill Lane"))
    assert counted_by_box(night[sc.ONE])[POSTAL] == 302
    assert counted_by_box(night[sc.THREE])[sc.OLD_TOWN_SCHOOL] == 803


def test_a_transfer_to_a_box_whose_account_is_out_waits_for_it() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats()).verify(sc.ONE)
    out = Transfer(sc.ONE, HALL, sc.THREE, sc.OLD_TOWN_SCHOOL, 3, counted=True)
    night.play(do.TransferPapers(sc.SUPERVISOR, out, "three papers of Old Town"))
    assert counted_by_box(night[sc.THREE]) == {}


@given(contests().flatmap(lambda c: st.tuples(st.just(c), true_totals(c))))
def test_a_sheet_filled_from_totals_adds_up_to_them(case: tuple[Contest, Totals]) -> None:
    contest, totals = case
    figures = sc.count_sheet(
        contest,
        list(totals.votes.values()),
        papers=totals.papers,
        rejected=list(totals.rejected.values()),
        in_part=totals.rejected_in_part,
        unused_votes=totals.unused_votes,
    )
    assert add_sheets(contest, [figures]) == totals
