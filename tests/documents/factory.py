"""Contest states as the sheets see them: built directly, with every figure open to choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.documents import SheetFacts
from countroom.domain.declaration import Declaration, Lot, Totals
from countroom.domain.election import Candidate, Contest, Council, Election, Party
from countroom.domain.events import ResultCleared
from countroom.domain.identifiers import (
    CandidateId,
    ContestId,
    ElectionId,
    EventId,
    HeadId,
    PartyId,
    PersonId,
    RuleSetId,
)
from countroom.domain.rule_set import RuleSet
from countroom.domain.state import Clearance, ContestState

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = RuleSet(
    id=RuleSetId("england-principal-2006"),
    system="plurality",
    heads=tuple(
        HeadId(head)
        for head in (
            "no_official_mark",
            "too_many_votes",
            "identifying_mark",
            "unmarked_or_uncertain",
        )
    ),
    valid_from="2007-05-03",
    valid_until=None,
    source="SI 2006/3304",
    verified=True,
    unverified_because="",
)

ELECTION = Election(
    id=ElectionId("local.harlow.2024-05-02"),
    name="Harlow, 2 May 2024",
    polling_day="2024-05-02",
    council=Council("HAR", "harlow", "Harlow Council", "Cyngor Harlow", "East", "England"),
    returning_officer="Returning Officer of Harlow",
    composition=None,
    source="House of Commons Library",
    licence="Open Parliament Licence",
)

CLEARED = EventId("9b17e40c5d" + "0123456789abcdef" * 3 + "fedcba")
PRINTED_AT = "2024-05-03T01:20:05.000Z"
SPOKEN_AT = "2024-05-03T01:24:30.000Z"
"""02:24 in London, on the day after polling day."""

FACTS = SheetFacts(
    environment="live",
    officer="Alexandra Example",
    title="Returning Officer",
    printed_at=PRINTED_AT,
)

BUSH_FAIR = (
    ("Bolton, H.", "Green Party", 177),
    ("Dunne, J.", "Labour Party", 778),
    ("Hindocha, N.", "Conservative and Unionist Party", 575),
    ("Ingall, M.", "Labour Party", 737),
    ("Kasule, B.", "Conservative and Unionist Party", 550),
    ("Long, D.", "UK Independence Party (UKIP)", 141),
    ("Margetts, D.", "Green Party", 175),
    ("Morrison, C.", "Conservative and Unionist Party", 589),
    ("Morrison, K.", "Labour Party", 769),
    ("Steadman, J.", "Green Party", 175),
    ("Tennison, W.", "Liberal Democrats", 89),
)
"""Harlow, Bush Fair, 2 May 2024 (House of Commons Library): name, description, votes."""


def candidate(number: int, name: str, description: str = "Green Party") -> Candidate:
    surname = name.split(",", maxsplit=1)[0] if "," in name else name.rsplit(" ", maxsplit=1)[-1]
    party = Party(PartyId("PP63"), "Green Party", "GRN")
    return Candidate(CandidateId(f"c{number}"), number, name, surname, description, party)


def contest(
    candidates: Sequence[Candidate],
    *,
    area: str = "Bush Fair",
    seats: int = 3,
    electorate: int | None = 6397,
) -> Contest:
    return Contest(
        id=ContestId("local.harlow.bush-fair.2024-05-02"),
        election=ELECTION.id,
        area=area,
        area_code="E05015680",
        seats=seats,
        electorate=electorate,
        electorate_source="House of Commons Library",
        rule_set=RULES.id,
        candidates=tuple(candidates),
        boxes=(),
    )


def totals(
    votes: Sequence[int],
    *,
    verified: int = 1800,
    rejected: Sequence[int] = (0, 5, 0, 10),
    in_part: int = 2,
    papers: int | None = None,
) -> Totals:
    return Totals(
        verified=verified,
        papers=verified - sum(rejected) if papers is None else papers,
        votes={CandidateId(f"c{i}"): n for i, n in enumerate(votes, start=1)},
        rejected=dict(zip(RULES.heads, rejected, strict=True)),
        rejected_in_part=in_part,
        unused_votes=0,
    )


def declaration(
    contest: Contest, totals: Totals, elected: Sequence[int], lots: Sequence[Lot] = ()
) -> Declaration:
    return Declaration(
        contest=contest.id,
        revision=1,
        supersedes=None,
        rule_set=contest.rule_set,
        seats=contest.seats,
        electorate=contest.electorate,
        totals=totals,
        totals_state="reconciled",
        elected=tuple(CandidateId(f"c{number}") for number in elected),
        lots=tuple(lots),
        findings=(),
        verification_version=1,
        provisional_version=1,
    )


def blank(contest: Contest) -> ContestState:
    return ContestState(contest=contest, number=1, rules=RULES, sheets={}, proven=True)


def cleared(
    contest: Contest, declaration: Declaration, *, print_number: int = 1, event: EventId = CLEARED
) -> ContestState:
    clearance = Clearance(
        event, ResultCleared(contest.id, declaration, print_number, "", ()), PersonId("officer-1")
    )
    return replace(blank(contest), cleared=clearance, prints=print_number)


def spoken(state: ContestState, at: str = SPOKEN_AT) -> ContestState:
    return replace(state, declared=EventId("5" * 64), spoken_at=at)


def bush_fair() -> ContestState:
    people = [candidate(i, *row[:2]) for i, row in enumerate(BUSH_FAIR, start=1)]
    ward = contest(people)
    figures = totals([votes for _, _, votes in BUSH_FAIR])
    return cleared(ward, declaration(ward, figures, (2, 9, 4)))
