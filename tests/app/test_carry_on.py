"""What is printed to go on by hand: where we are, the figures so far, blank forms, statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.carry_on import carry_on
from countroom.app.printing import Edition
from countroom.documents import Typesetter
from countroom.texts import Texts
from documents.reading import read

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId

AT = "2024-05-03T00:10:00.000Z"


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter()


@pytest.fixture(scope="module")
def night() -> sc.Night:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), sc.without_poll())
    night.verify(sc.ONE).count_votes(sc.ONE)
    return night


def papers(
    setter: Typesetter, night: sc.Night, contest: ContestId | None = None, *, votes: bool = True
) -> dict[str, str]:
    edition = Edition(night.count, "test", AT, Texts())
    made = carry_on(edition, (contest,) if contest else (), votes=votes)
    return {name: read(setter.pdf(*sheet, AT)).tree.text for name, sheet in made}


def test_it_says_where_every_contest_is_and_how_to_finish(
    setter: Typesetter, night: sc.Night
) -> None:
    text = papers(setter, night)["carry-on.where-we-are"]
    for words in ("How to finish by hand", "5. Later: F2, On record", "Mill Lane", "Old Town"):
        assert words in text
    assert "Zadie Abbott" in text
    assert "520" in text
    assert "Sheets that are missing: 002-01-3, 002-02-1." in text


def test_no_vote_stands_on_it_where_nobody_of_the_staff_asked(
    setter: Typesetter, night: sc.Night
) -> None:
    text = papers(setter, night, votes=False)["carry-on.where-we-are"]
    assert "520" not in text
    assert "Zadie Abbott" in text


def test_steps_of_the_guidance_that_are_open_have_room_to_be_signed(setter: Typesetter) -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE, papers=1_100)
    night.let_stand(sc.ONE, "V11").consult(sc.ONE).search(sc.ONE, "floor")
    edition = Edition(night.count, "test", AT, Texts())
    _, sheet = next(carry_on(edition, (), votes=True))
    paper = read(setter.pdf(*sheet, AT))
    steps = next(t for t in map(paper.table, range(1, 9)) if t[0] == ["Step", "Done by", "Time"])
    assert [row[1:] for row in steps[1:3]] == [["ticked already", "02:30 on 3 May 2024"], ["", ""]]
    assert steps[2][0] == "Looked on the floor, under the tables and in the boxes"
    heading = "Not reconciled: steps of the guidance"
    assert heading not in papers(setter, night, votes=False)["carry-on.where-we-are"]


def test_there_are_forms_in_ballot_order_a_box_receipt_and_a_blank_statement_each(
    setter: Typesetter, night: sc.Night
) -> None:
    found = papers(setter, night)
    assert sorted(found) == [
        "carry-on.forms",
        f"carry-on.statement.{sc.ONE}",
        f"carry-on.statement.{sc.THREE}",
        "carry-on.where-we-are",
    ]
    forms = found["carry-on.forms"]
    assert "Boxes received by hand" in forms
    ward = forms[forms.index("Old Town: sheet") :]
    order = [ward.index(one.name) for one in sc.three_seats().candidates]
    assert order == sorted(order)
    assert "BLANK" in found[f"carry-on.statement.{sc.ONE}"]


def test_from_a_contests_own_page_only_that_contest_is_printed(
    setter: Typesetter, night: sc.Night
) -> None:
    found = papers(setter, night, sc.ONE)
    assert f"carry-on.statement.{sc.THREE}" not in found
    assert "Old Town: sheet" not in found["carry-on.forms"]
