"""Where a page goes: into a file only its owner reads, or to the printer through the system's dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.services.saving import save_page


def write_file(to: Path, data: bytes) -> None:
    """Write a PDF for nobody else to read, whole or not at all. Raises `VaultUnwritable`."""
    save_page(to, data)


def print_pages(parent: QWidget, data: bytes, pictures: Sequence[bytes]) -> bool:
    """Print through the system's dialog; *print to file* gets the very bytes of the PDF. False when cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("pages")
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, max(1, len(pictures)))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    if printer.outputFileName():
        write_file(Path(printer.outputFileName()), data)
    else:
        paint_pages(printer, pictures)
    return True


def paint_pages(printer: QPrinter, pictures: Sequence[bytes]) -> None:
    """Paint each page's picture onto a sheet."""
    painter = QPainter(printer)
    for number, svg in enumerate(pictures):
        if number:
            printer.newPage()
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(painter.viewport()))
    painter.end()
