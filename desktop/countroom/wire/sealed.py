"""Private keys at rest: sealed under a person's own secret by Argon2id and XSalsa20-Poly1305."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey

from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain.identifiers import KeyId

SALT_BYTES: Final = 16
NONCE_BYTES: Final = SecretBox.NONCE_SIZE
_MEMORY_KIB: Final = 19_456  # with two passes, the least OWASP recommends
_PASSES: Final = 2
_MOST_KIB: Final = 1_048_576
_MOST_PASSES: Final = 16


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person's secret opens: cost of the hash, salt, and the sealed bytes."""

    box: bytes
    memory_kib: int
    passes: int
    salt: bytes

    @property
    def sound(self) -> bool:
        """Say whether this can be opened at all, at a cost that a laptop can pay."""
        affordable = 0 < self.memory_kib <= _MOST_KIB and 0 < self.passes <= _MOST_PASSES
        return affordable and len(self.salt) == SALT_BYTES and len(self.box) > NONCE_BYTES


def seal_secret(private: bytes, secret: str, salt: bytes, nonce: bytes) -> Sealed:
    """Seal private bytes under a secret; ``salt`` and ``nonce`` are fresh random bytes."""
    key = _stretch(secret, salt, _MEMORY_KIB, _PASSES)
    return Sealed(bytes(SecretBox(key).encrypt(private, nonce)), _MEMORY_KIB, _PASSES, salt)


def open_secret(sealed: Sealed, secret: str) -> bytes | Refusal:
    """Give the private bytes back, or refuse a wrong secret."""
    key = _stretch(secret, sealed.salt, sealed.memory_kib, sealed.passes)
    try:
        return SecretBox(key).decrypt(sealed.box)
    except CryptoError:
        return refuse("secret_wrong")


def seal_to(private: bytes, key: KeyId) -> bytes:
    """Seal bytes to a person's public key: a laptop's key, to all who may work at it."""
    public = VerifyKey(bytes.fromhex(key)).to_curve25519_public_key()
    return bytes(SealedBox(public).encrypt(private))


def open_sealed_to(box: bytes, seed: bytes) -> bytes:
    """Open what was sealed to the key of this seed; raises CryptoError for another's."""
    return SealedBox(SigningKey(seed).to_curve25519_private_key()).decrypt(box)


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
