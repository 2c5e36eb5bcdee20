"""Going through a window by Tab, as somebody without a pointer does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

MOST = 400


def tab_through(start: QWidget) -> list[QWidget]:
    """What Tab reaches until it is back at the start; fails if it never is."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    window = start.window()
    seen: list[QWidget] = []
    for _ in range(MOST):
        here = window.focusWidget()
        assert here is not None
        if here is start and seen:
            return seen
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"round and round: {names(seen[-12:])}")


def names(widgets: list[QWidget]) -> list[str]:
    """What they are called."""
    return [widget.accessibleName() for widget in widgets]
