"""The accounts page, by its keys: the proof of two, boxes and what is due, the statement."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import hall
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.desk import Desk as Playing
from countroom.app.setup import Plan, set_up
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, particulars_of
from countroom.domain.hall import BoxReceipt, Transfer
from countroom.domain.identifiers import BoxId, ContestId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import COUNTED
from countroom.ui.accounts import AccountsPage
from countroom.ui.parts import Words
from countroom.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.station import Hand
    from countroom.domain.election import Contest
    from countroom.domain.events import Ordinal
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState
    from countroom.texts import Language
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
PLACE: Final = Place("accounts", WARD)
ENTER: Final = Qt.Key.Key_Return


class Begin(Protocol):
    """Opens the accounts page of the ward for a person."""

    def __call__(
        self,
        play: Callable[[Playing], object] = ...,
        person: PersonId | None = ...,
        *,
        wards: Sequence[Contest] = ...,
        language: Language = ...,
        scale: float = ...,
    ) -> tuple[Desk, AccountsPage]: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown) -> Begin:
    def start(
        play: Callable[[Playing], object] = lambda _: None,
        person: PersonId | None = hall.KEYER,
        *,
        wards: Sequence[Contest] = (),
        language: Language = "en",
        scale: float = 1.0,
    ) -> tuple[Desk, AccountsPage]:
        desk = desk_of(play, person=person, wards=wards, language=language, scale=scale)
        page = shown(desk, PLACE).page
        assert isinstance(page, AccountsPage)
        return desk, page

    return start


def enter(
    desk: Playing,
    box: int,
    by: PersonId,
    entry: Ordinal,
    change: dict[FieldId, int] | None = None,
) -> None:
    state = desk.count.count.contests[WARD]
    sheet = list(state.sheets.values())[box].sheet
    figures = hall.true_figures(state.contest, sheet) | (change or {})
    desk.do(do.EnterSheet(by, sheet.id, entry, figures))


def first_box_differs(desk: Playing) -> None:
    enter(desk, 0, hall.KEYER, 1)
    enter(desk, 0, hall.OTHER_KEYER, 2, {COUNTED: 990})


def one_varies(desk: Playing) -> None:
    for box, change in ((0, {COUNTED: 998}), (1, {})):
        enter(desk, box, hall.KEYER, 1, change)
        enter(desk, box, hall.OTHER_KEYER, 2, change)


def count_again(desk: Playing, box: BoxId, counted: int) -> None:
    """Have a box counted once more, and the figure keyed twice."""
    desk.do(do.AddSheet(hall.SUPERVISOR, WARD, "recount", box, None, "it varies"))
    sheet = list(desk.count.count.contests[WARD].sheets)[-1]
    desk.do(do.EnterSheet(hall.KEYER, sheet, 1, {COUNTED: counted}))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet, 2, {COUNTED: counted}))


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def spoken(page: AccountsPage) -> list[str]:
    """Give what a screen reader says of each box."""
    assert page.boxes is not None
    model = page.boxes.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(n, 0).data(role)) for n in range(model.rowCount())]


def state_of(desk: Desk) -> ContestState:
    return desk.contest(WARD)


def test_enter_opens_the_account_that_is_due(begin: Begin) -> None:
    desk, page = begin(lambda d: enter(d, 0, hall.KEYER, 1))
    assert page.boxes is not None
    assert page.boxes.hasFocus()
    went: list[Place] = []
    desk.went.connect(went.append)
    press(Qt.Key.Key_Up)
    press(ENTER)
    assert went == []  # this keyer keyed it first
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(ENTER)
    sheets = list(state_of(desk).sheets)
    assert went == [Place("entry", WARD, sheets[1], 1)]


def test_the_other_keyer_is_given_the_second_entry_and_no_figures(begin: Begin) -> None:
    desk, page = begin(lambda d: enter(d, 0, hall.KEYER, 1), hall.OTHER_KEYER)
    assert spoken(page)[0] == "001-01, Polling station 1, Not in, Needs second entry, Key it second"
    assert not any("1,000" in said for said in spoken(page))
    went: list[Place] = []
    desk.went.connect(went.append)
    press(ENTER)
    assert went == [Place("entry", WARD, next(iter(state_of(desk).sheets)), 2)]


def test_differing_entries_open_their_page(begin: Begin) -> None:
    desk, page = begin(first_box_differs, hall.SUPERVISOR)
    assert "Entries differ" in spoken(page)[0]
    went: list[Place] = []
    desk.went.connect(went.append)
    press(ENTER)
    assert went == [Place("differences", WARD, next(iter(state_of(desk).sheets)))]


def test_a_settled_box_says_that_nobody_keys_it_again(begin: Begin) -> None:
    desk, page = begin(one_varies)
    assert spoken(page)[0].endswith("expected 1,000, counted 998, 2 papers fewer than the account")
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert page.boxes is not None
    page.boxes.setFocus()
    press(ENTER)
    assert said == ["Polling station 1: Counts: 998"]


def test_what_is_awaited_is_named_and_then_an_officer_gives_the_reason_and_signs(
    begin: Begin, qtbot: QtBot
) -> None:
    def varies_twice(desk: Playing) -> None:
        one_varies(desk)
        hall.arrive(desk, desk.count.count.contests[WARD])
        count_again(desk, BoxId("S1"), 998)

    desk, page = begin(varies_twice, hall.OFFICER)
    assert not page.act.button.isEnabled()
    assert "Polling station 1 varies from the account" in page.act.why.text()
    (field,) = page.reasons.fields.values()
    assert field.hasFocus()
    assert field.accessibleName() == "Polling station 1: 2 papers fewer than the account. Why?"
    type_in("Two papers in the box of another ward.")
    assert page.act.button.isEnabled()
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: state_of(desk).verification is not None)
    signed = state_of(desk).verification
    assert signed is not None
    assert signed.verified == 1998
    assert dict(signed.variances) == {"S1": (-2, "Two papers in the box of another ward.")}
    assert page.heading().state == "verified"
    assert page.act.why.text() == "This is for somebody else."


def test_the_button_names_in_turn_who_or_what_is_awaited(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(lambda d: enter(d, 0, hall.KEYER, 1), hall.OFFICER)
    assert page.act.why.text() == "1 box has not come in: Polling station 1."
    assert desk.sign_in(hall.SUPERVISOR, hall.SECRET) is None
    desk.do(do.ReceiveBoxes(hall.SUPERVISOR, (BoxReceipt(BoxId("S1"), sealed=True),)))
    keyer = desk.name_of(hall.KEYER)
    named = f"Polling station 1: the account awaits its second entry, by anybody but {keyer}."
    qtbot.waitUntil(lambda: page.act.why.text() == named)


def test_a_reason_being_typed_stays_when_another_box_comes_in(begin: Begin, qtbot: QtBot) -> None:
    def varies(desk: Playing) -> None:
        enter(desk, 0, hall.KEYER, 1, {COUNTED: 998})
        enter(desk, 0, hall.OTHER_KEYER, 2, {COUNTED: 998})
        enter(desk, 1, hall.KEYER, 1)

    desk, page = begin(varies, hall.OFFICER)
    (field,) = page.reasons.fields.values()
    field.setFocus()
    type_in("Two papers")
    entry = do.EnterSheet(
        hall.OTHER_KEYER,
        list(state_of(desk).sheets)[1],
        2,
        hall.true_figures(state_of(desk).contest, list(state_of(desk).sheets.values())[1].sheet),
    )
    assert desk.sign_in(hall.OTHER_KEYER, hall.SECRET) is None
    assert page.reasons.isHidden()  # a keyer does not sign
    desk.do(entry)
    qtbot.waitUntil(lambda: not state_of(desk).boxes_out)
    assert desk.sign_in(hall.OFFICER, hall.SECRET) is None
    assert [one.text() for one in page.reasons.fields.values()] == [""]


def test_an_account_wrong_on_paper_is_keyed_again_with_a_reason(begin: Begin, qtbot: QtBot) -> None:
    def signed(desk: Playing) -> None:
        hall.key_accounts(desk, desk.count.count.contests[WARD])

    desk, page = begin(signed, hall.OFFICER)
    assert page.boxes is not None
    assert page.again.isHidden()
    page.boxes.setFocus()
    press(Qt.Key.Key_F6)
    assert page.again.field.hasFocus()
    assert not page.again.act.button.isEnabled()
    assert page.again.act.why.text() == "Give the reason in a few words."
    type_in("The account was corrected by the presiding officer.")
    press(ENTER)
    assert page.again.act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: state_of(desk).verification is None)
    assert "Not entered" in spoken(page)[0]
    assert page.again.isHidden()


@pytest.mark.parametrize("person", [hall.KEYER, None])
def test_a_keyer_voids_nothing(begin: Begin, person: PersonId | None) -> None:
    desk, page = begin(one_varies, person)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert page.boxes is not None
    page.boxes.setFocus()
    press(Qt.Key.Key_F6)
    assert len(said) == 1
    assert page.again.isHidden()


def test_f8_says_why_a_keyer_may_not_sign(begin: Begin) -> None:
    desk, page = begin(one_varies)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    press(Qt.Key.Key_F8)
    assert said == [page.act.why.text()]
    assert said[0]
    assert page.reasons.isHidden()


def test_after_the_statement_the_keyer_goes_on_to_the_count_sheet(begin: Begin) -> None:
    desk, page = begin(lambda d: hall.key_accounts(d, d.count.count.contests[WARD]))
    assert page.act.button.hasFocus()
    assert page.act.button.text() == "Key the count sheet"
    went: list[Place] = []
    desk.went.connect(went.append)
    press(ENTER)
    assert went == [Place("entry", WARD, list(state_of(desk).sheets)[2], 1)]


def test_nobody_signed_in_sees_what_opens_the_page(begin: Begin) -> None:
    def all_in(desk: Playing) -> None:
        for box in (0, 1):
            enter(desk, box, hall.KEYER, 1)
            enter(desk, box, hall.OTHER_KEYER, 2)
        hall.arrive(desk, desk.count.count.contests[WARD])

    _, page = begin(all_in, None)
    assert "Sign in" in page.act.why.text()


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hall be set up without its proof; the last ward has no poll."""

    def open_unproven(path: Path, contests: int = 2, **_: object) -> Playing:
        crew = hall.make_crew()
        wards = [hall.make_contest(1), hall.make_contest(2, seats=3, candidates=3)][:contests]
        plan = Plan("test", [(hall.make_election(6), wards)], crew)
        count = set_up(path, plan, NightClock(hall.DAY, 1), Random(2).randbytes)
        assert not isinstance(count, Refusal)
        return Playing(count, {one.person.id: one.hand for one in crew})

    monkeypatch.setattr(hall, "open_hall", open_unproven)


@pytest.mark.usefixtures("unproven")
def test_two_people_prove_the_contest(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(person=hall.SUPERVISOR)
    assert page.proof is not None
    assert page.proof.electorate is not None
    assert page.proof.electorate.hasFocus()
    assert "6,000" not in " ".join(words.text() for words in page.findChildren(Words))
    assert page.proof.act.why.text() == "Key the electorate from the register first."
    page.proof.electorate.setText("6001")
    assert "is not the one set up for Ward 1" in page.proof.act.why.text()
    page.proof.electorate.clear()
    for key in (Qt.Key.Key_6, *3 * (Qt.Key.Key_0,), Qt.Key.Key_Return):
        press(key)
    assert page.proof.act.button.hasFocus()
    asked: list[Callable[[Hand], None]] = []
    desk.second_asked.disconnect()
    desk.second_asked.connect(lambda _why, _roles, then: asked.append(then))
    press(Qt.Key.Key_F8)
    second = desk.station.sign_in(hall.ADMINISTRATOR, hall.SECRET)
    assert not isinstance(second, Refusal)
    asked[0](second.hand)
    qtbot.waitUntil(lambda: state_of(desk).proven)
    assert page.proof is None
    assert page.boxes is not None
    assert page.boxes.hasFocus()
    assert len(spoken(page)) == 2


@pytest.mark.usefixtures("unproven")
def test_a_set_up_changed_beside_the_proof_is_shown_anew(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(person=hall.OFFICER)
    contest = state_of(desk).contest
    first, *others = contest.candidates
    words = replace(particulars_of(contest), candidates=(replace(first, name="Ann ASH"), *others))
    desk.do(do.AmendSetUp(hall.OFFICER, contest.id, words, "a misprint"))
    qtbot.waitUntil(lambda: any(w.text() == "Ann ASH" for w in page.findChildren(Words)))
    assert page.proof is not None
    assert page.proof.electorate is not None
    assert page.proof.electorate.hasFocus()


@pytest.mark.usefixtures("unproven")
def test_a_keyer_cannot_prove(begin: Begin) -> None:
    desk, page = begin()
    assert page.proof is not None
    assert not page.proof.act.button.isEnabled()
    asked: list[object] = []
    desk.second_asked.connect(lambda *args: asked.append(args))
    press_f8 = page.proof.act.why.text()
    page.proof.carry_out()
    assert press_f8
    assert asked == []


@pytest.mark.usefixtures("unproven")
def test_a_contest_without_a_poll_is_returned_by_an_officer(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    ward = ContestId(f"local.testham.ward-2.{hall.DAY}")

    def proven(desk: Playing) -> None:
        desk.do(do.ProveContest(hall.ADMINISTRATOR, hall.SUPERVISOR, ward, None))

    desk = desk_of(proven, person=hall.OFFICER)
    page = shown(desk, Place("accounts", ward)).page
    assert isinstance(page, AccountsPage)
    assert page.proof is not None
    assert page.proof.act.button.text() == "Return without a poll"
    press(ENTER)
    qtbot.waitUntil(lambda: desk.contest(ward).declared is not None)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_box_line_is_read_out_and_grows_with_the_text(begin: Begin, scale: float) -> None:
    _, page = begin(one_varies, scale=scale)
    assert page.boxes is not None
    reader = QAccessible.queryAccessibleInterface(page.boxes)
    assert reader is not None
    assert reader.childCount() == 2
    look = page.desk.look
    assert page.boxes.sizeHint().height() >= 2 * (look.line("strong") + look.line("caption"))


def test_f9_adds_a_count_more_that_is_keyed_twice(begin: Begin, qtbot: QtBot) -> None:
    def varies(desk: Playing) -> None:
        one_varies(desk)
        hall.arrive(desk, desk.count.count.contests[WARD])

    desk, page = begin(varies, hall.SUPERVISOR)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert "count its papers again" not in spoken(page)[0]
    assert page.act.why.text().startswith("Polling station 1 varies by 2.")
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(spoken(page)) == 3)
    second = "001-04, Count 2 of Polling station 1, Not entered, Key the first entry"
    assert spoken(page)[1] == second
    qtbot.waitUntil(lambda: bool(said))
    assert said == [
        "Write 001-04-3 on the paper of the new count. It is keyed twice like any sheet."
    ]
    assert not page.box_acts.recount.isEnabled()
    press(Qt.Key.Key_F9)
    assert said[1] == page.box_acts.why.text() == "A new count of this box is to be keyed first."
    went: list[Place] = []
    desk.went.connect(went.append)
    press(Qt.Key.Key_Down)
    press(ENTER)
    assert went == [Place("entry", WARD, list(state_of(desk).sheets)[3], 1)]


def test_a_box_counted_again_shows_all_its_counts(begin: Begin) -> None:
    def twice(desk: Playing) -> None:
        one_varies(desk)
        count_again(desk, BoxId("S1"), 1_002)
        count_again(desk, BoxId("S1"), 1_002)

    _, page = begin(twice)
    assert "Counts: 998, 1,002, 1,002" in spoken(page)[0]
    assert spoken(page)[0].endswith("2 papers more than the account")


def two_places() -> list[Contest]:
    """Make two wards whose stations 1 and 2 lie in one place."""
    first, second = hall.make_contest(1), hall.make_contest(2)
    boxes = (
        BallotBox(BoxId("A"), "station", "1", "Green End"),
        BallotBox(BoxId("B"), "station", "2", "Green End"),
        first.boxes[1],
    )
    return [replace(first, boxes=boxes), second]


def test_variances_that_cancel_out_in_one_place_offer_their_reason(
    begin: Begin, qtbot: QtBot
) -> None:
    def exchanged(desk: Playing) -> None:
        for box, counted in ((0, 1002), (1, 998), (2, 1000)):
            enter(desk, box, hall.KEYER, 1, {COUNTED: counted})
            enter(desk, box, hall.OTHER_KEYER, 2, {COUNTED: counted})
        hall.arrive(desk, desk.count.count.contests[WARD])

    desk, page = begin(exchanged, hall.OFFICER, wards=two_places())
    reason = "Polling station 1 is 2 over, Polling station 2 2 under, both at Green End."
    fields = list(page.reasons.fields.values())
    assert [one.placeholderText() for one in fields] == [reason, reason]
    assert fields[0].hasFocus()
    for _ in fields:
        press(ENTER)
        press(ENTER)
    assert page.act.button.isEnabled()
    assert page.act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: state_of(desk).verification is not None)
    signed = state_of(desk).verification
    assert signed is not None
    assert dict(signed.variances) == {"A": (2, reason), "B": (-2, reason)}


def test_papers_are_moved_to_their_ward_and_the_statement_keeps_both_figures(
    begin: Begin, qtbot: QtBot
) -> None:
    def signed(desk: Playing) -> None:
        hall.key_accounts(desk, desk.count.count.contests[WARD])

    desk, page = begin(signed, hall.SUPERVISOR)
    assert page.boxes is not None
    page.boxes.setFocus()
    press(Qt.Key.Key_F7)
    sheet = page.box_acts.moving
    assert sheet is not None
    assert sheet.papers.hasFocus()
    assert (sheet.source.currentText(), sheet.target.currentText()) == ("Ward 1", "Ward 2")
    assert not sheet.act.button.isEnabled()
    type_in("14")
    press(ENTER)
    press(Qt.Key.Key_Down)
    assert sheet.counted.isChecked()
    press(ENTER)
    assert sheet.reason.hasFocus()
    type_in("found by table 3 at 00:10")
    press(ENTER)
    assert sheet.act.button.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: bool(state_of(desk).transfers))
    (transfer,) = state_of(desk).transfers
    ward_2 = ContestId(f"local.testham.ward-2.{hall.DAY}")
    assert transfer == Transfer(WARD, BoxId("S1"), ward_2, BoxId("S1"), 14, counted=True)
    assert state_of(desk).verification is None
    told = [one.text() for one in page.statement.findChildren(Words)]
    assert "14 papers of Ward 2 were taken out of Polling station 1." in told
    assert "Version 1 had 2,000 papers verified; now 1,986." in told


def test_a_keyer_moves_no_papers(begin: Begin) -> None:
    desk, page = begin(one_varies)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert not page.box_acts.transfer.isEnabled()
    press(Qt.Key.Key_F7)
    assert len(said) == 1
    assert page.box_acts.moving is None


def test_a_signed_statement_shows_each_box_the_post_and_who_signed(begin: Begin) -> None:
    desk, page = begin(lambda d: hall.key_accounts(d, d.count.count.contests[WARD]))
    told = [one.text() for one in page.statement.findChildren(Words)]
    for name, figure in (
        ("Polling station 1", "1,000"),
        ("Postal votes", "1,000"),
        ("Postal papers among them", "1,000"),
        ("Verified ballot papers", "2,000"),
    ):
        assert told[told.index(name) + 1] == figure
    officer = desk.name_of(hall.OFFICER)
    assert any(one.startswith("Signed ") and one.endswith(f"by {officer}.") for one in told)


def two_boxes() -> list[Contest]:
    """Make a ward whose station filled two boxes, and another."""
    first, second = hall.make_contest(1), hall.make_contest(2)
    more = BallotBox(BoxId("S1-2"), "station", "1/2", beside=BoxId("S1"))
    return [replace(first, boxes=(*first.boxes, more)), second]


def test_a_box_that_never_was_is_given_up_by_the_officer(begin: Begin, qtbot: QtBot) -> None:
    desk, page = begin(person=hall.OFFICER, wards=two_boxes())
    assert page.boxes is not None
    page.boxes.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert page.box_acts.give_up.isVisible()
    assert not page.box_acts.found.isVisible()
    press(Qt.Key.Key_F4)
    form = page.box_acts.form
    assert form is not None
    assert not form.act.button.isEnabled()
    type_in("The presiding officer says so.")
    press(ENTER)
    QTest.keyClick(form.act.button, Qt.Key.Key_Space)
    sheet = list(state_of(desk).sheets)[2]
    reason = "The presiding officer says so."
    qtbot.waitUntil(lambda: state_of(desk).sheets[sheet].withdrawn == reason)
    assert [said.split(", ")[1] for said in spoken(page)] == ["Polling station 1", "Postal votes"]


def test_the_other_boxes_of_a_station_are_given_up_with_its_first(
    begin: Begin, qtbot: QtBot
) -> None:
    desk, page = begin(person=hall.OFFICER, wards=two_boxes())
    page.box_acts.withdraw()
    form = page.box_acts.form
    assert form is not None
    type_in("The hall was shut.")
    form.carry_out()
    qtbot.waitUntil(lambda: len(state_of(desk).boxes_out) == 1)


def test_a_supervisor_sees_whose_it_is_to_give_a_box_up_and_a_keyer_is_not_asked(
    begin: Begin,
) -> None:
    desk, page = begin(person=hall.SUPERVISOR)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert page.box_acts.give_up.isVisible()
    assert not page.box_acts.give_up.isEnabled()
    press(Qt.Key.Key_F4)
    assert said == [page.box_acts.why_given_up.text()]
    assert "Returning officer or deputy" in said[0]
    assert page.box_acts.form is None


def test_a_box_that_is_here_is_not_given_up(begin: Begin) -> None:
    def here(playing: Playing) -> None:
        playing.do(do.ReceiveBoxes(hall.KEYER, (BoxReceipt(BoxId("S1"), sealed=True),)))

    desk, page = begin(here, hall.OFFICER)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert page.boxes is not None
    page.boxes.setFocus()
    assert not page.box_acts.give_up.isVisible()
    press(Qt.Key.Key_F4)
    assert said == ["Choose a box that has not come in and whose account is blank."]


def test_papers_found_after_the_declaration_stand_in_the_statement(
    begin: Begin, qtbot: QtBot
) -> None:
    def declared(playing: Playing) -> None:
        state = playing.count.count.contests[WARD]
        hall.key_accounts(playing, state)
        hall.key_count_sheet(playing, state)
        hall.declare(playing, state)

    desk, page = begin(declared, hall.SUPERVISOR)
    assert page.box_acts.found.isVisible()
    assert not page.box_acts.give_up.isVisible()
    assert page.boxes is not None
    page.boxes.setFocus()
    press(Qt.Key.Key_F3)
    form = page.box_acts.form
    assert form is not None
    assert form.act.why.text() == "Type how many papers."
    type_in("x")
    assert not form.act.button.isEnabled()
    press(Qt.Key.Key_Backspace)
    for text in ("2", "Under the stage", "The caretaker, 05:00"):
        type_in(text)
        press(ENTER)
    QTest.keyClick(form.act.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(state_of(desk).found))
    (found,) = state_of(desk).found
    assert (found.papers, found.where, found.reason) == (
        2,
        "Under the stage",
        "The caretaker, 05:00",
    )
    told = (
        "2 papers were found after the declaration and are not counted: Under the stage. "
        "The caretaker, 05:00"
    )
    qtbot.waitUntil(lambda: told in [words.text() for words in page.findChildren(Words)])


def test_before_the_declaration_papers_found_still_count(begin: Begin) -> None:
    desk, page = begin(one_varies, hall.SUPERVISOR)
    said: list[str] = []
    desk.noticed.connect(lambda sentence, _tone: said.append(sentence))
    assert page.boxes is not None
    page.boxes.setFocus()
    press(Qt.Key.Key_F3)
    assert said[0].startswith("Ward 1 is not declared yet")
    assert page.box_acts.form is None
