"""The mistakes of tired keyers: each kind is wrong in its own way and never hides another."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rehearsal.wards import a_ward, keyed, one_sheet, piles_of
from countroom.app.rehearsal.mistakes import Slip, slip_in
from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.sheets import PAPERS, bundle_lines, slates, votes_of

if TYPE_CHECKING:
    from countroom.domain.identifiers import FieldId

KINDS = {
    *("digits_exchanged", "digit_wrong", "digit_dropped", "digit_doubled", "bundle_added"),
    *("thousand", "line_shifted", "figures_exchanged", "bundles_as_papers", "size_and_bundles"),
}
WARD = a_ward(2, ("CON", "CON", "LAB", "LAB", "GRN"))
COUNT = one_sheet(WARD, 1900, (1012, 871, 640, 523, 321), rejected=12, in_part=2)


def summary() -> dict[FieldId, int]:
    (pile,) = piles_of(WARD, COUNT, [1912], 1)
    (_, figures), _ = keyed(WARD, pile, "team_summary")
    return figures


def some(kind: str, figures: dict[FieldId, int]) -> Slip:
    random = Random(1)
    slips = (slip_in(figures, random) for _ in range(2000))
    return next(slip for slip in slips if slip.kind == kind)


def test_every_kind_is_made() -> None:
    figures, random = summary(), Random(2)
    assert {slip_in(figures, random).kind for _ in range(500)} == KINDS


@given(
    st.dictionaries(st.sampled_from(list(COUNT)), st.integers(0, 3000), min_size=1),
    st.integers(0, 99),
)
def test_a_slip_is_wrong_and_never_the_same_as_the_other_keyers(
    figures: dict[FieldId, int], seed: int
) -> None:
    random = Random(seed)
    first = slip_in(figures, random)
    second = slip_in(figures, random, first)
    for slip in (first, second):
        assert slip.keyed
        assert all(figures[line] != n for line, n in slip.keyed.items())
        assert all(0 <= n <= LARGEST_FIGURE for n in slip.keyed.values())
    assert all(
        first.keyed[line] != second.keyed[line] for line in first.keyed.keys() & second.keyed
    )


def test_a_line_shifted_moves_the_figures_below_it_up() -> None:
    slip = some("line_shifted", COUNT)
    votes = [COUNT[votes_of(c.id)] for c in WARD.candidates]
    wrong = [slip.keyed.get(votes_of(c.id), COUNT[votes_of(c.id)]) for c in WARD.candidates]
    at = next(n for n, one in enumerate(votes) if wrong[n] != one)
    assert wrong == [*votes[:at], *votes[at + 1 :], 0]


def test_figures_exchanged_are_those_of_two_candidates() -> None:
    slip = some("figures_exchanged", COUNT)
    one, other = slip.keyed
    assert slip.keyed == {one: COUNT[other], other: COUNT[one]}


def test_a_thousand_is_added() -> None:
    ((line, keyed_as),) = some("thousand", COUNT).keyed.items()
    assert keyed_as == COUNT[line] + 1000


def test_bundles_are_keyed_as_papers_and_size_and_number_exchanged() -> None:
    figures = summary()
    lines = {bundle_lines(slate.id)[1]: bundle_lines(slate.id)[0] for slate in slates(WARD)}
    ((bundles, papers),) = some("bundles_as_papers", figures).keyed.items()
    assert papers == 25 * figures[bundles]
    exchanged = some("size_and_bundles", figures).keyed
    (number,) = set(exchanged) & set(lines)
    assert exchanged == {number: 25, lines[number]: figures[number]}


def test_a_line_of_nought_can_be_mistaken_too() -> None:
    assert all(slip_in({PAPERS: 0}, Random(n)).keyed[PAPERS] > 0 for n in range(50))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_seed_makes_the_same_mistake(seed: int) -> None:
    assert slip_in(COUNT, Random(seed)) == slip_in(COUNT, Random(seed))
