"""A print: papers sent to a printer together, where they came out, who signed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import ContestId, DeviceId, EventId, PersonId

PaperLanguage = Literal["en", "cy"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in one language, in however many copies."""

    kind: str
    language: PaperLanguage


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a print came out: the laptop, and the name of its printer or folder."""

    device: DeviceId
    to: str
    at: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A paper that somebody signed by hand, ticked by a person at ``at``."""

    kind: str
    name: str
    ticked_by: PersonId
    at: str


@dataclass(frozen=True)
class PrintJob:
    """Papers sent to a printer together, under one print number.

    ``replaces`` is the print number of the last papers of the same kinds, 0 for none.
    ``clearance``, ``provisional`` and ``statement`` are what stood when they were sent.
    A print of the hall is about ``contests``, none for all; ``clearances`` are theirs, where it
    shows their results, and ``regrouped`` says that they are not read together like this any more.
    ``given_up`` is why nobody wants them any more; ``collected`` are void papers taken away.
    """

    number: int
    kinds: tuple[str, ...]
    languages: tuple[PaperLanguage, ...]
    copies: int
    replaces: int
    reason: str
    by: PersonId
    device: DeviceId
    at: str
    clearance: EventId | None
    provisional: int
    statement: int
    contests: tuple[ContestId, ...] = ()
    clearances: tuple[EventId, ...] = ()
    regrouped: bool = False
    printed: Printed | None = None
    given_up: str = ""
    collected: frozenset[Paper] = frozenset()
    signed: tuple[Signature, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """List its papers, kind by kind."""
        return tuple(Paper(kind, language) for kind in self.kinds for language in self.languages)
