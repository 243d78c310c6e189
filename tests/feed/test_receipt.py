"""The feed's receipt: what it says, and that nothing else passes for it."""

from __future__ import annotations

import pytest

from countroom.domain.identifiers import EventId
from countroom.wire.envelope import Key, seal
from countroom.wire.problem import Problem
from countroom.wire.receipt import Receipt, read_receipt, write_receipt

FEED = Key(b"f" * 32)
KIND = "application/vnd.countroom.test.receipt.v1+json"
RECEIPT = Receipt(
    "test", EventId("a" * 64), 7, "b" * 64, 9, "localhost/test", "2024-05-03T01:12:00.000Z"
)
PAYLOAD = (
    b'{"environment":"test","event":"' + b"a" * 64 + b'","index":7,"leaf":"' + b"b" * 64 + b'",'
    b'"log_size":9,"origin":"localhost/test","received_at":"2024-05-03T01:12:00.000Z"}'
)


def test_a_receipt_reads_back() -> None:
    assert read_receipt(write_receipt(RECEIPT, FEED), FEED.key) == RECEIPT


def test_a_receipt_is_these_bytes() -> None:
    assert write_receipt(RECEIPT, FEED) == seal(PAYLOAD, KIND, [FEED]).decode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "envelope_malformed"),
        ("\ud800", "envelope_malformed"),
        (seal(PAYLOAD, KIND, [Key(b"g" * 32)]).decode(), "signed_by_others"),
        (seal(PAYLOAD, KIND, [FEED, FEED]).decode(), "signed_by_others"),
        (seal(b"{}", KIND, [FEED]).decode(), "payload_malformed"),
        (seal(b'{"\xff":1}', KIND, [FEED]).decode(), "payload_malformed"),
        (seal(b" " + PAYLOAD, KIND, [FEED]).decode(), "payload_not_canonical"),
        (seal(PAYLOAD, KIND.replace("test", "live"), [FEED]).decode(), "payload_type_wrong"),
        (
            write_receipt(RECEIPT, FEED).replace("eyJlbnZ", "eyJlbnY"),
            "signature_bad",
        ),
    ],
)
def test_what_is_no_receipt_is_a_problem(text: str, why: str) -> None:
    assert read_receipt(text, FEED.key) == Problem("receipt_bad", why)
