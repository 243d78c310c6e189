"""The code a person reads out to compare a sheet with the results page."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.identifiers import EventId
from countroom.wire.short_code import in_groups, short_code

CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("0000000000", "0000 0000"),
        ("ffffffffff", "ZZZZ ZZZZ"),
        ("0000000001", "0000 0001"),
        ("8000000000", "G000 0000"),
    ],
)
def test_a_code_is_the_first_forty_bits_in_two_groups(start: str, code: str) -> None:
    assert short_code(EventId(start + "5" * 54)) == code


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_what_another_base_32_gives_in_crockfords_letters(digest: bytes) -> None:
    letters = base64.b32encode(digest[:5]).decode().translate(CROCKFORD)
    code = short_code(EventId(digest.hex()))
    assert code == f"{letters[:4]} {letters[4:]}"
    assert not set(code) & set("ILOU")


def test_a_digest_is_spaced_for_reading_and_loses_nothing() -> None:
    assert in_groups("0123456789ab") == "0123 4567 89ab"
    assert in_groups("0123456") == "0123 456"
    assert in_groups("") == ""
