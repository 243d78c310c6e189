"""A night in which every page has something to show, and the real window on a copy of it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copy2
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import hall
import scenarios as sc
from countroom.app.preferences import Shelf
from countroom.app.setup import keys_beside, secrets_beside
from countroom.domain import commands as do
from countroom.domain.events import SheetAdded
from countroom.domain.faults import Fault
from countroom.domain.hall import Transfer
from countroom.domain.identifiers import BoxId, CandidateId, ContestId, MiniCountId, SheetId
from countroom.domain.sheets import votes_of
from countroom.ui.place import BOARD, Place
from countroom.ui.window import Window
from fingers import Fingers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.ui.desk import Desk
    from countroom.ui.shell.page import Page
    from countroom.ui.shell.window import DeskView

WARDS: Final = 7
DECLARED, CLEARED, CONSULTED, AGREED, DIFFERING, VERIFIED, PROVEN = (
    ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in range(1, WARDS + 1)
)
PLACES: Final[Mapping[str, tuple[PersonId, Place]]] = {
    "contests": (hall.SUPERVISOR, BOARD),
    "council": (hall.SUPERVISOR, Place("council")),
    "ready": (hall.OFFICER, Place("ready")),
    "people": (hall.ADMINISTRATOR, Place("people")),
    "receipt": (hall.KEYER, Place("receipt")),
    "postal": (hall.SUPERVISOR, Place("postal", PROVEN)),
    "accounts": (hall.OFFICER, Place("accounts", PROVEN)),
    "transfers": (hall.SUPERVISOR, Place("transfers", PROVEN)),
    "papers": (hall.SUPERVISOR, Place("papers", VERIFIED)),
    "pause": (hall.OFFICER, Place("pause", VERIFIED)),
    "pause of all": (hall.OFFICER, Place("pause")),
    "entry": (hall.KEYER, Place("entry", VERIFIED, SheetId("006-03"), 1)),
    "next sheet": (hall.KEYER, Place("entry", VERIFIED)),
    "differences": (hall.SUPERVISOR, Place("differences", DIFFERING, SheetId("005-03"))),
    "result": (hall.SUPERVISOR, Place("result", AGREED)),
    "doubtful": (hall.OFFICER, Place("result", VERIFIED)),
    "consultation": (hall.OFFICER, Place("result", CONSULTED)),
    "query": (hall.SUPERVISOR, Place("query", AGREED)),
    "observers": (hall.SUPERVISOR, Place("observers")),
    "announcements": (hall.SUPERVISOR, Place("announcements")),
    "disclosure": (hall.OFFICER, Place("disclosure")),
    "clear": (hall.OFFICER, Place("clear", CONSULTED)),
    "platform": (hall.OFFICER, Place("platform", CLEARED)),
    "running order": (hall.OFFICER, Place("running_order")),
    "published": (hall.SUPERVISOR, Place("published", DECLARED)),
    "all published": (hall.SUPERVISOR, Place("published")),
    "on record": (hall.OFFICER, Place("on_record", VERIFIED)),
    "correction": (hall.OFFICER, Place("on_record", DECLARED)),
    "pack": (hall.OFFICER, Place("pack")),
    "print desk": (hall.OFFICER, Place("print_desk")),
}
"""Who works on each page, and where it is."""


def play(desk: Playing) -> None:
    """Bring seven wards to seven stages."""
    states = dict(desk.state.contests)
    for contest in (DECLARED, CLEARED, CONSULTED, AGREED, DIFFERING, VERIFIED):
        hall.key_accounts(desk, states[contest])
    for contest in (DECLARED, CLEARED, AGREED):
        hall.key_count_sheet(desk, states[contest])
    hall.key_short(desk, states[CONSULTED])
    desk.do(do.AnswerFinding(hall.OFFICER, CONSULTED, "V11", "searched twice"))
    hall.declare(desk, states[DECLARED])
    for contest in (CLEARED, CONSULTED):
        desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, contest))
        desk.do(do.CloseConsultation(hall.OFFICER, contest, "agreed"))
    desk.do(do.TakeStep(hall.SUPERVISOR, CONSULTED, "stores", 1))
    desk.do(do.ClearResult(hall.OFFICER, CLEARED))
    _put_aside(desk)
    aside = Transfer(DIFFERING, BoxId("S1"), PROVEN, BoxId("S1"), 14, counted=False)
    desk.do(do.TransferPapers(hall.SUPERVISOR, aside, "found by table 3 at 00:10"))
    sheet = states[DIFFERING].sheets[SheetId("005-03")].sheet
    true = hall.true_figures(states[DIFFERING].contest, sheet)
    fifth = votes_of(CandidateId("c-5-5"))
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, true | {fifth: 515}))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, true | {fifth: 551}))


def _put_aside(desk: Playing) -> None:
    """Have two batches of doubtful papers settled while the others are still counted."""
    for _ in range(2):
        table = MiniCountId("A")
        more = do.AddSheet(hall.SUPERVISOR, VERIFIED, "adjudication", None, table, "put aside")
        (added,) = desk.do(more)
        assert isinstance(added.event, SheetAdded)
        sheet = added.event.sheet
        desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, sc.batch(sheet)))
        desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, sc.batch(sheet)))


@cache
def _made() -> Path:
    path = Path(mkdtemp(prefix="countroom-")) / "night.count"
    desk = hall.open_hall(path, WARDS)
    play(desk)
    desk.count.close()
    return path


def night_in(folder: Path) -> Path:
    """Copy the night, its keys and its secrets into a folder; give the count file."""
    made = _made()
    folder.mkdir(parents=True, exist_ok=True)
    for one in (made, keys_beside(made), secrets_beside(made)):
        copy2(one, folder / one.name)
    return folder / made.name


class NoPractice:
    """What the window needs from outside, where nobody practises."""

    def practise(self) -> tuple[Path, str]:
        """Have none."""
        raise Fault("no_practice_here")

    def check_log(self, _path: Path) -> str:
        """Find every log sound."""
        return ""

    def feed_beside(self, _path: Path, _day: str) -> str:
        return ""

    def close(self) -> None:
        """Have nothing to end."""


class Room:
    """The real window, the hands at its keys, and the desk that is open in it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.window = Window(NoPractice(), Shelf(folder / "choices"))
        self.hands = Fingers(self.window)

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    @property
    def view(self) -> DeskView:
        assert self.window.view is not None
        return self.window.view

    @property
    def page(self) -> Page:
        assert self.view.page is not None
        return self.view.page

    def show(self) -> None:
        """Show the window and wait until keys go to it."""
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def seat(self, person: PersonId) -> None:
        """Let a person work here."""
        assert self.desk.sign_in(person, hall.SECRET) is None

    def go(self, name: str) -> Page:
        """Show a page before a person whose work it is."""
        person, place = PLACES[name]
        if self.desk.person is None or self.desk.person.id != person:
            self.seat(person)
        self.desk.go(place)
        QApplication.processEvents()
        return self.page


@contextmanager
def opened(qtbot: QtBot, folder: Path, *, start: bool = False) -> Iterator[Room]:
    """Give the window on a copy of the night, or on its start page."""
    room = Room(qtbot, folder)
    try:
        if start:
            room.window.show_start()
        else:
            room.window.open(night_in(folder))
        room.show()
        if not start:
            qtbot.waitUntil(lambda: room.desk.standing.log == "sound")
        yield room
    finally:
        room.window.close()
        room.window.deleteLater()
