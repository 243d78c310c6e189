"""The closing sheet on the screen: read, copied, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QPalette, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit

from countroom.ui.parts import Button, Panel, Words

if TYPE_CHECKING:
    from countroom.ui.desk import Desk


class Closing(Panel):
    """The sheet as plain text, with what can be done with it."""

    def __init__(self, desk: Desk, text: str) -> None:
        look, say = desk.look, desk.texts.say
        super().__init__(look, say("Closing sheet"))
        self._desk, self.text = desk, text
        self.body.addWidget(
            Words(
                look,
                say(
                    "Print it, have it signed, and put it with the papers. In the morning the "
                    "last codes are typed from it."
                ),
                wrap=True,
            )
        )
        self.paper = QPlainTextEdit(text)
        self.paper.setReadOnly(True)
        self.paper.setTabChangesFocus(True)
        self.paper.setFont(look.font("body"))
        self.paper.setAccessibleName(say("Closing sheet"))
        self.paper.setFrameStyle(QFrame.Shape.Box.value | QFrame.Shadow.Plain.value)
        palette = QPalette(self.paper.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("fieldReadOnly"))
        palette.setColor(QPalette.ColorRole.WindowText, look.colour("rule"))
        self.paper.setPalette(palette)
        self.paper.setMinimumHeight(look.px(160))
        self.body.addWidget(self.paper, 1)
        self.printing = Button(look, say("Print"), "Ctrl P", primary=True)
        self.copying = Button(look, say("Copy"), "F7")
        self.going_on = Button(look, say("Open the seals"), "F6")
        self.printing.clicked.connect(self.print_it)
        self.copying.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(look.space("m"))
        for button in (self.printing, self.copying, self.going_on):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def copy(self) -> None:
        """Put the sheet on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self._desk.notice(self._desk.texts.say("The closing sheet is copied."), "success")

    def print_it(self) -> None:
        """Print on this laptop's own printer; without one, copy the sheet and say so."""
        # A library of its own to load: not before somebody prints.
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

        known = QPrinterInfo.defaultPrinter()
        if known.isNull():
            self.copy()
            self._desk.notice(
                self._desk.texts.say(
                    "This laptop has no printer. The sheet is copied: paste it where it can be "
                    "printed, or write it out by hand."
                )
            )
            return
        QTextDocument(self.text).print_(QPrinter(known))
        words = self._desk.texts.say("Sent to the printer {printer}.", printer=known.printerName())
        self._desk.notice(words, "success")
