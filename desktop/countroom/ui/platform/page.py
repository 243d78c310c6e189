"""The platform page: a screen for two eyes and one hand, from the opening words to “spoken”."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter

from countroom.app.screens.platform import lines_in, slip_note
from countroom.app.screens.reading import in_wales, say_progress, say_upcoming
from countroom.app.screens.way import next_step
from countroom.domain.commands import NoteHowSaid, SpeakResult, WithdrawClearance
from countroom.domain.identifiers import PersonId
from countroom.texts import Texts
from countroom.ui.place import Place
from countroom.ui.platform.after import place_after
from countroom.ui.platform.asking import how_said, why_taken_back
from countroom.ui.platform.foot import Foot
from countroom.ui.platform.head import Head
from countroom.ui.platform.progress import manner_of, reading_of
from countroom.ui.platform.sheet import Sheet
from countroom.ui.platform.whole import WholeScreen
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.platform import Line
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import ContestState
    from countroom.texts import Language
    from countroom.ui.desk import Desk
    from countroom.ui.parts import Hint
    from countroom.ui.platform.progress import Voices

_SIDE_MARGIN, _NARROW_MARGIN = 64, 16
_NARROW = 1000


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
        self._manner = manner_of(desk)
        self._whole = WholeScreen(self)
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
        voices = [self._texts_of(one) for one in self._read_in]
        return lines_in(self.desk.count, self._state, voices)

    @property
    def _voices(self) -> Voices:
        """Read in both languages at a poll in Wales, unless somebody chose."""
        if self._manner.voices is None and in_wales(self.desk.count, self._state):
            return "both"
        return self._manner.voices or self.desk.texts.language

    @property
    def _read_in(self) -> tuple[Language, ...]:
        return ("cy", "en") if self._voices == "both" else (self._voices,)

    @property
    def _texts(self) -> Texts:
        """Speak the page's own words in the language that is read, the desk's at both."""
        both = self._voices == "both"
        return self._texts_of(self.desk.texts.language if both else self._read_in[0])

    def _texts_of(self, language: Language) -> Texts:
        return self.desk.texts if language == self.desk.texts.language else Texts(language)

    @property
    def _ended(self) -> bool:
        return self._progress.reading.said >= len(self._lines)

    def _build(self) -> None:
        look = self.desk.look
        self.head = Head(look, self._state.contest.area)
        self.head.chosen.connect(self._speak_in)
        self.track = self.head.track
        self.main.addWidget(self.head)
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
        self.main.addWidget(foot)
        self._say_words()
        self._bind_keys()

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
            ("N", say("how the name is said"), self._ask_how_said),
            ("F7", say("take the clearance back"), self._ask_reason),
            ("F11", say("whole screen"), self._whole.turn),
            ("F8", say("spoken"), self._speak),
            ("Esc", say("leave"), self._leave),
        )
        for key, words, act in acts:
            self.key(key, words, act).setAutoRepeat(False)

    # What is shown.

    def _say_words(self) -> None:
        """Speak the page's own words in the page's language."""
        self.foot.say_words(self._texts, self._state.contest.area)
        self.head.show_voices(self._texts, self._voices)

    def _show_line(self) -> None:
        lines, reading, texts = self._lines, self._progress.reading, self._texts
        said, of = reading.said, len(lines)
        if not lines:
            self.sheet.say_not_cleared(texts)
        elif said >= of:
            note = slip_note(lines, reading.slips, texts)
            upcoming = say_upcoming(self.desk.count, self._state, texts)
            self.sheet.show_end(texts, self._state.contest.area, note, upcoming)
        else:
            self.sheet.show_line(self._manner.size, texts, lines, reading)
        progress = say_progress(self.desk.count, self._state, texts, said, of)
        self.head.show_progress(said, of, progress)
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
        self._manner.resize(step)
        self._show_line()

    def _turn_language(self) -> None:
        turn: dict[Voices, Voices] = {"en": "cy", "cy": "both", "both": "en"}
        self._speak_in(turn[self._voices])

    def _speak_in(self, voices: Voices) -> None:
        self._manner.voices = voices
        self._say_words()
        self._show_line()

    def _leave(self) -> None:
        if self.foot.asks:
            self.foot.close_question()
        else:
            self.desk.back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the window back as it was when the page is left."""
        if not event.spontaneous():
            self._whole.give_back()
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
            self.desk.do(
                self._speaking(),
                lambda _: self.desk.move_on(self.place, place_after(self.desk.count, self.contest)),
                refused=lambda _: self._say_whether_spoken(),
            )

    def _ask_reason(self) -> None:
        if self._lines:
            self.foot.ask(why_taken_back(self._texts), "", self._withdraw)

    def _withdraw(self, reason: str) -> None:
        command = WithdrawClearance(self._by, self.contest, reason)
        self.desk.do(command, lambda _: self.desk.move_on(self.place, self._next_place()))

    def _ask_how_said(self) -> None:
        if self._ended or not self._lines:
            return
        line = self._lines[self._progress.reading.said]
        if line.candidate is not None:
            name = f"{line.title} {line.family}".strip()
            keep = partial(self._keep_how_said, line.candidate)
            self.foot.ask(how_said(self._texts, name), line.how, keep)

    def _keep_how_said(self, candidate: CandidateId, said: str) -> None:
        command = NoteHowSaid(self._by, self.contest, candidate, said)
        self.desk.do(command, lambda _: self._noted())

    def _noted(self) -> None:
        self.foot.close_question()
        self._show_line()

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
