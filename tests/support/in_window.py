"""Parts of the kit in a window of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import Theme

Show = Callable[..., QMainWindow]


@pytest.fixture
def design(qapp: QApplication) -> Design:
    """A light design."""
    return Design(Theme.LIGHT)


@pytest.fixture
def show(qtbot: QtBot, design: Design) -> Show:
    """Shows widgets, one below the other, in a dressed window in front."""

    def in_window(*widgets: QWidget) -> QMainWindow:
        window = QMainWindow()
        qtbot.addWidget(window)
        design.apply(window)
        holder = QWidget()
        column = QVBoxLayout(holder)
        for widget in widgets:
            column.addWidget(widget)
        window.setCentralWidget(holder)
        window.resize(960, 600)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        QCoreApplication.processEvents()
        return window

    return in_window
