"""DSSE envelopes: a list of Ed25519 signatures over the exact payload bytes and their type.

Format: secure-systems-lab DSSE version 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import msgspec
from nacl.bindings import crypto_sign, crypto_sign_BYTES, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from countroom.domain.identifiers import KeyId
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST: Final = 65_535
"""Bytes of an envelope; a feed's entry bundle has two bytes for its length."""


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signature; ``keyid`` is the public key itself in hexadecimal."""

    keyid: KeyId
    sig: bytes


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """Payload bytes, their type, and who signed both."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


class Signer(Protocol):
    """Whatever can sign: a key in memory, or later one in a token."""

    @property
    def key(self) -> KeyId:
        """Give the public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Give the 64 bytes of an Ed25519 signature."""
        ...


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DECODER: Final = msgspec.json.Decoder(Envelope)


class Key:
    """An Ed25519 key in memory, from its 32-byte seed."""

    __slots__ = ("_secret", "key")

    def __init__(self, seed: bytes) -> None:
        public, self._secret = crypto_sign_seed_keypair(seed)
        self.key = KeyId(public.hex())

    def sign(self, message: bytes) -> bytes:
        """Sign a message."""
        return crypto_sign(message, self._secret)[:crypto_sign_BYTES]


def seal(payload: bytes, payload_type: str, signers: Sequence[Signer]) -> bytes:
    """Sign a payload with every signer, in order, and encode the envelope.

    Raises ValueError when nobody could open it again, for its size.
    """
    message = _authenticated(payload, payload_type)
    signatures = tuple(Signature(signer.key, signer.sign(message)) for signer in signers)
    data = _ENCODER.encode(Envelope(payload, payload_type, signatures))
    if len(data) > LARGEST:
        raise ValueError(f"an envelope of {len(data)} bytes is larger than any can be")
    return data


def open_envelope(data: bytes) -> Envelope | Problem:
    """Read an envelope strictly; says nothing yet of its signatures."""
    if len(data) > LARGEST:
        return Problem("envelope_too_large", str(len(data)))
    envelope = reopen_envelope(data)
    if not isinstance(envelope, Problem) and _ENCODER.encode(envelope) != data:
        return Problem("envelope_not_canonical")
    return envelope


def reopen_envelope(data: bytes) -> Envelope | Problem:
    """Read an envelope that was sealed here or opened strictly before."""
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Problem("envelope_malformed", str(error)[:200])


def check_signatures(envelope: Envelope, expected: Sequence[KeyId]) -> Problem | None:
    """Require exactly the expected keys' signatures, in their order, all good."""
    if [signature.keyid for signature in envelope.signatures] != list(expected):
        return Problem("signed_by_others", envelope.payload_type)
    message = _authenticated(envelope.payload, envelope.payload_type)
    for signature in envelope.signatures:
        if not _good(signature, message):
            return Problem("signature_bad", signature.keyid)
    return None


def _good(signature: Signature, message: bytes) -> bool:
    try:
        key = VerifyKey(bytes.fromhex(signature.keyid))
        key.verify(message, signature.sig)
    except (BadSignatureError, ValueError):
        return False
    # Another spelling of the same key would pass for a second person.
    return bytes(key).hex() == signature.keyid


def _authenticated(payload: bytes, payload_type: str) -> bytes:
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
