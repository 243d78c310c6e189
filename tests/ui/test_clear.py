"""Reading back and clearing, by keys: Space, N and Up; nothing is jumped over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import hall
from countroom.domain import commands as do
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.identifiers import ContestId
from countroom.domain.numbering import read_number
from countroom.ui.clear import ClearPage
from countroom.ui.clear.statement import StatementSheet
from countroom.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import PersonId
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
LINES: Final = 10 + 4 + 2


def consulted(desk: Playing) -> None:
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    hall.key_count_sheet(desk, state)
    finish(desk)


def by_sheets(desk: Playing) -> None:
    """A table that keys sheet by sheet came to the end of the consultation."""
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    hall.key_every_sheet(desk, state)
    finish(desk)


def cleared(desk: Playing) -> None:
    consulted(desk)
    desk.do(do.ClearResult(hall.OFFICER, WARD))


def short(desk: Playing) -> None:
    """Five papers fewer on the sheet than were verified, and an officer let it stand."""
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    hall.key_short(desk, state)
    desk.do(do.AnswerFinding(hall.OFFICER, WARD, "V11", "searched twice"))
    finish(desk)


def finish(desk: Playing) -> None:
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))
    desk.do(do.CloseConsultation(hall.OFFICER, WARD, "agreed"))


class Begin(Protocol):
    """Opens the page on a count played so far, before a person."""

    def __call__(
        self,
        play: Callable[[Playing], None] = consulted,
        person: PersonId | None = hall.OFFICER,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
        wards: Sequence[Contest] = (),
    ) -> tuple[Desk, ClearPage]: ...


@pytest.fixture
def on_clear(desk_of: DeskOf, shown: Shown) -> Begin:
    def begin(
        play: Callable[[Playing], None] = consulted,
        person: PersonId | None = hall.OFFICER,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
        wards: Sequence[Contest] = (),
    ) -> tuple[Desk, ClearPage]:
        desk = desk_of(
            play, person=person, wards=wards, palette=palette, language=language, scale=scale
        )
        view = shown(desk, Place("clear", WARD))
        assert isinstance(view.page, ClearPage)
        return desk, view.page

    return begin


def read(page: ClearPage, lines: int = LINES) -> None:
    """Choose who reads and tick so many lines."""
    page._read_by(hall.SUPERVISOR)
    for _ in range(lines):
        QTest.keyClick(page.lines, SPACE)


def progress(page: ClearPage) -> tuple[int, bool]:
    return page.read_back.read, page.read_back.differs


def test_nothing_is_read_before_somebody_reads(on_clear: Begin) -> None:
    desk, page = on_clear()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _: said.append(sentence))
    assert QApplication.focusWidget() is page.reader.people
    QTest.keyClick(page.lines, SPACE)
    assert progress(page) == (0, False)
    assert said[-1] == "Choose who reads the paper aloud."


def test_the_reader_is_chosen_by_keys_and_the_lamp_goes_to_the_lines(on_clear: Begin) -> None:
    _, page = on_clear()
    people = page.reader.people
    names = [people.itemText(n) for n in range(people.count())]
    assert "Returning Officer" not in names
    people.setCurrentIndex(1)
    people.activated.emit(1)
    assert page.read_back.reader is not None
    assert QApplication.focusWidget() is page.lines


def test_space_is_the_same_and_up_goes_back(on_clear: Begin) -> None:
    _, page = on_clear()
    read(page, 3)
    assert progress(page) == (3, False)
    assert page.lines.currentIndex().row() == 3
    QTest.keyClick(page.lines, Qt.Key.Key_Up)
    assert progress(page) == (2, False)
    QTest.keyClick(page.lines, Qt.Key.Key_Down)
    QTest.keyClick(page.lines, ENTER)
    assert progress(page) == (2, False)
    assert page.reading.how_far.text() == f"2 of {LINES}"


def test_a_key_held_down_ticks_nothing_more(on_clear: Begin) -> None:
    _, page = on_clear()
    read(page, 1)
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QEvent.Type.KeyPress, SPACE, none, " ", autorep=True)
    QApplication.sendEvent(page.lines, again)
    assert progress(page) == (1, False)


def test_clearing_opens_only_after_the_last_line(on_clear: Begin) -> None:
    desk, page = on_clear()
    read(page, LINES - 1)
    assert not page.clear.isEnabled()
    assert page.why.text() == "Opens when the points above are done."
    QTest.keyClick(page.lines, SPACE)
    assert page.clear.isEnabled()
    # Space pressed once too often clears nothing; Enter moves the lamp and no more.
    QTest.keyClick(page.lines, SPACE)
    assert desk.contest(WARD).cleared is None
    QTest.keyClick(page.lines, ENTER)
    assert QApplication.focusWidget() is page.clear
    assert desk.contest(WARD).cleared is None


def test_clear_names_the_ward_signs_what_was_read_and_goes_to_the_platform(
    on_clear: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, page = on_clear()
    read(page)
    asked: list[object] = []
    carry_out = desk.station.do

    def listen(command: do.Command, *rest: Any) -> None:  # noqa: ANN401 - passed on as they are
        asked.append(command)
        carry_out(command, *rest)

    monkeypatch.setattr(desk.station, "do", listen)
    gone: list[Place] = []
    desk.went.disconnect()
    desk.went.connect(gone.append)
    assert page.clear.text() == "Clear Ward 1"
    QTest.keyClick(page.clear, ENTER)
    qtbot.waitUntil(lambda: gone == [Place("platform", WARD)])
    cleared = desk.contest(WARD).cleared
    assert cleared is not None
    assert cleared.by == hall.OFFICER
    assert asked[0] == do.ClearResult(hall.OFFICER, WARD, version=1)
    assert page.read_back.read == 0


def test_n_marks_the_line_stops_and_offers_to_open_the_sheet(on_clear: Begin, qtbot: QtBot) -> None:
    desk, page = on_clear()
    read(page, 2)
    assert not page.reopening.isVisible()
    QTest.keyClick(page.lines, Qt.Key.Key_N)
    assert progress(page) == (2, True)
    assert page.reopening.isVisible()
    assert "Surname333, A.: the screen says" in page.reopening.words.text()
    assert not page.reopening.act.button.isEnabled()
    QTest.keyClicks(page.reopening.reason, "another figure on paper")
    assert page.reopening.act.button.isEnabled()
    QTest.keyClick(page.reopening.reason, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).provisional is None)
    assert desk.place.page == "contests"


def test_every_settled_sheet_of_papers_is_offered_for_opening_again(on_clear: Begin) -> None:
    ward = hall.keyed_by_sheet(hall.make_contest(1))
    desk, page = on_clear(by_sheets, wards=[ward])
    page._read_by(hall.KEYER)
    QTest.keyClick(page.lines, Qt.Key.Key_N)
    assert page.reopening.sheet.isVisible()
    offered = [page.reopening.sheet.itemText(n) for n in range(page.reopening.sheet.count())]
    sheets = desk.contest(WARD).sheets
    kinds = [sheets[id_].sheet.kind for id_ in map(read_number, offered) if id_]
    assert kinds == ["block", "adjudication", "mixed"]


def test_what_is_the_same_after_all_is_ticked(on_clear: Begin) -> None:
    _, page = on_clear()
    read(page, 2)
    QTest.keyClick(page.lines, Qt.Key.Key_N)
    QTest.keyClick(page.lines, SPACE)
    assert progress(page) == (3, False)
    assert not page.reopening.isVisible()


def test_the_read_back_outlives_the_page_but_not_the_officer(on_clear: Begin, qtbot: QtBot) -> None:
    desk, page = on_clear()
    read(page, 4)
    again = ClearPage(desk, page.place)
    qtbot.addWidget(again)
    assert progress(again) == (4, False)
    assert desk.sign_in(hall.DEPUTY, hall.SECRET) is None
    assert progress(again) == (0, False)


def test_a_supervisor_reads_along_and_cannot_clear(on_clear: Begin) -> None:
    _, page = on_clear(person=hall.SUPERVISOR)
    page._read_by(hall.KEYER)
    for _ in range(LINES):
        QTest.keyClick(page.lines, SPACE)
    assert not page.clear.isEnabled()


def test_totals_not_reconciled_need_steps_a_reason_and_a_second_officer(
    on_clear: Begin, qtbot: QtBot
) -> None:
    desk, page = on_clear(short)
    lines, reason = page.steps.lines, page.unreconciled.reason
    assert not page.steps.isVisible()
    read(page)
    assert page.steps.isVisible()
    assert reason.text() == "searched twice"
    QTest.keyClick(page.lines, ENTER)
    assert QApplication.focusWidget() is lines
    for done, step in enumerate(GUIDANCE_STEPS):
        assert (lines.chosen, page.clear.isEnabled()) == (step, False)
        QTest.keyClick(lines, SPACE)
        qtbot.waitUntil(lambda n=done + 1: len(desk.contest(WARD).steps) == n)  # type: ignore[misc]
        QTest.keyClick(lines, ENTER)
    assert QApplication.focusWidget() is reason
    assert page.clear.isEnabled()
    QTest.keyClick(reason, ENTER)
    assert QApplication.focusWidget() is page.clear
    asked: list[tuple[object, ...]] = []
    desk.second_asked.disconnect()
    desk.second_asked.connect(lambda *what: asked.append(what))
    QTest.keyClick(page.clear, ENTER)
    why, roles, then = asked[0]
    assert "second officer" in str(why)
    assert roles == ("officer",)
    signed_in = desk.station.sign_in(hall.DEPUTY, hall.SECRET)
    then(signed_in.hand)  # type: ignore[operator,union-attr]
    qtbot.waitUntil(lambda: desk.contest(WARD).cleared is not None)
    cleared = desk.contest(WARD).cleared
    assert cleared is not None
    assert cleared.event.reason == "searched twice"
    assert cleared.event.steps == GUIDANCE_STEPS
    assert cleared.event.declaration.totals_state == "not_reconciled"


def test_a_step_is_ticked_with_name_and_time_and_once_more_by_a_key_of_its_own(
    on_clear: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, page = on_clear(short)
    read(page)
    lines, asked = page.steps.lines, list[object]()
    carry_out = desk.do

    def listen(command: do.Command) -> None:
        asked.append(command)
        carry_out(command)

    monkeypatch.setattr(desk, "do", listen)

    def ticked(times: int) -> None:
        qtbot.waitUntil(lambda: len(desk.contest(WARD).steps) == times)

    assert (page.steps.tick.isVisible(), page.steps.again.isVisible()) == (True, False)
    QTest.keyClick(lines, Qt.Key.Key_A)
    assert asked == []
    QTest.keyClick(lines, SPACE)
    ticked(1)
    once = lines.lines[0].aside
    assert once.endswith(", Returning Officer")
    assert (page.steps.tick.isVisible(), page.steps.again.isVisible()) == (False, True)
    # The lamp stays, so that Space pressed twice ticks no step that nobody took.
    assert lines.chosen == "stores"
    QTest.keyClick(lines, SPACE)
    QTest.keyClick(lines, Qt.Key.Key_A)
    ticked(2)
    assert asked == [do.TakeStep(hall.OFFICER, WARD, "stores", 1, nth) for nth in (1, 2)]
    assert lines.lines[0].aside.startswith(f"{once}; ")


def test_at_twice_the_size_the_page_follows_the_step_that_is_lit(on_clear: Begin) -> None:
    _, page = on_clear(short, scale=2.0)
    read(page)
    QTest.keyClick(page.lines, ENTER)
    lines = page.steps.lines
    for at in range(1, len(GUIDANCE_STEPS)):
        QApplication.processEvents()
        QTest.keyClick(lines, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert lines.chosen == GUIDANCE_STEPS[at]
        lit = lines.visualRect(lines.currentIndex())
        assert lines.viewport().visibleRegion().intersected(lit).boundingRect() == lit


def test_the_statement_opens_over_the_page_and_esc_leaves(on_clear: Begin, qtbot: QtBot) -> None:
    desk, page = on_clear()
    QTest.keyClick(page.see, ENTER)
    (sheet,) = page.window().findChildren(StatementSheet)
    qtbot.waitUntil(lambda: not sheet.sheet.pixmap().isNull(), timeout=30_000)
    assert sheet.area.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert desk.contest(WARD).cleared is None


def test_a_screen_reader_hears_each_line_and_where_it_stands(on_clear: Begin) -> None:
    _, page = on_clear()
    read(page, 1)
    model = page.lines.model()
    said = [model.data(model.index(n, 0), Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert said[0].endswith("the same")
    assert said[1].endswith("being read")
    assert said[2].endswith("not read yet")
    lines = QAccessible.queryAccessibleInterface(page.lines)
    assert lines.text(QAccessible.Text.Name) == "Lines to read back"


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
def test_it_is_drawn_in_every_palette_and_in_welsh(on_clear: Begin, palette: PaletteName) -> None:
    _, page = on_clear(palette=palette, language="cy", scale=2.0)
    read(page, 2)
    QTest.keyClick(page.lines, Qt.Key.Key_N)
    assert not page.grab().isNull()


def test_a_result_cleared_already_leads_on_to_the_platform(on_clear: Begin) -> None:
    desk, page = on_clear(cleared)
    gone: list[Place] = []
    desk.went.disconnect()
    desk.went.connect(gone.append)
    assert page.clear.text() == "Go to the platform"
    QTest.keyClick(page.clear, ENTER)
    assert gone == [Place("platform", WARD)]


def test_without_a_provisional_result_there_is_nothing_to_read(on_clear: Begin) -> None:
    _, page = on_clear(lambda _: None)
    assert page.reading.same.accessibleDescription() == "There is no provisional result yet"
    assert not page.clear.isEnabled()


def test_a_statement_left_before_it_is_typeset_troubles_nobody(
    on_clear: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, page = on_clear()
    told: list[Callable[[bytes], None]] = []
    monkeypatch.setattr(desk, "preview", lambda _, then: told.append(then))
    QTest.keyClick(page.see, ENTER)
    (sheet,) = page.window().findChildren(StatementSheet)
    sheet.leave()
    qtbot.waitUntil(lambda: not isValid(sheet))
    told[0](b"")
