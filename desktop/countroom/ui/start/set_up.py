"""The form that builds a count file: from a source of elections to files on this laptop."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from countroom.app.clock import SystemClock
from countroom.app.new_count import Made, make_count, polls_in
from countroom.app.sources import Source
from countroom.domain.refusals import Refusal
from countroom.texts import say_fault, say_refusal
from countroom.ui.parts import Button, Words
from countroom.ui.start.choosing import Choosing
from countroom.ui.start.job import Job
from countroom.ui.start.outcome import Ready, ToMend
from countroom.ui.start.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from countroom.app.new_count import Poll, Tell, Wanted
    from countroom.app.sources import SourceFault
    from countroom.domain.faults import Fault
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Outcome = Made | Refusal | tuple[SourceFault, ...]

_NARROW: Final = 1100


class SetUpForm(QWidget):
    """``opened`` gets the count file to open, ``left`` is called when nothing is wanted.

    What takes long runs on a thread that ends with the form.
    """

    def __init__(
        self,
        look: Look,
        texts: Texts,
        opened: Callable[[Path], None],
        left: Callable[[], None],
    ) -> None:
        super().__init__()
        self._look, self._texts, self._opened, self._left = look, texts, opened, left
        self._source: Source | None = None
        self.job = Job()
        self.choosing = Choosing(look, texts)
        self.where = Where(look, texts)
        self.to_mend = ToMend(look, texts)
        self.ready: Ready | None = None
        whole = QVBoxLayout(self)
        margin = look.space("l")
        whole.setContentsMargins(margin, look.space("m"), margin, look.space("m"))
        whole.setSpacing(look.space("m"))
        whole.addLayout(self._head())
        self.pages = QStackedLayout()
        whole.addLayout(self.pages, 1)
        form = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, form)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(margin)
        for panel, share in ((self.choosing, 5), (self.where.counted, 4), (self.where, 4)):
            self._columns.addWidget(panel, share)
        self.form = QScrollArea()
        self.form.setFrameShape(QScrollArea.Shape.NoFrame)
        self.form.setWidgetResizable(True)
        self.form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setWidget(form)
        self.pages.addWidget(self.form)
        self.pages.addWidget(self.to_mend)
        self._bind()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.space("m"))
        say = self._texts.say
        self.back = Button(self._look, say("Back"), "Esc", icon="chevron-left")
        self.back.clicked.connect(self.leave)
        row.addWidget(self.back)
        row.addWidget(Words(self._look, say("Set up an election"), "title"))
        row.addStretch(1)
        return row

    def _bind(self) -> None:
        self.choosing.read.connect(self._read)
        self.choosing.chosen.connect(lambda: self.where.show_poll(self.choosing.poll))
        self.choosing.done.connect(self._to_environment)
        self.where.made.connect(self._make)
        self.where.stopped.connect(self._stop)
        self.to_mend.again.connect(self._read_again)
        self.to_mend.back.connect(self._show_form)
        for key, act in (("Esc", self._escape), ("F5", self._again)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Reading a source.

    def _read(self, place: str) -> None:
        if self.job.running or not place.strip():
            return
        self.choosing.complain("")
        self._begin(partial(_read, Path(place.strip()).expanduser()), self._have_read)

    def _have_read(self, found: tuple[Source, list[Poll], tuple[SourceFault, ...]]) -> None:
        self._source, polls, faults = found
        self._idle()
        self.choosing.show_polls(polls)
        if polls:
            self._light(self.choosing.finder)
        elif faults:
            self._show_faults(faults)
        else:
            self.choosing.complain(
                self._texts.say(
                    "No election was found there. Choose the folder that holds results, or a file "
                    "whose name ends in contests.csv."
                )
            )
            self._light(self.choosing.source)

    def _read_again(self) -> None:
        self._show_form()
        self._read(self.choosing.source.text())

    # Setting up.

    def _make(self) -> None:
        wanted, source = self.where.choices.wanted, self._source
        if wanted is None or source is None or self.job.running:
            return
        self._begin(partial(_make, source, wanted, self._texts), self._have_made)

    def _have_made(self, outcome: Outcome) -> None:
        self._idle()
        if isinstance(outcome, Made):
            self._show_ready(outcome)
        elif isinstance(outcome, Refusal):
            self.choosing.complain(say_refusal(self._texts, outcome))
        else:
            self._show_faults(outcome)

    def _show_ready(self, made: Made) -> None:
        ready = self.ready = Ready(self._look, self._texts, made)
        ready.opened.connect(lambda: self._opened(made.path))
        self.pages.addWidget(ready)
        self.pages.setCurrentWidget(ready)
        ready.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_faults(self, faults: tuple[SourceFault, ...]) -> None:
        self.pages.setCurrentWidget(self.to_mend)
        self.to_mend.show_faults(faults)

    def _show_form(self) -> None:
        self.pages.setCurrentWidget(self.form)
        self._light(self.choosing.source)

    # The work beside the window.

    def _begin(self, work: Callable[[Tell], object], then: Callable[..., None]) -> None:
        self.choosing.setEnabled(False)
        self.where.counted.setEnabled(False)
        self.where.show_stage("reading", 0, 0)
        self._light(self.where.stop)
        self.job.begin(work, then, self._failed, self.where.show_stage, self._idle)

    def _failed(self, fault: Fault) -> None:
        self._idle()
        self.choosing.complain(say_fault(self._texts, fault.code, fault.details))

    def _idle(self) -> None:
        self.choosing.setEnabled(True)
        self.where.counted.setEnabled(True)
        self.where.show_idle()
        button = self.where.act.button
        self._light(button if button.isEnabled() else self.choosing.source)

    def _stop(self) -> None:
        self.job.stop()
        self.where.say_stopping()

    # Keys and places.

    def _escape(self) -> None:
        if self.job.running:
            self._stop()
        elif self.pages.currentWidget() is self.to_mend:
            self._show_form()
        else:
            self.leave()

    def _again(self) -> None:
        if self.pages.currentWidget() is self.to_mend:
            self._read_again()

    def _to_environment(self) -> None:
        self._light(self.where.test)

    def _light(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.ensureWidgetVisible(control)

    def leave(self) -> None:
        """Go back to the start; what runs is stopped."""
        self.job.close()
        self._left()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the source."""
        super().showEvent(event)
        if self.choosing.poll is None:
            self._light(self.choosing.source)

    def hideEvent(self, event: QHideEvent) -> None:
        """End what runs when the form goes; a window made small goes on."""
        if not event.spontaneous():
            self.job.close()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where they are too narrow."""
        narrow = self.width() / self._look.scale < _NARROW
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(below if narrow else beside)
        super().resizeEvent(event)


def _read(place: Path, tell: Tell) -> tuple[Source, list[Poll], tuple[SourceFault, ...]]:
    """Read all polls; where there is none at all, what is wrong in the files says why."""
    source = Source([place])
    polls = polls_in(source, tell)
    years = () if polls else source.years
    return source, polls, tuple(f for y in years for f in source.day(f"{y:04}-01-01").faults)


def _make(source: Source, wanted: Wanted, texts: Texts, tell: Tell) -> Outcome:
    return make_count(source, wanted, SystemClock(), secrets.token_bytes, texts, tell)
