"""The statement as it would print, over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from countroom.ui.parts import Button, Overlay, Words

if TYPE_CHECKING:
    from countroom.texts import Texts
    from countroom.ui.look import Look

_WIDTH = 720


class StatementSheet(Overlay):
    """The first page of the statement; arrows scroll, Esc leaves."""

    def __init__(self, look: Look, texts: Texts, over: QWidget) -> None:
        super().__init__(look, over, texts.say("The statement as it would print"), _WIDTH + 60)
        self._width = look.px(_WIDTH)
        self._words = Words(look, texts.say("The statement is being typeset."), "body")
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sheet.setAccessibleName(texts.say("Picture of the statement's first page"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.sheet)
        self.area.setAccessibleName(texts.say("The statement as it would print"))
        self.area.hide()
        self._leave = Button(look, texts.say("Leave"), "Esc")
        self._leave.clicked.connect(self.leave)
        self.body.addWidget(self._words)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self._leave)

    def begin(self) -> None:
        """Show it while the sheet is typeset."""
        self.open(self._leave)

    def show_sheet(self, png: bytes) -> None:
        """Show the page that was typeset."""
        pixmap = QPixmap()
        pixmap.loadFromData(png, "PNG")
        shown = pixmap.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)
        self.sheet.setPixmap(shown)
        self.area.setMinimumHeight(max(200, self.height() * 7 // 10))
        self._words.hide()
        self.area.show()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)
