"""One thread that owns the log: many requests ride in one commit, nobody is answered before it."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from countroom.domain.faults import Fault
from countroom.domain.identifiers import EventId
from countroom.feed.intake import Accepted, Answer, Centre, Intake
from countroom.feed.lane import Lane
from countroom.feed.reading import Enrolled, Read, Reader, Refused
from countroom.store.feed_log import FeedLog

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.identifiers import KeyId
    from countroom.feed.origin import Origin
    from countroom.wire.problem import Problem

T = TypeVar("T")

LARGEST_GROUP: Final = 2_048
"""Events in one commit, but for the request that goes over."""
LONGEST_QUEUE: Final = 8_192
"""Requests that may wait; more are asked to come again."""
_BETWEEN_REOPENINGS: Final = 2.0
_READ_ALONE: Final = 8
"""Events that are read before it is worth to share them out."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is durable: the log's size and every centre's state."""

    size: int
    centres: tuple[Centre, ...]


@dataclass(frozen=True, slots=True)
class Receipted:
    """An event in the log with the receipt for it."""

    id: EventId
    index: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of the events of one request, in their order."""

    answers: tuple[Receipted | Refused, ...]
    log_size: int


@dataclass(frozen=True, slots=True)
class _Append:
    future: asyncio.Future[Answers]
    items: Sequence[Read | Refused]


@dataclass(frozen=True, slots=True)
class _Lines:
    future: asyncio.Future[Answers]
    lines: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class _Call:
    future: asyncio.Future[Any]
    function: Callable[[FeedLog, Intake], object]


class Sequencer:
    """The way to the log. Its answers are durable; a Fault instead means that nothing was kept.

    One lane reads envelopes while the other, which owns the log, commits those before. After a
    disk error nothing more is taken until the log could be read again from disk.
    """

    def __init__(
        self,
        path: Path,
        origin: Origin,
        new_intake: Callable[[], Intake],
        now: Callable[[], str],
        committed: Callable[[Snapshot], None],
    ) -> None:
        self._path = path
        self._origin = origin
        self._new_intake = new_intake
        self._now = now
        self._committed = committed
        self._fault: Fault | None = None
        self._opened_at = 0.0
        self._log: FeedLog | None = None
        self._intake = new_intake()
        self._processors = os.cpu_count() or 1
        self._readers = ThreadPoolExecutor(self._processors, thread_name_prefix="reader")
        self._reading: Lane[_Lines] = Lane(
            "reading", self._read, lambda one: len(one.lines), LARGEST_GROUP
        )
        self._writing: Lane[_Append | _Call] = Lane(
            "sequencer",
            lambda requests: _settle(self._answer(requests)),
            lambda one: len(one.items) if isinstance(one, _Append) else 1,
            LARGEST_GROUP,
            self._first_opening,
            self._close,
        )

    def start(self) -> None:
        """Open the log and fold it. Raises Fault when it cannot be used."""
        self._reading.start()
        self._writing.start()
        if self._fault is not None:
            self.stop()
            raise self._fault

    def stop(self) -> None:
        """Answer what is waiting, then close the log."""
        self._reading.stop()
        self._writing.stop()
        self._readers.shutdown()

    async def append(self, lines: Sequence[bytes]) -> Answers:
        """Admit the envelopes of one request; answers after they are durable."""
        if self._reading.waiting + self._writing.waiting >= LONGEST_QUEUE:
            raise Fault("feed_busy")
        future: asyncio.Future[Answers] = asyncio.get_running_loop().create_future()
        self._reading.put(_Lines(future, lines))
        return await future

    async def enrol(self, key_file: str) -> Problem | None:
        """Enrol a count centre by its key file, or say why not."""
        return await self._call(lambda log, intake: self._enrol(log, intake, key_file))

    async def heads(self, device: KeyId) -> dict[str, tuple[int, EventId]]:
        """Give the last durable event of a device by incarnation."""
        return await self._call(lambda _, intake: intake.heads(device))

    async def _call(self, function: Callable[[FeedLog, Intake], T]) -> T:
        if self._writing.waiting >= LONGEST_QUEUE:
            raise Fault("feed_busy")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writing.put(_Call(future, function))
        return await future

    def _first_opening(self) -> None:
        try:
            self._open()
        except Fault as fault:
            self._fault = fault

    def _close(self) -> None:
        if self._log is not None:
            self._log.close()

    def _read(self, requests: list[_Lines]) -> None:
        """Read the envelopes of many requests and hand them on."""
        reader = self._intake.reader
        try:
            items = self._read_all(reader, [line for one in requests for line in one.lines])
            for one in requests:
                self._writing.put(_Append(one.future, list(islice(items, len(one.lines)))))
        except Exception:  # noqa: BLE001 - the seam of a request
            _LOG.exception("reading")
            _settle([(one.future, Fault("feed_stumbled")) for one in requests])

    def _answer(self, requests: list[_Append | _Call]) -> list[tuple[asyncio.Future[Any], object]]:
        results = [
            (request.future, self._safely(request.function))
            for request in requests
            if isinstance(request, _Call)
        ]
        appends = [request for request in requests if isinstance(request, _Append)]
        if appends:
            answers = self._safely(lambda log, intake: self._append(log, intake, appends))
            several = answers if isinstance(answers, list) else [answers] * len(appends)
            results += zip((one.future for one in appends), several, strict=True)
        return results

    def _safely(self, function: Callable[[FeedLog, Intake], object]) -> object:
        """Do something with the log, or give the fault that hindered it."""
        try:
            return function(*self._usable())
        except Fault as fault:
            self._fault = fault
        except Exception:  # noqa: BLE001 - the seam of a request
            # A mistake of ours must not silence the feed: begin again from what is on disk.
            _LOG.exception("sequencer")
            self._fault = Fault("feed_stumbled")
        return self._fault

    def _usable(self) -> tuple[FeedLog, Intake]:
        if self._fault is not None:
            if time.monotonic() - self._opened_at < _BETWEEN_REOPENINGS:
                raise self._fault
            self._open()
        if self._log is None:  # pragma: no cover - an opened log is there
            raise Fault("not_a_feed", path=str(self._path.parent))
        return self._log, self._intake

    def _open(self) -> None:
        """Read back what is really on disk; what was admitted but not kept is forgotten."""
        self._opened_at = time.monotonic()
        if self._log is not None:
            self._log.close()
        self._log = FeedLog(self._path)
        intake = self._new_intake()
        intake.restore(self._log)
        self._intake, self._fault = intake, None
        self._committed(Snapshot(intake.size, tuple(intake.centres.values())))

    def _enrol(self, log: FeedLog, intake: Intake, key_file: str) -> Problem | None:
        found = intake.enrol(key_file)
        if isinstance(found, Enrolled):
            log.enrol(found.centre, key_file, self._now())
            intake.take(found)
            return None
        return found

    def _append(self, log: FeedLog, intake: Intake, appends: list[_Append]) -> list[Answers]:
        before, at = intake.size, self._now()
        admitted = [intake.admit(request.items, at) for request in appends]
        arrivals = intake.take_arrivals()
        receipts: dict[int, str] = {}
        if arrivals:
            receipts = dict(
                enumerate(log.append(arrivals, before, self._origin.receipt_for), start=before)
            )
            self._committed(Snapshot(intake.size, tuple(intake.centres.values())))
        old = [a.index for answers in admitted for a in answers if isinstance(a, Accepted)]
        receipts |= log.receipts(index for index in old if index < before)
        return [
            Answers(tuple(_receipted(answer, receipts) for answer in answers), intake.size)
            for answers in admitted
        ]

    def _read_all(self, reader: Reader, lines: list[bytes]) -> Iterator[Read | Refused]:
        """Read on all processors: most of the time goes into signatures."""
        if len(lines) <= _READ_ALONE:
            return iter(reader.read_all(lines))
        share = -(-len(lines) // self._processors)
        shares = [lines[at : at + share] for at in range(0, len(lines), share)]
        return chain.from_iterable(list(self._readers.map(reader.read_all, shares)))


def _receipted(answer: Answer, receipts: dict[int, str]) -> Receipted | Refused:
    if isinstance(answer, Refused):
        return answer
    return Receipted(answer.id, answer.index, receipts[answer.index])


def _settle(results: list[tuple[asyncio.Future[Any], object]]) -> None:
    """Wake those who wait, one hop for each event loop."""
    loops = {future.get_loop() for future, _ in results}
    for loop in loops:
        ours = [result for result in results if result[0].get_loop() is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_hand_over, ours)


def _hand_over(results: list[tuple[asyncio.Future[Any], object]]) -> None:
    for future, result in results:
        if future.done():
            continue  # whoever asked has gone
        if isinstance(result, Fault):
            future.set_exception(result)
        else:
            future.set_result(result)
