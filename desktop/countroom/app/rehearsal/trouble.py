"""Trouble at the end of a rehearsed night: papers that nobody finds, an officer who goes home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.crew import TITLES
from countroom.app.rehearsal.mishaps import strayed, untouched
from countroom.app.rehearsal.reasons import (
    ADJUDICATOR,
    ADMINISTRATOR,
    DEPUTY,
    LETTER_GIVEN,
    OFFICER,
    OFFICER_BACK,
)
from countroom.domain import commands as do
from countroom.domain.people import Appointment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.programme import Ward
    from countroom.domain.identifiers import ElectionId, PersonId
    from countroom.domain.people import Power

_LEAST_WARDS: Final = 3
_MOST_MISLAID: Final = 4


class Trouble:
    """Mislays papers of one ward, and takes the returning officer away for another's end.

    Without ``chance`` neither happens. The votes stay those published: what is mislaid was in a
    box beside its own papers, so the ward is cleared as not reconciled.
    """

    def __init__(self, player: Player, chance: Random | None) -> None:
        self._do, self._player, self._chance = player.do, player, chance
        self._leaves: int | None = None
        self.mislaid: int | None = None
        self.left = 0

    def plan(self, wards: Sequence[Ward], *, eventful: bool) -> tuple[Ward, ...]:
        """Choose the ward that will not reconcile, in an eventful night of several."""
        able = [n for n, one in enumerate(wards) if untouched(one.published.contest, one.paper)]
        if self._chance is None or not (eventful and able and len(wards) >= _LEAST_WARDS):
            return tuple(wards)
        self.mislaid = self._chance.choice(able)
        papers = self._chance.randrange(1, _MOST_MISLAID)
        changed = _with_more(wards[self.mislaid], papers)
        return (*wards[: self.mislaid], changed, *wards[self.mislaid + 1 :])

    def plan_leave(self, wards: int, others: Collection[int], *, eventful: bool) -> None:
        """Choose the ward whose end the officer misses, among those nothing else befell."""
        free = [n for n in range(wards) if n not in others]
        if self._chance is not None and eventful and free and wards >= _LEAST_WARDS:
            self._leaves = self._chance.choice(free)

    def officer_for(self, at: int, election: ElectionId) -> PersonId:
        """Say who signs a ward: a deputy, by a letter given now, while the officer is away."""
        if at != self._leaves:
            return OFFICER
        powers: tuple[Power, ...] = ("adjudicate", "verify", "recount", "lot", "clear")
        self._give((Appointment(election, powers, TITLES[1]),), LETTER_GIVEN)
        self._do(do.NotePersonLeft(DEPUTY, OFFICER))
        self.left += 1
        return ADJUDICATOR

    def come_back(self) -> None:
        """Let the officer sign again where they were away; the deputy's first letter holds."""
        if OFFICER in self._player.state.away:
            self._do(do.NotePersonReturned(DEPUTY, OFFICER))
            self._give((Appointment(None, ("adjudicate",), TITLES[2]),), OFFICER_BACK)

    def _give(self, letters: tuple[Appointment, ...], reason: str) -> None:
        roles = self._player.state.people[ADJUDICATOR].roles
        self._do(do.ChangeAppointments(ADMINISTRATOR, ADJUDICATOR, roles, letters, reason))


def _with_more(ward: Ward, papers: int) -> Ward:
    """Let a box hold papers that are on no table later."""
    box = untouched(ward.published.contest, ward.paper)[0]
    return replace(ward, paper=strayed(ward.paper, box.id, papers), mislaid=papers)
