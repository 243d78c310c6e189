"""DSSE envelopes: who signed exactly these bytes as exactly this type."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

import scenarios as sc
from countroom.domain.identifiers import KeyId
from countroom.wire.envelope import (
    LARGEST,
    Envelope,
    Signature,
    _authenticated,
    check_signatures,
    open_envelope,
    seal,
)
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

LAPTOP, KEYER, OTHER = (sc.key_of(name) for name in ("laptop-1", "keyer-1", "keyer-2"))
KIND = "http://example.com/HelloWorld"
SEALED = seal(b"hello world", KIND, [LAPTOP, KEYER])
EXPECTED = [LAPTOP.key, KEYER.key]


def opened(data: bytes = SEALED) -> Envelope:
    envelope = open_envelope(data)
    assert isinstance(envelope, Envelope), envelope
    return envelope


def with_signatures(*signatures: Signature) -> Envelope:
    return msgspec.structs.replace(opened(), signatures=signatures)


def test_what_is_signed_is_the_encoding_that_dsse_publishes() -> None:
    """Test vector of secure-systems-lab/dsse protocol.md."""
    pae = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert _authenticated(b"hello world", KIND) == pae
    VerifyKey(bytes.fromhex(LAPTOP.key)).verify(pae, opened().signatures[0].sig)


def test_type_and_payload_are_counted_in_bytes() -> None:
    assert _authenticated("ŵ".encode(), "ŷ") == "DSSEv1 2 ŷ 2 ŵ".encode()


def test_an_envelope_is_the_json_of_the_specification() -> None:
    content = json.loads(SEALED)
    assert set(content) == {"payload", "payloadType", "signatures"}
    assert base64.b64decode(content["payload"]) == b"hello world"
    assert content["payloadType"] == KIND
    assert [set(signature) for signature in content["signatures"]] == [{"keyid", "sig"}] * 2


def test_a_key_signs_as_ed25519_from_its_seed() -> None:
    """RFC 8032 section 7.1, test 1."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = type(LAPTOP)(seed)
    assert key.key == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        "1cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def test_the_same_key_and_content_give_the_same_envelope() -> None:
    assert seal(b"hello world", KIND, [LAPTOP, KEYER]) == SEALED


def test_signatures_of_exactly_those_expected_in_order_are_good() -> None:
    assert check_signatures(opened(), EXPECTED) is None


@pytest.mark.parametrize(
    "expected",
    [
        [KEYER.key, LAPTOP.key],
        [LAPTOP.key],
        [],
        [LAPTOP.key, KEYER.key, OTHER.key],
        [LAPTOP.key, OTHER.key],
        [LAPTOP.key, LAPTOP.key],
    ],
    ids=["swapped", "one missing", "none", "one more", "another", "one twice"],
)
def test_signatures_of_others_than_expected_are_refused(expected: list[KeyId]) -> None:
    assert check_signatures(opened(), expected) == Problem("signed_by_others", KIND)


def test_a_signature_under_another_key_is_refused_by_key() -> None:
    mine, theirs = opened().signatures
    forged = with_signatures(mine, Signature(KEYER.key, mine.sig))
    assert check_signatures(forged, EXPECTED) == Problem("signature_bad", KEYER.key)
    swapped = with_signatures(Signature(LAPTOP.key, theirs.sig), theirs)
    assert check_signatures(swapped, EXPECTED) == Problem("signature_bad", LAPTOP.key)


def test_a_signature_does_not_carry_over_to_another_type_or_payload() -> None:
    other_type = msgspec.structs.replace(opened(), payload_type=KIND + "s")
    assert check_signatures(other_type, EXPECTED) == Problem("signature_bad", LAPTOP.key)
    other_payload = msgspec.structs.replace(opened(), payload=b"hello worlds")
    assert check_signatures(other_payload, EXPECTED) == Problem("signature_bad", LAPTOP.key)


@pytest.mark.parametrize("length", [0, 1, 63, 65, 128])
def test_a_signature_of_the_wrong_length_is_refused(length: int) -> None:
    first, _ = opened().signatures
    forged = with_signatures(Signature(first.keyid, (first.sig * 2)[:length]))
    assert check_signatures(forged, [LAPTOP.key]) == Problem("signature_bad", LAPTOP.key)


@pytest.mark.parametrize(
    "spelling",
    ["", "00", LAPTOP.key[:-2], LAPTOP.key + "00", "zz" * 32, "ŵ" * 64],
)
def test_a_key_that_is_none_is_refused(spelling: str) -> None:
    forged = with_signatures(Signature(KeyId(spelling), opened().signatures[0].sig))
    assert check_signatures(forged, [KeyId(spelling)]) == Problem("signature_bad", spelling)


@pytest.mark.parametrize("respell", [str.upper, lambda key: " ".join((key[:32], key[32:]))])
def test_another_spelling_of_a_key_does_not_pass_for_another_person(
    respell: Callable[[str], str],
) -> None:
    """Two spellings enrolled as two people would let one of them key both entries."""
    spelling = KeyId(respell(LAPTOP.key))
    forged = with_signatures(Signature(spelling, opened().signatures[0].sig))
    assert check_signatures(forged, [spelling]) == Problem("signature_bad", spelling)


def test_a_key_of_small_order_signs_nothing() -> None:
    """The neutral element would verify any message in a lax implementation."""
    neutral = KeyId("01" + "00" * 31)
    forged = with_signatures(Signature(neutral, bytes.fromhex("01" + "00" * 63)))
    assert check_signatures(forged, [neutral]) == Problem("signature_bad", neutral)


def test_a_second_form_of_the_same_signature_is_refused() -> None:
    """RFC 8032 section 5.1.7: S has to be below the order of the group."""
    order = 2**252 + 27742317777372353535851937790883648493
    first, second = opened().signatures
    s = int.from_bytes(first.sig[32:], "little") + order
    forged = with_signatures(
        Signature(first.keyid, first.sig[:32] + s.to_bytes(32, "little")), second
    )
    assert check_signatures(forged, EXPECTED) == Problem("signature_bad", LAPTOP.key)


MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "a list": b"[]",
    "brackets without end": b"[" * 60_000,
    "half of it": SEALED[: len(SEALED) // 2],
    "an unknown member": SEALED[:-1] + b',"zebra":1}',
    "a member missing": SEALED.replace(b'"payload":"aGVsbG8gd29ybGQ=",', b"", 1),
    "a payload that is no base64": SEALED.replace(b"aGVsbG8gd29ybGQ=", b"aGVsbG8gd29ybGQ", 1),
    "a payload of a URL's base64": SEALED.replace(b"aGVsbG8gd29ybGQ=", b"-_-_", 1),
    "half a character": SEALED.replace(b'"http', b'"\xc5http', 1),
    "half of a surrogate pair": SEALED.replace(b'"http', b'"\\ud800http', 1),
}

NOT_CANONICAL: dict[str, bytes] = {
    "a blank": SEALED.replace(b'":', b'": ', 1),
    "a line end after it": SEALED + b"\n",
    "a member twice": SEALED[:-1] + b',"signatures":[]}',
    "members out of order": b'{"payloadType":"'
    + KIND.encode()
    + b'","payload":"","signatures":[]}',
    "an escape where none is due": SEALED.replace(b'"http', b'"\\u0068ttp', 1),
    "spare bits of base64 set": SEALED.replace(b"aGVsbG8gd29ybGQ=", b"aGVsbG8gd29ybGR=", 1),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_envelope_is_refused_and_never_raises(case: str) -> None:
    found = open_envelope(MALFORMED[case])
    assert isinstance(found, Problem)
    assert found.code == "envelope_malformed"


@pytest.mark.parametrize("case", NOT_CANONICAL)
def test_a_second_spelling_of_the_same_envelope_is_refused(case: str) -> None:
    assert NOT_CANONICAL[case] != SEALED
    assert open_envelope(NOT_CANONICAL[case]) == Problem("envelope_not_canonical")


def test_an_envelope_larger_than_a_feeds_entry_is_refused_unread() -> None:
    assert open_envelope(b" " * (LARGEST + 1)) == Problem("envelope_too_large", "65536")


def test_nothing_is_sealed_that_could_not_be_opened_again() -> None:
    room = LARGEST - len(seal(b"", KIND, [LAPTOP]))
    largest = seal(b"x" * (room // 4 * 3), KIND, [LAPTOP])
    assert len(largest) <= LARGEST
    assert isinstance(open_envelope(largest), Envelope)
    with pytest.raises(ValueError, match="larger than any can be"):
        seal(b"x" * (room // 4 * 3 + 3), KIND, [LAPTOP])


@given(st.binary(max_size=300), st.text(max_size=40).filter(str.isprintable))
def test_whatever_is_sealed_opens_to_the_same_and_is_signed(payload: bytes, kind: str) -> None:
    envelope = opened(seal(payload, kind, [OTHER]))
    assert (envelope.payload, envelope.payload_type) == (payload, kind)
    assert check_signatures(envelope, [OTHER.key]) is None


@given(st.binary())
def test_bytes_of_chance_are_never_an_envelope(data: bytes) -> None:
    assert isinstance(open_envelope(data), Problem)


def test_the_public_key_is_the_key_id() -> None:
    assert bytes(SigningKey(b"\x01" * 32).verify_key).hex() == type(LAPTOP)(b"\x01" * 32).key
