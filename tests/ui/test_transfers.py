"""The page of papers moved, by its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hall
from countroom.domain import commands as do
from countroom.domain.hall import Transfer
from countroom.domain.identifiers import BoxId, ContestId
from countroom.ui.parts import Words
from countroom.ui.place import Place
from countroom.ui.transfers import TransfersPage
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))


def at(
    desk_of: DeskOf,
    shown: Shown,
    play: Callable[[Playing], object] = lambda _: None,
    person: PersonId = hall.SUPERVISOR,
) -> tuple[Desk, TransfersPage, Fingers]:
    desk = desk_of(play, person=person)
    view = shown(desk, Place("transfers", WARD))
    assert isinstance(view.page, TransfersPage)
    return desk, view.page, Fingers(view)


def told(page: TransfersPage) -> list[str]:
    return [one.text() for one in page.panel.findChildren(Words) if not one.isHidden()]


def aside(desk: Playing) -> None:
    transfer = Transfer(OTHER, BoxId("S1"), WARD, BoxId("S1"), 14, counted=False)
    desk.do(do.TransferPapers(hall.SUPERVISOR, transfer, "table 3 at 00:10"))


def test_a_transfer_stands_with_where_how_why_and_who(desk_of: DeskOf, shown: Shown) -> None:
    desk, page, _ = at(desk_of, shown, aside)
    words = told(page)
    for said in (
        "Ward 2, Polling station 1",
        "Ward 1, Polling station 1",
        "14",
        "Set aside before the box was counted",
        "table 3 at 00:10",
    ):
        assert said in words
    assert any(one.endswith(f"by {desk.name_of(hall.SUPERVISOR)}") for one in words)


def test_papers_are_moved_from_here_and_stand_in_the_table_at_once(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk, page, hands = at(desk_of, shown)
    assert "No papers were moved out of this ward's boxes or into them." in told(page)
    hands.press("F7")
    assert page.moving is not None
    hands.type("3")
    hands.press("Enter", "Enter")
    hands.type("found by table 3")
    hands.press("Enter", "Enter")
    qtbot.waitUntil(lambda: bool(desk.contest(WARD).sent))
    qtbot.waitUntil(lambda: "found by table 3" in told(page))
    assert page.moving is None


def test_a_keyer_reads_them_and_moves_none(desk_of: DeskOf, shown: Shown) -> None:
    desk, page, hands = at(desk_of, shown, aside, hall.KEYER)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert not page.act.button.isEnabled()
    hands.press("F7")
    assert said == [page.act.why.text()]
    assert page.moving is None
    assert "14" in told(page)
