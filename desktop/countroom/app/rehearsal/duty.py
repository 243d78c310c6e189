"""Who is at the desks: two to key each sheet, and somebody who may still settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.reasons import KEYERS, NOBODY_TO_SETTLE, OFFICER, SUPERVISOR
from countroom.domain import commands as do
from countroom.domain.staffing import who_may_settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.sheets import Sheet


class Duty:
    """The crew as the count has it: who went home is asked for nothing.

    ``officer`` signs what an officer has to, a deputy while the returning officer is away.
    """

    def __init__(self, player: Player, random: Random) -> None:
        self._player, self._random = player, random
        self.officer = OFFICER

    def keyers(self) -> tuple[PersonId, PersonId]:
        """Choose who keys first and second; the supervisor steps in where a keyer is missing."""
        away = self._player.state.away
        here = [keyer for keyer in KEYERS if keyer not in away]
        first, second = self._random.sample(here if len(here) > 1 else [*here, SUPERVISOR], 2)
        return first, second

    def supervised(self, sheet: Sheet) -> bool:
        """Say whether a supervisor is here who keyed none of a sheet."""
        count = self._player.state
        state = count.contests[sheet.contest]
        return SUPERVISOR in who_may_settle(count, state, state.sheets[sheet.id])

    def settle(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Settle what differs from the paper; a keyer does it by exception where nobody may."""
        if self.supervised(sheet):
            self._player.do(do.SettleSheet(SUPERVISOR, sheet.id, true))
            return
        keyer = next(one for one in KEYERS if one not in self._player.state.away)
        if keyer not in self._player.state.contests[sheet.contest].exceptions:
            exception = do.RecordException(self.officer, sheet.contest, keyer, NOBODY_TO_SETTLE)
            self._player.do(exception)
        self._player.do(do.SettleSheet(keyer, sheet.id, true, self.officer))
