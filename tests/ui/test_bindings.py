"""The Qt bindings keep count of what they return; a release that did not ended the process after a while."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

CALLS = 50


def test_calls_give_away_no_references(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(CALLS):
        edit.setVisible(False)
        edit.setEnabled(True)
        edit.blockSignals(False)
    after = [sys.getrefcount(value) for value in (None, True, False)]
    lost = [b - a for b, a in zip(before, after, strict=True)]
    assert max(lost) < CALLS // 2
