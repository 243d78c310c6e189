"""The status bar: what is saved, copied and published, the feed, the page's keys, the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from countroom.texts import london
from countroom.ui.parts import IconBox, KeyCap, StillWords, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from countroom.ui.desk import Desk
    from countroom.ui.parts import Hint

_MOST_KEYS = 4
_FOR_ALL = 2
"""Keys at the end that act on every page: carry on on paper, and F1, which lists all."""
_ROOM_FOR_KEYS = 1150
_ROOM_FOR_DETAILS = 800


class StatusBar(QWidget):
    """One line of 34 px that never goes away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hints: tuple[Hint, ...] | None = None
        look = desk.look
        self.setFixedHeight(look.size("statusBar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space("l"), 0, look.space("l"), 0)
        row.setSpacing(look.space("xs"))
        self._saved = _Fact(desk, row, "hard-drive")
        self._copied = _Fact(desk, row, "copy-check")
        self._published = _Fact(desk, row, "globe")
        row.addStretch(1)
        self._shown: list[QWidget] = []
        self._key_box = QWidget()
        self._keys = QHBoxLayout(self._key_box)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.setSpacing(look.space("xs"))
        row.addWidget(self._key_box)
        row.addSpacing(look.space("s"))
        self._clock = StillWords(look, "caption", "00:00")
        row.addWidget(self._clock)
        self._ticking = QTimer(self)
        self._ticking.setInterval(5_000)
        self._ticking.timeout.connect(self._tell_time)
        self._ticking.start()
        self._tell_time()
        self.show_standing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of the keys, then of the details, where there is little room."""
        super().resizeEvent(event)
        room = self.width() / self._desk.look.scale
        for fact in (self._saved, self._copied, self._published):
            fact.shorten(short=room < _ROOM_FOR_DETAILS)
        self._fit_keys()

    def minimumSizeHint(self) -> QSize:
        """Never hold the window wide: what does not fit is let go of."""
        return QSize(0, super().minimumSizeHint().height())

    def show_keys(self, hints: Sequence[Hint]) -> None:
        """Show the keys of the page, and the one that lists them all."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        for key in self._shown:
            self._keys.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._shown.clear()
        for hint in hints[:_MOST_KEYS]:
            self._add_key(hint.key, hint.words)
        self._add_key("Ctrl B", self._desk.texts.say("on paper"))
        self._add_key("F1", self._desk.texts.say("guide"))
        self._fit_keys()

    def show_standing(self) -> None:
        """Say where things stand."""
        say, standing = self._desk.texts.say, self._desk.standing
        trouble = standing.trouble is not None
        saved = _time(standing.saved_at)
        if trouble:
            self._saved.show(say("Not saved"), say("input is stopped"), "danger")
        elif saved:
            self._saved.show(say("Saved"), say("every line, {time}", time=saved), "success")
        else:
            self._saved.show(say("Saved"), say("everything here"), "success")
        self._copied.show(say("Not copied"), say("this is the only laptop"), "muted")
        declared, published = standing.declared, standing.published
        of = say(
            "{published} of {declared} declared",
            published=self._desk.texts.figure(published),
            declared=self._desk.texts.figure(declared),
        )
        if not standing.feed_url:
            self._published.show(say("Not published"), say("no feed is named"), "muted")
        elif published < declared:
            waiting = say("the feed is not reached") if standing.feed_fault else say("on its way")
            self._published.show(say("Published"), f"{of}, {waiting}", "warning")
        else:
            self._published.show(say("Published"), of, "success")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and upper edge."""
        painter, look = QPainter(self), self._desk.look
        painter.fillRect(self.rect(), look.colour("header"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("border"))

    def _add_key(self, key: str, words: str) -> None:
        look = self._desk.look
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, look.space("s") + look.space("xs"), 0)
        row.setSpacing(look.space("xs"))
        row.addWidget(KeyCap(look, key))
        row.addWidget(Words(look, words, "caption", "muted"))
        self._keys.addWidget(both)
        self._shown.append(both)

    def _fit_keys(self) -> None:
        """Leave out the last keys of the page where words are long: the two for all go last."""
        all_of_them = self.width() / self._desk.look.scale >= _ROOM_FOR_KEYS
        for key in self._shown:
            key.setVisible(all_of_them or key is self._shown[-1])
        for key in (*reversed(self._shown[:-_FOR_ALL]), *self._shown[-_FOR_ALL:]):
            self._keys.invalidate()
            self._key_box.updateGeometry()
            if self.sizeHint().width() <= self.width():
                break
            key.hide()

    def _tell_time(self) -> None:
        self._clock.say(london(datetime.now(UTC).isoformat())[1])


class _Fact:
    """An icon, a word in bold and the rest."""

    def __init__(self, desk: Desk, row: QHBoxLayout, icon: str) -> None:
        look = desk.look
        self._icon, self._name = IconBox(look, icon), icon
        self._word = Words(look, "", "caption")
        self._word.setFont(look.font_of(13, bold=True))
        self._rest = Words(look, "", "caption")
        for widget in (self._icon, self._word, self._rest):
            row.addWidget(widget)
        row.addSpacing(look.space("l"))

    def shorten(self, *, short: bool) -> None:
        """Leave icon and word, or show the rest again; a trouble is in the notice line too."""
        self._rest.setVisible(not short)

    def show(self, word: str, rest: str, colour: str) -> None:
        self._icon.show_icon(self._name, colour)
        self._word.say(word)
        if rest != self._rest.text():  # laid out anew only where it is longer or shorter
            self._rest.say(rest)
        self._word.colour("text" if colour in ("success", "muted") else colour)


def _time(at: str) -> str:
    """Give the time of day in London with seconds, empty for none."""
    return f"{london(at)[1]}:{at[17:19]}" if at else ""
