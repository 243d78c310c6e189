"""The hall gate of combined polls, on the board and on the result page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.domain.identifiers import ContestId
from countroom.ui.contests import ContestsPage
from countroom.ui.place import BOARD, Place
from countroom.ui.result import ResultPage

if TYPE_CHECKING:
    from countroom.app.rehearsal.desk import Desk as Playing
    from ui.conftest import DeskOf, Shown

WARD = ContestId(f"local.testham.ward-1.{hall.DAY}")
WAITS = "Combined polls: 1 ward is still to be verified: Ward 2. 1 result waits for that: Ward 1."


@pytest.fixture(autouse=True)
def _combined(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = hall.make_election
    monkeypatch.setattr(hall, "make_election", lambda n: replace(usual(n), combined=True))


def first_consulted(desk: Playing) -> None:
    first = desk.count.count.contests[WARD]
    hall.key_accounts(desk, first)
    hall.key_count_sheet(desk, first)
    hall.reach_consulted(desk, first)


def both_verified(desk: Playing) -> None:
    first_consulted(desk)
    hall.key_accounts(desk, list(desk.count.count.contests.values())[1])


def test_the_board_names_what_is_outstanding_and_who_waits(desk_of: DeskOf, shown: Shown) -> None:
    page = shown(desk_of(first_consulted, person=hall.OFFICER), BOARD).page
    assert isinstance(page, ContestsPage)
    assert page.gate.isVisible()
    assert page.gate.said == WAITS


def test_the_board_says_nothing_once_all_are_verified(desk_of: DeskOf, shown: Shown) -> None:
    page = shown(desk_of(both_verified, person=hall.OFFICER), BOARD).page
    assert isinstance(page, ContestsPage)
    assert page.gate.isHidden()


def test_the_way_to_the_declaration_stays_closed_and_says_for_whom(
    desk_of: DeskOf, shown: Shown
) -> None:
    page = shown(desk_of(first_consulted, person=hall.OFFICER), Place("result", WARD)).page
    assert isinstance(page, ResultPage)
    assert not page.go_on.button.isEnabled()
    assert page.go_on.why.text() == WAITS


def test_it_opens_with_the_last_statement(desk_of: DeskOf, shown: Shown) -> None:
    page = shown(desk_of(both_verified, person=hall.OFFICER), Place("result", WARD)).page
    assert isinstance(page, ResultPage)
    assert page.go_on.button.isEnabled()
