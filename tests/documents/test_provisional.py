"""The agents' sheet: what agents ask for, equality named, changes, nothing of a single box."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mansfield as mf
import scenarios as sc
from countroom.app.printing import Edition, filled, typeset
from countroom.documents import Typesetter
from countroom.domain import commands as do
from countroom.domain.consultation import Voice
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import MiniCountId
from countroom.domain.sheets import PAPERS, bundle_lines, slates, votes_of
from countroom.texts import Texts
from documents import factory as make
from documents.reading import read, spaced

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from documents.reading import Paper

EN = Texts("en")
TYPESETTER = Typesetter()
AT = make.PRINTED_AT
EVERYTHING = sc.eventful(sc.Night())


def sheet(night: sc.Night, contest: ContestId, *, tables: bool = True) -> Paper:
    edition = Edition(night.count, "live", AT, EN)
    pdf = typeset(TYPESETTER, edition, "provisional", night[contest], tables=tables)
    return read(pdf)


def told(votes: tuple[int, ...] = ()) -> sc.Night:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE, votes)
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))


def test_it_is_no_result_and_gives_papers_heads_turnout_and_the_margin() -> None:
    paper = sheet(told(), sc.THREE)
    assert "PROVISIONAL 1, NOT A RESULT" in spaced(paper)
    assert "Nobody is elected until the result is declared." in spaced(paper)
    assert [(row[1], row[3], row[4]) for row in paper.table(0)[1:]] == [
        ("Zadie Abbott", "560", "Would win"),
        ("Yusuf Barker", "540", "Would win"),
        ("Wendy Carter", "420", "Would win"),
        ("Vivek Dawson", "330", ""),
        ("Una Ellis", "217", ""),
    ]
    assert "The last seat. Wendy Carter 420, Vivek Dawson 330: 90 votes between them." in spaced(
        paper
    )
    assert [row[2] for row in paper.table(1)[1:]] == ["0", "3", "0", "2", "5", "0"]
    assert paper.table(2)[3:] == [
        ["Verified ballot papers", "800"],
        ["Valid ballot papers", "795"],
        ["Turnout", "32.00%"],
        ["Counted or rejected", "800"],
        ["Difference", "0"],
    ]
    assert "Printed 02:20, 3 May 2024" in spaced(paper)
    assert "Saved on this laptop's disk, signed" in spaced(paper)
    assert "Code" not in paper.text
    assert "Dated" in paper.text


def test_an_equality_is_named_with_the_lot_to_come_and_then_with_the_lot_drawn() -> None:
    night = told(sc.TIE_VOTES)
    paper = sheet(night, sc.THREE)
    assert {row[1]: row[4] for row in paper.table(0)[1:]} == {
        "Zadie Abbott": "Would win",
        "Yusuf Barker": "Would win",
        "Wendy Carter": "Lot decides",
        "Vivek Dawson": "Lot decides",
        "Una Ellis": "",
    }
    assert "420: 0 votes between them." in spaced(paper)
    assert (
        "Equality of votes. Equal votes: Wendy Carter; Vivek Dawson. A lot decides who is "
        "elected, after the consultation is closed." in spaced(paper)
    )
    night.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed")).draw(sc.THREE, sc.CARTER)
    drawn = sheet(night, sc.THREE)
    assert "A lot decides" not in drawn.text
    assert "The lot fell on Wendy Carter" in spaced(drawn)
    assert "The last seat. Wendy Carter 420, Vivek Dawson 420" in spaced(drawn)
    assert drawn.table(0)[3][3:] == ["420", "Would win, by lot"]
    assert drawn.table(0)[4][3:] == ["420", ""]


def test_equal_votes_for_the_longer_term_are_named_too() -> None:
    night = sc.Night().set_up(
        replace(sc.three_seats(), terms=("2028-05-04", "2027-05-06", "2026-05-07"))
    )
    night.verify(sc.THREE).count_votes(sc.THREE, (540, 540, 420, 330, 217))
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    said = spaced(sheet(night, sc.THREE))
    assert "Equal votes, and seats that end on different days: " in said
    assert "A lot decides who serves longer" in said


def test_totals_that_do_not_agree_are_marked_with_the_difference_beside_the_margin() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.count_votes(sc.ONE, (519, 309, 166), papers=994)
    night.let_stand(sc.ONE, "V11", "V06")
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE))
    paper = sheet(night, sc.ONE)
    assert "PROVISIONAL 1, NOT A RESULT · NOT RECONCILED" in spaced(paper)
    margin, _, rest = spaced(paper).partition("210 votes between them.")
    assert "The last seat" in margin
    assert rest.startswith(
        " Totals not reconciled. 1,000 ballot papers were verified; 998 were counted or rejected "
        "(difference 2)."
    )
    assert "(V11)" in rest
    assert ["Difference", "2"] in paper.table(2)


def test_an_answered_warning_stands_with_its_answer() -> None:
    night = sc.Night().set_up(replace(sc.one_seat(), electorate=1_200)).verify(sc.ONE)
    night.count_votes(sc.ONE)
    night.play(
        do.AnswerFinding(sc.SUPERVISOR, sc.ONE, "W03", "two polls on one day"),
        do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE),
    )
    said = spaced(sheet(night, sc.ONE))
    assert "(W03) Answered: two polls on one day" in said
    hard = spaced(sheet(EVERYTHING, sc.ONE))
    assert "Not reconciled. 520 postal papers counted" in hard
    assert "(V10) Answered: papers issued is a slip" in hard


def test_a_later_version_says_what_it_replaces_and_every_line_that_changed() -> None:
    night = told()
    asked = Voice(sc.DAWSON, "candidate")
    found = night.sheet(sc.THREE)
    night.play(
        do.GrantRecount(sc.OFFICER, sc.THREE, 1, asked, "whole", (), "close"),
        do.ReopenSheet(sc.SUPERVISOR, found, "counted again"),
    )
    night.count_votes(sc.THREE, (560, 539, 421, 330, 217))
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    paper = sheet(night, sc.THREE)
    assert "PROVISIONAL 2, NOT A RESULT" in spaced(paper)
    assert "Replaces provisional result 1" in spaced(paper)
    assert "2 lines differ from provisional result 1." in spaced(paper)
    assert paper.table(3) == [
        ["Line", "Before", "Now", "Change"],
        ["Yusuf Barker", "540", "539", "\u22121"],
        ["Wendy Carter", "420", "421", "+1"],
    ]


def test_both_counts_of_a_supplementary_vote_are_told() -> None:
    first = sheet(mf.first_told(), mf.MAYOR)
    assert "No candidate has more than half of the 23,582 first preference votes." in spaced(first)
    assert "Last to remain. Kate Allsop 5,860, Steve Garner 4,827: 1,033 votes" in spaced(first)
    assert [row[4] for row in first.table(0)[1:]] == ["Remains", "Remains", "", "", ""]
    second = sheet(mf.second_told(), mf.MAYOR)
    assert second.table(0)[1][3:] == ["6,881", "1,049", "7,930", "Would win"]
    assert "The last seat. Andy Abrahams 7,930, Kate Allsop 7,928: 2 votes between" in spaced(
        second
    )
    assert "Change from" not in second.text


def summarised() -> sc.Night:
    """Count Old Town at one table as bundles and mixed papers."""
    ward = sc.three_seats()
    named = {"CON": "LAB"}
    people = tuple(
        replace(one, party=replace(one.party, group=named.get(one.party.group, one.party.group)))
        for one in ward.candidates
    )
    (table,) = ward.mini_counts
    ward = replace(ward, candidates=people, mini_counts=(replace(table, depth="team_summary"),))
    night = sc.Night().set_up(ward).verify(sc.THREE)
    night.rule(sc.THREE)
    (found,) = night[sc.THREE].sheets_of(frozenset({"summary"}))
    (slate,) = slates(ward)
    size, bundles, odd = bundle_lines(slate.id)
    figures = dict.fromkeys(found.sheet.fields, 0) | {size: 25, bundles: 12, odd: 7, PAPERS: 491}
    for one, n in zip(ward.candidates, (253, 240, 420, 330, 217), strict=True):
        figures[votes_of(one.id)] = n
    night.key(found.sheet.id, figures)
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))


def test_block_and_mixed_votes_make_each_candidates_votes() -> None:
    paper = sheet(summarised(), sc.THREE)
    assert paper.table(0)[0][3:6] == ["Block votes", "Mixed votes", "Votes"]
    assert [row[3:6] for row in paper.table(0)[1:]] == [
        ["307", "253", "560"],
        ["307", "240", "547"],
        ["0", "420", "420"],
        ["0", "330", "330"],
        ["0", "217", "217"],
    ]


def two_tables(*, alone: bool = False) -> sc.Night:
    ward = sc.split()
    if alone:
        first, *others = (box.id for box in ward.boxes)
        tables = (
            MiniCount(MiniCountId("A"), "Table 1", (first,), alone_because="far away"),
            MiniCount(MiniCountId("B"), "Table 2", tuple(others)),
        )
        ward = replace(ward, mini_counts=tables)
    night = sc.Night().set_up(ward).verify(sc.SPLIT, 300, 300, 100)
    for table, papers in (("A", 350), ("B", 350)):
        night.play(do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, MiniCountId(table), papers))
    for found, votes in zip(
        night[sc.SPLIT].sheets_of(frozenset({"count"})),
        ((200, 100, 50), (150, 150, 50)),
        strict=True,
    ):
        night.key(found.sheet.id, sc.count_sheet(ward, votes, papers=350))
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.SPLIT))


def test_each_tables_sub_totals_stand_unless_the_officer_leaves_them_out() -> None:
    night = two_tables()
    assert sheet(night, sc.SPLIT).table(3) == [
        ["Line", "Table 1", "Table 2"],
        ["Zadie Abbott", "200", "150"],
        ["Yusuf Barker", "100", "150"],
        ["Wendy Carter", "50", "50"],
        ["Papers counted", "350", "350"],
        ["Total rejected", "0", "0"],
    ]
    assert "Sub-totals" not in sheet(night, sc.SPLIT, tables=False).text


def test_no_sub_total_shows_the_votes_of_one_box() -> None:
    assert "Sub-totals" not in sheet(two_tables(alone=True), sc.SPLIT).text


@pytest.mark.parametrize(("tables", "parts"), [(6, 1), (7, 2)])
def test_many_tables_go_below_each_other(tables: int, parts: int) -> None:
    night = two_tables()
    state = night[sc.SPLIT]
    first, _ = state.contest.mini_counts
    many = tuple(replace(first, id=MiniCountId(f"T{n}"), table="") for n in range(tables))
    wide = replace(state, contest=replace(state.contest, mini_counts=many))
    data = filled(Edition(night.count, "live", AT, EN), "provisional", wide)[1]["tables"]
    assert isinstance(data, dict)
    assert len(data["parts"]) == parts
    assert data["parts"][0]["columns"][:2] == ["Line", "Table T0"]
