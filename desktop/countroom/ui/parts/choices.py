"""What is chosen, ticked or written in words, in the house's colours and by its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent

    from countroom.ui.look import Look

_SIDE, _LEFT, _WORDS_AT, _RIGHT = 18, 8, 36, 10
"""The mark's side, and where mark and words stand, in px."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Choice(QRadioButton):
    """One of several; Enter takes it and goes on, arrows move."""

    entered = Signal()

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(words)
        self._look = look
        _prepare(self, look)

    def sizeHint(self) -> QSize:
        """Take what the words need."""
        return _size(self, self._look)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click on the words as well."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a choice."""
        if event.key() in _ENTER:
            self.setChecked(True)
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a ring, filled where it is chosen, and the words."""
        look, painter = self._look, _painter(self, self._look)
        ring = _mark(self, look)
        painter.setPen(QPen(look.colour("text" if self.isChecked() else "border"), 1.5))
        painter.setBrush(look.colour("field"))
        painter.drawEllipse(ring)
        if self.isChecked():
            inner = look.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("text"))
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))


class Tick(QCheckBox):
    """Done or not; Enter ticks it and goes on to the next."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(words)
        self._look = look
        _prepare(self, look)

    def sizeHint(self) -> QSize:
        """Take what the words need."""
        return _size(self, self._look)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click on the words as well."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a tick."""
        if event.key() in _ENTER:
            self.setChecked(True)
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a box, ticked where it is done, and the words."""
        look, painter = self._look, _painter(self, self._look)
        paint_tick(painter, _mark(self, look), look, ticked=self.isChecked())


class Pick(QComboBox):
    """One from a list; a wheel that passes over it changes nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("body"))
        self.setMinimumHeight(look.size("field"))
        self.setMinimumWidth(look.px(200))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it flat, as a field."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("fieldFocus" if self.hasFocus() else "field"))
        painter.setPen(QPen(look.colour("border"), 1))
        radius = look.px(4)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(look.colour("fieldText"))
        painter.setFont(self.font())
        words = self.rect().adjusted(look.px(8), 0, -look.px(28), 0)
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        middle, step = self.height() / 2, look.px(4)
        right = self.width() - look.px(14)
        painter.setPen(QPen(look.colour("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [(right - step, middle - step / 2), (right, middle + step / 2)]
        points.append((right + step, middle - step / 2))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


class Sentence(QLineEdit):
    """A line for a reason or a method, in a few words."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setFont(look.font("body"))
        self.setMinimumHeight(look.size("field"))
        self.setTextMargins(look.px(6), 0, look.px(6), 0)
        self.setAccessibleName(name)


class Lines(QPlainTextEdit):
    """A few lines, one for each name; Tab goes on."""

    def __init__(self, look: Look, name: str, lines: int = 3) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("body"))
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameStyle(QFrame.Shape.Box.value | QFrame.Shadow.Plain.value)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + look.px(14))
        self._light(lit=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the lamp's ground."""
        super().focusInEvent(event)
        self._light(lit=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be a field as any other."""
        super().focusOutEvent(event)
        self._light(lit=False)

    def _light(self, *, lit: bool) -> None:
        look, palette = self._look, QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("fieldFocus" if lit else "field"))
        palette.setColor(QPalette.ColorRole.WindowText, look.colour("border"))
        self.setPalette(palette)


def paint_tick(painter: QPainter, box: QRectF, look: Look, *, ticked: bool) -> None:
    """Paint a box for a tick, in the colours of what is done where it is ticked."""
    done, radius = look.tone("done"), look.px(3)
    painter.setPen(QPen(done.border if ticked else look.colour("border"), 1.5))
    painter.setBrush(done.background if ticked else look.colour("field"))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    if ticked:
        inset = look.px(3)
        inner = box.adjusted(inset, inset, -inset, -inset).toRect()
        painter.drawPixmap(inner, look.icon("check", done.text))


def _prepare(control: QAbstractButton, look: Look) -> None:
    control.setFont(look.font("body"))
    control.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _size(control: QAbstractButton, look: Look) -> QSize:
    words = control.fontMetrics().horizontalAdvance(control.text())
    return QSize(look.px(_WORDS_AT + _RIGHT) + words, look.size("field"))


def _mark(control: QAbstractButton, look: Look) -> QRectF:
    side = look.px(_SIDE)
    top = (control.height() - side) / 2
    return QRectF(look.px(_LEFT), top, side, side).adjusted(0.5, 0.5, -0.5, -0.5)


def _painter(control: QAbstractButton, look: Look) -> QPainter:
    """Begin to paint a control: its ground while it is lit, and its words."""
    painter = QPainter(control)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if control.hasFocus():
        painter.fillRect(control.rect(), look.colour("fieldFocus"))
    painter.setFont(control.font())
    painter.setPen(look.colour("text" if control.isEnabled() else "buttonDisabledText"))
    left = look.px(_WORDS_AT)
    words = QRect(left, 0, control.width() - left, control.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, control.text())
    return painter
