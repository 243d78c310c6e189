"""Two entries of every kind of sheet: how lines are named, what they come to, who settles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.screens.differences import (
    closed_to,
    lines,
    open_choices,
    pairs,
    question,
    suggested,
    two_papers,
)
from countroom.app.screens.entries import entry_findings, entry_sums
from countroom.app.screens.settlers import beside_officer, officer_for, settlers
from countroom.domain import commands as do
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import MiniCountId
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    PAPERS,
    objected_by,
    slate_of,
    votes_of,
)
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.election import Contest, Depth
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState, SheetState

EN = Texts()


def ward(number: int, depth: Depth, seats: int = 3) -> Contest:
    plain = hall.make_contest(number, seats=seats)
    boxes = tuple(box.id for box in plain.boxes)
    return replace(plain, mini_counts=(MiniCount(MiniCountId("A"), "Table 1", boxes, depth, 2),))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    wards = [ward(1, "team_summary"), ward(2, "every_sheet"), ward(3, "team_summary", seats=1)]
    playing = hall.open_hall(tmp_path / "night.count", wards=wards)
    for state in list(playing.state.contests.values()):
        hall.key_accounts(playing, state)
    yield playing
    playing.count.close()


def sheet_of(desk: Desk, number: int, kind: SheetKind) -> tuple[ContestState, SheetState]:
    state = list(desk.count.count.contests.values())[number - 1]
    return state, next(one for one in state.sheets.values() if one.sheet.kind == kind)


def differ(
    desk: Desk,
    number: int,
    kind: SheetKind,
    second: Mapping[FieldId, int],
    known: Mapping[FieldId, int],
) -> tuple[ContestState, SheetState]:
    """Key a sheet twice, ``known`` figures on both and 10 elsewhere but for the second's."""
    _, sheet = sheet_of(desk, number, kind)
    figures = dict.fromkeys(sheet.sheet.fields, 10) | {
        field: n for field, n in known.items() if field in sheet.sheet.fields
    }
    desk.do(do.EnterSheet(hall.KEYER, sheet.sheet.id, 1, figures))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.sheet.id, 2, {**figures, **second}))
    return sheet_of(desk, number, kind)


def bundle_lines_of(sheet: SheetState) -> list[FieldId]:
    return [field for field in sheet.sheet.fields if slate_of(field) is not None]


def test_a_bundle_more_names_its_party_and_its_papers(desk: Desk) -> None:
    _, blank = sheet_of(desk, 1, "summary")
    bundles = bundle_lines_of(blank)[4]
    state, sheet = differ(desk, 1, "summary", {bundles: 11}, {PAPERS: 100})
    (line,) = lines(EN, state, sheet)
    assert (line.pair.label, line.pair.name) == ("Line b", "Whole bundles")
    assert line.pair.about == "Block papers, Green Party: Surname222, Surname555"
    assert line.pair.party is not None
    assert line.looks == "Exactly one bundle, 10."
    assert question(EN, (line,)) == "Who keys this line again?"


def test_size_and_bundles_exchanged_are_told_so(desk: Desk) -> None:
    _, blank = sheet_of(desk, 3, "block")
    size, bundles, _ = bundle_lines_of(blank)[:3]
    state, sheet = differ(desk, 3, "block", {size: 7, bundles: 25}, {size: 25, bundles: 7})
    found = lines(EN, state, sheet)
    assert [line.looks for line in found] == ["Size and number of the bundles exchanged."] * 2
    assert {line.pair.about for line in found} == {"Surname111, A."}
    assert [one.label for one in entry_sums(EN, state, sheet)] == ["Papers on this sheet"]


def test_the_sums_of_a_team_summary_take_the_bundles_in(desk: Desk) -> None:
    _, blank = sheet_of(desk, 1, "summary")
    first = votes_of(hall.make_contest(1).candidates[0].id)
    state, sheet = differ(desk, 1, "summary", {first: 200}, {PAPERS: 100})
    papers, votes, unused = entry_sums(EN, state, sheet)
    in_bundles = 3 * (10 * 10 + 10)
    assert (papers.label, papers.first) == ("Papers on this sheet", str(in_bundles + 100))
    assert (votes.first, votes.second) == (str(2 * in_bundles + 100), str(2 * in_bundles + 290))
    assert votes.wrong == (False, True), "more than the mixed papers"
    assert unused.label == f"Unused, of {3 * (in_bundles + 100):,}"
    assert suggested(state, sheet) == "second"
    assert [one.code for one in entry_findings(state, blank, 1)] == []


def test_objections_and_doubtful_papers_are_named_and_added_up(desk: Desk) -> None:
    contest = hall.make_contest(2)
    objected = objected_by(contest.candidates[2].id)
    known = {DOUBTFUL: 50, ALLOWED: 10}
    state, sheet = differ(desk, 2, "adjudication", {objected: 0, ALLOWED: 20}, known)
    allowed, objection = lines(EN, state, sheet)
    assert (allowed.pair.label, allowed.pair.name) == ("Doubtful papers", "Allowed and counted")
    assert objection.pair.label == "Objections by the agent of"
    assert objection.pair.name == "Surname333, A."
    assert objection.looks == "One entry has nothing here."
    sums = {one.label: one for one in entry_sums(EN, state, sheet)}
    judged = sums["Rejected and allowed"]
    assert (judged.first, judged.second, judged.wrong) == ("50", "60", (False, True))
    assert (sums["Objections"].first, sums["Objections"].second) == ("100", "90")


def test_a_box_counted_again_is_set_against_its_account(desk: Desk) -> None:
    state, account = sheet_of(desk, 1, "account")
    desk.do(
        do.AddSheet(
            hall.SUPERVISOR, state.contest.id, "recount", account.sheet.box, None, "it varies"
        )
    )
    state, sheet = differ(desk, 1, "recount", {COUNTED: 1001}, {COUNTED: 1000})
    expected, counted, variance = entry_sums(EN, state, sheet)
    assert (expected.first, expected.second) == ("1,000", "1,000")
    assert (counted.second, variance.first, variance.second) == ("1,001", "0", "+1")
    (line,) = lines(EN, state, sheet)
    assert line.pair.label == "The box counted again"


def test_every_line_of_every_kind_is_named(desk: Desk) -> None:
    for number, kind in ((1, "summary"), (2, "block"), (2, "mixed"), (3, "block")):
        _, blank = sheet_of(desk, number, kind)  # type: ignore[arg-type]
        last = blank.sheet.fields[-1]
        known = {PAPERS: 25, **dict.fromkeys(bundle_lines_of(blank)[::3], 25)}
        state, sheet = differ(desk, number, kind, {last: 9}, known)  # type: ignore[arg-type]
        every = pairs(EN, state, sheet)
        assert [pair.field for pair in every] == list(sheet.sheet.fields)
        assert all(pair.label and pair.name for pair in every)


def test_when_most_lines_differ_there_may_be_two_papers(desk: Desk) -> None:
    _, blank = sheet_of(desk, 2, "mixed")
    every = dict.fromkeys(blank.sheet.fields, 9)
    few = dict(list(every.items())[:3])
    _, sheet = differ(desk, 2, "mixed", every, {PAPERS: 25})
    assert two_papers(sheet)
    assert not two_papers(replace(sheet, differing=tuple(few)))


# The exception.


def test_a_keyer_settles_beside_an_officer_only_while_nobody_else_may(desk: Desk) -> None:
    state, sheet = differ(desk, 2, "mixed", {PAPERS: 24}, {PAPERS: 25})
    contest = state.contest.id
    count = desk.count.count
    assert settlers(count, sheet) == (hall.SUPERVISOR,)
    desk.do(do.RecordException(hall.OFFICER, contest, hall.KEYER, "the supervisor went home"))
    assert not beside_officer(desk.count.count, sheet, hall.KEYER), "the supervisor is here"
    refusal = closed_to(desk.count.count, sheet, hall.KEYER)
    assert refusal is not None
    assert refusal.code == "settler_keyed_sheet"
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.SUPERVISOR))
    count = desk.count.count
    assert settlers(count, sheet) == ()
    assert beside_officer(count, sheet, hall.KEYER)
    assert not beside_officer(count, sheet, hall.OTHER_KEYER), "no exception names them"
    assert closed_to(count, sheet, hall.KEYER) is None
    assert open_choices(sheet, beside=True) == ("settle",)
    assert suggested(state, sheet, beside=True) == "settle"
    assert officer_for(count, state) == hall.OFFICER
