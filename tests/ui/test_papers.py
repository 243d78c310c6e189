"""The papers page, by its keys: parcels out and back, tables, sheets without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
import tables
from countroom.domain import commands as do
from countroom.domain.conservation import Papers
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import MiniCountId
from countroom.ui.papers import PapersPage
from countroom.ui.papers.form import Form
from countroom.ui.papers.forms import OpenForm
from countroom.ui.parts.papers_strip import PapersStrip
from countroom.ui.place import Place
from fingers import Fingers
from tables import WARD, B, C

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

PLACE: Final = Place("papers", WARD)


class Seen:
    """A page, the desk it stands on and the hands at its keys."""

    def __init__(self, desk: Desk, page: PapersPage, qtbot: QtBot) -> None:
        self.desk, self.page, self._qtbot = desk, page, qtbot
        self.hands = Fingers(page.window())
        self.said: list[str] = []
        desk.noticed.connect(self._hear)

    def _hear(self, sentence: str, _tone: str) -> None:
        if sentence:
            self.said.append(sentence)

    @property
    def state(self) -> ContestState:
        return self.desk.contest(WARD)

    def press(self, *keys: str) -> None:
        self.hands.press(*keys)

    def until(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen)


class Begin(Protocol):
    """Opens the papers page of the ward for a person."""

    def __call__(
        self,
        play: Callable[[Playing], object] = ...,
        person: PersonId | None = ...,
        *,
        scale: float = ...,
    ) -> Seen: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> Begin:
    def start(
        play: Callable[[Playing], object] = tables.count,
        person: PersonId | None = hall.SUPERVISOR,
        *,
        scale: float = 1.0,
    ) -> Seen:
        desk = desk_of(play, person=person, contests=1, scale=scale)
        page = shown(desk, PLACE).page
        assert isinstance(page, PapersPage)
        return Seen(desk, page, qtbot)

    return start


def test_each_table_and_the_sum_are_read_out(begin: Begin) -> None:
    page = begin().page
    assert page.tables.lines.hasFocus()
    assert page.tables.lines.spoken() == [
        (
            "Table A, Totals of the table  ·  1 of 1 sheet settled, Polling station 1; "
            "Postal votes, 900 papers issued, 870 accounted for, 30 still out"
        ),
        (
            "Table 2, Every sheet  ·  3 of 10 sheets settled, Polling station 1; Postal votes, "
            "650 papers issued, 650 accounted for, 0 still out"
        ),
        (
            "Table 3, Team summary  ·  0 of 2 sheets settled, Polling station 1; Postal votes, "
            "400 papers issued, 0 accounted for, 400 still out"
        ),
    ]
    said = "All tables, 1,950 papers issued, 1,520 accounted for, 430 still out, verified: 2,000"
    assert page.tables.sums.accessibleName() == said
    assert "Table A" in page.standing.accessibleName()


def test_what_is_left_is_issued_with_two_keys(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("Down", "Down", "F3")
    assert seen.page.form is not None
    seen.press("Enter")
    seen.until(lambda: seen.state.issued[C] == 450)
    assert seen.page.form is None
    assert seen.page.tables.lines.hasFocus()
    assert not seen.page.deeds.buttons["issue"].isEnabled()
    assert "verified" in seen.page.deeds.whys["issue"].text()


def test_another_figure_than_offered_is_typed_over_it(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("F3")
    seen.hands.type("51")
    assert seen.page.form is not None
    assert not seen.page.form.button.isEnabled()
    seen.press("Enter")
    assert seen.said == [seen.page.form.why.text()]
    seen.press("Esc")
    assert seen.page.form is None
    assert seen.page.tables.lines.hasFocus()
    assert sum(seen.state.issued.values()) == 1_950


def test_papers_are_taken_back_with_a_reason(begin: Begin) -> None:
    seen = begin()
    seen.press("Down", "Down", "F4")
    seen.hands.type("150")
    seen.press("Enter")
    assert seen.page.form is not None
    assert not seen.page.form.button.isEnabled()
    seen.hands.type("too many for the table")
    seen.press("Enter")
    seen.until(lambda: seen.state.issued[C] == 250)


def test_the_depth_is_lowered_and_says_what_that_saves(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("Down", "F6")
    form = seen.page.form
    assert form is not None
    saves = form.saves.text()  # type: ignore[attr-defined]
    assert saves.startswith("12 sheets fewer, about ")
    QApplication.processEvents()  # arrows go by where the choices stand
    seen.press("Down")
    assert form.saves.text().startswith("13 sheets fewer")  # type: ignore[attr-defined]
    seen.press("Up", "Enter")
    seen.hands.type("the night is long")
    seen.press("Enter")
    seen.until(lambda: "Team summary" in seen.page.tables.lines.spoken()[1])
    table = next(one for one in seen.state.contest.counted_in if one.id == B)
    assert table.depth == "team_summary"
    assert seen.page.tables.lines.currentIndex().row() == 1


def test_the_least_depth_cannot_be_lowered(begin: Begin) -> None:
    seen = begin()
    seen.press("F6")
    assert seen.page.form is None
    assert seen.said == ["Only the totals of this table are keyed already."]


def test_a_table_is_opened_and_another_closed(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("Down", "F7")
    seen.press("Enter", "Enter", "Enter")
    seen.hands.type("more hands came")
    seen.press("Enter")
    seen.until(lambda: len(seen.state.contest.counted_in) == 4)
    made = seen.state.contest.counted_in[-1]
    assert (made.id, made.table, made.depth, made.sheets) == ("D", "Table 4", "every_sheet", 20)
    assert made.boxes == seen.state.contest.counted_in[1].boxes
    seen.press("Down", "Down", "F9")
    seen.hands.type("they went home")
    seen.press("Enter")
    seen.until(lambda: seen.state.closed == frozenset({made.id}))
    assert ", Closed, " in seen.page.tables.lines.spoken()[3]


def alone(desk: Playing) -> None:
    """Have an officer open a table that one box alone feeds."""
    tables.open_tables(desk)
    box = tables.state_of(desk).contest.boxes[0].id
    fourth = MiniCount(MiniCountId("D"), "Table 4", (box,), alone_because="the other is late")
    desk.do(do.AddMiniCount(hall.OFFICER, WARD, fourth, "the hall is full"))


def test_who_opens_a_table_fed_by_one_box_gives_the_reason_anew(begin: Begin) -> None:
    seen = begin(alone, hall.OFFICER)
    seen.press("Down", "Down", "Down", "F7")
    assert isinstance(seen.page.form, OpenForm)
    assert seen.page.form.alone is not None
    assert seen.page.form.alone.text() == ""
    seen.press("Enter", "Enter")
    assert not seen.page.form.button.isEnabled()
    seen.hands.type("no box comes any more")
    seen.press("Enter")
    seen.hands.type("more hands came")
    seen.press("Enter")
    seen.until(lambda: len(seen.state.contest.counted_in) == 5)
    made = seen.state.contest.counted_in[-1]
    assert (made.boxes, made.alone_because) == (
        seen.state.contest.counted_in[-2].boxes,
        "no box comes any more",
    )


def test_a_supervisor_opens_no_table_fed_by_one_box(begin: Begin) -> None:
    seen = begin(alone)
    seen.press("Down", "Down", "Down", "F7")
    assert seen.page.form is None
    assert "fficer" in seen.said[-1]
    seen.press("Up", "F7")
    assert isinstance(seen.page.form, OpenForm)
    assert seen.page.form.alone is None


def test_a_table_with_papers_is_not_closed(begin: Begin) -> None:
    seen = begin()
    seen.press("F9")
    assert seen.page.form is None
    assert "30" in seen.said[0]
    assert not seen.page.deeds.buttons["close"].isEnabled()


def test_all_sheets_that_came_back_blank_go_with_two_keys(begin: Begin) -> None:
    seen = begin()
    pad = [s for s, one in seen.state.sheets.items() if one.sheet.kind == "mixed"]
    seen.press("Down", "F11", "Enter")
    seen.until(lambda: bool(seen.state.sheets[pad[-1]].withdrawn))
    gone = [sheet for sheet in pad if seen.state.sheets[sheet].withdrawn]
    assert gone == pad[4:]  # the one that was passed over is looked for
    assert "Missing: 001-08-6" in seen.page.below.note.text()


def test_one_sheet_is_withdrawn_where_it_stands(begin: Begin) -> None:
    seen = begin()
    seen.press("Down", "Enter", *["Down"] * 4)
    row = seen.page.sheets.lines.current()
    assert row is not None
    assert row.word == "Missing"
    QTest.keyClick(seen.page.sheets.lines, Qt.Key.Key_Delete)
    seen.hands.type("never used")
    seen.press("Enter")
    seen.until(lambda: seen.state.sheets[row.sheet].withdrawn == "never used")
    assert seen.page.below.note.isHidden()


def test_a_sheet_without_a_number_gets_one_in_two_keys(begin: Begin) -> None:
    seen = begin(person=hall.KEYER)
    seen.press("Down")
    before, pressed = len(seen.state.sheets), seen.hands.pressed
    seen.press("1", "Enter")
    assert seen.hands.pressed - pressed == 2
    seen.until(lambda: len(seen.state.sheets) == before + 1)
    seen.until(seen.page.number.isVisible)
    added = list(seen.state.sheets.values())[-1].sheet
    assert (added.kind, added.mini_count) == ("mixed", B)
    assert seen.page.number.number.text() == "001-16-8"
    assert seen.page.number.number.font().pixelSize() >= 40
    seen.press("F9")  # closed to a keyer: the number stays to be copied
    assert seen.page.number.isVisible()


def test_one_question_is_asked_at_a_time(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("F3", "F7", "F6", "Down", "F4")
    QApplication.processEvents()
    asked = [one for one in seen.page.findChildren(Form) if one.isVisible()]
    assert asked == [seen.page.form]
    assert not seen.page.deeds.isVisible()
    seen.press("Esc")
    assert seen.page.deeds.isVisible()


def test_the_digit_of_a_kind_is_a_digit_while_a_figure_is_typed(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("F3")
    seen.hands.type("12")
    assert isinstance(seen.page.form, type(seen.page.form))
    assert seen.page.form is not None
    assert seen.page.form.papers.text() == "12"  # type: ignore[attr-defined]


def test_enter_opens_a_sheet_that_is_due(begin: Begin) -> None:
    seen = begin(person=hall.OTHER_KEYER)
    went: list[Place] = []
    seen.desk.went.connect(went.append)
    seen.press("Down", "Enter")
    assert seen.page.sheets.lines.hasFocus()
    seen.press("Enter")
    assert went == []  # settled
    assert seen.said
    seen.press(*["Down"] * 5, "Enter")
    assert [(one.page, one.sheet, one.entry) for one in went] == [("entry", "001-09", 2)]


def test_a_keyer_sees_why_the_acts_are_closed(begin: Begin) -> None:
    seen = begin(person=hall.KEYER)
    for name in ("issue", "back", "open", "close"):
        button = seen.page.deeds.buttons[name]
        assert not button.isEnabled()
        assert button.accessibleDescription()
    assert seen.page.deeds.buttons["add 1"].isEnabled()
    seen.press("F3")
    assert seen.page.form is None
    assert seen.said == [seen.page.deeds.buttons["issue"].accessibleDescription()]


def test_what_is_typed_stays_while_the_count_goes_on(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("F4", "Enter")
    seen.hands.type("they are need")
    seen.desk.changed.emit()
    assert seen.page.form is not None
    seen.hands.type("ed elsewhere")
    assert seen.page.form.reason.text() == "they are needed elsewhere"  # type: ignore[attr-defined]


def test_a_question_goes_with_the_person_who_asked(begin: Begin) -> None:
    seen = begin(tables.issue)
    seen.press("F3")
    seen.desk.hand_over()
    assert seen.page.form is None


def test_nobody_signed_in_may_look(begin: Begin) -> None:
    seen = begin(person=None)
    assert len(seen.page.tables.lines.spoken()) == 3
    shown = [one for one in seen.page.deeds.buttons.values() if one.isVisible()]
    assert shown
    assert not any(one.isEnabled() for one in shown)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_line_of_the_contest_is_read_from_two_metres(begin: Begin, scale: float) -> None:
    """20 px of digit at 100 dpi is 5 mm, twice what normal sight needs at two metres."""
    page = begin(scale=scale).page
    look = page.desk.look
    upper, _ = page.tables.sums.halves()
    assert upper.height() >= look.line("display")
    assert look.font("display").pixelSize() * 7 // 10 >= 20 * scale
    assert page.tables.lines.sizeHint().height() >= 3 * look.line("figureLarge")


def test_the_strip_tells_three_figures_and_too_many_in_words(desk_of: DeskOf) -> None:
    desk = desk_of(contests=1)
    for large in (False, True):
        strip = PapersStrip(desk.look, desk.texts, large=large)
        strip.show_papers(Papers(2_000, 1_136))
        said = "2,000 papers issued, 1,136 accounted for, 864 still out"
        assert strip.accessibleName() == said
        strip.show_papers(Papers(2_000, 2_003))
        assert strip.accessibleName().endswith("3 too many")
        assert strip.sizeHint().height() >= desk.look.line("figureStrong")
        picture = strip.grab()
        assert not picture.isNull()
        strip.deleteLater()
