"""The number on a sheet tells a slip of the finger from a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.identifiers import SheetId
from countroom.domain.numbering import check_digit, printed_number, read_number, spoken_number
from countroom.domain.sheets import sheet_id

IDS = [sheet_id(contest, sheet) for contest in range(1, 148) for sheet in (1, 2, 3, 14, 99, 100)]


def digits_of(sheet: SheetId) -> str:
    return printed_number(sheet).replace("-", "")


@given(st.integers(1, 999), st.integers(1, 9_999))
def test_a_sheets_number_is_read_back_scanned_or_typed(contest: int, sheet: int) -> None:
    id_ = sheet_id(contest, sheet)
    printed = printed_number(id_)
    assert printed.startswith(f"{id_}-")
    for typed in (printed, printed.replace("-", ""), f" {printed}\r\n"):
        assert read_number(typed) == id_


@pytest.mark.parametrize("printed", ["001-01-9", "007-03-6", "147-20-5", "147-100-7"])
def test_numbers_printed_once_stay_what_they_are(printed: str) -> None:
    """ISO/IEC 7064 MOD 11,10: paper that is printed cannot change its mind."""
    sheet, _, _ = printed.rpartition("-")
    assert printed_number(SheetId(sheet)) == printed


def test_the_check_digit_is_that_of_the_standard() -> None:
    """The example of ISO/IEC 7064 for MOD 11,10 is 0794 with the check digit 5."""
    assert check_digit("0794") == 5


def test_every_single_wrong_digit_is_found() -> None:
    for sheet in IDS:
        digits = digits_of(sheet)
        for at, right in enumerate(digits):
            for wrong in set("0123456789") - {right}:
                assert read_number(digits[:at] + wrong + digits[at + 1 :]) is None


def test_nearly_every_exchange_of_two_neighbours_is_found() -> None:
    tried = missed = 0
    for sheet in IDS:
        digits = digits_of(sheet)
        for at in range(len(digits) - 1):
            one, other = digits[at], digits[at + 1]
            if one != other:
                tried += 1
                swapped = digits[:at] + other + one + digits[at + 2 :]
                missed += read_number(swapped) is not None
    assert tried > 3_000
    assert missed * 33 < tried


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7",
        "00703",
        "007-03",
        "007-03-45-6",
        "OO7-03-4",
        "007_03_4",
        "\u0660\u0660\u0667-\u0660\u0663-\u0666",
    ],
)
def test_what_is_no_number_of_a_sheet_is_none(typed: str) -> None:
    assert read_number(typed) is None


def test_a_sentence_names_a_sheet_as_it_is_printed_and_leaves_other_words() -> None:
    assert spoken_number("007-03") == "007-03-6"
    assert [spoken_number(text) for text in ("", "007-03-6", "S1", "07-03")] == [
        "",
        "007-03-6",
        "S1",
        "07-03",
    ]
