"""A small night as a count room signs it: three wards of one council, and whatever is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from countroom.domain import events as ev
from countroom.domain.counting.plurality import elect
from countroom.domain.declaration import Declaration, Totals
from countroom.domain.election import (
    BallotBox,
    Candidate,
    Composition,
    Contest,
    Council,
    Election,
    MiniCount,
    Party,
)
from countroom.domain.history import evolve
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    DeviceId,
    ElectionId,
    EventId,
    HeadId,
    MiniCountId,
    PartyId,
    PersonId,
    RuleSetId,
)
from countroom.domain.people import Device, Person
from countroom.domain.sheets import in_pads, sheets_for
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.wire import payload as pl
from countroom.wire.chain import Chain, Hand
from countroom.wire.envelope import Key, seal
from countroom.wire.trust import Trust, write_trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.election import Environment
    from countroom.domain.people import Role

DAY: Final = "2024-05-02"
SPOKEN_AT: Final = "2024-05-03T01:12:00.000Z"
PARTIES: Final = {
    "CON": Party(PartyId("PP52"), "Conservative and Unionist Party", "CON"),
    "LAB": Party(PartyId("PP53"), "Labour Party", "LAB"),
    "LD": Party(PartyId("PP90"), "Liberal Democrats", "LD"),
    "RES": Party(PartyId(""), "Residents & <Friends>", "OTH"),
}
ROLES: Final[Mapping[str, tuple[Role, ...]]] = {
    "administrator": ("administrator",),
    "supervisor-1": ("supervisor",),
    "officer-1": ("officer",),
    "officer-2": ("officer",),
}
HEADS: Final = (
    "no_official_mark",
    "too_many_votes",
    "identifying_mark",
    "unmarked_or_uncertain",
)
ADMINISTRATOR, SUPERVISOR, OFFICER, DEPUTY = (PersonId(name) for name in ROLES)


class FixedClock:
    """A clock that stands still."""

    boot = "boot-1"

    def now(self) -> str:
        return "2024-05-03T01:00:00.000Z"

    def ticks(self) -> int:
        return 0


def key_of(name: str) -> Key:
    return Key(hashlib.sha256(name.encode()).digest())


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with the votes they will get."""

    name: str
    party: str
    votes: int


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward: its seats and who stands, in ballot-paper order; as many as seats: no poll."""

    name: str
    seats: int
    candidates: tuple[Standing, ...]
    electorate: int | None = 6_397
    terms: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


# Bush Fair is as Harlow published it on 3 May 2024; the other two are made up for tests.
BUSH_FAIR: Final = Ward(
    "Bush Fair",
    3,
    (
        Standing("Bolton, H.", "RES", 177),
        Standing("Dunne, J.", "LAB", 778),
        Standing("Hindocha, N.", "CON", 575),
        Standing("Ingall, M.", "LAB", 737),
        Standing("Kasule, B.", "CON", 550),
        Standing("Morrison, C.", "CON", 589),
        Standing("Morrison, K.", "LAB", 769),
        Standing("Tennison, W.", "LD", 89),
    ),
)
MILL_LANE: Final = Ward(
    "Mill Lane", 1, (Standing("Abbott, Z.", "CON", 520), Standing("Barker, Y.", "LAB", 310))
)
THE_FENS: Final = Ward("The Fens", 1, (Standing("Carter, W.", "LD", 0),))


class Room:
    """A count room that can sign anything, lawful or not; ``write`` moves its chain on."""

    def __init__(
        self,
        slug: str = "harlow",
        wards: Sequence[Ward] = (BUSH_FAIR, MILL_LANE, THE_FENS),
        environment: Environment = "test",
        name: str = "",
    ) -> None:
        self.slug = slug
        self.wards = {ward.name: ward for ward in wards}
        self.environment: Environment = environment
        name = name or slug
        self.laptop = Device(DeviceId("laptop-1"), key_of(f"{name} laptop").key)
        self.laptop_key = key_of(f"{name} laptop")
        self.people = {
            PersonId(one): Person(PersonId(one), roles, one.title(), key_of(f"{name} {one}").key)
            for one, roles in ROLES.items()
        }
        self.hands = {one: Hand(one, key_of(f"{name} {one}")) for one in self.people}
        self.election = self._election()
        self.count = Count(load_rule_sets())
        self.head: tuple[int, str] = (0, pl.FIRST)
        self.incarnation = "disk-1"

    @property
    def key_file(self) -> str:
        people = {one.id: (",".join(one.roles), one.key) for one in self.people.values()}
        elections = (self.election.id,)
        return write_trust(
            Trust(self.environment, elections, {self.laptop.id: self.laptop.key}, people)
        )

    def sign(self, event: ev.Event, *people: PersonId, **changes: Any) -> bytes:  # noqa: ANN401
        """Sign the next event without moving on; ``changes`` go into its payload."""
        signed = self._chain().write(
            self.count, event, [self.hands[person] for person in people], self.head
        )
        if not changes:
            return signed.envelope
        payload = replace_payload(signed.payload, **changes)
        kind = pl.payload_type(payload.environment, payload.type, payload.version)
        signers = [self.laptop_key, *(self.hands[person].signer for person in people)]
        return seal(pl.encode(payload), kind, signers)

    def write(self, event: ev.Event, *people: PersonId) -> bytes:
        """Sign the next event and move on."""
        hands = [self.hands[person] for person in people]
        signed = self._chain().write(self.count, event, hands, self.head)
        self.count = evolve(self.count, signed.recorded)
        self.head = (signed.payload.sequence, signed.id)
        return signed.envelope

    def stay_silent(self, events: int = 1) -> None:
        """Let events pass that never leave the room."""
        sequence = self.head[0] + events
        self.head = (sequence, hashlib.sha256(f"private {sequence}".encode()).hexdigest())

    def set_up(self, *, proven: bool = True) -> list[bytes]:
        """Enrol everybody, set everything up and prove it."""
        sent = [self.write(ev.DeviceEnrolled(self.laptop))]
        administrator, *others = self.people.values()
        sent.append(self.write(ev.PersonEnrolled(administrator)))
        sent += [self.write(ev.PersonEnrolled(one), ADMINISTRATOR) for one in others]
        sent.append(self.write(ev.ElectionSetUp(self.election), ADMINISTRATOR))
        sent += [self.write(self.contest_set_up(name), ADMINISTRATOR) for name in self.wards]
        return [*sent, *(self.prove(name) for name in self.wards)] if proven else sent

    def prove(self, ward: str) -> bytes:
        return self.write(self.proof(ward), ADMINISTRATOR, SUPERVISOR)

    def proof(self, ward: str) -> ev.ContestProven:
        contest = self.contest_set_up(ward).contest
        return ev.ContestProven(contest.id, contest.electorate_to_prove)

    def return_uncontested(self, ward: str) -> bytes:
        contest = self.count.contests[self.contest_id(ward)].contest
        elected = tuple(candidate.id for candidate in contest.candidates)
        return self.write(ev.ReturnedUncontested(contest.id, elected), OFFICER)

    def declare(self, ward: str) -> list[bytes]:
        """Clear and speak a ward's result, after what happened in the room alone."""
        self.stay_silent(3)
        cleared = self.write(self.cleared(ward), OFFICER)
        return [cleared, self.write(self.spoken(ward), OFFICER)]

    def pair(
        self, cleared: ev.ResultCleared, *officers: PersonId, spoken: ev.ResultSpoken | None = None
    ) -> list[bytes]:
        """Sign any cleared result with its spoken word, without moving on."""
        before = self.count, self.head
        first = self.write(cleared, *(officers or (OFFICER,)))
        second = self.write(spoken or self._spoken(cleared.contest, self.head[1]), OFFICER)
        self.count, self.head = before
        return [first, second]

    def cleared(self, ward: str, **changes: Any) -> ev.ResultCleared:  # noqa: ANN401
        """Make a ward's cleared result; ``changes`` go into its declaration."""
        declaration = replace(self.declaration(ward), **changes)
        return ev.ResultCleared(self.contest_id(ward), declaration, 1, "", ())

    def declaration(self, ward: str, **totals: Any) -> Declaration:  # noqa: ANN401
        """Make a ward's declaration with its votes; ``totals`` replace some of them."""
        contest = self.count.contests[self.contest_id(ward)].contest
        standing = self.wards[ward].candidates
        votes = {c.id: s.votes for c, s in zip(contest.candidates, standing, strict=True)}
        papers = max(-(-sum(votes.values()) * 10 // (9 * contest.seats)), *votes.values())
        papers = min(papers, sum(votes.values()))
        rejected = {HeadId(head): n for head, n in zip(HEADS, (0, 3, 0, 1), strict=True)}
        figures = Totals(papers + 4, papers, votes, rejected, 0, 0)
        figures = replace(figures, **totals)
        return Declaration(
            contest=contest.id,
            revision=1,
            supersedes=None,
            rule_set=contest.rule_set,
            seats=contest.seats,
            electorate=contest.electorate,
            totals=figures,
            totals_state="reconciled",
            elected=elect(figures.votes, contest.seats).elected,
            lots=(),
            findings=(),
            verification_version=1,
            provisional_version=1,
        )

    def spoken(self, ward: str) -> ev.ResultSpoken:
        contest = self.contest_id(ward)
        cleared = self.count.contests[contest].cleared
        assert cleared is not None
        return self._spoken(contest, cleared.id)

    def contest_id(self, ward: str) -> ContestId:
        return ContestId(f"local.{self.slug}.{self.wards[ward].slug}.{DAY}")

    def contest_set_up(self, ward: str) -> ev.ContestSetUp:
        contest = self._contest(self.wards[ward])
        rules = self.count.rule_sets[contest.rule_set]
        number = len(self.count.contests) + 1
        sheets = () if contest.uncontested else sheets_for(contest, rules, number)
        return ev.ContestSetUp(contest, in_pads(sheets))

    def _spoken(self, contest: ContestId, cleared: str) -> ev.ResultSpoken:
        return ev.ResultSpoken(contest, EventId(cleared), SPOKEN_AT, "")

    def _chain(self) -> Chain:
        return Chain(
            self.laptop.id,
            self.laptop_key,
            self.environment,
            self.incarnation,
            FixedClock(),
            "countroom tests",
        )

    def _election(self) -> Election:
        seats = sum(ward.seats for ward in self.wards.values())
        before = {"CON": seats // 2 + 1, "LAB": seats - seats // 2 - 1}
        name = self.slug.title()
        return Election(
            id=ElectionId(f"local.{self.slug}.{DAY}"),
            name=name,
            polling_day=DAY,
            council=Council("TST", self.slug, name, "", "East of England", "England"),
            returning_officer="A. Officer",
            composition=Composition(
                seats_total=seats,
                seats_before=seats,
                before=before,
                continuing={},
                last_fought=None,
                last_fought_unknown="ward_changed",
                as_of=DAY,
                source="tests",
            ),
            source="Made up for tests",
            licence="CC0",
        )

    def _contest(self, ward: Ward) -> Contest:
        candidates = tuple(
            Candidate(
                CandidateId(f"{ward.slug}-{number}"),
                number,
                one.name,
                one.name.partition(",")[0],
                PARTIES[one.party].name,
                PARTIES[one.party],
            )
            for number, one in enumerate(ward.candidates, start=1)
        )
        contested = len(candidates) > ward.seats
        box = BallotBox(BoxId("S1"), "station", "Polling stations")
        alone = MiniCount(MiniCountId("A"), "", (box.id,), alone_because="the only box")
        return Contest(
            id=self.contest_id(ward.name),
            election=self.election.id,
            area=ward.name,
            area_code="",
            seats=ward.seats,
            electorate=ward.electorate,
            electorate_source="tests",
            rule_set=RuleSetId("england-principal-2006"),
            candidates=candidates,
            boxes=(box,) if contested else (),
            mini_counts=(alone,) if contested else (),
            terms=ward.terms,
        )


def replace_payload(payload: pl.Payload, **changes: Any) -> pl.Payload:  # noqa: ANN401
    fields = {name: getattr(payload, name) for name in payload.__struct_fields__}
    return pl.Payload(**{**fields, **changes})
