"""A thread with a queue, which takes all that waits for it at once."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Lane(Generic[T]):
    """Hands what came meanwhile to ``work``, together, up to ``most`` by ``weight``.

    ``first`` and ``last`` run on the thread too: what belongs to one thread is opened and closed
    there. Nothing that was put in is left out, whoever stops the lane.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[list[T]], None],
        weight: Callable[[T], int],
        most: int,
        first: Callable[[], None] = lambda: None,
        last: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._weight = weight
        self._most = most
        self._first = first
        self._last = last
        self._queue: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Begin, and wait until ``first`` is through."""
        self._thread.start()
        self._begun.wait()

    def stop(self) -> None:
        """Do what is waiting, then end."""
        self._queue.put(None)
        self._thread.join()

    def put(self, item: T) -> None:
        """Put something in the queue; any thread may."""
        self._queue.put(item)

    @property
    def waiting(self) -> int:
        """Count what waits."""
        return self._queue.qsize()

    def _run(self) -> None:
        self._first()
        self._begun.set()
        go_on = True
        while go_on:
            items, go_on = self._take()
            if items:
                self._work(items)
        self._last()

    def _take(self) -> tuple[list[T], bool]:
        """Wait for something, then take with it what came meanwhile; False after the last."""
        items: list[T] = []
        weight = 0
        item = self._queue.get()
        while item is not None:
            items.append(item)
            weight += self._weight(item)
            if weight >= self._most:
                return items, True
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return items, True
        return items, False
