"""Party lists by d'Hondt (Scotland Act 1998 ss. 7-8; GLA Act 1999 Sch 2; Wales 2006 and 2024)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.party_list import (
    Allocation,
    ListEntry,
    ListEquality,
    ListSeat,
    allocate,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

NORTH_EAST_SCOTLAND_1999 = (
    ListEntry("Lab", 72_666, 4),
    ListEntry("LD", 49_843, 3),
    ListEntry("SNP", 92_329, 2),
    ListEntry("Con", 52_149),
    ListEntry("Green", 8_067),
)
"""The worked example of the explanatory notes to the Scotland Act 1998, seven seats."""


def names(entries: Sequence[ListEntry], allocation: Allocation) -> list[str]:
    """Give the entries of the seats in the order they were filled."""
    return [entries[seat.entry].name for seat in allocation.seats]


def test_north_east_scotland_1999_is_allocated_as_the_explanatory_notes_do() -> None:
    result = allocate(NORTH_EAST_SCOTLAND_1999, 7)
    assert names(NORTH_EAST_SCOTLAND_1999, result) == [
        "Con",
        "SNP",
        "Con",
        "SNP",
        "SNP",
        "Con",
        "SNP",
    ]
    figures = [(seat.votes, seat.divisor) for seat in result.seats]
    assert figures == [
        (52_149, 1),
        (92_329, 3),
        (52_149, 2),
        (92_329, 4),
        (92_329, 5),
        (52_149, 3),
        (92_329, 6),
    ]
    assert [votes // divisor for votes, divisor in figures] == [
        52_149,
        30_776,
        26_074,  # printed 26,075: rounded, not cut
        23_082,
        18_465,  # printed 18,466
        17_383,
        15_388,
    ]
    assert result.won == (0, 0, 4, 3, 0)
    assert {seat.decided_by for seat in result.seats} == {"figure"}
    assert (result.equality, result.vacant, result.discrepancies) == (None, 0, ())


def test_the_added_vote_helps_the_smaller_divisor() -> None:
    """60,000/3 and 40,000/2: 60,001/3 is below 40,001/2, and the votes stay as counted."""
    entries = (ListEntry("A", 60_000, 2), ListEntry("B", 40_000, 1))
    (seat,) = allocate(entries, 1).seats
    assert seat == ListSeat(1, 40_000, 2, "", "added_vote")


def test_equal_figures_each_get_a_seat_where_enough_are_left() -> None:
    entries = (ListEntry("A", 60_000, 2), ListEntry("B", 40_000, 1))
    result = allocate(entries, 2)
    assert names(entries, result) == ["A", "B"]
    assert {seat.decided_by for seat in result.seats} == {"figure"}


def test_figures_equal_even_with_the_added_vote_need_a_lot() -> None:
    entries = (ListEntry("A", 40_000, 1), ListEntry("B", 40_000, 1), ListEntry("C", 10_000))
    before = allocate(entries, 1)
    assert (before.seats, before.equality) == ((), ListEquality(("A", "B"), 1))
    assert before.vacant == 0
    after = allocate(entries, 1, drawn=["B"])
    assert after.seats == (ListSeat(1, 40_000, 2, "", "lot"),)
    assert after.equality is None


def test_the_added_vote_separates_some_and_the_lot_is_among_the_rest() -> None:
    """A, B at 40,000/2 and C at 60,000/3: C is out by the added vote, A and B are not."""
    entries = (ListEntry("A", 40_000, 1), ListEntry("C", 60_000, 2), ListEntry("B", 40_000, 1))
    assert allocate(entries, 1).equality == ListEquality(("A", "B"), 1)
    with pytest.raises(ValueError, match="C is not among the tied"):
        allocate(entries, 1, drawn=["C"])


def test_those_ahead_by_the_added_vote_need_no_lot_where_seats_suffice() -> None:
    """Two seats left for A, B and C: A and B have them."""
    entries = (ListEntry("A", 40_000, 1), ListEntry("C", 60_000, 2), ListEntry("B", 40_000, 1))
    result = allocate(entries, 2)
    assert names(entries, result) == ["A", "B"]
    assert [seat.decided_by for seat in result.seats] == ["added_vote", "added_vote"]
    assert result.equality is None


def test_the_added_vote_fills_one_seat_after_another() -> None:
    """20,000 over 1, 2 and 3 and two seats: the smallest divisor, then the next."""
    entries = (ListEntry("C", 60_000, 2), ListEntry("B", 40_000, 1), ListEntry("A", 20_000))
    assert names(entries, allocate(entries, 1)) == ["A"]
    assert names(entries, allocate(entries, 2)) == ["A", "B"]
    assert names(entries, allocate(entries, 3)) == ["C", "B", "A"]


def test_a_lot_may_follow_a_seat_filled_by_the_added_vote() -> None:
    """A goes ahead with the divisor 1; B and C, both 2, are left for the second seat."""
    entries = (ListEntry("B", 40_000, 1), ListEntry("C", 40_000, 1), ListEntry("A", 20_000))
    before = allocate(entries, 2)
    assert names(entries, before) == ["A"]
    assert before.equality == ListEquality(("B", "C"), 1)
    after = allocate(entries, 2, drawn=["C"])
    assert names(entries, after) == ["A", "C"]
    assert [seat.decided_by for seat in after.seats] == ["added_vote", "lot"]


def test_three_tied_for_two_seats_are_drawn_one_by_one() -> None:
    entries = tuple(ListEntry(name, 900) for name in "ABC")
    assert allocate(entries, 2).equality == ListEquality(("A", "B", "C"), 2)
    one = allocate(entries, 2, drawn=["C"])
    assert (names(entries, one), one.equality) == (["C"], ListEquality(("A", "B"), 1))
    both = allocate(entries, 2, drawn=["C", "A"])
    assert (names(entries, both), both.equality) == (["C", "A"], None)
    assert allocate(entries, 2, drawn=["C", "A", "B"]) == both


def test_nobody_is_drawn_twice_for_one_tie() -> None:
    entries = tuple(ListEntry(name, 900) for name in "ABC")
    with pytest.raises(ValueError, match="A is not among the tied"):
        allocate(entries, 2, drawn=["A", "A"])


def test_lots_that_no_tie_needs_change_nothing() -> None:
    assert allocate(NORTH_EAST_SCOTLAND_1999, 7, drawn=["Green"]) == allocate(
        NORTH_EAST_SCOTLAND_1999, 7
    )


def test_figures_are_compared_exactly() -> None:
    """Quotients that floating point takes for equal."""
    entries = (ListEntry("A", 10**17 + 1, 2), ListEntry("B", 10**17, 2))
    assert allocate(entries, 1).seats == (ListSeat(0, 10**17 + 1, 3, "", "figure"),)


def test_an_individual_has_all_the_votes_as_a_figure_and_takes_one_seat() -> None:
    entries = (ListEntry("Party", 30_000), ListEntry("Margo", 90_000, individual=True))
    result = allocate(entries, 3)
    assert names(entries, result) == ["Margo", "Party", "Party"]
    assert result.seats[0] == ListSeat(1, 90_000, 1, "Margo", "figure")


def test_an_individual_already_returned_is_disregarded() -> None:
    entries = (ListEntry("Party", 30_000), ListEntry("Margo", 90_000, individual=True))
    assert allocate(entries, 1, returned=frozenset({"Margo"})).won == (1, 0)
    in_constituency = (entries[0], replace(entries[1], constituency_seats=1))
    assert allocate(in_constituency, 1).won == (1, 0)


def test_an_individual_and_a_party_can_be_tied() -> None:
    entries = (ListEntry("Party", 40_000, 1), ListEntry("Margo", 20_000, individual=True))
    assert names(entries, allocate(entries, 1)) == ["Margo"]
    entries = (ListEntry("Party", 20_000), ListEntry("Margo", 20_000, individual=True))
    assert allocate(entries, 1).equality == ListEquality(("Party", "Margo"), 1)


def test_a_list_is_filled_in_its_order_without_those_already_returned() -> None:
    entries = (ListEntry("A", 90_000, 1, candidates=("Ann", "Ben", "Cem", "Dee")),)
    result = allocate(entries, 2, returned=frozenset({"Ben"}))
    assert [seat.person for seat in result.seats] == ["Ann", "Cem"]


def test_a_list_that_runs_out_drops_its_party() -> None:
    entries = (ListEntry("A", 90_000, candidates=("Ann", "Ben")), ListEntry("B", 10_000))
    assert allocate(entries, 4).won == (2, 2)
    assert allocate(entries, 4, returned=frozenset({"Ann"})).won == (1, 3)
    known_number = (replace(entries[0], candidates=1), entries[1])
    assert allocate(known_number, 4).won == (1, 3)


def test_a_seat_stays_vacant_when_nobody_is_left_on_any_list() -> None:
    entries = (ListEntry("A", 90_000, candidates=("Ann",)), ListEntry("B", 9, candidates=0))
    result = allocate(entries, 3)
    assert (result.won, result.vacant, result.equality) == ((1, 0), 2, None)


def test_an_exhausted_list_is_no_longer_tied() -> None:
    entries = (ListEntry("A", 40_000, 1, candidates=0), ListEntry("B", 40_000, 1))
    assert names(entries, allocate(entries, 1)) == ["B"]


def test_one_returned_for_a_constituency_and_as_mayor_still_counts_in_the_divisor() -> None:
    """GLA Act 1999 Sch 2 para 6(4): the Mayor's party keeps the divisor of both members."""
    entries = (
        ListEntry("A", 60_000, 2, candidates=("Mayor", "Ann")),
        ListEntry("B", 29_000, candidates=("Bea",)),
    )
    result = allocate(entries, 1, returned=frozenset({"Mayor"}))
    assert result.seats == (ListSeat(1, 29_000, 1, "Bea", "figure"),)


def test_exactly_five_per_cent_of_all_london_votes_gets_nothing() -> None:
    entries = (ListEntry("A", 95_000), ListEntry("B", 5_000))
    result = allocate(entries, 25, threshold_percent=5)
    assert (result.won, result.excluded) == ((25, 0), (1,))
    assert allocate(entries, 25).won == (24, 1)


def test_one_vote_above_five_per_cent_is_over_the_threshold() -> None:
    entries = (ListEntry("A", 94_999), ListEntry("B", 5_001))
    result = allocate(entries, 25, threshold_percent=5)
    assert (result.won, result.excluded) == ((24, 1), ())


def test_the_threshold_is_of_all_list_votes_also_for_entries_not_listed() -> None:
    entries = (ListEntry("A", 90_000), ListEntry("B", 5_000))
    listed_only = allocate(entries, 25, threshold_percent=5)
    assert listed_only.excluded == ()
    all_votes = allocate(
        entries, 25, threshold_percent=5, total_votes=100_000, votes_complete=False
    )
    assert (all_votes.excluded, all_votes.discrepancies) == ((1,), ())


def test_the_threshold_holds_for_individuals_too() -> None:
    entries = (ListEntry("A", 95_000, 20), ListEntry("Margo", 5_000, individual=True))
    assert allocate(entries, 1, threshold_percent=5).won == (1, 0)


def test_nobody_passes_a_threshold_where_nobody_voted() -> None:
    result = allocate((ListEntry("A", 0),), 2, threshold_percent=5)
    assert (result.won, result.vacant) == ((0,), 2)


def test_a_threshold_that_cannot_be_tested_is_said_and_taken_of_what_is_listed() -> None:
    entries = (ListEntry("A", 95_000), ListEntry("B", 5_000))
    result = allocate(entries, 3, threshold_percent=5, votes_complete=False)
    assert result.excluded == (1,)
    assert result.discrepancies == (
        Discrepancy("threshold_not_testable", None, None, 100_000, None),
    )
    assert allocate(entries, 3, votes_complete=False).discrepancies == ()


@pytest.mark.parametrize(("total", "complete"), [(99_999, True), (99_999, False), (100_001, True)])
def test_a_total_that_the_listed_votes_contradict_is_found(total: int, complete: bool) -> None:
    entries = (ListEntry("A", 95_000), ListEntry("B", 5_000))
    result = allocate(entries, 3, total_votes=total, votes_complete=complete)
    assert result.discrepancies == (
        Discrepancy("total_votes_contradicted", None, None, 100_000, total),
    )


def test_a_total_that_fits_the_listed_votes_is_no_discrepancy() -> None:
    entries = (ListEntry("A", 95_000), ListEntry("B", 5_000))
    assert allocate(entries, 3, total_votes=100_000).discrepancies == ()
    more = allocate(entries, 3, total_votes=100_001, votes_complete=False)
    assert more.discrepancies == ()


def test_the_senedd_of_2026_has_six_seats_and_closed_lists() -> None:
    """Divisors from 1; a list of one name drops out; an individual can win (2024 asc 4 s. 8)."""
    entries = (
        ListEntry("A", 50_000, candidates=tuple("abcdefgh")),
        ListEntry("B", 40_000, candidates=("Bea",)),
        ListEntry("C", 20_000, candidates=("Cem", "Cai")),
        ListEntry("Dee", 12_000, individual=True),
    )
    result = allocate(entries, 6)
    people = [seat.person for seat in result.seats]
    assert people == ["a", "Bea", "b", "Cem", "c", "d"]
    assert result.seats[-1] == ListSeat(0, 50_000, 4, "d", "figure")


def test_lists_without_a_vote_follow_the_law_to_the_letter() -> None:
    """Figures of 0 are equal figures; the added vote again helps the smaller divisor."""
    entries = (ListEntry("A", 0, 5), ListEntry("B", 0))
    assert allocate(entries, 1).won == (0, 1)
    assert allocate(entries, 2).won == (1, 1)


def test_no_seats_and_no_entries_allocate_nothing() -> None:
    assert allocate(NORTH_EAST_SCOTLAND_1999, 0).seats == ()
    assert allocate((), 2) == Allocation((), (), (), 2, None, ())


def test_two_entries_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="share a name"):
        allocate((ListEntry("A", 1), ListEntry("A", 2)), 1)


@st.composite
def some_entries(draw: st.DrawFn, least: int = 1) -> tuple[ListEntry, ...]:
    """Draw entries with so few votes that figures are often equal."""
    return tuple(
        ListEntry(
            name,
            draw(st.integers(least, 12)),
            0 if individual else draw(st.integers(0, 3)),
            individual,
            None if individual else draw(st.none() | st.integers(0, 3)),
        )
        for name in "ABCDEF"[: draw(st.integers(1, 6))]
        for individual in [draw(st.sampled_from((False, False, False, True)))]
    )


def settle(
    entries: Sequence[ListEntry], seats: int, threshold: int | None = None
) -> tuple[Allocation, list[str]]:
    """Allocate, drawing at each lot the tied entry that comes first in the alphabet."""
    drawn: list[str] = []
    while True:
        result = allocate(entries, seats, threshold_percent=threshold, drawn=drawn)
        if result.equality is None:
            return result, drawn
        drawn.append(min(result.equality.tied))


def by_name(entries: Sequence[ListEntry], result: Allocation) -> dict[str, int]:
    """Give the list seats of each entry by name."""
    return {entry.name: n for entry, n in zip(entries, result.won, strict=True)}


@given(some_entries(), st.integers(0, 12), st.sampled_from((None, 5, 20)))
def test_the_seats_are_those_of_the_highest_quotients_as_fractions(
    entries: tuple[ListEntry, ...], seats: int, threshold: int | None
) -> None:
    """All quotients at once, the highest first; equal ones by the added vote, then by the lot."""
    total = sum(entry.votes for entry in entries)
    quotients = []
    for entry in entries:
        if threshold is not None and Fraction(entry.votes, total) <= Fraction(threshold, 100):
            continue
        most = seats if entry.candidates is None else int(str(entry.candidates))
        for won in range(1 if entry.individual else most):
            divisor = 1 + entry.constituency_seats + won
            figure, added = Fraction(entry.votes, divisor), Fraction(entry.votes + 1, divisor)
            quotients.append((-figure, -added, entry.name))
    winners = [name for _, _, name in sorted(quotients)[:seats]]
    result, _ = settle(entries, seats, threshold)
    assert sorted(names(entries, result)) == sorted(winners)
    assert result.vacant == seats - len(winners)
    figures = [Fraction(seat.votes, seat.divisor) for seat in result.seats]
    assert figures == sorted(figures, reverse=True)


@given(some_entries(), st.integers(0, 10), st.sampled_from((None, 5, 20)))
def test_one_seat_more_takes_no_seat_away(
    entries: tuple[ListEntry, ...], seats: int, threshold: int | None
) -> None:
    fewer, _ = settle(entries, seats, threshold)
    more, _ = settle(entries, seats + 1, threshold)
    assert all(before <= after for before, after in zip(fewer.won, more.won, strict=True))
    assert sum(more.won) + more.vacant == seats + 1


@given(
    some_entries(),
    st.integers(0, 10),
    st.sampled_from((None, 5, 20)),
    st.integers(1, 9),
    st.data(),
)
def test_more_votes_never_cost_a_seat(
    entries: tuple[ListEntry, ...],
    seats: int,
    threshold: int | None,
    more: int,
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    raised = list(entries)
    raised[place] = replace(entries[place], votes=entries[place].votes + more)
    before, _ = settle(entries, seats, threshold)
    after, _ = settle(raised, seats, threshold)
    assert after.won[place] >= before.won[place]


@given(some_entries(least=0), st.integers(0, 10), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter_but_for_named_lots(
    entries: tuple[ListEntry, ...], seats: int, chance: Random
) -> None:
    other = list(entries)
    chance.shuffle(other)
    result, drawn = settle(entries, seats)
    shuffled, drawn_again = settle(other, seats)
    assert by_name(entries, result) == by_name(other, shuffled)
    assert drawn == drawn_again
    assert allocate(entries, seats, drawn=drawn) == result


@given(st.integers(2, 5), st.integers(1, 9), st.integers(0, 3), st.data())
def test_a_lot_decides_one_seat_between_those_it_names(
    tied: int, votes: int, constituency_seats: int, data: st.DataObject
) -> None:
    """With somebody above them and somebody below."""
    equals = [ListEntry(name, votes, constituency_seats) for name in "ABCDE"[:tied]]
    above, below = ListEntry("Above", 20, candidates=1), ListEntry("Below", 0)
    entries = tuple(data.draw(st.permutations([above, *equals, below])))
    seats = data.draw(st.integers(2, tied))
    result = allocate(entries, seats)
    assert by_name(entries, result) == {e.name: int(e is above) for e in entries}
    assert result.equality is not None
    assert sorted(result.equality.tied) == sorted(e.name for e in equals)
    assert result.equality.places == seats - 1
    name = data.draw(st.sampled_from(result.equality.tied))
    after = allocate(entries, seats, drawn=[name])
    assert by_name(entries, after) == by_name(entries, result) | {name: 1}
    left = tuple(n for n in result.equality.tied if n != name)
    assert after.equality == (ListEquality(left, seats - 2) if seats > 2 else None)
