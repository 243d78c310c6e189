"""A field for one figure copied from paper. What was keyed stays as keyed until it is re-keyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from countroom.ui.look.style import TONE
from countroom.ui.parts.wedge import Wedge

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from countroom.ui.look import Look

_ON: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_LONGEST: Final = 40
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class FigureField(QLineEdit):
    """Right-aligned figures. Signals say what the keyer wants; the page decides.

    ``went_on``: Enter or Down; ``went_back``: Up or the keypad's minus; ``asked``: the keypad's
    / (jump) or * (finish); ``left``: the cursor leaves with this text; ``strange``: a key that
    writes no figure; ``scanned``: a scanner typed this number, which is not written here.
    """

    went_on = Signal(bool)
    went_back = Signal()
    asked = Signal(str)
    left = Signal(str)
    strange = Signal()
    scanned = Signal(str)

    def __init__(self, look: Look, name: str, width: str = "fieldFigureWidth") -> None:
        super().__init__()
        self._look = look
        self._why = self._aside = ""
        self._wedge = Wedge()
        self.setFont(look.font("figure"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedSize(look.size(width), look.size("field"))
        self.setTextMargins(look.px(4), 0, look.px(6), 0)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_tone(self, tone: str, why: str = "") -> None:
        """Mark the field: "" for nothing, else warning or danger, with the reason read out."""
        if self.property(TONE) != tone:
            self.setProperty(TONE, tone)
            self.update()
        self._why = why
        self._describe()

    def offer(self, figure: str, aside: str = "") -> None:
        """Show in grey what Enter alone writes here; ``aside`` is read out where nothing is wrong.

        An empty figure offers nothing.
        """
        if figure != self.placeholderText():
            self.setPlaceholderText(figure)
        self._aside = aside
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back, or write a digit; nothing else is written by a key."""
        key, text = event.key(), event.text()
        if key in _ON:
            number = self._wedge.scanned() if key != Qt.Key.Key_Down else ""
            if number:
                self._let_go(number)
            else:
                self.went_on.emit(key != Qt.Key.Key_Down)
            return
        at_once = self._wedge.hear(event, self.text())
        if key == Qt.Key.Key_Up or (text == "-" and event.modifiers() & _KEYPAD):
            self.went_back.emit()
        elif text == "-" and at_once:
            return  # of a scanned number, not of fingers
        elif text in ("/", "*"):
            self.asked.emit(text)
        elif text.isprintable() and text and not (text.isascii() and text.isdigit()):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                super().keyPressEvent(event)
            else:
                self.strange.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the whole figure to be keyed again."""
        super().focusInEvent(event)
        self.selectAll()
        self._light_line()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what stands here now."""
        super().focusOutEvent(event)
        self.deselect()
        self._light_line()
        self.left.emit(self.text())

    def _let_go(self, number: str) -> None:
        """Put back what stood here before a scanner wrote over it."""
        self.setText(self._wedge.before)
        self.textEdited.emit(self._wedge.before)
        self.scanned.emit(number)

    def _describe(self) -> None:
        words = self._why or self._aside
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _light_line(self) -> None:
        """Have the line it stands in painted anew."""
        line = self.parentWidget()
        if line is not None:
            line.update()
