"""The hall's screen beside a working desk: opened by a key, paged by hand, black by B."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import hall
from countroom.domain import commands as do
from countroom.ui.hall import HallWindow
from countroom.ui.place import BOARD
from fingers import NAMED, Fingers
from ui import every_page
from ui.every_page import CLEARED, DECLARED
from ui.seen import everything_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.tokens import PaletteName
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

LATER = "2024-05-03T09:00:00.000Z"
VOTES = ("883", "687", "589")


@pytest.fixture
def opened(desk_of: DeskOf, shown: Shown) -> Callable[..., tuple[Desk, DeskView, HallWindow]]:
    """Open the hall's screen from the board of an officer by its key."""

    def start(
        palette: PaletteName = "light",
        scale: float = 1.0,
        play: Callable[[Playing], object] = every_page.play,
    ) -> tuple[Desk, DeskView, HallWindow]:
        desk = desk_of(
            play, person=hall.OFFICER, contests=every_page.WARDS, palette=palette, scale=scale
        )
        view = shown(desk, BOARD)
        Fingers(view).press("Ctrl+H")
        assert isinstance(desk.hall, HallWindow)
        return desk, view, desk.hall

    return start


def press(window: HallWindow, *keys: str) -> None:
    """Press keys at the hall's screen itself."""
    for key in keys:
        if key == "Home":
            QTest.keyClick(window, Qt.Key.Key_Home)
        elif key in NAMED:
            QTest.keyClick(window, NAMED[key])
        else:
            QTest.keyClicks(window, key)


def told(window: HallWindow) -> str:
    return window.sheet.accessibleDescription()


def test_a_key_opens_it_and_the_desk_keeps_its_keys(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]],
) -> None:
    desk, view, window = opened()
    assert window.isVisible()
    assert view.isActiveWindow()
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert "1 of 7 wards declared" in told(window)
    Fingers(view).press("Ctrl+H")
    assert desk.hall is window, "the same one, not another"


def test_it_shows_no_vote_of_what_was_not_spoken_and_no_close_result(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]],
) -> None:
    _, _, window = opened()
    press(window, "Left", "Left")
    whole = everything_on(window)
    for words in ("Provisional", "Recount", "read back"):
        assert words not in whole


def test_arrows_page_by_hand_and_home_lets_it_go_by_itself(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _, window = opened()
    monkeypatch.setattr(desk, "now", lambda: LATER)
    press(window, "Home")
    assert window.sheet.view is not None
    assert window.sheet.view.ward is None
    press(window, "Right")
    assert window.page == DECLARED
    assert all(votes in told(window) for votes in VOTES)
    press(window, "Right")
    assert window.page == ""
    assert not any(votes in told(window) for votes in VOTES)
    press(window, "Left", "Home")
    assert window.page is None


def test_a_ward_comes_on_by_itself_once_it_is_spoken(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    desk, _, window = opened()
    spoken_at = "2024-05-02T23:40:00.000Z"
    monkeypatch.setattr(desk, "now", lambda: spoken_at)
    window.refresh()
    assert window.sheet.view is not None
    assert window.sheet.view.ward is None
    qtbot.waitUntil(lambda: desk.standing.log in ("sound", "taken"))
    desk.do(do.SpeakResult(hall.OFFICER, CLEARED, spoken_at))
    qtbot.waitUntil(lambda: "Ward 2, 3 seats" in told(window))
    assert all(votes in told(window) for votes in VOTES)


def test_b_blacks_it_out_and_any_key_brings_it_back(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]],
) -> None:
    _, _, window = opened()
    before = told(window)
    press(window, "b")
    assert told(window) == ""
    assert _colours(window.sheet.grab().toImage()) == {(0, 0, 0)}
    press(window, "x")
    assert told(window) == before
    assert len(_colours(window.sheet.grab().toImage())) > 3


def _colours(image: QImage) -> set[tuple[int, int, int]]:
    places = range(0, image.width(), 7), range(0, image.height(), 7)
    found = (image.pixelColor(x, y) for x in places[0] for y in places[1])
    return {(one.red(), one.green(), one.blue()) for one in found}


def test_it_never_locks_when_somebody_hands_over(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]],
) -> None:
    desk, view, window = opened()
    before = told(window)
    Fingers(view).press("F10")
    assert desk.person is None
    assert told(window) == before


def test_esc_closes_it_and_the_key_opens_another(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]], qtbot: QtBot
) -> None:
    desk, view, window = opened()
    press(window, "Esc")
    assert desk.hall is None
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    Fingers(view).press("Ctrl+H")
    assert isinstance(desk.hall, HallWindow)


def test_what_the_officer_withholds_goes_from_the_screen(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]], qtbot: QtBot
) -> None:
    desk, _, window = opened()
    press(window, "Right")
    order = do.SetDisclosure(
        hall.OFFICER, hall.ELECTION, "hall", "result", shown=False, reason="by order"
    )
    desk.do(order)
    qtbot.waitUntil(lambda: "0 of 7 wards declared" in told(window))
    assert not any(votes in told(window) for votes in VOTES)


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
@pytest.mark.parametrize("page", ["", DECLARED])
def test_it_is_painted_in_every_palette_at_every_size(
    opened: Callable[..., tuple[Desk, DeskView, HallWindow]], palette: PaletteName, page: str
) -> None:
    _, _, window = opened(palette, 2.0)
    window.page = page
    for size in ((1920, 1080), (1024, 768), (1280, 800)):
        window.resize(*size)
        window.refresh()
        assert len(_colours(window.grab().toImage())) > 3
