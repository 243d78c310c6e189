"""The window of one count file: band, header, notice, the page, status bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from countroom.texts import say_fault
from countroom.ui.look.style import Lamp
from countroom.ui.parts import Scrolled
from countroom.ui.place import Place
from countroom.ui.prints import carry_on
from countroom.ui.shell.band import TestBand
from countroom.ui.shell.header import TABS, Header
from countroom.ui.shell.notice import NoticeLine
from countroom.ui.shell.pages import make_page, show_hall
from countroom.ui.shell.status import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from countroom.app.station import Hand
    from countroom.domain.people import Role
    from countroom.ui.desk import Desk
    from countroom.ui.parts import Overlay
    from countroom.ui.shell.page import Page

_LOCK_AFTER_MS = 10 * 60 * 1000
_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
_LOOK_AGAIN_MS = 2_000
PRINT, PRINT_HINT = "Ctrl+P", "Ctrl P"
_NEVER_LOCKED = ("platform", "published")


class DeskView(QWidget):
    """What a window shows of a desk, in its language and look; made anew when those change."""

    def __init__(self, desk: Desk, show_choices: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        self._show_choices = show_choices
        look, texts = desk.look, desk.texts
        self.lamp = Lamp(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if desk.environment == "test":
            whole.addWidget(TestBand(look, texts))
        self.header = Header(desk)
        self.notice = NoticeLine(look, texts)
        self.status = StatusBar(desk)
        # A page that does not fit scrolls as a whole; its own panels scroll first.
        self.room = Scrolled(look, QWidget(), "window")
        hidden = self.room.sizePolicy()
        hidden.setRetainSizeWhenHidden(True)  # header and status bar stay where they are
        self.room.setSizePolicy(hidden)
        for part in (self.header, self.notice):
            whole.addWidget(part)
        whole.addWidget(self.room, 1)
        whole.addWidget(self.status)
        self.page: Page | None = None
        self.overlay: Overlay | None = None
        self._watch_idleness()
        self._listen()
        self._keys()
        self.show_place(desk.place)

    def show_place(self, place: Place) -> None:
        """Make the page of a place and show it instead of the one before."""
        old = self.room.takeWidget()
        self.page = make_page(self.desk, self.desk.allowed(place))
        self.room.setWidget(self.page)
        if old is not None:
            old.hide()
            old.deleteLater()
        for part in (self.header, self.status):
            part.setVisible(not self.page.covers)
        self._tell_heading()
        self.status.show_keys(self.page.keys())
        self._allow_printing()
        self._focus_page()
        # What was left may still move the focus while it goes.
        QTimer.singleShot(0, self, self._keep_focus_inside)

    def _guard(self) -> None:
        """Turn to what who sits here now may see, before they see anything else."""
        if self.page is not None and self.page.place != self.desk.allowed(self.page.place):
            self.show_place(self.desk.place)

    def _keep_focus_inside(self) -> None:
        now = QApplication.focusWidget()
        inside = now is not None and self.page is not None and self.page.isAncestorOf(now)
        if not inside:
            self._focus_page()
        # Lit before it was laid out, a field in a scrolled part would stay without its lamp.
        self.lamp.follow(None)
        self._follow(None, QApplication.focusWidget())

    def showEvent(self, event: QShowEvent) -> None:
        """Light the first place; a page not shown yet cannot be lit."""
        super().showEvent(event)
        self._see_hands()
        self._focus_page()

    def _focus_page(self) -> None:
        if self.page is None or self.overlay is not None:
            return
        first = self.page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_heading(self) -> None:
        if self.page is not None:
            heading = self.page.heading()
            self.header.show_heading(heading, self.page.place)
            self.window().setWindowTitle(f"{heading.title} · Countroom")

    def _listen(self) -> None:
        desk = self.desk
        desk.went.connect(self.show_place)
        desk.changed.connect(self._refresh)
        desk.person_changed.connect(self.header.show_person)
        desk.person_changed.connect(self._guard)
        desk.standing_changed.connect(self._show_standing)
        desk.noticed.connect(self._say)
        desk.second_asked.connect(self._ask_second)
        self.header.handing_over.connect(self.hand_over)
        self.header.choices.connect(self._show_choices)
        self.notice.act.clicked.connect(desk.resume)
        # Whatever the file holds came from here or from another program on it.
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_AGAIN_MS)
        self._looking.timeout.connect(desk.station.refresh)
        self._looking.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _keys(self) -> None:
        acts: list[tuple[str, Callable[[], None]]] = [
            ("F1", self._guide),
            ("F2", self._places),
            ("F5", self._resume),
            ("F10", self.hand_over),
            ("F12", self._show_choices),
            ("Ctrl+H", partial(show_hall, self.desk)),
            (PRINT, self._go_print),
            ("Ctrl+B", self._carry_on),
            ("Alt+Left", self.desk.back),
        ]
        for number, (page, _) in enumerate(TABS, start=1):
            acts.append((f"Ctrl+{number}", partial(self.desk.go, Place(page))))
        for key, act in acts:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)
            if key == PRINT:
                self._print_key = shortcut

    def hand_over(self) -> None:
        """Let go of whoever sits here, and ask who is next."""
        if self.overlay is not None:
            return
        before = self.desk.person
        if before is not None:
            # A line still lit is kept now, under the name of who keyed it and of nobody after.
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                focused.clearFocus()
            self.desk.hand_over()
        self.ask_who(before.id if before else None)

    def ask_who(self, before: object = None) -> None:
        """Ask who takes the keys."""
        from countroom.ui.sign_in import SignIn  # noqa: PLC0415 - not before somebody comes

        sheet = SignIn(self.desk, self)
        self.cover(sheet)
        self.room.hide()  # who comes next must not read what the last one keyed
        sheet.left.connect(lambda: self._taken_over(before))
        sheet.begin()

    def _taken_over(self, before: object) -> None:
        """Bring another person to the board; the same one goes on where they were."""
        self.room.show()
        now = self.desk.person
        if now is None or (before is not None and now.id != before):
            self.desk.home()
        else:
            self.show_place(self.desk.place)
        if now is None:
            self.desk.notice(self.desk.texts.say("Nobody is signed in. F10 signs in."), "info")

    def _ask_second(self, why: str, roles: tuple[Role, ...], then: Callable[[Hand], None]) -> None:
        from countroom.ui.sign_in import SecondPerson  # noqa: PLC0415

        sheet = SecondPerson(self.desk, self, why, roles, then)
        self.cover(sheet)
        sheet.begin()

    def _guide(self) -> None:
        """Open the guide at what stops the work, or at the page."""
        from countroom.ui.shell.guide import Guide  # noqa: PLC0415 - seldom asked for

        page = self.page
        if page is None or self.overlay is not None:
            return
        hints = dict.fromkeys((*page.keys(), *(hint for hint, _ in page.acts)))
        about = (*self.desk.stopped_by(), *page.problems(), f"page:{page.place.page}")
        desk = self.desk
        sheet = Guide(desk.look, desk.texts, self, list(hints), about, desk)
        self._print_key.setEnabled(False)  # the guide has the key for itself
        sheet.left.connect(self._allow_printing)
        self.cover(sheet)
        sheet.begin()

    def _allow_printing(self) -> None:
        """Go to the print desk by its key, unless the page has something to print itself."""
        own = self.page is not None and any(hint.key == PRINT_HINT for hint, _ in self.page.acts)
        self._print_key.setEnabled(not own)

    def _places(self) -> None:
        from countroom.ui.shell.places import Places  # noqa: PLC0415

        if self.page is None or self.overlay is not None:
            return
        sheet = Places(self.desk, self)
        self.cover(sheet)
        sheet.begin()

    def _carry_on(self) -> None:
        """Print what is needed to go on by hand."""
        if self.overlay is None:
            carry_on(self.desk, self.desk.place)

    def _go_print(self) -> None:
        """Go to the print desk, about the contest at hand."""
        if self.overlay is None:
            self.desk.go(Place("print_desk", self.desk.place.contest))

    def cover(self, overlay: Overlay) -> None:
        """Know that a sheet lies over the page until it is left."""
        self.overlay = overlay
        overlay.left.connect(self._left)

    def _left(self) -> None:
        self.overlay = None
        QTimer.singleShot(0, self, self._light_again)

    def _light_again(self) -> None:
        """Go back to the page where a sheet that went knows no place to return to."""
        now = QApplication.focusWidget()
        if now is None or not now.isVisible():
            self._focus_page()

    def _refresh(self) -> None:
        if self.page is not None:
            self.page.refresh()
            self._tell_heading()
            self.status.show_keys(self.page.keys())

    def _show_standing(self) -> None:
        self.status.show_standing()
        trouble = self.desk.standing.trouble
        if trouble is not None:
            sentence = say_fault(self.desk.texts, trouble.code, trouble.details)
            self.notice.say(sentence, "danger", can_resume=True)

    def _say(self, sentence: str, tone: str) -> None:
        if self.desk.standing.trouble is None:
            self.notice.say(sentence, tone)

    def _resume(self) -> None:
        if self.desk.standing.trouble is not None:
            self.desk.resume()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self.lamp):  # it stood inside something that went
            self.lamp = Lamp(self)
        if now is None or self.isAncestorOf(now):
            self.lamp.follow(now)
            if self.lamp.widget() is None:
                self.lamp.setParent(self)  # it stands inside what it lit, and would go with it

    def _watch_idleness(self) -> None:
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_LOCK_AFTER_MS)
        self._idle.timeout.connect(self._lock)
        self._idle.start()

    def _see_hands(self) -> None:
        """Watch the window itself: only what people do passes there, and little else."""
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _HANDS:
            self._idle.start()
        return False

    def _lock(self) -> None:
        """Close an unattended page of figures; nobody is locked out on the platform."""
        place = self.desk.place
        if self.desk.person and place.contest is not None and place.page not in _NEVER_LOCKED:
            self.hand_over()
