from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import hall
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.ui.place import Place
from countroom.ui.published import PublishedPage

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

Key = Qt.Key
URL = "http://127.0.0.1:9"


def contests(desk: Desk) -> list[ContestId]:
    return list(desk.count.contests)


def published(playing: Playing) -> None:
    hall.play(playing)
    state = next(iter(playing.count.count.contests.values()))
    assert state.declared is not None
    playing.count.do(do.RecordReceipt(state.contest.id, state.declared, 7, "receipt"))


def without_poll(playing: Playing) -> None:
    """Set a contest up for which no more stand than are wanted."""
    contest = hall.make_contest(9, seats=3, candidates=3)
    playing.do(do.SetUpContest(hall.ADMINISTRATOR, replace(contest, boxes=())))
    playing.do(do.ProveContest(hall.ADMINISTRATOR, hall.SUPERVISOR, contest.id, None))


def page(desk: Desk, shown: Shown, contest: ContestId | None = None) -> PublishedPage:
    view = shown(desk, Place("published", contest))
    QTest.qWaitForWindowActive(view)
    assert isinstance(view.page, PublishedPage)
    return view.page


def with_feed(desk: Desk, waiting: int = 0, fault: Fault | None = None) -> None:
    """Let the laptop know of a feed without sending anything."""
    desk.station.standing = replace(
        desk.station.standing, feed_url=URL, waiting=waiting, feed_fault=fault
    )
    desk.standing_changed.emit()


def press(on: PublishedPage, key: Qt.Key) -> None:
    QTest.keyClick(on.focusWidget(), key)


def test_a_declared_result_shows_who_is_elected(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(hall.play)
    shows = page(desk, shown, contests(desk)[0])
    assert shows.result.bars.accessibleDescription().count("Elected") == 3
    assert [row.word.text() for row in shows.facts.rows] == [
        "Saved",
        "Not copied",
        "Not published yet",
    ]


def test_the_way_goes_on_to_the_next_ward(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> None:
    desk = desk_of(hall.play)
    shows = page(desk, shown, contests(desk)[0])
    assert shows.result.next.hasFocus()
    with qtbot.waitSignal(desk.went):
        press(shows, Key.Key_F6)
    assert desk.place.page == "contests"


def test_its_page_opens_only_when_it_is_published(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(published)
    links: list[str] = []
    monkeypatch.setattr(desk, "open_link", links.append)
    first, second = contests(desk)
    waits = page(desk, shown, second)
    assert waits.open.why.text() == "Opens when the count has a feed."
    with_feed(desk)
    assert waits.open.why.text() == "Opens when the result is published."
    press(waits, Key.Key_F4)
    press(page(desk, shown, first), Key.Key_F4)
    assert links == [f"{URL}/contest/{first}"]


def test_a_silent_feed_says_how_much_waits(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(hall.play)
    shows = page(desk, shown)
    with_feed(desk, 2, Fault("feed_unreachable", url=URL))
    assert shows.feed.said[0].startswith("2 declared results wait.")


def test_all_declared_contests_are_listed_and_opened_by_enter(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(hall.play)
    shows = page(desk, shown)
    assert shows.panel.note.text() == "2 of 2 declared"
    press(shows, Key.Key_Down)
    with qtbot.waitSignal(desk.went):
        press(shows, Key.Key_Return)
    assert desk.place == Place("published", contests(desk)[0])


def test_before_anything_is_declared_the_list_says_so(desk_of: DeskOf, shown: Shown) -> None:
    shows = page(desk_of(), shown)
    assert shows.none.isVisible()
    assert not shows.rows.isVisible()


def test_the_officer_returns_a_contest_without_a_poll(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(without_poll, person=hall.OFFICER)
    shows = page(desk, shown, contests(desk)[-1])
    assert shows.result.act.button.hasFocus()
    with qtbot.waitSignal(desk.changed):
        press(shows, Key.Key_Return)
    qtbot.waitUntil(shows.result.next.isVisible)
    assert desk.contest(contests(desk)[-1]).uncontested
    assert "3 candidates stand for 3 seats" in shows.result.sentence.text()


def test_a_keyer_cannot_return_anybody(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(without_poll, person=hall.KEYER)
    shows = page(desk, shown, contests(desk)[-1])
    assert not shows.result.act.button.isEnabled()
    assert "officer" in shows.result.act.why.text()


def test_a_contest_with_a_poll_shows_no_votes_before_it_is_spoken(
    desk_of: DeskOf, shown: Shown
) -> None:
    desk = desk_of()
    shows = page(desk, shown, contests(desk)[0])
    assert not shows.result.bars.isVisible()
    assert "when the words have been spoken" in shows.result.sentence.text()
