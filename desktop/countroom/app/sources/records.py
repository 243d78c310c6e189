"""What a source says of one polling day, as given: contests, candidates, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from countroom.app.sources.tables import SourceFault
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId


@dataclass(frozen=True, slots=True)
class SourceContest:
    """A contest as a source has it; None where the source has no figure.

    ``ballot_papers`` are all verified papers, ``rejected`` those of them rejected under any head,
    ``turnout`` is in hundredths of a percent, ``label`` the source's own mark for where the row
    comes from. ``council`` is the slug.
    """

    id: ContestId
    date: str
    council_id: str
    council: str
    ward: str
    gss: str
    seats: int
    by_election: bool
    uncontested: bool
    electorate: int | None
    ballot_papers: int | None
    rejected: int | None
    turnout: int | None
    flags: tuple[str, ...]
    label: str

    @property
    def of_mayor(self) -> bool:
        """Say whether this is the poll for a directly elected mayor, by Democracy Club's form."""
        return self.id.startswith("mayor.")


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A candidate as a source has them; set-up leaves ``votes`` and ``elected`` alone.

    ``person`` is Democracy Club's number for the person, empty where there is none; ``written``
    the name as the source has it, where it was mended.
    """

    contest: ContestId
    name: str
    surname: str
    forenames: str
    party: Party
    votes: int | None
    elected: bool | None
    person: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What cannot be known, or had to be chosen: a code with details, spoken by ``texts``."""

    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """All that a source says of one polling day; ``contests`` are by the council's slug."""

    date: str
    contests: Mapping[str, tuple[SourceContest, ...]]
    candidates: Mapping[ContestId, tuple[SourceCandidate, ...]]
    faults: tuple[SourceFault, ...]

    def candidates_in(self, contest: SourceContest) -> tuple[SourceCandidate, ...]:
        """Give the candidates of a contest in the source's order, which means nothing."""
        return self.candidates.get(contest.id, ())

    def faults_of(self, council: str) -> tuple[SourceFault, ...]:
        """Give the faults that concern one council, those of whole files included."""
        return tuple(fault for fault in self.faults if fault.council in ("", council))
