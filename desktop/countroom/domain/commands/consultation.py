"""Commands of the consultation: agents, and recounts from the request to the last sheet."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.consultation import Agent, Scope, Voice
from countroom.domain.identifiers import ContestId, MiniCountId, PersonId, SheetId


@dataclass(frozen=True, slots=True)
class AppointAgents:
    """Take down whom the candidates of a contest appointed; the list replaces the last one."""

    by: PersonId
    contest: ContestId
    agents: tuple[Agent, ...]


@dataclass(frozen=True, slots=True)
class RefuseRecount:
    """Refuse a request as unreasonable; ``version`` is the result it was about."""

    by: PersonId
    contest: ContestId
    version: int
    asked_by: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class GrantRecount:
    """Have papers counted again; without ``asked_by`` of the officer's own motion.

    ``mini_counts`` narrow the scope, all without any. ``on_new_sheets`` gives up the sheets of
    whole mini-counts for fresh ones.
    """

    by: PersonId
    contest: ContestId
    version: int
    asked_by: Voice | None
    scope: Scope
    mini_counts: tuple[MiniCountId, ...]
    reason: str
    on_new_sheets: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmUnchanged:
    """Confirm, two people together, that the count again gave the figures of these sheets."""

    by: PersonId
    second: PersonId
    contest: ContestId
    recount: int
    sheets: tuple[SheetId, ...]


@dataclass(frozen=True, slots=True)
class OpenSecondCount:
    """Go on to the second count on the first one's result, once agents had their say."""

    by: PersonId
    contest: ContestId
    version: int
