"""Private keys at rest: sealed under a person's own secret by Argon2id and XSalsa20-Poly1305."""

from __future__ import annotations

from typing import Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from countroom.domain.refusals import Refusal, refuse

SALT_BYTES: Final = 16
NONCE_BYTES: Final = SecretBox.NONCE_SIZE
_MEMORY_KIB: Final = 19_456  # with two passes, the least OWASP recommends
_PASSES: Final = 2


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person's secret opens: cost of the hash, salt, and the sealed bytes."""

    box: bytes
    memory_kib: int
    passes: int
    salt: bytes


def seal_secret(private: bytes, secret: str, salt: bytes, nonce: bytes) -> Sealed:
    """Seal private bytes under a secret; ``salt`` and ``nonce`` are fresh random bytes."""
    key = _stretch(secret, salt, _MEMORY_KIB, _PASSES)
    return Sealed(SecretBox(key).encrypt(private, nonce), _MEMORY_KIB, _PASSES, salt)


def open_secret(sealed: Sealed, secret: str) -> bytes | Refusal:
    """Give the private bytes back, or refuse a wrong secret."""
    key = _stretch(secret, sealed.salt, sealed.memory_kib, sealed.passes)
    try:
        return SecretBox(key).decrypt(sealed.box)
    except CryptoError:
        return refuse("secret_wrong")


def _stretch(secret: str, salt: bytes, memory_kib: int, passes: int) -> bytes:
    return hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=passes,
        memory_cost=memory_kib,
        parallelism=1,
        hash_len=SecretBox.KEY_SIZE,
        type=Type.ID,
    )
