"""A small count centre on disk for tests, harnesses and benches: crew, laptop, contests."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from countroom.app.crew import enrol_members, usual_members
from countroom.app.rehearsal.arrival import arrival
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.desk import Desk
from countroom.app.setup import Plan, set_up
from countroom.domain import commands as do
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
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    ElectionId,
    MiniCountId,
    PartyId,
    PersonId,
    RuleSetId,
)
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import (
    COUNTED,
    ENTRUSTED,
    EXPECTED,
    OF_BOXES,
    PAPERS,
    UNUSED,
    votes_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.app.staff import Enrolled
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState

DAY = "2024-05-02"
ELECTION = ElectionId("local.testham.2024-05-02")
ADMINISTRATOR, KEYER, OTHER_KEYER, SUPERVISOR, OFFICER, DEPUTY = (
    PersonId(name)
    for name in (
        "administrator",
        "keyer-1",
        "keyer-2",
        "supervisor-1",
        "officer-1",
        "officer-2",
    )
)
SECRET = "a secret of the tests"  # noqa: S105 - not one


def make_contest(number: int, seats: int = 3, candidates: int = 10) -> Contest:
    """Make a contest with two boxes, parties in turn for the first six, then independents."""
    ward = f"ward-{number}"
    parties = (
        Party(PartyId("PP52"), "Conservative and Unionist Party", "CON"),
        Party(PartyId("PP53"), "Labour Party", "LAB"),
        Party(PartyId("PP63"), "Green Party", "GRN"),
    )
    independent = Party(PartyId("ynmp-party:2"), "Independent", "IND")
    standing = tuple(
        Candidate(
            CandidateId(f"c-{number}-{n}"),
            n,
            f"Surname{str(n) * 3}, A.",
            f"Surname{str(n) * 3}",  # three slips apart: similar names would be noticed
            "",
            parties[n % len(parties)] if n <= 2 * len(parties) else independent,
        )
        for n in range(1, candidates + 1)
    )
    return Contest(
        id=ContestId(f"local.testham.{ward}.{DAY}"),
        election=ELECTION,
        area=f"Ward {number}",
        area_code="",
        seats=seats,
        electorate=6000,
        electorate_source="tests",
        rule_set=RuleSetId("england-principal-2006"),
        candidates=standing,
        boxes=(
            BallotBox(BoxId("S1"), "station", "1"),
            BallotBox(BoxId("P1"), "postal", ""),
        ),
    )


def keyed_by_sheet(ward: Contest, sheets: int = 3) -> Contest:
    """Have a contest counted at one table that keys every sheet of a pad."""
    boxes = tuple(box.id for box in ward.boxes)
    table = MiniCount(MiniCountId("A"), "Table 1", boxes, "every_sheet", sheets)
    return replace(ward, mini_counts=(table,))


def make_election(seats: int) -> Election:
    """Make an all-out election of a council that the Conservatives held by one seat."""
    before = {"CON": seats // 2 + 1, "LAB": seats - seats // 2 - 1}
    return Election(
        id=ELECTION,
        name="Testham",
        polling_day=DAY,
        council=Council("TES", "testham", "Testham", "", "East of England", "England"),
        returning_officer="A. Officer",
        composition=Composition(seats, seats, before, {}, None, "all_out", DAY, "tests"),
        source="tests",
        licence="none",
    )


def make_crew(seed: int = 1) -> list[Enrolled]:
    """Enrol the usual crew with seeded keys."""
    random = Random(seed).randbytes
    return enrol_members(usual_members(random, SECRET), random)


def open_hall(
    path: Path,
    contests: int = 2,
    environment: Environment = "test",
    crew: list[Enrolled] | None = None,
    wards: Sequence[Contest] = (),
) -> Desk:
    """Set up a count file with proven contests, ``wards`` or so many, and give its desk."""
    crew = crew or make_crew()
    wards = wards or [make_contest(n) for n in range(1, contests + 1)]
    plan = Plan(environment, [(make_election(3 * len(wards)), wards)], crew)
    count = set_up(path, plan, NightClock(DAY, 1), Random(2).randbytes)
    assert not isinstance(count, Refusal)
    desk = Desk(count, {one.person.id: one.hand for one in crew})
    for ward in wards:
        desk.do(do.ProveContest(ADMINISTRATOR, SUPERVISOR, ward.id, ward.electorate_to_prove))
    return desk


def true_figures(contest: Contest, sheet: Sheet, papers: int = 2000) -> dict[FieldId, int]:
    """Give figures for a sheet that satisfy every identity; half the papers lie in each box.

    All papers are valid and mixed: a sheet of bundles or of doubtful papers says nil.
    """
    figures = dict.fromkeys(sheet.fields, 0)
    if sheet.kind in OF_BOXES:
        figures |= {f: n for f, n in _account(papers // 2).items() if f in figures}
    if PAPERS not in figures:
        return figures
    figures[PAPERS] = papers
    shares = range(len(contest.candidates), 0, -1)
    for candidate, share in zip(contest.candidates, shares, strict=True):
        figures[votes_of(candidate.id)] = 9 * papers * contest.seats * share // (10 * sum(shares))
    return figures


def key_accounts(desk: Desk, state: ContestState, papers: int = 2000) -> None:
    """Key every account of a contest twice and sign the statement."""
    for sheet in _sheets(state, "account"):
        _twice(desk, sheet, true_figures(state.contest, sheet, papers))
    arrive(desk, state, papers)
    desk.do(do.SignVerification(OFFICER, state.contest.id, {}))


def arrive(desk: Desk, state: ContestState, papers: int = 2000) -> None:
    """Receive a contest's boxes and close its postal ledger."""
    while (command := arriving(desk, state, papers)) is not None:
        desk.do(command)


def arriving(desk: Desk, state: ContestState, papers: int = 2000) -> do.Command | None:
    """Give what the receipt team does next for a contest."""
    count = desk.count.count
    accounts = {
        sheet.box: true_figures(state.contest, sheet, papers)
        for sheet in _sheets(state, "account")
        if sheet.box is not None
    }
    return next(arrival(count, count.contests[state.contest.id], SUPERVISOR, accounts), None)


def key_count_sheet(desk: Desk, state: ContestState, papers: int = 2000) -> None:
    """Key the count sheet of a contest twice."""
    for sheet in _sheets(state, "count"):
        _twice(desk, sheet, true_figures(state.contest, sheet, papers))


def key_short(desk: Desk, state: ContestState) -> None:
    """Key the count sheet five papers short of the 2,000 that were verified."""
    for sheet in _sheets(state, "count"):
        _twice(desk, sheet, true_figures(state.contest, sheet) | {PAPERS: 1_995})


def key_every_sheet(desk: Desk, state: ContestState, papers: int = 2000) -> None:
    """Key the sheets of a table twice: all papers on the first of the pad, the others are blank."""
    first, *blank = _sheets(state, "mixed")
    for sheet in (*_sheets(state, "block"), *_sheets(state, "adjudication"), first):
        _twice(desk, sheet, true_figures(state.contest, sheet, papers))
    rest = tuple(sheet.id for sheet in blank)
    desk.do(do.WithdrawSheets(SUPERVISOR, state.contest.id, rest, "blank"))


def declare(desk: Desk, state: ContestState) -> None:
    """Take a contest from its settled sheets to the spoken word."""
    reach_consulted(desk, state)
    clear_and_speak(desk, state)


def reach_consulted(desk: Desk, state: ContestState) -> None:
    """Take a contest from its settled sheets to the end of the consultation."""
    desk.do(do.ReachProvisionalResult(SUPERVISOR, state.contest.id))
    desk.do(do.CloseConsultation(OFFICER, state.contest.id, "agreed"))


def clear_and_speak(desk: Desk, state: ContestState) -> None:
    """Clear a consulted contest and speak it."""
    desk.do(do.ClearResult(OFFICER, state.contest.id))
    desk.do(do.SpeakResult(OFFICER, state.contest.id, desk.now()))


def play(desk: Desk) -> None:
    """Play every contest of the hall to its declaration."""
    for state in list(desk.count.count.contests.values()):
        key_accounts(desk, state)
        key_count_sheet(desk, state)
        declare(desk, state)


def _sheets(state: ContestState, kind: str) -> list[Sheet]:
    return [s.sheet for s in state.sheets.values() if s.sheet.kind == kind]


def _twice(desk: Desk, sheet: Sheet, figures: dict[FieldId, int]) -> None:
    desk.do(do.EnterSheet(KEYER, sheet.id, 1, figures))
    desk.do(do.EnterSheet(OTHER_KEYER, sheet.id, 2, figures))


def _account(papers: int) -> dict[FieldId, int]:
    return {
        ENTRUSTED: papers + 500,
        UNUSED: 500,
        EXPECTED: papers,
        COUNTED: papers,
    }
