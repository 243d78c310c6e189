"""Events of the consultation: agents, recounts asked for, refused, granted and counted."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.consultation import Agent, Scope, Voice
from countroom.domain.identifiers import CandidateId, ContestId, MiniCountId, SheetId
from countroom.domain.sheets import Pad


@dataclass(frozen=True, slots=True)
class AgentsAppointed:
    """The agents of a contest's candidates as appointed in writing; the last list stands."""

    contest: ContestId
    agents: tuple[Agent, ...]


@dataclass(frozen=True, slots=True)
class RecountRefused:
    """The officer found a request unreasonable (SI 2006/3304 Sch 2 r. 46)."""

    contest: ContestId
    version: int
    asked_by: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class RecountGranted:
    """Papers are counted again; the provisional result stands no longer.

    ``asked_by`` is None where the officer wanted it. ``sheets`` are to be confirmed or opened one
    by one; where the count comes on new ``pads``, they are given up as a set instead.
    """

    contest: ContestId
    number: int
    version: int
    asked_by: Voice | None
    scope: Scope
    mini_counts: tuple[MiniCountId, ...]
    sheets: tuple[SheetId, ...]
    pads: tuple[Pad, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SheetsUnchanged:
    """Two people confirmed that papers counted again gave the figures of these sheets."""

    contest: ContestId
    recount: int
    sheets: tuple[SheetId, ...]


@dataclass(frozen=True, slots=True)
class SecondCountOpened:
    """Second preferences of those who voted for nobody ``remaining`` are counted on new sheets."""

    contest: ContestId
    version: int
    remaining: tuple[CandidateId, ...]
    pads: tuple[Pad, ...]
