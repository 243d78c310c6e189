"""The stage of a rehearsal: seats people, turns to their pages and keys what they key."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from countroom.domain import commands as do
from countroom.ui.entry import EntryPage
from countroom.ui.place import BOARD, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from countroom.app.owner import Tell
    from countroom.app.staff import SignedIn
    from countroom.domain.identifiers import ContestId, FieldId, PersonId, SheetId
    from countroom.ui.desk import Desk

_PAGES: Final[Mapping[type, str]] = {
    do.ProveContest: "accounts",
    do.SignVerification: "accounts",
    do.SettleSheet: "differences",
    do.SendBack: "differences",
    do.SignAdjudication: "result",
    do.AnswerFinding: "result",
    do.ReachProvisionalResult: "result",
    do.RefuseRecount: "result",
    do.GrantRecount: "result",
    do.ConfirmUnchanged: "result",
    do.CloseConsultation: "result",
    do.DrawLot: "result",
    do.TakeStep: "result",
    do.ClearResult: "clear",
    do.SpeakResult: "platform",
    do.NoteHowSaid: "platform",
    do.DeclareOnPaper: "on_record",
    do.CorrectDeclaration: "on_record",
}


class WindowStage:
    """Shows the steps of a night in a desk's window; made in the window's thread."""

    def __init__(self, desk: Desk, tell: Tell, seats: Callable[[PersonId], SignedIn]) -> None:
        self._desk, self._tell, self._seats = desk, tell, seats
        self._closed = False

    def close(self) -> None:
        """Show nothing more."""
        self._closed = True

    def show(self, command: do.Command) -> None:
        """Seat who acts and show the page where it is done."""
        first = do.signers(command)[0]
        seat = self._seats(first)
        self._see(partial(self._turn_to, seat, self._place(command)))

    def key(self, field: FieldId, figure: int) -> None:
        """Key one figure as a person would, digit by digit and Enter."""
        self._see(partial(self._key, field, figure))

    def _place(self, command: do.Command) -> Place:
        match command:
            case (
                do.EnterSheet(sheet=sheet, entry=entry) | do.CorrectEntry(sheet=sheet, entry=entry)
            ):
                return Place("entry", self._contest_of(sheet), sheet, entry)
            case do.SettleSheet(sheet=sheet) | do.SendBack(sheet=sheet):
                return Place("differences", self._contest_of(sheet), sheet)
            case do.SetRunningOrder() | do.CallToPlatform():
                return Place("running_order")
        page = _PAGES.get(type(command))
        contest: ContestId | None = getattr(command, "contest", None)
        return Place(page, contest) if page and contest else BOARD

    def _contest_of(self, sheet: SheetId) -> ContestId:
        state = self._desk.count.contest_of(sheet)
        if state is None:
            raise KeyError(sheet)
        return state.contest.id

    def _turn_to(self, seat: SignedIn, place: Place) -> None:
        now = self._desk.person
        if now is None or now.id != seat.hand.person:
            # A line still lit is kept under the name of who keyed it, not of who comes next.
            if (focused := QApplication.focusWidget()) is not None:
                focused.clearFocus()
            self._desk.welcome(seat)
        self._desk.go(place)

    def _key(self, field: FieldId, figure: int) -> None:
        page = _entry_page()
        if page is None or field not in page.rows:
            return
        # Somebody who watches may have moved the cursor; the figure still goes to its line.
        line = page.rows[field].field
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()
        for digit in str(figure):
            _press(line, Qt.Key(int(Qt.Key.Key_0) + int(digit)), digit)
        _press(line, Qt.Key.Key_Return, "\r")
        if line.hasFocus():
            line.clearFocus()  # the last of a sheet: kept before the sheet is finished, not after

    def _see(self, act: Callable[[], None]) -> None:
        """Have it done in the window's thread and wait until the window has shown it."""
        seen = threading.Event()

        def show() -> None:
            if not self._closed:
                act()
            seen.set()

        self._tell(show)
        while not seen.wait(0.2):
            if self._closed:
                return


def _entry_page() -> EntryPage | None:
    """Find the sheet that is shown; a person who watches may have turned the page."""
    windows = QApplication.topLevelWidgets()
    pages = (page for window in windows for page in window.findChildren(EntryPage))
    return next((page for page in pages if page.isVisible()), None)


def _press(target: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(target, event)
