"""A rehearsal in the window: each step is shown, keyed and done where people would do it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Protocol

from countroom.app.heads import closing_of
from countroom.app.publication import Publication
from countroom.app.rehearsal.desk import PlayError
from countroom.domain.commands import CorrectEntry, EnterSheet, signers
from countroom.domain.refusals import Refusal
from countroom.sync.client import FeedClient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.app.heads import Closing
    from countroom.app.publication import Use
    from countroom.app.rehearsal.night import Played
    from countroom.domain.commands import Command
    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.identifiers import FieldId, PersonId, SheetId
    from countroom.domain.state import Count
    from countroom.wire.chain import Clock, Hand

_STEP_SECONDS: Final = 1.0
_FIELD_SECONDS: Final = 0.15


class StoppedError(Exception):
    """The window was closed while the night was played."""


class Stage(Protocol):
    """The window's part: called from the player's thread, each call returns when it is seen."""

    def show(self, command: Command) -> None:
        """Seat who acts and show the page where it is done."""
        ...

    def key(self, field: FieldId, figure: int) -> None:
        """Key one figure into the field of the sheet that is shown."""
        ...


class VisiblePlayer:
    """Plays at a chosen speed: 1 is about a step a second, 0 does not pause at all."""

    def __init__(
        self, hands: Mapping[PersonId, Hand], use: Use, clock: Clock, stage: Stage, speed: float
    ) -> None:
        self._hands, self._use, self._clock, self._stage = hands, use, clock, stage
        self._speed = speed
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Play no further."""
        self._stopped.set()

    @property
    def state(self) -> Count:
        """Give the count as it is on disk."""
        return self._use(lambda count: count.count)

    def now(self) -> str:
        """Give the night's time."""
        return self._clock.now()

    def closing(self) -> Closing:
        """Give what the closing sheet needs of the file."""
        return self._use(lambda count: closing_of(count.store))

    def until_morning(self) -> None:
        """Go on at once: the clock on the wall is the real one."""

    def save_field(
        self, sheet: SheetId, entry: Ordinal, field: FieldId, person: PersonId, text: str
    ) -> None:
        """Keep nothing here: the field on the page keeps what is keyed into it."""

    def do(self, command: Command) -> tuple[Recorded, ...]:
        """Show a step, do it, and let people look."""
        self._see(self._stage.show, command)
        if isinstance(command, EnterSheet | CorrectEntry):
            for field, figure in command.figures.items():
                self._see(self._stage.key, field, figure, seconds=_FIELD_SECONDS)
        hands = [self._hands[person] for person in signers(command)]
        outcome = self._use(lambda count: count.do(command, *hands))
        if isinstance(outcome, Refusal):
            raise PlayError(f"{command}: {outcome}")
        return outcome

    def _see(
        self, act: Callable[..., None], *values: object, seconds: float = _STEP_SECONDS
    ) -> None:
        if self._stopped.is_set():
            raise StoppedError
        act(*values)
        if self._speed > 0:
            self._stopped.wait(seconds / self._speed)


def deliver_rest(use: Use, feed: str, played: Played) -> None:
    """Send what the window's courier has not sent yet, and keep how that went.

    A night that closes its window by itself would else end before its last declaration is out.
    """
    client = FeedClient(feed)
    try:
        publication = Publication(use, client)
        played.last_delivery = publication.deliver()
        played.refused = next((answer.text for answer in publication.refused), "")
    finally:
        client.close()
