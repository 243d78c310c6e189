"""An observer in the real window: one page wherever they turn, and nothing undisclosed on it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.newcomers import members_for, prepare, read_newcomers
from countroom.app.setup import secrets_beside
from countroom.app.staff import read_secrets, sign_in
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.texts import Texts
from countroom.ui.contests import ContestsPage
from countroom.ui.observers import ObserversPage
from countroom.ui.parts import Act
from countroom.ui.place import BOARD, Place
from countroom.ui.shell.pages import PAGES
from fingers import Fingers
from ui import every_page
from ui.every_page import AGREED, CLEARED, CONSULTED, DECLARED, PLACES
from ui.seen import everything_on

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

OBSERVER = PersonId("observer-1")
VOTES = ("883", "785", "687", "589", "490", "392", "294")
"""Some of the votes of every counted ward: nothing else in the hall has such a figure."""


def with_observer(desk: Playing) -> str:
    """Enrol an observer with the slip they would get; give what it says."""
    path: Path = desk.count.store.path
    secrets = read_secrets(secrets_beside(path))
    administrator = sign_in(secrets, hall.ADMINISTRATOR, hall.SECRET)
    assert not isinstance(administrator, Refusal)
    newcomers, _ = read_newcomers(Texts(), "Olive, observer")
    members = members_for(newcomers, desk.state.people, Random(1).randbytes)
    made = prepare(path, secrets, administrator, members, Random(2).randbytes, Texts())
    desk.do(do.EnrolPerson(hall.ADMINISTRATOR, made.crew[0].person))
    return members[0].secret


def night(desk: Playing) -> None:
    """Bring seven wards to seven stages, all but the first undeclared."""
    every_page.play(desk)


def observed(desk_of: DeskOf, **table: bool) -> Desk:
    """Have an observer sit at a desk; ``table`` says facts shown to them or withheld."""
    secret: list[str] = []

    def play(desk: Playing) -> None:
        night(desk)
        for fact, there in table.items():
            desk.do(
                do.SetDisclosure(
                    hall.OFFICER,
                    hall.ELECTION,
                    "observers",
                    fact,  # type: ignore[arg-type]
                    shown=there,
                    reason="the hall knows",
                )
            )
        secret.append(with_observer(desk))

    desk = desk_of(play, contests=every_page.WARDS)
    assert desk.sign_in(OBSERVER, secret[0]) is None
    return desk


@pytest.mark.parametrize("name", PLACES)
def test_no_act_of_any_page_is_open_to_an_observer(
    desk_of: DeskOf, shown: Shown, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = observed(desk_of)
    asked: list[object] = []
    monkeypatch.setattr(desk, "do", lambda *given, **_: asked.append(given))
    view = shown(desk, PLACES[name][1])
    assert view.page is not None
    for act in view.page.findChildren(Act):
        if act.isVisible() and act.button.isEnabled():
            act.button.click()
    assert asked == []
    assert desk.why_not(do.NotePersonLeft(OBSERVER, hall.KEYER))


@pytest.mark.parametrize("name", PLACES)
def test_an_observer_finds_their_own_page_wherever_they_turn(
    desk_of: DeskOf, shown: Shown, name: str
) -> None:
    view = shown(observed(desk_of), PLACES[name][1])
    assert isinstance(view.page, ObserversPage)


def test_every_page_there_is_gives_way_to_it(desk_of: DeskOf, shown: Shown) -> None:
    desk = observed(desk_of)
    view = shown(desk, BOARD)
    for page in PAGES:
        for contest in (None, CLEARED):
            desk.go(Place(page, contest))
            assert isinstance(view.page, ObserversPage), page


def test_no_vote_and_nothing_close_stands_before_an_observer(desk_of: DeskOf, shown: Shown) -> None:
    view = shown(observed(desk_of, result=False), BOARD)
    assert isinstance(view.page, ObserversPage)
    steps = {line.key: line.aside for line in view.page.known.lines}
    assert [steps[one] for one in (DECLARED, CLEARED, CONSULTED, AGREED)] == ["Counting"] * 4
    whole = everything_on(view)
    for words in (*VOTES, "Provisional", "Recount", "read back", "About to be declared", "Elected"):
        assert words not in whole


def test_a_result_that_is_out_is_there_with_its_votes(desk_of: DeskOf, shown: Shown) -> None:
    page = shown(observed(desk_of), BOARD).page
    assert isinstance(page, ObserversPage)
    told = {line.key: line.told for line in page.known.lines}
    for votes in VOTES:
        assert [contest for contest, words in told.items() if votes in words] == [DECLARED]


def test_what_the_officer_disclosed_is_there(desk_of: DeskOf, shown: Shown) -> None:
    desk = observed(desk_of, provisional=True, cleared=True)
    page = shown(desk, BOARD).page
    assert isinstance(page, ObserversPage)
    lines = {line.key: line.aside for line in page.known.lines}
    assert lines[CLEARED] == "About to be declared"
    assert lines[CONSULTED] == "Provisional result"
    assert lines[AGREED] == "Counting"


def test_the_page_stays_when_the_observer_leaves_and_goes_when_staff_comes(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = observed(desk_of)
    view = shown(desk, BOARD)
    hands = Fingers(view)
    hands.press("F10", "Esc")
    assert desk.person is None
    qtbot.waitUntil(lambda: view.overlay is None)
    assert isinstance(view.page, ObserversPage)
    desk.go(Place("result", CONSULTED))
    assert isinstance(view.page, ObserversPage)
    assert desk.sign_in(hall.SUPERVISOR, hall.SECRET) is None
    desk.home()
    assert isinstance(view.page, ContestsPage)


def test_who_is_staff_too_works_as_staff(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(night, person=hall.SUPERVISOR, contests=every_page.WARDS)
    assert isinstance(shown(desk, BOARD).page, ContestsPage)


def test_a_page_open_when_the_observer_comes_goes_at_once(desk_of: DeskOf, shown: Shown) -> None:
    secret: list[str] = []

    def play(desk: Playing) -> None:
        night(desk)
        secret.append(with_observer(desk))

    desk = desk_of(play, person=hall.OFFICER, contests=every_page.WARDS)
    view = shown(desk, Place("result", CONSULTED))
    assert "Provisional" in everything_on(view)
    assert desk.sign_in(OBSERVER, secret[0]) is None
    assert isinstance(view.page, ObserversPage)
