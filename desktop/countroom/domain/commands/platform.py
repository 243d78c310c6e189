"""Commands between clearing and the spoken word: order, calls, how names are said."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import CandidateId, ContestId, PersonId


@dataclass(frozen=True, slots=True)
class SetRunningOrder:
    """Have cleared contests read in this order, those of a group together.

    Cleared ones that are in no group follow in the order in which they were cleared.
    """

    by: PersonId
    groups: tuple[tuple[ContestId, ...], ...]


@dataclass(frozen=True, slots=True)
class CallToPlatform:
    """Call the candidates of these contests, to be read one after the other."""

    by: PersonId
    contests: tuple[ContestId, ...]


@dataclass(frozen=True, slots=True)
class TakeFromPlatform:
    """Take a call back."""

    by: PersonId
    contests: tuple[ContestId, ...]


@dataclass(frozen=True, slots=True)
class NoteHowSaid:
    """Write down how a candidate's name is said; an empty ``said`` takes the note off."""

    by: PersonId
    contest: ContestId
    candidate: CandidateId
    said: str
