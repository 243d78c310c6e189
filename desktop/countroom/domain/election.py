"""What is elected, by whom and from which ballot paper: the facts proven before a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    ElectionId,
    PartyId,
    RuleSetId,
)

Environment = Literal["live", "test"]
BoxKind = Literal["station", "postal"]


@dataclass(frozen=True, slots=True)
class Party:
    """A registered party as shown on results; ``group`` is the short code used for control."""

    id: PartyId
    name: str
    group: str

    @property
    def key(self) -> str:
        """Give the code under which seats are counted for control.

        Parties of one group (Labour, Labour and Co-operative) count together; those of the
        rest group OTH count each for itself.
        """
        return self.group if self.group != "OTH" else (self.id or f"OTH:{self.name}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person validly nominated, with the place on the ballot paper counted from 1."""

    id: CandidateId
    number: int
    name: str
    surname: str
    description: str
    party: Party


@dataclass(frozen=True, slots=True)
class BallotBox:
    """A physical box; the postal papers of a contest come in boxes of their own."""

    id: BoxId
    kind: BoxKind
    place: str


@dataclass(frozen=True, slots=True)
class Contest:
    """One set of vacancies decided together, in a poll in one ward.

    ``terms`` gives the day each seat's term ends where they differ, longest first; empty when
    all are the same. ``electorate`` is dated by ``electorate_source``; ``postal_issued`` is None
    where it is not known. Source: SI 2006/3304 Sch 2 rr. 15, 16.
    """

    id: ContestId
    election: ElectionId
    area: str
    area_code: str
    seats: int
    electorate: int | None
    electorate_source: str
    rule_set: RuleSetId
    candidates: tuple[Candidate, ...]
    boxes: tuple[BallotBox, ...]
    terms: tuple[str, ...] = ()
    postal_issued: int | None = None
    by_election: bool = False
    keeps_unused_votes: bool = False

    @property
    def uncontested(self) -> bool:
        """Say whether there is no poll, candidates not exceeding vacancies."""
        return len(self.candidates) <= self.seats

    def candidate(self, candidate: CandidateId) -> Candidate:
        """Find a candidate by id; raise KeyError for a stranger."""
        for found in self.candidates:
            if found.id == candidate:
                return found
        raise KeyError(candidate)


@dataclass(frozen=True, slots=True)
class Composition:
    """Seats of a council before the poll, by party key, in numbers of councillors.

    ``seats_total`` is the council's size after the poll, ``seats_before`` the one before it: a
    boundary review may change it, and control before is a majority of the seats there were.
    ``before`` is the eve of poll; ``continuing`` the seats not up; ``last_fought`` the seats up
    by who won them when they were last fought, None where that is not known and
    ``last_fought_unknown`` says why. Vacant seats are what the sum lacks.
    """

    seats_total: int
    seats_before: int
    before: Mapping[str, int]
    continuing: Mapping[str, int]
    last_fought: Mapping[str, int] | None
    last_fought_unknown: str
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class Council:
    """The body elected: id (three letters), slug, names, official region."""

    id: str
    slug: str
    name: str
    name_cy: str
    region: str
    nation: str


@dataclass(frozen=True, slots=True)
class Election:
    """All contests of one body on one day; ``combined`` polls share stations and a hall gate."""

    id: ElectionId
    name: str
    polling_day: str
    council: Council
    returning_officer: str
    composition: Composition | None
    source: str
    licence: str
    combined: bool = False
