"""F2 from anywhere: the pages of the hall by a digit, those of the contest below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain.identifiers import ContestId
from countroom.ui.place import BOARD, Place
from countroom.ui.shell.pages import PAGES
from countroom.ui.shell.places import LATE_IN_THE_HALL, OF_A_CONTEST, OF_THE_HALL, Places
from fingers import Fingers

if TYPE_CHECKING:
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

WARD = ContestId(f"local.testham.ward-1.{hall.DAY}")


class On(Protocol):
    """Opens a desk for an officer at a place."""

    def __call__(self, place: Place = ...) -> tuple[Desk, Fingers, DeskView]: ...


@pytest.fixture
def on(desk_of: DeskOf, shown: Shown) -> On:
    def start(place: Place = BOARD) -> tuple[Desk, Fingers, DeskView]:
        desk = desk_of(person=hall.OFFICER)
        view = shown(desk, place)
        return desk, Fingers(view), view

    return start


def places(view: DeskView) -> Places:
    (found,) = [one for one in view.findChildren(Places) if one.isVisible()]
    return found


def test_every_page_has_its_number(on: On) -> None:
    _, hands, view = on(Place("accounts", WARD))
    hands.press("F2")
    listed = [(one.key, one.property("page")) for one in places(view).buttons]
    pages = [page for page, _ in (*OF_THE_HALL, *LATE_IN_THE_HALL, *OF_A_CONTEST)]
    late = "ABCDEFGH"[: len(LATE_IN_THE_HALL)]
    keys = [*"123456", *late, *"7890", *[""] * len(pages)]
    assert listed == list(zip(keys, pages, strict=False))


def test_without_a_contest_only_the_hall_has_pages(on: On) -> None:
    _, hands, view = on()
    hands.press("F2")
    assert len(places(view).buttons) == len(OF_THE_HALL) + len(LATE_IN_THE_HALL)


@pytest.mark.parametrize(
    ("digit", "page"), [("3", "ready"), ("4", "people"), ("6", "council"), ("A", "pack")]
)
def test_a_digit_goes_there(on: On, digit: str, page: str) -> None:
    desk, hands, view = on()
    hands.press("F2", digit)
    assert desk.place == Place(page)
    assert view.overlay is None


def test_a_page_of_the_contest_keeps_the_contest(on: On) -> None:
    desk, hands, _ = on(Place("accounts", WARD))
    hands.press("F2", "0")
    assert desk.place == Place("result", WARD)


def test_arrows_and_enter_go_there_too_and_start_where_one_is(on: On) -> None:
    desk, hands, _ = on(Place("ready"))
    hands.press("F2")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("page") == "ready"
    hands.press("Down", "Enter")
    assert desk.place == Place("people")


def test_a_page_that_is_not_there_is_closed_and_says_so(
    on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {page: name for page, name in PAGES.items() if page != "council"}
    monkeypatch.setattr("countroom.ui.shell.places.PAGES", without)
    desk, hands, view = on()
    hands.press("F2")
    button = places(view).buttons[5]
    assert not button.isEnabled()
    assert button.accessibleDescription() == "Its page is not here."
    hands.press("6")
    assert desk.place == BOARD
    hands.press("Esc")
    assert view.overlay is None


def test_under_a_sheet_f2_does_nothing(on: On) -> None:
    _, hands, view = on()
    hands.press("F1", "F2")
    assert [one for one in view.findChildren(Places) if one.isVisible()] == []
    hands.press("Esc")
