"""The differences page, by its keys: who keys again, settling from paper, and blindness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import hall
from countroom.domain import commands as do
from countroom.domain.identifiers import CandidateId, ContestId, SheetId
from countroom.domain.sheets import COUNTED, PAPERS, votes_of
from countroom.ui.differences import DifferencesPage
from countroom.ui.differences.card import Figure
from countroom.ui.place import BOARD, Place
from countroom.ui.sign_in import SecondPerson

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import SheetState
    from countroom.texts import Language
    from countroom.ui.desk import Desk
    from countroom.ui.differences.settling import Settling
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
SHEET: Final = SheetId("001-03")
FIFTH: Final = votes_of(CandidateId("c-1-5"))
ENTER: Final = Qt.Key.Key_Return


class Begin(Protocol):
    """Opens the differences of the count sheet for a person."""

    def __call__(
        self,
        first: dict[FieldId, int] = ...,
        second: dict[FieldId, int] = ...,
        person: PersonId | None = ...,
        *,
        then: Callable[[Playing], object] = ...,
        language: Language = ...,
        scale: float = ...,
    ) -> tuple[Desk, DifferencesPage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        first: dict[FieldId, int] | None = None,
        second: dict[FieldId, int] | None = None,
        person: PersonId | None = hall.SUPERVISOR,
        *,
        then: Callable[[Playing], object] = lambda _: None,
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, DifferencesPage]:
        def differ(desk: Playing) -> None:
            state = desk.count.count.contests[WARD]
            hall.key_accounts(desk, state)
            true = hall.true_figures(state.contest, state.sheets[SHEET].sheet)
            one, other = first or {FIFTH: 515}, second or {FIFTH: 551}
            desk.do(do.EnterSheet(hall.KEYER, SHEET, 1, true | one))
            desk.do(do.EnterSheet(hall.OTHER_KEYER, SHEET, 2, true | other))
            then(desk)

        desk = desk_of(differ, person=person, language=language, scale=scale)
        page = shown(desk, Place("differences", WARD, SHEET)).page
        assert isinstance(page, DifferencesPage)
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


def settling(page: DifferencesPage) -> Settling:
    assert page.settling is not None
    return page.settling


def sheet(desk: Desk) -> SheetState:
    return desk.contest(WARD).sheets[SHEET]


def all_words(page: QWidget) -> str:
    """Give all that is written or read out anywhere on the page."""
    written = [label.text() for label in page.findChildren(QLabel)]
    named = [widget.accessibleName() for widget in page.findChildren(QWidget)]
    return "\n".join((*written, *named))


def test_a_supervisor_sees_both_figures_and_what_they_look_like(begin: Begin) -> None:
    _, page = begin()
    (card,) = settling(page).cards
    assert [one.accessibleName() for one in card.findChildren(Figure)] == [
        "First entry: 515",
        "Second entry: 551",
        "Difference: 36",
    ]
    assert "The same digits in another order." in all_words(card)
    assert settling(page).choices.hasFocus()
    assert settling(page).choices.accessibleName() == "Who keys line 5 again? Both"
    assert page.heading().state == "difference"
    assert page.heading().note == "1 of 16 fields"


def test_arrows_choose_without_running_round_and_f8_sends_back(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert settling(page).choices.accessibleName() == "Who keys line 5 again? First keyer"
    assert settling(page).act.button.text() == "Send 1 line back"
    went: list[Place] = []
    desk.went.connect(went.append)
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: went == [BOARD])
    assert dict(sheet(desk).sent_back) == {1: (FIFTH,)}


def test_both_keyers_get_the_lines_back(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(second={FIFTH: 551, PAPERS: 1975})
    assert settling(page).choices.accessibleName() == "Who keys these lines again? Second keyer"
    press(Qt.Key.Key_Right)
    assert settling(page).act.button.text() == "Send 2 lines back"
    press(ENTER)
    assert settling(page).act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: set(sheet(desk).sent_back) == {1, 2})


def test_a_supervisor_settles_from_the_paper(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(second={FIFTH: 551, PAPERS: 1975})
    for _ in range(3):
        press(Qt.Key.Key_Right)
    papers, votes = (card.field for card in settling(page).cards)
    assert papers.isVisible()
    assert (papers.text(), votes.text()) == ("", "")  # never filled in from an entry
    assert not settling(page).act.button.isEnabled()
    assert settling(page).act.why.text().startswith("Papers on this sheet: This line is blank.")
    press(Qt.Key.Key_Tab)
    assert papers.hasFocus()
    type_in("2000")
    press(ENTER)
    assert votes.hasFocus()
    type_in("5x")
    assert "not a whole figure" in settling(page).act.why.text()
    press(Qt.Key.Key_Backspace)
    type_in("15")
    assert settling(page).act.button.text() == "Settle 2 lines"
    press(ENTER)
    assert settling(page).act.button.hasFocus()
    went: list[Place] = []
    desk.went.connect(went.append)
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: bool(went))
    settled = sheet(desk).settled
    assert settled is not None
    assert (settled[PAPERS], settled[FIFTH]) == (2000, 515)
    assert went == [Place("result", WARD)]


def test_f8_says_which_figure_is_missing(begin: Begin) -> None:
    desk, page = begin()
    press(Qt.Key.Key_Right)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    press(Qt.Key.Key_F8)
    assert said == [settling(page).act.why.text()]
    assert said[0].startswith("Surname555, A.: This line is blank.")
    assert sheet(desk).settled is None


def test_f7_shows_all_lines_and_back(begin: Begin) -> None:
    _, page = begin()
    assert settling(page).every is None
    press(Qt.Key.Key_F7)
    every = settling(page).every
    assert every is not None
    assert every.isVisible()
    assert "Surname101010, A." in all_words(every)
    assert page.every_button.text() == "Show only what differs"
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_F7)
    assert every.isHidden()
    assert page.every_button.text() == "Show all 16 fields"


@pytest.mark.parametrize(
    "person", [hall.KEYER, hall.OTHER_KEYER, hall.OFFICER, hall.ADMINISTRATOR, None]
)
def test_who_may_not_settle_is_shown_no_figure(begin: Begin, person: PersonId | None) -> None:
    desk, page = begin(person=person)
    assert page.settling is None
    words = all_words(page)
    assert "1 line differs" in words
    assert not any(figure in words for figure in ("515", "551", "36"))
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F7)
    assert sheet(desk).sent_back == {}
    assert page.closed is not None
    went: list[Place] = []
    desk.went.connect(went.append)
    press(ENTER)
    assert went == [BOARD]


def test_figures_go_away_when_the_supervisor_hands_over(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    old = settling(page)
    with qtbot.waitSignal(old.destroyed):
        desk.hand_over()
    assert page.settling is None
    assert "515" not in all_words(page)
    assert desk.sign_in(hall.KEYER, hall.SECRET) is None
    assert page.settling is None


def test_a_keyer_whose_lines_came_back_goes_on_to_key_them(begin: Begin) -> None:
    def send(desk: Playing) -> None:
        desk.do(do.SendBack(hall.SUPERVISOR, SHEET, 2))

    desk, page = begin(person=hall.OTHER_KEYER, then=send)
    assert page.closed is not None
    assert page.closed.button.text() == "Key the lines again"
    went: list[Place] = []
    desk.went.connect(went.append)
    press(ENTER)
    assert went == [Place("entry", WARD, SHEET, 2)]


def test_what_is_out_already_cannot_be_chosen(begin: Begin) -> None:
    def send(desk: Playing) -> None:
        desk.do(do.SendBack(hall.SUPERVISOR, SHEET, 2))

    _, page = begin(then=send)
    assert "The second keyer has these lines to key again." in all_words(page)
    assert settling(page).choices.key == "first"
    press(Qt.Key.Key_Right)
    assert settling(page).choices.key == "settle"
    settling(page).choices.choose("both")
    assert settling(page).choices.key == "settle"


def test_a_figure_being_typed_stays_when_the_lines_are_sent_back_elsewhere(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    type_in("51")
    old = settling(page)
    desk.do(do.SendBack(hall.SUPERVISOR, SHEET, 1))
    qtbot.waitUntil(lambda: page.settling is not old)
    (card,) = settling(page).cards
    assert settling(page).choices.key == "settle"
    assert card.field.text() == "51"


def test_a_sheet_settled_meanwhile_says_so(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin()
    desk.do(do.SettleSheet(hall.SUPERVISOR, SHEET, {FIFTH: 515}))
    qtbot.waitUntil(lambda: page.settling is None)
    assert "Nothing to settle" in all_words(page)
    assert page.heading().state == ""


def test_an_account_names_its_box(desk_of: DeskOf, shown: Shown) -> None:
    box = SheetId("001-01")

    def differ(desk: Playing) -> None:
        state = desk.count.count.contests[WARD]
        true = hall.true_figures(state.contest, state.sheets[box].sheet)
        desk.do(do.EnterSheet(hall.KEYER, box, 1, true))
        desk.do(do.EnterSheet(hall.OTHER_KEYER, box, 2, true | {COUNTED: 1010}))

    desk = desk_of(differ, person=hall.SUPERVISOR)
    page = shown(desk, Place("differences", WARD, box)).page
    assert isinstance(page, DifferencesPage)
    assert page.heading().note == "Polling station 1  ·  1 of 5 fields"
    assert "Expected in the box" in all_words(page)


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("en", 2.0), ("cy", 1.0)])
def test_choices_keep_their_words_at_any_size(
    begin: Begin, language: Language, scale: float
) -> None:
    _, page = begin(language=language, scale=scale)
    choices = settling(page).choices
    narrow = choices.minimumSizeHint().width()
    assert choices.heightForWidth(narrow) == 4 * choices.heightForWidth(10_000)
    assert choices.minimumSizeHint().width() < choices.sizeHint().width()


# By exception, beside an officer.


def alone(desk: Playing) -> None:
    """Let the supervisor go home, and an officer record that the first keyer may settle."""
    desk.do(do.RecordException(hall.OFFICER, WARD, hall.KEYER, "nobody else is left"))
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.SUPERVISOR))


def test_a_keyer_settles_from_the_paper_with_an_officer_who_signs(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin(person=hall.KEYER, then=alone)
    assert "with an officer beside you" in all_words(page)
    assert settling(page).choices.key == "settle"
    press(Qt.Key.Key_Left)
    assert settling(page).choices.key == "settle", "nothing is sent back by who keyed it"
    press(ENTER)
    type_in("551")
    press(Qt.Key.Key_F8)
    overlays = page.window().findChildren(SecondPerson)
    (asks,) = overlays
    assert hall.KEYER not in asks.who.people._ids
    assert set(asks.who.people._ids) == {hall.OFFICER, hall.DEPUTY}
    assert sheet(desk).settled is None
    press(Qt.Key.Key_1)
    type_in(hall.SECRET)
    press(ENTER)
    qtbot.waitUntil(lambda: sheet(desk).settled is not None)
    settled = sheet(desk).settled
    assert settled is not None
    assert settled[FIFTH] == 551


def test_an_exception_gives_nothing_while_a_supervisor_is_here(begin: Begin) -> None:
    desk, page = begin(
        person=hall.KEYER,
        then=lambda desk: desk.do(do.RecordException(hall.OFFICER, WARD, hall.KEYER, "to be safe")),
    )
    assert page.settling is None
    assert f"Who may settle it: {desk.name_of(hall.SUPERVISOR)}." in all_words(page)


def test_where_nobody_may_settle_the_way_out_is_named(begin: Begin) -> None:
    _, page = begin(
        person=hall.KEYER,
        then=lambda desk: desk.do(do.NotePersonLeft(hall.OFFICER, hall.SUPERVISOR)),
    )
    assert page.settling is None
    assert "An officer can record an exception" in all_words(page)


def test_two_papers_of_one_number_are_suspected_where_most_lines_differ(begin: Begin) -> None:
    lines = [votes_of(CandidateId(f"c-1-{n}")) for n in range(1, 11)]
    _, page = begin({}, dict.fromkeys(lines, 7))
    assert "Look whether two papers carry this number" in all_words(page)
    _, one_line = begin()
    assert "two papers" not in all_words(one_line)
