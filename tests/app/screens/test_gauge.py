"""Whether what is open can change who is elected, and the sum that says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
from countroom.app.screens.gauge import Gauge, gauge_of, say_gauge, scale_end, unreconciled
from countroom.domain import commands as do
from countroom.domain.checks import check_contest
from countroom.domain.counting.plurality import elect, majority
from countroom.domain.identifiers import BoxId, CandidateId
from countroom.texts import LANGUAGES, Texts

QUIET = Gauge(rejected=15, in_part=0, varying=0, unreconciled=0, boxes=0, seats=3, margin=48)


def old_town(votes: tuple[int, ...] = ()) -> sc.Night:
    return sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE, votes)


def test_the_open_papers_of_a_ward_are_added_up_against_the_last_seat() -> None:
    night = old_town()
    gauge = gauge_of(night.count, night[sc.THREE])
    assert gauge == Gauge(
        rejected=5, in_part=0, varying=0, unreconciled=0, boxes=0, seats=3, margin=90
    )
    assert (gauge.open, gauge.can_change) == (5, False)


def test_a_box_that_varies_counts_by_its_papers_whichever_way_it_varies() -> None:
    night = sc.Night().set_up(sc.one_seat())
    hall, postal = night.accounts(sc.ONE)
    night.key(hall, sc.account(700, variance=-3))
    night.key(postal, sc.account(300, kind="postal", variance=2)).arrive(sc.ONE, 700, 300)
    night.count_again(sc.ONE, BoxId("mill-lane-hall"), 700)
    night.count_again(sc.ONE, BoxId("mill-lane-postal"), 300)
    reasons = {BoxId("mill-lane-hall"): "gone home", BoxId("mill-lane-postal"): "late"}
    night.play(do.SignVerification(sc.OFFICER, sc.ONE, reasons)).count_votes(sc.ONE)
    assert gauge_of(night.count, night[sc.ONE]).varying == 5


@pytest.mark.parametrize(
    ("opened", "margin", "can_change"),
    [
        (0, 0, False),
        (1, 0, True),
        (47, 48, False),
        (48, 48, True),
        (49, 48, True),
        (9, None, False),
    ],
)
def test_from_as_many_as_the_margin_on_a_lot_may_decide(
    opened: int, margin: int | None, can_change: bool
) -> None:
    assert replace(QUIET, rejected=opened, margin=margin).can_change is can_change


def test_nobody_knows_what_an_outstanding_box_holds() -> None:
    assert replace(QUIET, rejected=0, boxes=1).can_change


@given(
    votes=st.lists(st.integers(0, 30), min_size=2, max_size=6),
    seats=st.integers(1, 3),
    settled=st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 5), max_size=3)), max_size=8),
)
def test_no_settling_of_fewer_papers_than_the_margin_changes_who_is_elected(
    votes: list[int], seats: int, settled: list[tuple[bool, set[int]]]
) -> None:
    """Each open paper is put in or taken out with any choice of candidates on it."""
    before = {CandidateId(f"c{n}"): figure for n, figure in enumerate(votes)}
    margin = majority(before, seats)
    gauge = replace(QUIET, rejected=len(settled), seats=seats, margin=margin)
    after = Counter(before)
    for put_in, marks in settled:
        for mark in marks:
            if (candidate := CandidateId(f"c{mark}")) in before:
                after[candidate] += 1 if put_in else -1
    if not gauge.can_change and elect(before, seats).equality is None:
        changed = elect({c: after[c] for c in before}, seats)
        assert set(changed.elected) == set(elect(before, seats).elected)
        assert changed.equality is None


def test_one_paper_fewer_would_have_been_too_strict() -> None:
    """At exactly the margin a tie can come about, so the bound is the tightest there is."""
    a, b = CandidateId("a"), CandidateId("b")
    assert elect({a: 10, b: 7 + 3}, 1).equality is not None


@pytest.mark.parametrize(
    ("votes", "papers", "hidden"),
    [
        ((520, 310, 166), 996, 0),
        # Five papers fewer on the sheet than verified: V11.
        ((520, 310, 161), 991, 5 + 5),
        # V06 alone: papers are conserved, votes are not.
        ((520, 310, 160), 996, 6),
    ],
)
def test_totals_that_do_not_agree_are_open_too(
    votes: tuple[int, ...], papers: int, hidden: int
) -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.count_votes(sc.ONE, votes, papers=papers)
    assert unreconciled(check_contest(night.count, night[sc.ONE])) == hidden


def test_each_paper_left_out_may_hold_as_many_votes_as_there_are_seats() -> None:
    night = old_town((300, 200, 100, 90, 5))
    assert unreconciled(check_contest(night.count, night[sc.THREE])) == 3 * 795 - 695


def test_unused_votes_more_papers_than_electors_and_postal_papers_are_weighed() -> None:
    contest = replace(sc.one_seat(), electorate=990, postal_issued=299, keeps_unused_votes=True)
    night = sc.Night().set_up(contest).verify(sc.ONE).count_votes(sc.ONE, (520, 310, 160))
    found = {f.code for f in check_contest(night.count, night[sc.ONE])}
    assert {"V06", "V09", "V10", "V12"} <= found
    assert unreconciled(check_contest(night.count, night[sc.ONE])) == 6 + 10 + 1 + 6


@pytest.mark.parametrize(
    ("figure", "end"), [(0, 10), (8, 10), (9, 12), (48, 60), (60, 80), (100, 120), (2_285, 3_000)]
)
def test_the_scale_ends_at_a_round_figure_a_fifth_beyond(figure: int, end: int) -> None:
    assert scale_end(figure) == end


def test_the_words_of_a_quiet_gauge() -> None:
    words = say_gauge(Texts(), QUIET)
    assert (words.open, words.margin) == ("15 open", "48 between 3rd and 4th")
    assert words.rows == (
        ("Papers rejected, by head", "15"),
        ("Rejected in part", "0"),
        ("Boxes that did not reconcile, papers", "0"),
        ("Boxes and postal batches outstanding", "0"),
    )
    assert words.answer == "No."
    assert words.why == "All 15 together are fewer than 48. A recount may still be asked for."


@pytest.mark.parametrize(
    ("gauge", "answer", "why"),
    [
        (replace(QUIET, rejected=60), "Yes, it could.", "All 60 together are not fewer than 48."),
        (replace(QUIET, rejected=0), "No.", "Nothing is open. A recount"),
        (replace(QUIET, rejected=0, margin=0), "No.", "the lot decides"),
        (replace(QUIET, margin=0), "Yes, it could.", "The last seat is tied"),
        (replace(QUIET, margin=None), "No.", "Nobody who stands is left out."),
        (replace(QUIET, boxes=2), "Yes, it could.", "outstanding boxes"),
        (replace(QUIET, rejected=1), "No.", "The 1 that is open is fewer than 48."),
        (
            replace(QUIET, rejected=1, margin=1),
            "Yes, it could.",
            "The 1 that is open is not fewer than 1.",
        ),
    ],
)
def test_the_answer_gives_its_sum(gauge: Gauge, answer: str, why: str) -> None:
    words = say_gauge(Texts(), gauge)
    assert words.answer == answer
    assert why in words.why


def test_totals_that_do_not_agree_have_a_row_and_great_wards_a_place() -> None:
    words = say_gauge(Texts(), replace(QUIET, unreconciled=7, seats=20))
    assert ("Totals that do not agree, at the most", "7") in words.rows
    assert words.margin == "48 between 20 and 21"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_both_languages(language: str) -> None:
    words = say_gauge(Texts("cy" if language == "cy" else "en"), QUIET)
    assert all([words.open, words.margin, words.answer, words.why])
