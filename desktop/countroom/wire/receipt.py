"""The feed's signed answer: it holds this event, at this place of its log, since this time."""

from __future__ import annotations

from typing import Final

import msgspec

from countroom.domain.election import Environment
from countroom.domain.identifiers import EventId, KeyId
from countroom.wire.envelope import Signer, check_signatures, open_envelope, seal
from countroom.wire.problem import Problem

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the feed signs for one event.

    ``leaf`` is the RFC 6962 hash of the envelope in hexadecimal; ``log_size`` the entries that
    the log of ``origin`` held once this one was durable; ``received_at`` UTC in RFC 3339.
    """

    environment: Environment
    event: EventId
    index: int
    leaf: str
    log_size: int
    origin: str
    received_at: str


_DECODER: Final = msgspec.json.Decoder(Receipt)


def write_receipt(receipt: Receipt, signer: Signer) -> str:
    """Sign a receipt with the feed's key."""
    payload = _ENCODER.encode(receipt)
    return seal(payload, _payload_type(receipt.environment), [signer]).decode()


def read_receipt(text: str, feed_key: KeyId) -> Receipt | Problem:
    """Read a receipt strictly and check that the feed of this key signed it."""
    envelope = open_envelope(text.encode(errors="surrogatepass"))
    if isinstance(envelope, Problem):
        return Problem("receipt_bad", envelope.code)
    problem = check_signatures(envelope, [feed_key])
    if problem is not None:
        return Problem("receipt_bad", problem.code)
    try:
        receipt = _DECODER.decode(envelope.payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Problem("receipt_bad", "payload_malformed")
    if _ENCODER.encode(receipt) != envelope.payload:
        return Problem("receipt_bad", "payload_not_canonical")
    if envelope.payload_type != _payload_type(receipt.environment):
        return Problem("receipt_bad", "payload_type_wrong")
    return receipt


def _payload_type(environment: Environment) -> str:
    return f"application/vnd.countroom.{environment}.receipt.v1+json"
