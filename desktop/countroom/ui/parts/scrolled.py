"""The part of a page that scrolls while what stands round it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from countroom.ui.look import Look

_LEAST, _LAMP = 60, 8


class Column(QWidget):
    """What scrolls: as wide as it has to be, as high as that width asks for and no higher."""

    def __init__(self, look: Look, space: str = "m") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.space(space))

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width: wrapped text guesses too much on its own."""
        return QSize(self.column.minimumSize().width(), 0)


class Scrolled(QScrollArea):
    """A column on a ground of the palette; Tab reaches it only while there is more to see."""

    def __init__(self, look: Look, content: QWidget, ground: str = "base") -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for widget in (self.viewport(), content):
            palette = QPalette(widget.palette())
            palette.setColor(QPalette.ColorRole.Window, look.colour(ground))
            widget.setPalette(palette)
            widget.setAutoFillBackground(True)
        self.setWidget(content)
        self.verticalScrollBar().rangeChanged.connect(self._offer_keys)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """Be as wide as the content needs, and low."""
        content = self.widget()
        return QSize(content.minimumSizeHint().width() if content else 0, _LEAST)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keep what has the focus in sight, its lamp included."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, _LAMP, _LAMP)
            if isinstance(now, QListView):
                now.scrollTo(now.currentIndex())

    def _offer_keys(self, _least: int, most: int) -> None:
        more = Qt.FocusPolicy.TabFocus if most > 0 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(more)
        self.setAccessibleName(_name_round(self) if most > 0 else "")


class Fitted(Scrolled):
    """As high as its content needs, and lower where there is no room for all of it."""

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__(look, content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Take the content's height at this width."""
        content = self.widget()
        if content is None:
            return super().sizeHint()
        hint = content.sizeHint()
        if self.width() and content.hasHeightForWidth():
            hint.setHeight(content.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _name_round(widget: QWidget) -> str:
    """Give the name of what the widget is part of: a panel's, or at last the window's title."""
    round_it = widget.parentWidget()
    while round_it is not None and not round_it.accessibleName():
        round_it = round_it.parentWidget()
    return round_it.accessibleName() if round_it is not None else widget.window().windowTitle()


def side_column(look: Look, *panels: QWidget) -> Scrolled:
    """Put panels below each other; they scroll together where there is no room for all."""
    content = Column(look)
    for panel in panels:
        content.column.addWidget(panel)
    content.column.addStretch(1)
    return Scrolled(look, content, "window")


def unroll(columns: QBoxLayout, *parts: Scrolled) -> None:
    """Let parts be as high as their content where one stands below the other: the page scrolls.

    Where they stand beside each other they scroll in the height that is left, and ask for none.
    """
    below = columns.direction() == QBoxLayout.Direction.TopToBottom
    own = QSizePolicy.Policy.Expanding if below else QSizePolicy.Policy.Ignored
    for part in parts:
        part.setSizePolicy(QSizePolicy.Policy.Expanding, own)
        content = part.widget()
        if content is not None:
            wide = part.viewport().width()
            high = content.heightForWidth(wide) if content.hasHeightForWidth() else -1
            part.setMinimumHeight(max(high, content.sizeHint().height()) if below else 0)


def share_height(columns: QBoxLayout) -> None:
    """Give work and side 3 to 2 of the height where one stands below the other."""
    below = columns.direction() == QBoxLayout.Direction.TopToBottom
    columns.setStretch(0, 3 if below else 1)
    columns.setStretch(1, 2 if below else 0)
