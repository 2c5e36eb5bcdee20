"""A window is never larger than the screen it opens on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.window import MainWindow


class SmallScreen:
    """A screen of some size."""

    def __init__(self, size: QSize) -> None:
        self._size = size

    def availableSize(self) -> QSize:
        """What is free of bars."""
        return self._size


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (910, 485), (546, 291), (3840, 2120)])
def test_the_first_window_fits_its_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    window = MainWindow(Design(Theme.LIGHT))
    qtbot.addWidget(window)
    monkeypatch.setattr(window, "screen", lambda: SmallScreen(QSize(width, height)), raising=False)
    window.fit_screen()
    assert window.width() == min(1280, width)
    assert window.height() == min(800, height)
    assert window.minimumWidth() <= width
    assert window.minimumHeight() <= height
