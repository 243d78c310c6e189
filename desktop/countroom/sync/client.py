"""The feed over HTTP. Every trouble of the network is a fault with a plain sentence."""

from __future__ import annotations

import ssl
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

import httpx2
import msgspec

from countroom.domain.faults import Fault
from countroom.domain.identifiers import EventId, KeyId
from countroom.sync.outbox import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
_TIMEOUT: Final = httpx2.Timeout(10.0, connect=3.0)


@cache
def _trusted() -> ssl.SSLContext:
    """Read the system's certificates once; that takes longer than many a declaration."""
    return ssl.create_default_context()


class Refused(msgspec.Struct, frozen=True):
    """Why the feed will not have something, in its code and words."""

    code: str
    where: str = ""
    text: str = ""


class Origin(msgspec.Struct, frozen=True):
    """Who the feed is: its name, environment and public key."""

    environment: str
    key: KeyId
    origin: str


class _Answer(msgspec.Struct, frozen=True):
    id: str
    index: int | None = None
    receipt: str = ""
    refused: Refused | None = None


class _Answers(msgspec.Struct, frozen=True):
    answers: tuple[_Answer, ...]
    log_size: int


class FeedClient:
    """One feed at one address; close it when done."""

    def __init__(self, url: str, transport: httpx2.BaseTransport | None = None) -> None:
        self.url = url.rstrip("/")
        try:
            self._http = httpx2.Client(
                base_url=self.url, timeout=_TIMEOUT, transport=transport, verify=_trusted()
            )
        except (httpx2.InvalidURL, ValueError) as error:
            raise Fault("feed_nonsense", url=url) from error

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def enrol(self, key_file: str) -> Origin:
        """Introduce this count by its key file. Raises Fault, feed_refuses with its reason."""
        response = self._post("/v1/enrolment", key_file.encode(), "text/plain; charset=utf-8")
        if response.status_code == httpx2.codes.FORBIDDEN:
            refused = self._decode(response, Refused)
            raise Fault("feed_refuses", url=self.url, reason=refused.text or refused.code)
        return self._decode(response, Origin)

    def send(self, envelopes: Sequence[bytes]) -> list[Answer]:
        """Send envelopes byte for byte; the answers come after they are durable there."""
        response = self._post("/v1/events", b"\n".join(envelopes) + b"\n", "application/x-ndjson")
        return [
            Answer(
                EventId(one.id),
                one.index,
                one.receipt,
                one.refused.code if one.refused else "",
                one.refused.text if one.refused else "",
            )
            for one in self._decode(response, _Answers).answers
        ]

    def _post(self, path: str, body: bytes, kind: str) -> httpx2.Response:
        try:
            return self._http.post(path, content=body, headers={"Content-Type": kind})
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            raise Fault("feed_unreachable", url=self.url) from error
        except httpx2.HTTPError as error:
            raise Fault("feed_nonsense", url=self.url) from error

    def _decode(self, response: httpx2.Response, kind: type[T]) -> T:
        if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
            raise Fault("feed_unreachable", url=self.url)
        try:
            return msgspec.json.decode(response.content, type=kind)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Fault("feed_nonsense", url=self.url) from error
