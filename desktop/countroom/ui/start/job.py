"""One long piece of work beside the window: it tells how far it is, and it can be stopped."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from countroom.app.owner import raise_here
from countroom.domain.faults import Fault
from countroom.ui.post import PostBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.new_count import Stage, Tell

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - somebody asked for it
    """The person asked to stop; raised inside the work, where it told how far it was."""


class Job:
    """Work on a thread of its own; all that it says arrives in the window's thread."""

    def __init__(self) -> None:
        self._post = PostBox()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def running(self) -> bool:
        """Say whether something is being done."""
        return self._thread is not None

    def begin(
        self,
        work: Callable[[Tell], T],
        then: Callable[[T], None],
        failed: Callable[[Fault], None],
        told: Callable[[Stage, int, int], None],
        stopped: Callable[[], None],
    ) -> None:
        """Begin; exactly one of ``then``, ``failed`` and ``stopped`` is called at the end."""
        self._stop.clear()

        def tell(stage: Stage, done: int, of: int) -> None:
            if self._stop.is_set():
                raise Stopped
            self._post.tell(partial(told, stage, done, of))

        def run() -> None:
            try:
                outcome = work(tell)
            except Stopped:
                self._end(stopped)
            except Fault as fault:
                self._end(partial(failed, fault))
            except BaseException as error:  # noqa: BLE001 - a bug must be loud where people see it
                self._end(partial(raise_here, error))
            else:
                self._end(partial(then, outcome))

        self._thread = threading.Thread(target=run, name="countroom set-up")
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop at the next step."""
        self._stop.set()

    def close(self) -> None:
        """Stop it and wait until it is over; nothing is told any more."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._post = PostBox()

    def _end(self, call: Callable[[], None]) -> None:
        def over() -> None:
            if self._thread is not None:
                self._thread.join()
                self._thread = None
            call()

        self._post.tell(over)
