"""Events of the result: from the warnings answered to the spoken word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from countroom.domain.consultation import Voice
from countroom.domain.declaration import CorrectionReason, Declaration, Lot, Totals
from countroom.domain.guidance import GuidanceStep
from countroom.domain.identifiers import CandidateId, ContestId, EventId

ConsultationOutcome = Literal["agreed", "nobody_present", "bundles_inspected"]


@dataclass(frozen=True, slots=True)
class FindingAnswered:
    """A supervisor answered a warning about these names; another figure makes the answer lapse."""

    contest: ContestId
    code: str
    numbers: Mapping[str, int]
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ProvisionalResultReached:
    """All sheets are in and papers conserved: the result is told to candidates and agents.

    Where nobody has more than half of the first preferences, those ``remaining`` go on to a second
    count and nobody is elected yet.
    """

    contest: ContestId
    version: int
    totals: Totals
    elected: tuple[CandidateId, ...]
    tied: tuple[CandidateId, ...]
    remaining: tuple[CandidateId, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsultationClosed:
    """The officer closed the consultation on one provisional version (SI 2006/3304 r. 46).

    ``present`` are those the officer noted as there; nobody's silence or absence blocks.
    """

    contest: ContestId
    version: int
    outcome: ConsultationOutcome
    present: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class LotDrawn:
    """A lot decided a seat or the longer of two terms; the votes stay as counted.

    SI 2006/3304 Sch 2 r. 49; Local Government Act 1972 s. 89.
    """

    contest: ContestId
    version: int
    lot: Lot


@dataclass(frozen=True, slots=True)
class GuidanceStepTaken:
    """A step of the guidance was taken on a provisional version whose totals do not agree."""

    contest: ContestId
    version: int
    step: GuidanceStep


@dataclass(frozen=True, slots=True)
class ResultCleared:
    """An officer signed the result for the platform; reversible until it is spoken.

    ``reason`` and ``steps`` are empty unless the totals are not reconciled; then a second
    officer signs as well. The names of the steps go out with it, who took them stays in the log.
    """

    contest: ContestId
    declaration: Declaration
    print_number: int
    reason: str
    steps: tuple[GuidanceStep, ...]


@dataclass(frozen=True, slots=True)
class ClearanceWithdrawn:
    """An officer took a cleared result back; its printed papers are void."""

    contest: ContestId
    cleared: EventId
    reason: str


@dataclass(frozen=True, slots=True)
class ResultSpoken:
    """The words were said: the contest is declared, one way.

    ``cleared`` names the event whose figures were spoken; a slip of the tongue is a ``note``.
    """

    contest: ContestId
    cleared: EventId
    spoken_at: str
    note: str


@dataclass(frozen=True, slots=True)
class DeclarationReceipted:
    """The feed answered that it holds the declaration; ``receipt`` is its signed answer.

    ``declared`` is the event that made it one (spoken, or returned uncontested); ``index`` its
    place in the feed's log, from 0.
    """

    contest: ContestId
    declared: EventId
    index: int
    receipt: str


@dataclass(frozen=True, slots=True)
class DeclaredOnPaper:
    """The result was declared from a paper written by hand; two officers took it down after."""

    contest: ContestId
    declaration: Declaration
    print_number: int
    spoken_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeclarationCorrected:
    """Two officers corrected the record of a declared result; the earlier figures stay beside it.

    ``declaration`` supersedes the event it names; ``note`` says in words what was wrong.
    """

    contest: ContestId
    declaration: Declaration
    print_number: int
    reason: CorrectionReason
    note: str
