"""The feed's receipt is good only as that feed signed it."""

from __future__ import annotations

import json

import msgspec
import pytest

import scenarios as sc
from countroom.domain.identifiers import EventId
from countroom.wire.envelope import seal
from countroom.wire.problem import Problem
from countroom.wire.receipt import Receipt, read_receipt, write_receipt
from countroom.wire.tree import leaf_hash

FEED, ANOTHER = sc.key_of("feed"), sc.key_of("another feed")
RECEIPT = Receipt(
    environment="test",
    event=EventId("a" * 64),
    index=6,
    leaf=leaf_hash(b"envelope").hex(),
    log_size=7,
    origin="feed.example/count",
    received_at="2024-05-03T02:00:01.000Z",
)
TEXT = write_receipt(RECEIPT, FEED)
KIND = "application/vnd.countroom.test.receipt.v1+json"


def bad(text: str) -> str:
    found = read_receipt(text, FEED.key)
    assert isinstance(found, Problem), found
    assert found.code == "receipt_bad"
    return found.where


def test_a_receipt_comes_back_as_it_was_given() -> None:
    assert read_receipt(TEXT, FEED.key) == RECEIPT


def test_a_receipt_of_another_feed_is_refused() -> None:
    assert bad(write_receipt(RECEIPT, ANOTHER)) == "signed_by_others"


def test_a_receipt_is_refused_after_any_change_of_its_content() -> None:
    content = msgspec.json.encode(msgspec.structs.replace(RECEIPT, index=5), order="sorted")
    forged = json.loads(seal(content, KIND, [ANOTHER]))
    forged["signatures"] = json.loads(TEXT)["signatures"]
    text = json.dumps(forged, separators=(",", ":"))
    assert bad(text) == "signature_bad"


def test_every_changed_character_is_noticed() -> None:
    for at, character in enumerate(TEXT):
        changed = TEXT[:at] + chr(ord(character) ^ 1) + TEXT[at + 1 :]
        assert isinstance(read_receipt(changed, FEED.key), Problem), at


@pytest.mark.parametrize("text", ["", "{}", "ŵ", "\ud800", TEXT + "\n", TEXT * 40])
def test_what_is_no_envelope_is_refused(text: str) -> None:
    assert bad(text).startswith("envelope_")


def signed(content: bytes, kind: str = KIND) -> str:
    return seal(content, kind, [FEED]).decode()


def test_a_signed_text_that_is_no_receipt_is_refused() -> None:
    assert bad(signed(b"[]")) == "payload_malformed"
    assert bad(signed(b"\xff")) == "payload_malformed"
    assert bad(signed(json.dumps(msgspec.to_builtins(RECEIPT) | {"zebra": 1}).encode())) == (
        "payload_malformed"
    )


def test_a_second_spelling_of_a_receipt_is_refused() -> None:
    spaced = json.dumps(msgspec.to_builtins(RECEIPT), sort_keys=True).encode()
    assert bad(signed(spaced)) == "payload_not_canonical"


def test_a_receipt_signed_as_something_else_is_refused() -> None:
    content = msgspec.json.encode(RECEIPT, order="sorted")
    assert read_receipt(signed(content), FEED.key) == RECEIPT
    live = KIND.replace("test", "live")
    assert bad(signed(content, live)) == "payload_type_wrong"
