"""A page: one step of the work, made when it is gone to and thrown away when it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from countroom.ui.parts import Hint
from countroom.ui.parts.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

_NARROW: Final = 1100
_AS_WIDE_AS_THERE_IS: Final = 16_777_215
_STOPPING: Final = ("impossible", "not_reconciled", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says of a page: title, the contest's state if it has one, a note."""

    title: str
    state: str = ""
    note: str = ""


class Page(QWidget):
    """Two columns: ``main`` for the work, ``side`` for what the program thinks.

    Under 1,100 px of effective width the side goes below.
    """

    covers = False
    """Whether the page takes the place of header and status bar as well."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.desk, self.place = desk, place
        self.acts: list[tuple[Hint, QShortcut]] = []
        look = desk.look
        margin, gap = look.space("l"), look.space("l")
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.columns.setContentsMargins(margin, look.space("m"), margin, look.space("m"))
        self.columns.setSpacing(gap)
        self.main = QVBoxLayout()
        self.main.setSpacing(look.space("m"))
        self.columns.addLayout(self.main, 1)
        self._side = QWidget()
        self.side = QVBoxLayout(self._side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(look.space("m"))
        self._side.setFixedWidth(look.size("sidePanel"))
        self.columns.addWidget(self._side)

    def heading(self) -> Heading:
        """Say what the header shows."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the count as it is now; keep the focus and what is being typed."""

    def first_focus(self) -> QWidget | None:
        """Give what the first key goes to."""
        return None

    def keys(self) -> Sequence[Hint]:
        """Give the keys shown in the status bar, four at most."""
        return [hint for hint, _ in self.acts][:4]

    def problems(self) -> Sequence[str]:
        """Give the codes of what stops the work here, the worst first: the guide opens there."""
        rows = [row for part in self.findChildren(Findings) for row in part.rows]
        stopping = [row for row in rows if row.code and row.severity in _STOPPING]
        return [row.code for row in sorted(stopping, key=lambda row: _STOPPING.index(row.severity))]

    def key(self, key: str, words: str, act: Callable[[], None]) -> QShortcut:
        """Let a key act anywhere on this page."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        self.acts.append((Hint(key.replace("Ctrl+", "Ctrl "), words), shortcut))
        return shortcut

    def hide_side(self) -> None:
        """Give the whole width to the work."""
        self._side.hide()

    def minimumSizeHint(self) -> QSize:
        """Never be wider than the window: what does not fit goes below, and the page scrolls."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side below where there is no room beside."""
        narrow = self.width() / self.desk.look.scale < _NARROW
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        direction = below if narrow else beside
        if self.columns.direction() != direction:
            self.columns.setDirection(direction)
            if narrow:
                self._side.setMinimumWidth(0)
                self._side.setMaximumWidth(_AS_WIDE_AS_THERE_IS)
            else:
                self._side.setFixedWidth(self.desk.look.size("sidePanel"))
        super().resizeEvent(event)
