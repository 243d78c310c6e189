"""Buttons that show their key, and say what opens them while they are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from countroom.ui.parts.marks import key_cap_size, paint_key_cap
from countroom.ui.parts.words import StillWords, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from countroom.ui.look import Look


class Button(QPushButton):
    """A button with its words and the key that does the same."""

    def __init__(
        self,
        look: Look,
        words: str,
        key: str = "",
        *,
        primary: bool = False,
        large: bool = False,
        icon: str = "",
        flat: bool = False,
    ) -> None:
        super().__init__(words)
        self._look, self.key, self._primary, self._icon = look, key, primary, icon
        self._height = look.size("buttonLarge" if large else "button")
        self._flat, self._hovered = flat, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setFont(look.font_of(18 if large else 15, bold=primary))
        self.setAccessibleName(words)
        if key:
            self.setToolTip(key)

    def relabel(self, words: str) -> None:
        """Give the button other words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def close_for(self, reason: str) -> None:
        """Close the button for a reason, or open it where there is none."""
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason)

    def sizeHint(self) -> QSize:
        """Take what words, icon and key need."""
        look = self._look
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * look.space("l")
        if self._icon:
            width += look.px(24)
        if self.key:
            width += key_cap_size(look, self.key).width() + look.space("s")
        return QSize(width, self._height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Darken under the mouse."""
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Be as before."""
        self._hovered = False
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, words and key."""
        look, rect = self._look, self.rect()
        ground, ink, border = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._flat:
            painter.setBrush(look.colour(ground))
            painter.setPen(QPen(look.colour(border), 1))
            frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, look.px(4), look.px(4))
        left = look.space("s") if self._flat else look.space("l")
        if self._icon:
            side = look.px(16)
            top = (rect.height() - side) // 2
            painter.drawPixmap(QRect(left, top, side, side), look.icon(self._icon, ink))
            left += look.px(24)
        painter.setPen(look.colour(ink))
        painter.setFont(self.font())
        words = QRect(left, 0, rect.width() - left, rect.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        if self.key:
            size = key_cap_size(look, self.key)
            left += QFontMetrics(self.font()).horizontalAdvance(self.text()) + look.space("s")
            paint_key_cap(
                painter, QPoint(left, (rect.height() - size.height()) // 2), self.key, look, ink
            )

    def _colours(self) -> tuple[str, str, str]:
        if not self.isEnabled():
            return "buttonDisabled", "buttonDisabledText", "border"
        if self._primary:
            ground = "accentHover" if self._hovered or self.isDown() else "accent"
            return ground, "accentText", ground
        hovered = self._hovered and not self._look.high_contrast
        return ("selection" if hovered else "button"), "buttonText", "border"


class Act(QWidget):
    """A button and, beside it, what opens it, in one line where there is room for it."""

    def __init__(self, look: Look, button: Button, *, still: bool = False) -> None:
        super().__init__()
        self.button = button
        self.why: Words | StillWords = (
            StillWords(look, "caption", lines=2)
            if still
            else Words(look, "", "caption", "text", wrap=True)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(look.space("m"))
        row.addWidget(button)
        row.addWidget(self.why, 1)

    def show_why(self, reason: str) -> None:
        """Close the button and say what opens it; no reason opens it."""
        self.button.close_for(reason)
        self.why.say(reason)
