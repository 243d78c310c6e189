"""The page before the count, by its keys: what is missing, corrections, the bill, the seat plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.seat_plan import read_plan
from countroom.domain import commands as do
from countroom.domain.election import PreviousResult
from countroom.domain.identifiers import ContestId
from countroom.domain.refusals import Refusal
from countroom.ui.parts import Overlay
from countroom.ui.place import Place
from countroom.ui.ready import ReadyPage
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.app.station import Hand
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
ENTER: Final = Qt.Key.Key_Return


class Begin(Protocol):
    """Opens the page for a person."""

    def __call__(
        self, person: PersonId | None = ..., play: Callable[[Playing], object] = ...
    ) -> tuple[Desk, ReadyPage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        person: PersonId | None = hall.OFFICER,
        play: Callable[[Playing], object] = lambda _: None,
    ) -> tuple[Desk, ReadyPage]:
        desk = desk_of(play, person=person)
        page = shown(desk, Place("ready")).page
        assert isinstance(page, ReadyPage)
        return desk, page

    return start


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def form(page: ReadyPage) -> Form:
    (found,) = [one for one in page.window().findChildren(Form) if one.isVisible()]
    return found


def test_everything_missing_is_listed_and_enter_goes_there(begin: Begin) -> None:
    desk, page = begin()
    codes = [line.key for line in page.lines.lines]
    assert {"undated", "entrusted", "postal", "previous", "expected"} <= set(codes)
    assert page.lines.hasFocus()
    assert "lines," in page.panel.note.text()
    page.lines.choose("undated")
    press(ENTER)
    assert form(page).accessibleName() == "Electorate of Ward 1"
    assert desk.place == Place("ready")


def test_what_only_the_source_can_mend_says_so(begin: Begin) -> None:
    desk, page = begin()
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    page.lines.choose("entrusted")
    assert "set up anew" in page.act.why.text()
    assert not page.act.button.isEnabled()
    press(ENTER)
    assert "set up anew" in said[-1]


def test_the_electorate_of_polling_day_is_taken_with_source_and_reason(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F4)
    sheet = form(page)
    for field, text in zip(
        (sheet.electorate, sheet.source, sheet.reason),  # type: ignore[attr-defined]
        ("6,012", "register of 2 May 2024, 21:00", "clerical errors"),
        strict=True,
    ):
        assert field.hasFocus()
        field.clear()
        type_in(text)
        press(ENTER)
    assert sheet.act.button.hasFocus()
    asked: list[tuple[str, Callable[[Hand], None]]] = []
    desk.second_asked.disconnect()
    desk.second_asked.connect(lambda why, _roles, then: asked.append((why, then)))
    press(ENTER)
    assert desk.contest(WARD).contest.electorate == 6_000, "it is proven: two people sign"
    ((why, then),) = asked
    assert "Ward 1, 6,012, with the register" in why
    second = desk.station.sign_in(hall.SUPERVISOR, hall.SECRET)
    assert not isinstance(second, Refusal)
    then(second.hand)
    qtbot.waitUntil(lambda: desk.contest(WARD).contest.electorate == 6_012)
    assert desk.contest(WARD).contest.electorate_source == "register of 2 May 2024, 21:00"
    (undated,) = [line for line in page.lines.lines if line.key == "undated"]
    assert undated.about == "Ward 2"


def test_an_officer_corrects_the_ballot_paper_and_it_is_proven_anew(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F3)
    sheet = form(page)
    type_in("letter of the returning officer")
    first, second = sheet.rows[0], sheet.rows[1]  # type: ignore[attr-defined]
    first[0].setText("2")
    first[1].setText("Anne ASH")
    first[2].setText("Green Party")
    assert not sheet.act.button.isEnabled()
    assert "are not numbered 1, 2, 3" in sheet.act.why.text()
    second[0].setText("1")
    assert sheet.act.button.isEnabled()
    sheet.act.button.click()
    qtbot.waitUntil(lambda: not desk.contest(WARD).proven)
    candidates = desk.contest(WARD).contest.candidates
    assert [(one.id, one.name) for one in candidates[:2]] == [
        ("c-1-2", "Surname222, A."),
        ("c-1-1", "Anne ASH"),
    ]
    assert candidates[1].description == "Green Party"
    assert page.lines.lines[0].key == "not_proven"
    assert page.lines.lines[0].about == "Ward 1"


def half_keyed(playing: Playing) -> None:
    state = playing.count.count.contests[WARD]
    sheet = next(one.sheet for one in state.sheets.values() if one.sheet.kind == "account")
    figures = hall.true_figures(state.contest, sheet)
    playing.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))


def test_words_are_corrected_with_figures_keyed_and_the_order_is_not(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin(play=half_keyed)
    before = desk.contest(WARD).sheets
    press(Qt.Key.Key_F3)
    sheet = form(page)
    sheet.reason.setText("the returning officer's letter")  # type: ignore[attr-defined]
    first, second = sheet.rows[:2]  # type: ignore[attr-defined]
    first[0].setText("2")
    second[0].setText("1")
    assert not sheet.act.button.isEnabled()
    assert "opens each keyed sheet again first" in sheet.act.why.text()
    first[0].setText("1")
    second[0].setText("2")
    first[2].setText("Green Party")
    sheet.sitting[1].box.setCurrentIndex(1)  # type: ignore[attr-defined]
    parties = sheet.parties[0]  # type: ignore[attr-defined]
    parties.box.setCurrentIndex(parties.values.index(sheet.parties[1].value))  # type: ignore[attr-defined]
    sheet.act.button.click()
    qtbot.waitUntil(lambda: not desk.contest(WARD).proven)
    one, other, *_ = desk.contest(WARD).contest.candidates
    assert (one.description, other.incumbent) == ("Green Party", "this_ward")
    assert one.party == other.party
    assert desk.contest(WARD).sheets == before


def test_a_poll_is_called_off_only_with_what_happened(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    page.corrections.choose(OTHER)
    press(Qt.Key.Key_F7)
    sheet = form(page)
    assert sheet.act.why.text() == "Give the reason in a few words."
    sheet.how.box.setCurrentIndex(1)  # type: ignore[attr-defined]
    sheet.reason.setText("a candidate died at noon")  # type: ignore[attr-defined]
    sheet.act.button.click()
    qtbot.waitUntil(lambda: desk.contest(OTHER).called_off is not None)
    called_off = desk.contest(OTHER).called_off
    assert called_off is not None
    assert (called_off.how, called_off.reason) == ("abandoned", "a candidate died at noon")
    assert page.corrections.buttons["F7"].accessibleName() == "Let the poll go on"
    qtbot.waitUntil(lambda: not [f for f in page.window().findChildren(Form) if f.isVisible()])
    press(Qt.Key.Key_F7)
    again = form(page)
    again.reason.setText("it was said of another ward")  # type: ignore[attr-defined]
    again.act.button.click()
    qtbot.waitUntil(lambda: desk.contest(OTHER).called_off is None)
    assert page.corrections.buttons["F7"].accessibleName() == "Call off the poll"


def test_the_result_before_is_typed_where_no_file_brings_it(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(person=hall.ADMINISTRATOR)
    page.lines.choose("previous")
    press(ENTER)
    sheet = form(page)
    assert sheet.accessibleName() == "The result before in Ward 1"
    type_in("no file had it")
    assert sheet.act.why.text() == "Write its polling day as 2021-05-06."
    for field, text in (
        (sheet.day, "2021-05-06"),  # type: ignore[attr-defined]
        (sheet.source, "the council's return"),  # type: ignore[attr-defined]
    ):
        field.setText(text)
    party = desk.contest(WARD).contest.candidates[0].party
    assert "Somebody was elected" in sheet.act.why.text()
    sheet.seats[party.key].setText("3")  # type: ignore[attr-defined]
    sheet.votes[party.key].setText("1,540")  # type: ignore[attr-defined]
    sheet.boundary.box.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert sheet.act.why.text() == "Name who made the notional figures."
    sheet.notional_by.setText("BBC")  # type: ignore[attr-defined]
    sheet.act.button.click()
    qtbot.waitUntil(lambda: desk.contest(WARD).contest.previous is not None)
    assert desk.contest(WARD).contest.previous == PreviousResult(
        "2021-05-06",
        {party.key: 3},
        {party.key: 1_540},
        comparable=True,
        notional_by="BBC",
        source="the council's return",
    )
    assert desk.contest(WARD).contest.boundary_changed
    (previous,) = [line for line in page.lines.lines if line.key == "previous"]
    assert previous.about == "Ward 2"


def test_limits_are_changed_with_a_reason(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_F9)
    sheet = form(page)
    type_in("two polls on one day")
    limits = sheet.limits  # type: ignore[attr-defined]
    limits["turnout_high"].setText("x")
    assert "not a whole figure" in sheet.act.why.text()
    limits["turnout_high"].setText("91")
    sheet.act.button.click()

    def high() -> int:
        rules = desk.contest(WARD).rules
        return next(one.turnout_high for one in rules.likely if one.seats == 3)

    qtbot.waitUntil(lambda: high() == 91)


@pytest.mark.parametrize("person", [hall.KEYER, None])
def test_others_see_why_each_correction_is_closed(begin: Begin, person: PersonId | None) -> None:
    _, page = begin(person)
    for act in page.corrections.acts.values():
        assert not act.button.isEnabled()
        assert act.why.text()
        assert act.button.accessibleDescription() == act.why.text()


def test_esc_leaves_a_form_and_nothing_is_changed(begin: Begin) -> None:
    desk, page = begin()
    before = desk.count
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9):
        press(key)
        assert form(page).isVisible()
        press(Qt.Key.Key_Escape)
        assert [one for one in page.window().findChildren(Overlay) if one.isVisible()] == []
        assert page.lines.hasFocus()
    assert desk.count is before


def test_the_contest_of_the_line_is_the_one_corrected(begin: Begin) -> None:
    _, page = begin()
    page.corrections.choose(OTHER)
    page.lines.choose("previous")
    assert page.corrections.contest == WARD
    page.corrections.pick.setCurrentIndex(1)
    assert page.corrections.contest == OTHER


def test_the_bill_is_shown_for_one_to_six_keyers_and_follows_the_plan(begin: Begin) -> None:
    desk, page = begin()
    rows = page.bill._rows
    assert [keyers.text() for keyers, *_ in rows] == list("123456")
    assert all(minutes.text() for _, minutes, *_ in rows)
    assert rows[0][2].text().endswith("on 2 May 2024")
    page.seats.begins.setFocus()
    page.seats.begins.selectAll()
    type_in("01:00")
    assert rows[0][2].text().endswith("on 3 May 2024")
    assert read_plan(desk.station.path).begins == "01:00"


def test_the_seat_plan_is_kept_beside_the_file_and_is_no_event(begin: Begin) -> None:
    desk, page = begin()
    before = desk.count
    assert "everything stops" in page.seats.losses.text()
    page.seats.size_of.setCurrentIndex(1)
    assert page.seats.fields["entry"].text() == "1 2"
    page.seats.fields["entry"].setFocus()
    page.seats.fields["entry"].selectAll()
    type_in("1 2 3")
    assert read_plan(desk.station.path).seats["entry"] == (1, 2, 3)
    type_in(" 9")
    assert "write the numbers of laptops, 1 to 3" in page.seats.trouble.text()
    assert read_plan(desk.station.path).seats["entry"] == (1, 2, 3)
    assert "Laptop 2 takes over" in page.seats.losses.text()
    assert desk.count is before


def test_breaks_are_planned_and_what_each_leaves_undone_is_said(begin: Begin) -> None:
    desk, page = begin()
    breaks, before = page.breaks, desk.count
    assert breaks.said.text() == "No breaks are planned."
    breaks.suggest.click()
    kept = read_plan(desk.station.path).breaks
    assert [one.person for one in kept] == [one.person for one in breaks.lines]
    first = breaks.lines[0]
    first.at.setFocus()
    first.at.selectAll()
    type_in("01:30")
    first.relief.setCurrentIndex(first.reliefs.index(hall.SUPERVISOR))
    breaks.minutes.setCurrentIndex(0)
    planned = read_plan(desk.station.path).breaks[0]
    assert (planned.at, planned.minutes, planned.relief) == ("01:30", 10, hall.SUPERVISOR)
    assert "01:30 to 01:40" in breaks.said.text()
    assert "nobody may settle, also after the break, in Ward 1, Ward 2" in breaks.said.text()
    type_in("x")
    assert breaks.said.text() == "“01:30x” is not a time. Write it as 02:30."
    assert read_plan(desk.station.path).breaks[0].at == "01:30"
    for line in breaks.lines:
        line.at.clear()
        line.at.textEdited.emit("")
    assert read_plan(desk.station.path).breaks == ()
    assert desk.count is before


def test_breaks_outlive_another_seat_plan_and_seats_another_break(begin: Begin) -> None:
    desk, page = begin()
    page.breaks.suggest.click()
    page.seats.size_of.setCurrentIndex(1)
    plan = read_plan(desk.station.path)
    assert plan.laptops == 3
    assert plan.breaks
    page.breaks.suggest.click()
    assert read_plan(desk.station.path).laptops == 3


def test_who_comes_and_goes_is_in_the_breaks_at_once(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    people = [line.person for line in page.breaks.lines]
    assert people == [hall.KEYER, hall.OTHER_KEYER, hall.SUPERVISOR]
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    qtbot.waitUntil(lambda: [line.person for line in page.breaks.lines] == people[1:])


def test_the_plan_is_printed_with_a_number_and_without_one_when_nobody_is_signed_in(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    file = desk.printing.folder / "hall.print-1.plan.en.pdf"
    qtbot.waitUntil(lambda: any(job.printed for job in desk.count.jobs), timeout=20_000)
    assert file.read_bytes().startswith(b"%PDF")
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    desk.hand_over()
    page.print_plan()
    qtbot.waitUntil(lambda: any("without a print number" in one for one in said), timeout=20_000)
    assert (desk.printing.folder / "plan.pdf").exists()


def test_the_bill_has_a_line_for_each_contest(begin: Begin) -> None:
    _, page = begin()
    lines = [[words.text() for words in line] for line in page.bill._wards]
    assert [line[0] for line in lines] == ["Ward 1", "Ward 2"]
    assert not page.bill.more.isVisibleTo(page)
    assert all(int(line[1]) > 0 and int(line[3]) > 0 for line in lines)


def test_only_the_dearest_contests_stand_on_the_screen(begin: Begin) -> None:
    def many(playing: Playing) -> None:
        for n in range(3, 12):
            playing.do(do.SetUpContest(hall.ADMINISTRATOR, hall.make_contest(n)))

    _, page = begin(play=many)
    assert len(page.bill._wards) == 8
    assert page.bill.more.text() == "3 more contests on the printed plan."
    assert page.bill.more.isVisibleTo(page)


def test_a_time_that_is_none_is_said_and_not_kept(begin: Begin) -> None:
    desk, page = begin()
    page.seats.begins.setFocus()
    page.seats.begins.selectAll()
    type_in("soon")
    assert "“soon” is not a time" in page.seats.trouble.text()
    assert read_plan(desk.station.path).begins == "23:30"


def test_nothing_missing_says_that_the_count_can_begin(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countroom.ui.ready.page.gaps", lambda _texts, _count: ())
    _, page = begin()
    assert page.none.isVisible()
    assert not page.lines.isVisible()
    assert page.seats.first.hasFocus()
    assert page.act.why.text() == "Opens when something is missing."


def test_a_gap_of_the_crew_leads_to_the_people(begin: Begin) -> None:
    desk, page = begin(play=lambda d: d.do(do.NotePersonLeft(hall.OFFICER, hall.DEPUTY)))
    (line,) = [one for one in page.lines.lines if one.key.startswith("holders")]
    went: list[Place] = []
    desk.went.connect(went.append)
    page.lines.choose(line.key)
    press(ENTER)
    assert went == [Place("people")]
