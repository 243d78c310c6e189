"""Who is consulted about a provisional result, and what a recount counts again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from countroom.domain.identifiers import CandidateId, MiniCountId, SheetId
from countroom.domain.rule_set import Asker

if TYPE_CHECKING:
    from countroom.domain.rule_set import RuleSet

AgentKind = Literal["election_agent", "counting_agent_designated", "counting_agent"]
Capacity = Asker | Literal["counting_agent"]
"""As what somebody speaks; an ordinary counting agent watches and asks for nothing."""
Scope = Literal["bundles", "rejected", "mini_counts", "second_count", "whole"]
"""Bundles looked through; rejected papers decided anew; the papers of some mini-counts, of the
second count, of the whole contest counted again."""


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody a candidate appointed in writing, under the name given there."""

    candidate: CandidateId
    kind: AgentKind
    name: str


def kinds_under(rules: RuleSet) -> tuple[AgentKind, ...]:
    """List what can be appointed: a counting agent to ask for recounts only by some laws."""
    kinds: tuple[AgentKind, ...] = get_args(AgentKind)
    return tuple(k for k in kinds if k != "counting_agent_designated" or k in rules.recount_by)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks for a candidate at the consultation.

    ``candidate`` is None for the officer of the whole area, who directs and speaks for nobody.
    """

    candidate: CandidateId | None
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Recount:
    """A recount under way: ``waiting`` are settled sheets nobody has confirmed or opened yet.

    ``number`` counts a contest's recounts from 1; ``version`` is the provisional result it doubts.
    ``asked_by`` is None where the officer wanted it.
    """

    number: int
    version: int
    scope: Scope
    mini_counts: tuple[MiniCountId, ...]
    waiting: tuple[SheetId, ...]
    asked_by: Voice | None
    reason: str
