"""The hall's window on the projector: it pages by keys, blacks out, and never locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.hall import hall_pages, hall_view, new_ward
from countroom.texts import london
from countroom.ui.hall.sheet import HallSheet
from countroom.ui.look import Look
from countroom.ui.shell.band import TestBand

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen

    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk

_LOOK_AGAIN_MS: Final = 5_000
_SIZE: Final = (1280, 720)
_BAND: Final = 1.7
"""How much larger the band of a TEST count is, for a picture of 1,080 px."""
_FORWARD: Final = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_BACK: Final = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp)


class HallWindow(QWidget):
    """What the hall may see of a desk's count, by itself or paged by hand.

    ``page`` is None while it goes by itself; else a ward, or "" for progress.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.page: ContestId | str | None = None
        self.black = False
        self.setWindowTitle(f"{desk.texts.say('Hall screen')} · Countroom")
        # The laptop goes on with its work: the screen takes no keys until somebody gives it them.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._worn: object = None
        self._wear()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_LOOK_AGAIN_MS)
        self._ticking.timeout.connect(self.refresh)
        self._ticking.start()
        desk.changed.connect(self.refresh)
        self.resize(*_SIZE)

    def refresh(self) -> None:
        """Show the count as it is now, in the desk's language and colours."""
        self._wear()
        desk, texts = self._desk, self._desk.texts
        time = texts.say("{time}, up to date", time=london(desk.now())[1])
        view = hall_view(texts, desk.count, self._ward())
        self.sheet.show_view(view, time, texts.say("Hall screen"), black=self.black)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page, black out, go by itself again; when black, any key brings the picture back."""
        key = event.key()
        if self.black:
            self.black = False
        elif key == Qt.Key.Key_B:
            self.black = True
        elif key in _FORWARD:
            self._turn(1)
        elif key in _BACK:
            self._turn(-1)
        elif key == Qt.Key.Key_Home:
            self.page = None
        elif key == Qt.Key.Key_Escape:
            self.close()
            return
        else:
            super().keyPressEvent(event)
            return
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop looking at the count."""
        self._ticking.stop()
        self._desk.changed.disconnect(self.refresh)
        self._desk.hall = None
        self.deleteLater()
        super().closeEvent(event)

    def _ward(self) -> ContestId | None:
        """Give the ward that is on: the one turned to while it may be shown, else what is new."""
        pages = hall_pages(self._desk.count)
        if self.page is None:
            return new_ward(self._desk.count, self._desk.now())
        return next((one for one in pages if one == self.page), None)

    def _turn(self, step: int) -> None:
        pages: list[ContestId | str] = ["", *hall_pages(self._desk.count)]
        now = pages.index(self._ward() or "")
        self.page = pages[(now + step) % len(pages)]

    def _wear(self) -> None:
        desk = self._desk
        if self._worn == (desk.look.name, desk.texts.language):
            return
        self._worn = (desk.look.name, desk.texts.language)
        while (item := self._whole.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self.sheet = HallSheet(desk.look)
        if desk.environment == "test":
            self._whole.addWidget(TestBand(Look(desk.look.name, _BAND), desk.texts))
        self._whole.addWidget(self.sheet, 1)


def show_hall(desk: Desk) -> None:
    """Open the hall's screen on the other display; once it is there, give it the keys."""
    if desk.hall is not None:
        desk.hall.activateWindow()
        return
    window = HallWindow(desk)
    desk.hall = window
    window.refresh()
    other = _other_screen()
    if other is None:
        window.show()
    else:
        window.setGeometry(other.geometry())
        window.showFullScreen()


def _other_screen() -> QScreen | None:
    """Give a display that the desk is not on, None where there is only one."""
    here = QGuiApplication.primaryScreen()
    return next((one for one in QGuiApplication.screens() if one != here), None)
