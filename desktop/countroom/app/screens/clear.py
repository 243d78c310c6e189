"""The page before clearing: the lines to read back, what is still to do, who will be elected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.before_clearing import Condition, conditions
from countroom.app.screens.read_back import Line, read_lines
from countroom.app.screens.result import Name, name_of
from countroom.domain.electing import final_votes, outcome_of
from countroom.domain.election import Party
from countroom.domain.identifiers import CandidateId, PersonId
from countroom.domain.reconciling import unreconciled

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.screens.read_back import ReadBack
    from countroom.domain.state import ContestState, Count, Provisional
    from countroom.texts.catalogue import Texts


@dataclass(frozen=True, slots=True)
class WillDeclare:
    """Somebody to be declared elected."""

    candidate: CandidateId
    name: Name
    party: Party
    votes: int


@dataclass(frozen=True, slots=True)
class ClearScreen:
    """Everything on the read-back page; ``codes`` are the checks that the totals do not meet.

    ``candidates`` of the ``lines`` are candidates, the rest rejected papers.
    """

    lines: tuple[Line, ...]
    candidates: int
    conditions: tuple[Condition, ...]
    elected: tuple[WillDeclare, ...]
    codes: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Say whether nothing keeps the result from being cleared."""
        return all(condition.progress == "done" for condition in self.conditions)


def clear_screen(
    count: Count,
    state: ContestState,
    texts: Texts,
    read_back: ReadBack,
    reason: str = "",
    named: Callable[[PersonId], str] = str,
) -> ClearScreen:
    """Work out the read-back page; ``named`` names a person as shown.

    ``reason`` is what the officer wrote for totals that do not agree. Without a provisional
    result it has no lines.
    """
    provisional = state.provisional
    if provisional is None:
        nothing = texts.say("There is no provisional result yet")
        return ClearScreen((), 0, (Condition("result", "now", nothing, ""),), (), ())
    lines = tuple(read_lines(state, provisional, texts))
    return ClearScreen(
        lines,
        len(state.contest.candidates),
        conditions(count, state, texts, read_back, lines, reason, named),
        _elected(state, provisional),
        unreconciled(count, state, provisional.totals),
    )


def _elected(state: ContestState, provisional: Provisional) -> tuple[WillDeclare, ...]:
    votes = final_votes(provisional.totals)
    result = outcome_of(state, provisional.totals)
    found = [state.contest.candidate(candidate) for candidate in result.elected]
    return tuple(WillDeclare(c.id, name_of(c), c.party, votes[c.id]) for c in found)
