"""Who is consulted about a provisional result, and what a recount counts again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import CandidateId, MiniCountId, SheetId
from countroom.domain.rule_set import Asker

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
