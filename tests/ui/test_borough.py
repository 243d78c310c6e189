"""A whole London borough as it was returned, keyed twice by keys in the real window.

Southwark's own return of 7 May 2026 to the GLA (``results/2026-london-*.csv``): each ward's papers
from polling stations and by post are boxes of their own, and rejected papers stand under their
heads. Papers entrusted and unused are not in it and are made up. Every sheet is keyed by keys;
receipt, post and signatures are commands.
"""

from __future__ import annotations

import csv
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication

import hall
import scenarios as sc
from countroom.app.rehearsal.arrival import arrival
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.desk import Desk as Playing
from countroom.app.setup import Plan, set_up
from countroom.app.sources import Source, ballot_paper, contests_for, election_for
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, stopping
from countroom.domain.identifiers import HeadId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import PAPERS, REJECTED_IN_PART, rejected_under, votes_of
from countroom.ui.place import Place
from countroom.ui.result import ResultPage
from ui.test_incidents import KEYERS, Keying, codes_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.domain.commands import Command
    from countroom.domain.identifiers import BoxId, CandidateId, ContestId, FieldId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState

pytestmark = pytest.mark.data

BOROUGH, DAY = "southwark", "2026-05-07"
HEADS: Final = {
    "no_official_mark": "rej_official_mark",
    "too_many_votes": "rej_too_many_votes",
    "identifying_mark": "rej_voter_identified",
    "unmarked_or_uncertain": "rej_unmarked_or_void",
}
IMPOSSIBLE: Final = "South Bermondsey"
"""12,087 votes from 2,831 and 1,183 papers, of which 13 rejected: three a paper are 12,003.

The return says 4,394 valid papers, 380 more than there were in its own two boxes.
"""


class Return(NamedTuple):
    """What the borough returned of a ward."""

    row: Mapping[str, str]
    votes: Mapping[CandidateId, int]
    elected: frozenset[CandidateId]

    def number(self, column: str) -> int:
        """Give a figure; the return leaves nil blank."""
        return int(self.row[column] or 0)

    @property
    def boxes(self) -> tuple[int, int]:
        """Give the papers from the stations and by post."""
        return self.number("ballots_polling_stations"), self.number("ballots_postal")

    @property
    def rejected(self) -> dict[HeadId, int]:
        """Give the rejected papers by head."""
        return {HeadId(head): self.number(column) for head, column in HEADS.items()}

    @property
    def valid(self) -> int:
        """Give the papers in the boxes that were not rejected."""
        return sum(self.boxes) - sum(self.rejected.values())


def returns(folder: Path) -> dict[ContestId, Return]:
    """Read the borough's returns by contest."""
    with (folder / "results" / "2026-london-contests.csv").open(encoding="utf-8") as file:
        rows = {row["contest_id"]: row for row in csv.DictReader(file)}
    source = Source([folder])
    day = source.day(DAY)
    found = {}
    for ward in day.contests[BOROUGH]:
        paper = ballot_paper(ward.id, day.candidates_in(ward))
        votes = {id_: one.votes or 0 for id_, one in paper.items()}
        elected = frozenset(id_ for id_, one in paper.items() if one.elected)
        found[ward.id] = Return(rows[ward.id], votes, elected)
    return found


def open_borough(path: Path, folder: Path) -> None:
    """Set the borough up with its contests proven."""
    source = Source([folder])
    election, contests = election_for(source, BOROUGH, DAY), contests_for(source, BOROUGH, DAY)
    crew = hall.make_crew()
    plan = Plan("test", [(election, contests)], crew)
    count = set_up(path, plan, NightClock(DAY, 1), Random(2).randbytes)
    assert not isinstance(count, Refusal)
    desk = Playing(count, {one.person.id: one.hand for one in crew})
    for contest in contests:
        electorate = contest.electorate_to_prove
        desk.do(do.ProveContest(hall.ADMINISTRATOR, hall.SUPERVISOR, contest.id, electorate))
    count.close()


class Borough(Keying):
    """The real window on the borough, and what it returned."""

    def __init__(self, qtbot: QtBot, folder: Path, data_folder: Path) -> None:
        super().__init__(qtbot, folder)
        self.returned = returns(data_folder)

    def states(self) -> list[ContestState]:
        return list(self.desk.count.contests.values())

    def carry_out(self, command: Command) -> None:
        """Have a command of who sits here on disk."""
        refused: list[Refusal] = []
        done: list[object] = []
        self.desk.do(command, done.append, refused=refused.append)
        self.qtbot.waitUntil(lambda: bool(done or refused))
        assert refused == []

    def accounts(self, state: ContestState) -> dict[BoxId, dict[FieldId, int]]:
        papers = self.returned[state.contest.id].boxes
        return {
            box.id: sc.account(n, kind=box.kind)
            for box, n in zip(state.contest.boxes, papers, strict=True)
        }

    def key_all(self, sheets: Sequence[tuple[Sheet, Mapping[FieldId, int]]]) -> None:
        """Let one keyer key every first entry, then the other every second one."""
        for entry, keyer in enumerate(KEYERS, 1):
            self.sit(keyer)
            for sheet, figures in sheets:
                self.enter(sheet, entry, [figures[field] for field in sheet.fields])

    def verify(self) -> None:
        """Key every account; receive the boxes and the post, and sign every statement."""
        of_boxes = [
            (one.sheet, self.accounts(state)[one.sheet.box])
            for state in self.states()
            for one in state.sheets.values()
            if one.sheet.box is not None
        ]
        self.key_all(of_boxes)
        self.seat(hall.SUPERVISOR)
        for state in self.states():
            contest, accounts = state.contest.id, self.accounts(state)
            while True:
                now = self.desk.contest(contest)
                due = next(arrival(self.desk.count, now, hall.SUPERVISOR, accounts), None)
                if due is None:
                    break
                self.carry_out(due)
        self.seat(hall.OFFICER)
        for state in self.states():
            self.carry_out(do.SignVerification(hall.OFFICER, state.contest.id, {}))

    def figures(self, state: ContestState) -> dict[FieldId, int]:
        """Give what the count sheet of a ward says."""
        returned = self.returned[state.contest.id]
        heads = {rejected_under(head): n for head, n in returned.rejected.items()}
        return {
            PAPERS: returned.valid,
            **{votes_of(id_): n for id_, n in returned.votes.items()},
            **heads,
            REJECTED_IN_PART: returned.number("rejected_in_part"),
        }

    def answer(self, contest: ContestId) -> None:
        """Give the reason that is asked for where the lamp is."""
        before = len(self.desk.contest(contest).answers)
        self.hands.type("as returned")
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: len(self.desk.contest(contest).answers) > before)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def draw(self, state: ContestState) -> None:
        """Find a ward, give a reason for each warning, draw its provisional result."""
        self.board()
        self.hands.press("/")
        self.hands.type(state.contest.area)
        self.hands.press("Enter")
        page = self.page
        assert isinstance(page, ResultPage), self.view.notice.sentence
        while not page.draw.button.hasFocus():
            self.answer(state.contest.id)
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.desk.contest(state.contest.id).provisional is not None)


@pytest.fixture
def borough(qtbot: QtBot, tmp_path: Path, data_folder: Path) -> Iterator[Borough]:
    path = tmp_path / "southwark.count"
    open_borough(path, data_folder)
    room = Borough(qtbot, tmp_path, data_folder)
    try:
        room.window.open(path)
        room.show()
        yield room
    finally:
        room.window.close()
        room.window.deleteLater()


def sheet_of(state: ContestState) -> Sheet:
    (sheet,) = (one.sheet for one in state.sheets.values() if one.sheet.kind == "count")
    return sheet


def test_a_whole_borough_keyed_twice_comes_to_its_return_but_for_the_ward_that_cannot_be(
    borough: Borough,
) -> None:
    borough.verify()
    states = borough.states()
    possible = [one for one in states if one.contest.area != IMPOSSIBLE]
    (other,) = (one for one in states if one.contest.area == IMPOSSIBLE)
    assert (len(states), len(possible)) == (23, 22)
    borough.key_all([(sheet_of(one), borough.figures(one)) for one in possible])
    refuse_the_impossible(borough, other)
    borough.sit(hall.SUPERVISOR)
    for state in possible:
        borough.draw(state)
    warned: dict[str, list[str]] = {}
    for state in possible:
        now = borough.desk.contest(state.contest.id)
        warned |= {now.contest.area: [one.code for one in now.answers]} if now.answers else {}
        compare(now, borough.returned[now.contest.id])
    assert warned == {"Dulwich Village": ["W03"]}  # 61.5 % voted there
    flagged = [
        borough.desk.contest(id_).contest.area
        for id_, one in borough.returned.items()
        if one.row["flags"] != "TURNOUT_AS_FRACTION"
    ]
    assert flagged == [IMPOSSIBLE]
    unresolved = [one.contest.area for one in borough.states() if one.provisional is None]
    assert unresolved == [IMPOSSIBLE]


def refuse_the_impossible(borough: Borough, state: ContestState) -> None:
    """Key the ward by its boxes, then by the valid papers it returned: it is stopped both times."""
    sheet, figures = sheet_of(state), borough.figures(state)
    returned = borough.returned[state.contest.id]
    assert (returned.valid, sum(returned.votes.values())) == (4_001, 12_087)
    borough.sit(hall.KEYER)
    page = borough.take(sheet)
    borough.key([figures[field] for field in sheet.fields])
    QApplication.processEvents()
    assert codes_on(page.thinking) == {"V07"}
    assert not page.finish.isEnabled()
    # The same keyer goes on with what the return calls valid.
    borough.hands.press(*["Up"] * len(sheet.fields))
    figures[PAPERS] = returned.number("valid_ballots")
    borough.key([figures[field] for field in sheet.fields])
    borough.finish(sheet, 1)
    borough.sit(hall.OTHER_KEYER)
    borough.enter(sheet, 2, [figures[field] for field in sheet.fields])
    borough.sit(hall.SUPERVISOR)
    borough.desk.go(Place("result", state.contest.id))
    QApplication.processEvents()
    result = borough.page
    assert isinstance(result, ResultPage)
    assert {card.code for card in result.answers.cards if card.shown.weight == "hard"} == {
        "V07",
        "V11",
    }
    assert result.draw.why.text() == "V07 stands in South Bermondsey and must be settled first."
    found = stopping(check_contest(borough.desk.count, borough.desk.contest(state.contest.id)))
    numbers = {one.code: one.numbers for one in found}
    assert numbers["V07"] == {"votes": 12_087, "valid": 4_001, "seats": 3}
    assert numbers["V11"]["difference"] == 4_394 + 13 - 4_014


def compare(state: ContestState, returned: Return) -> None:
    """Hold the provisional result against the return, figure for figure."""
    provisional, row = state.provisional, returned.row
    assert provisional is not None
    totals, area = provisional.totals, state.contest.area
    assert totals.verified == sum(returned.boxes) == returned.number("valid_ballots"), area
    assert state.verification is not None
    assert state.verification.postal == returned.number("ballots_postal"), area
    assert dict(totals.rejected) == returned.rejected, area
    assert totals.rejected_total == returned.number("rejected_total_as_returned"), area
    assert totals.rejected_in_part == returned.number("rejected_in_part"), area
    assert dict(totals.votes) == dict(returned.votes), area
    assert totals.votes_total == int(row["votes_total"]), area
    assert frozenset(provisional.elected) == returned.elected, area
    assert (state.contest.seats, state.contest.electorate) == (
        int(row["seats"]),
        int(row["electorate"]),
    )
