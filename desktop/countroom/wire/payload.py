"""Events to bytes and back: one serialisation, integers and text only, read strictly.

A payload is accepted only when encoding it again gives the same bytes; that refuses duplicate
keys, unknown fields, floats and every second spelling of the same content.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import Final

import msgspec

from countroom.domain import events as ev
from countroom.domain.election import Environment
from countroom.domain.identifiers import DeviceId, EventId, PersonId
from countroom.wire.problem import Problem

FIRST: Final = "0" * 64
"""What the first event of a device's incarnation names as its predecessor."""

_VERSIONS: Final = dict.fromkeys(ev.Event.__args__, 1)
_BY_NAME: Final = {event.__name__: event for event in ev.Event.__args__}
_BODIES: Final = {name: msgspec.json.Decoder(event) for name, event in _BY_NAME.items()}
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed.

    Times are UTC in RFC 3339 with milliseconds; ``ticks`` are milliseconds since the device's
    ``boot``; ``previous`` is the id of the device's event before this one.
    """

    at: str
    body: msgspec.Raw
    boot: str
    contest: str | None
    device: DeviceId
    election: str | None
    environment: Environment
    incarnation: str
    people: tuple[PersonId, ...]
    previous: str
    sequence: int
    software: str
    ticks: int
    type: str
    version: int


_PAYLOADS: Final = msgspec.json.Decoder(Payload)


def compose(event: ev.Event) -> tuple[ev.Event, msgspec.Raw]:
    """Give an event with its text in NFC, the only form that ``read`` takes, and its bytes."""
    body = _ENCODER.encode(event)
    if body.isascii() or unicodedata.is_normalized("NFC", text := body.decode()):
        return event, msgspec.Raw(body)
    again: ev.Event = _BODIES[type(event).__name__].decode(unicodedata.normalize("NFC", text))
    return again, encode_body(again)


def encode_body(event: ev.Event) -> msgspec.Raw:
    """Encode an event's own fields, keys sorted."""
    return msgspec.Raw(_ENCODER.encode(event))


def encode(payload: Payload) -> bytes:
    """Encode a payload to the bytes that are signed."""
    return _ENCODER.encode(payload)


def version_of(event: ev.Event) -> int:
    """Give the version in which an event is written today."""
    return _VERSIONS[type(event)]


def read(data: bytes) -> tuple[Payload, ev.Event] | Problem:
    """Read payload bytes strictly, as a stranger's."""
    found = reread(data)
    if isinstance(found, Problem):
        return found
    payload, event = found
    again = encode(msgspec.structs.replace(payload, body=encode_body(event)))
    if again != data or not unicodedata.is_normalized("NFC", data.decode()):
        return Problem("payload_not_canonical", payload.type)
    return found


def reread(data: bytes) -> tuple[Payload, ev.Event] | Problem:
    """Read payload bytes that were written or read strictly before."""
    try:
        payload = _PAYLOADS.decode(data)
        decoder = _BODIES.get(payload.type)
        if decoder is None:
            return Problem("event_type_unknown", payload.type[:80])
        if payload.version != _VERSIONS[_BY_NAME[payload.type]]:
            return Problem("event_version_unknown", f"{payload.type} {payload.version}")
        event = decoder.decode(payload.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Problem("payload_malformed", str(error)[:200])
    return payload, event


def event_id(data: bytes) -> EventId:
    """Give an event's id: SHA-256 of its payload bytes, in hexadecimal."""
    return EventId(hashlib.sha256(data).hexdigest())


@cache
def payload_type(environment: str, event: str, version: int) -> str:
    """Name the signed type, so that nothing passes for another event or environment."""
    kebab = re.sub(r"(?<!^)(?=[A-Z])", "-", event).lower()
    return f"application/vnd.countroom.{environment}.{kebab}.v{version}+json"


def recorded(data: bytes, payload: Payload, event: ev.Event) -> ev.Recorded:
    """Put an event beside who signed it, as the domain folds it."""
    return ev.Recorded(event_id(data), event, payload.people, payload.device, payload.at)
