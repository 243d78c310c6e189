"""The declaration of a supplementary vote on paper: both counts, rejected papers of each, a mayor.

The law's content: first preferences of each, second preferences of those who remained, rejected
by head at both counts, who is elected (SI 2007/1024 Sch 1 r. 54(2)).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mansfield as mf
import scenarios as sc
from countroom.documents import KINDS, Typesetter
from countroom.domain.identifiers import RuleSetId
from countroom.rules.loading import load_rule_sets
from countroom.texts import Texts
from documents import factory as make
from documents.reading import Paper, faults, read

if TYPE_CHECKING:
    from countroom.domain.state import ContestState

EN, CY = Texts("en"), Texts("cy")
KIND = KINDS["declaration"]
ELECTION = replace(make.ELECTION, polling_day="2019-05-02")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def declared() -> ContestState:
    return mf.cleared().speak(mf.MAYOR)[mf.MAYOR]


def first_only() -> ContestState:
    night = sc.Night().set_up(mf.contest()).verify(mf.MAYOR, 1_000)
    night.count_votes(mf.MAYOR, (501, 200, 150, 100, 40), (0, 3, 0, 6)).consult(mf.MAYOR)
    return night.clear(mf.MAYOR)[mf.MAYOR]


def blank() -> ContestState:
    return sc.Night().set_up(mf.contest())[mf.MAYOR]


def pdf(typesetter: Typesetter, state: ContestState, texts: Texts = EN) -> bytes:
    data = KIND.sheet(state, ELECTION, texts, make.FACTS)
    return typesetter.pdf(KIND.template, data, make.PRINTED_AT)


def text(paper: Paper) -> str:
    return " ".join(tag.text for tag in paper.tree.walk() if tag.kind in ("P", "TD"))


def test_mansfield_is_printed_with_both_counts_of_everybody(typesetter: Typesetter) -> None:
    paper = read(pdf(typesetter, declared()))
    assert paper.table(0) == [
        [
            *("No.", "Name of candidate", "Description"),
            *("First preferences", "Second preferences", "Total", "Result"),
        ],
        ["1", "Andy Abrahams", "Labour Party", "6,881", "1,049", "7,930", "Elected"],
        ["2", "Kate Allsop", "Mansfield Independent Forum", "5,860", "2,068", "7,928", ""],
        ["3", "Steve Garner", "Independent", "4,827", "", "", ""],
        ["4", "George Jabbour", "Conservative", "3,592", "", "", ""],
        ["5", "Philip Shields", "Independent", "2,422", "", "", ""],
    ]
    assert paper.table(1) == [
        ["Head", "Reason", "Papers"],
        ["A", "Want of an official mark", "0"],
        ["B", "Voting for more than one candidate as to the first preference vote", "0"],
        ["C", "Writing or mark by which the voter could be identified", "0"],
        ["D", "Unmarked or void for uncertainty as to the first preference vote", "0"],
        ["", "Total rejected", "0"],
        ["Rejected at the second count"],
        ["E", "Unmarked or void for uncertainty as to the second preference vote", "7,724"],
    ]
    assert ["Papers of the second count", "10,841"] in paper.table(2)
    assert ["Second preference for somebody out", "0"] in paper.table(2)


def test_the_words_are_of_a_mayor_and_of_first_preferences(typesetter: Typesetter) -> None:
    said = text(read(pdf(typesetter, declared())))
    assert "Election of the Mayor for Mansfield, Thursday 2 May 2019" in said
    assert "the number of first preference votes recorded for each candidate" in said
    assert (
        "No candidate had more than half of the 23,582 first preference votes. These candidates "
        "remained for the second count: Andy Abrahams; Kate Allsop." in said
    )
    assert "duly elected Mayor for Mansfield: Andy Abrahams" in said
    assert "Councillor" not in said


def test_a_first_count_that_elects_has_one_column_and_no_second_head(
    typesetter: Typesetter,
) -> None:
    paper = read(pdf(typesetter, first_only()))
    assert paper.table(0)[0] == [
        *("No.", "Name of candidate", "Description", "First preferences", "Result"),
    ]
    assert paper.table(1)[-1] == ["", "Total rejected", "9"]


def test_a_blank_form_has_room_for_both_counts(typesetter: Typesetter) -> None:
    paper = read(pdf(typesetter, blank()))
    assert paper.table(0)[1] == ["1", "Andy Abrahams", "Labour Party", "", "", "", ""]
    assert paper.table(1)[-1][2] == ""
    assert paper.pages == 1


@pytest.mark.parametrize("texts", [EN, CY], ids=["en", "cy"])
@pytest.mark.parametrize("state", [declared, first_only, blank])
def test_every_such_sheet_is_accessible_and_on_one_page(
    typesetter: Typesetter, state: object, texts: Texts
) -> None:
    assert callable(state)
    made = pdf(typesetter, state(), texts)
    assert faults(made) == []
    assert read(made).pages == 1


@pytest.mark.parametrize(
    ("rule_set", "poll", "office"),
    [
        ("ca-mayor-2017-sv", "Election of the Mayor for Mansfield", "elected Mayor for Mansfield"),
        ("council-mayor-2023-fptp", "Election of the Mayor for", "elected Mayor for Mansfield"),
        ("london-mayor-2007-sv", "Election of the Mayor of London", "elected Mayor of London"),
        (
            "pcc-2012-sv",
            "Election of the Police and Crime Commissioner for Mansfield",
            "elected Police and Crime Commissioner for Mansfield",
        ),
        ("supplementary-vote", "Election for Mansfield", "elected for Mansfield"),
        ("england-principal-2006", "Election of a Councillor for", "elected Councillor for"),
    ],
)
def test_each_law_elects_to_its_own_office(
    typesetter: Typesetter, rule_set: str, poll: str, office: str
) -> None:
    state = first_only()
    rules = load_rule_sets()[RuleSetId(rule_set)]
    contest = replace(state.contest, rule_set=rules.id)
    said = text(read(pdf(typesetter, replace(state, contest=contest, rules=rules))))
    assert poll in said
    assert office in said
