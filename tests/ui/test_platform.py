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
from countroom.ui.platform.line import Pieces
from countroom.ui.platform.progress import manner_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
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

    def press(self, *keys: Qt.Key, times: int = 1) -> None:
        for key in times * keys:
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
    assert "nine hundred" not in platform.words
    assert platform.desk.texts.language == "en"
    platform.press(Key.Key_L, times=2)
    assert "nine hundred" in platform.words
    assert "naw cant" not in platform.words


def test_both_languages_are_read_line_by_line_on_a_key(platform: Platform) -> None:
    platform.press(Key.Key_L, times=2)
    platform.press(Key.Key_Space)
    assert "naw cant wyth deg un" in platform.words
    assert "nine hundred and eighty-one" in platform.words
    line = platform.page.sheet.line
    assert line is not None
    shown = [label.text() for label in line.findChildren(Pieces)]
    assert shown.index("naw cant wyth deg un") + 1 == shown.index("nine hundred and eighty-one")
    assert platform.page.foot.said.text() == "Said, next line"


def test_size_and_languages_are_kept_for_the_next_result(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    platform = Platform(desk, shown)
    platform.press(Key.Key_Plus)
    platform.press(Key.Key_L)
    other = manner_of(Platform(desk, shown).page.desk)
    assert (other.size, other.voices) == (1.2, "cy")


def test_a_poll_in_wales_is_read_in_both_languages_until_somebody_chooses(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countroom.ui.platform.page.in_wales", lambda *_: True)
    platform.page._show_line()
    assert "Ethol" in platform.words
    assert "Election of 3 Councillors" in platform.words
    platform.press(Key.Key_L)
    assert "Ethol" not in platform.words


def test_n_keeps_how_a_name_is_said_and_shows_it(platform: Platform, qtbot: QtBot) -> None:
    platform.press(Key.Key_N)
    assert not platform.page.foot.asks  # the opening words name nobody
    platform.press(Key.Key_Space)
    line = platform.page.sheet.line
    assert line is not None
    shown = [label.text() for label in line.findChildren(Pieces)]
    assert "How the name is said: no note. Ask the agent, then add one with N." in shown
    platform.press(Key.Key_N)
    assert platform.page.foot.answer.hasFocus()
    QTest.keyClicks(platform.page.foot.answer, "SUR-name")
    QTest.keyClick(platform.page.foot.answer, Key.Key_Return)
    one = first(platform.desk).contest.candidates[0].id
    qtbot.waitUntil(lambda: first(platform.desk).how_said == {one: "SUR-name"})
    qtbot.waitUntil(lambda: not platform.page.foot.asks)
    line = platform.page.sheet.line
    assert line is not None
    assert line.accessibleName().endswith("How it is said: SUR-name")
    assert platform.progress == "Line 2 of 14"


def test_a_note_opens_with_what_it_says_now(platform: Platform, qtbot: QtBot) -> None:
    platform.press(Key.Key_Space)
    for text in ("SUR-name", " again"):
        platform.press(Key.Key_N)
        QTest.keyClicks(platform.page.foot.answer, text)
        QTest.keyClick(platform.page.foot.answer, Key.Key_Return)
        qtbot.waitUntil(lambda: not platform.page.foot.asks)
    assert list(first(platform.desk).how_said.values()) == ["SUR-name again"]


def test_a_clearance_is_taken_back_from_any_line(platform: Platform, qtbot: QtBot) -> None:
    platform.press(Key.Key_Space, times=3)
    assert platform.page.foot.withdraw.isVisible()
    platform.press(Key.Key_F7)
    QTest.keyClicks(platform.page.foot.answer, "An agent on the steps")
    with qtbot.waitSignal(platform.desk.went):
        platform.press(Key.Key_Return)
    assert first(platform.desk).cleared is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("voices", ["en", "both"])
def test_every_line_is_seen_whole_with_its_buttons(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, scale: float, size: tuple[int, int], voices: str
) -> None:
    """Name, figure, words and note stand on one screen; the key that goes on does too."""
    desk = desk_of(cleared, person=hall.OFFICER, scale=scale)
    platform = Platform(desk, shown)
    platform.page.window().resize(*size)
    platform.page._speak_in("both" if voices == "both" else "en")
    for _ in range(LINES):
        qtbot.waitUntil(lambda: seen_whole(platform), timeout=2_000)
        platform.press(Key.Key_C)  # what to say after a slip stands below the line
        qtbot.waitUntil(lambda: platform.page.sheet.verticalScrollBar().maximum() == 0)
        platform.press(Key.Key_C, Key.Key_Space)
    qtbot.waitUntil(lambda: on_screen(platform, platform.page.foot.spoken))
    assert platform.page.sheet.verticalScrollBar().maximum() == 0


def test_text_larger_than_the_screen_scrolls_and_leaves_the_keys_where_they_are(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    platform = Platform(desk_of(cleared, person=hall.OFFICER, scale=2.0), shown)
    platform.press(Key.Key_Plus, times=5)
    platform.press(Key.Key_Space)
    bar = platform.page.sheet.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert on_screen(platform, platform.page.foot.said)
    before = bar.value()
    platform.press(Key.Key_PageDown)
    assert bar.value() > before


def seen_whole(platform: Platform) -> bool:
    sheet, line = platform.page.sheet, platform.page.sheet.line
    assert line is not None
    top = line.mapTo(sheet.viewport(), line.rect().topLeft()).y()
    fits = top >= 0 and top + line.height() <= sheet.viewport().height()
    laid_out = line.height() >= line.heightForWidth(line.width())
    return fits and laid_out and on_screen(platform, platform.page.foot.said)


def on_screen(platform: Platform, part: QWidget) -> bool:
    window = platform.page.window()
    corner = part.mapTo(window, part.rect().bottomRight())
    return part.isVisible() and window.rect().contains(corner)


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
    assert platform.page.foot.answer.hasFocus()
    QTest.keyClicks(platform.page.foot.answer, "An agent asks for a recount")
    with qtbot.waitSignal(platform.desk.went):
        platform.press(Key.Key_Return)
    assert first(platform.desk).cleared is None
    assert platform.desk.place.page in ("result", "clear")


def test_letters_of_a_reason_are_not_taken_for_keys(platform: Platform) -> None:
    platform.press(Key.Key_Space, times=LINES)
    platform.press(Key.Key_F7)
    QTest.keyClicks(platform.page.foot.answer, "recall c l - + =")
    assert platform.page.foot.answer.text() == "recall c l - + ="
    platform.press(Key.Key_Escape)
    assert platform.page.isVisible()
    assert first(platform.desk).cleared is not None


def test_nothing_is_read_out_that_is_not_cleared(desk_of: DeskOf, shown: Shown) -> None:
    platform = Platform(desk_of(person=hall.OFFICER), shown)
    for key in (Key.Key_C, Key.Key_F8, Key.Key_F7, Key.Key_Up):
        platform.press(key)
    assert not platform.page.foot.said.isVisible()
    assert not platform.page.foot.withdraw.isVisible()
    assert platform.page.foot.leave.hasFocus()


def test_nobody_signed_in_cannot_speak(desk_of: DeskOf, shown: Shown) -> None:
    platform = Platform(desk_of(cleared), shown)
    platform.press(Key.Key_Space, times=LINES)
    assert platform.desk.person is None
    assert "Sign in" in platform.page.foot.spoken_act.why.text()
    assert PersonId("") not in platform.desk.count.people
