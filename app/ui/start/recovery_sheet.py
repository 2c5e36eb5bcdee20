"""The sheet with a recovery code: it says what the code opens, without any name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from app.services.saving import save_page

_MARGIN_MM = 25.0
_TEXT_POINTS = 14


def _document(code: str) -> QTextDocument:
    tr = partial(QCoreApplication.translate, "RecoverySheet")
    paragraphs = (
        tr("Recovery code"),
        code,
        tr("Whoever has this code can read the private space it belongs to. Keep it somewhere only you will look."),
        tr("To use it: choose your mark, then “Use a recovery code”. Dashes and capital letters do not matter."),
        tr("If both the passphrase and this code are lost, so is everything in the private space."),
    )
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(_TEXT_POINTS)
    document.setDefaultFont(font)
    document.setPlainText("\n\n".join(paragraphs))
    return document


def sheet_bytes(code: str) -> bytes:
    """The sheet as a PDF, made in memory."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle("")
    writer.setCreator("")
    _document(code).print_(writer)
    del writer
    buffer.close()
    return bytes(held.data())


def save_sheet(to: Path, code: str) -> None:
    """Save the sheet, for its owner only; raises VaultUnwritable."""
    save_page(to, sheet_bytes(code))


def print_sheet(code: str) -> Path | None:
    """Print the sheet through the system's dialog, or return the file that was chosen there, which is not written."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("page")
    dialog = QPrintDialog(printer)
    dialog.setWindowTitle(QApplication.applicationDisplayName())
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if printer.outputFileName():  # Qt would write it for everybody on this computer to read
        return Path(printer.outputFileName())
    _document(code).print_(printer)
    return None
