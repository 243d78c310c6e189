"""The pause page, by its keys: seals on, the closing sheet, seals off in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest
from PySide6.QtGui import QGuiApplication

import hall
from countroom.domain import commands as do
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId
from countroom.domain.pausing import code_of as short
from countroom.domain.pausing import last_codes
from countroom.ui.pause import PausePage
from countroom.ui.place import Place
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.commands import Command
    from countroom.domain.events import PapersSealed
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from countroom.ui.pause.resuming import Resuming
    from countroom.ui.pause.sealing import Sealing
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
HALL: Final = Place("pause")
SEALS: Final = (Container("Bag 1", ("1001", "1002"), ("A77",)),)


class Seen:
    """A page, its window, its desk and the hands at its keys."""

    def __init__(self, desk: Desk, view: DeskView, qtbot: QtBot) -> None:
        page = view.page
        assert isinstance(page, PausePage)
        self.desk, self.view, self.page, self._qtbot = desk, view, page, qtbot
        self.hands = Fingers(view)
        self.said: list[str] = []
        desk.noticed.connect(lambda sentence, _tone: self.said.append(sentence))

    def press(self, *keys: str) -> None:
        self.hands.press(*keys)

    def type(self, *texts: str) -> None:
        """Type each and go on with Enter."""
        for text in texts:
            self.hands.type(text)
            self.press("Enter")

    def until(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen)

    @property
    def sealing(self) -> Sealing:
        assert self.page.sealing is not None
        return self.page.sealing

    @property
    def resuming(self) -> Resuming:
        assert self.page.resuming is not None
        return self.page.resuming

    def sealed(self, contest: ContestId = WARD) -> PapersSealed | None:
        return self.desk.contest(contest).sealed

    def hints(self) -> list[str]:
        shown = self.page.keys()
        return [hint.key for hint in shown]


class Begin(Protocol):
    """Opens the pause page for a person."""

    def __call__(
        self,
        play: Callable[[Playing], object] = ...,
        person: PersonId | None = ...,
        *,
        place: Place = ...,
    ) -> Seen: ...


@pytest.fixture
def begin(desk_of: DeskOf, shown: Shown, qtbot: QtBot) -> Begin:
    def start(
        play: Callable[[Playing], object] = lambda _: None,
        person: PersonId | None = hall.OFFICER,
        *,
        place: Place = Place("pause", WARD),  # noqa: B008 - a value that never changes
    ) -> Seen:
        desk = desk_of(play, person=person)
        return Seen(desk, shown(desk, place), qtbot)

    return start


def sealed_before(desk: Playing, *contests: ContestId) -> None:
    for contest in contests or (WARD,):
        desk.do(do.SealPapers(hall.OFFICER, contest, SEALS, "strong room", "A. Caretaker"))


def code_of(seen: Seen, contest: ContestId = WARD) -> str:
    (head,) = seen.desk.contest(contest).closing.values()
    return head


def test_papers_go_under_seal_by_keys_alone(begin: Begin) -> None:
    seen = begin()
    assert not seen.sealing.act.button.isEnabled()
    assert seen.sealing.act.why.text()
    seen.type("1001, 1002", "A77", "1003", "")
    seen.press("Enter")  # past the line that stays blank
    assert seen.sealing.place.hasFocus()
    seen.type("strong room", "A. Caretaker")
    assert seen.sealing.act.button.hasFocus()
    heads = last_codes(seen.desk.count)
    seen.press("F8")
    seen.until(lambda: seen.page.closing is not None)
    sealed = seen.sealed()
    assert sealed is not None
    assert sealed.containers == (
        Container("Container 1", ("1001", "1002"), ("A77",)),
        Container("Container 2", ("1003",)),
    )
    assert (sealed.place, sealed.custodian) == ("strong room", "A. Caretaker")
    assert sealed.heads == heads
    assert seen.view.header.chip.accessibleName() == "Paused, under seal"
    assert seen.hints() == ["Ctrl P", "F7"]


def test_the_closing_sheet_is_copied(begin: Begin) -> None:
    seen = begin(sealed_before)
    seen.press("F6")
    assert seen.page.closing is not None
    seen.press("F7")
    copied = QGuiApplication.clipboard().text()
    assert copied == seen.page.closing.text
    assert "Bag 1: seals 1001, 1002; agents' seals A77" in copied
    assert code_of(seen) in copied
    assert "Sealed on" in copied


def test_without_a_printer_the_sheet_is_copied_and_says_so(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", staticmethod(QPrinterInfo))
    seen = begin(sealed_before)
    seen.press("F6", "Ctrl+P")
    assert seen.page.closing is not None
    assert QGuiApplication.clipboard().text() == seen.page.closing.text
    assert "no printer" in seen.said[-1]


def test_the_count_opens_when_every_seal_is_ticked_and_the_code_agrees(begin: Begin) -> None:
    seen = begin(sealed_before)
    code = code_of(seen)
    assert seen.resuming.seals[0].tick.hasFocus()
    assert "Seal 1001, Bag 1" in seen.resuming.act.why.text()
    seen.press("Space", "Space", "Space")
    assert seen.resuming.codes[0].code.hasFocus()
    assert "last code" in seen.resuming.act.why.text()
    seen.type(code.replace(" ", "").upper())
    assert seen.resuming.act.button.hasFocus()
    seen.press("F8")
    seen.until(lambda: seen.sealed() is None)
    assert seen.page.sealing is not None
    assert seen.view.header.chip.isHidden()


def test_a_seal_that_differs_is_written_down(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = begin(sealed_before)
    seen.press("Space", "Tab")
    assert seen.resuming.seals[1].difference.hasFocus()
    seen.type("torn, the bag is whole")
    seen.press("Space")
    seen.type(code_of(seen))
    assert not seen.resuming.seals[0].difference.isEnabled()
    opened: list[object] = []
    carry_out = seen.desk.station.do

    def listen(command: Command, *rest: Any) -> None:  # noqa: ANN401 - passed on as they are
        opened.append(command)
        carry_out(command, *rest)

    monkeypatch.setattr(seen.desk.station, "do", listen)
    seen.press("F8")
    seen.until(lambda: seen.sealed() is None)
    (command,) = opened
    assert isinstance(command, do.OpenSeals)
    assert dict(command.differences) == {"1002": "torn, the bag is whole"}


def test_a_code_that_differs_holds_the_count_until_it_is_explained(begin: Begin) -> None:
    seen = begin(sealed_before)
    seen.press("Space", "Space", "Space")
    line = seen.resuming.codes[0]
    assert line.difference.isHidden()
    seen.hands.type("dead bee")
    assert line.difference.isHidden()  # not whole yet
    seen.hands.type("f")
    assert line.difference.isVisible()
    assert "No event of this file has this code" in line.verdict.text()
    assert "event 1:" in line.verdict.text()
    seen.press("F8")
    assert seen.sealed() is not None
    assert seen.said[-1] == seen.resuming.act.why.text() != ""
    seen.press("Enter")
    seen.hands.type("the sheet was written by hand")
    seen.press("F8")
    seen.until(lambda: seen.sealed() is None)


def test_a_code_on_the_way_finds_from_which_event_on_the_file_is_another(begin: Begin) -> None:
    codes: list[str] = []

    def evening(desk: Playing) -> None:
        (left,) = desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
        codes.append(short(left.id))
        desk.do(do.NotePersonReturned(hall.OFFICER, hall.KEYER))
        sealed_before(desk)

    seen = begin(evening)
    line = seen.resuming.codes[0]
    line.code.setFocus()
    seen.hands.type(codes[0])
    first = line.verdict.text()
    assert "the file is as the sheet says" in first
    line.code.selectAll()
    seen.hands.type("dead beef")
    # The same event is named: up to the one before it, the sheet was found to agree.
    assert first.rpartition("event ")[2] == line.verdict.text().rpartition("event ")[2]
    line.code.selectAll()
    seen.hands.type(code_of(seen))
    assert line.verdict.isHidden()


def test_one_seal_for_two_wards_seals_neither(begin: Begin) -> None:
    seen = begin(place=HALL)
    seen.type("1001", "", "", "1001", "")
    seen.sealing.place.setFocus()
    seen.type("strong room", "A. Caretaker")
    assert "Seal 1001 was on Container 1 of Ward 1" in seen.sealing.act.why.text()
    seen.press("F8")
    assert seen.sealed(WARD) is None


def test_a_seal_of_the_evening_closes_nothing_at_noon(begin: Begin) -> None:
    def opened(desk: Playing) -> None:
        sealed_before(desk)
        desk.do(do.OpenSeals(hall.OFFICER, WARD, {}, desk.state.contests[WARD].closing))

    seen = begin(opened)
    seen.type("1002")
    seen.sealing.place.setFocus()
    seen.type("strong room", "A. Caretaker")
    assert not seen.sealing.act.button.isEnabled()
    assert "Seal 1002 was on Bag 1 of Ward 1" in seen.sealing.act.why.text()


def test_the_codes_are_not_shown_where_they_are_compared(begin: Begin) -> None:
    seen = begin(sealed_before)
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415

    assert not any(code_of(seen) in one.text() for one in seen.page.findChildren(QLabel))


def test_the_whole_hall_is_sealed_at_once_and_opened_at_once(begin: Begin) -> None:
    seen = begin(place=HALL)
    assert seen.page.heading().note == "0 of 2 contests under seal"
    seen.type("1001", "", "", "2001", "")
    assert seen.sealing.act.button.text() == "Seal 2 of 2 contests"
    seen.sealing.place.setFocus()
    seen.type("strong room", "A. Caretaker")
    seen.press("F8")
    seen.until(lambda: seen.page.closing is not None)
    assert seen.sealed(WARD) is not None
    assert seen.sealed(OTHER) is not None
    assert code_of(seen, WARD) == code_of(seen, OTHER)
    assert seen.page.closing is not None
    assert "Ward 1, Ward 2" in seen.page.closing.text
    seen.press("F6", "Space", "Space")
    assert len(seen.resuming.codes) == 1
    seen.type(code_of(seen))
    seen.press("F8")
    seen.until(lambda: seen.sealed(WARD) is None and seen.sealed(OTHER) is None)
    seen.until(lambda: seen.page.sealing is not None)


def test_a_ward_without_a_seal_stays_open(begin: Begin) -> None:
    seen = begin(place=HALL)
    seen.type("1001")
    seen.sealing.place.setFocus()
    seen.type("strong room", "A. Caretaker")
    assert seen.sealing.act.button.text() == "Seal 1 of 2 contests"
    seen.press("F8")
    seen.until(lambda: seen.sealed(WARD) is not None)
    assert seen.sealed(OTHER) is None


def test_one_seal_number_cannot_stand_twice(begin: Begin) -> None:
    seen = begin()
    seen.type("1001, 1001")
    seen.sealing.place.setFocus()
    seen.type("strong room", "A. Caretaker")
    assert not seen.sealing.act.button.isEnabled()
    assert "stands twice" in seen.sealing.act.why.text()


@pytest.mark.parametrize("person", [hall.KEYER, hall.SUPERVISOR, None])
def test_only_an_officer_seals_and_opens(begin: Begin, person: PersonId | None) -> None:
    seen = begin(person=person)
    assert not seen.sealing.act.button.isEnabled()
    seen.press("F8")
    assert seen.said[-1] == seen.sealing.act.why.text() != ""
    assert seen.sealed() is None


def test_a_keyer_does_not_open_seals(begin: Begin) -> None:
    seen = begin(sealed_before, hall.KEYER)
    assert not seen.resuming.act.button.isEnabled()
    assert "needs" in seen.resuming.act.why.text()


def test_an_entry_under_seal_is_refused_in_a_sentence(begin: Begin) -> None:
    seen = begin(sealed_before, hall.KEYER)
    state = seen.desk.contest(WARD)
    sheet = next(iter(state.sheets.values())).sheet
    entry = do.EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(state.contest, sheet))
    said = seen.desk.why_not(entry)
    assert "Ward 1" in said
    assert "under seal" in said


def test_what_is_typed_stays_when_another_event_comes(begin: Begin) -> None:
    seen = begin()
    seen.hands.type("1001")
    seen.desk.do(do.RecordException(hall.OFFICER, WARD, hall.KEYER, "one keyer is left"))
    seen.until(lambda: bool(seen.desk.contest(WARD).exceptions))
    assert seen.sealing.typed()[0].seals == "1001"
    seen.hands.type("2")
    assert seen.sealing.typed()[0].seals == "10012"


def test_a_declared_ward_has_nothing_to_pause(begin: Begin) -> None:
    def declared(desk: Playing) -> None:
        state = desk.state.contests[WARD]
        hall.key_accounts(desk, state)
        hall.key_count_sheet(desk, state)
        hall.declare(desk, state)

    seen = begin(declared)
    assert (seen.page.sealing, seen.page.resuming, seen.page.closing) == (None, None, None)
    seen.press("F8", "F6", "F7")
    assert seen.hints() == []
