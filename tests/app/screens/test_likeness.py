from __future__ import annotations

import pytest

from countroom.app.screens.likeness import Likeness, likeness, unlike_digits
from countroom.domain.identifiers import CandidateId, FieldId, SlateId
from countroom.domain.sheets import PAPERS, bundle_lines, votes_of

A, B, C = (votes_of(CandidateId(name)) for name in "abc")
SHEET = (PAPERS, A, B, C, FieldId("rejected:x"))


def of(first: dict[FieldId, int], second: dict[FieldId, int], line: FieldId = B) -> Likeness:
    ground = dict.fromkeys(SHEET, 7)
    return likeness(SHEET, line, ground | first, ground | second)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (515, 551, "order"),
        (33, 32, "digit"),
        (1285, 285, "round"),
        (1285, 1185, "round"),
        (846, 821, "bundle"),
        (425, 475, "bundle"),
        (0, 48, "zero"),
        (48, 0, "zero"),
        (114, 14, "round"),
        (1144, 144, "round"),
        (2255, 225, "doubled"),
        (225, 2255, "doubled"),
        (2375, 235, "missing"),
        (75, 1975, ""),
        (123, 456, ""),
        (12, 3456, ""),
        (4711, 4718, "digit"),
    ],
)
def test_a_difference_looks_like_the_slip_it_came_from(first: int, second: int, kind: str) -> None:
    found = of({B: first}, {B: second})
    assert (found.kind, found.amount) == (kind, abs(first - second))


def test_two_lines_exchanged_name_each_other() -> None:
    first, second = {A: 120, B: 345}, {A: 345, B: 120}
    assert of(first, second) == Likeness("exchanged", 225, A)
    assert of(first, second, A) == Likeness("exchanged", 225, B)


def test_a_figure_of_the_next_line_is_told_from_one_that_is_alike_by_chance() -> None:
    assert of({B: 340, C: 91}, {B: 91, C: 91}) == Likeness("neighbour", 249, C)
    assert of({B: 91, C: 91}, {B: 340, C: 91}).kind == "neighbour"
    assert of({B: 34, C: 5}, {B: 5, C: 5}).kind == ""


def test_a_line_that_stands_alone_has_no_neighbours() -> None:
    assert of({PAPERS: 4000, A: 600}, {PAPERS: 600, A: 4000}, PAPERS).kind == ""
    assert of({PAPERS: 4000, A: 600}, {PAPERS: 600, A: 4000}, A).kind == ""


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("515", "551", {1, 2}),
        ("33", "32", {1}),
        ("1,285", "285", {0}),
        ("285", "1,285", set()),
        ("1,285", "1,385", {2}),
        ("0", "48", {0}),
    ],
)
def test_unlike_digits_are_found_from_the_right(one: str, other: str, unlike: set[int]) -> None:
    assert unlike_digits(one, other) == unlike


# Bundles.

LINES = (bundle_lines(SlateId("CON")), bundle_lines(SlateId("LAB")))
BUNDLES = (*LINES[0], *LINES[1])


def of_bundles(first: tuple[int, ...], second: tuple[int, ...], line: FieldId) -> Likeness:
    one, other = (dict(zip(BUNDLES, each, strict=True)) for each in (first, second))
    return likeness(BUNDLES, line, one, other)


def test_a_bundle_more_is_told_in_its_papers() -> None:
    size, bundles, odd = LINES[0]
    found = of_bundles((25, 33, 21, 50, 4, 5), (25, 32, 21, 50, 4, 5), bundles)
    assert found == Likeness("bundle", 25)
    other = of_bundles((25, 33, 21, 50, 4, 5), (50, 32, 21, 50, 4, 5), bundles)
    assert other.kind == "digit", "not with another size"
    assert of_bundles((25, 1, 0, 50, 4, 5), (25, 0, 0, 50, 4, 5), bundles).kind == "bundle"
    assert of_bundles((25, 7, 13, 50, 4, 5), (25, 7, 31, 50, 4, 5), odd).kind == "order"
    assert of_bundles((25, 7, 1, 50, 4, 5), (20, 7, 1, 50, 4, 5), size).kind == "digit"


def test_size_and_bundles_exchanged_are_seen_on_both_lines() -> None:
    size, bundles, _ = LINES[0]
    first, second = (25, 10, 3, 25, 4, 5), (10, 25, 3, 25, 4, 5)
    assert of_bundles(first, second, size) == Likeness("swapped", 15)
    assert of_bundles(first, second, bundles) == Likeness("swapped", 15)


def test_the_bundles_of_the_next_party_are_a_line_shifted() -> None:
    bundles, below = LINES[0][1], LINES[1][1]
    first, second = (25, 33, 1, 25, 12, 2), (25, 12, 1, 25, 33, 2)
    assert of_bundles(first, second, bundles) == Likeness("exchanged", 21, below)
    assert of_bundles(first, second, below) == Likeness("exchanged", 21, bundles)
