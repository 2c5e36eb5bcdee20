"""Lets a scrolling page take its full height after its content was built anew."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.ui.kit.scroll import ScrollPage


def settle(scroller: ScrollPage | None) -> None:
    """Lay the page out once more when everything that was just added is shown.

    Widgets added to a visible layout are shown later, one by one; the scroll area misses the last of it and
    would squeeze them into the height of the window.
    """
    if scroller is not None:
        QTimer.singleShot(0, scroller, lambda: _lay_out(scroller))


def _lay_out(scroller: ScrollPage) -> None:
    inner = scroller.widget()
    layout = inner.layout() if inner is not None else None
    if layout is not None:
        layout.invalidate()
        layout.activate()
