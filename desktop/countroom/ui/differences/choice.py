"""A row of choices of which one holds: arrows choose, Enter goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QWidget

from countroom.ui.parts import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from countroom.ui.look import Look

_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class Choices(QComboBox):
    """Choices side by side, or one under the other where the width does not hold them.

    ``words`` are by key; those not in ``open_keys`` are shown closed and skipped. To a screen
    reader it is a list of which one is chosen; for the eye all stand open.
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        question: str,
        words: Mapping[str, str],
        open_keys: Collection[str],
        key: str,
    ) -> None:
        super().__init__()
        self._look, self._question, self._words = look, question, dict(words)
        self._open = [one for one in self._words if one in open_keys]
        self.key = key
        self.addItems(list(self._words.values()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    def choose(self, key: str) -> None:
        """Let another choice hold, where it is open."""
        if key in self._open and key != self.key:
            self.key = key
            self._name()
            self.update()
            self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        """Take what all choices need side by side."""
        return QSize(sum(self._widths().values()) + 1, self._look.size("button"))

    def minimumSizeHint(self) -> QSize:
        """Need no more than the longest choice."""
        return QSize(max(self._widths().values()) + 1, self._look.size("button"))

    def hasHeightForWidth(self) -> bool:
        """Grow downwards where the choices do not stand side by side."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height for a width, both in px."""
        rows = 1 if width >= self.sizeHint().width() - 1 else len(self._words)
        return rows * self._look.size("button")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows; Enter goes on."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            at = self._open.index(self.key) + steps[Qt.Key(event.key())]
            self.choose(self._open[min(max(at, 0), len(self._open) - 1)])
        elif event.key() in _NEXT:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            event.ignore()  # a letter chooses nothing here

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def showPopup(self) -> None:
        """Open nothing: every choice is in sight."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose with the mouse."""
        for key, rect in self._places().items():
            if rect.contains(event.position().toPoint()):
                self.choose(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the choices, the one that holds with a tick."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, look.px(4), look.px(4))
        painter.setClipPath(outline)
        for key, rect in self._places().items():
            self._paint_choice(painter, key, rect)
        painter.setClipping(False)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawPath(outline)

    def _paint_choice(self, painter: QPainter, key: str, rect: QRect) -> None:
        look, holds = self._look, key == self.key
        ground, ink = "button", "buttonText"
        if key not in self._open:
            ground, ink = "buttonDisabled", "buttonDisabledText"
        elif holds:
            ground, ink = "accent", "accentText"
        painter.fillRect(rect, look.colour(ground))
        painter.setPen(QPen(look.colour("border"), 1))
        if rect.left() > 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if rect.top() > 0:
            painter.drawLine(rect.topLeft(), rect.topRight())
        left = rect.left() + look.space("m")
        if holds:
            side = look.px(16)
            at = QPoint(left, rect.center().y() - side // 2 + 1)
            painter.drawPixmap(QRect(at, QSize(side, side)), look.icon("check", ink))
            left += look.px(20)
        painter.setPen(look.colour(ink))
        painter.setFont(look.font("strong" if holds else "body"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            QRect(left, rect.top(), rect.width(), rect.height()), middle, self._words[key]
        )

    def _places(self) -> Mapping[str, QRect]:
        widths, height = self._widths(), self._look.size("button")
        beside = self.width() >= sum(widths.values())
        places: dict[str, QRect] = {}
        left = top = 0
        for key, width in widths.items():
            places[key] = QRect(left, top, width + 1 if beside else self.width(), height)
            if beside:
                left += width
            else:
                top += height
        return places

    def _widths(self) -> Mapping[str, int]:
        look = self._look
        plain, strong = (QFontMetrics(look.font(kind)) for kind in ("body", "strong"))
        return {
            key: 2 * look.space("m")
            + (
                strong.horizontalAdvance(words) + look.px(20)
                if key == self.key
                else plain.horizontalAdvance(words)
            )
            for key, words in self._words.items()
        }

    def _name(self) -> None:
        self.setCurrentIndex(list(self._words).index(self.key))
        self.setAccessibleName(f"{self._question} {self._words[self.key]}")
        self.setAccessibleDescription(", ".join(self._words[key] for key in self._open))
        self.updateGeometry()


class Asking(QWidget):
    """The question beside its choices, or above them where there is no room beside."""

    def __init__(self, look: Look, question: str, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._question = Words(look, question, "strong")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 5, 5, 5)
        self._line.setSpacing(look.space("m"))
        self._line.addWidget(self._question)
        self._line.addWidget(choices)
        self._line.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Need no more than the wider of the two."""
        narrow = max(self._question.sizeHint().width(), self._choices.minimumSizeHint().width())
        return QSize(narrow + 5, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go above where there is no room beside."""
        beside = self._question.sizeHint().width() + self._choices.sizeHint().width()
        fits = self.width() >= beside + self._line.spacing() * 2 + 10
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
        super().resizeEvent(event)
