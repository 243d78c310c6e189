"""An observer in the real window: signs in, sees the board, and no button changes anything."""

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
from countroom.ui.parts import Act
from countroom.ui.place import BOARD, Place
from countroom.ui.shell.window import DeskView
from ui import every_page
from ui.every_page import PLACES

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk as Playing
    from ui.conftest import DeskOf, Shown

OBSERVER = PersonId("observer-1")


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


@pytest.mark.parametrize("name", PLACES)
def test_no_act_of_any_page_is_open_to_an_observer(
    desk_of: DeskOf, shown: Shown, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret: list[str] = []

    def play(desk: Playing) -> None:
        every_page.play(desk)
        secret.append(with_observer(desk))

    desk = desk_of(play, contests=every_page.WARDS)
    assert desk.sign_in(OBSERVER, secret[0]) is None
    asked: list[object] = []
    monkeypatch.setattr(desk, "do", lambda *given, **_: asked.append(given))
    view = shown(desk, PLACES[name][1])
    assert isinstance(view, DeskView)
    assert view.page is not None
    for act in view.page.findChildren(Act):
        if act.isVisible() and act.button.isEnabled():
            act.button.click()
    assert asked == []
    assert desk.why_not(do.NotePersonLeft(OBSERVER, hall.KEYER))


def test_an_observer_sees_the_board(desk_of: DeskOf, shown: Shown) -> None:
    secret: list[str] = []
    desk = desk_of(lambda playing: secret.append(with_observer(playing)))
    assert desk.sign_in(OBSERVER, secret[0]) is None
    page = shown(desk, BOARD).page
    assert isinstance(page, ContestsPage)
    assert desk.person is not None
    assert desk.person.name == "Olive"
    for place in (Place("ready"), Place("people")):
        desk.go(place)
        assert desk.place == place
