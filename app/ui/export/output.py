"""Printing through the system's dialog, and what is said about a file that was made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from app.export.render import NoteKind
from app.services.saving import save_page
from app.ui.wording import WordTable

note_words = WordTable(
    "PageNotes",
    {
        NoteKind.SHOWN_BY_CODE: "Some invisible characters are shown as codes.",
        NoteKind.READING_ORDER: (
            "A screen reader may read Arabic or Hebrew words in the wrong order, so the file is not fully accessible."
        ),
        NoteKind.MISSING_GLYPH: (
            "Some characters print as boxes because no included font has them, so the file is not fully accessible."
        ),
        NoteKind.NOT_STANDARD: "It can be read aloud, but it is not fully accessible.",
    },
)
"""What should be known about a file that was made."""


class Printed(Enum):
    """What became of pages that were to be printed."""

    NOT = auto()
    TO_FILE = auto()
    ON_PAPER = auto()


def print_pages(parent: QWidget, data: bytes, pictures: Sequence[bytes]) -> Printed:
    """Print through the system's dialog; printing to a file writes the bytes of the PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("pages")
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(QApplication.applicationDisplayName())
    dialog.setMinMax(1, max(1, len(pictures)))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return Printed.NOT
    if printer.outputFileName():
        save_page(Path(printer.outputFileName()), data)
        return Printed.TO_FILE
    paint_pages(printer, pictures)
    return Printed.ON_PAPER


def paint_pages(printer: QPrinter, pictures: Sequence[bytes]) -> None:
    """Paint each picture onto a page of its own."""
    painter = QPainter(printer)
    for number, svg in enumerate(pictures):
        if number:
            printer.newPage()
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(painter.viewport()))
    painter.end()
