"""Timers that go off once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def single_shot(owner: QObject, milliseconds: int, on: Callable[[], object]) -> QTimer:
    """A timer that calls `on` once, so many milliseconds after each start; it lives as long as its owner."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(on)
    return timer
