"""Papers come out when a result is cleared, and what fails waits with a remedy: by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

import hall
from countroom.app.print_desk import FOLDER, PrintChoice, cleared_set
from countroom.app.printers import FolderSpool, NoPrinters
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.identifiers import ContestId
from countroom.domain.prints import to_collect, to_print
from countroom.ui.clear import ClearPage
from countroom.ui.place import Place
from countroom.ui.print_desk import PrintDeskPage
from countroom.ui.print_desk.forms import PrintForm, SignedForm, VoidForm
from countroom.ui.result import ResultPage
from fingers import Fingers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.printers import Sheet, Spool
    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
WAIT: Final = 20_000


class Tray:
    """A printer that puts PDFs into a folder, until ``trouble`` stops it."""

    def __init__(self, folder: Path) -> None:
        self.trouble: Fault | None = None
        self.sent: list[tuple[str, int]] = []
        self._folder = FolderSpool(folder)

    @property
    def name(self) -> str:
        return "Office"

    def send(self, sheet: Sheet, copies: int) -> None:
        if self.trouble is not None:
            raise self.trouble
        self._folder.send(sheet, copies)
        self.sent.append((sheet.name, copies))


class OnePrinter(NoPrinters):
    def __init__(self, tray: Tray) -> None:
        self.tray = tray

    def names(self) -> tuple[str, ...]:
        return (self.tray.name,)

    def spool(self, name: str) -> Spool:
        if name != self.tray.name:
            raise Fault("printer_gone", printer=name)
        return self.tray


def consulted(playing: Playing) -> None:
    state = playing.state.contests[WARD]
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    hall.reach_consulted(playing, state)


def provisional(playing: Playing) -> None:
    state = playing.state.contests[WARD]
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    playing.do(do.ReachProvisionalResult(hall.SUPERVISOR, WARD))


def cleared(playing: Playing) -> None:
    consulted(playing)
    playing.do(do.ClearResult(hall.OFFICER, WARD))


def state_of(desk: Desk) -> ContestState:
    return desk.contest(WARD)


def read_back(view: DeskView, qtbot: QtBot) -> Fingers:
    """Read the paper back to the last line and stand on the button."""
    page = view.page
    assert isinstance(page, ClearPage)
    hands = Fingers(view)
    page._read_by(hall.DEPUTY)
    page.lines.setFocus()
    for _ in page._screen.lines:
        hands.press("Space")
    hands.press("Enter")
    qtbot.waitUntil(page.clear.hasFocus)
    return hands


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(tmp_path / "tray")


def with_printer(desk: Desk, tray: Tray) -> None:
    desk.printing.printers = OnePrinter(tray)
    desk.printing.choose(PrintChoice(tray.name))


def test_the_set_comes_out_when_the_result_is_cleared_without_another_key(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tray: Tray
) -> None:
    desk = desk_of(consulted, person=hall.OFFICER)
    with_printer(desk, tray)
    view = shown(desk, Place("clear", WARD))
    read_back(view, qtbot).press("Enter")
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=WAIT)
    (job,) = state_of(desk).jobs
    clearance = state_of(desk).cleared
    assert clearance is not None
    assert (job.kinds, job.number) == (cleared_set(), clearance.event.print_number)
    assert job.printed is not None
    assert job.printed.to == "Office"
    assert len(tray.sent) == len(cleared_set())
    assert desk.place == Place("platform", WARD)
    n = len(cleared_set())
    sheets = "sheet" if n == 1 else "sheets"
    assert view.notice.sentence.startswith(f"Printed {n} {sheets}, ")


def test_without_a_printer_the_set_is_saved_in_a_folder_that_is_named(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(consulted, person=hall.OFFICER)
    view = shown(desk, Place("clear", WARD))
    read_back(view, qtbot).press("Enter")
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=WAIT)
    folder = desk.printing.folder
    names = sorted(file.name for file in folder.iterdir())
    assert names == sorted(f"{WARD}.print-1.{kind}.en.pdf" for kind in cleared_set())
    assert all(file.read_bytes().startswith(b"%PDF") for file in folder.iterdir())
    assert view.notice.sentence.startswith("No printer: ")
    assert str(folder) in view.notice.sentence


def test_a_printer_that_fails_says_what_to_do_and_enter_tries_again(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tray: Tray
) -> None:
    desk = desk_of(consulted, person=hall.OFFICER)
    with_printer(desk, tray)
    tray.trouble = Fault("printer_without_paper", printer="Office")
    view = shown(desk, Place("clear", WARD))
    hands = read_back(view, qtbot)
    hands.press("Enter")
    qtbot.waitUntil(lambda: "has no paper" in view.notice.sentence, timeout=WAIT)
    assert [job.number for job in to_print(state_of(desk))] == [1]
    hands.press("Ctrl+P")
    page = view.page
    assert isinstance(page, PrintDeskPage)
    assert "has no paper" in page.lines.lines[0].about
    tray.trouble = None
    hands.press("Enter")
    qtbot.waitUntil(lambda: not list(to_print(state_of(desk))), timeout=WAIT)
    assert len(tray.sent) == len(cleared_set())


def test_the_clear_page_itself_offers_to_try_again(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tray: Tray
) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    with_printer(desk, tray)
    tray.trouble = Fault("printer_gone", printer="Office")
    view = shown(desk, Place("clear", WARD))
    page = view.page
    assert isinstance(page, ClearPage)
    desk.print_sheets(WARD, cleared_set())
    qtbot.waitUntil(page.printed.again.hasFocus, timeout=WAIT)
    tray.trouble = None
    Fingers(view).press("Enter")
    qtbot.waitUntil(lambda: page.printed.words.text().startswith("Printed "), timeout=WAIT)


def test_a_full_disk_keeps_the_print_in_the_queue(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    desk.printing.folder.write_bytes(b"a file where the folder should be")
    view = shown(desk, Place("print_desk"))
    desk.print_sheets(WARD, ("declaration",))
    qtbot.waitUntil(lambda: "cannot be written" in view.notice.sentence, timeout=WAIT)
    desk.printing.folder.unlink()
    Fingers(view).press("Enter")
    qtbot.waitUntil(lambda: not list(to_print(state_of(desk))), timeout=WAIT)


def test_ctrl_p_on_the_result_page_prints_for_the_agents(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(provisional, person=hall.OFFICER)
    view = shown(desk, Place("result", WARD))
    page = view.page
    assert isinstance(page, ResultPage)
    hands = Fingers(view)
    hands.press("Ctrl+P")
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=WAIT)
    (job,) = state_of(desk).jobs
    assert job.kinds == ("provisional",)
    qtbot.waitUntil(lambda: page.printed.words.text().startswith("No printer: "))
    hands.press("Ctrl+P")  # printed already: the print desk says how to print it again
    assert desk.place.page == "print_desk"


def test_void_papers_are_listed_and_ticked_by_enter(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    desk.print_sheets(WARD, ("declaration",))
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=WAIT)
    desk.do(do.WithdrawClearance(hall.OFFICER, WARD, "an agent on the steps"))
    qtbot.waitUntil(lambda: state_of(desk).cleared is None)
    view = shown(desk, Place("print_desk"))
    page = view.page
    assert isinstance(page, PrintDeskPage)
    assert "the clearance was taken back" in page.lines.lines[0].about
    Fingers(view).press("Enter")
    qtbot.waitUntil(lambda: not list(to_collect(state_of(desk))))
    assert "Void and collected" in page.lines.lines[0].about


def test_a_print_is_sent_given_up_and_signed_from_the_page(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    view = shown(desk, Place("print_desk", WARD))
    hands = Fingers(view)
    hands.press("F7")
    form = view.window().findChild(PrintForm)
    assert form is not None
    form.kinds.boxes["declaration"].setChecked(True)
    form.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: any(job.printed for job in state_of(desk).jobs), timeout=WAIT)
    hands.press("F8")
    signed = view.window().findChild(SignedForm)
    assert signed is not None
    assert signed.name.text() == "A. Officer"
    signed.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: bool(state_of(desk).jobs[0].signed))
    hands.press("F9")
    void = view.window().findChild(VoidForm)
    assert void is not None
    void.reason.setText("smudged")
    void.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: bool(state_of(desk).jobs[0].given_up))


def test_choosing_a_printer_tries_what_failed_there_and_is_told_to_whoever_remembers(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tray: Tray
) -> None:
    desk = desk_of(cleared, person=hall.OFFICER)
    with_printer(desk, tray)
    tray.trouble = Fault("printer_gone", printer="Office")
    view = shown(desk, Place("print_desk"))
    page = view.page
    assert isinstance(page, PrintDeskPage)
    desk.print_sheets(WARD, ("declaration",))
    qtbot.waitUntil(lambda: bool(desk.printing.troubles), timeout=WAIT)
    qtbot.waitUntil(lambda: page.printer.count() == 3)
    chosen: list[PrintChoice] = []
    desk.printer_chosen.connect(chosen.append)
    hands = Fingers(view)
    hands.press("F3", "Up")
    assert chosen == [PrintChoice(FOLDER)]
    qtbot.waitUntil(lambda: not list(to_print(state_of(desk))), timeout=WAIT)
    assert (desk.printing.folder / f"{WARD}.print-1.declaration.en.pdf").exists()
