"""The areas of the window, and how the keyboard goes between them: F6, and back to the page after a visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit.keyboard import as_laid_out


class Areas(QObject):
    """Goes round the areas; each is entered where it was left, or at its first control."""

    def __init__(self, areas: Sequence[Callable[[], QWidget | None]], parent: QWidget) -> None:
        super().__init__(parent)
        self._areas = areas
        self._window = parent

    def on_next(self) -> None:
        """Go to the next area that has something to focus."""
        there = [area() for area in self._areas]
        focused = self._window.window().focusWidget()
        at = next((place for place, area in enumerate(there) if area is not None and holds(area, focused)), -1)
        for step in range(1, len(there) + 1):
            area = there[(at + step) % len(there)]
            if area is not None and enter(area):
                return


def holds(area: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget is the area or inside it."""
    return widget is not None and (area is widget or area.isAncestorOf(widget))


def enter(area: QWidget) -> bool:
    """Focus what was focused in an area last, or its first control; whether there was one."""
    last = area.focusWidget()
    first = (each for each in as_laid_out(area) if each.isVisible() and each.isEnabled())
    wanted = last if last is not None and last.isVisible() and last.isEnabled() else next(first, None)
    if wanted is not None:
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
    return wanted is not None
