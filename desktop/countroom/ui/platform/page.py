"""The platform page: a screen for two eyes and one hand, from the opening words to “spoken”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.app.screens.platform import platform_lines, slip_note
from countroom.app.screens.way import next_step
from countroom.domain.commands import SpeakResult, WithdrawClearance
from countroom.domain.identifiers import PersonId
from countroom.texts import Texts
from countroom.ui.look import Look
from countroom.ui.parts import Words
from countroom.ui.place import Place
from countroom.ui.platform.foot import Foot
from countroom.ui.platform.marks import Languages, Track
from countroom.ui.platform.progress import reading_of
from countroom.ui.platform.sheet import Sheet
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent

    from countroom.app.screens.platform import Line
    from countroom.domain.state import ContestState
    from countroom.texts import Language
    from countroom.ui.desk import Desk
    from countroom.ui.parts import Hint

_SIDE_MARGIN, _NARROW_MARGIN = 64, 16
_NARROW = 1000
_LARGEST_END = 1.3
"""The last page has to be seen whole: it says that its one key is final."""


class PlatformPage(Page):
    """One line at a time; nothing is changed but, at the end and by one key, declared."""

    covers = True
    """The page takes the window: no header and no status bar beside what is read."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("the platform is about one contest")
        self.contest = place.contest
        self._progress = reading_of(desk, self._state)
        self._before: Qt.WindowState | None = None
        self.hide_side()
        self.main.setSpacing(0)
        self._build()
        self._show_line()

    # What the window asks.

    def heading(self) -> Heading:
        """Name the ward, should the header show."""
        return Heading(self._state.contest.area, "readback")

    def first_focus(self) -> QWidget | None:
        """Light what the next key does."""
        return self.foot.lamp()

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the reading."""
        return [hint for hint, _ in self.acts if hint.key in ("Space", "C", "Up", "Esc")]

    def refresh(self) -> None:
        """Begin anew when the clearance was taken back and given again meanwhile."""
        found = reading_of(self.desk, self._state)
        if found is not self._progress:
            self._progress = found
            self._show_line()
        self._say_whether_spoken()

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _lines(self) -> tuple[Line, ...]:
        return platform_lines(self.desk.count, self._state, self._texts)

    @property
    def _texts(self) -> Texts:
        language = self._progress.language or self.desk.texts.language
        return self.desk.texts if language == self.desk.texts.language else Texts(language)

    @property
    def _ended(self) -> bool:
        return self._progress.reading.said >= len(self._lines)

    def _build(self) -> None:
        look = self.desk.look
        self.main.addLayout(self._head())
        self.main.addSpacing(look.px(12))
        self.sheet = Sheet(look)
        self.main.addWidget(self.sheet, 1)
        self.main.addSpacing(look.px(6))
        self.foot = foot = Foot(look)
        foot.said.clicked.connect(self._say_next)
        foot.spoken.clicked.connect(self._speak)
        foot.slip.clicked.connect(self._slip)
        foot.up.clicked.connect(self._back_one)
        foot.withdraw.clicked.connect(self._ask_reason)
        foot.leave.clicked.connect(self.desk.back)
        foot.withdrawn.connect(self._withdraw)
        self.main.addWidget(foot)
        self._say_words()
        self._bind_keys()

    def _head(self) -> QHBoxLayout:
        look, row = self.desk.look, QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(Words(look, self._state.contest.area, "title"))
        self._at = Words(look, "", colour="muted")
        self._at.setFont(look.font_of(20))
        row.addWidget(self._at)
        self.track = Track(look)
        row.addWidget(self.track, 1)
        self._languages = QHBoxLayout()
        row.addLayout(self._languages)
        return row

    def _bind_keys(self) -> None:
        say = self.desk.texts.say
        acts: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("C", say("correct that now"), self._slip),
            ("Up", say("back one line"), self._back_one),
            ("+", say("larger text"), lambda: self._resize(1)),
            ("=", say("larger text"), lambda: self._resize(1)),
            ("-", say("smaller text"), lambda: self._resize(-1)),
            ("PgDown", say("further down"), lambda: self.sheet.turn(1)),
            ("PgUp", say("further up"), lambda: self.sheet.turn(-1)),
            ("L", say("other language"), self._turn_language),
            ("F7", say("take the clearance back"), self._ask_reason),
            ("F11", say("whole screen"), self._whole_screen),
            ("F8", say("spoken"), self._speak),
            ("Esc", say("leave"), self._leave),
        )
        for key, words, act in acts:
            self.key(key, words, act).setAutoRepeat(False)

    # What is shown.

    def _say_words(self) -> None:
        """Speak the page's own words in the page's language."""
        say = self._texts.say
        self.foot.say_words(self._texts, self._state.contest.area)
        while (item := self._languages.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names: dict[Language, str] = {"en": say("English"), "cy": say("Cymraeg")}
        languages = Languages(self.desk.look, names, self._texts.language)
        languages.chosen.connect(self._speak_in)
        self._languages.addWidget(languages)

    def _show_line(self) -> None:
        lines, reading, texts = self._lines, self._progress.reading, self._texts
        said, of = reading.said, len(lines)
        look = Look(self.desk.look.name, self.desk.look.scale * self._progress.size)
        if not lines:
            self.sheet.say_not_cleared(look, texts)
        elif said >= of:
            note = slip_note(lines, reading.slips, texts)
            look = Look(look.name, min(look.scale, _LARGEST_END))
            self.sheet.show_end(look, texts, self._state.contest.area, note)
        else:
            self.sheet.show_line(look, texts, lines, reading)
        at = texts.say(
            "Line {line} of {lines}", line=texts.figure(min(said + 1, of)), lines=texts.figure(of)
        )
        done = texts.say("All {lines} lines are said", lines=texts.figure(of))
        self._at.say(done if said >= of else at)
        self.track.show_progress(said, of, self._at.text())
        self.foot.show_stage(cleared=bool(lines), ended=said >= of)
        self._say_whether_spoken()
        self._arrange()
        if self.isVisible():
            self.foot.lamp().setFocus(Qt.FocusReason.OtherFocusReason)
        if lines and said < of:
            self._read_out(lines[said].spoken)

    def _say_whether_spoken(self) -> None:
        self.foot.spoken_act.show_why(self.desk.why_not(self._speaking()) if self._ended else "")

    def _read_out(self, words: str) -> None:
        """Have a screen reader, which stays at the button, say the new line."""
        self.foot.said.setAccessibleDescription(words)
        event = QAccessibleEvent(self.foot.said, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def _say_next(self) -> None:
        self._progress.reading = self._progress.reading.on(len(self._lines))
        self._show_line()

    def _back_one(self) -> None:
        self._progress.reading = self._progress.reading.back()
        self._show_line()

    def _slip(self) -> None:
        if self._lines and not self._ended:
            self._progress.reading = self._progress.reading.slipped()
            self._show_line()

    def _resize(self, step: int) -> None:
        self._progress.resize(step)
        self._show_line()

    def _turn_language(self) -> None:
        self._speak_in("en" if self._texts.language == "cy" else "cy")

    def _speak_in(self, language: str) -> None:
        self._progress.language = "cy" if language == "cy" else "en"
        self._say_words()
        self._show_line()

    def _leave(self) -> None:
        if self.foot.asks:
            self.foot.close_reason()
        else:
            self.desk.back()

    def _whole_screen(self) -> None:
        window = self.window()
        if self._before is None:
            self._before = window.windowState()
            window.showFullScreen()
        else:
            self._give_window_back()

    def _give_window_back(self) -> None:
        if self._before is not None:
            self.window().setWindowState(self._before)
            self._before = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the window back as it was when the page is left."""
        if not event.spontaneous():
            self._give_window_back()
        super().hideEvent(event)

    # What is done.

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    def _speaking(self) -> SpeakResult:
        note = slip_note(self._lines, self._progress.reading.slips, self.desk.texts)
        return SpeakResult(self._by, self.contest, self.desk.now(), note)

    def _speak(self) -> None:
        """Declare, once, and only from the end of the reading."""
        if self._lines and self._ended and self.foot.spoken.isEnabled():
            self.foot.spoken_act.show_why(self._texts.say("It is being written down."))
            published = Place("published", self.contest)
            self.desk.do(
                self._speaking(),
                lambda _: self.desk.go(published),
                refused=lambda _: self._say_whether_spoken(),
            )

    def _ask_reason(self) -> None:
        if not self._ended or not self._lines:
            return
        self.foot.ask_reason()

    def _withdraw(self, reason: str) -> None:
        command = WithdrawClearance(self._by, self.contest, reason)
        self.desk.do(command, lambda _: self.desk.go(self._next_place()))

    def _next_place(self) -> Place:
        return Place(next_step(self.desk.count, self._state).page, self.contest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons into two rows, and the words nearer the edge, where there is no room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self.desk.look
        narrow = self.width() / look.scale < _NARROW
        margin = look.px(_NARROW_MARGIN if narrow else _SIDE_MARGIN)
        self.columns.setContentsMargins(margin, look.px(18), margin, look.px(14))
        self.foot.arrange(self.width() - 2 * margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one still ground."""
        QPainter(self).fillRect(self.rect(), self.desk.look.colour("base"))
