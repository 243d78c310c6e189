"""Wards that the returning officer reads together: called as one group, spoken one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.reasons import SUPERVISOR
from countroom.domain import commands as do

if TYPE_CHECKING:
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.identifiers import ContestId

_TOGETHER: Final = 3
_FEWEST: Final = 6
"""Wards of a night in which some wait for others."""


class Batch:
    """Holds cleared wards back until the group is complete.

    A supervisor beside the platform calls them and says when each is spoken: that needs no letter.
    """

    def __init__(self, player: Player, chance: Random | None) -> None:
        self._player, self._chance = player, chance
        self._from = self._seen = 0
        self._left = 0
        self._waiting: list[ContestId] = []

    def plan(self, wards: int) -> None:
        """Choose from which ward on results wait for each other; none in a quiet or short night."""
        if self._chance is not None and wards >= _FEWEST:
            self._from, self._left = self._chance.randrange(wards // 2 - 1), _TOGETHER

    def spoken(self, contest: ContestId) -> tuple[ContestId, ...] | None:
        """Take a cleared ward; give those spoken by now, None where it waits for nobody."""
        self._seen += 1
        if not self._left or self._seen <= self._from:
            return None
        self._left -= 1
        self._waiting.append(contest)
        return () if self._left else self.rest()

    def rest(self) -> tuple[ContestId, ...]:
        """Read all that still wait for each other, none or the whole group."""
        group, self._waiting = tuple(self._waiting), []
        if not group:
            return ()
        first = self._player.state.contests[group[0]].contest.candidates[0]
        said = _as_it_sounds(first.surname)
        self._player.do(do.NoteHowSaid(SUPERVISOR, group[0], first.id, said))
        self._player.do(do.SetRunningOrder(SUPERVISOR, (group,)))
        self._player.do(do.CallToPlatform(SUPERVISOR, group))
        for contest in group:
            self._player.do(do.SpeakResult(SUPERVISOR, contest, self._player.now()))
        return group


def _as_it_sounds(surname: str) -> str:
    """Write a name with its beginning in capitals, as somebody would who heard the stress."""
    return f"{surname[:3].upper()}-{surname[3:].lower()}" if surname[3:] else surname.upper()
