"""Declared on paper and corrected, at the real window; the end is read from the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import hall
from countroom.domain import commands as do
from countroom.texts import london
from countroom.ui.on_record import CorrectionPage, OnPaperPage
from countroom.ui.parts import Overlay
from countroom.ui.place import Place
from countroom.ui.published import PublishedPage
from countroom.ui.result import ResultPage
from countroom.ui.sign_in.second import SecondPerson
from documents.reading import read
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import ContestId, PersonId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

WARD, WIDE = hall.make_contest(1, seats=1, candidates=3), hall.make_contest(1)
VOTES, REJECTED, VERIFIED = ("520", "310", "166"), ("1", "3", "0", "0"), "1000"
PAPER = (*VOTES, *REJECTED, VERIFIED)


def verified(playing: Playing) -> None:
    hall.key_accounts(playing, next(iter(playing.state.contests.values())), 1000)


def contest_of(desk: Desk) -> ContestId:
    return next(iter(desk.count.contests))


def state_of(desk: Desk) -> ContestState:
    return desk.contest(contest_of(desk))


def key(hands: Fingers, figures: Sequence[str], time: str = "02:40") -> None:
    """Key a paper from the line that is lit: figures, the time, Enter after each."""
    for figure in (*figures, time):
        hands.type(figure)
        hands.press("Enter")


def second_signs(view: DeskView, hands: Fingers, person: PersonId = hall.DEPUTY) -> None:
    sheet = next(one for one in view.findChildren(SecondPerson) if one.isVisible())
    sheet.who.people.choose(person)
    hands.press("Enter")
    hands.type(hall.SECRET)
    hands.press("Enter")
    QApplication.processEvents()


def stage_of(page: OnPaperPage) -> str:
    return page.taking.stage


def on_paper(desk: Desk, shown: Shown) -> tuple[DeskView, OnPaperPage, Fingers]:
    view = shown(desk, Place("on_record", contest_of(desk)))
    QTest.qWaitForWindowActive(view)
    assert isinstance(view.page, OnPaperPage)
    return view, view.page, Fingers(view)


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(verified, person=hall.OFFICER, wards=[WARD])


def taken_twice(
    desk: Desk, shown: Shown, again: Sequence[str] = PAPER, time: str = "02:40"
) -> tuple[DeskView, OnPaperPage, Fingers]:
    view, page, hands = on_paper(desk, shown)
    key(hands, PAPER)
    hands.press("Enter")
    second_signs(view, hands)
    key(hands, again, time)
    hands.press("Enter")
    QApplication.processEvents()
    return view, page, hands


def test_two_officers_key_one_paper_and_it_is_the_result(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    _, page, hands = taken_twice(desk, shown)
    assert stage_of(page) == "sign"
    hands.type("the power failed")
    hands.press("Enter", "Enter")
    qtbot.waitUntil(lambda: state_of(desk).declared is not None)
    state = state_of(desk)
    assert state.cleared is not None
    declaration = state.cleared.event.declaration
    first, *_ = WARD.candidates
    assert (declaration.on_paper, declaration.elected) == (True, (first.id,))
    assert [declaration.totals.votes[one.id] for one in WARD.candidates] == [520, 310, 166]
    assert (declaration.totals.verified, declaration.totals.rejected_total) == (1000, 4)
    assert declaration.findings == ()
    assert state.cleared.event.reason == "the power failed"
    assert state.cleared.by == hall.OFFICER
    assert london(state.spoken_at)[1] == "02:40"
    qtbot.waitUntil(lambda: desk.place.page == "published")
    # Its papers come out at once, by the number that its record reserved.
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=20_000)
    (job,) = state_of(desk).jobs
    assert (job.kinds, job.number) == (("file", "press", "notice"), 1)
    for file in desk.printing.folder.iterdir():
        said = " ".join(read(file.read_bytes()).text.split())
        assert "DECLARED ON PAPER 02:40" in said, file.name
        assert "Print 1" in said
        assert "NOT BEFORE IT IS SPOKEN" not in said
        assert ("the power failed" in said) == (".file." in file.name)


def test_the_second_officer_sees_nothing_of_the_first_reading(desk: Desk, shown: Shown) -> None:
    view, page, hands = on_paper(desk, shown)
    key(hands, PAPER)
    hands.press("Enter")
    second_signs(view, hands)
    assert page.sheet is not None
    assert {field.text() for field in page.sheet.fields.values()} == {""}
    assert not any(tick.isChecked() for tick in page.sheet.ticks.values())
    assert page.sheet.time.text() == ""
    said = " ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())
    assert "520" not in said
    assert page.sheet.first.hasFocus()


def test_what_differs_is_shown_line_by_line_and_keyed_by_both(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    again = ("250", *PAPER[1:])
    _, page, hands = taken_twice(desk, shown, again, "02:41")
    assert stage_of(page) == "differ"
    assert page.differing is not None
    assert len(page.differing.fields) == 2
    assert len(page.differing.elected) == 2
    assert "every line" in page.act.why.text()
    hands.type("520")
    hands.press("Enter")
    hands.type("02:40")
    hands.press("Enter", "Enter", "Enter")
    QApplication.processEvents()
    assert stage_of(page) == "sign"
    hands.type("the power failed")
    hands.press("F8")
    qtbot.waitUntil(lambda: state_of(desk).declared is not None)
    state = state_of(desk)
    assert state.cleared is not None
    assert state.cleared.event.declaration.totals.votes[WARD.candidates[0].id] == 520
    assert state.elected == (WARD.candidates[0].id,)


def test_checks_that_fail_are_listed_and_hold_nothing_back(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    few = ("400", *PAPER[1:])
    view, page, hands = on_paper(desk, shown)
    key(hands, few)
    hands.press("Enter")
    second_signs(view, hands)
    key(hands, few)
    hands.press("Enter")
    QApplication.processEvents()
    assert stage_of(page) == "sign"
    said = " ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())
    assert "V06" in said
    hands.type("why")
    hands.press("F8")
    qtbot.waitUntil(lambda: state_of(desk).declared is not None)
    signed = state_of(desk).cleared
    assert signed is not None
    assert signed.event.declaration.findings == ("V06",)


def test_equal_votes_leave_who_was_drawn_to_the_tick(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    equal = ("415", "415", "166", *PAPER[3:])
    view, page, hands = on_paper(desk, shown)
    key(hands, equal)
    assert "name exactly so many" in page.act.why.text()
    second = WARD.candidates[1].id
    assert page.sheet is not None
    page.sheet.ticks[second].setFocus()
    hands.press("Space", "F8")
    second_signs(view, hands)
    key(hands, equal)
    page.sheet.ticks[second].setFocus()
    hands.press("Space", "F8")
    hands.type("why")
    hands.press("F8")
    qtbot.waitUntil(lambda: state_of(desk).declared is not None)
    signed = state_of(desk).cleared
    assert signed is not None
    assert (state_of(desk).elected, signed.event.declaration.findings) == ((second,), ())


def test_a_line_that_is_missing_keeps_the_button_closed_and_says_which(
    desk: Desk, shown: Shown
) -> None:
    _, page, hands = on_paper(desk, shown)
    key(hands, PAPER, "")
    assert "02:40" in page.act.why.text()
    assert not page.act.button.isEnabled()
    hands.type("25:99")
    assert "02:40" in page.act.why.text()


@pytest.mark.parametrize("person", [hall.KEYER, hall.SUPERVISOR, None])
def test_only_an_officer_takes_a_result_down(
    desk_of: DeskOf, shown: Shown, person: PersonId | None
) -> None:
    desk = desk_of(verified, person=person, wards=[WARD])
    view, page, hands = on_paper(desk, shown)
    key(hands, PAPER)
    assert not page.act.button.isEnabled()
    hands.press("F8")
    assert not [one for one in view.findChildren(Overlay) if one.isVisible()]


def test_who_leaves_the_page_takes_the_second_officer_along(desk: Desk, shown: Shown) -> None:
    view, page, hands = on_paper(desk, shown)
    key(hands, PAPER)
    hands.press("Enter")
    second_signs(view, hands)
    desk.home()
    QApplication.processEvents()
    desk.go(Place("on_record", contest_of(desk)))
    QApplication.processEvents()
    page = view.page  # type: ignore[assignment]
    assert isinstance(page, OnPaperPage)
    assert (page.taking.stage, page.taking.second) == ("first", None)
    assert page.sheet is not None
    assert page.sheet.typed.time == "02:40"


def test_another_officer_begins_with_an_empty_paper(desk: Desk, shown: Shown) -> None:
    _, page, hands = on_paper(desk, shown)
    key(hands, PAPER)
    assert desk.sign_in(hall.DEPUTY, hall.SECRET) is None
    QApplication.processEvents()
    assert page.sheet is not None
    assert {field.text() for field in page.sheet.fields.values()} == {""}


# --- corrected --------------------------------------------------------------------------------


def declared(playing: Playing) -> None:
    state = next(iter(playing.state.contests.values()))
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    hall.declare(playing, state)


@pytest.fixture
def corrected(desk_of: DeskOf, shown: Shown) -> tuple[Desk, DeskView, CorrectionPage, Fingers]:
    desk = desk_of(declared, person=hall.OFFICER, wards=[WIDE])
    view = shown(desk, Place("on_record", contest_of(desk)))
    QTest.qWaitForWindowActive(view)
    assert isinstance(view.page, CorrectionPage)
    return desk, view, view.page, Fingers(view)


Corrected = tuple["Desk", "DeskView", CorrectionPage, Fingers]


def test_a_figure_is_changed_beside_the_old_one_and_two_sign(
    corrected: Corrected, qtbot: QtBot
) -> None:
    desk, view, page, hands = corrected
    assert page.act.why.text()
    last = page.sheet.fields[page._lines[2].key]
    before = int(last.text())
    last.setFocus()
    hands.type(str(before - 1))
    assert f"{before} → {before - 1}" in page.changes.text()
    page.note.setFocus()
    hands.type("a vote too many")
    hands.press("Enter", "Enter")
    second_signs(view, hands)
    qtbot.waitUntil(lambda: bool(state_of(desk).superseded))
    state = state_of(desk)
    assert state.cleared is not None
    declaration = state.cleared.event.declaration
    assert (declaration.revision, state.cleared.correction) == (2, "transcription")
    third = WIDE.candidates[2].id
    old = state.superseded[0].event.declaration
    assert (old.totals.votes[third], declaration.totals.votes[third]) == (before, before - 1)
    assert declaration.totals.papers == old.totals.papers
    assert declaration.totals.rejected == old.totals.rejected
    qtbot.waitUntil(lambda: isinstance(view.page, PublishedPage))


def test_nobody_else_is_ticked_as_elected_but_for_a_court(corrected: Corrected) -> None:
    _, _, page, _ = corrected
    ticks = page.sheet.ticks.values()
    assert not any(tick.isEnabled() for tick in ticks)
    page.reasons["court_order"].setChecked(True)
    assert all(tick.isEnabled() for tick in ticks)


def test_nothing_is_corrected_where_nothing_changed(corrected: Corrected) -> None:
    _, view, page, hands = corrected
    page.note.setText("why")
    page.refresh()
    assert "Nothing was changed" in page.act.why.text()
    hands.press("F8")
    assert not [one for one in view.findChildren(Overlay) if one.isVisible()]


def test_a_supervisor_reads_why_they_cannot_correct(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(declared, person=hall.SUPERVISOR, wards=[WIDE])
    page = shown(desk, Place("on_record", contest_of(desk))).page
    assert isinstance(page, CorrectionPage)
    assert "officer" in page.act.why.text()


def test_a_contest_without_a_poll_has_nothing_to_take_down(desk_of: DeskOf, shown: Shown) -> None:
    ward = hall.make_contest(1, seats=3, candidates=3)

    def returned(playing: Playing) -> None:
        playing.do(do.ReturnUncontested(hall.OFFICER, ward.id))

    desk = desk_of(returned, person=hall.OFFICER, wards=[ward])
    page = shown(desk, Place("on_record", ward.id)).page
    assert isinstance(page, OnPaperPage)
    assert not page.act.button.isEnabled()


def test_the_page_of_a_result_leads_to_the_paper(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    page = shown(desk, Place("result", contest_of(desk))).page
    assert isinstance(page, ResultPage)
    page.by_hand.setFocus()
    with qtbot.waitSignal(desk.went):
        QTest.keyClick(page.by_hand, Qt.Key.Key_Return)
    assert desk.place == Place("on_record", contest_of(desk))
