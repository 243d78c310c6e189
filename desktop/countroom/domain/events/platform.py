"""Events between clearing and the spoken word: the running order, calls, how names are said."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import CandidateId, ContestId


@dataclass(frozen=True, slots=True)
class RunningOrderSet:
    """The cleared contests are to be read in this order; those of a group are read together."""

    groups: tuple[tuple[ContestId, ...], ...]


@dataclass(frozen=True, slots=True)
class CalledToPlatform:
    """The candidates of these contests were called to stand beside the returning officer."""

    contests: tuple[ContestId, ...]


@dataclass(frozen=True, slots=True)
class TakenFromPlatform:
    """A call was taken back: these contests are the next to be called again."""

    contests: tuple[ContestId, ...]


@dataclass(frozen=True, slots=True)
class HowSaidNoted:
    """Somebody wrote down how a candidate's name is said, for who reads it out; empty for none.

    It never leaves the room.
    """

    contest: ContestId
    candidate: CandidateId
    said: str
