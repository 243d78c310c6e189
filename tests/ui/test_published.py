from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.ui.place import Place
from countroom.ui.published import PublishedPage
from countroom.ui.published.record import Draft

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


# The record, and papers found too late.


def corrected(playing: Playing) -> None:
    """Have two officers correct a copied figure of the first contest, which has three seats."""
    hall.play(playing)
    state = next(iter(playing.count.count.contests.values()))
    assert state.cleared is not None
    last = state.cleared.event.declaration
    tenth = state.contest.candidates[9].id
    totals = replace(last.totals, votes={**last.totals.votes, tenth: last.totals.votes[tenth] + 7})
    playing.do(
        do.CorrectDeclaration(
            *(hall.OFFICER, hall.DEPUTY, state.contest.id, totals, last.elected),
            *("transcription", "a 1 was read as a 7"),
        )
    )


def found_late(playing: Playing) -> None:
    hall.play(playing)
    contest = next(iter(playing.count.count.contests))
    playing.do(do.RecordFoundPapers(hall.OFFICER, contest, 14, "a wheelie bin", "moved at 23:50"))


def test_a_corrected_record_shows_both_figures_and_why(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(corrected, person=hall.OFFICER)
    shows = page(desk, shown, contests(desk)[0])
    said = shows.record.said
    votes = desk.contest(contests(desk)[0]).cleared.event.declaration.totals.votes["c-1-10"]  # type: ignore[union-attr, index]
    assert "A figure was copied wrongly: a 1 was read as a 7" in said
    assert f"Surname101010, A.: {votes - 7} → {votes}" in said
    assert "Returning Officer" in said
    assert f"{votes}" in shows.result.bars.accessibleDescription()


def test_the_record_is_corrected_from_here_by_an_officer(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(hall.play, person=hall.OFFICER)
    first = contests(desk)[0]
    shows = page(desk, shown, first)
    assert shows.record.said == ""
    with qtbot.waitSignal(desk.went):
        press(shows, Key.Key_F9)
    assert desk.place == Place("on_record", first)
    watching = desk_of(hall.play, person=hall.SUPERVISOR)
    closed = page(watching, shown, contests(watching)[0])
    assert "officer" in closed.record.act.why.text()
    press(closed, Key.Key_F9)
    assert watching.place.page == "published"


def test_papers_found_stand_beside_the_majority_with_drafts_to_copy(
    desk_of: DeskOf, shown: Shown
) -> None:
    """N21: sealed, never added, and told to the candidates and the Commission."""
    desk = desk_of(found_late, person=hall.OFFICER)
    first, second = contests(desk)
    shows = page(desk, shown, first)
    votes = sorted(desk.contest(first).cleared.event.declaration.totals.votes.values())  # type: ignore[union-attr]
    margin = votes[-3] - votes[-4]
    (said,) = shows.found.said
    assert said.startswith("14 ballot papers found: a wheelie bin (moved at 23:50). Sealed")
    assert said.endswith(f"not added. The last seat was won by {margin} votes.")
    shows.found.commission.click()
    draft = next(one for one in shows.window().findChildren(Draft) if one.isVisible())
    text = draft.text.toPlainText()
    for words in ("Electoral Commission", "14 ballot papers", "a wheelie bin", f"{margin} votes"):
        assert words in text
    QTest.keyClick(draft.focusWidget(), Key.Key_Return)
    assert QApplication.clipboard().text() == text
    draft.leave()
    other = page(desk, shown, second)
    assert not other.found.isVisible()
