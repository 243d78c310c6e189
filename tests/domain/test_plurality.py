"""Plurality and the block vote (SI 2006/3304 Sch 2 rr. 15, 49), seats of different terms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.counting.plurality import (
    Elected,
    Equality,
    OtherCandidatesError,
    Terms,
    add_local_counts,
    elect,
    majority,
    terms,
)
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

LONG, SHORT, SHORTEST = "2028-05-08", "2027-05-10", "2026-05-11"
"""The days on which a scheduled seat and two casual vacancies of a council by thirds end."""

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


def test_local_counts_are_added_candidate_by_candidate() -> None:
    assert add_local_counts([{A: 1, B: 2}, {B: 20, A: 10}, {A: 0, B: 0}]) == {A: 11, B: 22}
    assert add_local_counts([]) == {}


@pytest.mark.parametrize(
    ("second", "named"), [({A: 1, B: 2, C: 0}, "c"), ({A: 1}, "b"), ({A: 1, C: 2}, "b, c")]
)
def test_a_local_count_with_other_candidates_is_an_error(
    second: dict[CandidateId, int], named: str
) -> None:
    with pytest.raises(OtherCandidatesError, match=f"2 has other candidates: {named}$") as caught:
        add_local_counts([{A: 1, B: 2}, second])
    assert caught.value.number == 2


def test_a_local_count_after_one_of_nobody_is_an_error() -> None:
    with pytest.raises(OtherCandidatesError, match="local count 2 has other candidates: a"):
        add_local_counts([{}, {A: 1}])


def test_a_majority_is_last_elected_less_first_not_elected() -> None:
    assert majority({A: 560, B: 540, C: 420, D: 330, E: 217}, 3) == 90
    assert majority(NONSUCH_2018, 3) == 0
    assert majority({A: 10, B: 7}, 1) == 3


@pytest.mark.parametrize(("votes", "seats"), [({A: 1}, 1), ({A: 1, B: 1}, 3), ({A: 2, B: 1}, 0)])
def test_there_is_no_majority_over_nobody(votes: dict[CandidateId, int], seats: int) -> None:
    assert majority(votes, seats) is None


def test_most_votes_take_the_longest_term() -> None:
    """A scheduled seat with a casual vacancy (Local Government Act 1972 s. 89(5)(a))."""
    votes = {A: 400, B: 700, C: 300}
    assert terms(votes, (B, A), (LONG, SHORT)) == Terms(((B, LONG), (A, SHORT)), None)


def test_three_terms_go_by_falling_votes_in_whatever_order_they_were_elected() -> None:
    votes = {A: 400, B: 700, C: 300, D: 10}
    served = terms(votes, (C, A, B), (LONG, SHORT, SHORTEST)).served
    assert served == ((B, LONG), (A, SHORT), (C, SHORTEST))


def test_a_tie_across_a_boundary_of_terms_needs_a_lot_for_the_longer_one() -> None:
    votes = {A: 400, B: 400, C: 300}
    before = terms(votes, (A, B), (LONG, SHORT))
    assert before == Terms((), Equality((A, B), 1))
    after = terms(votes, (A, B), (LONG, SHORT), [B])
    assert after == Terms(((B, LONG), (A, SHORT)), None)


def test_a_tie_inside_one_term_needs_no_lot() -> None:
    votes = {A: 400, B: 400, C: 300}
    served = terms(votes, (A, B, C), (LONG, LONG, SHORT)).served
    assert served == ((A, LONG), (B, LONG), (C, SHORT))


def test_terms_that_a_tie_cannot_touch_are_certain_before_its_lot() -> None:
    votes = {A: 500, B: 400, C: 400, D: 300}
    days = (LONG, LONG, SHORT, SHORTEST)
    before = terms(votes, (A, B, C, D), days)
    assert before == Terms(((A, LONG), (D, SHORTEST)), Equality((B, C), 1))


def test_several_terms_are_drawn_one_by_one() -> None:
    votes = {A: 400, B: 400, C: 400}
    days = (LONG, SHORT, SHORTEST)
    assert terms(votes, (A, B, C), days).equality == Equality((A, B, C), 1)
    one = terms(votes, (A, B, C), days, [C])
    assert one == Terms(((C, LONG),), Equality((A, B), 1))
    both = terms(votes, (A, B, C), days, [C, B])
    assert both == Terms(((C, LONG), (B, SHORT), (A, SHORTEST)), None)
    assert terms(votes, (A, B, C), days, [C, B, A]) == both


def test_two_long_terms_for_three_tied_leave_the_last_the_short_one() -> None:
    votes = {A: 400, B: 400, C: 400}
    days = (LONG, LONG, SHORT)
    assert terms(votes, (A, B, C), days).equality == Equality((A, B, C), 2)
    assert terms(votes, (A, B, C), days, [B, C]).served == ((B, LONG), (C, LONG), (A, SHORT))


def test_of_two_ties_the_one_for_the_longer_terms_is_drawn_first() -> None:
    votes = {A: 500, B: 500, C: 400, D: 400}
    days = (LONG, SHORT, SHORT, SHORTEST)
    assert terms(votes, (A, B, C, D), days).equality == Equality((A, B), 1)
    assert terms(votes, (A, B, C, D), days, [B]).equality == Equality((C, D), 1)
    assert terms(votes, (A, B, C, D), days, [B, D]).served == (
        (B, LONG),
        (A, SHORT),
        (D, SHORT),
        (C, SHORTEST),
    )


def test_the_vote_a_lot_adds_for_the_seat_decides_no_term() -> None:
    """Three tied for two seats: two lots for the seats, then one between the two elected."""
    votes = {A: 400, B: 400, C: 400}
    elected = elect(votes, 2, [C, A]).elected
    assert terms(votes, elected, (LONG, SHORT)).equality == Equality((A, C), 1)
    one_behind = {A: 401, B: 400, C: 400}
    elected = elect(one_behind, 2, [C]).elected
    assert terms(one_behind, elected, (LONG, SHORT)).served == ((A, LONG), (C, SHORT))


def test_fewer_elected_than_seats_take_the_longest_terms() -> None:
    assert terms({A: 5}, (A,), (LONG, SHORT)) == Terms(((A, LONG),), None)


def test_nobody_elected_serves_no_term() -> None:
    assert terms({}, (), ()) == Terms((), None)


def test_a_lot_for_a_term_that_drew_somebody_not_tied_is_an_error() -> None:
    with pytest.raises(ValueError, match="c is not among the tied"):
        terms({A: 5, B: 5, C: 1}, (A, B, C), (LONG, SHORT, SHORT), [C])


def test_a_seat_without_a_term_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 elected for 1 terms"):
        terms({A: 5, B: 4}, (A, B), (LONG,))


@given(
    results.filter(bool),
    st.lists(st.sampled_from((LONG, SHORT, SHORTEST)), min_size=8, max_size=8),
    st.randoms(use_true_random=False),
)
def test_nobody_with_more_votes_serves_a_shorter_term(
    votes: dict[CandidateId, int], some_days: list[str], chance: Random
) -> None:
    days = sorted(some_days, reverse=True)
    drawn: list[CandidateId] = []
    while (equality := terms(votes, votes, days, drawn).equality) is not None:
        drawn.append(chance.choice(equality.tied))
    served = terms(votes, votes, days, drawn).served
    assert sorted(c for c, _ in served) == sorted(votes)
    assert [day for _, day in served] == days[: len(votes)]
    ladder = [votes[candidate] for candidate, _ in served]
    assert ladder == sorted(ladder, reverse=True)
    names = list(votes)
    chance.shuffle(names)
    assert terms({c: votes[c] for c in names}, names, days, drawn).served == served


@given(st.lists(st.sampled_from((A, B, C, D)), min_size=1, max_size=12))
def test_the_block_vote_with_one_vacancy_is_plurality(papers: list[CandidateId]) -> None:
    """Papers of one cross each, counted as the sets of crosses that the block vote counts."""
    crosses = [frozenset({candidate}) for candidate in papers]
    votes = {c: sum(c in paper for paper in crosses) for c in (A, B, C, D)}
    (_, most), *_ = Counter(papers).most_common(1)
    winners = tuple(c for c in (A, B, C, D) if papers.count(c) == most)
    tie = Elected((), Equality(winners, 1))
    assert elect(votes, 1) == (tie if len(winners) > 1 else Elected(winners, None))
