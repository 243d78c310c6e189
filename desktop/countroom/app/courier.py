"""Carries declarations to the feed on a thread of its own, for as long as the desk is open."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from countroom.app.publication import Publication
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.owner import Tell
    from countroom.app.publication import Use

_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Post:
    """How it stands with the feed: declarations waiting, what hinders them, what it refused."""

    url: str
    waiting: int
    fault: Fault | None
    refused: Sequence[str]


class Courier:
    """Delivers when woken, and again after a pause that grows while the feed is silent."""

    def __init__(self, url: str, use: Use, tell: Tell, hear: Callable[[Post], None]) -> None:
        self._url, self._use, self._tell, self._hear = url, use, tell, hear
        self._awake = threading.Event()
        self._ended = False
        # A request may hang for seconds; what it carries is safe in the log, so nobody waits.
        self._thread = threading.Thread(target=self._work, name="countroom courier", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be something to carry."""
        self._awake.set()

    def end(self) -> None:
        """Carry nothing more; what waits is safe in the log. Ask before the writer is closed."""
        self._ended = True
        self._awake.set()

    def join(self, seconds: float) -> None:
        """Wait a moment for the last delivery to end."""
        self._thread.join(seconds)

    def _work(self) -> None:
        # The network's own packages take a while to load: not before the window stands.
        from countroom.sync.client import FeedClient  # noqa: PLC0415

        pause = _FIRST_PAUSE
        try:
            client = FeedClient(self._url)
        except Fault as fault:
            self._say(Post(self._url, 0, fault, ()))
            return
        publication = Publication(self._use, client)
        try:
            while True:
                self._awake.clear()
                if self._ended:  # looked at after clearing, so that an end is never slept through
                    break
                try:
                    hindered = self._deliver(publication)
                except Fault:
                    # The disk's trouble is told by the writer, who has it too. Receipts that
                    # could not be kept are asked for again.
                    hindered, publication = True, Publication(self._use, client)
                self._awake.wait(pause if hindered else None)
                pause = min(pause * 2, _LONGEST_PAUSE) if hindered else _FIRST_PAUSE
        finally:
            client.close()

    def _deliver(self, publication: Publication) -> bool:
        delivery = publication.deliver()
        refused = [answer.text for answer in publication.refused]
        self._say(Post(self._url, delivery.waiting, delivery.fault, refused))
        return delivery.fault is not None

    def _say(self, post: Post) -> None:
        self._tell(partial(self._hear, post))
