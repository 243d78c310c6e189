"""What a keyer types becomes a figure, or is refused with the line still blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.figures import LARGEST_FIGURE, read_figure, unsound_figures
from countroom.domain.identifiers import FieldId
from countroom.domain.refusals import Refusal, refuse
from strategies import figures

PAPERS, VOTES = FieldId("papers"), FieldId("candidate:zadie-abbott")
LINES = (PAPERS, VOTES)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        (" 1329 ", 1_329),
        ("1,329", 1_329),
        ("1,234,567", 1_234_567),
        ("9999999", LARGEST_FIGURE),
        ("0" * 40, 0),
    ],
)
def test_digits_are_read_with_or_without_thousands_commas(typed: str, figure: int) -> None:
    assert read_figure(typed) == figure


@pytest.mark.parametrize("typed", ["", " ", "\t", "\u00a0"])
def test_blank_is_not_zero(typed: str) -> None:
    assert read_figure(typed) == refuse("figure_blank")


@pytest.mark.parametrize(
    "typed",
    [
        "l329",
        "12O",
        "one",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "0x10",
        "1_000",
        "1 329",
        "\uff11\uff12",  # full-width digits
        "\u0661\u0662",  # Arabic-Indic digits
        "\u00b2",  # superscript two, a digit to str.isdigit
        ",",
        "1,2",
        "12,34",
        ",500",
        "1,,000",
        "1234,567",
    ],
)
def test_anything_but_plain_digits_is_refused_as_typed(typed: str) -> None:
    assert read_figure(typed) == refuse("figure_not_a_number", text=typed)


@pytest.mark.parametrize("typed", ["10000000", "9" * 40, "1" + "0" * 5_000])
def test_forty_digits_are_refused_and_repeated_back_shortened(typed: str) -> None:
    refusal = read_figure(typed)
    assert refusal == refuse("figure_too_large", text=typed[:40], largest=LARGEST_FIGURE)


def test_a_long_word_is_repeated_back_shortened() -> None:
    assert read_figure("x" * 1_000) == refuse("figure_not_a_number", text="x" * 40)


@given(figures())
def test_every_figure_reads_back_from_the_way_it_is_shown(figure: int) -> None:
    assert read_figure(str(figure)) == figure
    assert read_figure(f"{figure:,}") == figure


@given(st.text())
def test_reading_answers_a_figure_in_range_or_a_refusal_and_never_raises(typed: str) -> None:
    answer = read_figure(typed)
    if not isinstance(answer, Refusal):
        assert 0 <= answer <= LARGEST_FIGURE
        assert typed.strip().replace(",", "").lstrip("0") == (str(answer) if answer else "")


def test_exactly_the_lines_of_the_paper_are_sound() -> None:
    assert unsound_figures({VOTES: 0, PAPERS: LARGEST_FIGURE}, LINES) is None


def test_a_line_left_out_is_refused_by_name() -> None:
    assert unsound_figures({PAPERS: 5}, LINES) == refuse("field_missing", field=VOTES)


def test_a_line_of_another_sheet_is_refused_by_name() -> None:
    strange = FieldId("entrusted")
    figures = {PAPERS: 5, VOTES: 4, strange: 1}
    assert unsound_figures(figures, LINES) == refuse("field_unknown", field=strange)


@pytest.mark.parametrize("figure", [-1, LARGEST_FIGURE + 1, 10**40])
def test_a_figure_no_count_can_hold_is_refused_by_line(figure: int) -> None:
    refusal = unsound_figures({PAPERS: 5, VOTES: figure}, LINES)
    assert refusal == refuse("figure_out_of_range", field=VOTES, largest=LARGEST_FIGURE)
