"""A rehearsal without the program for a moment: results declared on paper, one copied wrongly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.reasons import (
    COPIED_WRONGLY,
    DEPUTY,
    OFFICER,
    POWER_FAILED,
)
from countroom.domain import commands as do
from countroom.domain.declaration import Reading
from countroom.domain.electing import outcome, outcome_of, seats_drawn

if TYPE_CHECKING:
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState

_LEAST_WARDS: Final = 3
_POWER_FAILS: Final = 4
"""In one of so many halls the program is out of the room for two wards."""
_MISREAD: Final = 10
"""Votes that whoever wrote the sheet gave to the last candidate too many."""


class OnRecord:
    """Declares two wards on paper, the second from a sheet with a slip that is corrected later.

    Without ``chance`` the program never fails. The record ends with the published figures.
    """

    def __init__(self, player: Player, chance: Random | None) -> None:
        self._do, self._player, self._chance = player.do, player, chance
        self._places: tuple[int, ...] = ()
        self._wards = 0
        self._wrong: tuple[ContestId, Totals] | None = None

    @property
    def places(self) -> tuple[int, ...]:
        """Give the wards that were chosen, by place."""
        return self._places

    def plan(self, wards: int, *, eventful: bool, but: int | None = None) -> None:
        """Choose two of so many wards ``but`` one; in an eventful night it happens for sure."""
        if self._chance is None or wards < _LEAST_WARDS:
            return
        if eventful or self._chance.randrange(_POWER_FAILS) == 0:
            able = [n for n in range(wards) if n != but]
            self._places = tuple(sorted(self._chance.sample(able, 2)))

    def play(self, contest: ContestId) -> bool:
        """Declare the next ward on paper where it was chosen; say whether that was done."""
        at, self._wards = self._wards, self._wards + 1
        state = self._player.state.contests[contest]
        if at not in self._places or state.provisional is None:
            return False
        true = state.provisional.totals
        elected = outcome_of(state, true).elected
        written = _with_slip(state, true) if at == self._places[-1] else true
        if written != true:
            self._wrong = contest, true
        read = Reading(written, elected, self._player.now())
        self._do(do.DeclareOnPaper(OFFICER, DEPUTY, contest, read, read, POWER_FAILED))
        return True

    def correct(self) -> ContestId | None:
        """Have the slip corrected, once somebody compared; give the ward, None without one."""
        if self._wrong is None:
            return None
        contest, true = self._wrong
        elected = self._player.state.contests[contest].elected
        self._do(
            do.CorrectDeclaration(
                OFFICER, DEPUTY, contest, true, elected, "transcription", COPIED_WRONGLY
            )
        )
        return contest


def _with_slip(state: ContestState, true: Totals) -> Totals:
    """Write the last candidate's votes down wrongly, unless others would be elected by that."""
    last = min(true.votes, key=lambda one: (true.votes[one], one))
    wrong = replace(true, votes={**true.votes, last: true.votes[last] + _MISREAD})
    found = outcome(state.rules.system, state.contest.seats, wrong, ())
    drawn = seats_drawn(state.lots)
    same = not drawn and found == outcome(state.rules.system, state.contest.seats, true, ())
    return wrong if same else true
