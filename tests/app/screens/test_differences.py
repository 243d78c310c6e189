from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.app.screens.differences import (
    CHOICES,
    closed_to,
    lines,
    open_choices,
    pairs,
    question,
    read_settled,
    send_back,
    suggested,
    waiting_for,
)
from countroom.app.screens.entries import entry_findings, entry_sums, figures_of, say_check
from countroom.domain import commands as do
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import COUNTED, PAPERS, votes_of
from countroom.texts import Texts
from hall import (
    ADMINISTRATOR,
    KEYER,
    OFFICER,
    OTHER_KEYER,
    SUPERVISOR,
    key_accounts,
    open_hall,
    true_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState, SheetState

TEXTS = Texts()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    hall = open_hall(tmp_path / "night.count", contests=1)
    yield hall
    hall.count.close()


def contest(desk: Desk) -> ContestState:
    return next(iter(desk.count.count.contests.values()))


def count_sheet(desk: Desk) -> SheetState:
    return next(s for s in contest(desk).sheets.values() if s.sheet.kind == "count")


def station(desk: Desk) -> SheetState:
    return next(iter(contest(desk).sheets.values()))


def fifth(desk: Desk) -> FieldId:
    return votes_of(contest(desk).contest.candidates[4].id)


def differ(
    desk: Desk, first: Mapping[FieldId, int], second: Mapping[FieldId, int], kind: str = "count"
) -> SheetState:
    """Key a sheet twice: true figures but for those given."""
    if kind == "count":
        key_accounts(desk, contest(desk))
    sheet = (count_sheet if kind == "count" else station)(desk).sheet
    true = true_figures(contest(desk).contest, sheet)
    desk.do(do.EnterSheet(KEYER, sheet.id, 1, true | dict(first)))
    desk.do(do.EnterSheet(OTHER_KEYER, sheet.id, 2, true | dict(second)))
    return (count_sheet if kind == "count" else station)(desk)


def test_one_line_with_its_figures_and_what_they_look_like(desk: Desk) -> None:
    sheet = differ(desk, {fifth(desk): 515}, {fifth(desk): 551})
    (line,) = lines(TEXTS, contest(desk), sheet)
    assert (line.pair.label, line.pair.name) == ("Line 5", "Surname555, A.")
    assert line.pair.about == "Green Party"
    assert (line.first, line.second, line.difference) == ("515", "551", "36")
    assert line.unlike_first == line.unlike_second == {1, 2}
    assert line.looks == "The same digits in another order."
    assert line.paper == "No check speaks against either, so only the paper can say which it is."
    assert question(TEXTS, (line,)) == "Who keys line 5 again?"
    assert suggested(contest(desk), sheet) == "both"


def test_an_entry_that_alone_fails_the_checks_is_to_be_keyed_again(desk: Desk) -> None:
    sheet = differ(desk, {}, {PAPERS: 1975})
    (line,) = lines(TEXTS, contest(desk), sheet)
    assert (line.pair.label, line.looks) == ("Count sheet", "Exactly one bundle, 25.")
    assert line.paper == (
        "With 2,000 the sheet passes the checks, with 1,975 it does not (V11). "
        "Only the paper says which it is."
    )
    assert question(TEXTS, (line,)) == "Who keys this line again?"
    assert suggested(contest(desk), sheet) == "second"
    findings = entry_findings(contest(desk), sheet, 2)
    assert say_check(TEXTS, findings[0]).startswith("1,975 papers on sheets and 0 rejected make")
    sums = entry_sums(TEXTS, contest(desk), sheet)
    assert [one.label for one in sums] == [
        "Papers, of 2,000 valid",
        "Votes",
        "Unused of the ceiling",
    ]
    assert (sums[0].first, sums[0].second, sums[0].wrong) == ("2,000", "1,975", (False, True))


def test_the_first_entry_can_be_the_one_that_fails_and_so_can_both(desk: Desk) -> None:
    sheet = differ(desk, {fifth(desk): 9000}, {})
    (line,) = lines(TEXTS, contest(desk), sheet)
    assert "passes the checks, with 9,000 it does not (V04, V07)" in line.paper
    assert suggested(contest(desk), sheet) == "first"
    sums = entry_sums(TEXTS, contest(desk), sheet)
    assert sums[2].label == "Unused, of 6,000"
    assert sums[2].first.startswith("\u2212")
    assert sums[1].wrong == (True, False)


def test_both_may_be_wrong(desk: Desk) -> None:
    sheet = differ(desk, {PAPERS: 1900}, {PAPERS: 1700})
    assert lines(TEXTS, contest(desk), sheet)[0].paper.startswith("Neither entry passes")
    assert suggested(contest(desk), sheet) == "both"


@pytest.mark.parametrize("wrong", [1, 2])
def test_a_check_speaks_only_of_the_lines_it_is_about(desk: Desk, wrong: int) -> None:
    true, other = {fifth(desk): 515}, {fifth(desk): 551, PAPERS: 1975}
    sheet = differ(desk, *((true, other) if wrong == 2 else (other, true)))
    papers, votes = lines(TEXTS, contest(desk), sheet)
    said = {
        1: "The second entry passes the checks, the first does not (V11). Look at the paper.",
        2: "The first entry passes the checks, the second does not (V11). Look at the paper.",
    }
    assert papers.paper == said[wrong]
    assert votes.paper.startswith("No check speaks against either")


def test_rejected_papers_that_differ_are_added_to_the_papers(desk: Desk) -> None:
    head = next(f for f in count_sheet(desk).sheet.fields if f.startswith("rejected:"))
    sheet = differ(desk, {head: 3}, {head: 0, PAPERS: 1999})
    assert lines(TEXTS, contest(desk), sheet)[1].pair.label == "Ballot papers rejected"
    sums = entry_sums(TEXTS, contest(desk), sheet)
    assert sums[0].label == "Papers and rejected, of 2,000 verified"
    assert (sums[0].first, sums[0].second) == ("2,003", "1,999")


def test_an_account_adds_up_to_its_box(desk: Desk) -> None:
    sheet = differ(desk, {}, {COUNTED: 1010}, "account")
    (line,) = lines(TEXTS, contest(desk), sheet)
    assert line.pair.label == "Ballot paper account"
    sums = entry_sums(TEXTS, contest(desk), sheet)
    assert [(one.label, one.first, one.second) for one in sums] == [
        ("Expected in the box", "1,000", "1,000"),
        ("Counted in the box", "1,000", "1,010"),
        ("Variance", "0", "+10"),
    ]


def test_exchanged_lines_name_each_other(desk: Desk) -> None:
    four, five = (votes_of(c.id) for c in contest(desk).contest.candidates[3:5])
    sheet = differ(desk, {four: 100, five: 230}, {four: 230, five: 100})
    found = lines(TEXTS, contest(desk), sheet)
    assert found[0].looks == "Exchanged with Surname555, A.: each has the figure of the other."
    assert question(TEXTS, found) == "Who keys these lines again?"
    every = pairs(TEXTS, contest(desk), sheet)
    assert [pair.field for pair in every] == list(sheet.sheet.fields)
    assert [pair.label for pair in every if pair.differs] == ["Line 4", "Line 5"]


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (KEYER, "settler_keyed_sheet"),
        (OTHER_KEYER, "settler_keyed_sheet"),
        (OFFICER, "role_missing"),
        (ADMINISTRATOR, "role_missing"),
        (None, "nobody_signed"),
    ],
)
def test_nobody_but_a_supervisor_who_keyed_neither_sees_figures(
    desk: Desk, person: PersonId | None, code: str
) -> None:
    sheet = differ(desk, {fifth(desk): 515}, {fifth(desk): 551})
    refusal = closed_to(desk.count.count, sheet, person)
    assert refusal is not None
    assert refusal.code == code
    assert closed_to(desk.count.count, sheet, SUPERVISOR) is None


def test_a_supervisor_who_keyed_one_entry_sees_none(desk: Desk) -> None:
    key_accounts(desk, contest(desk))
    sheet = count_sheet(desk).sheet
    true = true_figures(contest(desk).contest, sheet)
    desk.do(do.EnterSheet(SUPERVISOR, sheet.id, 1, true))
    desk.do(do.EnterSheet(OTHER_KEYER, sheet.id, 2, true | {fifth(desk): 1}))
    refusal = closed_to(desk.count.count, count_sheet(desk), SUPERVISOR)
    assert refusal == refuse("settler_keyed_sheet", sheet=sheet.id)


def test_sheets_without_a_difference_are_closed(desk: Desk) -> None:
    refusal = closed_to(desk.count.count, count_sheet(desk), SUPERVISOR)
    assert refusal is not None
    assert refusal.code == "nothing_differs"
    assert figures_of(count_sheet(desk), 1) == {}


def test_what_is_sent_back_is_not_sent_again(desk: Desk) -> None:
    sheet = differ(desk, {fifth(desk): 515}, {fifth(desk): 551})
    assert open_choices(sheet) == tuple(CHOICES)
    assert waiting_for(TEXTS, sheet) == ""
    for command in send_back(SUPERVISOR, sheet, "second"):
        desk.do(command)
    sheet = count_sheet(desk)
    assert open_choices(sheet) == ("first", "settle")
    assert suggested(contest(desk), sheet) == "first"
    assert waiting_for(TEXTS, sheet) == "The second keyer has these lines to key again."
    for command in send_back(SUPERVISOR, sheet, "first"):
        desk.do(command)
    assert open_choices(count_sheet(desk)) == ("settle",)
    assert waiting_for(TEXTS, count_sheet(desk)).startswith("Both keyers")


def test_both_are_sent_back_in_turn(desk: Desk) -> None:
    sheet = differ(desk, {fifth(desk): 515}, {fifth(desk): 551})
    assert [c.entry for c in send_back(SUPERVISOR, sheet, "both")] == [1, 2]
    assert send_back(SUPERVISOR, sheet, "settle") == ()
    desk.do(send_back(SUPERVISOR, sheet, "first")[0])
    assert waiting_for(TEXTS, count_sheet(desk)).startswith("The first keyer")


def test_figures_from_the_paper_are_read_or_the_line_is_named(desk: Desk) -> None:
    sheet = differ(desk, {fifth(desk): 515}, {fifth(desk): 551})
    assert read_settled(sheet, {fifth(desk): "1,551"}) == {fifth(desk): 1551}
    blank = read_settled(sheet, {})
    assert isinstance(blank, tuple)
    assert blank[0] == fifth(desk)
    assert isinstance(blank[1], Refusal)
