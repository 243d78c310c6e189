"""A panel over the page for one thing at a time; Esc leaves it, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from countroom.ui.parts.panels import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.ui.look import Look

_VEIL = 150


class Overlay(QWidget):
    """Covers ``over`` until it is left; the focus stays inside and returns to where it was."""

    left = Signal()

    def __init__(self, look: Look, over: QWidget, title: str, width: int = 520) -> None:
        super().__init__(over)
        self._over = over
        self._look = look
        self._before = QApplication.focusWidget()
        self._first: QWidget = self
        self.panel = Panel(look, title)
        self.panel.setMinimumWidth(look.px(width))
        self.body = self.panel.body
        self.body.setSpacing(look.space("s"))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.panel)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)
        self.setAccessibleName(title)
        over.installEventFilter(self)
        self.setGeometry(over.rect())

    def open(self, first: QWidget | None = None) -> None:
        """Show it and give a control the focus."""
        self._first = first or self
        self.show()
        self.raise_()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hold)

    def leave(self) -> None:
        """Take it away and give the focus back."""
        self._over.removeEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._hold)
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
        self.deleteLater()

    def _hold(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Take the focus back when something below reaches for it: keys act on top only."""
        below = now is not None and self._over.isAncestorOf(now) and self.isVisible()
        while below and now is not None and now is not self._over:
            below = not isinstance(now, Overlay)
            now = now.parentWidget()
        if below:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is covered."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Keep Tab inside."""
        inside = [one for one in self.findChildren(QWidget) if _takes_tab(one)]
        if not inside:
            return False
        now = QApplication.focusWidget()
        at = inside.index(now) if now in inside else -1
        following = inside[(at + (1 if forward else -1)) % len(inside)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc; no other key reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Veil the page."""
        veil = QColor(self._look.colour("window"))
        veil.setAlpha(255 if self._look.high_contrast else _VEIL + 60)
        QPainter(self).fillRect(self.rect(), veil)


def _takes_tab(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isVisible() and widget.isEnabled()
