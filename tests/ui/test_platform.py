from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import hall
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.place import Place
from countroom.ui.platform import PlatformPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

Key = Qt.Key
LINES = 14


def cleared(playing: Playing) -> None:
    state = next(iter(playing.count.count.contests.values()))
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    contest = state.contest.id
    playing.do(do.ReachProvisionalResult(hall.SUPERVISOR, contest))
    playing.do(do.CloseConsultation(hall.OFFICER, contest, "agreed"))
    playing.do(do.ClearResult(hall.OFFICER, contest))


def first(desk: Desk) -> ContestState:
    return next(iter(desk.count.contests.values()))


def place(desk: Desk) -> Place:
    return Place("platform", first(desk).contest.id)


class Platform:
    """The page in its window, driven by keys."""

    def __init__(self, desk: Desk, shown: Shown) -> None:
        self.desk = desk
        view = shown(desk, place(desk))
        QTest.qWaitForWindowActive(view)  # keys of a page act in an active window only
        assert isinstance(view.page, PlatformPage)
        self.page = view.page

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.page.focusWidget(), key)

    @property
    def words(self) -> str:
        return self.page.foot.said.accessibleDescription()

    @property
    def progress(self) -> str:
        return self.page.track.accessibleName()


@pytest.fixture
def platform(desk_of: DeskOf, shown: Shown) -> Platform:
    return Platform(desk_of(cleared, person=hall.OFFICER), shown)


def test_space_says_a_line_and_goes_to_the_next(platform: Platform) -> None:
    assert platform.progress == "Line 1 of 14"
    assert platform.words.startswith("Election of 3 Councillors for Ward 1")
    platform.press(Key.Key_Space)
    assert platform.progress == "Line 2 of 14"
    assert "nine hundred and eighty-one" in platform.words


def test_up_goes_back_and_stays_at_the_first_line(platform: Platform) -> None:
    platform.press(Key.Key_Space)
    platform.press(Key.Key_Up, times=3)
    assert platform.progress == "Line 1 of 14"


def test_no_bouncing_key_declares(platform: Platform) -> None:
    platform.press(Key.Key_F8)  # not before the last line
    platform.press(Key.Key_Space, times=LINES)
    assert platform.progress == "All 14 lines are said"
    assert platform.page.foot.spoken.hasFocus()
    platform.press(Key.Key_Space, times=3)
    platform.press(Key.Key_Return, times=3)
    platform.press(Key.Key_Enter)
    assert first(platform.desk).declared is None


def test_one_key_declares_after_the_last_line_and_goes_to_what_becomes_of_it(
    platform: Platform, qtbot: QtBot
) -> None:
    platform.press(Key.Key_Space, times=LINES)
    with qtbot.waitSignal(platform.desk.went):
        platform.press(Key.Key_F8)
    assert first(platform.desk).declared is not None
    assert platform.desk.place == Place("published", first(platform.desk).contest.id)


def test_a_slip_changes_nothing_and_goes_into_the_note(platform: Platform) -> None:
    before = first(platform.desk)
    platform.press(Key.Key_Space)
    platform.press(Key.Key_C)
    assert first(platform.desk) is before
    assert platform.progress == "Line 2 of 14"
    platform.press(Key.Key_Space, times=LINES - 1)
    told = []
    platform.desk.do = lambda command, *_, **__: told.append(command)  # type: ignore[method-assign]
    platform.press(Key.Key_F8)
    assert told[0].note == "Line 2, A. Surname111: said again to put a slip of the tongue right."


def test_the_reading_goes_on_where_it_was_left(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    platform = Platform(desk, shown)
    platform.press(Key.Key_Space, times=4)
    platform.press(Key.Key_Escape)
    assert desk.place.page == "contests"
    assert Platform(desk, shown).progress == "Line 5 of 14"


def test_the_page_alone_speaks_the_other_language(platform: Platform) -> None:
    platform.press(Key.Key_Space)
    platform.press(Key.Key_L)
    assert "naw cant wyth deg un" in platform.words
    assert platform.desk.texts.language == "en"
    platform.press(Key.Key_L)
    assert "nine hundred" in platform.words


def test_text_grows_and_shrinks_for_the_one_who_reads(platform: Platform) -> None:
    line = platform.page.sheet.line
    assert line is not None
    height = line.sizeHint().height()
    platform.press(Key.Key_Plus)
    assert platform.page.sheet.line is not None
    larger = platform.page.sheet.line.sizeHint().height()
    platform.press(Key.Key_Minus, times=9)
    assert larger > height > platform.page.sheet.line.sizeHint().height()


def test_a_keyer_is_told_who_may_speak(desk_of: DeskOf, shown: Shown) -> None:
    platform = Platform(desk_of(cleared, person=hall.KEYER), shown)
    platform.press(Key.Key_Space, times=LINES)
    assert not platform.page.foot.spoken.isEnabled()
    assert "may not do this. It needs one of" in platform.page.foot.spoken_act.why.text()
    platform.press(Key.Key_F8)
    assert first(platform.desk).declared is None


def test_a_clearance_is_taken_back_with_a_reason(platform: Platform, qtbot: QtBot) -> None:
    platform.press(Key.Key_Space, times=LINES)
    platform.press(Key.Key_F7)
    assert platform.page.foot.reason.hasFocus()
    QTest.keyClicks(platform.page.foot.reason, "An agent asks for a recount")
    with qtbot.waitSignal(platform.desk.went):
        platform.press(Key.Key_Return)
    assert first(platform.desk).cleared is None
    assert platform.desk.place.page in ("result", "clear")


def test_letters_of_a_reason_are_not_taken_for_keys(platform: Platform) -> None:
    platform.press(Key.Key_Space, times=LINES)
    platform.press(Key.Key_F7)
    QTest.keyClicks(platform.page.foot.reason, "recall c l - + =")
    assert platform.page.foot.reason.text() == "recall c l - + ="
    platform.press(Key.Key_Escape)
    assert platform.page.isVisible()
    assert first(platform.desk).cleared is not None


def test_nothing_is_read_out_that_is_not_cleared(desk_of: DeskOf, shown: Shown) -> None:
    platform = Platform(desk_of(person=hall.OFFICER), shown)
    for key in (Key.Key_C, Key.Key_F8, Key.Key_F7, Key.Key_Up):
        platform.press(key)
    assert not platform.page.foot.said.isVisible()
    assert platform.page.foot.leave.hasFocus()


def test_nobody_signed_in_cannot_speak(desk_of: DeskOf, shown: Shown) -> None:
    platform = Platform(desk_of(cleared), shown)
    platform.press(Key.Key_Space, times=LINES)
    assert platform.desk.person is None
    assert "Sign in" in platform.page.foot.spoken_act.why.text()
    assert PersonId("") not in platform.desk.count.people
