"""Printers by way of Qt, for laptops without CUPS: Windows. Its library is loaded when asked for.

Sheets are drawn as pictures at the printer's own fineness; no dialog is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.printers import CupsPrinters, has_cups
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from countroom.app.printers import Printers, Sheet, Spool

_FINE: Final = 300
"""Dots an inch: what a sheet is drawn at."""


def printers_here() -> Printers:
    """Give the printers as this system has them."""
    return CupsPrinters() if has_cups() else QtPrinters()


class QtPrinters:
    """The printers that Qt knows."""

    def names(self) -> tuple[str, ...]:
        """List them by name."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - when somebody prints

        return tuple(sorted(QPrinterInfo.availablePrinterNames()))

    def usual(self) -> str:
        """Name the system's own choice."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - when somebody prints

        return QPrinterInfo.defaultPrinterName()

    def spool(self, name: str) -> Spool:
        """Give the way to a printer. Raises Fault when it is not there."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - as above

        known = QPrinterInfo.printerInfo(name)
        if known.isNull():
            raise Fault("printer_gone", printer=name)
        return QtSpool(QPrinter(known, QPrinter.PrinterMode.HighResolution))


class QtSpool:
    """Draws sheets with one of Qt's printers."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer

    @property
    def name(self) -> str:
        """Give the printer's name."""
        return self._printer.printerName()

    def send(self, sheet: Sheet, copies: int) -> None:
        """Draw every page to the paper's edges. Raises Fault when the printer takes none."""
        from PySide6.QtGui import QImage, QPageSize, QPainter  # noqa: PLC0415 - as above

        printer = self._printer
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        printer.setDocName(sheet.name)
        printer.setCopyCount(copies)
        painter = QPainter()
        if not painter.begin(printer):
            raise Fault("printer_failed", printer=self.name, reason="QPrinter")
        try:
            for number, png in enumerate(sheet.pages(_FINE)):
                if number and not printer.newPage():
                    raise Fault("printer_failed", printer=self.name, reason="QPrinter")
                painter.drawImage(painter.viewport(), QImage.fromData(png))
        finally:
            painter.end()
        if printer.printerState() == printer.PrinterState.Error:
            raise Fault("printer_without_paper", printer=self.name)
