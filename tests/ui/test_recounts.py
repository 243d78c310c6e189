"""Recounts on the result page, by its keys: who is heard, granted, refused, confirmed by two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import hall
from countroom.domain import commands as do
from countroom.domain.consultation import Agent, Voice
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import CandidateId, ContestId, MiniCountId
from countroom.domain.sheets import votes_of
from countroom.ui.place import BOARD, Place
from countroom.ui.ready.agents import AgentsForm
from countroom.ui.ready.agents_file import AgentsFileForm
from countroom.ui.result import ResultPage
from countroom.ui.result.request import RequestForm
from countroom.ui.sign_in.second import SecondPerson
from fingers import Fingers
from ui.test_accessibility import cut, overlapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.consultation import Scope
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import PersonId
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
THIRD: Final = CandidateId("c-1-3")
AGENT: Final = Agent(THIRD, "election_agent", "T. Dunn")
WATCHER: Final = Agent(THIRD, "counting_agent", "C. Crane")
TABLES: Final = (MiniCountId("A"), MiniCountId("B"))


def ward() -> Contest:
    """Give a ward whose papers two tables count."""
    contest = hall.make_contest(1)
    boxes = tuple(box.id for box in contest.boxes)
    tables = tuple(
        MiniCount(table, f"Table {n}", boxes, "totals", 0) for n, table in enumerate(TABLES, 1)
    )
    return replace(contest, mini_counts=tables)


def told(desk: Playing) -> None:
    """Tell the provisional result of the ward to its candidates and agents."""
    state = desk.state.contests[WARD]
    hall.key_accounts(desk, state)
    for table in TABLES:
        desk.do(do.IssuePapers(hall.SUPERVISOR, WARD, table, 1_000))
    hall.key_count_sheet(desk, state, 1_000)
    desk.do(do.AppointAgents(hall.SUPERVISOR, WARD, (AGENT, WATCHER)))
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


def granted(scope: Scope, *, on_new_sheets: bool = False) -> Callable[[Playing], None]:
    def play(desk: Playing) -> None:
        told(desk)
        asked = Voice(THIRD, "election_agent")
        desk.do(
            do.GrantRecount(
                *(hall.OFFICER, WARD, 1, asked, scope, (), "three votes apart", on_new_sheets)
            )
        )

    return play


def recounted(desk: Playing) -> None:
    """Open the second sheet again: two votes were in another's bundle."""
    granted("whole")(desk)
    first, second = desk.state.contests[WARD].to_confirm
    desk.do(do.ConfirmUnchanged(hall.KEYER, hall.SUPERVISOR, WARD, 1, (first,)))
    sheet = desk.state.contests[WARD].sheets[second]
    desk.do(do.ReopenSheet(hall.SUPERVISOR, second, "two in a wrong bundle"))
    figures = dict(sheet.settled or {})
    figures[votes_of(THIRD)] += 2
    figures[votes_of(CandidateId("c-1-4"))] -= 2
    desk.do(do.EnterSheet(hall.KEYER, second, 1, figures))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, second, 2, figures))
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


class Begin(Protocol):
    """Opens the page on a count played so far, before a person."""

    def __call__(
        self,
        play: Callable[[Playing], None],
        person: PersonId | None = hall.OFFICER,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, DeskView]: ...


@pytest.fixture
def on_result(desk_of: DeskOf, shown: Shown) -> Begin:
    def begin(
        play: Callable[[Playing], None],
        person: PersonId | None = hall.OFFICER,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, DeskView]:
        desk = desk_of(
            play, person=person, wards=[ward()], palette=palette, language=language, scale=scale
        )
        return desk, shown(desk, Place("result", WARD))

    return begin


def page_of(view: DeskView) -> ResultPage:
    assert isinstance(view.page, ResultPage)
    return view.page


def form_in(view: DeskView) -> RequestForm:
    (form,) = view.window().findChildren(RequestForm)
    return form


# --- the consultation -----------------------------------------------------------------------------


def test_where_all_agree_six_keys_from_the_board_are_enough(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(told, person=hall.OFFICER, wards=[ward()])
    view = shown(desk, BOARD)
    hands = Fingers(view)
    hands.press("Enter")  # the ward that waits
    qtbot.waitUntil(lambda: isinstance(view.page, ResultPage))
    choices = page_of(view).consultation.choices
    qtbot.waitUntil(lambda: QApplication.focusWidget() is choices["agreed"])
    hands.press("Enter", "Enter")  # all present agree; close the consultation
    qtbot.waitUntil(lambda: desk.contest(WARD).stage == "consulted")
    assert hands.pressed <= 6
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page_of(view).go_on.button)


def test_those_heard_stand_candidate_by_candidate_with_their_right(on_result: Begin) -> None:
    _, view = on_result(told)
    ticks = page_of(view).recounts.heard.ticks
    assert len(ticks) == 12
    said = [tick.accessibleName() for voice, tick in ticks.items() if voice.candidate == THIRD]
    assert said == [
        "Surname333, A.: Candidate, here",
        "Surname333, A.: T. Dunn, election agent, here",
        "Surname333, A.: C. Crane, counting agent: watches, may not ask, here",
    ]


def test_who_is_ticked_as_there_is_kept_with_the_consultation(
    on_result: Begin, qtbot: QtBot
) -> None:
    desk, view = on_result(told)
    page = page_of(view)
    agent = Voice(THIRD, "election_agent")
    page.recounts.heard.ticks[agent].setChecked(True)
    page.refresh()
    assert page.recounts.present == (agent,)
    QTest.keyClick(page.consultation.choices["agreed"], ENTER)
    QTest.keyClick(page.consultation.act.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).stage == "consulted")
    assert desk.contest(WARD).present == (agent,)


# --- the request ----------------------------------------------------------------------------------


def test_a_recount_is_granted_at_one_table_on_new_sheets(on_result: Begin, qtbot: QtBot) -> None:
    desk, view = on_result(told)
    QTest.keyClick(page_of(view), Qt.Key.Key_F7)
    form = form_in(view)
    assert form.act.why.text() == "Choose who asks."
    form.asker.box.setCurrentIndex(form.asker.values.index(Voice(THIRD, "election_agent")))
    assert form.asker.box.currentText() == "T. Dunn, election agent of Surname333, A."
    form.ruling.box.setCurrentIndex(form.ruling.values.index("mini_counts"))
    assert form.tables is not None
    form.reason.setText("three votes apart")
    assert "Name the tables" in form.act.why.text()
    form.tables.boxes[TABLES[1]].setChecked(True)
    form.new_sheets.boxes[True].setChecked(True)
    QTest.keyClick(form.act.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).recount is not None)
    recount = desk.contest(WARD).recount
    assert recount is not None
    assert (recount.scope, recount.mini_counts, recount.waiting) == ("mini_counts", ("B",), ())
    under_way = page_of(view).recounts.under_way
    qtbot.waitUntil(under_way.isVisible)
    assert under_way.title.text() == "Recount 1: Some tables counted again (Table 2)"
    assert under_way.asked.text() == (
        "Asked by T. Dunn, election agent of Surname333, A.: three votes apart"
    )
    assert under_way.left.text() == "1 sheet is out to be counted and keyed twice."
    assert not under_way.lines.isVisible()
    assert not page_of(view).ranking.isVisible()
    assert page_of(view).heading().state == "recount"


def test_tables_and_new_sheets_are_open_only_where_the_scope_has_them(on_result: Begin) -> None:
    _, view = on_result(told)
    QTest.keyClick(page_of(view), Qt.Key.Key_F7)
    form = form_in(view)
    assert form.tables is not None
    opened = {}
    for ruling in form.ruling.values:
        form.ruling.box.setCurrentIndex(form.ruling.values.index(ruling))
        table = form.tables.boxes[TABLES[0]].isEnabled()
        opened[ruling] = (table, form.new_sheets.boxes[True].isEnabled())
    assert opened == {
        "bundles": (True, False),
        "rejected": (True, False),
        "mini_counts": (True, True),
        "whole": (False, True),
        "refuse": (False, False),
    }
    form.leave()


def test_a_request_is_refused_with_its_reason_and_listed(on_result: Begin, qtbot: QtBot) -> None:
    desk, view = on_result(told)
    page = page_of(view)
    QTest.keyClick(page, Qt.Key.Key_F7)
    form = form_in(view)
    form.ruling.box.setCurrentIndex(form.ruling.values.index("refuse"))
    assert form.act.button.text() == "Refuse the recount"
    assert form.act.why.text() == "Choose who asks."
    form.asker.box.setCurrentIndex(form.asker.values.index("officer"))
    assert form.act.why.text() == "Choose who asks: a refusal answers somebody."
    form.asker.box.setCurrentIndex(form.asker.values.index(Voice(THIRD, "election_agent")))
    assert form.act.why.text() == "Give the reason in a few words."
    QTest.keyClicks(form.reason, "far apart")
    QTest.keyClick(form.act.button, ENTER)
    qtbot.waitUntil(lambda: len(desk.contest(WARD).refused) == 1)
    qtbot.waitUntil(page.recounts.heard.refused.isVisible)
    assert page.recounts.heard.refused.text() == (
        "Recounts refused\nResult 1, asked by T. Dunn, election agent of Surname333, A.: far apart"
    )
    assert desk.contest(WARD).stage == "provisional"


def test_a_counting_agent_is_told_by_the_law_that_they_watch(on_result: Begin) -> None:
    _, view = on_result(told)
    QTest.keyClick(page_of(view), Qt.Key.Key_F7)
    form = form_in(view)
    watcher = Voice(THIRD, "counting_agent")
    form.reason.setText("close")
    form.asker.box.setCurrentIndex(form.asker.values.index(watcher))
    assert form.asker.box.currentText().endswith(": may not ask")
    assert form.act.why.text().startswith("The law of this poll lets a counting agent watch")
    assert not form.act.button.isEnabled()
    form.leave()


def test_a_supervisor_sees_who_decides_on_a_request(on_result: Begin) -> None:
    _, view = on_result(told, hall.SUPERVISOR)
    page = page_of(view)
    assert "fficer" in page.consultation.ask.why.text()
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert view.window().findChildren(RequestForm) == []


# --- under way ------------------------------------------------------------------------------------


def test_each_sheet_is_unchanged_by_one_key_and_two_people_sign_them(
    on_result: Begin, qtbot: QtBot
) -> None:
    desk, view = on_result(granted("whole"), hall.SUPERVISOR)
    under_way = page_of(view).recounts.under_way
    qtbot.waitUntil(lambda: QApplication.focusWidget() is under_way.lines)
    assert under_way.left.text().startswith("2 sheets still wait")
    assert under_way.sign.why.text() == "Tick a sheet first."
    hands = Fingers(view)
    hands.press("Space")
    first = desk.contest(WARD).to_confirm[0]
    assert under_way.ticked == (first,)
    hands.press("F6")
    _sign_beside(view, qtbot)
    qtbot.waitUntil(lambda: len(desk.contest(WARD).to_confirm) == 1)
    assert first not in desk.contest(WARD).to_confirm
    qtbot.waitUntil(lambda: under_way.left.text().startswith("1 sheet still waits"))


def _sign_beside(view: DeskView, qtbot: QtBot) -> None:
    """Let the first keyer sign beside who sits here."""
    (second,) = view.findChildren(SecondPerson)
    qtbot.waitUntil(second.isVisible)
    second.who.people.choose(hall.KEYER)
    second.who.secret.setText(hall.SECRET)
    QTest.keyClick(second.who.secret, ENTER)


def test_all_at_once_are_unchanged_by_three_keys_and_the_next_result_can_be_drawn(
    on_result: Begin, qtbot: QtBot
) -> None:
    desk, view = on_result(granted("whole"), hall.SUPERVISOR)
    page = page_of(view)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.recounts.under_way.lines)
    assert "neither confirmed nor opened" in page.draw.why.text()
    hands = Fingers(view)
    hands.press("F3", "Enter")
    _sign_beside(view, qtbot)
    qtbot.waitUntil(lambda: not desk.contest(WARD).to_confirm)
    qtbot.waitUntil(lambda: page.recounts.under_way.left.text().startswith("Every sheet"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.draw.button)
    hands.press("Enter")
    qtbot.waitUntil(lambda: desk.contest(WARD).provisionals == 2)
    qtbot.waitUntil(page.recounts.versions.isVisible)
    assert page.recounts.versions.words.text() == "Every figure is as in provisional result 1."


def test_f9_opens_the_sheet_that_is_lit(on_result: Begin, qtbot: QtBot) -> None:
    desk, view = on_result(granted("whole"), hall.SUPERVISOR)
    page = page_of(view)
    hands = Fingers(view)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.recounts.under_way.lines)
    hands.press("Down", "F9")
    second = desk.contest(WARD).to_confirm[1]
    assert page.reopening.chosen == second
    hands.type("two in a wrong bundle")
    hands.press("Enter")
    qtbot.waitUntil(lambda: second not in desk.contest(WARD).to_confirm)
    assert desk.contest(WARD).sheets[second].first is None


def test_nobody_signed_in_ticks_and_signs_nothing(on_result: Begin) -> None:
    _, view = on_result(granted("whole"), None)
    under_way = page_of(view).recounts.under_way
    assert under_way.sign.why.text().startswith("Nobody is signed in")
    assert not under_way.all.isVisible()


# --- what it changed ------------------------------------------------------------------------------


def test_only_what_differs_carries_plus_or_minus(on_result: Begin) -> None:
    _, view = on_result(recounted)
    versions = page_of(view).recounts.versions
    assert versions.isVisible()
    assert versions.words.text() == "2 lines differ from provisional result 1."
    shown = [label.text() for label in versions.findChildren(QLabel)]
    assert [text for text in shown if text[:1] in "+\u2212" and len(text) > 1] == ["+2", "\u22122"]
    assert "Result 1" in shown
    assert "Result 2" in shown


def test_before_a_recount_there_is_nothing_to_set_beside(on_result: Begin) -> None:
    _, view = on_result(told)
    assert not page_of(view).recounts.versions.isVisible()


# --- agents ---------------------------------------------------------------------------------------


def test_f4_takes_the_agents_down_as_typed(on_result: Begin, qtbot: QtBot) -> None:
    desk, view = on_result(told, hall.SUPERVISOR)
    QTest.keyClick(page_of(view), Qt.Key.Key_F4)
    (form,) = view.window().findChildren(AgentsForm)
    third = form.typed[2]
    assert third["election_agent"].text() == "T. Dunn"
    form.typed[0]["counting_agent"].setText(" A.  One;B. Two; ")
    third["counting_agent"].clear()
    QTest.keyClick(form.act.button, ENTER)
    qtbot.waitUntil(lambda: len(desk.contest(WARD).agents) == 3)
    assert desk.contest(WARD).agents == (
        Agent(CandidateId("c-1-1"), "counting_agent", "A. One"),
        Agent(CandidateId("c-1-1"), "counting_agent", "B. Two"),
        AGENT,
    )
    qtbot.waitUntil(lambda: len(page_of(view).recounts.heard.ticks) == 12)


def test_before_the_count_f8_takes_them_down_too(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(person=hall.ADMINISTRATOR, wards=[ward()])
    view = shown(desk, Place("ready"))
    assert view.page is not None
    QTest.keyClick(view.page, Qt.Key.Key_F8)
    (form,) = view.window().findChildren(AgentsForm)
    form.typed[2]["election_agent"].setText("T. Dunn")
    QTest.keyClick(form.act.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).agents == (AGENT,))


def test_agents_of_all_wards_come_from_one_file_seen_first_and_all_or_nothing(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desk_of(person=hall.ADMINISTRATOR, wards=[ward(), hall.make_contest(2)])
    other = list(desk.count.contests)[1]
    view = shown(desk, Place("ready"))
    assert view.page is not None
    file = tmp_path / "agents.csv"
    rows = ["Area,candidate,agent,kind", "Ward 1,3,T. Dunn,election agent", "Ward 2,99,A. One,x"]
    file.write_text("\n".join(rows), encoding="utf-8")
    QTest.keyClick(view.page, Qt.Key.Key_F8)
    (typing,) = view.window().findChildren(AgentsForm)
    QTest.keyClick(typing.from_file, ENTER)
    (form,) = view.window().findChildren(AgentsFileForm)
    assert form.file.hasFocus()
    assert "Opens when" in form.act.why.text()
    QTest.keyClicks(form.file, str(file))
    assert "agents.csv, row 1, column Area: No column is called “Area” here." in form.preview.text()
    QTest.keyClicks(form.columns, "Area=ward")
    said = form.preview.text()
    assert "agents.csv, row 3, column kind: “x” is no kind of agent." in said
    assert "agents.csv, row 3, column candidate: “99” is no candidate in Ward 2" in said
    QApplication.processEvents()
    assert [*overlapping(form), *cut(form)] == []
    QTest.keyClick(form.act.button, ENTER)
    assert form.isVisible()
    file.write_text("\n".join(rows).replace("99,A. One,x", "2,A. One,counting agent"), "utf-8")
    form.show_why()
    assert form.preview.text() == "Ward 1: 1 agent\nWard 2: 1 agent"
    QTest.keyClick(form.act.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).agents == (AGENT,))
    assert [agent.name for agent in desk.contest(other).agents] == ["A. One"]
    assert desk.contest(other).agents[0].kind == "counting_agent"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("play", [told, granted("whole"), recounted])
def test_nothing_stands_on_anything_and_nothing_is_cut(
    on_result: Begin, play: Callable[[Playing], None], scale: float
) -> None:
    _, view = on_result(play, scale=scale)
    QApplication.processEvents()
    assert [*overlapping(view), *cut(view)] == []
    if play is told:
        for key, form in ((Qt.Key.Key_F7, RequestForm), (Qt.Key.Key_F4, AgentsForm)):
            QTest.keyClick(page_of(view), key)
            (sheet,) = view.window().findChildren(form)
            QApplication.processEvents()
            assert [*overlapping(sheet), *cut(sheet)] == []
            sheet.leave()


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
@pytest.mark.parametrize("play", [told, granted("bundles"), recounted])
def test_it_is_drawn_in_every_palette_and_in_welsh(
    on_result: Begin, play: Callable[[Playing], None], palette: PaletteName
) -> None:
    _, view = on_result(play, palette=palette, language="cy", scale=2.0)
    assert not view.grab().isNull()
