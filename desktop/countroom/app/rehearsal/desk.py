"""The one laptop of a rehearsal, where everybody's hand is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.count import OpenCount
from countroom.domain.commands import signers
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.wire.chain import Hand

if TYPE_CHECKING:
    from countroom.domain.commands import Command
    from countroom.domain.events import Recorded


class PlayError(Exception):
    """The program refused what a lawful night needs: a bug, never the user's mistake."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open count and the hands of its crew."""

    count: OpenCount
    hands: Mapping[PersonId, Hand]

    def do(self, command: Command) -> tuple[Recorded, ...]:
        """Carry a command out by those who have to sign it."""
        outcome = self.count.do(command, *(self.hands[person] for person in signers(command)))
        if isinstance(outcome, Refusal):
            raise PlayError(f"{command}: {outcome}")
        return outcome
