"""Figures in words, against readings known from elsewhere."""

from __future__ import annotations

import pytest

from countroom.texts import Texts
from countroom.texts.numbers import LARGEST, in_words

ENGLISH, WELSH = Texts("en"), Texts("cy")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "zero"),
        (1, "one"),
        (13, "thirteen"),
        (20, "twenty"),
        (49, "forty-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (332, "three hundred and thirty-two"),
        (900, "nine hundred"),
        (1_000, "one thousand"),
        (1_005, "one thousand and five"),
        (1_100, "one thousand, one hundred"),
        (2_249, "two thousand, two hundred and forty-nine"),
        (12_012, "twelve thousand and twelve"),
        (120_340, "one hundred and twenty thousand, three hundred and forty"),
        (1_000_001, "one million and one"),
        (
            1_234_567,
            "one million, two hundred and thirty-four thousand, five hundred and sixty-seven",
        ),
        (
            LARGEST,
            "nine million, nine hundred and ninety-nine thousand, nine hundred and ninety-nine",
        ),
    ],
)
def test_english_is_said_as_in_britain(n: int, said: str) -> None:
    assert in_words(ENGLISH, n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "dim"),
        (5, "pump"),
        (6, "chwech"),
        (10, "deg"),
        (11, "un deg un"),
        (20, "dau ddeg"),
        (31, "tri deg un"),
        (50, "pum deg"),
        (65, "chwe deg pump"),
        (100, "cant"),
        (101, "cant ac un"),
        (103, "cant a thri"),
        (104, "cant a phedwar"),
        (105, "cant a phump"),
        (106, "cant a chwech"),
        (108, "cant ac wyth"),
        (200, "dau gant"),
        (332, "tri chant tri deg dau"),
        (600, "chwe chant"),
        (999, "naw cant naw deg naw"),
        (1_000, "mil"),
        (1_005, "mil a phump"),
        (1_100, "mil a chant"),
        (2_024, "dwy fil dau ddeg pedwar"),
        (2_249, "dwy fil, dau gant pedwar deg naw"),
        (3_000, "tair mil"),
        (4_000, "pedair mil"),
        (5_000, "pum mil"),
        (6_000, "chwe mil"),
        (10_000, "deng mil"),
        (12_000, "un deg dwy fil"),
        (20_000, "dau ddeg mil"),
        (100_000, "can mil"),
        (103_000, "cant a thair mil"),
        (200_000, "dau gan mil"),
        (1_000_000, "miliwn"),
        (2_000_000, "dwy filiwn"),
        (3_001_000, "tair miliwn a mil"),
    ],
)
def test_welsh_is_said_in_tens_with_its_mutations(n: int, said: str) -> None:
    assert in_words(WELSH, n) == said


@pytest.mark.parametrize("texts", [ENGLISH, WELSH])
def test_no_two_figures_are_said_alike(texts: Texts) -> None:
    figures = [*range(12_000), *range(12_000, LARGEST, 9_973)]
    assert len({in_words(texts, n) for n in figures}) == len(figures)


@pytest.mark.parametrize("n", [-1, LARGEST + 1])
def test_what_is_no_figure_of_a_count_is_not_said(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        in_words(ENGLISH, n)
