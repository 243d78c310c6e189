"""Who sits at this laptop: passphrase, PIN, a second person, nobody; by keys only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

import hall
from countroom.ui.parts import Button
from countroom.ui.place import BOARD
from countroom.ui.sign_in import SecondPerson, SignIn
from ui import every_page
from ui.every_page import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.station import Hand
    from ui.every_page import Room

PIN = "271828"
ROWS = {
    hall.ADMINISTRATOR: "1",
    hall.KEYER: "2",
    hall.OTHER_KEYER: "3",
    hall.SUPERVISOR: "4",
    hall.OFFICER: "5",
    hall.DEPUTY: "6",
}


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path) as room:
        yield room


def asked(room: Room) -> SignIn:
    assert isinstance(room.view.overlay, SignIn)
    return room.view.overlay


def second(room: Room) -> SecondPerson:
    assert isinstance(room.view.overlay, SecondPerson)
    return room.view.overlay


def lit() -> QLineEdit:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def give(room: Room, secret: str) -> None:
    room.hands.type(secret)
    room.hands.press("Enter")


def here(room: Room) -> str:
    return room.desk.person.id if room.desk.person else ""


def with_pin(room: Room) -> None:
    """Let the first keyer choose a PIN and hand over."""
    room.hands.press("F10", ROWS[hall.KEYER])
    give(room, hall.SECRET)
    give(room, PIN)
    assert here(room) == hall.KEYER
    room.hands.press("F10")


# Signing in.


def test_the_right_passphrase_by_keys_only(room: Room) -> None:
    room.hands.press("F10", ROWS[hall.SUPERVISOR])
    assert lit().echoMode() == QLineEdit.EchoMode.Password
    give(room, hall.SECRET)
    assert here(room) == hall.SUPERVISOR
    assert room.view.overlay is None
    assert room.view.header.person.text() == room.desk.name_of(hall.SUPERVISOR)
    assert QApplication.focusWidget() is room.page.first_focus()


def test_a_wrong_passphrase_says_so_and_is_keyed_again(room: Room) -> None:
    room.hands.press("F10", ROWS[hall.SUPERVISOR])
    give(room, "not the one")
    who = asked(room).who
    assert here(room) == ""
    assert who.trouble.text()
    assert who.trouble.isVisible()
    assert who.secret.accessibleDescription() == who.trouble.text()
    assert (lit(), lit().text()) == (who.secret, "")
    give(room, hall.SECRET)
    assert here(room) == hall.SUPERVISOR


def test_an_empty_field_is_no_try(room: Room) -> None:
    room.hands.press("F10", ROWS[hall.SUPERVISOR], "Enter")
    assert asked(room).who.trouble.text() == ""


@pytest.mark.parametrize(("person", "digit"), ROWS.items())
def test_a_digit_finds_its_person(room: Room, person: str, digit: str) -> None:
    room.hands.press("F10", digit)
    assert asked(room).who.people.chosen == person
    assert lit() is asked(room).who.secret


def test_arrows_and_enter_find_a_person_too(room: Room) -> None:
    room.hands.press("F10", "Down", "Down", "Enter")
    assert asked(room).who.people.chosen == hall.OTHER_KEYER
    assert lit() is asked(room).who.secret


def test_a_digit_beyond_the_list_chooses_nobody(room: Room) -> None:
    room.hands.press("F10", "9")
    people = asked(room).who.people
    assert people.count() < 9
    assert people.chosen == hall.ADMINISTRATOR
    assert QApplication.focusWidget() is people


def test_esc_leaves_without_signing(room: Room) -> None:
    room.hands.press("F10", ROWS[hall.SUPERVISOR])
    room.hands.type(hall.SECRET)
    room.hands.press("Esc")
    assert (here(room), room.view.overlay) == ("", None)
    assert room.desk.place == BOARD


def test_tab_stays_on_the_sheet(room: Room) -> None:
    room.hands.press("F10")
    sheet = asked(room)
    seen = set()
    for _ in range(4):
        room.hands.press("Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
        seen.add(focused)
    assert seen == {sheet.who.people, sheet.who.secret}


# The PIN.


def test_a_keyer_comes_back_by_pin(room: Room) -> None:
    with_pin(room)
    assert here(room) == ""
    room.hands.press(ROWS[hall.KEYER])
    give(room, PIN)
    assert here(room) == hall.KEYER
    assert room.view.overlay is None  # and is not asked for another PIN


def test_only_keyers_are_offered_a_pin(room: Room) -> None:
    for person in (hall.SUPERVISOR, hall.OFFICER, hall.ADMINISTRATOR):
        room.hands.press("F10", ROWS[person])
        give(room, hall.SECRET)
        assert here(room) == person
        assert room.view.overlay is None


@pytest.mark.parametrize("plain", ["111111", "123456", "12345"])
def test_a_plain_pin_is_refused_in_words(room: Room, plain: str) -> None:
    room.hands.press("F10", ROWS[hall.KEYER])
    give(room, hall.SECRET)
    give(room, plain)
    assert asked(room)._trouble.text()
    room.qtbot.waitUntil(asked(room)._trouble.isVisible)
    assert (lit(), lit().text()) == (asked(room).pin, "")
    assert lit().accessibleDescription() == asked(room)._trouble.text()
    give(room, PIN)
    assert room.view.overlay is None


def test_three_wrong_pins_and_the_passphrase_is_asked_for(room: Room) -> None:
    with_pin(room)
    room.hands.press(ROWS[hall.KEYER])
    said = []
    for _ in range(3):
        give(room, "314159")
        said.append(asked(room).who.trouble.text())
        assert here(room) == ""
    assert len(set(said)) == 3
    assert "passphrase" in said[-1].lower()
    give(room, PIN)
    assert here(room) == ""
    give(room, hall.SECRET)
    assert here(room) == hall.KEYER


# A second person.


def ask_second(room: Room) -> list[Hand]:
    hands: list[Hand] = []
    room.desk.ask_second("Two sign.", ("supervisor", "officer"), hands.append)
    return hands


def test_a_second_person_is_another_with_the_role(room: Room) -> None:
    room.seat(hall.OFFICER)
    hands = ask_second(room)
    people = second(room).who.people
    offered = people._ids
    assert hall.OFFICER not in offered
    assert hall.SUPERVISOR in offered
    assert not {hall.KEYER, hall.OTHER_KEYER, hall.ADMINISTRATOR} & set(offered)
    room.hands.press(str(offered.index(hall.SUPERVISOR) + 1))
    give(room, hall.SECRET)
    assert [hand.person for hand in hands] == [hall.SUPERVISOR]
    assert here(room) == hall.OFFICER
    assert room.view.overlay is None


def test_a_second_person_with_a_wrong_passphrase_signs_nothing(room: Room) -> None:
    room.seat(hall.OFFICER)
    hands = ask_second(room)
    room.hands.press("1")
    give(room, "not the one")
    assert second(room).who.trouble.text()
    assert lit().text() == ""
    room.hands.press("Esc")
    assert (hands, here(room), room.view.overlay) == ([], hall.OFFICER, None)


def test_a_pin_does_not_sign_second(room: Room) -> None:
    room.hands.press("F10", ROWS[hall.KEYER])
    give(room, hall.SECRET)
    give(room, PIN)
    room.seat(hall.OFFICER)
    hands: list[Hand] = []
    room.desk.ask_second("Two sign.", ("keyer",), hands.append)
    room.hands.press("1")
    give(room, PIN)
    assert hands == []
    assert second(room).who.trouble.text()


# Nobody.

ONLY_SHOWS = ("Next ward", "Said, next line", "Go and mend it", "Go to declaration")
ONLY_LOOKED_AT = (
    "ready",
    "contests",
    "council",
    "next sheet",
    "differences",
    "platform",
    "published",
    "all published",
    "query",
    "consultation",
    "observers",
    "announcements",
    "print desk",
)
AWAITS_MORE = ("accounts", "receipt", "postal")
"""Where what is awaited is said first: it would still be awaited if somebody signed in."""


def primary(room: Room) -> list[Button]:
    """List the buttons that carry something out, of those that stand on the page."""
    buttons = [one for one in room.page.findChildren(Button) if one._primary and one.isVisible()]
    return [one for one in buttons if one.text() not in ONLY_SHOWS]


@pytest.mark.parametrize("name", PLACES)
def test_nobody_signed_in_and_every_button_says_to_sign_in(room: Room, name: str) -> None:
    room.desk.go(PLACES[name][1])
    buttons = primary(room)
    assert bool(buttons) == (name not in ONLY_LOOKED_AT)
    for button in buttons:
        assert not button.isEnabled(), button.text()
        why = button.accessibleDescription()
        assert why, button.text()
        assert "sign in" in why.lower() or name in AWAITS_MORE, button.text()


def test_nobody_signed_in_and_nothing_is_declared(room: Room) -> None:
    room.desk.go(PLACES["platform"][1])
    for _ in range(20):
        room.hands.press("Space")
    (spoken,) = primary(room)
    assert not spoken.isEnabled()
    assert "sign in" in spoken.accessibleDescription().lower()
    room.hands.press("F8")
    assert room.desk.contest(every_page.CLEARED).declared is None


def test_who_signs_in_opens_the_button(room: Room) -> None:
    room.desk.go(PLACES["result"][1])
    room.hands.press("F10", ROWS[hall.SUPERVISOR])
    give(room, hall.SECRET)
    room.desk.go(PLACES["result"][1])
    assert [one.isEnabled() for one in primary(room)] == [True]


def test_the_desk_itself_keeps_no_digits_of_who_settles_or_clears(room: Room) -> None:
    for person, kept in ((hall.KEYER, True), (hall.SUPERVISOR, False), (hall.OFFICER, False)):
        assert room.desk.sign_in(person, hall.SECRET) is None
        assert (room.desk.choose_pin("271828") is None) is kept
        assert room.desk.station.pins.has(person) is kept
