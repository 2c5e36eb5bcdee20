"""The sheet with a recovery code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable
from app.ui.start.recovery_sheet import print_sheet, save_sheet, sheet_bytes
from tests.support.ui_fixtures import no_leaks, own_settings

__all__ = ["no_leaks", "own_settings"]
CODE = "7K2M-9QXR-4TBV-0HCN-6WJD-3FZP-8SGA-1YEK-5M2Q"


def test_it_holds_the_code_and_no_name(qtbot: QtBot) -> None:
    pdf = PdfReader(io.BytesIO(sheet_bytes(CODE)))
    assert len(pdf.pages) == 1
    assert CODE in pdf.pages[0].extract_text().replace("\n", "")
    assert not (pdf.metadata and pdf.metadata.title)


@pytest.mark.parametrize("answer", [QPrintDialog.DialogCode.Accepted, QPrintDialog.DialogCode.Rejected])
def test_printed_to_a_file_it_is_saved_as_carefully(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: QPrintDialog.DialogCode
) -> None:
    to = tmp_path / "page.pdf"

    def choose(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFileName(str(to))
        return answer

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    assert print_sheet(CODE) == (to if answer is QPrintDialog.DialogCode.Accepted else None)
    assert not to.exists()


def test_it_is_written_for_its_owner_only(qtbot: QtBot, tmp_path: Path) -> None:
    save_sheet(tmp_path / "page.pdf", CODE)
    assert (tmp_path / "page.pdf").stat().st_mode & 0o077 == 0
    with pytest.raises(VaultUnwritable):
        save_sheet(tmp_path / "missing" / "page.pdf", CODE)
