"""What is elected, by whom and from which ballot paper: the facts proven before a count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal

from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    ElectionId,
    MiniCountId,
    PartyId,
    RuleSetId,
)

Environment = Literal["live", "test"]
BoxKind = Literal["station", "postal"]
Depth = Literal["totals", "team_summary", "every_sheet"]
"""How much of the paper is keyed: sums of a mini-count, of a table, or each counting sheet."""
Incumbent = Literal["", "this_ward", "other_ward"]
CalledOff = Literal["countermanded", "abandoned"]
"""A candidate died before the poll, or between its opening and the declaration."""


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
    """A person validly nominated, with the place on the ballot paper counted from 1.

    ``name`` is as printed on the ballot paper; ``full_name`` and what they held before are known
    only where the council supplied them.
    """

    id: CandidateId
    number: int
    name: str
    surname: str
    description: str
    party: Party
    full_name: str = ""
    incumbent: Incumbent = ""


@dataclass(frozen=True, slots=True)
class BallotBox:
    """A box in one contest; the postal papers of a contest come in boxes of their own.

    Contests that share a station share the box's id, each with its own ``electorate`` there and
    its own papers ``entrusted``; None where the set-up does not say. Boxes of one
    ``polling_place`` may have exchanged papers. A station's second box stands ``beside`` the first,
    whose account is for both: a station has one account however many boxes it filled.
    """

    id: BoxId
    kind: BoxKind
    place: str
    polling_place: str = ""
    electorate: int | None = None
    entrusted: int | None = None
    beside: BoxId | None = None

    @property
    def stands_alone(self) -> bool:
        """Say whether this is a station's only or first box: the one its account is of."""
        return self.kind == "station" and self.beside is None


@dataclass(frozen=True, slots=True)
class MiniCount:
    """A table or team that counts the papers of some boxes, mixed (SI 2006/3304 Sch 2 r. 45).

    ``sheets`` is how many numbered counting sheets are printed for it, spares included, where
    every sheet is keyed. ``alone_because`` is the reason where one box alone feeds it: proven with
    the set-up, or given by the officer who opens the table in the night.
    """

    id: MiniCountId
    table: str
    boxes: tuple[BoxId, ...]
    depth: Depth = "totals"
    sheets: int = 0
    alone_because: str = ""


@dataclass(frozen=True, slots=True)
class PreviousResult:
    """How the contest before this one ended, by party key: seats won, votes of its best placed.

    Not ``comparable`` where the boundary changed and nobody made notional figures;
    ``notional_by`` names who made them, empty for the real ones.
    """

    polling_day: str
    seats: Mapping[str, int]
    votes: Mapping[str, int]
    comparable: bool
    notional_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Contest:
    """One set of vacancies decided together, in a poll in one ward.

    ``terms`` gives the day each seat's term ends where they differ, longest first; empty when
    all are the same. ``electorate`` is dated by ``electorate_source``; ``postal_issued`` is None
    where it is not known. Without ``mini_counts`` the whole contest is one. ``expected_at`` is
    when the result is awaited, UTC in RFC 3339, empty where nobody said.
    Source: SI 2006/3304 Sch 2 rr. 15, 16.
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
    mini_counts: tuple[MiniCount, ...] = ()
    previous: PreviousResult | None = None
    boundary_changed: bool = False
    expected_at: str = ""

    @property
    def uncontested(self) -> bool:
        """Say whether there is no poll, candidates not exceeding vacancies."""
        return len(self.candidates) <= self.seats

    @property
    def electorate_to_prove(self) -> int | None:
        """Give the electorate that two people key from the register; none without a poll."""
        return None if self.uncontested else self.electorate

    @property
    def counted_in(self) -> tuple[MiniCount, ...]:
        """List the mini-counts; the whole contest is one where none are named."""
        whole = MiniCount(MiniCountId("A"), "", tuple(box.id for box in self.boxes))
        return self.mini_counts or (whole,)

    def box(self, box: BoxId) -> BallotBox | None:
        """Find a box of this contest."""
        return next((one for one in self.boxes if one.id == box), None)

    def of_one_station(self, boxes: Collection[BoxId]) -> bool:
        """Say whether these boxes hold one station's papers alone, or one postal box's."""
        return len({box.beside or box.id for box in self.boxes if box.id in boxes}) == 1

    def candidate(self, candidate: CandidateId) -> Candidate:
        """Find a candidate by id; raise KeyError for a stranger."""
        for found in self.candidates:
            if found.id == candidate:
                return found
        raise KeyError(candidate)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What of a contest no keyed figure rests on: words, parties, times, what was before.

    ``candidates`` are those of the contest with their numbers; seats, boxes, tables, electorate
    and law are none of it.
    """

    candidates: tuple[Candidate, ...]
    terms: tuple[str, ...]
    postal_issued: int | None
    expected_at: str
    previous: PreviousResult | None
    boundary_changed: bool

    def of(self, contest: Contest) -> Contest:
        """Give a contest with these particulars and all else as it is."""
        return replace(contest, **{one.name: getattr(self, one.name) for one in fields(self)})


def particulars_of(contest: Contest) -> Particulars:
    """Take the particulars out of a contest."""
    return Particulars(*(getattr(contest, one.name) for one in fields(Particulars)))


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
    """All contests of one body on one day; ``combined`` polls share stations and a hall gate.

    At a stand-alone poll votes may be counted before verification is complete, where the
    returning officer decided so (``count_before_verification``).
    """

    id: ElectionId
    name: str
    polling_day: str
    council: Council
    returning_officer: str
    composition: Composition | None
    source: str
    licence: str
    combined: bool = False
    count_before_verification: bool = False
