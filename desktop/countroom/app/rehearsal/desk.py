"""The one laptop of a rehearsal, where everybody's hand is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from countroom.app.count import OpenCount
from countroom.app.heads import closing_of
from countroom.domain.commands import signers
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.wire.chain import Hand

if TYPE_CHECKING:
    from countroom.app.heads import Closing
    from countroom.domain.commands import Command
    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.state import Count


class PlayError(Exception):
    """The program refused what a lawful night needs: a bug, never the user's mistake."""


class Player(Protocol):
    """Where a night is played: out of sight, or in a window for people to watch."""

    @property
    def state(self) -> Count:
        """Give the count as it is on disk."""
        ...

    def do(self, command: Command) -> tuple[Recorded, ...]:
        """Carry a command out by those who have to sign it. Raises PlayError when refused."""
        ...

    def save_field(
        self, sheet: SheetId, entry: Ordinal, field: FieldId, person: PersonId, text: str
    ) -> None:
        """Keep one typed field."""
        ...

    def now(self) -> str:
        """Give the night's time, UTC in RFC 3339."""
        ...

    def closing(self) -> Closing:
        """Give what the closing sheet needs of the file."""
        ...

    def until_morning(self) -> None:
        """Let the night pass."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """An open count and the hands of its crew; ``rest`` is how its clock sleeps."""

    count: OpenCount
    hands: Mapping[PersonId, Hand]
    rest: Callable[[], None] = lambda: None

    def do(self, command: Command) -> tuple[Recorded, ...]:
        """Carry a command out by those who have to sign it."""
        outcome = self.count.do(command, *(self.hands[person] for person in signers(command)))
        if isinstance(outcome, Refusal):
            raise PlayError(f"{command}: {outcome}")
        return outcome

    @property
    def state(self) -> Count:
        """Give the count as it is on disk."""
        return self.count.count

    def save_field(
        self, sheet: SheetId, entry: Ordinal, field: FieldId, person: PersonId, text: str
    ) -> None:
        """Keep one typed field."""
        self.count.save_field(sheet, entry, field, person, text)

    def now(self) -> str:
        """Give the night's time."""
        return self.count.chain.now()

    def closing(self) -> Closing:
        """Give what the closing sheet needs of the file."""
        return closing_of(self.count.store)

    def until_morning(self) -> None:
        """Let the night pass."""
        self.rest()
