"""Keying a sheet in the real page, by keys only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

import hall
from countroom.domain.sheets import PAPERS, candidate_of, head_of
from countroom.ui.entry import EntryPage
from countroom.ui.place import Place
from fingers import Fingers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    import countroom.app.rehearsal.desk as rehearsal
    from countroom.domain.identifiers import FieldId
    from countroom.domain.state import ContestState, SheetState
    from countroom.ui.desk import Desk
    from countroom.ui.parts.figure_field import FigureField
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown


def verified(desk: rehearsal.Desk) -> None:
    for state in list(desk.state.contests.values()):
        hall.key_accounts(desk, state)


def first_contest(desk: Desk) -> ContestState:
    return next(iter(desk.count.contests.values()))


def count_sheet(desk: Desk) -> SheetState:
    return next(s for s in first_contest(desk).sheets.values() if s.sheet.kind == "count")


def true_figures(desk: Desk) -> dict[FieldId, int]:
    return hall.true_figures(first_contest(desk).contest, count_sheet(desk).sheet)


def entry_place(desk: Desk, entry: int = 1) -> Place:
    sheet = count_sheet(desk).sheet
    return Place("entry", sheet.contest, sheet.id, entry)


def entry_page(view: DeskView) -> EntryPage:
    assert isinstance(view.page, EntryPage)
    return view.page


def focused_line(page: EntryPage) -> str:
    focused = QApplication.focusWidget()
    return next((f for f, row in page.rows.items() if row.field is focused), "")


@pytest.fixture
def keyer(desk_of: DeskOf) -> Desk:
    return desk_of(verified, person=hall.KEYER)


def test_a_sheet_takes_its_digits_one_key_a_line_and_one_to_finish(
    qtbot: QtBot, keyer: Desk, shown: Shown
) -> None:
    view = shown(keyer, entry_place(keyer))
    figures = true_figures(keyer)
    hands = Fingers(view)
    digits = 0
    for field, figure in figures.items():
        if head_of(field) is None and field != "rejected_in_part":
            hands.type(str(figure))
            digits += len(str(figure))
        hands.press("KeypadEnter")
    hands.press("KeypadEnter")
    qtbot.waitUntil(lambda: count_sheet(keyer).first is not None)
    assert hands.pressed == digits + len(figures) + 1
    first = count_sheet(keyer).first
    assert first is not None
    assert first.figures == figures


def test_down_goes_on_and_up_goes_back_without_wrapping(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    order = list(page.rows)
    assert focused_line(page) == order[0]
    hands.press("Up")
    assert focused_line(page) == order[0]
    for field in order[1:]:
        hands.press("Down")
        assert focused_line(page) == field
    hands.press("Down")
    assert focused_line(page) == order[-1]
    assert view.notice.sentence.startswith("Opens when")
    hands.press("Up")
    assert focused_line(page) == order[-2]


def test_enter_confirms_zero_only_where_the_paper_may_be_blank(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    hands.press("Enter")
    assert focused_line(page) == PAPERS
    assert "has no figure yet" in view.notice.sentence
    head = next(field for field in page.rows if head_of(field) is not None)
    page.rows[head].field.setFocus()
    hands.press("Enter")
    assert page.rows[head].field.text() == "0"
    assert focused_line(page) != head


def test_a_line_never_visited_keeps_the_sheet_open(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    assert not page.finish.isEnabled()
    for n, (field, figure) in enumerate(true_figures(keyer).items()):
        if n == 3:
            hands.press("Down")
            continue
        page.rows[field].field.setFocus()
        hands.type(str(figure))
        hands.press("Enter")
    assert not page.finish.isEnabled()
    assert page.finish.accessibleDescription() == "Opens when this line is keyed: 3."


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("twelve", "not a"),
        ("-5", "not a"),
        ("\uff11\uff12", "not a"),  # full-width digits
        ("1000000000000", "larger than any count"),
        ("1.5", "not a"),
    ],
)
def test_what_is_no_figure_is_said_beside_its_line_and_kept(
    keyer: Desk, shown: Shown, pasted: str, said: str
) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    data = QMimeData()
    data.setText(pasted)
    QApplication.clipboard().setMimeData(data)
    field = cast("FigureField", QApplication.focusWidget())
    field.paste()
    hands.press("Down")
    row = page.rows[PAPERS]
    assert row.field.text() == pasted
    assert said in row.field.accessibleDescription()
    assert not page.finish.isEnabled()


def test_a_letter_is_not_written_and_the_page_says_why(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    hands = Fingers(view)
    hands.type("1o")
    assert "Only digits go here" in view.notice.sentence
    hands.type("2")
    assert cast("FigureField", QApplication.focusWidget()).text() == "12"
    assert view.notice.sentence == ""


def test_too_many_votes_are_seen_at_once_and_close_the_sheet(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    hands.type("2000")
    hands.press("Enter")
    hands.type("9000")
    hands.press("Enter")
    line = next(row for field, row in page.rows.items() if candidate_of(field))
    assert "more than the 2,000 valid papers" in line.field.accessibleDescription()
    hands.press("F6")
    assert focused_line(page) == line.id


def test_f4_goes_to_a_candidate_by_number_or_name(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    page, hands = entry_page(view), Fingers(view)
    hands.press("F4")
    hands.type("7")
    hands.press("Enter")
    assert page.rows[focused_line(page)].line.number == "7"  # type: ignore[index]
    hands.press("/")
    hands.type("surname9")
    hands.press("Enter")
    assert page.rows[focused_line(page)].line.number == "9"  # type: ignore[index]


def test_what_was_keyed_is_there_after_the_window_went_away(
    qtbot: QtBot, keyer: Desk, shown: Shown
) -> None:
    view = shown(keyer, entry_place(keyer))
    hands = Fingers(view)
    hands.type("2000")
    hands.press("Enter")
    hands.type("431")
    hands.press("Enter")
    qtbot.waitUntil(lambda: bool(keyer.standing.saved_at))
    view.show_place(entry_place(keyer))
    page = entry_page(view)
    qtbot.waitUntil(lambda: page.rows[PAPERS].field.text() == "2,000")
    order = list(page.rows)
    assert page.rows[order[1]].field.text() == "431"
    qtbot.waitUntil(lambda: focused_line(page) == order[1])  # it may have been left half keyed


def test_esc_in_the_jump_leaves_the_sheet_where_it_is(keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    hands = Fingers(view)
    hands.press("F4", "Esc")
    assert isinstance(view.page, EntryPage)
    assert focused_line(view.page) == PAPERS


def test_another_keyer_never_sees_what_was_typed(qtbot: QtBot, keyer: Desk, shown: Shown) -> None:
    view = shown(keyer, entry_place(keyer))
    hands = Fingers(view)
    hands.type("2000")
    hands.press("Enter")
    hands.press("Esc")
    assert keyer.sign_in(hall.OTHER_KEYER, hall.SECRET) is None
    view.show_place(entry_place(keyer))
    page = entry_page(view)
    done: list[bool] = []
    keyer.drafts(count_sheet(keyer).sheet.id, 1, lambda found: done.append(not found))
    qtbot.waitUntil(lambda: done == [True])
    assert all(row.field.text() == "" for row in page.rows.values())


def test_the_first_keyer_is_told_before_keying_the_second_entry(
    desk_of: DeskOf, shown: Shown
) -> None:
    def once(desk: rehearsal.Desk) -> None:
        verified(desk)
        from countroom.domain.commands import EnterSheet  # noqa: PLC0415

        state = next(iter(desk.state.contests.values()))
        sheet = next(s.sheet for s in state.sheets.values() if s.sheet.kind == "count")
        desk.do(EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(state.contest, sheet)))

    desk = desk_of(once, person=hall.KEYER)
    page = entry_page(shown(desk, entry_place(desk, 2)))
    assert all(row.field.text() == "" for row in page.rows.values())
    assert not page.finish.isEnabled()
