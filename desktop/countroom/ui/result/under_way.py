"""A recount under way: what, for whom and why, and the sheets to confirm as unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.domain.identifiers import SheetId
from countroom.ui.parts import Act, Button, IconBox, Strip, Words
from countroom.ui.ready.lines import Line, LineList

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from countroom.app.screens.recount import RecountScreen, WaitingSheet
    from countroom.texts import Texts
    from countroom.ui.look import Look

_MOST = 360
"""How high the list grows before it scrolls, in px."""


class WaitingSheets(LineList):
    """Space says that a sheet is unchanged and goes on to the next; Space again takes it back."""

    turned = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space as well as by Enter; a key that is held down ticks one line only."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.turned.emit(self.chosen)
            return
        super().keyPressEvent(event)


class UnderWay(QWidget):
    """``confirming`` says that the ticked sheets are to be signed by two."""

    confirming = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._screen: RecountScreen | None = None
        self._ticked: set[SheetId] = set()
        self.title = Words(look, "", "strong", wrap=True)
        self.asked = Words(look, "", "body", wrap=True)
        self.left = Words(look, "", "strong", wrap=True)
        self.lines = WaitingSheets(look, texts.say("Sheets of the recount"))
        self.hint = Words(
            look,
            texts.say("Space: the count again gave the same figures. F9 opens the sheet instead."),
            "caption",
            "muted",
            wrap=True,
        )
        self.all = Act(look, Button(look, texts.say("Tick all as unchanged"), "F3"))
        sign = Button(look, texts.say("Confirm the ticked sheets"), "F6", primary=True)
        self.sign = Act(look, sign)
        strip = Strip(look, "warning")
        words = QVBoxLayout()
        words.setSpacing(look.space("xs"))
        for one in (self.title, self.asked, self.left):
            words.addWidget(one)
        icon = IconBox(look, "rotate-ccw", "warning", 20)
        strip.row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        strip.row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("s"))
        for part in (strip, self.lines, self.hint, self.all, self.sign):
            column.addWidget(part)
        self.lines.turned.connect(self._turn)
        self.lines.opened.connect(self._turn)
        self.all.button.clicked.connect(self.tick_all)
        self.sign.button.clicked.connect(self.confirming)

    @property
    def ticked(self) -> tuple[SheetId, ...]:
        """Give the sheets that are said to be unchanged."""
        sheets = self._screen.sheets if self._screen else ()
        return tuple(one.sheet for one in sheets if one.sheet in self._ticked)

    @property
    def lit(self) -> str:
        """Name the sheet whose line is the current one, empty where no sheet waits."""
        return self.lines.chosen if self._screen and self._screen.sheets else ""

    def show_recount(self, screen: RecountScreen | None) -> None:
        """Show this one; what is ticked of it stays so."""
        if screen is None or self._screen is None or screen.number != self._screen.number:
            self._ticked = set()
        self._screen = screen
        if screen is None:
            return
        self.title.say(screen.title)
        self.asked.say(
            self._texts.say("{asked}: {reason}", asked=screen.asked, reason=screen.reason)
        )
        self.left.say(screen.left)
        for part in (self.lines, self.hint, self.all, self.sign):
            part.setVisible(bool(screen.sheets))
        self._show_lines()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the height of its lines at this width."""
        super().resizeEvent(event)
        self._fit()

    def tick_all(self) -> None:
        """Say that every sheet that waits is unchanged."""
        self._ticked = {one.sheet for one in self._screen.sheets} if self._screen else set()
        self._show_lines()
        self.sign.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_why(self, reason: str) -> None:
        """Close the signature for a reason, or because nothing is ticked."""
        nothing = self._texts.say("Tick a sheet first.")
        self.sign.show_why(reason or ("" if self.ticked else nothing))
        self.all.show_why(reason)
        self.all.setVisible(not reason and bool(self._screen and self._screen.sheets))

    def _fit(self) -> None:
        rows = sum(self.lines.sizeHintForRow(row) for row in range(len(self.lines.lines)))
        self.lines.setFixedHeight(min(rows, self._look.px(_MOST)) + 4)

    def _turn(self, key: str) -> None:
        sheet = SheetId(key)
        self._ticked ^= {sheet}
        keys = [line.key for line in self.lines.lines]
        following = keys.index(key) + (sheet in self._ticked)
        self._show_lines()
        if following < len(keys):
            self.lines.choose(keys[following])

    def _show_lines(self) -> None:
        sheets = self._screen.sheets if self._screen else ()
        self.lines.show_lines([self._line(one) for one in sheets])
        self.sign.show_why("" if self.ticked else self._texts.say("Tick a sheet first."))

    def _line(self, one: WaitingSheet) -> Line:
        say = self._texts.say
        ticked = one.sheet in self._ticked
        icon, tone = ("circle-check", "success") if ticked else ("circle", "muted")
        word = say("unchanged") if ticked else say("waits")
        title = f"{one.title}  ·  {one.table}" if one.table else one.title
        return Line(one.sheet, icon, tone, title, one.figures, word, f"{title}: {word}")
