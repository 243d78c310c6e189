"""Hints that something new is published, by server-sent events: never data, always the newest.

Whoever reads a hint fetches what they show again; a hint that is lost costs a moment, no figure.
"""

from __future__ import annotations

import asyncio
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import msgspec
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive, Scope, Send

HEARTBEAT: Final = 15.0
"""Seconds of silence after which a comment shows that the line still stands."""
LONGEST_QUEUE: Final = 16
"""Hints that may wait for a subscriber; one who is further behind is dropped."""
MOST_SUBSCRIBERS: Final = 10_000
"""Subscribers of one process; more are asked to come again."""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
    "X-Accel-Buffering": "no",  # a proxy that gathers answers would hold the hints back
}
MEDIA_TYPE: Final = "text/event-stream"

_COMMENT: Final = b":\n\n"
_END: Final = None
_FIRST_RETRY: Final = 2_000
_RETRY_STEP: Final = 100
_RETRY_STEPS: Final = 30


class Subscriber:
    """One reader's line: what waits for it, and whether it was given up."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue(LONGEST_QUEUE)
        self.dropped = asyncio.Event()

    def offer(self, chunk: bytes | None) -> None:
        """Let a chunk wait its turn; a full line is given up."""
        try:
            self.waiting.put_nowait(chunk)
        except asyncio.QueueFull:
            self.dropped.set()


class Live:
    """Passes hints from the publisher's thread to subscribers on the server's event loop."""

    def __init__(self) -> None:
        self.subscribers: set[Subscriber] = set()
        self._guard = threading.Lock()  # of what both threads use: size, loop, closed
        self._size = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def tell(self, size: int) -> None:
        """Say to everybody that the log is published up to ``size``; any thread may call it."""
        with self._guard:
            self._size = size
            if self._loop is not None and not (self._closed or self._loop.is_closed()):
                self._loop.call_soon_threadsafe(self._spread, _hint(size))

    def close(self) -> None:
        """End every line, on the server's event loop; nobody is told anything after this."""
        with self._guard:
            self._closed = True
        self._spread(_END)

    def response(self, last_id: str) -> Response:
        """Answer a new subscriber, who was told of the size ``last_id`` before, if of any."""
        with self._guard:
            self._loop = asyncio.get_running_loop()
            closed, size = self._closed, self._size
        if closed or len(self.subscribers) >= MOST_SUBSCRIBERS:
            again = {**HEADERS, "Retry-After": "5"}
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=again)
        subscriber = Subscriber()
        # After a restart they shall not all come back at the same moment.
        wait = _FIRST_RETRY + _RETRY_STEP * (len(self.subscribers) % _RETRY_STEPS)
        subscriber.offer(b"retry: %d\n\n" % wait)
        if last_id != str(size):
            subscriber.offer(_hint(size))
        self.subscribers.add(subscriber)
        return _Stream(self, subscriber)

    def _spread(self, chunk: bytes | None) -> None:
        for subscriber in self.subscribers:
            subscriber.offer(chunk)


class _Stream(Response):
    """An answer that goes on until its reader leaves, is dropped, or the server ends."""

    media_type = MEDIA_TYPE

    def __init__(self, live: Live, subscriber: Subscriber) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._live = live
        self._subscriber = subscriber

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write what waits."""
        del scope
        ways: tuple[Coroutine[object, object, object], ...] = (
            self._write(send),
            _left(receive),
            self._subscriber.dropped.wait(),
        )
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except OSError:
            pass  # how some servers say that the reader left
        finally:
            self._live.subscribers.discard(self._subscriber)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _write(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        waiting = self._subscriber.waiting
        more = True
        while more:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    chunk = await waiting.get()
            except TimeoutError:
                chunk = _COMMENT
            more = chunk is not _END
            body = {"body": chunk or b"", "more_body": more}
            await send({"type": "http.response.body", **body})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _hint(size: int) -> bytes:
    """Write a hint once for all who get it."""
    return b"id: %d\ndata: %b\n\n" % (size, msgspec.json.encode({"log_size": size}))
