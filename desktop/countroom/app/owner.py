"""A thread that owns one thing, an open count or a typesetter, so that nothing holds up the window.

Jobs are done in the order they were asked for. Their outcomes go to ``tell``, which brings them
to the thread that shows them.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Final, Generic, TypeVar

from countroom.domain.faults import Fault

R = TypeVar("R")
T = TypeVar("T")
Tell = Callable[[Callable[[], None]], None]

_TURN_SECONDS: Final = 0.0005


class Owner(Generic[R]):
    """Opens its thing for the first job and lets go of it at the end, both on its own thread."""

    def __init__(
        self, name: str, open_it: Callable[[], R], let_go: Callable[[R], None], tell: Tell
    ) -> None:
        self._open_it, self._let_go_of, self._tell = open_it, let_go, tell
        # The window's thread must not wait five milliseconds for its turn while we work.
        sys.setswitchinterval(_TURN_SECONDS)
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._held: R | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=f"countroom {name}")
        self._thread.start()

    def ask(
        self,
        job: Callable[[R], T],
        then: Callable[[T], None],
        failed: Callable[[Fault], None],
    ) -> None:
        """Have a job done; ``then`` or ``failed`` hears of it by way of ``tell``."""
        self._jobs.put(partial(self._do, job, then, failed))

    def call(self, job: Callable[[R], T]) -> T:
        """Have a job done and wait for it: never from the window's own thread. Raises Fault."""
        done = threading.Event()
        outcome: list[T] = []
        trouble: list[BaseException] = []

        def work() -> None:
            try:
                outcome.append(job(self._thing()))
            except BaseException as error:  # noqa: BLE001 - it is raised in the caller's thread
                trouble.append(error)
            finally:
                done.set()

        if self._closed:
            raise Fault("stopped", path="")
        self._jobs.put(work)
        while not done.wait(1.0):
            if not self._thread.is_alive():
                raise Fault("stopped", path="")
        if trouble:
            raise trouble[0]
        return outcome[0]

    def renew(self) -> None:
        """Let go of the thing before the next job, which opens it anew."""
        self._jobs.put(self._let_go)

    def close(self) -> None:
        """Finish what was asked for, let go and end the thread."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        self._let_go()

    def _do(
        self,
        job: Callable[[R], T],
        then: Callable[[T], None],
        failed: Callable[[Fault], None],
    ) -> None:
        try:
            outcome = job(self._thing())
        except Fault as fault:
            self._tell(partial(failed, fault))
        except BaseException as error:  # noqa: BLE001 - a bug must be loud where people see it
            self._tell(partial(raise_here, error))
        else:
            self._tell(partial(then, outcome))

    def _thing(self) -> R:
        if self._held is None:
            self._held = self._open_it()
        return self._held

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._let_go_of(held)


def raise_here(error: BaseException) -> None:
    """Raise what went wrong on another thread, where it can be seen."""
    raise error
