"""The running order in its window, by keys: order, groups, the call, and one result after another.

Source: N29; N1 (reversible until spoken).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.audit import read_key_file, verify_count
from countroom.app.count import read_count
from countroom.app.setup import keys_beside
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId
from countroom.domain.prints import to_collect
from countroom.domain.running_order import running_order
from countroom.ui.clear import ClearPage
from countroom.ui.desk import Desk
from countroom.ui.place import Place
from countroom.ui.platform import PlatformPage
from countroom.ui.running_order import RunningOrderPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.running_order import Group
    from ui.conftest import DeskOf, Shown

Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier
WARDS = tuple(ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in range(1, 4))
ONE, TWO, THREE = WARDS
LINES = 14


def three_consulted(playing: Playing) -> None:
    for ward in WARDS:
        hall.key_accounts(playing, playing.state.contests[ward])
        hall.key_count_sheet(playing, playing.state.contests[ward])
        hall.reach_consulted(playing, playing.state.contests[ward])


def three_cleared(playing: Playing) -> None:
    three_consulted(playing)
    for ward in WARDS:
        playing.do(do.ClearResult(hall.OFFICER, ward))


class Sitting:
    """One person at one window; every page is driven by keys alone."""

    def __init__(self, desk: Desk, shown: Shown, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.view = shown(desk, Place("running_order"))
        QTest.qWaitForWindowActive(self.view)

    @property
    def order(self) -> RunningOrderPage:
        page = self.view.page
        assert isinstance(page, RunningOrderPage)
        return page

    def press(self, *keys: Qt.Key, alt: bool = False) -> None:
        for key in keys:
            held = Alt if alt else Qt.KeyboardModifier.NoModifier
            at = QApplication.focusWidget()
            assert at is not None
            QTest.keyClick(at, key, held)
            QApplication.processEvents()

    def wait(self, groups: Sequence[tuple[ContestId, ...]], where: str = "queue") -> None:
        """Wait until these stand in the queue, or are called."""
        self.qtbot.waitUntil(lambda: self.ids(where) == list(groups))
        QApplication.processEvents()

    def ids(self, where: str) -> list[tuple[ContestId, ...]]:
        order = running_order(self.desk.count)
        groups: tuple[Group, ...] = order.queue if where == "queue" else order.called
        return [tuple(state.contest.id for state in group) for group in groups]

    def read_to_the_end(self) -> None:
        """Tick every line on the platform."""
        page = self.view.page
        assert isinstance(page, PlatformPage)
        self.press(*[Key.Key_Space] * LINES)
        assert page.foot.spoken.hasFocus()


@pytest.fixture
def officer(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> Sitting:
    desk = desk_of(three_cleared, person=hall.OFFICER, contests=3)
    return Sitting(desk, shown, qtbot)


def test_the_queue_is_reordered_by_keys_and_the_lamp_stays_on_what_moved(officer: Sitting) -> None:
    officer.press(Key.Key_Down, Key.Key_Down)
    officer.press(Key.Key_Up, alt=True)
    officer.wait([(ONE,), (THREE,), (TWO,)])
    assert officer.order.lines.chosen == THREE
    officer.press(Key.Key_Down, alt=True)
    officer.wait([(ONE,), (TWO,), (THREE,)])


def test_g_reads_a_result_with_the_one_above_and_parts_them_again(officer: Sitting) -> None:
    assert not officer.order.changes.together.isVisible()
    officer.press(Key.Key_Down)
    assert officer.order.changes.together.isVisible()
    officer.press(Key.Key_G)
    officer.wait([(ONE, TWO), (THREE,)])
    assert officer.order.lines.lines[0].about == "Read together with Ward 2"
    officer.press(Key.Key_G)
    officer.wait([(ONE,), (TWO,), (THREE,)])


def test_f8_calls_the_group_and_its_candidates_are_ready_to_read(officer: Sitting) -> None:
    officer.press(Key.Key_Down, Key.Key_G)
    officer.wait([(ONE, TWO), (THREE,)])
    said = [one.text() for one in officer.order.call.findChildren(type(officer.order.nothing))]
    assert "The candidates for Ward 1 are asked to the platform:" in said
    assert "The candidates for Ward 2 are asked to the platform:" in said
    assert said.count("A. Surname111") == 2
    officer.press(Key.Key_F8)
    officer.wait([(ONE, TWO)], "called")
    assert officer.ids("queue") == [(THREE,)]


def test_a_group_is_spoken_contest_by_contest_and_the_next_is_on_the_screen(
    officer: Sitting,
) -> None:
    """One sign-in: called, read and spoken one after the other without another passphrase."""
    officer.press(Key.Key_Down, Key.Key_G)
    officer.wait([(ONE, TWO), (THREE,)])
    officer.press(Key.Key_F8)
    officer.wait([(ONE, TWO)], "called")
    officer.press(Key.Key_F8)
    assert officer.desk.place == Place("platform", ONE)
    officer.read_to_the_end()
    officer.press(Key.Key_F8)
    officer.qtbot.waitUntil(lambda: officer.desk.place == Place("platform", TWO))
    assert officer.desk.contest(ONE).declared is not None
    officer.read_to_the_end()
    officer.press(Key.Key_F8)
    officer.qtbot.waitUntil(lambda: officer.desk.place == Place("running_order"))
    assert officer.ids("called") == []
    assert officer.ids("queue") == [(THREE,)]
    assert officer.desk.person is not None


def test_f6_prints_one_script_of_the_group_and_another_group_voids_it(officer: Sitting) -> None:
    desk, lines = officer.desk, officer.order.lines
    assert not officer.order.changes.script.isVisible()
    officer.press(Key.Key_F6)  # read alone: its own script is printed
    officer.press(Key.Key_Down, Key.Key_G)
    officer.wait([(ONE, TWO), (THREE,)])
    assert officer.order.changes.script.isVisible()
    officer.press(Key.Key_F6)
    officer.qtbot.waitUntil(lambda: any(job.printed for job in desk.count.jobs), timeout=20_000)
    (job,) = desk.count.jobs
    assert (job.kinds, job.contests) == (("script", "press"), (ONE, TWO))
    assert lines.lines[0].about == "Read together with Ward 2. One script: print H1"
    officer.press(Key.Key_F6)
    notice = officer.view.notice
    officer.qtbot.waitUntil(lambda: notice.sentence.startswith("Print H1 of the hall stands."))
    officer.press(Key.Key_G)
    officer.wait([(ONE,), (TWO,), (THREE,)])
    assert [one.number for one, _ in to_collect(desk.count)] == [1]
    assert "One script" not in lines.lines[0].about


def test_a_call_is_taken_back_by_f9(officer: Sitting) -> None:
    officer.press(Key.Key_F8)
    officer.wait([(ONE,)], "called")
    officer.press(Key.Key_F9)
    officer.wait([(ONE,), (TWO,), (THREE,)])


def test_a_clearance_is_taken_back_from_here_with_a_reason(officer: Sitting) -> None:
    officer.press(Key.Key_F7)
    reason = officer.order.withdrawing.reason
    assert reason.hasFocus()
    QTest.keyClicks(reason, "gather g in the aisle")
    QTest.keyClick(reason, Key.Key_Return)
    officer.qtbot.waitUntil(lambda: officer.desk.contest(ONE).cleared is None)
    officer.qtbot.waitUntil(lambda: not officer.order.withdrawing.isVisible())
    assert officer.order.lines.hasFocus()
    assert officer.ids("queue") == [(TWO,), (THREE,)]
    assert officer.order.lines.lines[-1].aside == "To be read back and cleared"


def test_esc_keeps_a_clearance_that_was_to_be_taken_back(officer: Sitting) -> None:
    officer.press(Key.Key_F7)
    QTest.keyClick(officer.order.withdrawing.reason, Key.Key_Escape)
    assert not officer.order.withdrawing.isVisible()
    assert officer.desk.contest(ONE).cleared is not None


def test_contests_are_cleared_one_after_the_other_in_one_sign_in(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(three_consulted, person=hall.OFFICER, contests=3)
    officer = Sitting(desk, shown, qtbot)
    for ward in WARDS:
        officer.order.lines.choose(ward)
        officer.press(Key.Key_Return)
        page = officer.view.page
        assert isinstance(page, ClearPage)
        page._read_by(hall.SUPERVISOR)
        for _ in range(16):
            QTest.keyClick(page.lines, Key.Key_Space)
        QTest.keyClick(page.clear, Key.Key_Return)
        qtbot.waitUntil(lambda: desk.place == Place("running_order"))
        QApplication.processEvents()
    assert officer.ids("queue") == [(ONE,), (TWO,), (THREE,)]
    states = desk.count.contests.values()
    assert [one.cleared.by for one in states if one.cleared] == 3 * [hall.OFFICER]


def test_a_keyer_sees_the_order_and_is_told_who_may_call(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(three_cleared, person=hall.KEYER, contests=3)
    keyer = Sitting(desk, shown, qtbot)
    assert not keyer.order.act.button.isEnabled()
    assert "may not do this" in keyer.order.act.why.text()
    keyer.press(Key.Key_F8)
    assert keyer.ids("called") == []


def test_nothing_cleared_says_so(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> None:
    nobody = Sitting(desk_of(person=hall.OFFICER), shown, qtbot)
    assert nobody.order.nothing.isVisible()
    nobody.press(Key.Key_F8)
    assert nobody.desk.place == Place("running_order")


def test_the_call_for_a_poll_in_wales_is_in_both_languages(officer: Sitting) -> None:
    election = next(iter(officer.desk.count.elections.values()))
    welsh = replace(election, council=replace(election.council, nation="Wales"))
    count = replace(officer.desk.count, elections={election.id: welsh})
    officer.order.desk = _Elsewhere(officer.desk, count)  # type: ignore[assignment]
    assert [texts.language for texts in officer.order._voices] == ["cy", "en"]


class _Elsewhere:
    """A desk whose count is in another country."""

    def __init__(self, desk: Desk, count: object) -> None:
        self.texts, self.look, self.person, self.count = desk.texts, desk.look, desk.person, count


def test_two_officers_clear_the_same_result_and_the_second_is_refused_in_words(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    """Two windows on one file, each officer has read the paper back to its end."""
    here = desk_of(three_consulted, person=hall.OFFICER, contests=3)
    there = Desk(here.station.path, here.texts, here.look)
    assert there.sign_in(hall.DEPUTY, hall.SECRET) is None
    pages = []
    for desk in (here, there):
        view = shown(desk, Place("clear", ONE))
        view._looking.stop()  # the test says when to look
        assert isinstance(view.page, ClearPage)
        view.page._read_by(hall.SUPERVISOR)
        for _ in range(16):
            QTest.keyClick(view.page.lines, Key.Key_Space)
        assert view.page.clear.isEnabled()
        pages.append((view, view.page))
    QTest.keyClick(pages[0][1].clear, Key.Key_Return)
    qtbot.waitUntil(lambda: here.contest(ONE).cleared is not None)
    view, page = pages[1]
    QTest.keyClick(page.clear, Key.Key_Return)
    qtbot.waitUntil(lambda: view.notice.sentence != "")
    assert view.notice.sentence == "Ward 1 is cleared. Take the clearance back first."
    there.station.refresh()
    qtbot.waitUntil(lambda: there.contest(ONE).cleared == here.contest(ONE).cleared)
    cleared = there.contest(ONE).cleared
    assert cleared is not None
    assert cleared.by == hall.OFFICER
    assert page.clear.text() == "Go to the platform"
    path = there.station.path
    assert verify_count(path, read_key_file(keys_beside(path))).problem is None
    assert read_count(path).contests[ONE].prints == cleared.event.print_number
    there.close()
