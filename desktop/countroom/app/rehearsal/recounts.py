"""Agents at a rehearsal: appointed, refused, and granted a recount of every scope in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from countroom.app.rehearsal.reasons import (
    CAME_BACK_BLANK,
    CLOSE,
    FAR_APART,
    LOOKED_THROUGH,
    OFFICER,
    SHEETS_RAN_OUT,
    SUPERVISOR,
)
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.consultation import Agent, Voice
from countroom.domain.consulting import sheets_in
from countroom.domain.sheets import kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from countroom.app.rehearsal.counting import Counting
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.keying import Keying
    from countroom.domain.consultation import Scope
    from countroom.domain.events import ConsultationOutcome
    from countroom.domain.identifiers import ContestId, MiniCountId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState, SheetState

    Card = Scope | Literal["refuse"]

_CARDS: Final[tuple[Card, ...]] = ("refuse", "bundles", "rejected", "mini_counts", "whole")
_ON_NEW_SHEETS: Final[tuple[Card, ...]] = ("mini_counts", "whole")
_OPENED: Final = 4
"""One in so many sheets is opened and keyed again; the others are confirmed as unchanged."""
_INITIALS: Final = "ABCDEFGHJKLMNPRSTW"


class Recounts:
    """Plays the consultation of each ward; without ``chance`` nobody asks for anything.

    Papers counted again give the same figures: the night ends as the published one did.
    """

    def __init__(
        self, player: Player, keying: Keying, counting: Counting, chance: Random | None
    ) -> None:
        self._do = player.do
        self._player, self._keying, self._counting = player, keying, counting
        self._chance = chance
        self.officer = OFFICER
        self._dealt: dict[int, Card] = {}
        self._wards = 0

    def plan(self, wards: int) -> None:
        """Deal refusal and scopes to some of so many wards, each once where there are enough."""
        if self._chance is None:
            return
        cards = self._chance.sample(_CARDS, min(len(_CARDS), (wards + 1) // 2))
        places = self._chance.sample(range(wards), len(cards))
        self._dealt = dict(zip(places, cards, strict=True))

    def appoint(self, contest: ContestId) -> None:
        """Take down an election agent and a counting agent for every candidate."""
        if self._chance is None:
            return
        agents = []
        for at, one in enumerate(self._state(contest).contest.candidates):
            first, second = (_INITIALS[(2 * at + n) % len(_INITIALS)] for n in range(2))
            agents.append(Agent(one.id, "election_agent", f"{first}. Agent"))
            agents.append(Agent(one.id, "counting_agent", f"{second}. Teller"))
        self._do(do.AppointAgents(SUPERVISOR, contest, tuple(agents)))

    def play(self, contest: ContestId) -> ConsultationOutcome | None:
        """Play what was dealt to the next ward; how its consultation ends, None where as usual."""
        card = self._dealt.get(self._wards)
        self._wards += 1
        state = self._state(contest)
        if state.provisional is not None and state.provisional.tied and card in (None, "refuse"):
            card = "whole"  # equal for the last seat: never a lot before a recount
        if card is None or self._chance is None or state.provisional is None:
            return None
        voice, version = _loser(state), state.provisional.version
        if card == "refuse":
            self._do(do.RefuseRecount(self.officer, contest, version, voice, FAR_APART))
            return None
        tables = self._tables(state) if card == "mini_counts" else ()
        old = sheets_in(state, card, tables)
        if not old:
            return None
        new = card in _ON_NEW_SHEETS and _renewable(state, old)
        self._do(do.GrantRecount(self.officer, contest, version, voice, card, tables, CLOSE, new))
        if new:
            self._key_anew(contest, old)
        else:
            self._go_through(contest)
        self._counting.settle(contest)
        self._do(do.ReachProvisionalResult(SUPERVISOR, contest))
        return "bundles_inspected" if card == "bundles" else "agreed"

    def _go_through(self, contest: ContestId) -> None:
        """Open some sheets and key them again; two people confirm the others together."""
        unchanged = []
        for at, id_ in enumerate(self._state(contest).to_confirm):
            sheet = self._state(contest).sheets[id_]
            if at and self._one_in(_OPENED):
                self._do(do.ReopenSheet(SUPERVISOR, id_, LOOKED_THROUGH))
                self._keying.enter_twice(sheet.sheet, sheet.settled or {})
            else:
                unchanged.append(id_)
        number = self._state(contest).recounts
        self._do(do.ConfirmUnchanged(SUPERVISOR, self.officer, contest, number, tuple(unchanged)))

    def _key_anew(self, contest: ContestId, old: Sequence[SheetState]) -> None:
        """Key the same papers on the new set; what the set is short of comes without a number."""
        left = list(old)
        blank = []
        for new in self._state(contest).papers_out:
            found = next((one for one in left if _alike(one.sheet, new.sheet)), None)
            if found is None:
                blank.append(new.sheet.id)
            else:
                left.remove(found)
                self._keying.enter_twice(new.sheet, found.settled or {})
        for one in left:
            sheet = self._another(contest, one.sheet)
            self._keying.enter_twice(sheet, one.settled or {})
        if blank:
            self._do(do.WithdrawSheets(SUPERVISOR, contest, tuple(blank), CAME_BACK_BLANK))

    def _another(self, contest: ContestId, like: Sheet) -> Sheet:
        command = do.AddSheet(SUPERVISOR, contest, like.kind, None, like.mini_count, SHEETS_RAN_OUT)
        (added,) = (r.event.sheet for r in self._do(command) if isinstance(r.event, ev.SheetAdded))
        return added

    def _tables(self, state: ContestState) -> tuple[MiniCountId, ...]:
        """Choose one table among those that counted papers."""
        every = [one.id for one in state.contest.counted_in]
        used = [one for one in every if sheets_in(state, "mini_counts", (one,))]
        return (used[self._chance.randrange(len(used))],) if used and self._chance else ()

    def _one_in(self, how_many: int) -> bool:
        return self._chance is not None and self._chance.randrange(how_many) == 0

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]


def _loser(state: ContestState) -> Voice:
    """Name the election agent of the candidate who lost by the least."""
    votes = state.results[-1].totals.votes
    elected = state.results[-1].elected
    losers = [one.id for one in state.contest.candidates if one.id not in elected]
    return Voice(max(losers, key=lambda one: votes[one]), "election_agent")


def _renewable(state: ContestState, old: Sequence[SheetState]) -> bool:
    """Say whether tables print again what they counted on: none changed its depth half-way."""
    kinds = {one.id: set(kinds_of(state.contest, one)) for one in state.contest.counted_in}
    return all(
        one.sheet.mini_count is not None and one.sheet.kind in kinds[one.sheet.mini_count]
        for one in old
    )


def _alike(one: Sheet, other: Sheet) -> bool:
    return (one.kind, one.mini_count) == (other.kind, other.mini_count)
