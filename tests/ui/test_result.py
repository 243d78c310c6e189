"""The result page, by its keys: reasons, the provisional result, the consultation, lots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import hall
from countroom.domain import commands as do
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.identifiers import CandidateId, ContestId, SheetId
from countroom.domain.numbering import read_number
from countroom.domain.sheets import votes_of
from countroom.texts import Texts
from countroom.ui.look import Look
from countroom.ui.parts.reopening import Reopening
from countroom.ui.place import Place
from countroom.ui.result import ResultPage

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
SECOND: Final = ContestId(f"local.testham.ward-2.{hall.DAY}")
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


def agreed(desk: Playing, papers: int = 2_000) -> None:
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state, papers)
    hall.key_count_sheet(desk, state, papers)


def provisional(desk: Playing) -> None:
    agreed(desk)
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


def by_sheets(desk: Playing) -> None:
    """A table that keys sheet by sheet came to a provisional result."""
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    hall.key_every_sheet(desk, state)
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


def consulted(desk: Playing) -> None:
    provisional(desk)
    desk.do(do.CloseConsultation(hall.OFFICER, WARD, "agreed"))


def unusual(desk: Playing) -> None:
    """Nearly everybody voted: the turnout has to be explained."""
    agreed(desk, 5_900)


def short(desk: Playing) -> None:
    """Five papers fewer on the sheet than were verified."""
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    hall.key_short(desk, state)


def tied(desk: Playing) -> None:
    """Four candidates are equal for the last two of three seats."""
    state = desk.count.count.contests[WARD]
    hall.key_accounts(desk, state)
    sheet = next(s.sheet for s in state.sheets.values() if s.sheet.kind == "count")
    figures = hall.true_figures(state.contest, sheet)
    figures |= {votes_of(CandidateId(f"c-1-{n}")): 800 for n in (2, 3, 4, 5)}
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))
    desk.do(do.CloseConsultation(hall.OFFICER, WARD, "nobody_present"))


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
        wards: Sequence[Contest] = (),
    ) -> tuple[Desk, ResultPage]: ...


@pytest.fixture
def on_result(desk_of: DeskOf, shown: Shown) -> Begin:
    def begin(
        play: Callable[[Playing], None],
        person: PersonId | None = hall.OFFICER,
        *,
        palette: PaletteName = "light",
        language: Language = "en",
        scale: float = 1.0,
        wards: Sequence[Contest] = (),
    ) -> tuple[Desk, ResultPage]:
        desk = desk_of(
            play, person=person, wards=wards, palette=palette, language=language, scale=scale
        )
        view = shown(desk, Place("result", WARD))
        assert isinstance(view.page, ResultPage)
        return desk, view.page

    return begin


def focused() -> str:
    widget = QApplication.focusWidget()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    return widget.accessibleName() if widget is not None else ""


def test_figures_that_agree_show_totals_and_no_votes(on_result: Begin) -> None:
    _, page = on_result(agreed, hall.SUPERVISOR)
    assert page.heading().state == "settled"
    assert page.papers.isVisible()
    assert not page.ranking.isVisible()
    assert not page.gauge.isVisible()
    assert page.draw.button.isEnabled()
    assert focused() == "Draw the provisional result"


def test_enter_draws_the_provisional_result(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(agreed, hall.SUPERVISOR)
    QTest.keyClick(page.draw.button, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).stage == "provisional")
    qtbot.waitUntil(page.ranking.isVisible)
    assert page.panel.title.text() == "Provisional result 1"
    spoken = page.ranking.bars.accessibleDescription()
    assert "Would win" in spoken
    assert "The last seat is decided here: " in spoken
    assert "Elected" not in spoken


def test_an_officer_sees_the_same_and_who_has_to_draw_it(on_result: Begin) -> None:
    _, page = on_result(agreed, hall.OFFICER)
    assert not page.draw.button.isEnabled()
    assert "upervisor" in page.draw.why.text()
    assert page.draw.button.accessibleDescription() == page.draw.why.text()


def test_a_warning_is_answered_by_typing_and_enter(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(unusual, hall.SUPERVISOR)
    (card,) = page.answers.cards
    assert focused() == "Reason why W03 stands"
    assert not page.draw.button.isEnabled()
    assert card.why.text() == "Give the reason in a few words."
    QTest.keyClicks(card.reason, "two polls on one day")
    QTest.keyClick(card.reason, ENTER)
    qtbot.waitUntil(lambda: len(desk.contest(WARD).answers) == 1)
    assert desk.contest(WARD).answers[0].reason == "two polls on one day"
    qtbot.waitUntil(page.draw.button.isEnabled)
    assert focused() == "Draw the provisional result"


def test_only_an_officer_lets_totals_stand_unreconciled(on_result: Begin) -> None:
    _, page = on_result(short, hall.SUPERVISOR)
    card = page.answers.cards[0]
    assert card.code == "V11"
    assert "fficer" in card.why.text()
    QTest.keyClicks(card.reason, "searched")
    QTest.keyClick(card.reason, ENTER)
    assert "fficer" in card.why.text()


def unreconciled(desk: Playing) -> None:
    short(desk)
    desk.do(do.AnswerFinding(hall.OFFICER, WARD, "V11", "searched"))
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


def test_a_supervisor_ticks_the_steps_of_totals_that_do_not_agree_where_they_are_told(
    on_result: Begin, qtbot: QtBot
) -> None:
    desk, page = on_result(unreconciled, hall.SUPERVISOR)
    steps = page.guidance
    assert QApplication.focusWidget() is steps.lines
    assert steps.words.text() == "The totals are not reconciled (V11)."
    assert steps.difference.text().startswith("Difference: 5 at the most. Margin: ")
    assert steps.left.text() == "6 steps of the guidance left"
    QTest.keyClick(steps.lines, SPACE)
    qtbot.waitUntil(lambda: steps.left.text() == "5 steps of the guidance left")
    (taken,) = desk.contest(WARD).steps
    assert (taken.step, taken.version, taken.by) == ("stores", 1, hall.SUPERVISOR)


def test_at_twice_the_size_the_step_that_is_lit_is_seen_whole(on_result: Begin) -> None:
    _, page = on_result(unreconciled, hall.SUPERVISOR, scale=2.0)
    lines = page.guidance.lines
    for _ in GUIDANCE_STEPS:
        QApplication.processEvents()
        lit = lines.visualRect(lines.currentIndex())
        assert lines.viewport().visibleRegion().intersected(lit).boundingRect() == lit
        QTest.keyClick(lines, Qt.Key.Key_Down)


def test_a_keyer_reads_the_steps_and_ticks_none(on_result: Begin) -> None:
    desk, page = on_result(unreconciled, hall.KEYER)
    steps = page.guidance
    assert QApplication.focusWidget() is not steps.lines
    assert "Supervisor" in steps.tick.why.text()
    QTest.keyClick(steps.lines, SPACE)
    QTest.keyClick(steps.lines, Qt.Key.Key_A)
    assert desk.contest(WARD).steps == ()


def test_once_it_is_cleared_the_steps_are_read_and_no_longer_ticked(on_result: Begin) -> None:
    def signed(desk: Playing) -> None:
        unreconciled(desk)
        desk.do(do.CloseConsultation(hall.OFFICER, WARD, "agreed"))
        for step in GUIDANCE_STEPS:
            desk.do(do.TakeStep(hall.SUPERVISOR, WARD, step, 1))
        desk.do(do.ClearResult(hall.OFFICER, WARD, hall.DEPUTY, "searched twice"))

    _, page = on_result(signed)
    steps = page.guidance
    assert all(line.aside.endswith(", Supervisor 1") for line in steps.lines.lines)
    shown = [part.isVisible() for part in (steps.lines, steps.left, steps.tick, steps.again)]
    assert shown == [True, False, False, False]


def test_where_the_totals_agree_no_step_is_shown(on_result: Begin) -> None:
    _, page = on_result(provisional)
    assert not page.guidance.isVisible()


def test_what_is_being_typed_stays_when_the_count_changes(on_result: Begin) -> None:
    _, page = on_result(unusual, hall.SUPERVISOR)
    QTest.keyClicks(page.answers.cards[0].reason, "half a rea")
    page.refresh()
    assert page.answers.cards[0].reason.text() == "half a rea"
    assert focused() == "Reason why W03 stands"


def heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Listen to what the window asks of the station."""
    asked: list[object] = []
    carry_out = desk.station.do

    def listen(command: do.Command, *rest: Any) -> None:  # noqa: ANN401 - passed on as they are
        asked.append(command)
        carry_out(command, *rest)

    monkeypatch.setattr(desk.station, "do", listen)
    return asked


def test_the_officer_chooses_the_outcome_and_closes_the_version_that_is_shown(
    on_result: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, page = on_result(provisional)
    assert focused() == "Candidates and agents agreed"
    assert page.consultation.act.why.text() == "Choose how the consultation ended."
    assert page.go_on.why.text() == "Opens when the consultation is closed."
    choices = page.consultation.choices
    asked = heard(desk, monkeypatch)
    QTest.keyClick(choices["agreed"], Qt.Key.Key_Down)
    QTest.keyClick(choices["nobody_present"], ENTER)
    assert focused() == "Close the consultation"
    QTest.keyClick(page.consultation.act.button, ENTER)
    qtbot.waitUntil(page.go_on.button.isEnabled)
    assert asked == [do.CloseConsultation(hall.OFFICER, WARD, "nobody_present", 1)]
    assert desk.contest(WARD).stage == "consulted"
    assert focused() == "Go to declaration"


def test_a_keyer_sees_the_consultation_closed_with_the_reason(on_result: Begin) -> None:
    _, page = on_result(provisional, hall.KEYER)
    assert "fficer" in page.consultation.act.why.text()
    assert not page.again.button.isEnabled()


def test_going_on_leads_to_the_read_back(on_result: Begin) -> None:
    desk, page = on_result(consulted)
    gone: list[Place] = []
    desk.went.disconnect()
    desk.went.connect(gone.append)
    QTest.keyClick(page.go_on.button, ENTER)
    assert gone == [Place("clear", WARD)]


def test_lots_are_drawn_one_after_another_by_keys(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(tied)
    assert page.heading().state == "lot"
    assert page.go_on.why.text() == "Opens when the lot is drawn."
    for nth, name in ((1, "c-1-3"), (2, "c-1-5")):
        qtbot.waitUntil(lambda: page.lot.isVisible() and len(page.lot.choices) > 0)
        candidate = CandidateId(name)
        qtbot.waitUntil(lambda c=candidate: c in page.lot.choices)  # type: ignore[misc]
        assert page.lot.act.why.text() == "Choose who was drawn."
        QTest.keyClick(page.lot.choices[candidate], ENTER)
        if nth == 1:
            assert "how the lot" in page.lot.act.why.text()
            QTest.keyClicks(page.lot.method, "names drawn from a box")
            QTest.keyClick(page.lot.method, ENTER)
            QTest.keyClicks(page.lot.witnesses, "A. Agent")
        assert page.lot.act.button.isEnabled()
        QTest.keyClick(page.lot.act.button, ENTER)
        qtbot.waitUntil(lambda n=nth: len(desk.contest(WARD).lots) == n)  # type: ignore[misc]
    qtbot.waitUntil(page.go_on.button.isEnabled)
    assert not page.lot.isVisible()
    assert [lot.drawn for lot in desk.contest(WARD).lots] == ["c-1-3", "c-1-5"]
    assert desk.contest(WARD).lots[1].witnesses == ("A. Agent",)


def test_the_longer_term_is_drawn_after_the_seats_by_keys(on_result: Begin, qtbot: QtBot) -> None:
    ward = replace(hall.make_contest(1), terms=("2028-05-04", "2027-05-06", "2026-05-07"))
    desk, page = on_result(tied, wards=(ward, hall.make_contest(2)))
    lots = (("c-1-3", "for 2 seats"), ("c-1-5", "for 1 seat."), ("c-1-5", "6 May 2027"))
    for nth, (name, decides) in enumerate(lots, 1):
        qtbot.waitUntil(lambda n=nth: page.lot.nth == n)  # type: ignore[misc]
        assert page.heading().state == "lot"
        assert decides in page.lot.words
        assert page.go_on.why.text() == "Opens when the lot is drawn."
        QTest.keyClick(page.lot.choices[CandidateId(name)], ENTER)
        if nth == 1:
            QTest.keyClicks(page.lot.method, "names drawn from a box")
            QTest.keyClick(page.lot.method, ENTER)
            QTest.keyClicks(page.lot.witnesses, "A. Agent")
        QTest.keyClick(page.lot.act.button, ENTER)
        qtbot.waitUntil(lambda n=nth: len(desk.contest(WARD).lots) == n)  # type: ignore[misc]
    qtbot.waitUntil(page.go_on.button.isEnabled)
    assert set(page.lot.choices) == {"c-1-3", "c-1-5"}
    assert [lot.term for lot in desk.contest(WARD).lots] == ["", "", "2027-05-06"]
    assert dict(desk.contest(WARD).provisional.totals.votes)["c-1-5"] == 800  # type: ignore[union-attr]
    said = page.ranking.bars.accessibleDescription()
    assert "Would win, by lot, to 2027" in said
    assert "Would win, by lot, to 2026" in said


def test_f9_has_the_papers_counted_again(on_result: Begin, qtbot: QtBot) -> None:
    desk, page = on_result(provisional)
    page.acts[0][1].activated.emit()
    assert focused() == "Reason why the sheet is opened again"
    assert "void" in page.reopening.words.text()
    assert not page.reopening.act.button.isEnabled()
    QTest.keyClicks(page.reopening.reason, "an agent asks for a recount")
    QTest.keyClick(page.reopening.reason, ENTER)
    qtbot.waitUntil(lambda: desk.contest(WARD).provisional is None)


def test_every_settled_sheet_of_papers_is_offered_for_opening_again(
    on_result: Begin, qtbot: QtBot
) -> None:
    ward = hall.keyed_by_sheet(hall.make_contest(1))
    desk, page = on_result(by_sheets, wards=[ward])
    page.acts[0][1].activated.emit()
    offered = [page.reopening.sheet.itemText(n) for n in range(page.reopening.sheet.count())]
    sheets = desk.contest(WARD).sheets
    kinds = [sheets[id_].sheet.kind for id_ in map(read_number, offered) if id_]
    assert kinds == ["block", "adjudication", "mixed"]
    assert page.reopening.sheet.isVisible()
    page.reopening.sheet.setCurrentIndex(2)
    assert offered[2] in page.reopening.words.text()
    QTest.keyClicks(page.reopening.reason, "an agent asks for a recount")
    QTest.keyClick(page.reopening.reason, ENTER)
    _, other, opened = (read_number(number) for number in offered)
    assert other is not None
    assert opened is not None
    qtbot.waitUntil(lambda: desk.contest(WARD).sheets[opened].first is None)
    assert desk.contest(WARD).sheets[other].settled is not None


def test_the_list_of_sheets_opens_no_window_of_its_own(qapp: QApplication) -> None:
    class Shows(QObject):
        """Notes what is shown as a window."""

        seen: ClassVar[list[QObject]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
                self.seen.append(watched)
            return False

    shows = Shows()
    qapp.installEventFilter(shows)
    reopening = Reopening(Look("light", 1.0), Texts(), [SheetId("001-03"), SheetId("001-04")])
    qapp.removeEventFilter(shows)
    assert shows.seen == []
    assert not reopening.sheet.isHidden()


def test_a_sheet_that_is_not_settled_is_not_offered(on_result: Begin) -> None:
    def begun(desk: Playing) -> None:
        agreed(desk)
        second = desk.count.count.contests[SECOND]
        hall.key_accounts(desk, second)
        (sheet,) = (s.sheet for s in second.sheets.values() if s.sheet.kind == "count")
        figures = hall.true_figures(second.contest, sheet)
        desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))

    desk, page = on_result(begun)
    other = ResultPage(desk, Place("result", SECOND))
    assert page.reopening.sheet.count() == 1
    assert other.reopening.sheet.count() == 0
    assert other.again.why.text() == "No sheet of papers is settled yet."
    other.deleteLater()


def test_nobody_signed_in_sees_everything_closed(on_result: Begin) -> None:
    _, page = on_result(provisional, None)
    assert page.consultation.act.why.text().startswith("Nobody is signed in")
    assert page.gauge.isVisible()


@pytest.mark.parametrize("palette", ["light", "dark", "highContrast"])
def test_it_is_drawn_in_every_palette_and_in_welsh(on_result: Begin, palette: PaletteName) -> None:
    _, page = on_result(tied, palette=palette, language="cy", scale=2.0)
    assert not page.grab().isNull()


def test_a_screen_reader_is_told_the_gauge_and_the_bars(on_result: Begin) -> None:
    _, page = on_result(provisional)
    meter = QAccessible.queryAccessibleInterface(page.gauge.meter)
    assert meter.text(QAccessible.Text.Name) == "Can what is open change who is elected?"
    assert "between 3rd and 4th" in meter.text(QAccessible.Text.Description)
    bars = QAccessible.queryAccessibleInterface(page.ranking.bars)
    assert bars.text(QAccessible.Text.Name) == "Candidates by votes"
