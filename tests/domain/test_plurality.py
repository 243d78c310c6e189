"""Plurality and the block vote (SI 2006/3304 Sch 2 rr. 15, 49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.counting.plurality import Elected, Equality, elect, majority
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from random import Random

A, B, C, D, E = (CandidateId(letter) for letter in "abcde")
BOURNE, MCDERMOTT = CandidateId("bourne"), CandidateId("mcdermott-hill")
NONSUCH_2018 = {
    CandidateId("first"): 1_681,
    CandidateId("second"): 1_466,
    MCDERMOTT: 1_405,
    BOURNE: 1_405,
}
"""Sutton, Nonsuch ward, 3 May 2018, three seats: a lot decided the third (domain.md 4.1)."""

results = st.dictionaries(st.sampled_from("abcdefgh").map(CandidateId), st.integers(0, 6))


def test_the_candidates_with_most_votes_are_elected_in_order_of_votes() -> None:
    votes = {A: 217, B: 560, C: 330, D: 540, E: 420}
    assert elect(votes, 3) == Elected((B, D, E), None)


def test_nonsuch_2018_stops_before_the_third_seat_until_the_lot_is_drawn() -> None:
    before = elect(NONSUCH_2018, 3)
    assert before.elected == ("first", "second")
    assert before.equality == Equality((BOURNE, MCDERMOTT), 1)
    after = elect(NONSUCH_2018, 3, [MCDERMOTT])
    assert after == Elected((CandidateId("first"), CandidateId("second"), MCDERMOTT), None)


def test_a_tie_above_the_last_place_needs_no_lot() -> None:
    assert elect({A: 9, B: 9, C: 5, D: 4}, 3) == Elected((A, B, C), None)


def test_a_tie_below_the_last_place_needs_no_lot() -> None:
    assert elect({A: 9, B: 8, C: 5, D: 4, E: 4}, 3) == Elected((A, B, C), None)


def test_a_tie_that_fills_the_last_places_exactly_needs_no_lot() -> None:
    assert elect({A: 9, B: 5, C: 5, D: 4}, 3) == Elected((A, B, C), None)


def test_several_places_for_several_tied_are_drawn_one_by_one() -> None:
    votes = {A: 9, B: 5, C: 5, D: 5, E: 5}
    assert elect(votes, 3) == Elected((A,), Equality((B, C, D, E), 2))
    assert elect(votes, 3, [D]) == Elected((A, D), Equality((B, C, E), 1))
    assert elect(votes, 3, [D, B]) == Elected((A, D, B), None)


def test_everybody_at_nought_is_a_tie_for_every_seat() -> None:
    assert elect({A: 0, B: 0, C: 0}, 2).equality == Equality((A, B, C), 2)


def test_all_are_elected_when_there_are_seats_for_all() -> None:
    assert elect({A: 1, B: 1}, 2) == Elected((A, B), None)
    assert elect({A: 1}, 3) == Elected((A,), None)


def test_no_seat_elects_nobody() -> None:
    assert elect({A: 1, B: 0}, 0) == Elected((), None)


def test_a_lot_that_drew_somebody_not_tied_is_an_error() -> None:
    with pytest.raises(ValueError, match="c is not among the tied"):
        elect({A: 5, B: 5, C: 1}, 1, [C])


def test_nobody_is_drawn_twice() -> None:
    with pytest.raises(ValueError, match="a is not among the tied"):
        elect({A: 5, B: 5, C: 5}, 2, [A, A])


@given(results, st.integers(0, 8))
def test_nobody_left_out_has_more_votes_than_anybody_elected(
    votes: dict[CandidateId, int], seats: int
) -> None:
    result = elect(votes, seats)
    tied = result.equality.tied if result.equality else ()
    rest = set(votes) - set(result.elected) - set(tied)
    ladder = [
        *(votes[c] for c in result.elected),
        *(votes[c] for c in tied),
        *sorted((votes[c] for c in rest), reverse=True),
    ]
    assert ladder == sorted(ladder, reverse=True)
    places = result.equality.places if result.equality else 0
    assert len(result.elected) + places == min(seats, len(votes))
    assert not tied or 0 < places < len(tied)


@given(results, st.integers(1, 8), st.randoms(use_true_random=False))
def test_lots_fill_every_place_whoever_is_drawn(
    votes: dict[CandidateId, int], seats: int, chance: Random
) -> None:
    drawn: list[CandidateId] = []
    while (equality := elect(votes, seats, drawn).equality) is not None:
        drawn.append(chance.choice(equality.tied))
    elected = elect(votes, seats, drawn).elected
    assert len(elected) == len(set(elected)) == min(seats, len(votes))
    assert set(drawn) <= set(elected)


@given(results, st.integers(0, 8), st.randoms(use_true_random=False))
def test_the_order_in_which_candidates_are_named_does_not_matter(
    votes: dict[CandidateId, int], seats: int, chance: Random
) -> None:
    """A replica reads the same figures with their keys in another order."""
    names = list(votes)
    chance.shuffle(names)
    assert elect({name: votes[name] for name in names}, seats) == elect(votes, seats)


@given(results.filter(bool))
def test_one_seat_is_plain_plurality(votes: dict[CandidateId, int]) -> None:
    most = max(votes.values())
    leaders = sorted(c for c, n in votes.items() if n == most)
    result = elect(votes, 1)
    if len(leaders) == 1:
        assert result == Elected((leaders[0],), None)
    else:
        assert result == Elected((), Equality(tuple(leaders), 1))


def test_a_majority_is_last_elected_less_first_not_elected() -> None:
    assert majority({A: 560, B: 540, C: 420, D: 330, E: 217}, 3) == 90
    assert majority(NONSUCH_2018, 3) == 0
    assert majority({A: 10, B: 7}, 1) == 3


@pytest.mark.parametrize(("votes", "seats"), [({A: 1}, 1), ({A: 1, B: 1}, 3), ({A: 2, B: 1}, 0)])
def test_there_is_no_majority_over_nobody(votes: dict[CandidateId, int], seats: int) -> None:
    assert majority(votes, seats) is None
