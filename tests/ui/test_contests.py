"""The board by keys: what waits, the contests, the finder, the steps as filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest

import hall
from countroom.app.screens.contests import Reader, Tile, board
from countroom.domain import commands as do
from countroom.texts import Texts
from countroom.ui.contests import ContestsPage
from countroom.ui.contests.waiting import WaitingDelegate
from countroom.ui.parts.contest_rows import ROW, Rows
from countroom.ui.place import BOARD, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown


def verified(playing: Playing) -> None:
    """Bring the first ward to its first entry and the second to its statement."""
    first, second, *_ = list(playing.count.count.contests.values())
    for state in (first, second):
        hall.key_accounts(playing, state)
    sheet = next(s.sheet for s in first.sheets.values() if s.sheet.kind == "count")
    playing.do(do.EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(first.contest, sheet)))


def declared(playing: Playing) -> None:
    """Bring the first ward to its declaration."""
    first = next(iter(playing.count.count.contests.values()))
    hall.key_accounts(playing, first)
    hall.key_count_sheet(playing, first)
    hall.declare(playing, first)


def without_poll(playing: Playing) -> None:
    """Add a ward for which no more stand than there are seats."""
    fens = hall.make_contest(9, candidates=3)
    playing.do(do.SetUpContest(hall.ADMINISTRATOR, fens))
    playing.do(do.ProveContest(hall.ADMINISTRATOR, hall.SUPERVISOR, fens.id, None))


def page_of(desk: Desk, shown: Shown) -> ContestsPage:
    page = shown(desk, BOARD).page
    assert isinstance(page, ContestsPage)
    return page


def gone_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    places: list[Place] = []
    monkeypatch.setattr(desk, "go", places.append)
    return places


def areas(page: ContestsPage) -> list[str]:
    return [row.area for row in page.tile_rows.rows]


def test_it_starts_on_the_first_that_waits_for_this_person_and_enter_opens_it(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(verified, person=hall.OTHER_KEYER)
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    assert page.waiting.hasFocus()
    assert page.waiting.currentIndex().data() == "Ward 1"
    QTest.keyClick(page.waiting, Qt.Key.Key_Return)
    (place,) = places
    assert (place.page, place.entry) == ("entry", 2)


def test_the_first_keyer_is_sent_to_another_ward_first(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(verified, person=hall.KEYER)
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    QTest.keyClick(page.waiting, Qt.Key.Key_Return)
    assert places == []
    assert page.waiting.currentIndex().data(ROW).whose == "Any keyer but Keyer 1"
    QTest.keyClick(page.waiting, Qt.Key.Key_F6)
    QTest.keyClick(page.waiting, Qt.Key.Key_Enter)
    (place,) = places
    assert (place.page, place.entry) == ("entry", 1)


def test_down_and_f6_stop_at_the_last(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(verified, person=hall.SUPERVISOR), shown)
    for _ in range(4):
        QTest.keyClick(page.waiting, Qt.Key.Key_F6)
    assert page.waiting.currentIndex().row() == page.waiting_rows.rowCount() - 1
    for _ in range(4):
        QTest.keyClick(page.waiting, Qt.Key.Key_Up)
    assert page.waiting.currentIndex().row() == 0


def test_typing_anywhere_finds_and_enter_opens_the_first_found(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(person=hall.KEYER, contests=3)
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    QTest.keyClicks(page.waiting, "w")
    assert page.finder.hasFocus()
    QTest.keyClicks(page.finder, "ard 3")
    assert page.finder.text() == "ward 3"
    assert areas(page) == ["Ward 3"]
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    assert [place.contest for place in places] == [page.tile_rows.rows[0].contest]


def test_escape_shows_all_again_and_goes_back_to_the_list(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(person=hall.KEYER, contests=3), shown)
    QTest.keyClicks(page, "/")
    assert page.finder.hasFocus()
    QTest.keyClicks(page.finder, "2")
    assert areas(page) != ["Ward 1", "Ward 2", "Ward 3"]
    QTest.keyClick(page.finder, Qt.Key.Key_Escape)
    assert areas(page) == ["Ward 1", "Ward 2", "Ward 3"]
    assert page.waiting.hasFocus()


def test_a_sheet_is_found_by_the_number_printed_on_it(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(person=hall.KEYER, contests=3)
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    QTest.keyClicks(page.waiting, "0")
    QTest.keyClicks(page.finder, "02-02")
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    (place,) = places
    assert (place.page, place.sheet, place.entry) == ("entry", "002-02", 1)


def test_down_from_the_finder_goes_to_the_contests(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(person=hall.KEYER), shown)
    QTest.keyClicks(page, "/")
    QTest.keyClick(page.finder, Qt.Key.Key_Down)
    assert page.tiles.hasFocus()
    assert page.tiles.currentIndex().row() == 0


def test_a_step_pressed_shows_only_its_contests(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(declared, person=hall.SUPERVISOR, contests=3), shown)
    steps = page.strip.steps
    assert steps["declared"].accessibleName() == "1 Declared"
    QTest.keyClick(steps["declared"], Qt.Key.Key_Space)
    assert areas(page) == ["Ward 1"]
    QTest.keyClick(steps["boxes"], Qt.Key.Key_Return)
    assert not steps["declared"].isChecked()
    assert areas(page) == ["Ward 2", "Ward 3"]
    QTest.keyClick(steps["boxes"], Qt.Key.Key_Space)
    assert len(areas(page)) == 3


def test_tab_leads_from_the_list_to_the_contests(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(person=hall.SUPERVISOR), shown)
    QTest.keyClick(page.waiting, Qt.Key.Key_Tab)
    assert page.tiles.hasFocus()


def test_only_declared_seats_show(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(declared, person=hall.SUPERVISOR, contests=3), shown)
    assert page.strip.seats.accessibleDescription() == "Labour 1, Green 1, Conservative 1"
    assert page.tile_rows.rows[-1].told.startswith("Ward 1: Declared")


def test_another_desks_work_shows_and_the_chosen_contest_stays(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(verified, person=hall.OTHER_KEYER)
    page = page_of(desk, shown)
    page.tiles.setFocus()
    page.tiles.choose(page.tile_rows, page.tile_rows.rows[-1].contest)
    kept = page.tiles.chosen()
    state = desk.contest(page.waiting_rows.rows[0].contest)
    sheet = next(s.sheet for s in state.sheets.values() if s.sheet.kind == "count")
    figures = hall.true_figures(state.contest, sheet)
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))
    agreed = page.strip.steps["agreed"]
    qtbot.waitUntil(lambda: agreed.accessibleName() == "1 Agreed, provisional")
    assert page.tiles.chosen() == kept
    assert page.tiles.hasFocus()


def test_every_row_is_whole_in_words_for_a_screen_reader(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(verified, person=hall.SUPERVISOR), shown)
    for view in (page.waiting, page.tiles):
        interface = QAccessible.queryAccessibleInterface(view)
        assert interface.text(QAccessible.Text.Name)
        assert interface.childCount() >= 2
    first = page.tile_rows.index(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Ward 1: Needs second entry. Needs second entry. Any keyer but Keyer 1."
    )


@pytest.mark.parametrize(
    ("contests", "low", "dense"), [(24, False, False), (25, True, False), (61, False, True)]
)
def test_the_more_contests_the_smaller_they_are_drawn(
    desk_of: DeskOf, shown: Shown, contests: int, low: bool, dense: bool
) -> None:
    page = page_of(desk_of(person=hall.SUPERVISOR, contests=contests), shown)
    assert (page.tiles.low, page.tiles.dense) == (low, dense)
    rects = [page.tiles.visualRect(page.tile_rows.index(n)) for n in range(contests)]
    if dense:
        assert rects[1].top() > rects[0].top()
        assert rects[1].left() == rects[0].left()
    else:
        assert rects[1].left() > rects[0].left()
    columns = {rect.left() for rect in rects}
    assert len(columns) >= 3
    assert all(not _overlaps(rects[0], other) for other in rects[1:])


def test_all_of_24_contests_fit_without_scrolling(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    page = page_of(desk_of(person=hall.SUPERVISOR, contests=24), shown)
    qtbot.waitUntil(lambda: page.tiles.verticalScrollBar().maximum() == 0)
    assert len({page.tiles.visualRect(page.tile_rows.index(n)).left() for n in range(24)}) == 4


def test_the_list_has_its_scroll_bar_from_the_start_and_only_while_it_needs_one(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid, hint = set[int](), WaitingDelegate.sizeHint

    def noted(delegate: WaitingDelegate, option: QStyleOptionViewItem, at: QModelIndex) -> QSize:
        size = hint(delegate, option, at)
        laid.add(size.width())
        return size

    monkeypatch.setattr(WaitingDelegate, "sizeHint", noted)
    page = page_of(desk_of(person=hall.SUPERVISOR, contests=24), shown)
    bar = page.waiting.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert page.waiting.viewport().width() in laid
    assert not laid & {width + bar.width() for width in laid}  # never first without the bar
    page.waiting_rows.show(page.waiting_rows.rows[:1])
    page.waiting.fit()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert not bar.isVisible()


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
def test_it_draws_in_every_palette_at_twice_the_size(
    desk_of: DeskOf, shown: Shown, palette: str
) -> None:
    desk = desk_of(declared, person=hall.SUPERVISOR, palette=palette, scale=2.0)  # type: ignore[arg-type]
    page = page_of(desk, shown)
    assert not page.grab().isNull()


def test_without_anybody_signed_in_enter_says_what_it_is(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of()
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    with qtbot.waitSignal(desk.noticed) as told:
        QTest.keyClick(page.waiting, Qt.Key.Key_Return)
    assert places == []
    assert told.args == [
        page.waiting_rows.rows[0].told.replace(": ", ": Boxes coming in. ", 1),
        "info",
    ]


def test_a_ward_without_a_poll_opens_where_the_officer_returns_it(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(without_poll, person=hall.OFFICER)
    page, places = page_of(desk, shown), gone_to(desk, monkeypatch)
    assert page.waiting.currentIndex().data() == "Ward 9"
    QTest.keyClick(page.waiting, Qt.Key.Key_Return)
    assert [place.page for place in places] == ["published"]


def test_rows_keep_qts_rules_for_models(desk_of: DeskOf) -> None:
    desk = desk_of(verified, contests=3)
    tiles = board(Texts(), desk.count, Reader()).tiles
    rows: Rows[Tile] = Rows()
    tester = QAbstractItemModelTester(rows)
    rows.show(tiles)
    rows.show(tiles[:1])
    rows.show(tiles[::-1])
    rows.show([])
    assert rows.data(QModelIndex()) is None
    del tester


def _overlaps(one: QRect, other: QRect) -> bool:
    return one.intersects(other)
