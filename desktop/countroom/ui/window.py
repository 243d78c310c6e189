"""The one window: start page or desk, its look and language, and its end."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from countroom.domain.faults import Fault
from countroom.texts import Texts
from countroom.ui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from countroom.app.preferences import Preferences, Shelf
    from countroom.ui.desk import Desk
    from countroom.ui.look.style import Lamp
    from countroom.ui.outside import Performance, Services
    from countroom.ui.parts import Overlay
    from countroom.ui.post import PostBox
    from countroom.ui.shell.window import DeskView
    from countroom.ui.start import StartPage

_SIZE: Final = (1366, 768)
SCALES: Final = (1.0, 1.25, 1.5, 2.0)


class Window(QWidget):
    """The one window. It shows the start page until a count file is open."""

    def __init__(self, services: Services, shelf: Shelf) -> None:
        super().__init__()
        self._services, self._shelf = services, shelf
        self.preferences: Preferences = shelf.read()
        self.desk: Desk | None = None
        self.view: DeskView | None = None
        self.start: StartPage | None = None
        self._post: PostBox | None = None
        self._lamp: Lamp | None = None
        self._choices: Overlay | None = None
        self._busy: threading.Thread | None = None
        self._checks: list[threading.Thread] = []
        self._performance: Performance | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.look = Look(self.preferences.palette, self.preferences.scale)
        self.texts = Texts(self.preferences.language)
        self.resize(*_SIZE)
        self.setWindowTitle("Countroom")

    def prepare(self) -> None:
        """Load what the first sight did without: style, lamp, keys. Once is enough."""
        if self._post is not None:
            return
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - see first_sight

        from countroom.ui.look.style import Lamp  # noqa: PLC0415
        from countroom.ui.post import PostBox  # noqa: PLC0415

        self._post, self._lamp = PostBox(), Lamp(self)
        self.wear()
        self._follow_focus()
        for key, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._resize_text, step))

    def tell(self, call: Callable[[], None]) -> None:
        """Have a call made in the window's thread, from any other."""
        if self._post is not None:
            self._post.tell(call)

    def wear(self) -> None:
        """Put on the language, colours and text size that were chosen."""
        from countroom.ui.look.style import DeskStyle  # noqa: PLC0415 - see first_sight

        chosen = self.preferences
        self.look = Look(chosen.palette, chosen.scale)
        self.texts = Texts(chosen.language)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setStyle(DeskStyle(self.look))
            app.setPalette(self.look.qt_palette())
            app.setFont(self.look.font("body"))
        self.setAutoFillBackground(True)

    def open(self, path: Path, feed: str = "") -> None:
        """Open a count file; a fault is said where one is."""
        # Loaded late: the first sight of the window must not wait for the whole program.
        self.prepare()
        from countroom.ui.desk import Desk  # noqa: PLC0415

        try:
            desk = Desk(path, self.texts, self.look)
        except Fault as fault:
            self.show_start(self._say(fault), fault.code)
            return
        self.close_desk()
        self.desk = desk
        self._remember_printer(desk)
        practised = desk.papers is not None  # its feed lives no longer than the program
        kept = "" if practised else feed
        self.preferences = self._shelf.change(lambda choices: choices.remembering(path, kept))
        self._check_log_of(desk)
        feed = feed or ("" if practised else self.preferences.feed_of(path))
        if feed:
            desk.station.send_to(feed)
        elif practised:
            self._start_feed_of(desk)
        self._show_desk()

    def _remember_printer(self, desk: Desk) -> None:
        """Print where this laptop printed last; a choice at the print desk is kept."""
        from countroom.app.print_desk import PrintChoice  # noqa: PLC0415 - see first_sight

        kept = self.preferences
        desk.printing.choose(PrintChoice(kept.printer, kept.prints_for))

        def keep(choice: PrintChoice) -> None:
            self.preferences = self._shelf.change(
                lambda kept: kept.choosing("printer", choice.printer).choosing(
                    "prints_for", choice.prints_for
                )
            )

        desk.printer_chosen.connect(keep)

    def show_first_sight(self, path: Path) -> None:
        """Show the contests of a file at once, before the program behind them is loaded."""
        from countroom.app.glance import glance  # noqa: PLC0415 - only where a file is named
        from countroom.ui.first_sight import FirstSight  # noqa: PLC0415

        seen = glance(path)
        if seen is not None:
            self._put(FirstSight(self.look, self.texts, seen))

    def show_start(self, trouble: str = "", fault: str = "") -> None:
        """Show the ways on, and what failed: its sentence and its code."""
        self.prepare()
        from countroom.ui.start import StartPage  # noqa: PLC0415 - most starts open a file

        self.close_desk()
        start = StartPage(self.look, self.texts, self.preferences.recent_files())
        start.practised.connect(self.practise)
        start.set_up.connect(self.set_up)
        start.opened.connect(self._open_chosen)
        start.choices.connect(self.show_choices)
        self._put(start)
        self.start = start
        start.say(trouble, fault=fault)

    def practise(self) -> None:
        """Make a practice night beside the window, then open it."""
        if self._busy is not None:
            return
        if self.start is not None:
            self.start.say(self.texts.say("Setting the practice out: a few seconds."), "info")
        self._busy = threading.Thread(target=self._prepare, name="countroom practice")
        self._busy.start()

    def set_up(self) -> None:
        """Show the form that builds a count file."""
        from countroom.ui.start.set_up import SetUpForm  # noqa: PLC0415

        self._put(SetUpForm(self.look, self.texts, opened=self.open, left=self.show_start))

    def show_choices(self) -> None:
        """Ask for language, colours and text size."""
        if self._choices is not None or (self.view is not None and self.view.overlay is not None):
            return
        from countroom.ui.shell.choices import Choices  # noqa: PLC0415

        over = self.view or self
        feed = self.desk.standing.feed_url if self.desk else None
        sheet = Choices(self.look, self.texts, over, self.preferences, self._choose, SCALES, feed)
        self._choices = sheet
        sheet.left.connect(self._choices_left)
        if self.view is not None:
            self.view.cover(sheet)
        sheet.begin()

    def close_desk(self) -> None:
        """Close the count file that is open."""
        if self.desk is not None:
            if (focused := self.focusWidget()) is not None:
                focused.clearFocus()  # the line still lit is kept too
            desk, self.desk = self.desk, None
            self._put(QWidget())
            desk.close()

    def watch(self, performance: Performance) -> None:
        """Have a night played in this window."""
        from countroom.app.owner import raise_here  # noqa: PLC0415 - seldom asked for

        desk = self.desk
        if desk is None:
            return

        def play() -> None:
            try:
                performance.play(desk, self.tell)
            except BaseException as error:  # noqa: BLE001 - a bug must be loud where people see it
                self.tell(partial(raise_here, error))
                return
            if performance.ends_with_the_window:
                self.tell(self._end)

        self._performance = performance
        self._busy = threading.Thread(target=play, name="countroom performance")
        self._busy.start()

    def _end(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was begun; nothing acknowledged is lost."""
        if self._performance is not None:
            self._performance.stop()
        if self._busy is not None:
            self._busy.join()
        self.close_desk()
        self._services.close()
        for check in self._checks:
            if check.is_alive():
                check.join()
        super().closeEvent(event)

    def _check_log_of(self, desk: Desk) -> None:
        """Have the whole log verified behind the window; nothing is declared before."""
        path = desk.station.path
        desk.station.log_checking()

        def check() -> None:
            reason = self._services.check_log(path)
            self.tell(partial(self._log_checked, desk, reason))

        thread = threading.Thread(target=check, name="countroom check")
        self._checks.append(thread)
        # The first page is painted before another process takes its share of the machine.
        QTimer.singleShot(0, self, thread.start)

    def _log_checked(self, desk: Desk, reason: str) -> None:
        if self.desk is not desk:
            return
        desk.station.log_checked(sound=not reason)
        desk.changed.emit()  # closed buttons say anew what opens them
        if reason:
            said = self.texts.say(
                "The log of this file is not sound: {reason}. Nothing can be declared from it. "
                "Keep the file as it is, and go on with the last copy.",
                reason=reason,
            )
            desk.notice(said, "danger")

    def _show_desk(self) -> None:
        if self.desk is None:
            return
        self.desk.wear(self.texts, self.look)
        from countroom.ui.shell.window import DeskView  # noqa: PLC0415

        view = DeskView(self.desk, self.show_choices)
        self._put(view)
        self.view = view

    def _put(self, widget: QWidget) -> None:
        while (item := self._room.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.view = self.start = None
        self._room.addWidget(widget)

    def _prepare(self) -> None:
        try:
            path, feed = self._services.practise()
        except Fault as fault:
            self.tell(partial(self._prepared, None, "", self._say(fault)))
        else:
            self.tell(partial(self._prepared, path, feed, ""))

    def _start_feed_of(self, desk: Desk) -> None:
        """Start the feed of a practice night again, beside the window."""
        path, days = desk.station.path, desk.count.elections.values()
        day = next((election.polling_day for election in days), "")

        def start() -> None:
            try:
                url = self._services.feed_beside(path, day)
            except Fault as fault:
                self.tell(partial(self._tell_fault, fault))
            else:
                self.tell(partial(self._reach, desk, url))

        self._busy = threading.Thread(target=start, name="countroom practice")
        self._busy.start()

    def _reach(self, desk: Desk, url: str) -> None:
        self._busy = None
        if url and self.desk is desk:
            desk.station.send_to(url)

    def _tell_fault(self, fault: Fault) -> None:
        self._busy = None
        if self.desk is not None:
            self.desk.say_fault(fault)

    def _say(self, fault: Fault) -> str:
        from countroom.texts import say_fault  # noqa: PLC0415 - see first_sight

        return say_fault(self.texts, fault.code, fault.details)

    def _prepared(self, path: Path | None, feed: str, trouble: str) -> None:
        self._busy = None
        if path is None:
            self.show_start(trouble)
        else:
            self.open(path, feed)

    def _open_chosen(self, path: Path | None) -> None:
        if path is None:
            say = self.texts.say
            kinds = say("Count files (*.count)")
            from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - seldom asked for

            chosen, _ = QFileDialog.getOpenFileName(self, say("Open a count file"), "", kinds)
            if not chosen:
                return
            path = Path(chosen)
        self.open(path)

    def _choose(self, name: str, value: object) -> None:
        if name == "feed":
            self._choose_feed(str(value))
            return
        self.preferences = self._shelf.change(lambda kept: kept.choosing(name, value))
        # The sheet and all below it speak the old language: both are made anew, but not before
        # the key that chose has been let go of by its button.
        self.tell(self._wear_anew)

    def _wear_anew(self) -> None:
        self.wear()
        self._choices = None
        if self.desk is not None:
            self._show_desk()
        else:
            self.show_start()
        self.show_choices()

    def _choose_feed(self, url: str) -> None:
        desk = self.desk
        if desk is not None and url and url != desk.standing.feed_url:
            path = desk.station.path
            self.preferences = self._shelf.change(lambda kept: kept.remembering(path, url))
            desk.station.send_to(url)

    def _choices_left(self) -> None:
        self._choices = None
        if self.start is not None:
            self.start.light()

    def _resize_text(self, step: int) -> None:
        sizes = list(SCALES)
        now = min(range(len(sizes)), key=lambda n: abs(sizes[n] - self.preferences.scale))
        wanted = sizes[min(len(sizes) - 1, max(0, now + step))]
        if wanted != self.preferences.scale:
            self.preferences = self._shelf.change(lambda kept: kept.choosing("scale", wanted))
            self.wear()
            if self.desk is not None:
                self._show_desk()
            else:
                self.show_start()

    def _follow_focus(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._light)

    def _light(self, _old: QWidget | None, now: QWidget | None) -> None:
        from shiboken6 import isValid  # noqa: PLC0415 - see first_sight

        from countroom.ui.look.style import Lamp  # noqa: PLC0415

        lamp = self._lamp
        if lamp is None or not isValid(lamp):  # it stood inside something that went
            lamp = self._lamp = Lamp(self)
        if self.view is None and (now is None or self.isAncestorOf(now)):
            lamp.follow(now)
            if lamp.widget() is None:
                lamp.setParent(self)  # it stands inside what it lit, and would go with it
