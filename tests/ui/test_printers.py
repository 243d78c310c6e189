"""A printer by way of Qt, on a printer that is a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter

from countroom.app.printers import Sheet
from countroom.domain.faults import Fault
from countroom.ui.printers import QtPrinters, QtSpool

if TYPE_CHECKING:
    from pathlib import Path


def pages(folder: Path, how_many: int) -> tuple[bytes, ...]:
    made = []
    for number in range(how_many):
        image = QImage(2480, 3508, QImage.Format.Format_RGB32)
        image.fill(QColor("black"))
        file = folder / f"{number}.png"
        image.save(str(file))
        made.append(file.read_bytes())
    return tuple(made)


def printer_to(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.mark.usefixtures("qtbot")
def test_every_page_is_drawn_at_the_fineness_of_print(tmp_path: Path) -> None:
    asked: list[int] = []

    def draw(ppi: int) -> tuple[bytes, ...]:
        asked.append(ppi)
        return pages(tmp_path, 2)

    file = tmp_path / "out.pdf"
    QtSpool(printer_to(file)).send(Sheet("a sheet", b"", draw), 1)
    assert asked == [300]
    written = file.read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 2


@pytest.mark.qt_log_ignore("PdfEngine", "begin", extend=True)
@pytest.mark.usefixtures("qtbot")
def test_a_printer_that_takes_nothing_is_a_fault(tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "such" / "folder" / "out.pdf"
    with pytest.raises(Fault) as raised:
        QtSpool(printer_to(nowhere)).send(Sheet("a sheet", b"", lambda _: ()), 1)
    assert raised.value.code == "printer_failed"


@pytest.mark.usefixtures("qtbot")
def test_a_printer_that_was_chosen_and_is_gone_is_a_fault() -> None:
    with pytest.raises(Fault) as raised:
        QtPrinters().spool("no such printer")
    assert raised.value.code == "printer_gone"
