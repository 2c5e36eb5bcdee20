"""Dialogs for files are Qt's own, except where files can be reached through the desktop's alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui import prompts
from app.ui.design.design import Design
from app.ui.design.tokens import Theme


@pytest.mark.parametrize("uses_portals", [True, False])
def test_the_desktop_is_asked_for_files_only_where_nothing_else_reaches_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, uses_portals: bool
) -> None:
    monkeypatch.setattr(prompts, "current", lambda: SimpleNamespace(uses_portals=uses_portals))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = prompts.Prompts(Design(Theme.LIGHT), window)._file_dialog("Choose a file")
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog) is not uses_portals
    dialog.deleteLater()
