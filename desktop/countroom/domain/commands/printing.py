"""Commands of the print desk; without a contest they are about a print of the hall."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.print_job import PaperLanguage


@dataclass(frozen=True, slots=True)
class SendToPrinter:
    """Send papers to the laptop that prints; ``reason`` where the same papers stand already.

    Papers of the hall are about ``contests``, or about all.
    """

    by: PersonId
    contest: ContestId | None
    kinds: tuple[str, ...]
    languages: tuple[PaperLanguage, ...] = ("en",)
    copies: int = 1
    reason: str = ""
    contests: tuple[ContestId, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPrinted:
    """Keep where a print came out; the device does it by itself."""

    contest: ContestId | None
    number: int
    to: str


@dataclass(frozen=True, slots=True)
class VoidPrint:
    """Give a print up before or after it came out."""

    by: PersonId
    contest: ContestId | None
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class CollectPapers:
    """Tick that the void papers of a print are off the tables."""

    by: PersonId
    contest: ContestId | None
    number: int


@dataclass(frozen=True, slots=True)
class TickSigned:
    """Tick that somebody signed a printed paper; ``name`` is who signed it."""

    by: PersonId
    contest: ContestId | None
    number: int
    kind: str
    name: str
