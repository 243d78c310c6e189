"""Private keys at rest open with the right secret and with no other."""

from __future__ import annotations

import msgspec
import pytest
from nacl.exceptions import CryptoError

import scenarios as sc
from countroom.domain.refusals import refuse
from countroom.wire.sealed import (
    NONCE_BYTES,
    SALT_BYTES,
    Sealed,
    open_sealed_to,
    open_secret,
    seal_secret,
    seal_to,
)

SEED = bytes(range(32))
SALT, NONCE = b"s" * SALT_BYTES, b"n" * NONCE_BYTES
SEALED = seal_secret(SEED, "buttercup mill seven", SALT, NONCE)


def test_the_right_secret_opens_it() -> None:
    assert open_secret(SEALED, "buttercup mill seven") == SEED


@pytest.mark.parametrize("secret", ["", "buttercup mill", "Buttercup mill seven", "ŵ"])
def test_a_wrong_secret_is_refused_and_gives_nothing_away(secret: str) -> None:
    assert open_secret(SEALED, secret) == refuse("secret_wrong")


def test_the_private_bytes_are_nowhere_in_what_is_stored() -> None:
    assert SEED not in msgspec.json.encode(SEALED)
    assert SEED[:8] not in SEALED.box


def test_another_salt_or_nonce_seals_to_other_bytes() -> None:
    other_salt = seal_secret(SEED, "buttercup mill seven", b"t" * SALT_BYTES, NONCE)
    other_nonce = seal_secret(SEED, "buttercup mill seven", SALT, b"m" * NONCE_BYTES)
    assert len({SEALED.box, other_salt.box, other_nonce.box}) == 3


def test_a_flipped_bit_does_not_open() -> None:
    box = bytes([*SEALED.box[:-1], SEALED.box[-1] ^ 1])
    damaged = msgspec.structs.replace(SEALED, box=box)
    assert open_secret(damaged, "buttercup mill seven") == refuse("secret_wrong")


def test_it_comes_back_from_its_file_with_the_cost_it_was_made_with() -> None:
    again = msgspec.json.decode(msgspec.json.encode(SEALED), type=Sealed)
    assert again == SEALED
    assert (again.memory_kib, again.passes) == (19_456, 2)
    assert (len(again.salt), NONCE_BYTES) == (16, 24)
    cheap = msgspec.structs.replace(again, passes=1)
    assert open_secret(cheap, "buttercup mill seven") == refuse("secret_wrong")


def test_what_is_sealed_to_a_person_opens_with_that_persons_key_only() -> None:
    seed = b"\x07" * 32
    person = type(sc.key_of("keyer-1"))(seed)
    box = seal_to(SEED, person.key)
    assert SEED not in box
    assert open_sealed_to(box, seed) == SEED
    with pytest.raises(CryptoError):
        open_sealed_to(box, b"\x08" * 32)


@pytest.mark.parametrize(
    "damage",
    [
        {"salt": b"short"},
        {"box": b""},
        {"memory_kib": 0},
        {"memory_kib": 2**40},
        {"passes": 0},
        {"passes": 10**9},
    ],
)
def test_a_damaged_or_absurdly_dear_seal_is_told_before_it_is_tried(
    damage: dict[str, object],
) -> None:
    sealed = seal_secret(b"k" * 32, "a secret", b"s" * SALT_BYTES, b"n" * NONCE_BYTES)
    assert sealed.sound
    assert not msgspec.structs.replace(sealed, **damage).sound
