"""Events of the print desk: papers sent, printed, given up, collected and signed by hand.

Without a contest a print is one of the hall, which has a numbering of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.identifiers import ContestId
from countroom.domain.print_job import PaperLanguage


@dataclass(frozen=True, slots=True)
class SheetsSentToPrinter:
    """Papers of a contest wait for the laptop that prints, under one print number.

    ``replaces`` is the number of the last papers of these kinds, 0 for none; ``reason`` says why
    papers that stand are printed again. A print of the hall names the ``contests`` it is about, in
    the order in which they are read; none where it is about all.
    """

    contest: ContestId | None
    number: int
    kinds: tuple[str, ...]
    languages: tuple[PaperLanguage, ...]
    copies: int
    replaces: int
    reason: str
    contests: tuple[ContestId, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetsPrinted:
    """The laptop that signs this printed them, ``to`` a printer or into a folder by that name."""

    contest: ContestId | None
    number: int
    to: str


@dataclass(frozen=True, slots=True)
class PrintVoided:
    """Nobody wants this print any more: it leaves the queue, or its papers are void."""

    contest: ContestId | None
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class PapersCollected:
    """The void papers of a print were taken off the tables."""

    contest: ContestId | None
    number: int


@dataclass(frozen=True, slots=True)
class PaperSigned:
    """Somebody signed a printed paper by hand."""

    contest: ContestId | None
    number: int
    kind: str
    name: str
