"""What a screen reader gets from every page, and what large text does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QFocusFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

import hall
from countroom.domain.sheets import PAPERS
from countroom.ui.entry import EntryPage
from countroom.ui.hall.sheet import HallSheet
from countroom.ui.parts import Button, Chip, CutWords, Overlay, StampBox
from countroom.ui.parts.bars import Bars
from countroom.ui.parts.gauge import GaugeMeter
from countroom.ui.parts.meter import CeilingMeter
from countroom.ui.parts.seat_chart import SeatChart
from ui import every_page
from ui.every_page import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.texts import Language
    from fingers import Fingers
    from ui.every_page import Room

SIZE: Final = QSize(1366, 768)
SHEETS: Final = {"sign in": "F10", "choices": "F12", "guide": "F1"}
"""Sheets over the board, by their keys."""

ROLE = QAccessible.Role
NO_ROLES: Final = (ROLE.NoRole, ROLE.Client)
NAME, DESCRIPTION, VALUE = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
)

ROWS: Final = (ROLE.ListItem, ROLE.Cell, ROLE.TreeItem)
PAINTED: Final = (Chip, StampBox, Bars, GaugeMeter, CeilingMeter, SeatChart, HallSheet)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with every_page.opened(qtbot, tmp_path) as room:
        room.window.resize(SIZE)
        yield room


def everywhere(room: Room) -> Iterator[tuple[str, QWidget]]:
    """Go through every page and every sheet: the name and what is to be looked at."""
    for name in PLACES:
        room.go(name)
        room.qtbot.wait(1)
        yield name, room.view
    room.go("contests")
    for name, key in SHEETS.items():
        room.hands.press(key)
        QApplication.processEvents()
        yield name, next(one for one in room.view.findChildren(Overlay) if one.isVisible())
        room.hands.press("Esc")
        QApplication.processEvents()
    room.window.show_start()
    QApplication.processEvents()
    assert room.window.start is not None
    yield "start", room.window.start
    room.window.set_up()
    QApplication.processEvents()
    yield "set up", room.window


class Told(NamedTuple):
    """What a screen reader is told of one thing."""

    kind: str
    role: QAccessible.Role
    name: str
    description: str
    value: str
    focusable: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.role.name} {self.name!r}"


def told(widget: QWidget) -> list[Told]:
    """Go through a part of the tree as a screen reader does.

    Nothing of the tree itself is kept: it dies with its widgets, and Python would not know.
    """
    found: list[Told] = []

    def walk(interface: QAccessibleInterface | None) -> None:
        if interface is None or not interface.isValid():
            return
        if interface.state().invisible and interface.role() not in ROWS:  # rows may be scrolled
            return
        thing: object = interface.object()
        kind = type(thing).__name__
        name, description, value = (
            interface.text(one).strip() for one in (NAME, DESCRIPTION, VALUE)
        )
        focusable = bool(interface.state().focusable)
        found.append(Told(kind, interface.role(), name, description, value, focusable))
        for n in range(interface.childCount()):
            walk(interface.child(n))

    walk(QAccessible.queryAccessibleInterface(widget))
    return found


# The tree.


def nameless(widget: QWidget) -> list[str]:
    """List what the keys reach and nothing names."""
    found = [one for one in told(widget) if one.focusable]
    assert found
    # Qt gives a scrolled area no other role than that of a pane; its name says which.
    return [
        str(one)
        for one in found
        if not one.name or (one.role in NO_ROLES and one.kind != "Scrolled")
    ]


def rows_of(widget: QWidget) -> Iterator[tuple[QAbstractItemView, list[Told]]]:
    """Give every list that is seen, with what is told of its rows."""
    for view in widget.findChildren(QAbstractItemView):
        if not view.isVisible() or view.model() is None or isinstance(view, QHeaderView):
            continue  # a table tells its heads with its cells
        yield view, [one for one in told(view) if one.role in ROWS]


def nameless_rows(widget: QWidget) -> list[str]:
    """List the lists of which not every row is told."""
    return [
        f"{type(view).__name__} {[str(one) for one in items]}"
        for view, items in rows_of(widget)
        if len(items) < view.model().rowCount() or not all(one.name for one in items)
    ]


def painted(widget: QWidget) -> Iterator[tuple[type[QWidget], str]]:
    """Give what is painted and seen, with what is told of it."""
    for kind in PAINTED:
        for one in widget.findChildren(kind):
            if one.isVisible():
                yield kind, told(one)[0].name


def closed_without_a_word(widget: QWidget) -> list[str]:
    """List the closed buttons that do not tell what opens them."""
    return [
        one.text()
        for one in widget.findChildren(Button)
        if one.isVisible() and not one.isEnabled() and not one.accessibleDescription()
    ]


def test_every_control_has_a_role_and_a_name(room: Room) -> None:
    wrong = [f"{page}: {one}" for page, widget in everywhere(room) for one in nameless(widget)]
    assert wrong == []


def test_every_row_of_every_list_has_a_name(room: Room) -> None:
    wrong, rows = [], 0
    for page, widget in everywhere(room):
        rows += sum(len(items) for _, items in rows_of(widget))
        wrong += [f"{page}: {one}" for one in nameless_rows(widget)]
    assert wrong == []
    assert rows > 20


def test_what_is_painted_is_told_in_words(room: Room) -> None:
    silent, seen = [], set()
    for page, widget in everywhere(room):
        for kind, spoken in painted(widget):
            seen.add(kind)
            silent += [] if spoken else [f"{page}: {kind.__name__}"]
    assert silent == []
    assert seen >= set(PAINTED) - {GaugeMeter}  # which waits for the first accounts


def test_a_field_tells_its_trouble(room: Room) -> None:
    page = room.go("entry")
    assert isinstance(page, EntryPage)
    room.hands.type("2000")
    room.hands.press("Enter")
    room.hands.type("9000")
    room.hands.press("Enter")
    second = list(page.rows.values())[1]
    for row, says in ((page.rows[PAPERS], False), (second, True)):
        one = told(row.field)[0]
        assert bool(one.description) == says
        assert one.value == row.field.text()


def test_a_closed_button_tells_what_opens_it(room: Room) -> None:
    silent = [
        f"{page}: {one}"
        for page, widget in everywhere(room)
        for one in closed_without_a_word(widget)
    ]
    assert silent == []


# Tab.


def stops(widget: QWidget) -> set[QWidget]:
    """List what Tab has to reach."""
    return {
        one
        for one in widget.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    }


def covered(widget: QWidget) -> bool:
    """Say whether a sheet lies over a control."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, Overlay):
            return False
        parent = parent.parentWidget()
    return any(one.isVisible() for one in widget.window().findChildren(Overlay))


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"


def lost_by_tab(widget: QWidget, hands: Fingers) -> list[str]:
    """Go round by Tab and list what is reached twice, never, or under a sheet."""
    first = QApplication.focusWidget()
    if first is None:
        return ["nothing has the focus"]
    seen = [first]
    for _ in range(200):
        hands.press("Tab")
        now = QApplication.focusWidget()
        if now is None or now is first:
            break
        seen.append(now)
    wanted = {one for one in stops(widget) if not _one_of_a_group(one)}
    reached = set(seen)
    wrong = [f"twice {name_of(one)}" for one in reached if seen.count(one) > 1]
    wrong += [f"never {name_of(one)}" for one in wanted - reached]
    wrong += [f"under a sheet {name_of(one)}" for one in reached if covered(one)]
    if QApplication.focusWidget() is not first:
        wrong.append(f"does not come back to {name_of(first)}")
    first.setFocus()
    return wrong


def test_tab_reaches_every_control_once_and_comes_back(room: Room) -> None:
    wrong = [
        f"{page}: {one}"
        for page, widget in everywhere(room)
        for one in lost_by_tab(widget, room.hands)
    ]
    assert wrong == []


def _one_of_a_group(widget: QWidget) -> bool:
    """Say whether arrows lead here: of buttons that exclude each other Tab takes the one chosen."""
    if not isinstance(widget, QAbstractButton):
        return False
    group: QButtonGroup | None = widget.group()
    if group is None or not group.exclusive():
        return False
    return group.checkedButton() is not widget


# Large text.


LOOKS: Final[list[tuple[Language, float]]] = [("en", 1.0), ("cy", 1.0), ("en", 2.0), ("cy", 2.0)]


@pytest.fixture
def worn(room: Room, request: pytest.FixtureRequest) -> Room:
    language, scale = request.param
    room.window.preferences = room.window._shelf.change(
        lambda kept: kept.choosing("language", language).choosing("scale", scale)
    )
    room.window.wear()
    room.window._show_desk()
    QApplication.processEvents()
    return room


def box(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def overlapping(widget: QWidget) -> Iterator[str]:
    """Find siblings that stand on each other."""
    for parent in (widget, *widget.findChildren(QWidget)):
        layout = parent.layout()
        if layout is None or not parent.isVisible():
            continue
        children = [
            one
            for one in parent.children()
            if isinstance(one, QWidget)
            and one.isVisible()
            and not one.isWindow()
            and not isinstance(one, QFocusFrame | Overlay)
            and not one.size().isEmpty()
        ]
        for n, one in enumerate(children):
            for other in children[n + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield f"{text_of(one)} {rect(one)} on {text_of(other)} {rect(other)}"


def text_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {text or widget.accessibleName()!r}"


def rect(widget: QWidget) -> tuple[int, ...]:
    return widget.geometry().getRect()  # type: ignore[return-value]


def cut(widget: QWidget) -> Iterator[str]:
    """Find words that have too little room, and what reaches out of what holds it."""
    for one in widget.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, QFocusFrame | CutWords):
            continue
        needed = one.sizeHint()
        if isinstance(one, QAbstractButton) and one.width() < needed.width():
            yield f"{text_of(one)}: {one.width()} of {needed.width()} px"
        if isinstance(one, QLabel) and one.text() and not isinstance(one, CutWords):
            high = one.heightForWidth(one.width()) if one.wordWrap() else needed.height()
            wide = 0 if one.wordWrap() else needed.width()
            if one.width() < wide or one.height() < high - 2:  # leading, never ink
                yield f"{text_of(one)}: {one.size().toTuple()} of {(wide, high)} px"
        parent = one.parentWidget()
        scrolls = parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)
        if (
            isinstance(one, QLabel | QAbstractButton | QLineEdit)
            and parent is not None
            and not scrolls
            and not parent.rect().contains(one.geometry())
        ):
            yield f"{text_of(one)} {rect(one)} reaches out of {text_of(parent)} {rect(parent)}"


def bring_to_sight(widget: QWidget) -> None:
    """Scroll as the keys would."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 0)
        parent = parent.parentWidget()
    QApplication.processEvents()


@pytest.mark.parametrize("worn", LOOKS, indirect=True, ids=lambda look: f"{look[0]} {look[1]}")
def test_nothing_stands_on_anything_and_nothing_is_cut(worn: Room) -> None:
    wrong = []
    for page, widget in everywhere(worn):
        wrong += [f"{page}: {fault}" for fault in (*overlapping(widget), *cut(widget))]
        assert worn.window.size() == SIZE, page
    assert wrong == []


@pytest.mark.parametrize("worn", LOOKS, indirect=True, ids=lambda look: f"{look[0]} {look[1]}")
def test_the_button_of_every_page_can_be_seen_whole(worn: Room) -> None:
    hidden, seen = [], 0
    for page, widget in everywhere(worn):
        for button in widget.findChildren(Button):
            if not button.isVisible() or not button._primary:
                continue
            bring_to_sight(button)
            seen += 1
            if button.visibleRegion().boundingRect() != button.rect():
                hidden.append(f"{page}: {button.text()}")
    assert hidden == []
    assert seen > 5


def test_nobody_is_left_without_a_way_out(room: Room) -> None:
    """Esc leaves every sheet, and the focus is inside the page again."""
    room.seat(hall.SUPERVISOR)
    room.go("result")
    for key in SHEETS.values():
        room.hands.press(key)
        QApplication.processEvents()
        room.hands.press("Esc")
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert room.page.isAncestorOf(focused)
        assert room.view.overlay is None
