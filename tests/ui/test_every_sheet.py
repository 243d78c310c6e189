"""Every kind of sheet in the real page, its number, the scanner, and two keyers at one laptop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain import commands as do
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import FieldId, MiniCountId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    ENTRUSTED,
    PAPERS,
    SPOILT,
    TENDERED,
    UNUSED,
    candidate_of,
)
from countroom.ui.contests import ContestsPage
from countroom.ui.entry import EntryPage, NextSheetPage
from countroom.ui.numbers.same_number import SameNumber
from countroom.ui.parts import Strip, Words
from countroom.ui.place import BOARD, Place
from countroom.ui.sign_in import SignIn
from fingers import Fingers
from ui.test_accessibility import cut, overlapping

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    import countroom.app.rehearsal.desk as rehearsal
    from countroom.domain.election import Contest, Depth
    from countroom.domain.identifiers import PersonId
    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Language
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

PINS = {hall.KEYER: "271828", hall.OTHER_KEYER: "141421"}
ROWS = {hall.KEYER: "2", hall.OTHER_KEYER: "3"}


def ward(number: int, depth: Depth, *, seats: int = 3, unused: bool = False) -> Contest:
    plain = hall.make_contest(number, seats=seats)
    boxes = tuple(
        replace(box, entrusted=1500 if box.kind == "station" else None) for box in plain.boxes
    )
    table = MiniCount(MiniCountId("A"), "Table 1", tuple(box.id for box in boxes), depth, 4)
    return replace(plain, boxes=boxes, keeps_unused_votes=unused, mini_counts=(table,))


def verified(desk: rehearsal.Desk) -> None:
    for state in list(desk.state.contests.values()):
        hall.key_accounts(desk, state)


class Room(Protocol):
    """Opens a desk in the room of these wards."""

    def __call__(
        self, *wards: Contest, person: PersonId = ..., accounts_keyed: bool = ...
    ) -> Desk: ...


@pytest.fixture
def room(desk_of: DeskOf) -> Room:
    def open_room(
        *wards: Contest, person: PersonId = hall.KEYER, accounts_keyed: bool = True
    ) -> Desk:
        play = verified if accounts_keyed else lambda _: None
        return desk_of(play, person=person, wards=wards)

    return open_room


def contest(desk: Desk, number: int = 1) -> ContestState:
    return list(desk.count.contests.values())[number - 1]


def sheet_of(desk: Desk, kind: SheetKind, at: int = 0, number: int = 1) -> Sheet:
    sheets = contest(desk, number).sheets.values()
    return [one.sheet for one in sheets if one.sheet.kind == kind][at]


def now(desk: Desk, sheet: Sheet) -> SheetState:
    return desk.contest(sheet.contest).sheets[sheet.id]


def place_of(sheet: Sheet, entry: int = 1) -> Place:
    return Place("entry", sheet.contest, sheet.id, entry)


def entry(view: DeskView) -> EntryPage:
    assert isinstance(view.page, EntryPage)
    return view.page


def following(view: DeskView) -> NextSheetPage:
    assert isinstance(view.page, NextSheetPage)
    return view.page


def line_lit(page: EntryPage) -> str:
    focused = QApplication.focusWidget()
    return next((id_ for id_, cell in page.rows.items() if cell.field is focused), "")


def all_words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Words) if one.isVisible())


def key(hands: Fingers, *figures: str) -> None:
    for figure in figures:
        hands.type(figure)
        hands.press("Enter")


def scan(hands: Fingers, sheet: Sheet, *, hyphens: bool = False) -> None:
    """Type as a keyboard wedge does: digits and Enter at once, whatever is lit."""
    number = printed_number(sheet.id)
    hands.type(number if hyphens else number.replace("-", ""))
    hands.press("Enter")


# The floor of keys.


def test_a_mixed_sheet_costs_its_number_its_digits_a_key_a_line_and_one_to_finish(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    """One sheet of a ward with 3 seats and 10 candidates, from the board and back to the pile."""
    desk = room(ward(1, "every_sheet"))
    view = shown(desk, BOARD)
    sheet = sheet_of(desk, "mixed")
    figures = [25, 12, 9, 14, 11, 8, 3, 2, 0, 5, 4]
    hands = Fingers(view)
    hands.type(printed_number(sheet.id).replace("-", ""))
    hands.press("Enter")
    assert hands.pressed == 6 + 1, "the number with its check digit"
    assert entry(view).place == place_of(sheet)
    key(hands, *(str(one) for one in figures))
    hands.press("Enter")
    qtbot.waitUntil(lambda: now(desk, sheet).first is not None)
    digits = sum(len(str(one)) for one in figures)
    assert (digits, len(sheet.fields)) == (15, 11)
    assert hands.pressed == 7 + digits + len(sheet.fields) + 1 == 34
    first = now(desk, sheet).first
    assert first is not None
    assert list(first.figures.values()) == figures
    # The pile goes on: the next number is taken without a key between.
    assert following(view).number.hasFocus()
    scan(hands, sheet_of(desk, "mixed", 1))
    assert entry(view).place == place_of(sheet_of(desk, "mixed", 1))


# Bundles.


def test_size_needs_enter_only_and_the_program_multiplies(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "team_summary"))
    sheet = sheet_of(desk, "summary")
    view = shown(desk, place_of(sheet))
    page, hands = entry(view), Fingers(view)
    fields = list(page.rows)
    size = page.rows[fields[0]].field
    assert (size.text(), size.placeholderText()) == ("", "25")
    assert size.accessibleDescription() == "Enter writes 25"
    hands.press("Enter")
    assert size.text() == "25"
    key(hands, "7", "6")
    assert page.rows[fields[2]].row.sum_shown == "181"
    hands.type("50")
    hands.press("Enter")
    assert page.rows[fields[6]].field.placeholderText() == "50", "as on the line above"
    key(hands, "3", "1")
    hands.press("Enter")
    key(hands, "2", "0", "600")
    first = next(cell for id_, cell in page.rows.items() if candidate_of(id_) is not None)
    assert line_lit(page) == first.id
    hands.type("124")
    assert first.row.sum_shown == "305", "while the digits are typed"
    assert page.rows[PAPERS].line.words == "Mixed papers"


def test_figures_of_a_summary_stand_in_line_down_the_sheet(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "team_summary"))
    page = entry(shown(desk, place_of(sheet_of(desk, "summary"))))
    cells = [cell for cell in page.rows.values() if cell.line.part in ("", "odd")]
    edges = {cell.field.mapTo(page, cell.field.rect().topRight()).x() for cell in cells}
    assert len(edges) == 1, "loose papers, mixed papers and mixed votes end on one line"


def test_more_than_the_mixed_papers_is_marked_at_its_line(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "team_summary"))
    view = shown(desk, place_of(sheet_of(desk, "summary")))
    page, hands = entry(view), Fingers(view)
    page.rows[PAPERS].field.setFocus()
    key(hands, "2280", "6080")
    cell = next(cell for id_, cell in page.rows.items() if candidate_of(id_) is not None)
    assert (cell.tone, cell.row.mark.isVisible()) == ("danger", True)
    assert not page.finish.isEnabled()


@pytest.mark.parametrize("unused", [False, True])
def test_the_meter_tells_votes_and_papers_of_the_contest(
    room: Room, shown: Shown, unused: bool
) -> None:
    desk = room(ward(1, "every_sheet", unused=unused))
    view = shown(desk, place_of(sheet_of(desk, "mixed")))
    page, hands = entry(view), Fingers(view)
    key(hands, "25", "12")
    meter = page.thinking.meter
    assert meter is not None
    assert meter.meter.accessibleName() == "12 of at most 75 votes"
    assert meter.strip.accessibleName() == (
        "2,000 papers issued, 25 accounted for, 1,975 still out"
    )
    assert ("unused" in meter._rows) is unused
    left = meter._rows["left"]
    assert [one.text() for one in left] == ["Not accounted for" if unused else "Unused", "63"]


def test_the_meter_of_doubtful_papers_says_what_is_not_judged(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    view = shown(desk, place_of(sheet_of(desk, "adjudication")))
    page, hands = entry(view), Fingers(view)
    assert line_lit(page) == DOUBTFUL
    key(hands, "14", "2")
    hands.press("Enter", "Enter", "Enter")
    assert line_lit(page) == ALLOWED
    meter = page.thinking.meter
    assert meter is not None
    assert [one.text() for one in meter._rows["left"]] == ["Not judged yet", "12"]
    key(hands, "13")
    assert [one.text() for one in meter._rows["left"]] == ["Too many by", "1"]
    hands.press("Up")
    key(hands, "12")
    hands.press("Enter", *["Enter"] * 10)
    assert page.finish.hasFocus(), "heads, rejected in part and objections need Enter only"


# Accounts.


def test_an_account_that_agrees_costs_two_figures_and_enter(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "totals"), accounts_keyed=False)
    sheet = sheet_of(desk, "account")
    view = shown(desk, place_of(sheet))
    page, hands = entry(view), Fingers(view)
    assert page.rows[ENTRUSTED].field.placeholderText() == "1,500"
    hands.press("F3")
    assert "First key the account itself" in view.notice.sentence
    hands.press("Enter")
    key(hands, "500", "2")
    hands.press("Enter", "F3")
    assert line_lit(page) == COUNTED
    counted = page.rows[COUNTED].field
    assert (counted.text(), counted.placeholderText()) == ("", "998"), "grey until it is confirmed"
    assert not page.finish.isEnabled()
    hands.press("Enter", "Enter")
    qtbot.waitUntil(lambda: now(desk, sheet).first is not None)
    first = now(desk, sheet).first
    assert first is not None
    assert first.figures == {ENTRUSTED: 1500, UNUSED: 500, SPOILT: 2, TENDERED: 0, COUNTED: 998}


def test_the_station_of_an_account_is_named(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "totals"), accounts_keyed=False)
    sheet = sheet_of(desk, "account")
    note = entry(shown(desk, place_of(sheet))).heading().note
    assert note == f"Polling station 1 · Sheet {printed_number(sheet.id)}"


# The scanner.


@pytest.mark.parametrize("hyphens", [False, True])
def test_a_scan_into_a_figure_opens_its_sheet_and_leaves_no_figure(
    qtbot: QtBot, room: Room, shown: Shown, hyphens: bool
) -> None:
    desk = room(ward(1, "every_sheet"))
    here, there = sheet_of(desk, "mixed"), sheet_of(desk, "mixed", 1)
    view = shown(desk, place_of(here))
    hands = Fingers(view)
    key(hands, "25", "12")
    hands.type("7")
    qtbot.wait(60)  # a scanner does not go on where fingers were
    scan(hands, there, hyphens=hyphens)
    assert entry(view).place == place_of(there)
    assert all(cell.field.text() == "" for cell in entry(view).rows.values())
    view.show_place(place_of(here))
    page = entry(view)
    fields = list(page.rows)
    qtbot.waitUntil(lambda: page.rows[fields[2]].field.text() == "7")
    kept = [page.rows[one].field.text() for one in fields[:4]]
    assert kept == ["25", "12", "7", ""]


def test_a_scan_while_finish_is_lit_finishes_nothing(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"))
    here, there = sheet_of(desk, "mixed"), sheet_of(desk, "mixed", 1)
    view = shown(desk, place_of(here))
    page, hands = entry(view), Fingers(view)
    key(hands, "25", *["4"] * 10)
    assert page.finish.hasFocus()
    scan(hands, there)
    assert entry(view).place == place_of(there)
    assert now(desk, here).first is None
    view.show_place(place_of(here))
    again = entry(view)
    qtbot.waitUntil(lambda: line_lit(again) == list(again.rows)[-1])
    hands.press("Enter")
    assert again.finish.hasFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: now(desk, here).first is not None)


def test_a_scan_of_the_sheet_on_the_screen_only_says_so(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    sheet = sheet_of(desk, "mixed")
    view = shown(desk, place_of(sheet))
    page, hands = entry(view), Fingers(view)
    scan(hands, sheet)
    assert view.page is page
    assert view.notice.sentence == "This is the sheet on the screen."
    assert page.rows[PAPERS].field.text() == ""


def test_a_scanner_without_enter_leaves_no_figure_either(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"))
    there = sheet_of(desk, "mixed", 1)
    view = shown(desk, place_of(sheet_of(desk, "mixed")))
    hands = Fingers(view)
    hands.type(printed_number(there.id))
    qtbot.wait(60)
    hands.press("Enter")
    assert entry(view).place == place_of(there)


def test_fingers_may_type_a_figure_of_six_digits(qtbot: QtBot, room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    view = shown(desk, place_of(sheet_of(desk, "mixed")))
    page, hands = entry(view), Fingers(view)
    for digit in "001035":
        hands.type(digit)
        qtbot.wait(45)
    hands.press("Enter")
    assert page.rows[PAPERS].field.text() == "1,035"


# Numbers that open nothing.


def wrong_digit(sheet: Sheet) -> str:
    number = printed_number(sheet.id)
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def test_each_number_that_opens_nothing_is_named_in_one_sentence(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"), ward(2, "every_sheet"))
    view = shown(desk, Place("entry", contest(desk).contest.id))
    page, hands = following(view), Fingers(view)
    other = sheet_of(desk, "mixed", number=2)
    for typed, said in (
        (wrong_digit(sheet_of(desk, "mixed")), "has a wrong digit"),
        (printed_number(SheetId("042-07")), "belongs to no contest of this count"),
        (printed_number(other.id), "is Ward 2's, not Ward 1's"),
    ):
        hands.type(typed)
        hands.press("Enter")
        assert view.page is page
        assert said in page.trouble.text()
        assert page.number.accessibleDescription() == page.trouble.text()
    hands.type("0")
    assert page.trouble.text() == ""
    hands.press("Esc")
    assert view.desk.place == BOARD


def test_a_sheet_of_another_contest_opens_when_its_number_is_given_once_more(
    room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"), ward(2, "every_sheet"))
    other = sheet_of(desk, "mixed", number=2)
    view = shown(desk, place_of(sheet_of(desk, "mixed")))
    hands = Fingers(view)
    scan(hands, other)
    assert "is Ward 2's, not Ward 1's" in view.notice.sentence
    scan(hands, other)
    assert entry(view).place == place_of(other)


def test_the_board_takes_a_number_and_says_what_is_wrong_with_it(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"), ward(2, "every_sheet"))
    view = shown(desk, BOARD)
    hands = Fingers(view)
    hands.type(wrong_digit(sheet_of(desk, "mixed", number=2)))
    hands.press("Enter")
    assert isinstance(view.page, ContestsPage)
    assert "has a wrong digit" in view.notice.sentence
    view.page.finder.clear()
    scan(hands, sheet_of(desk, "mixed", number=2), hyphens=True)
    assert entry(view).place == place_of(sheet_of(desk, "mixed", number=2))


def test_a_number_used_twice_is_asked_about_and_the_other_paper_gets_its_own(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"))
    sheet = sheet_of(desk, "mixed")
    view = shown(desk, place_of(sheet))
    hands = Fingers(view)
    key(hands, "25", *["4"] * 10)
    hands.press("Enter")
    qtbot.waitUntil(lambda: isinstance(view.page, NextSheetPage))
    before = len(contest(desk).sheets)
    scan(hands, sheet)
    (asks,) = view.findChildren(SameNumber)
    assert "another person keys it second" in all_words(asks)
    hands.press("2")
    qtbot.waitUntil(lambda: len(contest(desk).sheets) == before + 1)
    new = list(contest(desk).sheets.values())[-1].sheet
    assert (new.kind, new.mini_count) == ("mixed", sheet.mini_count)
    qtbot.waitUntil(lambda: printed_number(new.id) in all_words(asks))
    hands.press("Enter")
    assert entry(view).place == place_of(new)
    first = now(desk, sheet).first
    assert first is not None
    assert first.figures[PAPERS] == 25, "the first paper is as it was"


def test_the_same_sheet_again_is_put_back(qtbot: QtBot, room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    sheet = sheet_of(desk, "mixed")
    view = shown(desk, place_of(sheet))
    hands = Fingers(view)
    key(hands, "25", *["4"] * 10)
    hands.press("Enter")
    qtbot.waitUntil(lambda: isinstance(view.page, NextSheetPage))
    before = len(contest(desk).sheets)
    scan(hands, sheet)
    hands.press("1")
    QApplication.processEvents()
    assert len(contest(desk).sheets) == before
    assert following(view).number.hasFocus()


def test_f7_asks_for_another_number_and_keeps_what_is_keyed(
    qtbot: QtBot, room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"))
    sheet = sheet_of(desk, "mixed")
    view = shown(desk, place_of(sheet))
    hands = Fingers(view)
    key(hands, "25")
    hands.type("1")
    hands.press("F7")
    hands.type(printed_number(sheet.id))
    hands.press("Enter")
    page = entry(view)
    fields = list(page.rows)
    qtbot.waitUntil(lambda: page.rows[fields[1]].field.text() == "1")


def test_enter_alone_takes_what_stands_in_grey_and_the_list_opens_any_other(
    room: Room, shown: Shown
) -> None:
    desk = room(ward(1, "every_sheet"))
    view = shown(desk, Place("entry", contest(desk).contest.id))
    page, hands = following(view), Fingers(view)
    first = page.number.placeholderText()
    hands.press("Down")
    assert page.waiting.hasFocus()
    hands.press("Down", "Enter")
    assert entry(view).place.sheet != SheetId(first[:-2])
    desk.back()
    hands.press("Enter")
    assert entry(view).place.sheet == SheetId(first[:-2])


def test_a_whole_account_is_in_sight_in_the_largest_text(desk_of: DeskOf, shown: Shown) -> None:
    desk = desk_of(person=hall.KEYER, wards=[ward(1, "totals")], scale=2.0)
    page = entry(shown(desk, place_of(sheet_of(desk, "account"))))
    assert page._scroll.verticalScrollBar().maximum() == 0
    finish = page.finish.mapTo(page, page.finish.rect().bottomRight())
    assert finish.y() <= page.window().height()


# Two keyers, one laptop.


@pytest.fixture
def turns(room: Room, shown: Shown) -> tuple[Desk, DeskView]:
    """Seat two keyers who have chosen their PINs, the first at a mixed sheet."""
    desk = room(ward(1, "every_sheet"), ward(2, "totals"), person=hall.OTHER_KEYER)
    for person in (hall.OTHER_KEYER, hall.KEYER):
        assert desk.sign_in(person, hall.SECRET) is None
        assert desk.choose_pin(PINS[person]) is None
    return desk, shown(desk, place_of(sheet_of(desk, "mixed")))


def hand_over(view: DeskView, person: PersonId) -> None:
    """Press two keys and the PIN."""
    hands = Fingers(view)
    hands.press("F10", ROWS[person])
    assert hands.pressed == 2
    hands.type(PINS[person])
    hands.press("Enter")


def test_the_second_entry_is_offered_at_once_to_who_takes_over(
    qtbot: QtBot, turns: tuple[Desk, DeskView]
) -> None:
    desk, view = turns
    sheet, hands = sheet_of(desk, "mixed"), Fingers(view)
    key(hands, "25", *["4"] * 10)
    hands.press("Enter")
    qtbot.waitUntil(lambda: isinstance(view.page, NextSheetPage))
    hand_over(view, hall.OTHER_KEYER)
    assert following(view).number.placeholderText() == printed_number(sheet.id)
    hands.press("Enter")
    assert entry(view).place == place_of(sheet, 2)
    assert all(cell.field.text() == "" for cell in entry(view).rows.values()), "blind"
    key(hands, "25", *["4"] * 10)
    hands.press("Enter")
    qtbot.waitUntil(lambda: now(desk, sheet).settled is not None)


def test_a_keyer_who_left_mid_sheet_comes_back_to_it(
    qtbot: QtBot, turns: tuple[Desk, DeskView]
) -> None:
    desk, view = turns
    sheet, hands = sheet_of(desk, "mixed"), Fingers(view)
    key(hands, "25", "12")
    hands.type("7")
    hand_over(view, hall.OTHER_KEYER)
    assert view.desk.place == BOARD, "nothing waits for the second entry of this one"
    key(hands, printed_number(sheet_of(desk, "mixed", 1).id))
    key(hands, "25")
    hand_over(view, hall.KEYER)
    page = entry(view)
    assert page.place == place_of(sheet)
    fields = list(page.rows)
    qtbot.waitUntil(lambda: page.rows[fields[2]].field.text() == "7")
    assert [page.rows[one].field.text() for one in fields[:3]] == ["25", "12", "7"]


def lines(qtbot: QtBot, view: DeskView, *expected: str) -> None:
    """Wait until the first lines of the page hold these figures, and see the others blank."""
    page = entry(view)
    fields = list(page.rows)
    wanted = [*expected, *[""] * (len(fields) - len(expected))]
    qtbot.waitUntil(lambda: [page.rows[one].field.text() for one in fields] == wanted)


def test_two_keyers_on_one_sheet_each_find_their_own_lines_and_no_others(
    qtbot: QtBot, turns: tuple[Desk, DeskView]
) -> None:
    desk, view = turns
    sheet, hands = sheet_of(desk, "mixed"), Fingers(view)
    key(hands, "25", "12", "7")
    hand_over(view, hall.OTHER_KEYER)
    key(hands, printed_number(sheet.id))
    assert entry(view).place == place_of(sheet)
    drafts: list[dict[FieldId, str]] = []
    desk.drafts(sheet.id, 1, lambda found: drafts.append(dict(found)))
    qtbot.waitUntil(lambda: drafts == [{}])
    lines(qtbot, view)
    assert "Taken up" not in view.notice.sentence
    key(hands, "24", "11")
    hand_over(view, hall.KEYER)
    assert entry(view).place == place_of(sheet)
    lines(qtbot, view, "25", "12", "7")
    hand_over(view, hall.OTHER_KEYER)
    assert entry(view).place == place_of(sheet)
    lines(qtbot, view, "24", "11")


def test_who_comes_to_sign_in_sees_nothing_of_the_sheet_behind(
    turns: tuple[Desk, DeskView],
) -> None:
    _, view = turns
    hands = Fingers(view)
    key(hands, "25", "12")
    hands.press("F10")
    assert isinstance(view.overlay, SignIn)
    room, panel, seen = view.room.geometry(), view.overlay.panel.geometry(), view.grab().toImage()
    behind = {
        seen.pixelColor(x, y).name()
        for x in range(room.left(), room.right(), 3)
        for y in range(room.top(), room.bottom(), 3)
        if not panel.adjusted(-6, -6, 6, 6).contains(x, y)
    }
    assert behind == {view.desk.look.colour("window").name()}
    assert not any(cell.field.isVisible() for cell in entry(view).rows.values())
    hands.press("Esc")
    assert view.room.isVisible()


def test_who_takes_over_on_the_board_stays_there(turns: tuple[Desk, DeskView]) -> None:
    desk, view = turns
    desk.home()
    hand_over(view, hall.OTHER_KEYER)
    assert view.desk.place == BOARD


def test_ten_minutes_without_a_key_lock_the_sheet_and_keep_the_draft(
    qtbot: QtBot, turns: tuple[Desk, DeskView]
) -> None:
    desk, view = turns
    hands = Fingers(view)
    key(hands, "25")
    hands.type("12")
    view._idle.timeout.emit()
    assert desk.person is None
    assert isinstance(view.overlay, SignIn)
    hands.press(ROWS[hall.KEYER])
    hands.type(PINS[hall.KEYER])
    hands.press("Enter")
    page = entry(view)
    fields = list(page.rows)
    qtbot.waitUntil(lambda: page.rows[fields[1]].field.text() == "12")
    assert page.rows[PAPERS].field.text() == "25"


# Before a supervisor keys, and how one keys.


def told_of_settling(page: EntryPage) -> str:
    strips = [one for one in page.findChildren(Strip) if one.isVisible()]
    return "\n".join(all_words(one) for one in strips)


def test_a_supervisor_reads_who_is_left_before_the_first_key(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"), person=hall.SUPERVISOR)
    page = entry(shown(desk, place_of(sheet_of(desk, "mixed"))))
    assert "nobody here is left to settle it" in told_of_settling(page)


def test_who_is_left_is_named(desk_of: DeskOf, shown: Shown) -> None:
    def second_supervisor(desk: rehearsal.Desk) -> None:
        verified(desk)
        desk.do(
            do.ChangeAppointments(
                hall.ADMINISTRATOR, hall.OTHER_KEYER, ("keyer", "supervisor"), (), "relief"
            )
        )

    desk = desk_of(second_supervisor, person=hall.SUPERVISOR, wards=[ward(1, "every_sheet")])
    page = entry(shown(desk, place_of(sheet_of(desk, "mixed"))))
    assert f"Left to settle it: {desk.name_of(hall.OTHER_KEYER)}." in told_of_settling(page)


def test_a_keyer_reads_nothing_of_settling(room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    page = entry(shown(desk, place_of(sheet_of(desk, "mixed"))))
    assert told_of_settling(page) == ""


def test_how_one_keys_is_shown_to_that_keyer_alone(qtbot: QtBot, room: Room, shown: Shown) -> None:
    desk = room(ward(1, "every_sheet"))
    view = shown(desk, Place("entry", contest(desk).contest.id))
    page = following(view)
    qtbot.waitUntil(lambda: page.pace.figures[0].text() == "2")  # both accounts
    assert desk.sign_in(hall.SUPERVISOR, hall.SECRET) is None
    qtbot.waitUntil(lambda: page.pace.figures[0].text() == "0")
    desk.hand_over()
    assert [one.text() for one in page.pace.figures] == ["–"] * 4


# Large text, and what a screen reader tells.


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("kind", "depth"),
    [
        ("account", "totals"),
        ("count", "totals"),
        ("summary", "team_summary"),
        ("block", "every_sheet"),
        ("mixed", "every_sheet"),
        ("adjudication", "every_sheet"),
    ],
)
def test_nothing_of_any_sheet_is_cut_and_every_field_is_named(
    desk_of: DeskOf,
    shown: Shown,
    kind: SheetKind,
    depth: Depth,
    language: Language,
    scale: float,
) -> None:
    desk = desk_of(
        lambda playing: verified(playing) if kind != "account" else None,
        person=hall.SUPERVISOR,
        wards=[ward(1, depth, unused=True)],
        language=language,
        scale=scale,
    )
    page = entry(shown(desk, place_of(sheet_of(desk, kind))))
    key(Fingers(page), "25")
    QApplication.processEvents()
    assert [*overlapping(page), *cut(page)] == []
    names = [cell.field.accessibleName() for cell in page.rows.values()]
    assert all(names)
    assert len(set(names)) == len(names)
    for cell in page.rows.values():
        held = cell.field.geometry()
        assert cell.row.rect().contains(held), "no field reaches out of its line"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_lamp_is_lit_all_the_way_down_a_sheet_that_scrolls(
    desk_of: DeskOf, shown: Shown, scale: float
) -> None:
    desk = desk_of(verified, person=hall.KEYER, wards=[ward(1, "every_sheet")], scale=scale)
    view = shown(desk, place_of(sheet_of(desk, "adjudication")))
    page, hands = entry(view), Fingers(view)
    for _ in page.rows:
        lit = page.rows[FieldId(line_lit(page))]
        assert view.lamp.widget() is lit.field
        assert view.lamp.isVisible(), lit.line.words
        seen = lit.field.visibleRegion().boundingRect()
        assert seen == lit.field.rect(), lit.line.words
        hands.press("Down")


def test_large_text_keeps_five_lines_and_the_ceiling_in_sight(
    desk_of: DeskOf, shown: Shown
) -> None:
    wards = [ward(1, "every_sheet")]
    desk = desk_of(verified, person=hall.KEYER, wards=wards, scale=2.0)
    view = shown(desk, place_of(sheet_of(desk, "mixed")))
    page, hands = entry(view), Fingers(view)
    key(hands, "25", "12")
    assert page.ceiling.isVisible()
    assert page.ceiling.text() == "12 of at most 75 votes"
    assert page._scroll.height() >= 5 * desk.look.size("row")
